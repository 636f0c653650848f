"""Typed commands for a new entry of the processing register or a new agreement. Pure; who may is not asked here."""

from cards.words import words_beside
from cases.plain_text import one_line

say = words_beside(__file__)

SPOKEN = ("new",)
"""Phrases that are looked up by the register that they ask for."""

MADE_BY_HAND = ("processing", "agreement")
"""Registers whose entries somebody of an office can make by hand."""

MOST_READ = 100
"""Longer lines are no commands."""


def read_new_entry(raw: str) -> str | None:
    """The register that this line asks a new entry of, or None. Never raises."""
    if len(raw) > MOST_READ:
        return None
    line = one_line(raw).casefold().rstrip(" .?!")
    return next((each for each in MADE_BY_HAND if line in say(f"new.{each}").split("|")), None)
