"""Typed commands for the registers: lists, one case, a search, a month. Pure; who may is not asked here."""

import re
from datetime import datetime

from cards.dutch_time import month_name
from cards.words import words_beside
from cases.desks.desks import Registers
from cases.desks.queries import TODO, Period, Query, filters_of, month_beside
from cases.plain_text import one_line
from cases.register.numbers import make_number
from cases.register.typed_commands import phrases
from dialogs.commands.plain_names import is_named, names_it, plain
from dialogs.commands.search_words import read_search
from dialogs.commands.wants import ListCases, RegisterCommand, ShowCase, ShowMonth, ShowOverviews, ShowYear

say = words_beside(__file__)

SPOKEN = ("period",)
"""Phrases that are looked up by what they ask for."""

MOST_READ = 300
"""Longer lines are no commands."""

MOST_BESIDE = 12
"""A line of more words that names a case is about something else."""

FIRST_YEAR, LAST_YEAR = 2000, 2100

_NUMBER = re.compile(r"([a-z]{2})[- ]?(\d{4})[- ](\d{1,7})", re.ASCII)
_NUMBER_IN = re.compile(rf"(?<![\w-]){_NUMBER.pattern}(?![\w-])", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/ ](\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NAMED = re.compile(r"([a-z]+)(?: (\d{4}))?", re.ASCII)


def read_command(raw: str, registers: Registers, now: datetime) -> RegisterCommand | None:
    """What a typed line asks of these registers, or None. `now` carries the organisation's zone. Never raises."""
    if len(raw) > MOST_READ:
        return None
    typed = one_line(raw)
    line = typed.casefold().rstrip(" .?!")
    if names_it(raw, say("overviews")):
        return ShowOverviews()
    if names_it(raw, say("today")):
        return ListCases(Query("", TODO))
    return (
        _list(line, registers)
        or _one(line, registers)
        or _year(line, now)
        or _month(line, registers, now)
        or _search(typed, registers, now)
    )


def read_number_in(raw: str, registers: Registers) -> ShowCase | None:
    """The case that a line names, when it names one of these registers and says little else. Never raises."""
    if len(raw) > MOST_READ or len(raw.split()) > MOST_BESIDE:
        return None
    letters = {each.prefix for each in registers}
    found = {
        make_number(each[1].upper(), int(each[2]), int(each[3]))
        for each in _NUMBER_IN.finditer(one_line(raw).casefold())
        if each[1].upper() in letters
    }
    return ShowCase(found.pop(), beside=True) if len(found) == 1 else None


def read_year(typed: str, now: datetime) -> int:
    """A year as a card sends it back; whatever is none is this one."""
    known = _YEAR.fullmatch(typed) is not None and FIRST_YEAR <= int(typed) <= LAST_YEAR
    return int(typed) if known else now.year


def read_month(typed: str, now: datetime, register: str = "") -> ShowMonth | None:
    """A month as a card sends it back (2026-10) or as people type it; "" is this month."""
    if not typed:
        return ShowMonth(register, now.year, now.month)
    if typed in phrases(say("month.last")):
        return _known(register, *month_beside(now.year, now.month, -1))
    if typed in phrases(say("month.this")):
        return ShowMonth(register, now.year, now.month)
    if found := _YEAR_FIRST.fullmatch(typed):
        return _known(register, int(found[1]), int(found[2]))
    if found := _MONTH_FIRST.fullmatch(typed):
        return _known(register, int(found[2]), int(found[1]))
    named = _NAMED.fullmatch(typed)
    number = next((each for each in range(1, 13) if named and month_name(each) == named[1]), 0)
    if named is None or not number:
        return None
    # A month that is still to come in this year is the one of last year.
    year = int(named[2]) if named[2] else now.year - (number > now.month)
    return _known(register, year, number)


def _list(line: str, registers: Registers) -> ListCases | None:
    period: Period = "all"
    for each in ("month", "year"):
        for ending in phrases(say(f"period.{each}")):
            if line.endswith(f" {ending}"):
                line, period = line.removesuffix(f" {ending}"), "month" if each == "month" else "year"
    for register in registers:
        for wanted, said in register.typed.lists.items():
            if line in said:
                return ListCases(Query(register.name, wanted, period))
    name = plain(line)
    for register in registers:
        for wanted in filters_of(register.listing):
            if is_named(name, register.listing.words.title(wanted)):
                return ListCases(Query(register.name, wanted, period))
    return None


def _one(line: str, registers: Registers) -> ShowCase | None:
    letters = {each.prefix for each in registers}
    shows = (*phrases(say("show")), *(start for each in registers for start in each.typed.one))
    for start in ("", *shows):
        rest = line.removeprefix(f"{start} ") if start else line
        found = _NUMBER.fullmatch(rest)
        if found is not None and found[1].upper() in letters:
            return ShowCase(make_number(found[1].upper(), int(found[2]), int(found[3])))
    return None


def _year(line: str, now: datetime) -> ShowYear | None:
    for start in phrases(say("year.figures")):
        rest = line.removeprefix(start).strip()
        if line == start:
            return ShowYear(now.year)
        for between in phrases(say("month.of")):
            rest = rest.removeprefix(f"{between} ")
        if line.startswith(f"{start} ") and _YEAR.fullmatch(rest):
            return ShowYear(int(rest)) if FIRST_YEAR <= int(rest) <= LAST_YEAR else None
        if line.startswith(f"{start} ") and rest in phrases(say("year.last")):
            return ShowYear(now.year - 1)
    return None


def _month(line: str, registers: Registers, now: datetime) -> ShowMonth | None:
    for start in phrases(say("month.overview")):
        if line == start or line.startswith(f"{start} "):
            rest, register = line.removeprefix(start).strip(), ""
            for between in phrases(say("month.of")):
                rest = rest.removeprefix(f"{between} ")
            for each in registers:
                for subject in each.typed.subject:
                    if rest == subject or rest.startswith(f"{subject} "):
                        rest, register = rest.removeprefix(subject).strip(), each.name
            for between in phrases(say("month.of")):
                rest = rest.removeprefix(f"{between} ")
            return read_month(rest, now, register)
    return None


def _search(typed: str, registers: Registers, now: datetime) -> ListCases | None:
    for start in sorted(phrases(say("search")), key=len, reverse=True):
        if typed.casefold().startswith(f"{start} "):
            query = read_search(typed[len(start) + 1 :], registers, now)
            return ListCases(query) if query is not None else None
    return None


def _known(register: str, year: int, month: int) -> ShowMonth | None:
    fits = 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR
    return ShowMonth(register, year, month) if fits else None
