"""When an office is reminded to look at an entry again: 60 and 14 days before, on the day, then weekly."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from cases.lasting.case import KeptRecord
from cases.organisation import Organisation
from cases.register.rhythm import Late, Rhythm, Stage

DAYS_BEFORE = (60, 14, 0)

IN_THE_MORNING = time(9)
"""The hour of the organisation's clock at which a reminder goes out."""

ON_THE_DAY = "review-0d"

KEPT = 5
"""How many reminders stand in the entry itself beside the newest; the history keeps all."""


def looked_at(record: KeptRecord) -> bool:
    """Whether somebody saw a reminder of the day of review itself or of a later one: then it is not asked again."""
    on_or_after = [
        state
        for name, state in record.reminders.items()
        if name == ON_THE_DAY or _LATE.number(name) is not None
    ]
    return any(state.seen is not None for state in on_or_after)


def review_moment(on: date, org: Organisation) -> datetime:
    """The moment in UTC at which the day of review has come."""
    return _morning(on, 0, org)


def _stages(record: KeptRecord, org: Organisation) -> tuple[Stage, ...]:
    """All up to and including the day itself; none without such a day."""
    on = record.review_on
    if on is None:
        return ()
    return tuple(
        Stage(f"review-{days}d", _morning(on, -days, org), days, late=not days) for days in DAYS_BEFORE
    )


def _late(record: KeptRecord, weeks: int, org: Organisation) -> Stage:
    on = record.review_on
    if on is None:
        raise ValueError("an entry without a day of review has no stages")
    days = 7 * weeks
    return Stage(f"review-late-{weeks}w", _morning(on, days, org), -days, late=True)


def _morning(on: date, days: int, org: Organisation) -> datetime:
    return datetime.combine(on + timedelta(days=days), IN_THE_MORNING, tzinfo=org.zone).astimezone(UTC)


_LATE = Late[KeptRecord]("review-late-{}w", _late, timedelta(days=7))

RHYTHM = Rhythm[Any](
    stages=_stages,
    late=_LATE,
    always=ON_THE_DAY,
    waits=lambda record: record.is_open and not looked_at(record),
    counts=lambda record: record.is_open,
    others=(),
    deputies=False,
    kept=KEPT,
)
