"""What a text says about a moment, before it is decided which moment it is."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta


class Unreadable(Exception):
    """The text names a moment that does not exist, or something that was not understood."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was named. `earlier` is the one before it that the same words could mean, `until` the last of several.

    `every`: in what the same words come back ("week", "month", "year"), "" when they name one day only.
    `whole`: it stands for all the days up to `until` ("oktober"), not for an edge of them ("eind oktober").
    """

    on: date
    earlier: date | None = None
    until: date | None = None
    every: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes since midnight (up to 24:00); `twice` when the clock passes it twice a day.

    `bare`: a number without a word for the hour, which can be a day of the month too. `dotted`: as in "11.10".
    """

    minute: int
    twice: bool = False
    bare: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that a text says about a moment, before it is decided which moment it is.

    `part` is a part of the day, `edge` how many minutes into it; `night_of` says that it is the night of a day, which
    may be that before it or after it; `evening_before` that the night began on the day before.
    `instant` is a moment that was told by how long ago; `lasting` that it goes on until now,
    `counted_back` that it was told by how long ago.
    """

    days: tuple[Day, ...] = ()
    clocks: tuple[Clock, ...] = ()
    part: str | None = None
    edge: int = 0
    last_night: bool = False
    night_of: bool = False
    evening_before: bool = False
    instant: datetime | None = None
    lasting: bool = False
    counted_back: bool = False
    about: bool = False

    @property
    def empty(self) -> bool:
        """Nothing was said about a moment."""
        return not (self.days or self.clocks or self.part or self.instant)


def is_spoken(text: str, hour: int, minute: int) -> bool:
    """Whether digits say an hour that comes twice a day: "2.30" does; "02:30", "9.30" and "14.30" do not.

    Nor does "2:38", which was copied from a log.
    """
    from_a_log = ":" in text and minute % 5
    return not text.startswith("0") and 1 <= hour <= 6 and minute <= 59 and not from_a_log


def a_date(year: int, month: int, day: int) -> date:
    """This day. Raises Unreadable when there is none, or it lies too far away to be meant."""
    if not 1900 <= year <= 2100:
        raise Unreadable
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable from None


def latest(day: int, month: int | None, today: date) -> Day:
    """The latest such day that is not after today. Raises Unreadable when there never was one."""
    year, at_month = today.year, month or today.month
    for _ in range(13):
        try:
            candidate = date(year, at_month, day)
        except ValueError:
            candidate = date.max
        if candidate <= today:
            return Day(candidate, every="year" if month else "month")
        if month is None:
            year, at_month = (year, at_month - 1) if at_month > 1 else (year - 1, 12)
        else:
            year -= 1
        if year < 1:
            break
    raise Unreadable


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_on(day: date, months: int) -> date:
    """The same day so many months on (or back), or the last of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1900 <= year <= 2100:
        raise Unreadable
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_of(first: date, edge: str, minutes: int, *, every: str = "") -> Day:
    """A month, or its begin, middle or end, by the word and the minutes that it stands for in a part of a day."""
    last = month_end(first)
    if not edge:
        return Day(first, until=last, every=every, whole=True)
    if edge == "half":
        return Day(first.replace(day=15), until=first.replace(day=15), every=every)
    start = {0: 1, 180: 11, 240: 21}[minutes]
    return Day(
        first.replace(day=start), until=last if start == 21 else first.replace(day=start + 9), every=every
    )


def not_before(day: Day, start: date) -> Day:
    """The first time that these words come true on or after `start`; itself when they name one day."""
    if day.every == "week":
        return Day(start + timedelta(days=(day.on.weekday() - start.weekday()) % 7), every="week")
    if day.every == "month":
        for months in range(13):
            month = months_on(start.replace(day=1), months)
            if day.on.day <= month_end(month).day and month.replace(day=day.on.day) >= start:
                return replace(day, on=month.replace(day=day.on.day))
    if day.every == "year":
        years = (year for year in range(start.year, start.year + 9) if _exists(year, day.on))
        found = (in_year(day, year) for year in years)
        return next(each for each in found if (each.until or each.on) >= start)
    return day


def not_after(day: Day, end: date) -> Day:
    """The last time that these words come true on or before `end`; itself when they name one day."""
    if day.every == "week":
        return Day(end - timedelta(days=(end.weekday() - day.on.weekday()) % 7), every="week")
    if day.every == "month":
        return latest(day.on.day, None, end)
    if day.every == "year":
        found = latest(day.on.day, day.on.month, end)
        return in_year(day, found.on.year)
    return day


def in_year(day: Day, year: int) -> Day:
    """The same day or month in another year. Raises Unreadable when that year has no such day."""
    on = a_date(year, day.on.month, day.on.day)
    until = day.until and (
        month_end(on) if day.until == month_end(day.until) else on.replace(day=day.until.day)
    )
    return replace(day, on=on, until=until, every="")


def _exists(year: int, day: date) -> bool:
    return day.day <= calendar.monthrange(year, day.month)[1]
