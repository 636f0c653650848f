"""Lines of a draft that a flow's answers fill in: what is known, and what somebody still has to find out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.told import Told


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One field of a draft. `gap` marks what is not known, or known in part: then `value` says that part.

    `typed` marks the asker's own words.
    """

    name: str
    value: str
    gap: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a flow, looked up by field: in code (closed lists only) and in words."""

    codes: Mapping[str, str]
    told: Sequence[Told]

    def code(self, field: str) -> str:
        """The chosen value; "" when it was not asked, or answered in own words."""
        return self.codes.get(field, "")

    def words(self, field: str) -> str:
        """The answer as it stood on the card, "" when it was not asked."""
        return next((each.answer for each in self.told if each.field == field), "")

    def asked(self, step: str) -> bool:
        """Whether this step was on the way."""
        return any(each.step == step for each in self.told)


def gaps(lines: Sequence[DraftLine]) -> tuple[str, ...]:
    """The names of what somebody still has to find out."""
    return tuple(each.name for each in lines if each.gap)
