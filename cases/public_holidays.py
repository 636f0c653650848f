"""The public holidays of the Algemene termijnenwet, article 3, reckoned: a package that knows them for all countries
is two hundred modules to load for eleven days (the tests hold it beside this)."""

from datetime import date, timedelta
from functools import lru_cache

SUNDAY = 7
LAW_SINCE = 1966
"""The first whole year of the law."""

KING_SINCE, LATE_SINCE = 2014, 1980

PUT_ON_A_PAR = frozenset(
    {
        date(2023, 4, 28),
        date(2023, 5, 19),
        date(2024, 5, 10),
        date(2024, 12, 27),
        date(2025, 5, 30),
        date(2026, 1, 2),
        date(2026, 5, 15),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    }
)
"""Days that a royal decree put on a par with public holidays for the Algemene termijnenwet (article 3(3)).

They hold for terms of Dutch laws, as that to object. Whether they do for terms of the AVG is not certain, so there they
are days like any other. The decrees come for some years at a time: what is later than the last is not known yet.
"""


def is_public_holiday(day: date) -> bool:
    """A day of article 3: 5 May every year, Good Friday too; Easter and Whitsun themselves; no decree days.

    Before 1966, when the law was new, 5 May alone.
    """
    return day in _holidays(day.year)


def is_put_on_a_par(day: date) -> bool:
    """Whether a term of a Dutch law does not end on this day by decree, though it is no public holiday."""
    return day in PUT_ON_A_PAR


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8; from 1583 on)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leaps, left = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moved + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    liberation = date(year, 5, 5)
    if year < LAW_SINCE:
        return frozenset({liberation})
    sunday = easter(year)
    # Good Friday, Easter, Easter Monday, Ascension Day, Whit Sunday, Whit Monday
    moving = (sunday + timedelta(days) for days in (-2, 0, 1, 39, 49, 50))
    fixed = (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26))
    return frozenset({liberation, _royal_day(year), *moving, *fixed})


def _royal_day(year: int) -> date:
    """King's Day, before 2014 Queen's Day. On a Sunday it is a day earlier, until 1979 it was a day later."""
    day = date(year, 4, 27 if year >= KING_SINCE else 30)
    if day.isoweekday() != SUNDAY:
        return day
    return day + timedelta(days=-1 if year >= LATE_SINCE else 1)
