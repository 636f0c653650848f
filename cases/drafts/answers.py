"""The answers of a finished flow in plain values, and the lines of a draft that they fill in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cases.told import Told, ToldVerdict


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


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A finished flow: what a register makes a case of its own of.

    Filing the same `draft_id` twice gives the same case. `facts` are the answers by field id, `answers` the same as
    codes and in words. `about` is what the matter is, in the asker's words. `why` tells why an office is asked, with
    `points` of the policy, or by whom and of what a case was made in somebody's name. `cited` says how each point of
    the verdict is called, `doubts` which questions were answered with doubt. `origin` is the case that held these
    answers before, "" when a conversation did; `withheld` says that it is confidential, so that what was typed in it
    was left out.
    """

    draft_id: str
    facts: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=lambda: Answers({}, ()))
    flow: str = ""
    outcome: str = ""
    about: str = ""
    verdict: ToldVerdict | None = None
    why: str = ""
    points: tuple[str, ...] = ()
    cited: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    origin: str = ""
    withheld: bool = False


def gaps(lines: Sequence[DraftLine]) -> tuple[str, ...]:
    """The names of what somebody still has to find out."""
    return tuple(each.name for each in lines if each.gap)
