"""The clock of a drill: from its start on it runs faster than that on the wall: 72 hours pass in 72 minutes. Pure.

Everything about the case is reckoned in the time of the drill (its term, its reminders, what cards and the history
show); what waits in the outbox waits by the clock on the wall.
"""

from datetime import UTC, datetime, timedelta

from cases.breach.case import BreachCase
from cases.register.life import Change, Dues

FAST = 60
"""So many hours pass in the drill while one passes outside."""

LONGEST = timedelta(hours=3)
"""After so long, by the clock on the wall, a drill ends by itself: by then its 72 hours are long over."""


def in_drill(start: datetime, at: datetime) -> datetime:
    """What the clock of a drill that began at `start` shows at this moment, in the zone of `at`."""
    passed = at.astimezone(UTC) - start.astimezone(UTC)
    if passed <= timedelta():
        return at
    return (start.astimezone(UTC) + passed * FAST).astimezone(at.tzinfo)


def outside(start: datetime, at: datetime) -> datetime:
    """The moment at which the clock of the drill shows `at`: the other way round."""
    passed = at.astimezone(UTC) - start.astimezone(UTC)
    if passed <= timedelta():
        return at
    return (start.astimezone(UTC) + passed / FAST).astimezone(at.tzinfo)


def minutes_in(case: BreachCase, at: datetime) -> int:
    """How many whole minutes passed outside from the start of this drill until its clock showed `at`; never below 0."""
    passed = outside(case.reported_at, at).astimezone(UTC) - case.reported_at.astimezone(UTC)
    return max(0, int(passed / timedelta(minutes=1)))


def waits_outside(start: datetime, dues: Dues) -> Dues:
    """These messages as they wait: each by the clock on the wall."""
    return tuple(
        (
            outside(start, at),
            due.model_copy(
                update={
                    "created_at": outside(start, due.created_at),
                    "since": outside(start, due.since) if due.since is not None else None,
                }
            ),
        )
        for at, due in dues
    )


def change_outside(done: Change[BreachCase]) -> Change[BreachCase]:
    """A change of a drill with what follows of it by the clock on the wall."""
    return Change(done.case, done.event, waits_outside(done.case.reported_at, done.dues))
