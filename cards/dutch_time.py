"""Moments and time left in Dutch words. Moments carry the right zone already and are printed as given."""

from datetime import UTC, date, datetime, timedelta

from cards.view import Clock
from cards.words import words_beside

say = words_beside(__file__)

SPOKEN = ("weekday", "weekday_short", "month", "month_short")
"""Words that are looked up by number."""

HOURS_UNTIL = timedelta(hours=72)
"""Up to here time is told in hours, beyond it in days."""

MINUTES_UNTIL = timedelta(hours=2)
"""Below this, time left is told in minutes."""

BLOCKS, FILLED, EMPTY = 10, "▰", "▱"


def short_moment(at: datetime) -> str:
    """As in "do 26 nov, 13.40 uur"."""
    return f"{short_day(at)}, {hour(at)}"


def long_moment(at: datetime) -> str:
    """As in "donderdag 26 november, 13.40 uur"."""
    return f"{say(f'weekday.{at.isoweekday()}')} {at.day} {say(f'month.{at.month}')}, {hour(at)}"


def full_moment(at: datetime) -> str:
    """As in "ma 23 november 2026, 13.40 uur"."""
    day = f"{say(f'weekday_short.{at.isoweekday()}')} {at.day} {say(f'month.{at.month}')}"
    return f"{day} {at.year}, {hour(at)}"


def short_day(at: datetime) -> str:
    """As in "ma 23 nov"."""
    return f"{say(f'weekday_short.{at.isoweekday()}')} {at.day} {say(f'month_short.{at.month}')}"


def full_day(on: date) -> str:
    """As in "23 november 2026"."""
    return f"{on.day} {month_name(on.month)} {on.year}"


def month_name(number: int) -> str:
    """The month of this number, 1 to 12, as in "oktober"."""
    return say(f"month.{number}")


def hour(at: datetime) -> str:
    """As in "16.10 uur"."""
    return say("hour", time=f"{at:%H.%M}")


def about(moment: str) -> str:
    """A moment in words that was told roughly, as in "ongeveer ma 23 nov, 6.00 uur"."""
    return say("about", moment=moment)


def time_left(clock: Clock) -> str:
    """As in "nog 71 uur", "nog 95 minuten", "3 uur te laat". Rounded down, so it never promises too much."""
    left = remaining(clock)
    if left >= _MINUTE:
        return say("left.some", amount=_amount(left, MINUTES_UNTIL))
    if left > timedelta():
        return say("left.hardly")
    return say("late.some", amount=_amount(-left, _HOUR)) if -left >= _MINUTE else say("late.just")


def blocks(clock: Clock) -> str:
    """Ten blocks, filled for what is left of the term: all are empty only when nothing is left."""
    filled = min(max(-(-BLOCKS * remaining(clock) // clock.term), 0), BLOCKS)
    return FILLED * filled + EMPTY * (BLOCKS - filled)


def remaining(clock: Clock) -> timedelta:
    """The real time until the deadline, negative when it has passed; right across a change of summer time."""
    return clock.deadline.astimezone(UTC) - clock.now.astimezone(UTC)


_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def _amount(span: timedelta, minutes_until: timedelta) -> str:
    if span < minutes_until:
        minutes = span // _MINUTE
        return say("amount.minute") if minutes == 1 else say("amount.minutes", count=minutes)
    if span <= HOURS_UNTIL:
        return say("amount.hours", count=span // _HOUR)
    return say("amount.days", count=span // _DAY)
