"""Rules for dates and times in digits. A rule gives how many words it took; 0 leaves them to the next."""

import re
from dataclasses import replace
from datetime import datetime

from dialogs.dutch.moment_said import Day, Unreadable, a_date, is_spoken, latest
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import MONTHS, SAYS_A_DAY, SAYS_A_TIME

_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?)?"
)


def written_out(walk: Walk) -> int:
    """Dates and times in digits."""
    kind, text = walk.kind(), walk.word()
    cue = walk.word(-1)
    if kind == "iso":
        _iso(walk, text)
    elif kind == "dmy":
        day, month, year = (int(number) for number in re.split(r"\D", text))
        walk.add_day(Day(a_date(year + 2000 if year < 100 else year, month, day)))
    elif kind == "dm":
        day, month = (int(number) for number in re.split(r"\D", text))
        loose = cue not in SAYS_A_DAY and walk.kind(1) != "clock" and walk.kind(-1) != "clock"
        walk.add_day(replace(latest(day, month, walk.today), loose=loose))
    elif kind == "clock":
        hour, minute, *_ = (int(number) for number in re.findall(r"\d+", text))
        walk.add_clock(hour, minute, twice=is_spoken(text, hour, minute))
        return 2 if walk.word(1) in {"uur", "u", "h"} else 1
    elif kind == "dotted":
        return _dotted_numbers(walk, text, cue)
    elif kind == "ordinal" and walk.word(1) not in MONTHS:
        walk.add_day(latest(int(re.sub(r"\D", "", text)), None, walk.today))
    else:
        return 0
    return 1


def _iso(walk: Walk, text: str) -> None:
    parts = _ISO.fullmatch(text)
    if parts is None:
        raise Unreadable
    day = a_date(int(parts[1]), int(parts[2]), int(parts[3]))
    if parts[4] is None:
        walk.add_day(Day(day))
        return
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


def _dotted_numbers(walk: Walk, text: str, cue: str) -> int:
    first, second = (int(number) for number in text.split("."))
    says_hours = walk.word(1) in {"uur", "u", "h"}
    if says_hours or cue in SAYS_A_TIME:
        walk.add_clock(first, second, twice=is_spoken(text, first, second))
        return 2 if says_hours else 1
    if len(text.split(".")[1]) == 1 or first > 24 or (first == 24 and second) or second > 59:
        walk.add_day(replace(latest(first, second, walk.today), loose=cue not in SAYS_A_DAY))
    else:
        walk.dotted.append((first, second))
    return 1
