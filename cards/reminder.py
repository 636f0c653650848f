"""Reminders: the card that asks somebody to react, and what it shrinks to once that happened."""

from dataclasses import dataclass
from datetime import datetime

from cards.incident import Tone
from cards.view import Button, Card, Clock, Fact


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody to call by name. `id` is what Teams knows the person by."""

    name: str
    id: str


@dataclass(frozen=True, slots=True)
class ReminderView:
    """`sentence` follows the mentions; `consequence` says what happens if nobody presses."""

    number: str
    clock: Clock
    mentions: tuple[Mention, ...]
    sentence: str
    facts: tuple[Fact, ...]
    advice: str
    consequence: str
    tone: Tone
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class SeenView:
    """`left` is the time that was left then, in words; `seen_at` carries the organisation's zone."""

    number: str
    left: str
    seen_by: str
    seen_at: datetime


def reminder_card(view: ReminderView) -> Card:
    """Somebody must react."""
    raise NotImplementedError


def seen_card(view: SeenView) -> Card:
    """The reminder after somebody pressed Gezien."""
    raise NotImplementedError


def shrunk_card(title: str, line: str) -> Card:
    """Two lines of what was a larger card, without buttons. Both are our own words."""
    raise NotImplementedError
