"""A standing answer: what an office says to everybody who asks the same, until it is withdrawn or its day has passed.

It names nobody: everybody in the organisation reads it.
"""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from cases.lasting.case import Content, KeptRecord, Says, Section
from cases.lasting.fields import day
from cases.register.case import fitted_row, text_of
from cases.register.fields import FormField
from cases.told import STANDING_ANSWER, STANDING_QUESTION, STANDING_WORDS


def _few_words(value: str) -> str:
    if len(value.split()) > STANDING_WORDS:
        raise ValueError("more words than fit on a card")
    return value


class StandingContent(Content):
    """The question as colleagues ask it, and what the office says to it."""

    called: ClassVar[str] = "question"

    question: Annotated[str, text_of(STANDING_QUESTION)] = ""
    answer: Annotated[str, text_of(STANDING_ANSWER), AfterValidator(_few_words)] = ""

    def needed(self) -> tuple[str, ...]:
        """No answer is given without an end: the office looks at it again."""
        return ("question", "answer", "review_on")


SECTIONS = (
    Section(
        "change_words",
        (
            FormField("question", "text", required=True, limit=STANDING_QUESTION),
            FormField("answer", "long_text", limit=STANDING_ANSWER),
            day("review_on"),
        ),
    ),
)


class StandingCase(KeptRecord):
    """One standing answer."""

    content: StandingContent


def case_row(case: StandingCase) -> str:
    """The JSON of a row."""
    return fitted_row(case, lambda whole, most: whole)


def read_case(value: str) -> StandingCase:
    """A standing answer out of its row."""
    return StandingCase.model_validate_json(value)


SAYS = Says(StandingContent, SECTIONS, ("answer", "review_on"))
