"""What holds for the SQLite engine alone: kill -9, several processes, group commits, foreign files."""

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cases.ports import Conflict, Delete, Insert, Replace, StoreUnavailable
from storage import sqlite_rows as engine
from storage.sqlite_rows import NotARowFile, SqliteRows
from tests.storage.sqlite_writer import PARTITION

_ROOT = Path(__file__).parents[2]


@contextmanager
def _writer(what: str, path: Path, number: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.sqlite_writer", what, str(path), str(number)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


async def test_kill_9_loses_no_acknowledged_commit_and_leaves_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.db"
    chance = random.Random(20261123)
    acknowledged: set[int] = set()
    for round_number in range(8):
        with _writer("pairs", path, round_number * 1_000_000) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            assert first, "the writer died before its first commit"
            await asyncio.sleep(chance.uniform(0, 0.15))
            process.send_signal(signal.SIGKILL)
            # What it had printed is in the pipe; a last line without its end was not acknowledged whole.
            lines = [first, *process.stdout.readlines()]
            acknowledged |= {int(line) for line in lines if line.endswith("\n")}

    rows = await SqliteRows.open(path)
    cases = {
        row.key.removeprefix("case|") for row in await rows.scan("cases", PARTITION, "case|", "case}", 10**6)
    }
    events = {
        row.key.removeprefix("event|")
        for row in await rows.scan("cases", PARTITION, "event|", "event}", 10**6)
    }
    await rows.close()
    assert len(acknowledged) > 100
    assert cases == events
    assert {f"{number:09}" for number in acknowledged} <= cases
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_processes_that_start_together_on_a_new_file_count_exactly(tmp_path: Path) -> None:
    path = tmp_path / "rows.db"
    with (
        _writer("count", path, 60) as first,
        _writer("count", path, 60) as second,
        _writer("count", path, 60) as third,
    ):
        assert [await asyncio.to_thread(process.wait, 60) for process in (first, second, third)] == [0, 0, 0]

    rows = await SqliteRows.open(path)
    counted = await rows.get("cases", PARTITION, "counter|2026")
    await rows.close()
    assert counted is not None
    assert counted.value == "180"


async def test_what_was_committed_is_there_after_a_new_start(tmp_path: Path) -> None:
    path = tmp_path / "rows.db"
    rows = await SqliteRows.open(path)
    etags = await rows.commit("cases", "p", [Insert("a", "1")])
    await rows.close()

    rows = await SqliteRows.open(path)
    after = await rows.commit("cases", "p", [Replace("a", "2", etags["a"])])
    assert after["a"] != etags["a"]
    assert [row.value for row in await rows.scan("cases", "p", "", "~", 9)] == ["2"]
    await rows.close()
    assert os.listdir(tmp_path) == ["rows.db"], "a clean close leaves one file"


async def test_etags_of_two_openings_never_meet(tmp_path: Path) -> None:
    prefixes = iter(["first", "second"])
    seen: list[str] = []
    for _ in range(2):
        rows = await SqliteRows.open(tmp_path / "rows.db", token_hex=lambda _: next(prefixes))
        seen.append((await rows.commit("cases", f"p{len(seen)}", [Insert("a", "1")]))["a"])
        await rows.close()

    assert seen == ["first-0", "second-0"]


async def test_many_callers_share_one_wait_for_the_disk(sqlite_rows: SqliteRows) -> None:
    commits: list[str] = []
    sqlite_rows._writing.set_trace_callback(lambda statement: commits.append(statement))

    await asyncio.gather(*(sqlite_rows.commit("cases", "p", [Insert(f"a|{n}", "{}")]) for n in range(50)))

    assert commits.count("COMMIT") == 1


async def test_a_conflict_in_a_group_is_its_callers_alone(sqlite_rows: SqliteRows) -> None:
    await sqlite_rows.commit("cases", "p", [Insert("taken", "1")])

    results = await asyncio.gather(
        *(
            sqlite_rows.commit(
                "cases", "p", [Insert(f"a|{n}", "{}"), Insert("taken" if n % 2 else f"b|{n}", "2")]
            )
            for n in range(10)
        ),
        return_exceptions=True,
    )

    assert [isinstance(result, Conflict) for result in results] == [bool(n % 2) for n in range(10)]
    kept = [row.key for row in await sqlite_rows.scan("cases", "p", "", "~", 99)]
    assert kept == sorted([*(f"{kind}|{n}" for kind in "ab" for n in range(0, 10, 2)), "taken"])


async def test_callers_that_are_cancelled_leave_the_others_alone(sqlite_rows: SqliteRows) -> None:
    chance = random.Random(3)

    async def commit(number: int) -> None:
        await asyncio.sleep(chance.uniform(0, 0.02))
        await sqlite_rows.commit(
            "cases", "p", [Insert(f"a|{number:03}", "{}"), Insert(f"b|{number:03}", "{}")]
        )

    tasks = [asyncio.create_task(commit(number)) for number in range(200)]
    for number in range(0, 200, 2):
        if number % 20 == 0:
            await asyncio.sleep(chance.uniform(0, 0.004))
        tasks[number].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)

    assert results[1::2] == [None] * 100
    assert any(isinstance(result, asyncio.CancelledError) for result in results)
    written = {row.key for row in await sqlite_rows.scan("cases", "p", "", "~", 999)}
    assert {f"a|{number:03}" for number in range(1, 200, 2)} <= written
    assert {key[2:] for key in written if key[0] == "a"} == {key[2:] for key in written if key[0] == "b"}
    assert await sqlite_rows.commit("cases", "p", [Insert("c", "{}")])


async def test_a_caller_cancelled_before_its_group_begins_writes_nothing(sqlite_rows: SqliteRows) -> None:
    cancelled = asyncio.create_task(sqlite_rows.commit("cases", "p", [Insert("a", "{}")]))
    other = asyncio.create_task(sqlite_rows.commit("cases", "p", [Insert("b", "{}")]))
    asyncio.get_running_loop().call_soon(cancelled.cancel)
    await other

    assert cancelled.cancelled()
    assert [row.key for row in await sqlite_rows.scan("cases", "p", "", "~", 9)] == ["b"]


async def test_closing_lets_the_commits_finish_that_were_asked_for(tmp_path: Path) -> None:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    commits = [asyncio.create_task(rows.commit("cases", "p", [Insert(f"a|{n}", "{}")])) for n in range(20)]
    await asyncio.sleep(0)
    await rows.close()

    assert all([await commit for commit in commits])


async def test_another_process_that_holds_the_file_is_waited_for_without_standing_still(
    sqlite_rows: SqliteRows, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "rows.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        commit = asyncio.create_task(sqlite_rows.commit("cases", "p", [Insert("a", "{}")]))
        for _ in range(20):
            await asyncio.sleep(0.01)
            assert await sqlite_rows.get("cases", "p", "a") is None
        assert not commit.done()
        other.execute("COMMIT")
        assert await asyncio.wait_for(commit, 2)


async def test_another_process_that_holds_on_makes_the_store_unavailable_until_it_lets_go(
    sqlite_rows: SqliteRows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / "rows.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable):
            await sqlite_rows.commit("cases", "p", [Insert("a", "{}")])
        other.execute("ROLLBACK")

    assert await sqlite_rows.commit("cases", "p", [Insert("a", "{}")])


async def test_a_full_disk_makes_the_store_unavailable_and_room_heals_it(sqlite_rows: SqliteRows) -> None:
    await sqlite_rows.commit("cases", "p", [Insert("a", "{}")])
    (pages,) = sqlite_rows._writing.execute("PRAGMA page_count").fetchone()
    sqlite_rows._writing.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailable):
        await sqlite_rows.commit("cases", "p", [Insert("small", "{}"), Insert("big", "x" * 30_000)])

    sqlite_rows._writing.execute("PRAGMA max_page_count = 100000")
    assert [row.key for row in await sqlite_rows.scan("cases", "p", "", "~", 9)] == ["a"]
    assert await sqlite_rows.commit("cases", "p", [Insert("small", "{}"), Insert("big", "x" * 30_000)])


async def test_only_the_owner_may_read_the_file(sqlite_rows: SqliteRows, tmp_path: Path) -> None:
    await sqlite_rows.commit("cases", "p", [Insert("a", "{}")])

    files = {found.name: stat.S_IMODE(found.stat().st_mode) for found in os.scandir(tmp_path)}
    assert files == {"rows.db": 0o600, "rows.db-wal": 0o600, "rows.db-shm": 0o600}


async def test_the_settings_that_make_it_durable_are_on(sqlite_rows: SqliteRows) -> None:
    def setting(name: str) -> object:
        return sqlite_rows._writing.execute(f"PRAGMA {name}").fetchone()[0]

    assert (setting("journal_mode"), setting("synchronous"), setting("secure_delete")) == ("wal", 2, 1)
    assert setting("user_version") == engine.SCHEMA_VERSION


async def test_what_was_deleted_is_not_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.db"
    rows = await SqliteRows.open(path)
    etags = await rows.commit("cases", "p", [Insert("a", "Sam Voorbeeld " * 100), Insert("b", "{}")])
    await rows.commit("cases", "p", [Delete("a", etags["a"])])
    await rows.close()

    assert b"Voorbeeld" not in path.read_bytes()


async def until_gone(word: bytes, folder: Path) -> None:
    """Waits until this stands in no file of the store, its log included."""
    while any(word in each.read_bytes() for each in folder.iterdir()):  # noqa: ASYNC110, ASYNC240
        await asyncio.sleep(0.01)


async def test_what_was_deleted_or_written_over_is_soon_gone_from_the_log_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the program runs, and while it goes on writing (A16)."""
    monkeypatch.setattr(engine, "_TIDY_SECONDS", 0.05)
    rows = await SqliteRows.open(tmp_path / "rows.db")
    etags = await rows.commit("cases", "p", [Insert("a", "Sam Voorbeeld " * 100), Insert("b", "Voorbeeld")])
    assert b"Voorbeeld" in (tmp_path / "rows.db-wal").read_bytes()
    await rows.commit("cases", "p", [Delete("a", etags["a"]), Replace("b", "{}", etags["b"])])
    await until_gone(b"Voorbeeld", tmp_path)
    kept = await rows.get("cases", "p", "b")
    assert kept is not None
    assert kept.value == "{}"

    busy, told = True, await rows.commit("cases", "p", [Insert("c", "Sam Voorbeeld")])

    async def others() -> None:
        count = 0
        while busy:
            await rows.commit("cases", "q", [Insert(f"k{count}", "{}")])
            count += 1

    writing = asyncio.create_task(others())
    await rows.commit("cases", "p", [Delete("c", told["c"])])
    await until_gone(b"Voorbeeld", tmp_path)
    busy = False
    await writing
    await rows.close()


async def test_while_somebody_reads_the_log_is_emptied_later_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_TIDY_SECONDS", 0.02)
    monkeypatch.setattr(engine, "_TIDY_AGAIN_SECONDS", 0.02)
    path = tmp_path / "rows.db"
    rows = await SqliteRows.open(path)
    etags = await rows.commit("cases", "p", [Insert("a", "Sam Voorbeeld")])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM rows").fetchone() == (1,)
        await rows.commit("cases", "p", [Delete("a", etags["a"])])
        for number in range(20):
            await rows.commit("cases", "p", [Insert(f"b{number}", "{}")])
            await asyncio.sleep(0.01)
        assert b"Voorbeeld" in path.read_bytes() + (tmp_path / "rows.db-wal").read_bytes(), "it reads that"
        other.execute("COMMIT")
    await until_gone(b"Voorbeeld", tmp_path)
    assert len(await rows.scan("cases", "p", "b", "c", 100)) == 20
    await rows.close()


async def test_the_log_of_a_program_that_was_killed_is_emptied_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first"
    first.mkdir()
    rows = await SqliteRows.open(first / "rows.db")
    etags = await rows.commit("cases", "p", [Insert("a", "Sam Voorbeeld")])
    await rows.commit("cases", "p", [Delete("a", etags["a"])])
    second = tmp_path / "second"
    shutil.copytree(first, second)  # as the disk holds it at that moment
    await rows.close()
    assert b"Voorbeeld" in (second / "rows.db-wal").read_bytes()
    monkeypatch.setattr(engine, "_TIDY_SECONDS", 0.02)
    again = await SqliteRows.open(second / "rows.db")
    await until_gone(b"Voorbeeld", second)
    await again.close()


async def test_a_file_of_something_else_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("Beste collega, " * 100)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE other (a)")
    newer = tmp_path / "newer.db"
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {engine.SCHEMA_VERSION + 1}")
    for path in (text, other, newer):
        before = path.read_bytes()
        with pytest.raises(NotARowFile):
            await SqliteRows.open(path)
        assert path.read_bytes() == before


async def test_a_file_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        await SqliteRows.open(tmp_path / "no such folder" / "rows.db")


def _deleted(path: Path) -> None:
    path.unlink()


def _exchanged(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    copy.replace(path)


def _without_its_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


@pytest.mark.parametrize("happens", [_deleted, _exchanged, _without_its_log])
async def test_nothing_is_written_to_a_file_that_is_not_the_one_under_its_name(
    sqlite_rows: SqliteRows, tmp_path: Path, happens: Callable[[Path], None]
) -> None:
    etags = await sqlite_rows.commit("cases", "p", [Insert("counter|2026", "1")])
    happens(tmp_path / "rows.db")

    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="deleted or exchanged"):
            await sqlite_rows.commit("cases", "p", [Replace("counter|2026", "2", etags["counter|2026"])])
    kept = await sqlite_rows.get("cases", "p", "counter|2026")
    assert kept is not None
    assert kept.value == "1"


async def test_a_file_that_is_put_back_goes_on(sqlite_rows: SqliteRows, tmp_path: Path) -> None:
    await sqlite_rows.commit("cases", "p", [Insert("a", "{}")])
    (tmp_path / "rows.db").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreUnavailable):
        await sqlite_rows.commit("cases", "p", [Insert("b", "{}")])

    (tmp_path / "elsewhere").rename(tmp_path / "rows.db")
    await sqlite_rows.commit("cases", "p", [Insert("b", "{}")])
    assert [row.key for row in await sqlite_rows.scan("cases", "p", "", "~", 9)] == ["a", "b"]


async def test_others_that_open_and_close_the_file_change_nothing(tmp_path: Path) -> None:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    for number in range(3):
        other = await SqliteRows.open(tmp_path / "rows.db")
        await other.commit("cases", "p", [Insert(f"b|{number}", "{}")])
        await other.close()
        await rows.commit("cases", "p", [Insert(f"a|{number}", "{}")])
    await rows.close()
    again = await SqliteRows.open(tmp_path / "rows.db")
    await again.commit("cases", "p", [Insert("c", "{}")])
    await again.close()
