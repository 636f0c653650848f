"""Whether a typed line is the plain name of something that a button opens, perhaps behind "toon". Pure."""

from functools import lru_cache

from cards.words import words_beside
from cases.plain_text import one_line
from cases.register.typed_commands import phrases

say = words_beside(__file__)

MOST_READ = 80
"""Longer lines are no names."""


_SHOWS = tuple(f"{each} " for each in phrases(say("show")))


def plain(raw: str) -> str:
    """A line as it is compared with names: small letters, without what only asks to see it. "" for a long one."""
    line = one_line(raw).casefold().strip(" .?!") if len(raw) <= MOST_READ else ""
    return line.removeprefix(next(filter(line.startswith, _SHOWS), ""))


def names_it(raw: str, *written: str) -> bool:
    """Whether this line is one of these phrases, between which a bar stands. Never raises."""
    return is_named(plain(raw), *written)


def is_named(line: str, *written: str) -> bool:
    """The same of a line as `plain` gives it: for who compares it with many."""
    return bool(line) and any(line in _names(phrase) for phrase in written)


@lru_cache(maxsize=1024)
def _names(written: str) -> frozenset[str]:
    """These phrases as lines are compared with them: words of ours, never a line."""
    return frozenset(map(plain, phrases(written.casefold())))
