"""What stays of a case after its years: a number and where its history ended, and a record of how many went. Pure.

Nothing of a person is in it. The records follow each other by hash, as events do, and each holds a digest of what went
that day: so a register can show that a case is gone because its term was over, and not because somebody took it out.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from pydantic import AwareDatetime

from cards.words import words_beside
from cases.kept_row import KeptRow
from cases.organisation import Organisation
from cases.register.control import Line, with_control
from cases.register.seals import Seals
from cases.terms import elapsed

say = words_beside(__file__)

SPOKEN = ("destruction_column",)
"""Words that are looked up by the name of a column."""

ANNOUNCED_KEY = "announced|purge"
"""The row with what will be destroyed."""

WAIT = timedelta(days=1)
"""So long before it is done a destruction is announced."""

LONGEST_STEP = timedelta(hours=3)
"""How far the clock may be on since the last look for that to count as time that went by (it is looked each hour)."""

CLOCK_SKEW = timedelta(hours=1)
"""How far our clock and that of Teams may differ; a case is kept for years, so nothing hangs on less."""

LONGEST_SILENCE = timedelta(days=90)
"""So long after the newest case the clock is not believed by itself: in that time somebody files something."""


class Announcement(KeptRow):
    """The cases that will be destroyed once a day went by in steps of at most LONGEST_STEP.

    That is why a clock that is wrong for a moment destroys nothing: the jump forth and the jump back count for nothing,
    and at the end each case is looked at again. `looked_at` is the newest moment that the store knows of, `waited` how
    many seconds were seen to go by. An outage longer than a step makes the wait longer, never shorter.
    """

    numbers: tuple[str, ...]
    looked_at: AwareDatetime
    waited: float = 0.0

    def looked(self, now: datetime) -> "Announcement":
        """After one more look."""
        step = elapsed(self.looked_at, now)
        counts = step if timedelta(0) <= step <= LONGEST_STEP else timedelta(0)
        return self.model_copy(
            update={"looked_at": now, "waited": self.waited + counts / timedelta(seconds=1)}
        )

    @property
    def is_over(self) -> bool:
        """Whether the wait is over."""
        return timedelta(seconds=self.waited) >= WAIT


def is_doubted(now: datetime, server: datetime | None, newest: datetime | None) -> bool:
    """Whether the clock is not to be believed for destroying: asked are Teams and the newest case of all registers.

    What Teams says decides; as long as it said nothing, a clock far beyond everything that was filed is doubted.
    """
    if server is not None:
        return abs(now - server) > CLOCK_SKEW
    return newest is not None and now - newest > LONGEST_SILENCE


class Destroyed(KeptRow):
    """A case that is gone. `place` counts on its day; `seq` and `last_hash` are where its history ended."""

    number: str
    seq: int
    last_hash: str
    day: date
    place: int


class DestructionRecord(KeptRow):
    """How many cases of a register went on a day, and under which term in years. `digest` covers what they were."""

    day: date
    years: int
    count: int = 0
    digest: str = ""
    previous_hash: str = ""
    hash: str = ""

    def sealed(self) -> "DestructionRecord":
        """The record with its hash, over everything else in it."""
        return self.model_copy(update={"hash": self._hash()})

    def intact(self) -> bool:
        """Whether the hash still fits what the record says."""
        return self.hash == self._hash()

    def with_one(self, case: Destroyed) -> "DestructionRecord":
        """The record after one more case."""
        grown = {"count": self.count + 1, "digest": _further(self.digest, case)}
        return self.model_copy(update=grown).sealed()

    def _hash(self) -> str:
        written = self.model_dump(mode="json", exclude={"hash"})
        return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()


def destroyed_key(number: str) -> str:
    """Where the rest of a case stands."""
    return f"destroyed|{number}"


def record_key(day: date) -> str:
    """Where the record of a day stands; keys sort by day."""
    return f"destruction|{day.isoformat()}"


def kept_until(closed_at: datetime, years: int, org: Organisation) -> datetime:
    """When a case that was closed then may no longer be kept: so many years later (29 February: 1 March)."""
    here = closed_at.astimezone(org.zone)
    try:
        return here.replace(year=here.year + years)
    except ValueError:
        return here.replace(year=here.year + years, month=3, day=1)


def years_of(register: str, org: Organisation) -> int | None:
    """How many years a closed case of this register is kept; None: for as long as nobody says otherwise."""
    years: int | None = getattr(org.retention, f"{register}_years", None)
    return years


def broken_records(records: Sequence[DestructionRecord], cases: Iterable[Destroyed]) -> list[date]:
    """The days whose record was changed, left out or put in, or does not fit what went that day."""
    by_day = {
        day: sorted(gone, key=lambda each: each.place)
        for day, gone in groupby(sorted(cases, key=lambda each: each.day), key=lambda each: each.day)
    }
    broken, before = list[date](), ""
    for record in records:
        gone = by_day.pop(record.day, [])
        digest = ""
        for each in gone:
            digest = _further(digest, each)
        fits = (record.count, record.digest, record.previous_hash) == (len(gone), digest, before)
        if not fits or not record.intact():
            broken.append(record.day)
        before = record.hash
    return sorted([*broken, *by_day])


def _further(digest: str, case: Destroyed) -> str:
    return hashlib.sha256(f"{digest}|{case.number}|{case.seq}|{case.last_hash}".encode()).hexdigest()


DESTRUCTION_COLUMNS = ("day", "count", "years", "hash")
"""The columns of what was destroyed, in order."""


def destruction_titles() -> list[str]:
    """The titles of the columns of what was destroyed."""
    return [say(f"destruction_column.{name}") for name in DESTRUCTION_COLUMNS]


def destruction_sheet() -> str:
    """What the sheet of what was destroyed is called."""
    return say("destroyed")


def destruction_lines(
    records: Iterable[DestructionRecord], register: str, org: Organisation, seals: Seals
) -> list[Line]:
    """One a day on which cases were destroyed: only counts, with a control number when there is a key."""
    lines = (
        {"day": each.day.isoformat(), "count": str(each.count), "years": str(each.years)} for each in records
    )
    return [with_control(each, seals, org, f"{register}/destroyed") for each in lines]
