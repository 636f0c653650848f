"""What may be meant by a line that is not clear, each as a row or a button. A breach always comes first."""

from collections.abc import Iterable

from cards.view import Button
from cards.welcome import MenuRow
from cards.words import words_beside
from dialogs.dutch.intents import Intent
from dialogs.talk.notices import flow_button
from dialogs.talk.repertoire import Repertoire

say = words_beside(__file__)
BREACH: Intent = "breach"

MOST = 3
"""Guesses beside the breach."""


def breach_row() -> MenuRow:
    """The way to the report of a breach; its first card tells what to do at once."""
    return MenuRow(say("breach.title"), say("breach.detail"), "start", {"flow": BREACH})


def new_report() -> Button:
    """The way to a report, from a card that takes what was typed for something else."""
    return flow_button(say("breach.new"), BREACH)


def guessed_rows(known: Repertoire, offered: Iterable[Intent]) -> tuple[MenuRow, ...]:
    """A breach, then whatever else may be meant and can be begun."""
    rows = list[MenuRow]()
    for each in offered:
        row = _row(known, each) if each != BREACH else None
        if row is not None and row not in rows:  # two things may be meant that begin in one place
            rows.append(row)
    return (breach_row(), *rows[:MOST])


def guessed_buttons(known: Repertoire, offered: Iterable[Intent]) -> tuple[Button, ...]:
    """The same as buttons, where there is no room for rows."""
    flows = [each for each in offered if each != BREACH and each in known.guides]
    return (
        flow_button(say("breach.title"), BREACH),
        *(flow_button(known.title(each), each) for each in flows[: MOST - 1]),
    )


def _row(known: Repertoire, intent: Intent) -> MenuRow | None:
    if intent in known.guides and (menu := known.texts[intent].menu) is not None:
        return MenuRow(menu.titel, menu.uitleg, "start", {"flow": intent})
    if intent in ("status", "register"):
        return MenuRow(say("status.title"), say("status.detail"), "own_cases", {})
    if intent == "contact":
        return MenuRow(
            say("contact.title"),
            say("contact.detail", offices=known.org.offices_told),
            "office",
            {"office": "po"},
        )
    return None
