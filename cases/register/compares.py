"""By which facts the cases of a register are compared with one another (cases/register/doubles.py). Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from cases.register.case import C


@dataclass(frozen=True)
class Compares(Generic[C]):
    """The cases of this register are compared by these facts."""

    register: str
    facts: Callable[[C], tuple[object, ...]]

    def anew(self, before: C | None, case: C) -> bool:
        """Whether it has to be looked at whether an open case is like another one: it is new (`before` is None), or
        tells something else of what is compared."""
        return case.is_open and (before is None or self.facts(before) != self.facts(case))
