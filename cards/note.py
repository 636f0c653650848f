"""A short note about a case: what happened, in our words, with what somebody typed set apart."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import Element, card, eyebrow, foot, quote, spoken, title
from cards.verdict import VerdictSaid, said_before
from cards.view import Button, Card, Link
from cards.words import words_beside

say = words_beside(__file__)

MOST_BEFORE = 30
"""Words of what the bot said before the rest of it unfolds: the answer comes first."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a person typed, under our own label."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """`lines` are our own paragraphs in which a name may stand; `closing` is the small line at the end.

    `number` is "" where no case may be named. `before` is what the bot said to it.
    """

    number: str
    title: str
    lines: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    closing: str = ""
    buttons: tuple[Button | Link, ...] = ()
    before: VerdictSaid | None = None


def note_card(view: NoteView) -> Card:
    """The number, a title, the lines, the quotes, the ways on."""
    above = [eyebrow(view.number)] if view.number else []
    body: list[Element] = [*above, title(view.title, spacing="Small")]
    body += [spoken(words, spacing="Small") for words in view.lines]
    folds: list[str] = []
    for place, each in enumerate(view.quotes):
        block, more = quote(each.words, f"fold-note-{place}")
        body += [spoken(each.label, subtle=True, spacing="Medium"), block]
        folds += more
    if view.before is not None:
        told, more_told = said_before(view.before, MOST_BEFORE)
        body += told
        folds += more_told
    if view.closing:
        body.append(spoken(view.closing, subtle=True, spacing="Small"))
    return card([*body, *foot("", say("all"), folds)], presses(view.buttons))
