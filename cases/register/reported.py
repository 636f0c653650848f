"""Makes the registers of what somebody reports or asks and an office handles: breaches, requests, consults."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic

from cases.organisation import Organisation
from cases.register.case import C
from cases.register.export import Export
from cases.register.figures import RegisterFigures
from cases.register.life import Life
from cases.register.listing import Listing
from cases.register.news import News
from cases.register.register import Cards, Made, Papers, Presses, Register, Stored, no_points
from cases.register.typed_commands import TypedCommands


@dataclass(frozen=True)
class LookedUp(Generic[C]):
    """How the cases of a register are looked up: in lists, in files, in the figures of a year, by what is typed."""

    listing: Listing[C]
    export: Export[C]
    figures: Callable[[Sequence[C], datetime, Organisation], RegisterFigures]
    typed: TypedCommands


def reported_register(
    name: str,
    prefix: str,
    life: Life[C],
    stored: Stored[C],
    looked_up: LookedUp[C],
    cards: Cards[C],
    news: News[C],
    made: Made[C],
    papers: Papers[C],
    presses: Presses[C] | None = None,
    points: Callable[[C], tuple[str, ...]] = no_points,
) -> Register[C]:
    """Everything that desk, outbox and presses need to know of this register. See Register."""
    up, pressed = looked_up, presses or Presses()
    return Register(
        name,
        prefix,
        life,
        stored,
        up.listing,
        up.export,
        cards,
        news,
        made,
        papers,
        pressed,
        points,
        up.figures,
        up.typed,
    )
