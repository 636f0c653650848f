"""The rows of a store in memory, for tests that change them behind the bot's back many times."""

import itertools
from collections.abc import Iterable, Sequence

from cases.ports import ANY_ETAG, Conflict, Delete, Insert, Overwrite, Row, RowStore, Table, Write
from storage.commits import check_writes
from storage.keys import checked


class KeptRows:
    """The RowStore port on a dictionary, with the same refusals as the engines."""

    def __init__(self, rows: Iterable[tuple[Table, Row]] = ()) -> None:
        self.kept = {(table, row.partition, row.key): row for table, row in rows}
        self._etags = (f"k{number}" for number in itertools.count())

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        return self.kept.get((table, checked(partition), checked(key)))

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        found = [
            row
            for (of, where, key), row in sorted(self.kept.items(), key=lambda each: each[0])
            if of == table and where == partition and first <= key < before
        ]
        return found[:limit]

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        check_writes(writes)
        for write in writes:
            there = self.kept.get((table, partition, write.key))
            if isinstance(write, Overwrite):
                fits = True
            elif isinstance(write, Insert):
                fits = there is None
            else:
                fits = there is not None and write.etag in (ANY_ETAG, there.etag)
            if not fits:
                raise Conflict(write.key)
        etags = dict[str, str]()
        for write in writes:
            place = (table, partition, write.key)
            if isinstance(write, Delete):
                del self.kept[place]
                continue
            etags[write.key] = next(self._etags)
            self.kept[place] = Row(partition, write.key, write.value, etags[write.key])
        return etags

    async def close(self) -> None:
        pass

    def changed(self, *, without: Sequence[str] = (), values: dict[str, str] | None = None) -> "KeptRows":
        """Another store, in which somebody took rows away or wrote others over them."""
        values = values or {}
        rows = [
            (table, Row(row.partition, row.key, values.get(row.key, row.value), row.etag))
            for (table, _, key), row in self.kept.items()
            if key not in without
        ]
        return KeptRows(rows)


def _is_a_row_store(rows: KeptRows) -> RowStore:
    return rows
