"""Case numbers: the letters of the register, the year, a count (DL-2026-0001)."""

import re

from cases.plain_text import one_line

_BETWEEN = re.compile(r"[\s,;]+")
_NUMBER = re.compile(r"([A-Z]{2})-[0-9]{4}-[0-9]{4,7}")


def read_number(text: str) -> str | None:
    """A case number in its one spelling, or None when it is none."""
    number = one_line(text[:80]).upper()
    return number if _NUMBER.fullmatch(number) else None


def numbers_in(typed: str, prefixes: tuple[str, ...], most: int) -> tuple[str, ...] | None:
    """The case numbers in a typed line, each once in its one spelling; None when something else stands there.

    At most one more than `most` are given, so that it shows that there are too many.
    """
    found = [read_number(each) for each in _BETWEEN.split(typed) if each]
    numbers = [each for each in found if each is not None and prefix_of(each) in prefixes]
    return tuple(dict.fromkeys(numbers))[: most + 1] if len(numbers) == len(found) else None


MOST_LOOKED_FOR = 24
"""Of a line with more numbers than any field holds, the others are not looked for."""


def named_in(typed: str) -> tuple[str, ...]:
    """The case numbers in a typed line, each once in its one spelling; what else stands there is passed over."""
    found = (read_number(each) for each in _BETWEEN.split(typed) if each)
    return tuple(dict.fromkeys(each for each in found if each is not None))[:MOST_LOOKED_FOR]


def make_number(prefix: str, year: int, count: int) -> str:
    """As in DL-2026-0001."""
    return f"{prefix}-{year:04d}-{count:04d}"


def read_count(text: str) -> int | None:
    """How many numbers were given out, as a counter says it; None for what is no count."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else None


def count_of(number: str) -> int:
    """The count in a case number; 0 for what is none."""
    return int(number.rpartition("-")[2]) if _NUMBER.fullmatch(number) else 0


def prefix_of(number: str) -> str:
    """The letters that name the register; "" for what is no number."""
    found = _NUMBER.fullmatch(number)
    return found[1] if found else ""
