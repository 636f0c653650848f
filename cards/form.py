"""The form card: first aid if there is any, then the fields; errors named on top and above each wrong one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cards.buttons import presses
from cards.elements import box, card, fits, foot, numbered, section, spoken, text, title
from cards.fields import error_band, inputs
from cards.question import example_fold, notice_box, step_head, ways_out
from cards.view import Button, Card, Field, Scalar, StepHead
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class FormView:
    """`aid` are our first-aid lines (may hold **bold**) under `aid_title`; then the form has `then_title`.

    `go_on` is the title of the button that sends the fields (verb "answer"); `closing` is the small line
    under them; `notice` stands on top of the card.
    """

    head: StepHead
    title: str
    explanation: str = ""
    aid: tuple[str, ...] = ()
    aid_title: str = ""
    then_title: str = ""
    fields: tuple[Field, ...] = ()
    go_on: str = ""
    data: Mapping[str, Scalar] = field(default_factory=dict)
    can_go_back: bool = False
    closing: str = ""
    notice: str = ""
    example: tuple[str, ...] = ()


def form_card(view: FormView) -> Card:
    """Fields to fill in. A field with an `error` brings the attention band and a line above that field.

    Of more than Teams takes in one card, each field keeps what it can hold.
    """
    drawn = _drawn(view)
    if fits(drawn):
        return drawn
    held = (replace(each, value=each.value[: each.max_length or None]) for each in view.fields)
    return _drawn(replace(view, fields=tuple(held)))


def _drawn(view: FormView) -> Card:
    folds, example = example_fold(view.example)
    if view.aid:
        top = [title(view.aid_title or view.title, spacing="Small"), box(numbered(view.aid), spacing="Small")]
        if view.then_title:
            top.append(section(view.then_title, spacing="Large"))
    else:
        top = [title(view.title, spacing="Small")]
    if view.explanation:
        top.append(text(view.explanation, spacing="Small"))
    body = [
        *error_band(view.fields),
        *notice_box(view.notice),
        *step_head(view.head),
        *top,
        *inputs(view.fields),
        *([spoken(view.closing, subtle=True, spacing="Small")] if view.closing else []),
        *example,
        *foot(view.head.source, say("example"), folds),
    ]
    go_on = Button(view.go_on or say("go_on"), "answer", view.data, primary=True, fields=True)
    return card(body, presses([go_on, *ways_out(view.data, view.can_go_back)]))
