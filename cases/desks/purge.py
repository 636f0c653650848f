"""Destroys the cases of a register that were closed longer ago than their term: nothing of a person stays.

It is announced a day before (cases.destruction.Announcement), and no more than MOST_A_DAY go at once. A case goes in
one commit, with what stays of it and with the record of the day; its history and its messages follow in as many commits
as they need, and a crash in between is made good the next time.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic

from cases.desks.case_desk import draft_key, put
from cases.desks.destruction import (
    ANNOUNCED_KEY,
    Announcement,
    Destroyed,
    DestructionRecord,
    destroyed_key,
    kept_until,
    record_key,
    years_of,
)
from cases.organisation import Organisation
from cases.people import person_key
from cases.ports import ANY_ETAG, Conflict, Delete, Insert, Row, RowStore, Write
from cases.readable import those_readable
from cases.register.case import C, case_key
from cases.register.listing import Entry, all_key, change_marks, reported_range
from cases.register.register import Register
from cases.register.seals import NO_SEALS, Seals, place_of
from cases.register.searched import words_of_case

MOST_A_DAY = 100
"""How many cases are announced, and so destroyed, at once. No organisation closes so many on a day, so the term is met
by keeping pace; when years are shortened the backlog takes some days longer; and if every other guard fails, a clock
that is wrong costs a part of the register that a backup of yesterday brings back, and somebody has a day to notice."""

_BATCH = 90
_PURGING = "purging|"


@dataclass(frozen=True, slots=True)
class Looked:
    """How many cases went, how many were announced just now, and how many wait to go."""

    gone: int = 0
    announced: int = 0
    waiting: int = 0


class Purge(Generic[C]):
    """Destroys what may no longer be kept in one register. Raises ValueError for a register without a term."""

    def __init__(
        self, store: RowStore, org: Organisation, register: Register[C], seals: Seals = NO_SEALS
    ) -> None:
        self._store = store
        self._seals = seals
        self._org = org
        self._register = register
        self._partition = org.partition(register.name)
        years = years_of(register.name, org)
        if years is None:
            raise ValueError(f"no term is set for the register {register.name}")
        self._years = years

    async def look(self, now: datetime) -> Looked:
        """Announce what is over; once that was announced long enough, destroy it. Raises StoreUnavailable.

        To be called each hour while something waits: only time between two looks counts.
        """
        for row in await self._scan(_PURGING, f"{_PURGING}~", MOST_A_DAY):
            await self._finish(row)
        kept = await self._store.get("cases", self._partition, ANNOUNCED_KEY)
        known = those_readable("cases", [kept] if kept is not None else [], Announcement.model_validate_json)
        gone = 0
        if known:
            looked = known[0].looked(now)
            if not looked.is_over:
                return Looked(waiting=len(looked.numbers) if await self._note(kept, looked) else 0)
            for number in looked.numbers:
                gone += await self._destroy(number, now)
        over = await self._over_now(now)
        if not await self._note(kept, Announcement(numbers=over, looked_at=now) if over else None):
            return Looked(gone)
        return Looked(gone, len(over), len(over))

    async def _note(self, kept: Row | None, announced: Announcement | None) -> bool:
        """Write the announcement, or take it away; False when another instance was first."""
        if announced is not None:
            write = put(kept, ANNOUNCED_KEY, announced.model_dump_json())
        elif kept is not None:
            write = Delete(kept.key, kept.etag)
        else:
            return True
        try:
            await self._store.commit("cases", self._partition, [write])
        except Conflict:
            return False
        return True

    async def _over_now(self, now: datetime) -> tuple[str, ...]:
        """The numbers of cases whose term is over, at most MOST_A_DAY."""
        over = list[str]()
        # What was reported within the term cannot have been closed before it.
        since = _years_before(now, self._years, self._org) + timedelta(seconds=1)
        first, before = reported_range(None, since)
        while True:
            rows = await self._scan(first, before, _BATCH)
            entries = those_readable("cases", rows, Entry.model_validate_json)
            over += [entry.number for entry in entries if self._over(entry, now)]
            if len(rows) < _BATCH or len(over) >= MOST_A_DAY:
                return tuple(over[:MOST_A_DAY])
            first = rows[-1].key + "+"

    def _over(self, entry: Entry, now: datetime) -> bool:
        if entry.is_open or entry.closed_at is None:
            return False
        return kept_until(entry.closed_at, self._years, self._org) <= now

    async def _destroy(self, number: str, now: datetime) -> int:
        """1 when the case is gone, 0 when somebody else was first, opened it again, or it cannot be read."""
        row = await self._store.get("cases", self._partition, case_key(number))
        if row is None:
            return 0
        cases = those_readable("cases", [row], self._register.stored.read)
        if not cases:
            return 0
        case = cases[0]
        if not self._over(self._register.listing.entry(case, self._org), now):
            return 0
        day = now.astimezone(self._org.zone).date()
        kept = await self._newest_record()
        # One that cannot be read breaks the chain of records, and `verify` says so; the others go on.
        records = those_readable("cases", [kept] if kept else [], DestructionRecord.model_validate_json)
        record = records[0] if records else None
        if (
            record is None or record.day < day
        ):  # one of a later day: the clock was set back, and days only go forth
            kept = kept if kept is not None and kept.key == record_key(day) else None
            before = record.hash if record is not None else ""
            record = DestructionRecord(day=day, years=self._years, previous_hash=before)
        gone = Destroyed(
            number=number, seq=case.seq, last_hash=case.last_hash, day=record.day, place=record.count + 1
        )
        rest = {"words": words_of_case(case)}
        # By these two somebody would be led to a case that is not there.
        leading = [
            key
            for key in (f"own|{person_key(case.reporter.aad_id)}|{number}", draft_key(case.draft_id))
            if key and await self._store.get("cases", self._partition, key) is not None
        ]
        rest_stands = place_of(self._partition, destroyed_key(number))
        writes: list[Write] = [
            Delete(case_key(number), row.etag),
            Delete(all_key(case), ANY_ETAG),
            *change_marks(case),
            *(Delete(key, ANY_ETAG) for key in leading),
            Insert(destroyed_key(number), self._seals.put(rest_stands, gone.model_dump_json())),
            put(kept, record_key(record.day), self._sealed(record.with_one(gone), kept)),
            Insert(f"{_PURGING}{number}", json.dumps(rest)),
        ]
        try:
            etags = await self._store.commit("cases", self._partition, writes)
        except Conflict:
            return 0
        key = f"{_PURGING}{number}"
        await self._finish(Row(self._partition, key, json.dumps(rest), etags[key]))
        return 1

    async def _finish(self, row: Row) -> None:
        """Take away what is left of a case: its history, its words, its messages."""
        number = row.key.removeprefix(_PURGING)
        rests = those_readable("cases", [row], json.loads)
        if not rests:
            return
        rest = rests[0]
        keys = list[str]()
        for prefix in (f"event|{number}|", f"post|{number}|", f"seen|{number}|", rest["words"]):
            keys += [each.key for each in await self._scan(prefix, f"{prefix}~", 10_000)]
        # What was set aside of it (bot/set_aside.py) holds the key that it had.
        aside = await self._scan("broken|", "broken|~", 10_000)
        keys += [each.key for each in aside if number in each.key.split("|")]
        try:
            for start in range(0, len(keys), _BATCH):
                gone = [Delete(key, ANY_ETAG) for key in keys[start : start + _BATCH]]
                await self._store.commit("cases", self._partition, gone)
            await self._store.commit("cases", self._partition, [Delete(row.key, row.etag)])
        except Conflict:
            return  # another instance is at it

    def _sealed(self, record: DestructionRecord, kept: Row | None) -> str:
        """The record with its seal. One that was not as it was sealed stays in doubt; one from before there was a key
        goes on as it is, and the one of the next day is sealed."""
        value, place = record.model_dump_json(), place_of(self._partition, record_key(record.day))
        if kept is None:
            return self._seals.put(place, value)
        standing = self._seals.standing(place, kept.value)
        if standing.state == "unsealed":
            return value
        return self._seals.put(place, value, doubt=standing.doubt or standing.state != "good")

    async def _newest_record(self) -> Row | None:
        records = await self._scan("destruction|", "destruction|~", 10_000)
        return records[-1] if records else None

    async def _scan(self, first: str, before: str, limit: int) -> list[Row]:
        return await self._store.scan("cases", self._partition, first, before, limit)


def _years_before(now: datetime, years: int, org: Organisation) -> datetime:
    here = now.astimezone(org.zone)
    day = min(here.day, 28) if here.month == 2 else here.day
    return here.replace(year=here.year - years, day=day)
