"""Taking a message so that no other instance sends it too, moving it, and writing down what follows once it went out.

A crash loses nothing: a row goes only after its message went out.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.desks.case_desk import CaseDesk, put
from cases.organisation import Organisation
from cases.ports import Conflict, Delete, Replace, Row, RowStore, Table, Write
from cases.register.life import Change, Dues
from cases.register.messages import LEASE, Due, first_due, is_leased, may_go_at, waiting
from cases.register.posts import Post, post_key

log = logging.getLogger(__name__)

TRIES = 8
"""How often a lost race is decided again."""

Posted = tuple[str, Post]
"""A message that may change later, with its name."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that this instance has leased."""

    table: Table
    row: Row
    due: Due

    @property
    def first_due(self) -> datetime:
        """When it was due for the first time, however often it was moved since."""
        return first_due(self.row.key, self.due)


class Leases:
    """The rows of the outbox. Several instances share the work by leases."""

    def __init__(self, store: RowStore, org: Organisation, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._org = org
        self._clock = clock

    async def put_off(self, table: Table, row: Row, due: Due) -> bool:
        """Whether this message has to wait for the day: then it is moved."""
        now = self._clock()
        if (later := may_go_at(now, due, self._org)) <= now:
            return False
        await self.move(Taken(table, row, due), later)
        return True

    async def take(self, table: Table, row: Row, due: Due) -> Taken | None:
        """Take this message (`due` is what stands in the row) for a while; None when somebody else has it, or changed
        it."""
        now = self._clock()
        if is_leased(due, now):
            return None
        leased = due.model_copy(update={"lease_until": now + LEASE, "attempts": due.attempts + 1})
        value = leased.model_dump_json()
        try:
            etags = await self._store.commit(table, row.partition, [Replace(row.key, value, row.etag)])
        except Conflict:
            return None
        return Taken(table, Row(row.partition, row.key, value, etags[row.key]), leased)

    async def finish(
        self,
        desk: CaseDesk[Any],
        taken: Taken,
        follow: Callable[[Any], Change[Any]] | None,
        posted: Posted | None = None,
        *,
        known: tuple[Any, str] | None = None,
    ) -> int:
        """One commit: the message goes, and what follows from it is written. A lost race decides again.

        `known` is the case with its etag as the desk gave it when the message was planned.
        """
        for attempt in range(TRIES):
            writes: list[Write] = [Delete(taken.row.key, taken.row.etag)]
            if follow is not None:
                case, etag = known = await desk.load(taken.due.number, known)
                done = follow(case)
                if done.event is not None:
                    writes += desk.writes_of(done, etag, case)
                else:
                    writes += [waiting(at, due, self._org) for at, due in done.dues]
            if posted is not None:
                key = post_key(taken.due.number, posted[0])
                row = await self._store.get("cases", desk.partition, key)
                writes.append(put(row, key, posted[1].model_dump_json()))
            try:
                await self._store.commit("cases", desk.partition, writes)
            except Conflict:
                if await self._gone(taken):
                    return 0
                await asyncio.sleep(0.01 * 2**attempt)
            else:
                return 1
        log.warning("%s of %s was sent but not yet written down", taken.due.kind, taken.due.number)
        return 0

    async def replace(self, where: str, taken: Taken, writes: Sequence[Write]) -> int:
        """The message goes, and this is written in its place."""
        try:
            await self._store.commit("cases", where, [Delete(taken.row.key, taken.row.etag), *writes])
        except Conflict:
            return 0
        return 1

    async def move(self, taken: Taken, to: datetime, instead: Dues = ()) -> int:
        """It waits until then; `instead` goes to others meanwhile, once: of two reminders of one stage that reach
        nobody (what waited before new facts, and what was planned after them) each would tell them."""
        due = taken.due.model_copy(update={"lease_until": None, "since": taken.first_due})
        for attempt in range(TRIES):
            fresh = [
                each
                for each in (waiting(at, other, self._org) for at, other in instead)
                if await self._store.get(taken.table, taken.row.partition, each.key) is None
            ]
            writes: list[Write] = [Delete(taken.row.key, taken.row.etag), waiting(to, due, self._org), *fresh]
            try:
                await self._store.commit(taken.table, taken.row.partition, writes)
            except Conflict:
                if not instead or await self._gone(taken):
                    return 0
                await asyncio.sleep(0.01 * 2**attempt)
            else:
                break
        return 0  # moved on: not a reason to look again at once

    async def _gone(self, taken: Taken) -> bool:
        row = await self._store.get(taken.table, taken.row.partition, taken.row.key)
        return row is None or row.etag != taken.row.etag
