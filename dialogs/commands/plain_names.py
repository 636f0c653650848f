"""Whether a typed line is the plain name of something that a button opens, perhaps behind "toon". Pure."""

from cards.words import words_beside
from cases.plain_text import one_line
from cases.register.typed_commands import phrases

say = words_beside(__file__)

MOST_READ = 80
"""Longer lines are no names."""


def plain(raw: str) -> str:
    """A line as it is compared with names: small letters, without what only asks to see it. "" for a long one."""
    line = one_line(raw).casefold().strip(" .?!") if len(raw) <= MOST_READ else ""
    start = next((each for each in phrases(say("show")) if line.startswith(f"{each} ")), "")
    return line.removeprefix(f"{start} ") if start else line


def names_it(raw: str, *written: str) -> bool:
    """Whether this line is one of these phrases, between which a bar stands. Never raises."""
    line = plain(raw)
    return bool(line) and any(
        line == plain(each) for phrase in written for each in phrases(phrase.casefold())
    )
