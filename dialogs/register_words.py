"""Typed commands for the register: lists, one breach, a search, a month. Pure; who may is not asked here."""

import re
from dataclasses import dataclass
from datetime import datetime

from cards.dutch_time import month_name
from cards.words import words_beside
from cases.case_numbers import make_number
from cases.plain_text import one_line
from cases.register import FILTERS, SEARCH_LIMIT, Period, Query, month_beside
from dialogs.answers import hidden_in

say = words_beside(__file__)

SPOKEN = ("list", "period")
"""Phrases that are looked up by what they ask for."""

MOST_READ = 300
"""Longer lines are no commands."""

FIRST_YEAR, LAST_YEAR = 2000, 2100

_NUMBER = re.compile(r"dl[- ]?(\d{4})[- ](\d{1,7})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/ ](\d{4})", re.ASCII)
_NAMED = re.compile(r"([a-z]+)(?: (\d{4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListBreaches:
    """Wanted: a list, or what is found by the words of the query."""

    query: Query


@dataclass(frozen=True, slots=True)
class ShowBreach:
    """Wanted: the breach of this number."""

    number: str


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """Wanted: the numbers of a month."""

    year: int
    month: int


RegisterCommand = ListBreaches | ShowBreach | ShowMonth


def read_command(raw: str, now: datetime) -> RegisterCommand | None:
    """What a typed line asks of the register, or None. `now` carries the organisation's zone. Never raises."""
    if len(raw) > MOST_READ:
        return None
    typed = one_line(raw)
    line = typed.casefold().rstrip(" .?!")
    return _list(line) or _one(line) or _month(line, now) or _search(typed)


def read_month(told: str, now: datetime) -> ShowMonth | None:
    """A month as a card sends it back (2026-10) or as people type it; "" is this month."""
    if not told:
        return ShowMonth(now.year, now.month)
    if told in _phrases(say("month.last")):
        return _known(*month_beside(now.year, now.month, -1))
    if told in _phrases(say("month.this")):
        return ShowMonth(now.year, now.month)
    if found := _YEAR_FIRST.fullmatch(told):
        return _known(int(found[1]), int(found[2]))
    if found := _MONTH_FIRST.fullmatch(told):
        return _known(int(found[2]), int(found[1]))
    named = _NAMED.fullmatch(told)
    number = next((each for each in range(1, 13) if named and month_name(each) == named[1]), 0)
    if named is None or not number:
        return None
    # A month that is still to come in this year is the one of last year.
    year = int(named[2]) if named[2] else now.year - (number > now.month)
    return _known(year, number)


def _list(line: str) -> ListBreaches | None:
    period: Period = "all"
    for each in ("month", "year"):
        for ending in _phrases(say(f"period.{each}")):
            if line.endswith(f" {ending}"):
                line, period = line.removesuffix(f" {ending}"), "month" if each == "month" else "year"
    for wanted in FILTERS:
        if line in _phrases(say(f"list.{wanted}")):
            return ListBreaches(Query(wanted, period))
    return None


def _one(line: str) -> ShowBreach | None:
    for start in ("", *_phrases(say("show"))):
        rest = line.removeprefix(f"{start} ") if start else line
        if (found := _NUMBER.fullmatch(rest)) is not None:
            return ShowBreach(make_number("DL", int(found[1]), int(found[2])))
    return None


def _month(line: str, now: datetime) -> ShowMonth | None:
    for start in _phrases(say("month.overview")):
        if line == start or line.startswith(f"{start} "):
            told = line.removeprefix(start).strip()
            for between in _phrases(say("month.of")):
                told = told.removeprefix(f"{between} ")
            return read_month(told, now)
    return None


def _search(typed: str) -> ListBreaches | None:
    for start in sorted(_phrases(say("search")), key=len, reverse=True):
        if typed.casefold().startswith(f"{start} "):
            sought = hidden_in(typed[len(start) + 1 :]).text.strip()[:SEARCH_LIMIT]
            return ListBreaches(Query("all", words=sought)) if sought else None
    return None


def _known(year: int, month: int) -> ShowMonth | None:
    return ShowMonth(year, month) if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR else None


def _phrases(spelled: str) -> tuple[str, ...]:
    return tuple(spelled.split("|"))
