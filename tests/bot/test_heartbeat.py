"""Ready means that a row can be written: asked often, written now and then, healed at once."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from bot.heartbeat import GOOD_FOR_SECONDS, KEY, Heartbeat
from cases.ports import RowStore, StoreUnavailable, Table, Write
from storage import sqlite_rows as engine
from storage.open_store import open_rows
from storage.sqlite_rows import SqliteRows
from tests.azurite import connection_string, running_azurite

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def azurite() -> Iterator[int]:
    with running_azurite() as port:
        yield port


@pytest.fixture(params=["sqlite", "azure"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[RowStore]:
    named = f"sqlite:{tmp_path / 'rows.db'}"
    if request.param == "azure":
        named = connection_string(request.getfixturevalue("azurite"))
    rows = await open_rows(named)
    yield rows
    await rows.close()


class Hearts:
    """Instances of the bot that beat on one store, with seconds that the test lets pass."""

    def __init__(self, store: RowStore, count: int = 1) -> None:
        self.seconds = 0.0
        self.where = f"test:{uuid4().hex}"
        self.all = [Heartbeat(store, self.where, lambda: NOW, lambda: self.seconds) for _ in range(count)]

    async def beats(self) -> list[bool]:
        """What each says."""
        return [await each.beats() for each in self.all]


class Counting:
    """A store that counts commits, and refuses them while `away`."""

    def __init__(self, rows: RowStore) -> None:
        self.rows, self.commits, self.away = rows, 0, False

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        self.commits += 1
        if self.away:
            raise StoreUnavailable("away")
        return await self.rows.commit(table, partition, writes)


async def test_instances_beat_on_one_row(store: RowStore) -> None:
    hearts = Hearts(store, count=3)
    for _ in range(3):
        assert await hearts.beats() == [True] * 3
        hearts.seconds += GOOD_FOR_SECONDS
    assert [row.key for row in await store.scan("links", hearts.where, "", "~", 9)] == [KEY]


async def test_many_questions_are_few_rows_and_a_failure_is_asked_about_each_time(tmp_path: Path) -> None:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    counting = Counting(rows)
    hearts = Hearts(counting)  # type: ignore[arg-type]
    (heart,) = hearts.all
    assert all(await asyncio.gather(*(heart.beats() for _ in range(20))))
    written = counting.commits
    hearts.seconds += GOOD_FOR_SECONDS - 1
    assert await heart.beats()
    assert counting.commits == written <= 2
    counting.away = True
    hearts.seconds += 1
    assert not await heart.beats()
    assert not await heart.beats()
    counting.away = False
    assert await heart.beats(), "at once"
    await rows.close()


async def test_a_full_disk_a_locked_file_and_a_deleted_one_are_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.db"
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.1)
    rows = await SqliteRows.open(path)
    hearts = Hearts(rows)

    async def beats() -> bool:
        hearts.seconds += GOOD_FOR_SECONDS
        return (await hearts.beats())[0]

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not await beats()
        other.execute("ROLLBACK")
    rows._writing.execute("PRAGMA query_only = ON")  # as a disk that became read-only answers
    assert not await beats()
    rows._writing.execute("PRAGMA query_only = OFF")
    assert await beats()
    path.rename(tmp_path / "elsewhere")
    assert not await beats()
    (tmp_path / "elsewhere").rename(path)
    assert await beats()
    await rows.close()
