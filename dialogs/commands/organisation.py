"""What the FG or an administrator types to change the offices and the facts of the organisation."""

from cards.words import words_beside
from cases.plain_text import one_line

say = words_beside(__file__)

MOST_READ = 80
"""Longer lines are no commands."""


def asks_for_organisation(raw: str) -> bool:
    """Whether this line asks for the page. Never raises."""
    return len(raw) <= MOST_READ and one_line(raw).casefold().rstrip(" .?!") in say("asked").split("|")
