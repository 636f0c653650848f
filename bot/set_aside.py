"""Rows that cannot be dealt with, put away under a key of their own, so that the others go on.

`broken|<moment>.<sign>|<why>|<the key it had>` holds the row as it was. At each start, once a day, and by `retry`,
each gets one new try: after a repair or an upgrade it goes where it was, and if it still cannot be dealt with it is put
away again. What a person typed is in rows of conversations; there they are kept as long as a draft is.
"""

import contextlib
import hashlib
import logging
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeVar

from cases.organisation import Organisation
from cases.ports import ANY_ETAG, Conflict, Delete, Insert, Row, RowStore, RowTooLarge, Table, Write
from cases.readable import Unreadable, named, readable
from cases.register.messages import Due, end_of_moment, is_leased, ready_range
from cases.terms import lately

log = logging.getLogger(__name__)

T = TypeVar("T")

Why = Literal["unreadable", "case", "fault"]
"""The row itself cannot be read; what it is about cannot be read; dealing with it fails of something unforeseen."""

PREFIX = "broken|"
_MOST = 1000


class SetAside:
    """Puts rows away and counts them. `places` are the partitions in which there are such rows."""

    def __init__(
        self,
        store: RowStore,
        org: Organisation,
        clock: Callable[[], datetime],
        places: Sequence[tuple[Table, str]],
    ) -> None:
        self._store = store
        self._org = org
        self._clock = clock
        self._places = places
        self._looked_at: datetime | None = None
        self._tried_at: datetime | None = None
        self.count = 0

    async def each_hour(self, now: datetime) -> None:
        """Called in every round; once an hour wipes what was kept long enough, once a day tries the rest again."""
        if lately(self._looked_at, now, timedelta(hours=1)):
            return
        await self._wipe(now)
        if not lately(self._tried_at, now, timedelta(days=1)):
            await self.try_again()
            self._tried_at = now
        self._looked_at = now

    async def due(
        self,
        table: Table,
        where: str,
        now: datetime,
        most: int,
        lane: Callable[[Due], Hashable],
        waits: Callable[[Row, Due], bool] = lambda row, due: True,
        held: Callable[[Due, Due], bool] = lambda due, leased: True,
    ) -> list[tuple[Row, Due]]:
        """The first messages that are due and `waits`, however many stand before them that are not; none that is `held`
        by one of its lane which somebody has leased, since what stands in a lane goes in order. One that cannot be read
        is put away. Raises StoreUnavailable."""
        found, taken = list[tuple[Row, Due]](), dict[Hashable, list[Due]]()
        first, end = ready_range(now)
        before = end
        while True:
            rows = await self._store.scan(table, where, first, before, most)
            for row, due in await self.those_readable(table, rows, Due.model_validate_json):
                if is_leased(due, now):
                    taken.setdefault(lane(due), []).append(due)
                elif waits(row, due):
                    found.append((row, due))
            found = [
                (row, due)
                for row, due in found
                if not any(held(due, leased) for leased in taken.get(lane(due), ()))
            ]
            if len(rows) == most:
                first = rows[-1].key + "+"  # the least sign that a key may hold: nothing lies between
            elif before == end or len(found) >= most:
                return found
            else:
                first = before
            before = end if len(found) < most else end_of_moment(first)

    async def put(self, table: Table, row: Row, why: Why, instead: Iterable[Write] = ()) -> bool:
        """Move the row in one commit; False when somebody else was at it. `instead` is written in its place."""
        writes: list[Write] = [*instead]
        if not any(write.key == row.key for write in writes):
            writes.append(Delete(row.key, row.etag))
        try:
            await self._store.commit(
                table, row.partition, [*writes, Insert(_key(row, why, self._clock()), row.value)]
            )
        except Conflict:
            return False
        except (
            RowTooLarge,
            ValueError,
            AttributeError,
        ):  # made by hand into what no store takes: nothing to keep
            log.error("%s cannot be kept as it was", named(row.key))
            with contextlib.suppress(Conflict, ValueError):
                await self._store.commit(table, row.partition, writes)
        self.count += 1
        log.error("%s is set aside (%s)", named(row.key), why)
        return True

    async def those_readable(
        self, table: Table, rows: Iterable[Row], read: Callable[[str], T]
    ) -> list[tuple[Row, T]]:
        """These rows with what stands in them; those that cannot be read are put away."""
        found = list[tuple[Row, T]]()
        for row in rows:
            try:
                found.append((row, readable(table, row, read)))
            except Unreadable:
                await self.put(table, row, "unreadable")
        return found

    async def try_again(self) -> int:
        """Put every row back where it was, and give how many; one whose place was taken stays put away."""
        self.count = back = 0
        for table, where in self._places:
            for row in await self._store.scan(table, where, PREFIX, f"{PREFIX}~", _MOST):
                key = row.key.removeprefix(PREFIX).split("|", 2)[-1]
                try:
                    await self._store.commit(
                        table, where, [Delete(row.key, row.etag), Insert(key, row.value)]
                    )
                except Conflict:
                    self.count += 1
                else:
                    back += 1
                    log.info("%s was set aside and is tried again", named(key))
        return back

    async def _wipe(self, now: datetime) -> None:
        """Take away rows of conversations that were put away as long ago as a draft is kept."""
        end = f"{PREFIX}{_stamp(now - timedelta(days=self._org.terms.draft_days))}"
        for table, where in self._places:
            if table != "conversations":
                continue
            for row in await self._store.scan(table, where, PREFIX, end, _MOST):
                with contextlib.suppress(Conflict):  # another instance did
                    await self._store.commit(table, where, [Delete(row.key, ANY_ETAG)])
                    self.count = max(0, self.count - 1)


def _key(row: Row, why: Why, at: datetime) -> str:
    sign = hashlib.sha256(row.value.encode("utf-8", "replace")).hexdigest()[
        :8
    ]  # two of one key in one second
    return f"{PREFIX}{_stamp(at)}.{sign}|{why}|{row.key}"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
