"""The registers that there are, each with its desk: the one place where they are gathered."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cases.advice_register import ADVICE
from cases.agreement_register import AGREEMENT
from cases.breach_register import BREACH
from cases.case_desk import CaseDesk, NoSuchCase
from cases.case_numbers import prefix_of, read_number
from cases.consult_register import CONSULT
from cases.organisation import Organisation
from cases.ports import RowStore
from cases.processing_register import PROCESSING
from cases.register_kind import Register
from cases.rights_register import RIGHTS
from dialogs.triage import answer
from dialogs.triage_cards import ANSWER, draw

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
