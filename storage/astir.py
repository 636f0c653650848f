"""Says of which organisations rows are being written, before they are: so no instance need look at all of them.

The marks lie in a partition of no organisation, by minute, and say which organisation, nothing else. Only a deployment
with many organisations writes them (ADR 0031).
"""

import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from cases.ports import (
    ANY_ETAG,
    COMMIT_LIMIT,
    Conflict,
    Delete,
    Insert,
    Row,
    RowStore,
    Table,
    Write,
)

TABLE: Table = "links"
PARTITION = ":astir"
"""No organisation's: their partitions begin with a key, and a key holds no colon."""

MARKED_FOR = timedelta(minutes=1)
"""Who said that an organisation is written need not say it again in the same minute."""

READ_BACK = timedelta(minutes=3)
"""Marks so old are still read: clocks of instances differ a little."""

KEPT = timedelta(hours=1)
_MOST = 5_000


class AstirRows:
    """The RowStore port on another store; `wrote` hears the organisation whose rows were, perhaps, written here."""

    def __init__(
        self, rows: RowStore, clock: Callable[[], datetime], wrote: Callable[[str], None] = lambda key: None
    ) -> None:
        self._rows = rows
        self._clock = clock
        self._wrote = wrote
        self._marked: dict[str, str] = {}  # one entry an organisation

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        """See RowStore."""
        return await self._rows.get(table, partition, key)

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        """See RowStore."""
        return await self._rows.scan(table, partition, first, before, limit)

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        """See RowStore. When it cannot be said that something is written, nothing is."""
        if not writes:
            return await self._rows.commit(table, partition, writes)
        organisation = partition.partition(":")[0]
        await self._mark(organisation)
        try:
            return await self._rows.commit(table, partition, writes)
        finally:  # an answer that got lost may have been a write
            self._wrote(organisation)

    async def close(self) -> None:
        """See RowStore."""
        await self._rows.close()

    async def _mark(self, organisation: str) -> None:
        minute = _minute(self._clock())
        if self._marked.get(organisation) == minute:
            return
        with contextlib.suppress(Conflict):  # another instance said it
            await self._rows.commit(TABLE, PARTITION, [Insert(f"{minute}|{organisation}", "{}")])
        self._marked[organisation] = minute


async def marks(rows: RowStore, now: datetime) -> list[str]:
    """The marks of the last minutes, each a key of its own. Raises StoreUnavailable."""
    found = await rows.scan(TABLE, PARTITION, _minute(now - READ_BACK), "~", _MOST)
    return [row.key for row in found]


def marked(mark: str) -> str:
    """The organisation of a mark."""
    return mark.partition("|")[2]


async def sweep(rows: RowStore, now: datetime) -> int:
    """Old marks go; gives how many. Raises StoreUnavailable."""
    old = await rows.scan(TABLE, PARTITION, "", _minute(now - KEPT), COMMIT_LIMIT)
    try:
        await rows.commit(TABLE, PARTITION, [Delete(row.key, ANY_ETAG) for row in old])
    except Conflict:
        return 0  # another instance sweeps
    return len(old)


def _minute(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
