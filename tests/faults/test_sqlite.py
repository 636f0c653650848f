"""The file of the embedded store fails in every way while the bot runs: real files, real limits, other programs."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from cases.ports import Insert, StoreUnavailable
from storage import sqlite_rows
from storage.sqlite_rows import NotARowFile, SqliteRows
from tests.e2e.fake_teams import SAM
from tests.e2e.filing import report
from tests.e2e.running_bot import running_bot
from tests.faults.story import all_heard, lived_through

LOCKS = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


DAMAGES = """
import os, sqlite3, sys
file = sys.argv[1]
other = sqlite3.connect(file, isolation_level=None)
# A write of another program, so that the bot reads from the disk again.
other.execute("UPDATE rows SET etag = etag WHERE key = 'heartbeat'")
assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
page, = other.execute("PRAGMA page_size").fetchone()
disk = open(file, "r+b", buffering=0)
whole = disk.read()
disk.seek(page)
disk.write(os.urandom(len(whole) - page))
print("held", flush=True)
sys.stdin.read()
disk.seek(0)
disk.write(whole)
"""


@contextmanager
def another_program(does: str, file: Path) -> Iterator[None]:
    """Does this to the file, until it is told to stop. (Who opens and closes a file here drops the bot's own locks.)"""
    with subprocess.Popen(
        [sys.executable, "-c", does, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        try:
            assert other.stdout.readline() == b"held\n"
            yield
        finally:
            other.stdin.close()
            assert other.wait(10) == 0


def locked(file: Path) -> AbstractContextManager[None]:
    """Another program has the file, and does not let go."""
    return another_program(LOCKS, file)


def damaged(file: Path) -> AbstractContextManager[None]:
    """All pages but the first are overwritten on the disk; in the end they are put back as they were."""
    return another_program(DAMAGES, file)


@contextmanager
def no_room(file: Path) -> Iterator[None]:
    """No file may grow beyond what its log is now: the system refuses the write itself, as on a disk that is full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_log(file).stat().st_size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@contextmanager
def nothing_written(file: Path) -> Iterator[None]:
    """Every write to a file is refused, as on a disk that the system made read-only."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@contextmanager
def deleted(file: Path) -> Iterator[None]:
    """Its name is gone; it is put back."""
    aside = file.with_name("aside")
    file.rename(aside)
    yield
    assert not file.exists(), "no new one was made in its place"
    aside.rename(file)


@contextmanager
def exchanged(file: Path) -> Iterator[None]:
    """Another file has its name, as after a backup that was put back under the running bot."""
    aside, older = file.with_name("aside"), file.with_name("older")
    shutil.copy(file, older)
    file.rename(aside)
    older.rename(file)
    yield
    aside.rename(file)


@asynccontextmanager
async def lasting(trouble: AbstractContextManager[None]) -> AsyncIterator[None]:
    """For who waits while it lasts."""
    with trouble:
        yield


def _log(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


TROUBLES: dict[str, Callable[[Path], AbstractContextManager[None]]] = {
    "locked": locked,
    "disk full": no_room,
    "nothing can be written": nothing_written,
    "deleted": deleted,
    "exchanged": exchanged,
    "damaged pages": damaged,
}


WHY = {
    "locked": "(SQLITE_BUSY)",
    "disk full": "(SQLITE_IOERR_WRITE)",  # a limit of the process; of a full disk it is SQLITE_FULL
    "nothing can be written": "(SQLITE_IOERR_WRITE)",
    "deleted": "deleted or exchanged",
    "exchanged": "deleted or exchanged",
    "damaged pages": "(SQLITE_CORRUPT",
}
"""What the log says of it to who has to repair it."""


@pytest.mark.parametrize("name", TROUBLES)
async def test_the_file_fails(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_rows, "_BUSY_SECONDS", 0.3)
    async with running_bot(tmp_path) as bot:
        first = await report(bot.personal(SAM))
        await bot.settled()
        happens = lasting(TROUBLES[name](tmp_path / "privacybot.db"))
        second = await lived_through(bot, happens, caplog, name, served=False, ready=False)
        reasons = [
            each.getMessage() for each in caplog.records if ": StoreUnavailable (" in each.getMessage()
        ]
        assert reasons
        assert all(WHY[name] in each for each in reasons), reasons
        await all_heard(bot, {"before": first, name: second})


@contextmanager
def somebody_else() -> Iterator[Path]:
    """A folder that this program may read and not write, also when root runs it."""
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


async def test_a_file_that_may_not_be_written_is_no_store_to_start_on() -> None:
    with somebody_else() as folder:
        path = folder / "privacybot.db"
        rows = await SqliteRows.open(path)
        await rows.commit("cases", "p", [Insert("a", "{}")])
        await rows.close()
        path.chmod(0o444)
        folder.chmod(0o555)
        before = path.read_bytes()
        if os.getuid() == 0:
            os.seteuid(65534)  # root may write everything
        with pytest.raises(StoreUnavailable):
            await SqliteRows.open(path)
        assert path.read_bytes() == before


async def test_a_file_with_damaged_pages_is_no_store_to_start_on(tmp_path: Path) -> None:
    """A start on damaged pages gives out no number twice: it is refused in one line."""
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
    path = tmp_path / "privacybot.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    with pytest.raises((StoreUnavailable, NotARowFile)):
        async with running_bot(tmp_path):
            pass
    path.write_bytes(whole)
    async with running_bot(tmp_path) as bot:
        assert await bot.numbers() == [number]
