"""The one living card of a case in the channel: new, taken, waiting, late, done, and confidential."""

from dataclasses import dataclass
from typing import Literal

from cards.view import AskButton, Button, Card, Clock, Fact

Tone = Literal["running", "warning", "late", "done"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question to the reporter and what came of it. `waiting` is our line while there is no answer."""

    question: str
    asked_by: str
    asked_at: str
    answer: str = ""
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class IncidentView:
    """`by` is the name of who did the last thing, `turn` says whose turn it is (ours, may hold **bold**).

    `facts` are on the card unless `folded`, `words` too unless there is a `late_note`; the rest unfolds. Of the
    `answers` the last is on the card. `late_note` and `notes` are our own paragraphs. A `confidential` card shows
    the band, the clock and the buttons only, whatever else is passed. `clock_title` replaces the words about
    the AP above the clock.
    """

    number: str
    state: str
    turn: str
    by: str
    tone: Tone
    clock: Clock | None
    late_note: str
    facts: tuple[Fact, ...]
    more_facts: tuple[Fact, ...]
    words: str
    answers: tuple[Exchange, ...]
    reporter: str
    notes: tuple[str, ...]
    confidential: bool
    buttons: tuple[Button | AskButton, ...]
    folded: bool = False
    source: str = ""
    clock_title: str = ""


def incident_card(view: IncidentView) -> Card:
    """The case as the office sees it."""
    raise NotImplementedError
