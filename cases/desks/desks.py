"""The registers that there are, and the desk of each: found by name or by the letters of a case number."""

import contextlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import Any

from cases.desks.case_desk import CaseDesk, NoSuchCase
from cases.organisation import Organisation
from cases.people import Actor
from cases.ports import RowStore
from cases.register.numbers import named_in, prefix_of, read_number
from cases.register.register import ByHand, Register
from cases.register.seals import NO_SEALS, Seals


class Registers:
    """The registers that lists are made of, by name and by case number."""

    def __init__(self, registers: Iterable[Register[Any]]) -> None:
        self._by_name = {each.name: each for each in registers}
        self._by_prefix = {each.prefix: each for each in self._by_name.values()}

    def __iter__(self) -> Iterator[Register[Any]]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def named(self, name: str) -> Register[Any]:
        """The register of this name. Raises KeyError."""
        return self._by_name[name]

    def of(self, number: str) -> Register[Any]:
        """The register of a case with this number. Raises KeyError."""
        return self._by_prefix[prefix_of(number)]

    def seen_by(self, offices: frozenset[str]) -> "Registers":
        """Those that people of these offices may look at, in lists, searches and figures."""
        return Registers(
            each for each in self if not each.practised and not each.listing.readers.isdisjoint(offices)
        )


class Desks:
    """The desk of each register, found by its name or by the letters of a case number."""

    def __init__(
        self,
        store: RowStore,
        org: Organisation,
        pause: Callable[[int], Awaitable[None]],
        registers: Sequence[Register[Any]],
        seals: Seals = NO_SEALS,
    ) -> None:
        self._desks = {each.name: CaseDesk(store, org, each, pause, seals) for each in registers}
        self._by_prefix = {each.register.prefix: each for each in self._desks.values()}

    def __iter__(self) -> Iterator[CaseDesk[Any]]:
        return iter(self._desks.values())

    def named(self, register: str) -> CaseDesk[Any]:
        """The desk of the register with this name. Raises KeyError."""
        return self._desks[register]

    def files(self, kind: str) -> CaseDesk[Any] | None:
        """The desk of the register in which a finished flow of this kind is filed; None when no register does."""
        desk = self._desks.get(kind)
        return desk if desk is not None and desk.register.made.from_answers is not None else None

    def by_hand(self, kind: str) -> tuple[CaseDesk[Any], ByHand[Any]] | None:
        """The desk of a register in which an office makes entries by hand, and how; None for every other one."""
        desk = self._desks.get(kind)
        made = desk.register.made.by_hand if desk is not None else None
        return (desk, made) if desk is not None and made is not None else None

    async def missing(self, typed: str, held: str, actor: Actor) -> tuple[str, ...]:
        """The case numbers in what was typed that are not there, or that this person may not see.

        What is `held` already is not looked for: that case may have been destroyed since. What is no number is none.
        """
        known, gone = set(named_in(held)), list[str]()
        for number in named_in(typed):
            if number in known:
                continue
            try:
                await self.of(number).see(number, actor)
            except NoSuchCase:
                gone.append(number)
        return tuple(gone)

    async def ended(self, typed: str) -> tuple[str, ...]:
        """The case numbers in what was typed of cases that are there and have ended."""
        found = list[str]()
        for number in named_in(typed):
            with contextlib.suppress(NoSuchCase):
                if not (await self.of(number).get(number)).is_open:
                    found.append(number)
        return tuple(found)

    def of(self, number: str) -> CaseDesk[Any]:
        """The desk of this case. Raises NoSuchCase for what is no number of any register."""
        desk = self._by_prefix.get(prefix_of(read_number(number) or ""))
        if desk is None:
            raise NoSuchCase
        return desk
