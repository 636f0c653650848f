"""An agreement with another organisation, as JZ keeps it: policy points 9 and 10, annex 1."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from cases.lasting.case import LINE_LIMIT, STORY_LIMIT, Content, Day, KeptRecord, Says, Section, linked
from cases.lasting.fields import choice, day, line, numbers, story
from cases.register.case import fitted_row, text_of

KINDS = ("verwerker", "subverwerker", "uitwisseling", "regeling", "scc")
"""Processing agreement, sub-processing agreement, exchange agreement, joint arrangement (AVG art. 26), SCC."""

RESTS_ON = {
    "verwerker": ("9", "10", "bijlage1.1", "bijlage1.3"),
    "subverwerker": ("9", "10", "bijlage1.2"),
    "uitwisseling": ("10", "bijlage1.4", "bijlage1.5"),
    "regeling": ("10", "bijlage1.5"),
    "scc": ("10",),
}
"""The policy points behind each kind; annex 1 has a number for each of its five situations."""


def entry_numbers(typed: str) -> str:
    """Numbers of the processing register as people type them. Raises ValueError with the key of what is wrong."""
    return linked(typed, ("VR",), "geen_nummers")


def _kind(value: str) -> str:
    if value and value not in KINDS:
        raise ValueError("no such choice")
    return value


class AgreementContent(Content):
    """What was agreed. `about` says for what, `entries` are numbers of the processing register."""

    called: ClassVar[str] = "party"

    party: Annotated[str, text_of(LINE_LIMIT)] = ""
    kind: Annotated[str, AfterValidator(_kind)] = ""
    about: Annotated[str, text_of(STORY_LIMIT)] = ""
    signed_on: Day = ""
    entries: Annotated[str, text_of(STORY_LIMIT)] = ""

    def needed(self) -> tuple[str, ...]:
        """What must be known of an agreement that is in force."""
        return ("party", "kind", "signed_on", "review_on")

    def rests_on(self) -> tuple[str, ...]:
        """The points behind its kind."""
        return RESTS_ON.get(self.kind, ("10",))


SECTIONS = (
    Section(
        "change_agreement",
        (
            line("party", required=True),
            choice("kind", KINDS),
            story("about"),
            day("signed_on"),
            day("review_on"),
            numbers("entries", STORY_LIMIT, "VR"),
        ),
    ),
)


class AgreementCase(KeptRecord):
    """One agreement."""

    content: AgreementContent


def case_row(case: AgreementCase) -> str:
    """The JSON of a row."""
    return fitted_row(case, lambda whole, most: whole)


def read_case(value: str) -> AgreementCase:
    """An agreement out of its row."""
    return AgreementCase.model_validate_json(value)


SAYS = Says(
    AgreementContent, SECTIONS, ("kind", "signed_on", "review_on", "entries"), {"entries": entry_numbers}
)
