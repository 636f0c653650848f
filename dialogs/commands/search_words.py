"""What somebody searches for, read out of typed words: what must stand in a case, when and how it must be. Pure."""

import re
from datetime import datetime

from cards.words import words_beside
from cases.desks.desks import Registers
from cases.desks.queries import SEARCH_LIMIT, TODO, Period, Query
from cases.plain_text import one_line
from cases.register.marks import UNDECIDED
from cases.register.typed_commands import phrases
from dialogs.answers import hidden_in
from dialogs.commands.periods import Asked, find_period

say = words_beside(__file__)

SPOKEN = ("filter",)
"""Phrases that are looked up by what they ask for."""

FILTERS_SAID = ("overdue", UNDECIDED, TODO, "open", "closed")
"""What a search can ask beside words, by the filter that it is."""


class _Line:
    """What is left of the words, once what they say beside it is taken out."""

    def __init__(self, left: str) -> None:
        self.left = left

    def says(self, written: str) -> bool:
        """Whether one of these phrases stands in it; then it is taken out."""
        for each in sorted(phrases(written), key=len, reverse=True):
            found = re.search(rf"(?<!\w){re.escape(each)}(?!\w)", self.left, re.IGNORECASE)
            if found is not None:
                self.left = f"{self.left[: found.start()]} {self.left[found.end() :]}"
                return True
        return False


def read_search(typed: str, registers: Registers, now: datetime) -> Query | None:
    """A search as somebody typed it ("brief van november zonder besluit"); None when nothing is asked.

    `now` carries the organisation's zone. Never raises.
    """
    masked = one_line(hidden_in(typed).text).strip()[:SEARCH_LIMIT]
    if not masked:
        return None
    line = _Line(masked)
    filter_ = next((each for each in FILTERS_SAID if line.says(say(f"filter.{each}"))), "all")
    asked, period = _days(line, now)
    register = ""
    for each in registers:
        if (filter_ != "all" or asked or period != "all" or line.left.strip()) and line.says(
            "|".join(each.typed.subject)
        ):
            register = each.name
            break
    words = _without_small(line.left)
    if not (words or register or filter_ != "all" or asked or period != "all"):
        return Query("", "all", words=masked)
    query = Query(register, filter_, period, words)
    return asked.asked_of(query) if asked is not None else query


def _days(line: _Line, now: datetime) -> tuple[Asked | None, Period]:
    """When it was reported, as a query has it: "deze maand" and "dit jaar" are periods, all else names its days. What
    names a time that is not understood stays, to be searched for."""
    found = find_period(line.left, now)
    if found is None:
        return None, "all"
    asked, begin, end = found
    period = _period(_Line(line.left[begin:end]))
    whole = asked.month == (now.year, now.month) if period == "month" else asked.year == now.year
    line.left = f"{line.left[:begin]} {line.left[end:]}"
    return (None, period) if period != "all" and whole else (asked, "all")


def _period(line: _Line) -> Period:
    if line.says(say("period.month")):
        return "month"
    return "year" if line.says(say("period.year")) else "all"


def _without_small(left: str) -> str:
    """Without the words that stand everywhere, unless there are no others."""
    small, words = phrases(say("small")), left.split()
    kept = [each for each in words if each.casefold() not in small]
    return " ".join(kept)
