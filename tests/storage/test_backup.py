"""A copy of the rows is whole and of one moment, on both engines, and comes back as it was."""

import asyncio
import io
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.ports import Insert, Replace, Row, RowStore, StoreUnavailable, Table, Write
from storage.azure_rows import AzureRows
from storage.backup import READINGS, BadBackup, Place, bring_back, is_empty, read_through, write_backup
from storage.sqlite_copy import copy_file
from storage.sqlite_rows import SqliteRows
from tests.storage.kept_rows import KeptRows
from tests.storage.looking import SHARED_STORE

HEAD = {"at": "2026-11-24T10:00:00+00:00", "organisation": "test"}
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
KEYS = st.text("abcXYZ019|:.-_+=", min_size=1, max_size=12)


async def copied(store: RowStore, places: Sequence[Place]) -> bytes:
    """The file with all rows of these partitions."""
    file = io.BytesIO()
    await write_backup(store, places, HEAD, file, io.BytesIO())
    return file.getvalue()


async def values_in(store: RowStore, places: Sequence[Place]) -> dict[tuple[Place, str], str]:
    """Everything that stands in these partitions."""
    return {
        ((table, where), row.key): row.value
        for table, where in places
        for row in await store.scan(table, where, "", "~", 100_000)
    }


def places_under(partition: str) -> list[Place]:
    return [("cases", f"{partition}:breach"), ("conversations", f"{partition}:talks"), ("links", partition)]


@settings(deadline=None, max_examples=15, suppress_health_check=SHARED_STORE)
@given(kept=st.lists(st.dictionaries(KEYS, VALUES.filter(bool), max_size=8), min_size=3, max_size=3))
async def test_the_round_trip_is_equal_within_and_across_the_engines(
    sqlite_rows: SqliteRows, azure_rows: AzureRows, kept: list[dict[str, str]]
) -> None:
    first = places_under(f"test-{uuid4().hex}")
    for (table, where), values in zip(first, kept, strict=True):
        if values:
            await sqlite_rows.commit(table, where, [Insert(key, value) for key, value in values.items()])
    file = await copied(sqlite_rows, first)
    assert read_through(io.BytesIO(file)).rows == sum(len(each) for each in kept)
    assert await is_empty(azure_rows, first)
    await bring_back(azure_rows, io.BytesIO(file))
    assert await values_in(azure_rows, first) == await values_in(sqlite_rows, first)
    again, back = await copied(azure_rows, first), KeptRows()
    assert again == file
    await bring_back(back, io.BytesIO(again))
    assert await values_in(back, first) == await values_in(sqlite_rows, first)


async def test_large_rows_go_back_in_commits_that_an_engine_takes(rows: RowStore, partition: str) -> None:
    places: list[Place] = [("cases", partition)]
    for at in range(0, 130, 10):
        await rows.commit(
            "cases", partition, [Insert(f"k{key:03d}", "é" * 5000) for key in range(at, at + 10)]
        )
    await rows.commit("cases", partition, [Insert("x", "😀" * 15_999)])
    file = await copied(rows, places)
    back = KeptRows()
    assert await bring_back(back, io.BytesIO(file)) == 131
    assert await values_in(back, places) == await values_in(rows, places)


class Busy(KeptRows):
    """A store in which somebody writes a case and its event together, between any two readings, for a while."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        found = await super().scan(table, partition, first, before, limit)
        if self.times and limit > 1:
            self.times -= 1
            case = self.kept["cases", "p", "case|1"]
            seq = int(case.value) + 1
            writes: list[Write] = [Replace("case|1", str(seq), case.etag), Insert(f"event|1|{seq:06d}", "{}")]
            await self.commit("cases", "p", writes)
        return found


@pytest.mark.parametrize("times", range(0, 12))
async def test_a_case_is_copied_with_all_its_events_whatever_is_written_meanwhile(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.backup._PAGE", 3)
    store = Busy(times)
    await store.commit("cases", "p", [Insert(f"all|{at}", "{}") for at in range(7)])
    await store.commit("cases", "p", [Insert("case|1", "0")])
    file = await copied(store, [("cases", "p")])
    back = KeptRows()
    await bring_back(back, io.BytesIO(file))
    events = [key for _, _, key in back.kept if key.startswith("event|")]
    assert len(events) == int(back.kept["cases", "p", "case|1"].value)
    assert await values_in(back, [("cases", "p")]) == await values_in(store, [("cases", "p")])


async def test_a_store_that_never_holds_still_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Busy(10 * READINGS)
    await store.commit("cases", "p", [Insert("case|1", "0")])
    with pytest.raises(StoreUnavailable, match="quieter"):
        await copied(store, [("cases", "p")])


async def whole() -> bytes:
    store = KeptRows()
    await store.commit("cases", "p", [Insert(f"k{at}", f"waarde {at} é") for at in range(5)])
    return await copied(store, [("cases", "p")])


WHOLE = asyncio.run(whole())


@given(st.integers(0, len(WHOLE) - 2))
def test_a_file_that_was_cut_off_is_refused(at: int) -> None:
    with pytest.raises(BadBackup):
        read_through(io.BytesIO(WHOLE[:at]))


@given(st.integers(0, len(WHOLE) - 2), st.binary(min_size=1, max_size=1))
def test_a_file_in_which_a_sign_was_changed_is_refused(at: int, sign: bytes) -> None:
    other = WHOLE[:at] + sign + WHOLE[at + 1 :]
    if other == WHOLE:
        return
    with pytest.raises(BadBackup):
        read_through(io.BytesIO(other))


@given(st.binary(max_size=80), st.text(max_size=80))
def test_whatever_else_is_given_is_refused_in_one_line(some: bytes, text: str) -> None:
    for other in (
        some,
        WHOLE + some + b"x",
        json.dumps(text).encode(),
        b'{"is":"privacybot rows","form":2}\n',
    ):
        with pytest.raises(BadBackup) as refused:
            read_through(io.BytesIO(other))
        assert "\n" not in str(refused.value)


async def test_a_row_that_no_store_takes_does_not_stop_the_others(tmp_path: Path) -> None:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    await rows.commit("cases", "p", [Insert("case|DL-2026-0001", "{}"), Insert("case|DL-2026-0002", "{}")])
    with sqlite3.connect(tmp_path / "rows.db") as file:
        file.execute("UPDATE rows SET value = ? WHERE key LIKE '%0001'", ("x" * 40_000,))
    file.close()
    out = io.BytesIO()
    written = await write_backup(rows, [("cases", "p")], HEAD, out, io.BytesIO())
    await rows.close()
    assert (written.rows, written.left_out) == (1, ("case of DL-2026-0001",))
    assert read_through(io.BytesIO(out.getvalue())).rows == 1


async def test_the_copy_of_a_file_is_of_one_moment_while_it_is_written(tmp_path: Path) -> None:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    await rows.commit("cases", "p", [Insert("count", "0"), Insert("also", "0")])
    done = asyncio.Event()

    async def writing() -> int:
        count = 0
        while not done.is_set():
            count += 1
            etags = {key: (await rows.get("cases", "p", key)) for key in ("count", "also")}
            writes = [Replace(key, str(count), row.etag) for key, row in etags.items() if row is not None]
            await rows.commit("cases", "p", writes)
        return count

    task = asyncio.create_task(writing())
    for number in range(5):
        copy = tmp_path / f"copy-{number}"
        await asyncio.to_thread(copy_file, tmp_path / "rows.db", copy)
        assert copy.stat().st_mode & 0o077 == 0
        other = await SqliteRows.open(copy)
        values = {row.value for row in await other.scan("cases", "p", "", "~", 10)}
        await other.close()
        assert len(values) == 1, "both rows of a commit, or none"
    done.set()
    assert await task > 0
    await rows.close()
