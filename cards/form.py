"""The form card: first aid if there is any, then the fields; errors named on top and above each wrong one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cards.buttons import presses
from cards.elements import (
    Element,
    box,
    card,
    fits,
    fold_line,
    folded,
    foot,
    numbered,
    section,
    spoken,
    text,
    title,
)
from cards.fields import error_band, inputs
from cards.question import example_fold, notice_box, step_head, ways_out
from cards.view import Button, Card, Field, Scalar, StepHead
from cards.words import words_beside

say = words_beside(__file__)

MORE = "fold-more"

MOST_WORDS = 100
"""To be read before anything is opened; more is not read under stress."""

FEW = 3
"""So many options always stand there: yes, no and doubt."""


@dataclass(frozen=True, slots=True)
class FormView:
    """`aid` are our first-aid lines (may hold **bold**) under `aid_title`; then the form has `then_title`.

    `go_on` is the title of the button that sends the fields (verb "answer"); `closing` is the small line
    under them; `notice` stands on top of the card; `more` is the link that opens the fields that are folded.
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
    more: str = ""


ALWAYS_FITS = 2_000
"""So many signs in all fields together fit on any card, whatever they are: a sign takes four bytes at most."""


def form_card(view: FormView) -> Card:
    """Fields to fill in. A field with an `error` brings the attention band and a line above that field.

    Of more than Teams takes in one card, each field keeps what it can hold, and the longest text its beginning. Where
    more is to be read than is read under stress, the longest lists of which one is chosen open on a press.
    """
    drawn = _drawn(view)
    while (long := _longest(view)) is not None and words_to_read(drawn) > MOST_WORDS:
        shorter = (replace(each, compact=True) if each is long else each for each in view.fields)
        view = replace(view, fields=tuple(shorter))
        drawn = _drawn(view)
    # Writing a card out to count its bytes costs as much as drawing it: only where something can be cut.
    if sum(len(each.value) for each in view.fields) <= ALWAYS_FITS or fits(drawn):
        return drawn
    held = (replace(each, value=each.value[: each.max_length or None]) for each in view.fields)
    view = replace(view, fields=tuple(held))
    drawn = _drawn(view)
    while not fits(drawn) and (long := max(view.fields, key=lambda each: len(each.value))).value:
        shorter = (
            replace(each, value=each.value[: len(each.value) * 3 // 4]) if each is long else each
            for each in view.fields
        )
        view = replace(view, fields=tuple(shorter))
        drawn = _drawn(view)
    return drawn


_SAID = frozenset({"text", "label", "title"})
_WITHIN = frozenset({"body", "items", "columns", "inlines", "actions"})


def words_to_read(part: object) -> int:
    """How many words stand on (a part of) a card before anything is opened, those of fields and buttons too."""
    count, waiting = 0, [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each
        elif (
            isinstance(each, dict) and each.get("isVisible") is not False and each.get("mode") != "secondary"
        ):
            for name, held in each.items():
                if name in _WITHIN:
                    waiting.append(held)
                elif name in _SAID and isinstance(held, str):
                    count += len(held.split())
                elif name == "choices" and each.get("style") != "compact":
                    count += sum(len(one["title"].split()) for one in held)
    return count


def _longest(view: FormView) -> Field | None:
    """The choice with most to read that is open; None where only short ones are."""
    open_ = [
        each
        for each in view.fields
        if each.kind == "choice" and not each.value and not each.compact and len(each.options) > FEW
    ]
    return max(open_, key=lambda each: sum(len(one.title.split()) for one in each.options), default=None)


def _fields(view: FormView) -> list[Element]:
    """Those that are needed, then a link to those that seldom are; all of them where one of these holds something."""
    later = [each for each in view.fields if each.folds]
    if not later or not view.more or any(each.value or each.error for each in later):
        return inputs(view.fields)
    # The link stands where they would: what comes after them is optional too.
    at = view.fields.index(later[0])
    before = [each for each in view.fields[:at] if not each.folds]
    behind = [each for each in view.fields[at:] if not each.folds]
    link = fold_line(view.more, [MORE])
    return [*inputs(before), link, folded(MORE, inputs(later)), *inputs(behind)]


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
        *_fields(view),
        *([spoken(view.closing, subtle=True, spacing="Small")] if view.closing else []),
        *example,
        *foot(view.head.source, say("example"), folds),
    ]
    go_on = Button(view.go_on or say("go_on"), "answer", view.data, primary=True, fields=True)
    return card(body, presses([go_on, *ways_out(view.data, view.can_go_back)]))
