"""Legal terms: when they end, how that was counted, and which hours the office is closed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

import holidays

from cards.dutch_time import full_moment
from cards.words import words_beside

say = words_beside(__file__)

OPENS, CLOSES = time(8), time(17, 30)
"""When colleagues can be expected to read along."""

SATURDAY = 6
LIBERATION_DAY = (5, 5)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a term that can say how it was counted. `start` and `due` are aware, in the reader's zone."""

    kind: Literal["breach72"]
    start: datetime
    due: datetime
    amount: int
    unit: Literal["hours"]

    @property
    def term(self) -> timedelta:
        """The whole length in elapsed time."""
        return elapsed(self.start, self.due)

    def left(self, now: datetime) -> timedelta:
        """Elapsed time until the end; negative when it has passed."""
        return elapsed(now, self.due)

    def explained(self) -> str:
        """How it was counted, in Dutch, with its source."""
        return say(
            "counted.hours", amount=self.amount, start=full_moment(self.start), due=full_moment(self.due)
        )


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two moments: Python subtracts wall clocks when both carry the same zone."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def breach_deadline(discovered_at: datetime, hours: int) -> Deadline:
    """The term of AVG article 33(1) (policy point 14 step 6), in the zone of `discovered_at`.

    Elapsed hours, not hours on the wall: after a change of summer time the clock shows another hour. Neither
    weekends nor holidays move it (Regulation 1182/71, article 3(4), excepts terms in hours). Raises ValueError
    for a moment without a zone.
    """
    if discovered_at.tzinfo is None:
        raise ValueError("discovered_at must be aware")
    due = (discovered_at.astimezone(UTC) + timedelta(hours=hours)).astimezone(discovered_at.tzinfo)
    return Deadline("breach72", discovered_at, due, hours, "hours")


def outside_office_hours(at_local: datetime) -> bool:
    """Weekend, Dutch public holiday, before 08:00 or from 17:30. `at_local` carries the organisation's zone."""
    if at_local.isoweekday() >= SATURDAY or is_public_holiday(at_local.date()):
        return True
    return not OPENS <= at_local.time() < CLOSES


def is_public_holiday(day: date) -> bool:
    """A day of article 3 of the Algemene termijnenwet: 5 May every year, Good Friday too; decree days are not in it."""
    return (day.month, day.day) == LIBERATION_DAY or day in _public_holidays(day.year)


@lru_cache(maxsize=16)
def _public_holidays(year: int) -> frozenset[date]:
    # The package has 5 May in lustrum years only; the law does not.
    return frozenset(holidays.country_holidays("NL", years=year))
