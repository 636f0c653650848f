"""What somebody of an office types about not being there: until which day, being back, or who else is away. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from cards.dutch_time import month_name
from cards.words import words_beside
from cases.plain_text import one_line

say = words_beside(__file__)

MOST_READ = 80
"""Longer lines are no commands."""

LONGEST = timedelta(days=366)

MONTHS = {month_name(number): number for number in range(1, 13)}

_DAY = re.compile(r"(\d{1,2}) ([a-z]+)(?: (\d{4}))?")
_NUMBERS = re.compile(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}))?")


@dataclass(frozen=True, slots=True)
class Away:
    """Not there until this day, which is the first one back; None when no such day was read."""

    until: date | None


@dataclass(frozen=True, slots=True)
class Back:
    """There again."""


@dataclass(frozen=True, slots=True)
class WhoIsAway:
    """Asks who is away."""


Said = Away | Back | WhoIsAway


def read_absence(raw: str, today: date) -> Said | None:
    """What this line says of it; None for another line. Never raises."""
    line = one_line(raw).casefold().strip(" .?!") if len(raw) <= MOST_READ else ""
    if line in _listed("back"):
        return Back()
    if line in _listed("who"):
        return WhoIsAway()
    if line in _listed("today"):
        return Away(today + timedelta(days=1))
    for words in sorted((*_listed("away"), *_listed("away_free")), key=len, reverse=True):
        rest = line.removeprefix(words)
        if rest != line and (not rest or rest.startswith(" ")):
            return _until(rest.strip(), today)
    return None


def _until(rest: str, today: date) -> Away | None:
    if not rest or (rest.split()[0] in _listed("from") and any(sign.isdigit() for sign in rest)):
        return Away(None)  # an absence that begins later is typed when it begins
    for key, more in (("until_with", 1), ("until", 0)):
        for words in _listed(key):
            if rest.startswith(f"{words} "):
                day = _day(rest.removeprefix(words).strip(), today)
                first = day + timedelta(days=more) if day is not None else None
                fits = first is not None and today < first <= today + LONGEST
                return Away(first if fits else None)
    return None


def _day(told: str, today: date) -> date | None:
    """The day that is meant, the next one of that name; None for what is none."""
    if told in (near := _listed("near")):
        return today + timedelta(days=near.index(told) + 1)
    if told in _listed("next_week"):
        return today + timedelta(days=7 - today.weekday())
    names = say("days").split("|")
    if told in names:
        return today + timedelta(days=(names.index(told) - today.weekday() - 1) % 7 + 1)
    if found := _DAY.fullmatch(told):
        number, month, year = found[1], MONTHS.get(found[2], 0), found[3]
    elif found := _NUMBERS.fullmatch(told):
        number, month, year = found[1], int(found[2]), found[3]
    else:
        return None
    try:
        day = date(int(year or today.year), month, int(number))
        return day if year or day >= today else date(today.year + 1, month, int(number))
    except ValueError:
        return None


def _listed(key: str) -> list[str]:
    return say(key).split("|")
