"""What the answers of a flow fill in of an entry for the processing register.

Nothing is invented: what a flow did not ask, or the asker did not know, stays open until the office settles it.
"""

from cases.drafts.answers import Answers
from cases.drafts.entry import basis_of, entry_draft, law_of
from cases.lasting.case import LINE_LIMIT, STORY_LIMIT, TEXT_LIMIT
from cases.organisation import Organisation
from cases.plain_text import one_line, shortened
from cases.processing.case import (
    BASES,
    CONTROLLER,
    GROUPS,
    JOINT,
    KINDS,
    PROCESSOR,
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


def entry_content(answers: Answers, org: Organisation) -> ProcessingContent:
    """The entry as far as the answers go."""
    drafted = entry_draft(answers.codes, answers.told, org)
    known = {each.name: each.value for each in drafted.lines if not each.gap}
    basis = basis_of(answers)
    return ProcessingContent(
        name=shortened(one_line(answers.words("matter")), LINE_LIMIT),
        purposes=shortened(answers.words("purpose_text"), STORY_LIMIT),
        role=_role(answers),
        groups=_listed(answers, "groups", GROUPS),
        kinds=_listed(answers, "kinds", KINDS),
        bases=(basis,) if basis in BASES else (),
        basis_told=shortened(law_of(answers), TEXT_LIMIT),
        retention=shortened(known.get("terms", ""), TEXT_LIMIT),
        recipients=shortened(known.get("recipients", ""), STORY_LIMIT),
        transfers=_transfers(answers) if "transfers" in known else "",
    )


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


def _listed(answers: Answers, field: str, options: tuple[str, ...]) -> tuple[str, ...]:
    chosen = answers.code(field).split(",")
    return tuple(each for each in options if each in chosen)
