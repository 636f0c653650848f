"""Rules for dates and times in digits. A rule gives how many words it took; 0 leaves them to the next."""

import re
from datetime import date, datetime

from dialogs.dutch.moment_said import Day, Unreadable, a_date, is_spoken, latest, month_of
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import (
    AT,
    DAYS_FROM_TODAY,
    MONTHS,
    PARTS,
    SAYS_A_DAY,
    SHORT_WEEKDAYS,
    TODAY_PARTS,
    WEEKDAYS,
)

_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?)?"
)
_NAMED = re.compile(r"(\d{1,2})?[-/ ]?([a-z]+)[-/]?'?(\d+)?")
_HOURS = {"uur", "u", "h"}
_NUMBERED = {"kenmerk", "factuur", "order", "dossier", "zaak", "nr", "bsn", "versie", "score", "ref"}
"""What has a number that may look like a day."""
_BESIDE_A_TIME = {*DAYS_FROM_TODAY, *TODAY_PARTS, *PARTS}


def written_out(walk: Walk) -> int:
    """Dates and times in digits."""
    kind, text = walk.kind(), walk.word()
    rule = _BY_KIND.get(kind)
    if rule and kind != "short" and (walk.word(-1).endswith("nummer") or walk.word(-1) in _NUMBERED):
        raise Unreadable
    return rule(walk, text) if rule else 0


def _iso(walk: Walk, text: str) -> int:
    parts = _ISO.fullmatch(text)
    if parts is None:
        raise Unreadable
    day = a_date(int(parts[1]), int(parts[2]), int(parts[3]))
    if parts[4] is None:
        walk.add_day(Day(day))
        return 1
    hour, minute = int(parts[4]), int(parts[5])
    if parts[6] and hour < 24 and minute < 60:
        try:
            aware = datetime.fromisoformat(f"{day}T{hour:02d}:{minute:02d}{parts[6].upper()}")
        except ValueError:
            raise Unreadable from None
        here = aware.astimezone(walk.now.tzinfo)
        day, hour, minute = here.date(), here.hour, here.minute
    walk.add_day(Day(day))
    walk.add_clock(hour, minute, twice=False)
    return 1


def _day_month_year(walk: Walk, text: str) -> int:
    day, month, year = re.findall(r"\d+", text)
    walk.add_day(Day(a_date(full_year(int(year)) if len(year) == 2 else int(year), int(month), int(day))))
    return 1


def _named_and_joined(walk: Walk, text: str) -> int:
    """As in "05-aug-2016", "5-mei", "aug-2016"."""
    parts = _NAMED.fullmatch(text)
    if parts is None:
        raise Unreadable
    month, year = MONTHS[parts[2]], parts[3] and full_year(int(parts[3]))
    if parts[1] is None:
        walk.add_day(month_of(a_date(year or walk.today.year, month, 1), "", 0))
    elif year:
        walk.add_day(Day(a_date(year, month, int(parts[1]))))
    else:
        walk.add_day(latest(int(parts[1]), month, walk.today))
    return 1


def _month_year(walk: Walk, text: str) -> int:
    first, second = (int(number) for number in re.split(r"\D", text))
    year, month = max(first, second), min(first, second)
    if walk.word(-1) in {"kantoor", "dossier", "zaak", "nummer", "nr"} or walk.word(1) in _HOURS:
        raise Unreadable
    walk.add_day(month_of(a_date(year, month, 1), "", 0))
    return 1


def _day_month(walk: Walk, text: str) -> int:
    day, month = (int(number) for number in re.split(r"\D", text))
    if walk.counts_things(1) or text == "24/7" or walk.word(-1) == "om":
        raise Unreadable
    sure = walk.word(-1) in SAYS_A_DAY or "clock" in {walk.kind(1), walk.kind(-1)} or walk.cued
    if not sure and walk.unsure_of_more():
        raise Unreadable
    walk.add_day(latest(day, month, walk.today))
    return 1


def _clock(walk: Walk, text: str) -> int:
    if walk.counts_things(1):
        raise Unreadable
    hour, minute, *_ = (int(number) for number in re.findall(r"\d+", text))
    walk.add_clock(hour, minute, twice=is_spoken(text, hour, minute))
    return 2 if walk.word(1) in _HOURS else 1


def _half_of_the_day(walk: Walk, text: str) -> int:
    """As in "8 pm", "7:30am"."""
    hour, minute = int(re.split(r"\D", text)[0]), int((re.findall(r"[:.](\d{2})", text) or ["0"])[0])
    if not 1 <= hour <= 12:
        raise Unreadable
    walk.add_clock(hour % 12 + (12 if "p" in text else 0), minute, twice=False)
    return 1


def _dotted_numbers(walk: Walk, text: str) -> int:
    first, second = (int(number) for number in text.split("."))
    cue, ahead = walk.word(-1), walk.word(1)
    if walk.counts_things(1):
        raise Unreadable
    if ahead in _HOURS or cue in AT:
        walk.add_clock(first, second, twice=is_spoken(text, first, second))
        return 2 if ahead in _HOURS else 1
    short = len(text.split(".")[1]) == 1
    no_time = short or first > 24 or (first == 24 and second) or second > 59
    if no_time or (cue in {"op", "dd", "datum", *WEEKDAYS, *SHORT_WEEKDAYS} and 1 <= second <= 12 and first):
        if no_time and cue not in SAYS_A_DAY and ((short and ahead not in AT) or walk.unsure_of_more()):
            # "9.5" is a number too.
            raise Unreadable
        walk.add_day(latest(first, second, walk.today))
    else:
        beside = cue in _BESIDE_A_TIME or ahead in _BESIDE_A_TIME or (walk.cued and walk.at == 0)
        walk.dotted.append((first, second, beside))
    return 1


def _short_weekday(walk: Walk, text: str) -> int:
    """As in "wo. 18 november"."""
    walk.add_weekday(SHORT_WEEKDAYS[text], "past" if walk.word(-1) in {"afgelopen", "vorige"} else "")
    return 1


_BY_KIND = {
    "iso": _iso,
    "dmy": _day_month_year,
    "named": _named_and_joined,
    "my": _month_year,
    "dm": _day_month,
    "clock": _clock,
    "ampm": _half_of_the_day,
    "dotted": _dotted_numbers,
    "short": _short_weekday,
}


def full_year(year: int) -> int:
    """A year in two digits is one of this century."""
    return year + 2000 if year < 100 else year


def ordinal_in_digits(text: str) -> int:
    """Which one "17e" says."""
    return int(re.sub(r"\D", "", text))


def first_of(today: date, months_back: int) -> date:
    """The first day of the month so many months ago."""
    year, month = divmod(today.year * 12 + today.month - 1 - months_back, 12)
    return a_date(year, month + 1, 1)
