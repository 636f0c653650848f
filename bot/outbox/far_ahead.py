"""Brings back messages that a clock which was ahead put far away: else they wait for years, and nobody knows."""

import contextlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.outbox.told_time import AT_ONCE
from cases.organisation import Organisation
from cases.ports import Conflict, Delete, Row, RowStore, Table
from cases.readable import those_readable
from cases.register.messages import Due, due_at, first_due, may_go_at, ready_range, waiting
from cases.register.plans import SECONDS_BETWEEN
from cases.terms import CLOCK_SKEW, lately

log = logging.getLogger(__name__)

FARTHEST = timedelta(seconds=SECONDS_BETWEEN[-1]) + CLOCK_SKEW
"""No message that was due is put off for longer, but for the rest of who it is for."""

ROWS = 1000


class FarAhead:
    """Looks once an hour at what waits in these partitions, and at once when the clock was put back."""

    def __init__(self, store: RowStore, org: Organisation, places: Sequence[tuple[Table, str]]) -> None:
        self._store = store
        self._org = org
        self._places = places
        self._looked_at: datetime | None = None

    async def each_hour(self, now: datetime) -> None:
        """Called in every round. Raises StoreUnavailable."""
        if lately(self._looked_at, now, timedelta(hours=1)):
            return
        for table, where in self._places:
            first = ready_range(now + FARTHEST)[1]
            while rows := await self._store.scan(table, where, first, "due|~", ROWS):
                for row in rows:
                    await self._brought_back(table, row, now)
                first = rows[-1].key + "+"  # the least sign that a key may hold: nothing lies between
        self._looked_at = now

    async def _brought_back(self, table: Table, row: Row, now: datetime) -> None:
        for due in those_readable(table, [row], Due.model_validate_json):
            due_first = first_due(row.key, due)
            was_due = due.since is not None or due_first - due.created_at <= AT_ONCE
            farthest = may_go_at(now + FARTHEST, due, self._org)
            # A chore is planned anew by itself (bot/outbox/chores.py).
            if due.kind == "chore" or not was_due or due_at(row.key) <= farthest:
                continue
            back = due.model_copy(update={"lease_until": None, "since": min(due_first, now)})
            with contextlib.suppress(Conflict):  # it was sent, or another instance did the same
                await self._store.commit(
                    table, row.partition, [Delete(row.key, row.etag), waiting(now, back, self._org)]
                )
                log.warning(
                    "%s of %s was put off by a wrong clock and is sent now", due.kind, due.number or "a talk"
                )
