"""What a text says about a moment, before it is decided which moment it is."""

from dataclasses import dataclass
from datetime import date, datetime


class Unreadable(Exception):
    """The text names a moment that does not exist."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was named. `earlier` is the one before it that the same words could mean, `until` the last of several.

    `loose`: it could be something else, and counts only when nothing unknown was said.
    """

    on: date
    earlier: date | None = None
    until: date | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes since midnight (up to 24:00); `twice` when the clock passes it twice a day. `loose` as of a day."""

    minute: int
    twice: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that a text says about a moment, before it is decided which moment it is.

    `part` is a part of the day, `edge` how many minutes into it; `instant` is a moment that was told by how long ago.
    """

    days: tuple[Day, ...] = ()
    clocks: tuple[Clock, ...] = ()
    part: str | None = None
    edge: int = 0
    last_night: bool = False
    instant: datetime | None = None
    about: bool = False


def is_spoken(text: str, hour: int, minute: int) -> bool:
    """Whether digits say an hour that comes twice a day: "2.30" does; "02:30", "9.30" and "14.30" do not."""
    return not text.startswith("0") and 1 <= hour <= 6 and minute <= 59


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
            return Day(candidate)
        if month is None:
            year, at_month = (year, at_month - 1) if at_month > 1 else (year - 1, 12)
        else:
            year -= 1
        if year < 1:
            break
    raise Unreadable
