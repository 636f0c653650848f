"""Reminders: the card that asks somebody to react, and what it shrinks to once that happened."""

from dataclasses import dataclass
from datetime import datetime

from cards.buttons import presses
from cards.case_band import BANDS, Tone
from cards.dutch_time import blocks, short_moment, time_left
from cards.elements import Element, band, card, fact_list, paragraph, run, spoken, text
from cards.typed_text import tame, whole
from cards.view import Button, Card, Clock, Fact
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody to call by name. `id` is what Teams knows the person by."""

    name: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Somebody is asked to do something. `sentence` follows the mentions; `consequence` says what happens if nobody
    presses."""

    number: str
    mentions: tuple[Mention, ...]
    sentence: str
    facts: tuple[Fact, ...]
    advice: str
    consequence: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView(_Asking):
    """Of something that has a term."""

    clock: Clock
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView(_Asking):
    """Of something that has no clock of hours: `what` says in a few words what waits."""

    what: str


@dataclass(frozen=True, slots=True)
class SeenView:
    """`left` is the time that was left then, in words; `seen_at` carries the organisation's zone."""

    number: str
    left: str
    seen_by: str
    seen_at: datetime


def reminder_card(view: ReminderView) -> Card:
    """Somebody must react."""
    left = paragraph(run(blocks(view.clock), large=True), spacing="None")
    body = [
        band(f"{view.number} · {time_left(view.clock)}", [left], BANDS[view.tone]),
        text(_called(view), spacing="Medium"),
        *fact_list(view.facts),
        *([spoken(view.advice, spacing="Small")] if view.advice else []),
        *([spoken(view.consequence, subtle=True, spacing="Small")] if view.consequence else []),
    ]
    return card(body, presses(view.buttons), [_entity(each) for each in view.mentions])


def waiting_card(view: WaitingView) -> Card:
    """Somebody must do what waits."""
    body = [
        band(f"{view.number} · {view.what}", [], BANDS["running"]),
        text(_called(view), spacing="Medium"),
        *fact_list(view.facts),
        spoken(view.advice, spacing="Small"),
        spoken(view.consequence, subtle=True, spacing="Small"),
    ]
    return card(body, presses(view.buttons), [_entity(each) for each in view.mentions])


def seen_card(view: SeenView) -> Card:
    """The reminder after somebody pressed Gezien."""
    seen = say("seen", name=tame(view.seen_by), moment=short_moment(view.seen_at))
    return shrunk_card(f"{view.number} · {view.left}", f"✓ {seen}")


def shrunk_card(title: str, line: str) -> Card:
    """Two lines of what was a larger card, without buttons. Both are our own words."""
    return card([paragraph(run(tame(title), bold=True)), paragraph(run(tame(line)), spacing="None")])


def _called(view: _Asking) -> str:
    if not view.mentions:
        return view.sentence[:1].upper() + view.sentence[1:]
    return f"{', '.join(_at(each) for each in view.mentions)}, {view.sentence}"


def _at(mention: Mention) -> str:
    # A mention only works in a text that reads markdown; so nothing in the name may be markdown.
    plain = "".join(sign for sign in mention.name if sign.isalnum() or sign in " .’'-")
    return f"<at>{plain.strip()}</at>"


def _entity(mention: Mention) -> Element:
    return {
        "type": "mention",
        "text": _at(mention),
        "mentioned": {"id": mention.id, "name": whole(mention.name)},
    }
