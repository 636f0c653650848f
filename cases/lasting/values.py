"""What an entry that lasts holds, in words: a value of a field, and what became of what."""

from datetime import date, datetime
from typing import Any

from cards.dutch_time import short_day
from cards.words import words_beside
from cases.lasting.case import RecordKind
from cases.organisation import Organisation
from cases.plain_text import shortened
from cases.register.life import Happening

say = words_beside(__file__)

OPEN_TOLD = say("open")
"""What stands for a field that is not settled."""

MOST_CHANGES, MOST_OF_A_VALUE = 2, 40
"""How much of a change is on the card of the course."""


def value_told(kind: RecordKind[Any], field: str, value: str, org: Organisation) -> str:
    """A kept value of a field in words; "staat nog niet vast" while it is open."""
    if not value:
        return OPEN_TOLD
    asked = kind.field_named(field)
    if asked.kind in ("choice", "choices"):
        return ", ".join(kind.words(f"field.{field}.option.{each}") for each in value.split(","))
    if asked.kind == "date":
        return day_told(date.fromisoformat(value), org)
    return value


def day_told(on: date, org: Organisation) -> str:
    """A day with its year, whenever it is read."""
    at = datetime(on.year, on.month, on.day, tzinfo=org.zone)
    return f"{short_day(at)} {on.year}"


def changes_told(kind: RecordKind[Any], happening: Happening) -> str:
    """The first of what changed; the export has all of it in whole."""
    known, changes = {each.id for each in kind.fields}, happening.event.changes
    changed = [name for name in changes if name in known]
    lines = [
        say(
            "changed",
            field=kind.words(f"field.{name}.short"),
            before=shortened(value_told(kind, name, changes[name][0], happening.org), MOST_OF_A_VALUE),
            after=shortened(value_told(kind, name, changes[name][1], happening.org), MOST_OF_A_VALUE),
        )
        for name in changed[:MOST_CHANGES]
    ]
    if len(changed) > MOST_CHANGES:
        lines.append(say("changed_more", count=len(changed) - MOST_CHANGES))
    return " ".join(lines)
