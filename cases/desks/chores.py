"""What recurs without anybody asking: an office's digest in the morning, and of a quarter, destroying what was kept
long enough, telling outside the store where histories end. Pure.

A chore is a message to nobody in the outbox: a row that is due, with the name of the chore where others have the number
of a case. Whoever does it writes the next one in the same commit, so several instances and restarts keep one of each.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from cases.desks.destruction import years_of
from cases.organisation import Organisation
from cases.register.messages import Due, read_to
from cases.register.register import Register
from cases.terms import is_working_day

DIGEST_AT = time(8, 30)
LOOK_AT = time(7, 45)
PURGE_AT = time(3, 30)
WIPE_AT = time(3, 45)
ANCHOR_AT = time(4, 0)
"""By the clock of the organisation."""


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing that recurs in a register: `to` is an office, its mail, or "bot" when nobody is told."""

    name: Literal["digest", "purge", "anchor", "wipe", "look", "quarter"]
    to: str
    at: time
    working_days: bool

    def fits(self, day: date) -> bool:
        """Whether it is done on this day."""
        if self.name == "quarter" and not _begins_quarter(day):
            return False
        return is_working_day(day) or not self.working_days

    @property
    def key(self) -> str:
        """The row that says that this chore was ever planned."""
        return planned_key(self.number)

    @property
    def number(self) -> str:
        """What stands in the outbox where others have the number of a case."""
        return f"{self.name}-{self.to}"


def _begins_quarter(day: date) -> bool:
    """Whether this is the first working day of a quarter."""
    if day.month % 3 != 1:
        return False
    return is_working_day(day) and not any(
        is_working_day(day.replace(day=each)) for each in range(1, day.day)
    )


def quarter_before(day: date) -> tuple[date, date]:
    """The first day of the quarter before the one of this day, and the first day behind it."""
    end = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(end.year - (end.month == 1), (end.month - 4) % 12 + 1, 1), end


def planned_key(number: str) -> str:
    """The row that says that the chore with this name was planned."""
    return f"chore|{number}"


def planned_value(at: datetime) -> str:
    """What stands in that row: the next moment."""
    return json.dumps({"next": at.astimezone(UTC).isoformat()})


def planned_at(value: str) -> datetime | None:
    """The next moment in that row; None in one that does not say."""
    found = json.loads(value).get("next")
    return datetime.fromisoformat(found) if found else None


def chores_of(
    register: Register[Any], org: Organisation, anchors: tuple[str, ...] = (), *, first: bool = False
) -> tuple[Chore, ...]:
    """Everything that recurs in a register; no case is destroyed where no term is set.

    "wipe" takes away who opened a case and who took a file, once that was kept long enough; in the first register also
    what is held of who left.

    `anchors` is where the ends of its histories are told: "bot" is the log. The `first` register has what is done once
    for all of them: "look", whether something is wrong with the bot.
    """
    digests = tuple(Chore("digest", office, DIGEST_AT, True) for office in register.listing.digests)
    if register.quarterly is not None:
        digests += tuple(Chore("quarter", each, DIGEST_AT, True) for each in register.quarterly.offices)
    purge = Chore("purge", "bot", PURGE_AT, False)
    lines = tuple(Chore("anchor", each, ANCHOR_AT, False) for each in anchors)
    lines = (Chore("wipe", "bot", WIPE_AT, False), *lines)
    if first:
        lines = (Chore("look", "bot", LOOK_AT, False), *lines)
    return (*digests, *lines) if years_of(register.name, org) is None else (*digests, purge, *lines)


def chore_of(
    register: Register[Any],
    due: Due,
    org: Organisation,
    anchors: tuple[str, ...] = (),
    *,
    first: bool = False,
) -> Chore | None:
    """The chore that is due; None for one that there is no longer."""
    found = chores_of(register, org, anchors, first=first)
    return next((each for each in found if each.number == due.number), None)


def next_moment(chore: Chore, after: datetime, org: Organisation) -> datetime:
    """The first moment of this chore after another moment, in the organisation's zone."""
    day = after.astimezone(org.zone).date()
    while True:
        at = datetime.combine(day, chore.at, org.zone)
        if at > after and chore.fits(day):
            return at
        day += timedelta(days=1)


def due_of(chore: Chore, at: datetime) -> Due:
    """The row of the outbox for the next time."""
    return Due(kind="chore", number=chore.number, to=read_to(chore.to), created_at=at)


def still_useful(chore: Chore, now: datetime, org: Organisation) -> bool:
    """Whether a digest may be told now: on a day and after the hour on which it comes.

    After an outage that is the one of today, in which everything stands; what was missed is not told again.
    """
    here = now.astimezone(org.zone)
    return is_working_day(here.date()) and here.time() >= chore.at
