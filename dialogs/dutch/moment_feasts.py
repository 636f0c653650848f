"""The rule for feasts: "met kerst", "tweede paasdag". It gives how many words it took."""

from datetime import date, timedelta

from dialogs.dutch.moment_months import which_at, year_at
from dialogs.dutch.moment_said import Day, Unreadable, a_date
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import AFTER_EASTER, FEASTS, TWO_DAYS


def feast(walk: Walk) -> int:
    """As in "1e kerstdag", "met kerst", "goede vrijdag", "tweede paasdag 2016"."""
    word, nth, taken = walk.word(), 1, 1
    if (which := which_at(walk, 0)) in {1, 2} and walk.word(1) in TWO_DAYS:
        word, nth, taken = TWO_DAYS[walk.word(1)], which or 1, 2
    elif walk.words_are("goede", "vrijdag"):
        word, nth, taken = "pasen", -1, 2
    elif word in TWO_DAYS:
        raise Unreadable
    if word not in FEASTS and word not in AFTER_EASTER:
        return 0
    year, more = year_at(walk, taken)
    if year:
        day = _day_of_feast(word, nth, year)
    else:
        day = _day_of_feast(word, nth, walk.today.year)
        if day > walk.today:
            day = _day_of_feast(word, nth, walk.today.year - 1)
    walk.add_day(Day(day, every="" if year or word not in FEASTS else "year"))
    if word.endswith("avond"):
        walk.add_part("avond")
    return taken + more


def _day_of_feast(word: str, nth: int, year: int) -> date:
    if fixed := FEASTS.get(word):
        day = a_date(year, *fixed)
        if word == "koningsdag" and day.weekday() == 6:
            # Not on a Sunday.
            return day - timedelta(days=1)
        return day + timedelta(days=nth - 1)
    return easter(year) + timedelta(days=AFTER_EASTER[word] + (nth - 1 if nth > 0 else -2))


def easter(year: int) -> date:
    """Easter Sunday of a year, by the rule of the Gregorian calendar (Meeus)."""
    century, of_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
