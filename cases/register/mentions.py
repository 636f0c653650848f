"""Whom a reminder calls by name: people of an office, spelled so that a mention can carry them."""

from collections.abc import Iterable

from cards.reminder import Mention
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


def _spelled(name: str) -> str:
    kept = "".join(sign for sign in name if sign.isalnum() or sign in " .’'-")
    return " ".join(shortened(word, LONGEST_WORD).rstrip("…") for word in kept.split())
