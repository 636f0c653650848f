"""What the answers of a flow fill in of an agreement with another organisation.

Nothing is invented: what a flow did not ask stays open until the office settles it.
"""

from cases.agreement.case import AgreementContent
from cases.drafts.agreement import KIND_OF
from cases.drafts.answers import Answers
from cases.lasting.case import STORY_LIMIT
from cases.organisation import Organisation
from cases.plain_text import shortened

AGREEMENT_OF = {
    "processing": "verwerker",
    "sub_processing": "subverwerker",
    "exchange": "uitwisseling",
    "joint": "regeling",
}
"""The agreement that belongs to the situation, as the register of agreements calls it."""


def agreement_content(answers: Answers, org: Organisation) -> AgreementContent:
    """The agreement as far as the answers go; with whom is never asked in a flow."""
    kind = KIND_OF.get(answers.code("situation"), "unknown")
    return AgreementContent(
        kind=AGREEMENT_OF.get(kind, ""),
        about=shortened(answers.words("matter"), STORY_LIMIT),
    )
