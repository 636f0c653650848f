"""The band on top of the living card of a case: which case it is, how it stands, and whose turn it is."""

from dataclasses import dataclass
from typing import Literal

from cards.elements import BandStyle, Element, band, turn_line
from cards.view import Clock

Tone = Literal["running", "warning", "late", "done"]

BANDS: dict[Tone, BandStyle] = {
    "running": "emphasis",
    "warning": "warning",
    "late": "attention",
    "done": "good",
}


@dataclass(frozen=True, slots=True)
class CaseView:
    """What every living card of a case with a term begins with. `by` is who has it or did the last thing, `turn` says
    whose turn it is (ours, may hold **bold**), `clock` runs to the end of the term."""

    number: str
    state: str
    turn: str
    by: str
    tone: Tone
    clock: Clock | None


def case_band(view: CaseView) -> Element:
    """The number and the state, and below them whose turn it is."""
    return band(f"{view.number} · {view.state}", turn_line(view.by, view.turn), BANDS[view.tone])
