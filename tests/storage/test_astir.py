"""Before rows of an organisation are written it is said, so that whoever reads the marks knows whose to look at."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.ports import ANY_ETAG, Conflict, Delete, Insert, Replace, Row, StoreUnavailable, Table, Write
from storage.astir import KEPT, PARTITION, READ_BACK, TABLE, AstirRows, marked, marks, sweep
from storage.sqlite_rows import SqliteRows
from tests.storage.looking import SHARED_STORE

NOW = datetime(2026, 11, 23, 14, 0, 59, tzinfo=UTC)


class Noted:
    """The store, and in which order its partitions are written. `away` are partitions that cannot be."""

    def __init__(self, rows: SqliteRows) -> None:
        self.rows = rows
        self.order: list[str] = []
        self.away: set[str] = set()

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        return await self.rows.get(table, partition, key)

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        return await self.rows.scan(table, partition, first, before, limit)

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        self.order.append(partition)
        if partition in self.away:
            raise StoreUnavailable("invented")
        return await self.rows.commit(table, partition, writes)

    async def close(self) -> None:
        await self.rows.close()


async def whose(rows: SqliteRows, now: datetime = NOW) -> list[str]:
    return [marked(each) for each in await marks(rows, now)]


async def test_it_is_said_before_anything_is_written_and_once_a_minute(sqlite_rows: SqliteRows) -> None:
    noted, clock, heard = Noted(sqlite_rows), [NOW], list[str]()
    rows = AstirRows(noted, lambda: clock[0], heard.append)
    for key in ("a", "b"):
        await rows.commit("cases", "wil:breach", [Insert(key, "1")])
    await rows.commit("links", "peer", [Insert("a", "1")])
    assert noted.order == [PARTITION, "wil:breach", "wil:breach", PARTITION, "peer"]
    assert sorted(await whose(sqlite_rows)) == ["peer", "wil"]
    assert heard == ["wil", "wil", "peer"]
    clock[0] += timedelta(seconds=1)
    await rows.commit("cases", "wil:rights", [Insert("a", "1")])
    assert noted.order[-2:] == [PARTITION, "wil:rights"]
    assert sorted(await whose(sqlite_rows)) == ["peer", "wil", "wil"], "a new minute is a new mark"


async def test_what_is_read_says_nothing(sqlite_rows: SqliteRows) -> None:
    rows = AstirRows(sqlite_rows, lambda: NOW)
    await rows.get("cases", "wil:breach", "a")
    await rows.scan("cases", "wil:breach", "", "~", 10)
    assert await rows.commit("cases", "wil:breach", []) == {}
    assert await whose(sqlite_rows) == []


async def test_nothing_is_written_when_it_cannot_be_said(sqlite_rows: SqliteRows) -> None:
    noted = Noted(sqlite_rows)
    noted.away.add(PARTITION)
    rows = AstirRows(noted, lambda: NOW)
    with pytest.raises(StoreUnavailable):
        await rows.commit("cases", "wil:breach", [Insert("a", "1")])
    assert noted.order == [PARTITION]
    noted.away.clear()
    await rows.commit("cases", "wil:breach", [Insert("a", "1")])
    assert await whose(sqlite_rows) == ["wil"], "it is tried again"


async def test_a_write_of_which_nobody_knows_whether_it_came_through_is_heard(
    sqlite_rows: SqliteRows,
) -> None:
    noted, heard = Noted(sqlite_rows), list[str]()
    noted.away.add("wil:breach")
    rows = AstirRows(noted, lambda: NOW, heard.append)
    with pytest.raises(StoreUnavailable):
        await rows.commit("cases", "wil:breach", [Insert("a", "1")])
    with pytest.raises(Conflict):
        await rows.commit("cases", "peer:breach", [Replace("a", "1", ANY_ETAG)])
    assert heard == ["wil", "peer"]


async def test_instances_say_it_side_by_side(sqlite_rows: SqliteRows) -> None:
    both = [AstirRows(sqlite_rows, lambda: NOW) for _ in range(2)]
    await asyncio.gather(
        *(
            each.commit("cases", "wil:breach", [Insert(f"{place}{number}", "1")])
            for place, each in enumerate(both)
            for number in range(5)
        )
    )
    assert await whose(sqlite_rows) == ["wil"]
    assert len(await sqlite_rows.scan("cases", "wil:breach", "", "~", 99)) == 10


@settings(suppress_health_check=SHARED_STORE)
@given(minutes=st.lists(st.integers(-200, 200), max_size=12, unique=True))
async def test_old_marks_are_not_read_and_go(sqlite_rows: SqliteRows, minutes: list[int]) -> None:
    for row in await sqlite_rows.scan(TABLE, PARTITION, "", "~", 999):
        await sqlite_rows.commit(TABLE, PARTITION, [Delete(row.key, ANY_ETAG)])
    for each in minutes:
        at = NOW + timedelta(minutes=each)
        await AstirRows(sqlite_rows, lambda at=at: at).commit(  # type: ignore[misc]
            "cases", "wil:breach", [Insert(uuid4().hex, "1")]
        )
    back = int(READ_BACK / timedelta(minutes=1))
    assert len(await marks(sqlite_rows, NOW)) == len([each for each in minutes if each >= -back])
    kept = int(KEPT / timedelta(minutes=1))
    assert await sweep(sqlite_rows, NOW) == len([each for each in minutes if each < -kept])
    assert await sweep(sqlite_rows, NOW) == 0
    assert len(await sqlite_rows.scan(TABLE, PARTITION, "", "~", 999)) == len(
        [each for each in minutes if each >= -kept]
    )
