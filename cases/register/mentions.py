"""Whom a reminder calls by name: people of an office, spelled so that a mention can carry them."""

from collections.abc import Iterable
from datetime import datetime

from cards.reminder import Mention
from cases.organisation import Organisation
from cases.people import Actor
from cases.plain_text import shortened

MOST_CALLED = 5
"""More people than this in one card are not called, they are spoken to as a group."""

LONGEST_WORD = 20
"""Longer parts of a name are cut in a mention: it cannot break over two lines."""


def called(people: Iterable[tuple[str, str]]) -> tuple[Mention, ...]:
    """Mentions of these people (id, name), each once; nobody when there are too many."""
    known = {aad_id: Mention(_spelled(name), aad_id) for aad_id, name in people}
    named = tuple(each for each in known.values() if each.name)
    return named if len(named) <= MOST_CALLED else ()


def whom_to_call(
    office: str, holder: Actor | None, now: datetime, org: Organisation, *, deputies: bool = False
) -> tuple[Mention, ...]:
    """Who is called in the channel of an office: who has the case, else its members, as far as they are there today.

    When who has it is away, who else of the office is there is called; who stands in with `deputies`, or when nobody is
    there. Raises KeyError.
    """
    members = org.office(office).members
    stand_in = [(each.id, each.name) for each in org.deputies_there(office, now)]
    everybody = [(each.id, each.name) for each in members]
    asked = everybody if holder is None else [(holder.aad_id, holder.name)]
    there = _there(asked, now, org) or _there(everybody, now, org)
    if there:
        return called([*there, *stand_in] if deputies else there)
    return called(stand_in or asked)


def _there(people: Iterable[tuple[str, str]], now: datetime, org: Organisation) -> list[tuple[str, str]]:
    return [each for each in people if not org.is_away(each[0], now)]


def _spelled(name: str) -> str:
    kept = "".join(sign for sign in name if sign.isalnum() or sign in " .’'-")
    return " ".join(shortened(word, LONGEST_WORD).rstrip("…") for word in kept.split())
