"""The question card: one question, equal buttons, Terug and Stop apart at the bottom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards import elements
from cards.buttons import press, presses
from cards.elements import Element
from cards.fields import field_input
from cards.typed_text import tame
from cards.view import Button, Card, Field, Option, Scalar, StepHead
from cards.words import words_beside

say = words_beside(__file__)

MOST_BUTTONS, LONGEST_BUTTON = 6, 24
"""More answers than this, or a longer one, become a list: buttons do not wrap their text."""

EXAMPLE = "fold-example"


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
    listed = _as_list(view.options)
    answers = [_answer_list(view.options)] if listed else [_answer_buttons(view)]
    doubt = [elements.small(view.doubt, spacing="Small")] if view.doubt else []
    folds, example = example_fold(view.example)
    explanation = [elements.text(view.explanation, spacing="Small")] if view.explanation else []
    body = [
        *notice_box(view.notice),
        *step_head(view.head),
        elements.title(view.question, spacing="Medium"),
        *explanation,
        *answers,
        *doubt,
        *example,
        *elements.foot(view.head.source, say("example"), folds),
    ]
    go_on = [Button(say("go_on"), "answer", view.data, primary=True, fields=True)] if listed else []
    return elements.card(body, presses([*go_on, *ways_out(view.data, view.can_go_back)]))


def step_head(head: StepHead) -> list[Element]:
    """The small lines above the title of a step: which conversation, how far, and the last answer."""
    lines = [elements.eyebrow(head.flow, head.progress)]
    if head.chosen:
        lines.append(
            elements.paragraph(
                elements.run(say("chosen", answer=tame(head.chosen)), subtle=True), spacing="None"
            )
        )
    return lines


def notice_box(notice: str) -> list[Element]:
    """What must be said before the step itself."""
    return [elements.box([elements.spoken(notice)])] if notice else []


def example_fold(example: tuple[str, ...]) -> tuple[list[str], list[Element]]:
    """The ids to unfold, and our own examples folded away."""
    if not example:
        return [], []
    lines = [elements.text(words, spacing="Small" if place else "") for place, words in enumerate(example)]
    return [EXAMPLE], [elements.folded(EXAMPLE, [elements.box(lines)])]


def ways_out(data: Mapping[str, Scalar], can_go_back: bool) -> list[Button]:
    """Terug, when there is something before, and Stop."""
    back = [Button(say("back"), "back", data)] if can_go_back else []
    return [*back, Button(say("stop"), "stop", data)]


def _as_list(options: tuple[Option, ...]) -> bool:
    return len(options) > MOST_BUTTONS or any(len(option.title) > LONGEST_BUTTON for option in options)


def _answer_buttons(view: QuestionView) -> Element:
    buttons = [
        press(Button(option.title, "answer", {**view.data, "value": option.value})) for option in view.options
    ]
    return elements.made("ActionSet", actions=buttons, spacing="Medium")


def _answer_list(options: tuple[Option, ...]) -> Element:
    answer = Field(
        "value", "choice", say("answer"), required=True, options=options, client_error=say("choose")
    )
    return field_input(answer) | {"style": "expanded", "spacing": "Medium"}
