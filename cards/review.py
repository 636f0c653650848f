"""The review card: all answers, each step with its way to change it, before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from cards.buttons import press, presses
from cards.elements import Element, card, folded, foot, link, paragraph, row, run, small, spoken, title, typed
from cards.fields import error_band, inputs
from cards.question import notice_box, step_head, ways_out
from cards.typed_text import head_and_rest, tame
from cards.view import Button, Card, Field, Scalar, StepHead
from cards.words import words_beside

say = words_beside(__file__)

MOST_VALUES, MOST_VALUE_WORDS, SEPARATOR = 3, 9, " · "
"""How many values of one answer are on the card before the rest is unfolded, and how many words they have together."""

MOST_UNFOLDED = 1400
"""Signs of a long story that unfold here, so that the card stays small; "Wijzig" shows all of it."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One answer. `open` marks an answer that is still to come; `typed` values come from a person. `step` is where it
    was given, and can be changed."""

    label: str
    values: tuple[str, ...]
    open: bool
    step: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class ReviewView:
    """`send` is the title of the button that files (verb "file", with the toggles); Wijzig is verb "edit". `closing` is
    what stands under the answers."""

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
    rows: list[Element] = []
    folds: list[str] = []
    for _, group in groupby(enumerate(view.lines), key=lambda each: each[1].step):
        shown, ids = _answers(list(group), view.data)
        rows.append(shown | ({"spacing": "Small", "separator": True} if rows else {"spacing": "Medium"}))
        folds += ids
    toggles = inputs(view.toggles)
    if toggles:
        toggles[0] |= {"spacing": "Large", "separator": True}
    body = [
        *error_band(view.toggles),
        *notice_box(view.notice),
        *step_head(view.head),
        title(view.title, spacing="Small"),
        *rows,
        *([small(say("open"))] if any(each.open for each in view.lines) else []),
        *toggles,
        *([spoken(view.closing, subtle=True, spacing="Small")] if view.closing else []),
        *foot(view.head.source, say("all"), folds),
    ]
    send = Button(view.send, "file", view.data, primary=True, fields=True)
    return card(body, presses([send, *ways_out(view.data, can_go_back=True)]))


def _answers(lines: list[tuple[int, ReviewLine]], data: Mapping[str, Scalar]) -> tuple[Element, list[str]]:
    """The answers of one step in one row: they are changed together."""
    items: list[Element] = []
    folds: list[str] = []
    for place, each in lines:
        shown, ids = _answer(each, f"fold-{place}", first=not items)
        items += shown
        folds += ids
    labels = [each.label[:1].lower() + each.label[1:] for _, each in lines]
    edit = Button(say("edit_these", labels=", ".join(labels)), "edit", {**data, "step": lines[0][1].step})
    return row(items, link(say("edit")), press(edit)), folds


def _answer(answer: ReviewLine, fold: str, *, first: bool) -> tuple[list[Element], list[str]]:
    label = small(answer.label, spacing="" if first else "Small")
    if answer.typed:
        head, rest = head_and_rest("\n".join(answer.values))
        more = [folded(fold, typed(head_and_rest(rest, MOST_UNFOLDED)[0]))] if rest else []
        return [label, *typed(head, spacing="None"), *more], [fold] if rest else []
    shown = _shown(answer.values)
    first_ones, others = answer.values[:shown], answer.values[shown:]
    values = run(tame(SEPARATOR.join(first_ones)) + (" …" if others else ""), italic=answer.open)
    row = [label, paragraph(values, spacing="None")]
    if not others:
        return row, []
    also = run(f"… {tame(SEPARATOR.join(others))}", italic=answer.open)
    return [*row, folded(fold, [paragraph(also)])], [fold]


def _shown(values: tuple[str, ...]) -> int:
    """How many of these are on the card: one at least, the others as long as they are few and short."""
    words = 0
    for place, value in enumerate(values[:MOST_VALUES]):
        words += len(value.split())
        if place and words > MOST_VALUE_WORDS:
            return place
    return min(len(values), MOST_VALUES)
