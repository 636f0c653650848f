"""Who must know of a breach: a line for each recipient, with what can be recorded right under it."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.case_band import BANDS, Tone
from cards.elements import band, card, clock_with_title, fact_list, foot, made, section, spoken
from cards.view import AskButton, Button, Card, Clock, Fact
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class DutiesView:
    """`turn` may hold **bold** and names. `steps` stand under the `lines`, `buttons` at the bottom."""

    number: str
    state: str
    turn: str
    tone: Tone
    clock: Clock | None
    lines: tuple[Fact, ...]
    steps: tuple[Button | AskButton, ...]
    source: str
    buttons: tuple[Button, ...]


def duties_card(view: DutiesView) -> Card:
    """Every recipient with its state. Six buttons fit a row: what records a step stands in a row of its own."""
    steps = made("ActionSet", actions=presses(view.steps), spacing="Medium")
    body = [
        band(f"{view.number} · {view.state}", [spoken(view.turn, spacing="None")], BANDS[view.tone]),
        *(clock_with_title(view.clock) if view.clock else []),
        *fact_list(view.lines),
        *([section(say("steps")), steps] if view.steps else []),
        *foot(view.source),
    ]
    return card(body, presses(view.buttons))
