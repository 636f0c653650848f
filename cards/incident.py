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
    """`by` is who did the last thing (a name, shown as plain text), `turn` whose turn it is (ours, may hold **bold**).

    `facts` are always there unless `folded`; `more_facts`, `words` and answered exchanges unfold. `late_note` and
    `notes` are our own paragraphs. `confidential` shows the number and the clock only, whatever else is passed.
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
