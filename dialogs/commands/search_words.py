"""What somebody searches for, read out of typed words: what must stand in a case, when and how it must be. Pure."""

import re
from datetime import datetime

from cards.dutch_time import month_name
from cards.words import words_beside
from cases.desks.desks import Registers
from cases.desks.queries import SEARCH_LIMIT, TODO, Period, Query, month_beside, month_named
from cases.plain_text import one_line
from cases.register.marks import UNDECIDED
from cases.register.typed_commands import phrases
from dialogs.answers import hidden_in

say = words_beside(__file__)

SPOKEN = ("filter",)
"""Phrases that are looked up by what they ask for."""

FILTERS_SAID = ("overdue", UNDECIDED, TODO, "open", "closed")
"""What a search can ask beside words, by the filter that it is."""

_MONTHS = "|".join(month_name(each) for each in range(1, 13))
_NAMED_MONTH = re.compile(rf"(?:^|\b(?:{say('before_month')}) )({_MONTHS})(?: (20\d{{2}}))?\b", re.IGNORECASE)
_MONTH_AND_YEAR = re.compile(rf"\b({_MONTHS}) (20\d{{2}})\b", re.IGNORECASE)


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
    month, period = _month(line, now), _period(line)
    register = ""
    for each in registers:
        if (filter_ != "all" or month or period != "all" or line.left.strip()) and line.says(
            "|".join(each.typed.subject)
        ):
            register = each.name
            break
    words = _without_small(line.left)
    if not (words or register or filter_ != "all" or month or period != "all"):
        return Query("", "all", words=masked)
    return Query(register, filter_, period, words, month=month)


def _month(line: _Line, now: datetime) -> str:
    """The month that is named. One that is still to come in this year is the one of last year."""
    if line.says(say("last_month")):
        return month_named(*month_beside(now.year, now.month, -1))
    found = _MONTH_AND_YEAR.search(line.left) or _NAMED_MONTH.search(line.left)
    if found is None:
        return ""
    number = next(each for each in range(1, 13) if month_name(each) == found[1].casefold())
    year = int(found[2]) if found[2] else now.year - (number > now.month)
    line.left = f"{line.left[: found.start()]} {line.left[found.end() :]}"
    return month_named(year, number)


def _period(line: _Line) -> Period:
    if line.says(say("period.month")):
        return "month"
    return "year" if line.says(say("period.year")) else "all"


def _without_small(left: str) -> str:
    """Without the words that stand everywhere, unless there are no others."""
    small, words = phrases(say("small")), left.split()
    kept = [each for each in words if each.casefold() not in small]
    return " ".join(kept)
