"""What the FG types to see who took files, and who opened a case."""

import re

from cards.words import words_beside
from cases.plain_text import one_line
from cases.register.numbers import read_number
from dialogs.commands.plain_names import names_it

say = words_beside(__file__)

MOST_READ = 80
"""Longer lines are no commands."""

_NUMBER = re.compile(r"([a-z]{2})[- ]?(\d{4})[- ](\d{1,7})", re.ASCII)


def asks_for_viewings(raw: str) -> str | None:
    """The number of the case that this line asks about, "" for who took files, None for a line like any other."""
    if len(raw) > MOST_READ:
        return None
    line = one_line(raw).casefold().rstrip(" .?!")
    if names_it(raw, say("files")):
        return ""
    for start in say("case").split("|"):
        found = _NUMBER.fullmatch(line.removeprefix(f"{start} ")) if line.startswith(f"{start} ") else None
        if found is not None:
            return read_number(f"{found[1].upper()}-{found[2]}-{int(found[3]):04d}")
    return None
