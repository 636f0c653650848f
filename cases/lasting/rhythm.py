"""When an office is reminded to look at an entry again: 60 and 14 days before, on the day, then weekly."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cases.organisation import Organisation

DAYS_BEFORE = (60, 14, 0)

IN_THE_MORNING = time(9)
"""The hour of the organisation's clock at which a reminder goes out."""

WEEK = timedelta(days=7)

ON_THE_DAY = "review-0d"


@dataclass(frozen=True, slots=True)
class Review:
    """One reminder: its name in keys, its moment in UTC, and the days to the day of review (below 0 after it)."""

    name: str
    at: datetime
    days_left: int


def reviews(on: date, org: Organisation) -> tuple[Review, ...]:
    """All reminders up to and including the day itself, the earliest first."""
    return tuple(Review(f"review-{days}d", _morning(on, -days, org), days) for days in DAYS_BEFORE)


def review_named(name: str, on: date, org: Organisation) -> Review | None:
    """The reminder of this name, a weekly one after the day ("review-late-2w") included; None for what is none."""
    for each in reviews(on, org):
        if each.name == name:
            return each
    weeks = name.removeprefix("review-late-").removesuffix("w")
    if name.startswith("review-late-") and weeks.isascii() and weeks.isdigit() and 0 < len(weeks) < 5:
        days = 7 * int(weeks)
        return Review(name, _morning(on, days, org), -days)
    return None


def reviews_ahead(on: date, now: datetime, org: Organisation) -> tuple[Review, ...]:
    """What an entry with this day of review has to be reminded of: what is to come, and the day even if it passed."""
    return tuple(each for each in reviews(on, org) if each.at > now or each.name == ON_THE_DAY)


def next_late_review(on: date, now: datetime, org: Organisation) -> Review:
    """The next weekly reminder after the day that is still to come."""
    passed = now.astimezone(UTC) - _morning(on, 0, org)
    weeks = max(0, passed // WEEK) + 1
    while (at := _morning(on, 7 * weeks, org)) <= now:
        weeks += 1  # the hour that summer time takes or gives
    return Review(f"review-late-{weeks}w", at, -7 * weeks)


def review_moment(on: date, org: Organisation) -> datetime:
    """The moment in UTC at which the day of review has come."""
    return _morning(on, 0, org)


def _morning(on: date, days: int, org: Organisation) -> datetime:
    return datetime.combine(on + timedelta(days=days), IN_THE_MORNING, tzinfo=org.zone).astimezone(UTC)
