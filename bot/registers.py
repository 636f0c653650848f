"""The registers that there are, each with its desk: the one place where they are gathered."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cases.advice.register import ADVICE
from cases.agreement.register import AGREEMENT
from cases.breach.register import BREACH
from cases.consult.register import CONSULT
from cases.desks.case_desk import CaseDesk, NoSuchCase
from cases.organisation import Organisation
from cases.ports import RowStore
from cases.processing.register import PROCESSING
from cases.register.numbers import prefix_of, read_number
from cases.register.register import Register
from cases.rights.register import RIGHTS
from dialogs.assessing.card import ANSWER, draw
from dialogs.assessing.walk import answer

# The questions of an assessment are a flow: the heart of the register does not know how they are drawn and read.
ASSESSED_BREACH = replace(BREACH, draw=draw, translated={ANSWER: answer})

REGISTERS: tuple[Register[Any], ...] = (ASSESSED_BREACH, RIGHTS, CONSULT, PROCESSING, AGREEMENT, ADVICE)


class Desks:
    """The desk of each register, found by its name or by the letters of a case number."""

    def __init__(
        self,
        store: RowStore,
        org: Organisation,
        pause: Callable[[int], Awaitable[None]],
        registers: Sequence[Register[Any]] = REGISTERS,
    ) -> None:
        self._desks = {each.name: CaseDesk(store, org, each, pause) for each in registers}
        self._by_prefix = {each.register.prefix: each for each in self._desks.values()}

    def __iter__(self) -> Iterator[CaseDesk[Any]]:
        return iter(self._desks.values())

    def named(self, register: str) -> CaseDesk[Any]:
        """The desk of the register with this name. Raises KeyError."""
        return self._desks[register]

    def of(self, number: str) -> CaseDesk[Any]:
        """The desk of this case. Raises NoSuchCase for what is no number of any register."""
        desk = self._by_prefix.get(prefix_of(read_number(number) or ""))
        if desk is None:
            raise NoSuchCase
        return desk
