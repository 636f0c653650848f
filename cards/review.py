"""The review card: every answer with its own way to change it, before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.buttons import press, presses
from cards.elements import (
    Element,
    card,
    folded,
    foot,
    link,
    paragraph,
    row,
    run,
    small,
    spoken,
    title,
    typed,
)
from cards.fields import error_band, inputs
from cards.question import notice_box, step_head, ways_out
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card, Field, Scalar, StepHead
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One answer. `open` marks an answer that is still to come; `typed` values come from a person."""

    label: str
    values: tuple[str, ...]
    open: bool
    step: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class ReviewView:
    """`send` is the title of the button that files (verb "file", with the toggles); Wijzig is verb "edit"."""

    head: StepHead
    title: str
    lines: tuple[ReviewLine, ...]
    toggles: tuple[Field, ...]
    closing: str
    send: str
    data: Mapping[str, Scalar] = field(default_factory=dict)
    notice: str = ""


def review_card(view: ReviewView) -> Card:
    """The last check of a flow."""
    lines: list[Element] = []
    folds: list[str] = []
    for place, each in enumerate(view.lines):
        shown, ids = _answer(each, view.data, f"fold-{place}")
        lines.append(shown | ({"spacing": "Small", "separator": True} if place else {"spacing": "Medium"}))
        folds += ids
    toggles = inputs(view.toggles)
    if toggles:
        toggles[0] |= {"spacing": "Large", "separator": True}
    body = [
        *error_band(view.toggles),
        *notice_box(view.notice),
        *step_head(view.head),
        title(view.title, spacing="Small"),
        *lines,
        *toggles,
        *([spoken(view.closing, subtle=True, spacing="Small")] if view.closing else []),
        *foot([run(view.head.source, subtle=True)] if view.head.source else [], say("all"), folds),
    ]
    send = Button(view.send, "file", view.data, primary=True, fields=True)
    return card(body, presses([send, *ways_out(view.data, can_go_back=True)]))


def _answer(answer: ReviewLine, data: Mapping[str, Scalar], fold: str) -> tuple[Element, list[str]]:
    items = [small(answer.label)]
    folds: list[str] = []
    if answer.typed:
        head, rest = head_and_rest("\n".join(answer.values))
        items += typed(head, spacing="None")
        if rest:
            items.append(folded(fold, typed(rest)))
            folds.append(fold)
    else:
        values = tame(" · ".join(answer.values))
        still_open = [run(f"  · {say('open')}", subtle=True)] if answer.open else []
        items.append(paragraph(run(values, italic=answer.open), *still_open, spacing="None"))
    spoken_label = answer.label[:1].lower() + answer.label[1:]
    edit = Button(say("edit_this", label=spoken_label), "edit", {**data, "step": answer.step})
    return row(items, link(say("edit")), press(edit)), folds
