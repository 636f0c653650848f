"""What the registers say for everybody: the little of their cases that no office has to be asked for."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.readable import those_readable
from cases.told import KnownTerm, StandingAnswer

MOST_READ = 1000
"""Cases of one register that are looked at."""


class KnownToAll:
    """Reads what everybody may know, of the registers that tell it."""

    def __init__(self, registers: Mapping[str, RegisterDesk[Any]], org: Organisation) -> None:
        self._desks = tuple(registers.values())
        self._org = org

    async def terms(self) -> list[KnownTerm]:
        """How long things are kept. Raises StoreUnavailable."""
        found = list[KnownTerm]()
        for desk in self._desks:
            if (tells := desk.register.tells_all.term) is not None:
                found += [term async for case in _cases(desk) if (term := tells(case)) is not None]
        return found

    async def answers(self, now: datetime) -> tuple[StandingAnswer, ...]:
        """What the offices answer to everybody who asks the same, on this day. Raises StoreUnavailable."""
        found = list[StandingAnswer]()
        for desk in self._desks:
            if (tells := desk.register.tells_all.answer) is not None:
                given = [tells(case, now, self._org) async for case in _cases(desk)]
                found += [each for each in given if each is not None]
        return tuple(found)


async def _cases(desk: RegisterDesk[Any]) -> AsyncIterator[Any]:
    """The cases of a register that can be read, the first so many."""
    read = 0
    async for row in desk.case_rows():
        for case in those_readable("cases", [row], desk.register.stored.read):
            yield case
        read += 1
        if read == MOST_READ:
            return
