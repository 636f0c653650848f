"""What the answers of a flow fill in of an entry for the processing register.

Nothing is invented: what a flow did not ask, or the asker did not know, stays open until the office settles it.
"""

from cases.drafts.answers import Answers
from cases.drafts.entry import basis_of, entry_draft, law_of
from cases.lasting.case import LINE_LIMIT, STORY_LIMIT, TEXT_LIMIT
from cases.organisation import Organisation
from cases.plain_text import one_line, shortened
from cases.processing.case import (
    AT_PARTNERS,
    BASES,
    CONTROLLER,
    GROUPS,
    JOINT,
    KINDS,
    PROCESSOR,
    RUNNING,
    WITHIN,
    ProcessingContent,
)

ROLE_OF = {
    "opdrachtgever": PROCESSOR,
    "subverwerker": PROCESSOR,
    "verwerker": CONTROLLER,
    "eigen": CONTROLLER,
    "samen": JOINT,
}
"""The situation of annex 1, and what WIL is in it."""

GROUP_OF = {"partner": AT_PARTNERS}
"""Groups that the flows call otherwise than the register."""

RISKS_IN, NO_RISK = ("risks", "criteria", "ap_control", "ap_subjects"), "geen"
"""The questions of the flows about high risks, and the answer that there is none."""


def entry_content(answers: Answers, org: Organisation) -> ProcessingContent:
    """The entry as far as the answers go."""
    drafted = entry_draft(answers.codes, answers.told, org)
    known = {each.name: each.value for each in drafted.lines if not each.gap}
    basis = basis_of(answers)
    return ProcessingContent(
        name=shortened(one_line(answers.words("matter")), LINE_LIMIT),
        purposes=shortened(answers.words("purpose_text"), STORY_LIMIT),
        role=_role(answers),
        groups=tuple(each for each in GROUPS if each in _groups(answers)),
        kinds=_listed(answers, "kinds", KINDS),
        bases=(basis,) if basis in BASES else (),
        basis_told=shortened(law_of(answers), TEXT_LIMIT),
        retention=shortened(known.get("terms", ""), TEXT_LIMIT),
        recipients=shortened(known.get("recipients", ""), STORY_LIMIT),
        transfers=_transfers(answers) if "transfers" in known else "",
        dpia=RUNNING if _may_need_dpia(answers) else "",
    )


def _may_need_dpia(answers: Answers) -> bool:
    """Whether an answer points to a DPIA, or somebody does not know: then it is looked into before anything else."""
    named = {part for field in RISKS_IN for part in answers.code(field).split(",")}
    return not named <= {"", NO_RISK}


def _role(answers: Answers) -> str:
    situation = answers.code("situation")
    if not situation:
        return CONTROLLER if _inside(answers) else ""
    return ROLE_OF.get(situation, "")


def _transfers(answers: Answers) -> str:
    place = answers.code("place")
    return {"adequaat": "adequaat", "vs": "dpf", "eer": WITHIN}.get(place, WITHIN if _inside(answers) else "")


def _inside(answers: Answers) -> bool:
    return answers.code("outside") == "nee" or answers.code("inside") == "ja"


def _groups(answers: Answers) -> frozenset[str]:
    return frozenset(GROUP_OF.get(each, each) for each in answers.code("groups").split(","))


def _listed(answers: Answers, field: str, options: tuple[str, ...]) -> tuple[str, ...]:
    chosen = answers.code(field).split(",")
    return tuple(each for each in options if each in chosen)
