"""Destroys the cases of a register that were closed longer ago than their term: nothing of a person stays.

A case goes in one commit, with what stays of it and with the record of the day; its history and its messages follow in
as many commits as they need, and a crash in between is made good the next time.
"""

import json
from datetime import datetime, timedelta
from typing import Generic

from cases.desks.case_desk import draft_key, put
from cases.desks.destruction import (
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
from cases.register.case import C, case_key
from cases.register.listing import Entry, all_key, reported_range, words_of_case
from cases.register.register import Register

MOST_AT_ONCE = 100
"""How many cases go in one turn of the outbox, so that nothing else waits long."""

_BATCH = 90
_PURGING = "purging|"


class Purge(Generic[C]):
    """Destroys what may no longer be kept in one register. Raises ValueError for a register without a term."""

    def __init__(self, store: RowStore, org: Organisation, register: Register[C]) -> None:
        self._store = store
        self._org = org
        self._register = register
        self._partition = org.partition(register.name)
        years = years_of(register.name, org)
        if years is None:
            raise ValueError(f"no term is set for the register {register.name}")
        self._years = years

    async def run(self, now: datetime) -> tuple[int, bool]:
        """How many cases went, and whether there are more. Raises StoreUnavailable."""
        for row in await self._scan(_PURGING, f"{_PURGING}~", MOST_AT_ONCE):
            await self._finish(row)
        gone = 0
        # What was reported within the term cannot have been closed before it.
        since = _years_before(now, self._years, self._org) + timedelta(seconds=1)
        first, before = reported_range(None, since)
        while True:
            rows = await self._scan(first, before, _BATCH)
            for row in rows:
                entry = Entry.model_validate_json(row.value)
                if not self._over(entry, now):
                    continue
                if gone == MOST_AT_ONCE:
                    return gone, True
                gone += await self._destroy(entry.number, now)
            if len(rows) < _BATCH:
                return gone, False
            first = rows[-1].key + "+"

    def _over(self, entry: Entry, now: datetime) -> bool:
        if entry.is_open or entry.closed_at is None:
            return False
        return kept_until(entry.closed_at, self._years, self._org) <= now

    async def _destroy(self, number: str, now: datetime) -> int:
        """1 when the case is gone, 0 when somebody else was first or opened it again."""
        row = await self._store.get("cases", self._partition, case_key(number))
        if row is None:
            return 0
        case = self._register.read(row.value)
        if not self._over(self._register.listing.entry(case, self._org), now):
            return 0
        day = now.astimezone(self._org.zone).date()
        kept = await self._store.get("cases", self._partition, record_key(day))
        if kept is not None:
            record = DestructionRecord.model_validate_json(kept.value)
        else:
            before = await self._last_hash()
            record = DestructionRecord(day=day, years=self._years, previous_hash=before)
        gone = Destroyed(
            number=number, seq=case.seq, last_hash=case.last_hash, day=day, place=record.count + 1
        )
        rest = {"words": words_of_case(case)}
        # By these two somebody would be led to a case that is not there.
        leading = [
            key
            for key in (f"own|{person_key(case.reporter.aad_id)}|{number}", draft_key(case.draft_id))
            if key and await self._store.get("cases", self._partition, key) is not None
        ]
        writes: list[Write] = [
            Delete(case_key(number), row.etag),
            Delete(all_key(case), ANY_ETAG),
            *(Delete(key, ANY_ETAG) for key in leading),
            Insert(destroyed_key(number), gone.model_dump_json()),
            put(kept, record_key(day), record.with_one(gone).model_dump_json()),
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
        number, rest = row.key.removeprefix(_PURGING), json.loads(row.value)
        keys = list[str]()
        for prefix in (f"event|{number}|", f"post|{number}|", rest["words"]):
            keys += [each.key for each in await self._scan(prefix, f"{prefix}~", 10_000)]
        try:
            for start in range(0, len(keys), _BATCH):
                gone = [Delete(key, ANY_ETAG) for key in keys[start : start + _BATCH]]
                await self._store.commit("cases", self._partition, gone)
            await self._store.commit("cases", self._partition, [Delete(row.key, row.etag)])
        except Conflict:
            return  # another instance is at it

    async def _last_hash(self) -> str:
        records = await self._scan("destruction|", "destruction|~", 10_000)
        return DestructionRecord.model_validate_json(records[-1].value).hash if records else ""

    async def _scan(self, first: str, before: str, limit: int) -> list[Row]:
        return await self._store.scan("cases", self._partition, first, before, limit)


def _years_before(now: datetime, years: int, org: Organisation) -> datetime:
    here = now.astimezone(org.zone)
    day = min(here.day, 28) if here.month == 2 else here.day
    return here.replace(year=here.year - years, day=day)
