"""How long things are kept, as the registers say it: the little of their entries that everybody may read."""

from collections.abc import Mapping
from typing import Any

from cases.desks.register_desk import RegisterDesk
from cases.readable import those_readable
from cases.register.register import no_term
from cases.told import KnownTerm

MOST_READ = 1000
"""Entries of one register that are looked at."""


class KnownTerms:
    """Reads the terms of the registers that have any."""

    def __init__(self, registers: Mapping[str, RegisterDesk[Any]]) -> None:
        self._desks = [each for each in registers.values() if each.register.known_term is not no_term]

    async def all(self) -> list[KnownTerm]:
        """Every term that everybody may know. Raises StoreUnavailable."""
        terms = list[KnownTerm]()
        for desk in self._desks:
            read = 0
            async for row in desk.case_rows():
                for case in those_readable("cases", [row], desk.register.stored.read):
                    term = desk.register.known_term(case)
                    terms += [term] if term is not None else []
                read += 1
                if read == MOST_READ:
                    break
        return terms
