"""The question card: one question, equal buttons, Terug and Stop apart at the bottom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.view import Card, Option, Scalar, StepHead


@dataclass(frozen=True, slots=True)
class QuestionView:
    """`data` goes into every button (draft, step, version); an option adds `value` and has verb "answer".

    `doubt` says what the bot makes of doubt; `example` is folded away; `notice` stands on top.
    """

    head: StepHead
    question: str
    explanation: str
    options: tuple[Option, ...]
    doubt: str = ""
    example: tuple[str, ...] = ()
    data: Mapping[str, Scalar] = field(default_factory=dict)
    can_go_back: bool = False
    notice: str = ""


def question_card(view: QuestionView) -> Card:
    """One question. Many or long options become a list (input `value`) with a button that sends it."""
    raise NotImplementedError
