"""The morning's digest of an office: what is open, tightest term first, and what is late with the duty to say why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards.register import RegisterView, register_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.desks.lists import entry_row
from cases.desks.queries import ROWS, overdue
from cases.organisation import Organisation
from cases.register.listing import Entry
from cases.register.register import Register

say = words_beside(__file__)


def of_office(entries: Sequence[Entry], office: str) -> list[Entry]:
    """Those that wait for this office, in the order in which they come."""
    return [each for each in entries if each.office in ("", office)]


def digest(
    entries: Sequence[Entry], register: Register[Any], now: datetime, org: Organisation
) -> tuple[Card, str]:
    """The card for a channel, so a confidential case is number and clock; and the line of its toast: only counts."""
    title = register.listing.words.title("open")
    late = sum(overdue(each, now) for each in entries)
    shown = min(len(entries), ROWS)
    counts = say("counts", shown=shown, total=len(entries))
    if late:
        counts += f" · {say('late', count=late)}"
    view = RegisterView(
        title=title,
        counts=counts,
        rows=tuple(entry_row(each, register.listing, now, org, private=False) for each in entries[:ROWS]),
        buttons=(
            Button(say("all"), "register", {"register": register.name, "filter": "open"}, of="register"),
        ),
        notes=(register.listing.late,) if late and register.listing.late else (),
    )
    return register_card(view), f"{title}: {len(entries)}"
