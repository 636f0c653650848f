"""Rows in one SQLite file: the embedded engine, for one machine, whose processes may share the file.

Writes are group commits, durable on return. Who asks for a commit while another one is on its way to the disk
waits for the next group; a group is one transaction with a savepoint per caller, so a conflict rolls back
only its own caller. The statements run on the event loop (they touch memory only, some 10 µs each); the
COMMIT, which waits for the disk, runs in one thread of its own. Running the statements in that thread too was
measured and is a fifth slower under load: each lets go of the interpreter lock and must win it back.

What is deleted or written over is gone from the file by the next commit, and soon after from the log beside it: a draft
that expired must not be readable there for as long as the program runs.
"""

import asyncio
import contextlib
import itertools
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from cases.ports import ANY_ETAG, Conflict, Delete, Insert, Overwrite, Row, StoreUnavailable, Table, Write
from storage.commits import check_writes
from storage.keys import checked, checked_bound

SCHEMA_VERSION = 1

# How long another process may hold the file before we give up (seconds), and how often we look again.
_BUSY_SECONDS = 5.0
_BUSY_PAUSE_SECONDS = 0.005
# A read on the event loop may wait for another process only this long: it holds up everybody.
_READ_BUSY_SECONDS = 1.0
# So long (seconds) after a commit the log is emptied into the file; and after a try at which somebody was reading.
_TIDY_SECONDS = 60.0
_TIDY_AGAIN_SECONDS = 1.0
# Rows read at a stretch before others get their turn on the event loop (about a millisecond).
_PAGE_ROWS = 200

_GET = "SELECT value, etag FROM rows WHERE tbl = ? AND partition = ? AND key = ?"
_SCAN = (
    "SELECT key, value, etag FROM rows"
    " WHERE tbl = ? AND partition = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?"
)
_INSERT = "INSERT INTO rows (tbl, partition, key, value, etag) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_OVERWRITE = (
    "INSERT INTO rows (tbl, partition, key, value, etag) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET value = excluded.value, etag = excluded.etag"
)
_REPLACE = "UPDATE rows SET value = ?, etag = ? WHERE tbl = ? AND partition = ? AND key = ?"
_DELETE = "DELETE FROM rows WHERE tbl = ? AND partition = ? AND key = ?"
_SAME_ETAG = " AND etag = ?"


class NotARowFile(ValueError):
    """The file cannot be used: no SQLite, made by something else, or by a newer version of this program."""


@dataclass(slots=True)
class _Caller:
    """One commit that waits for its answer. `etags` stays None when the rows had changed."""

    table: Table
    partition: str
    writes: Sequence[Write]
    answer: asyncio.Future[dict[str, str]]
    etags: dict[str, str] | None = None


class SqliteRows:
    """The RowStore port on one file. Made by `open`; belongs to the event loop it was opened on."""

    def __init__(
        self, path: Path, writing: sqlite3.Connection, reading: sqlite3.Connection, new_prefix: str
    ) -> None:
        self._names = (os.fspath(path), f"{os.fspath(path)}-wal")
        self._files = _files(self._names)
        self._writing = writing
        self._reading = reading
        # Two processes, or one process and its successor, never give out the same etag.
        self._etags = (f"{new_prefix}-{number}" for number in itertools.count())
        self._loop = asyncio.get_running_loop()
        self._open = True
        self._waiting: list[_Caller] = []
        self._give_up_at = 0.0
        self._idle = asyncio.Event()
        self._idle.set()
        self._groups: SimpleQueue[list[_Caller] | None] = SimpleQueue()
        self._log_holds = self._tidy_now = False
        self._tidying: asyncio.TimerHandle | None = None
        self._tidy_in(_TIDY_SECONDS)  # a program that was killed leaves its log
        self._thread = threading.Thread(target=self._commit_groups, name="sqlite-commits", daemon=True)
        self._thread.start()

    @classmethod
    async def open(cls, path: Path, token_hex: Callable[[int], str] = secrets.token_hex) -> "SqliteRows":
        """Open or make the file (readable by its owner only). Raises NotARowFile or StoreUnavailable."""
        writing = await asyncio.to_thread(_connected, path)
        try:
            reading = sqlite3.connect(
                path, timeout=_READ_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            # SQLite opens the files at the first read: now, and not another one of this name later.
            reading.execute("SELECT 1 FROM rows LIMIT 1").fetchall()
        except sqlite3.Error as error:
            writing.close()
            raise StoreUnavailable(f"the file cannot be opened for reading: {error}") from error
        try:
            return cls(path, writing, reading, token_hex(8))
        except OSError as error:
            writing.close()
            reading.close()
            raise StoreUnavailable(f"the file was taken away while it was opened: {error}") from error

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        """See RowStore. Reads on the event loop: a look-up takes some 15 µs, a thread ten times that."""
        checked(partition)
        checked(key)
        found = self._read(_GET, (table, partition, key))
        return Row(partition, key, *found[0]) if found else None

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        """See RowStore. A long range is read in pages, and others may write between two pages."""
        checked(partition)
        checked_bound(first)
        checked_bound(before)
        rows: list[Row] = []
        while (wanted := min(limit - len(rows), _PAGE_ROWS)) > 0:
            page = self._read(_SCAN, (table, partition, first, before, wanted))
            rows += [Row._make((partition, *found)) for found in page]
            if len(page) < wanted:
                break
            # NUL is before every character of a key: the least text after the last key.
            first = rows[-1].key + "\0"
            await asyncio.sleep(0)
        return rows

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        """See RowStore. Who is cancelled while waiting does not know whether the commit was written."""
        checked(partition)
        check_writes(writes)
        if not self._open:
            raise StoreUnavailable("the store is closed")
        if not writes:
            return {}
        caller = _Caller(table, partition, tuple(writes), self._loop.create_future())
        self._waiting.append(caller)
        if self._idle.is_set():
            self._idle.clear()
            self._plan_group()
        return await caller.answer

    async def close(self) -> None:
        """Let the commits asked for reach the disk, then close the file. Closing twice is no error."""
        if not self._open:
            return
        self._open = False
        if self._tidying is not None:
            self._tidying.cancel()
        await self._idle.wait()
        self._groups.put(None)
        await asyncio.to_thread(self._thread.join)
        self._reading.close()
        self._writing.close()

    def _read(self, query: str, values: tuple[object, ...]) -> list[tuple[str, ...]]:
        if not self._open:
            raise StoreUnavailable("the store is closed")
        try:
            return self._reading.execute(query, values).fetchall()
        except sqlite3.Error as error:
            _forget_pages(self._reading)
            raise StoreUnavailable(f"the file cannot be read: {_told(error)}") from error

    def _plan_group(self) -> None:
        # Not at once: all who are ready to run in this round of the event loop join the same group.
        self._give_up_at = self._loop.time() + _BUSY_SECONDS
        self._loop.call_soon(self._begin_group)

    def _begin_group(self) -> None:
        """Write the rows of all who wait into one open transaction and have the thread commit it."""
        try:
            if self._writing.in_transaction:  # a rollback that failed
                self._writing.execute("ROLLBACK")
            self._writing.execute("BEGIN IMMEDIATE")
            self._check_files()
        except sqlite3.Error as error:
            if _is_busy(error) and self._loop.time() < self._give_up_at:
                self._loop.call_later(_BUSY_PAUSE_SECONDS, self._begin_group)
                return
            group, self._waiting = self._waiting, []
            self._end_group(group, error)
            return
        group, self._waiting = self._waiting, []
        try:
            for caller in group:
                if not caller.answer.cancelled():
                    caller.etags = self._written(caller)
        except sqlite3.Error as error:
            self._end_group(group, error)
            return
        self._groups.put(group)

    def _check_files(self) -> None:
        """Raises OperationalError when the files under our names are no longer those that we have open.

        What is written to a deleted file is read back until the last connection closes, and then gone: numbers that
        were given out would be given out again.
        """
        try:
            same = _files(self._names) == self._files
        except OSError:
            same = False
        if not same:
            raise sqlite3.OperationalError(
                "it was deleted or exchanged; put it back, or restart to use the new one"
            )

    def _written(self, caller: _Caller) -> dict[str, str] | None:
        """The new etags, or None after taking back all that this caller had written."""
        run = self._writing.execute
        run("SAVEPOINT caller")
        place = (caller.table, caller.partition)
        etags: dict[str, str] = {}
        for write in caller.writes:
            if isinstance(write, Delete):
                done = run(_DELETE + _same(write.etag), (*place, write.key, *_wanted(write.etag)))
            else:
                etag = etags[write.key] = next(self._etags)
                if isinstance(write, Insert | Overwrite):
                    new = _INSERT if isinstance(write, Insert) else _OVERWRITE
                    done = run(new, (*place, write.key, write.value, etag))
                else:
                    values = (write.value, etag, *place, write.key, *_wanted(write.etag))
                    done = run(_REPLACE + _same(write.etag), values)
            if done.rowcount != 1:
                run("ROLLBACK TO caller")
                run("RELEASE caller")
                return None
        run("RELEASE caller")
        return etags

    def _commit_groups(self) -> None:
        """The thread: one COMMIT, so one wait for the disk, per group. The loop keeps off meanwhile."""
        while (group := self._groups.get()) is not None:
            failure: sqlite3.Error | None = None
            try:
                if group:
                    self._writing.execute("COMMIT")
            except sqlite3.Error as error:
                failure = error
            if failure is None and self._tidy_now:
                self._empty_log()
            # A program that ends without closing us has no event loop any more, and nobody who waits.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._end_group, group, failure)

    def _end_group(self, group: list[_Caller], failure: sqlite3.Error | None) -> None:
        if self._writing.in_transaction:
            with contextlib.suppress(sqlite3.Error):  # tried again before the next group
                self._writing.execute("ROLLBACK")
        if failure is not None:
            _forget_pages(self._writing)
        for caller in group:
            if caller.answer.done():
                continue
            if failure is not None:
                caller.answer.set_exception(StoreUnavailable(f"the file cannot be written: {_told(failure)}"))
            elif caller.etags is None:
                caller.answer.set_exception(Conflict(f"a row in {caller.table} was changed by somebody else"))
            else:
                caller.answer.set_result(caller.etags)
        self._log_holds = self._log_holds or bool(group)
        if self._log_holds and self._tidying is None:
            self._tidy_in(_TIDY_AGAIN_SECONDS if self._tidy_now else _TIDY_SECONDS)
        self._tidy_now = False
        if self._waiting:
            self._plan_group()
        else:
            self._idle.set()

    def _tidy_in(self, seconds: float) -> None:
        if self._open:
            self._tidying = self._loop.call_later(seconds, self._ask_to_tidy)

    def _ask_to_tidy(self) -> None:
        """Have the thread empty the log: at once, or after the group that is under way."""
        self._tidying, self._tidy_now = None, True
        if self._idle.is_set():
            self._idle.clear()
            self._groups.put([])

    def _empty_log(self) -> None:
        """In the thread. While somebody reads or another process writes it does not come about: then later."""
        with contextlib.suppress(sqlite3.Error):
            busy, _, _ = self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._log_holds = bool(busy)


def _files(names: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Which files these are on the disk: the rows and the log of writes that are not in it yet. Raises OSError."""
    return tuple((each.st_dev, each.st_ino) for each in map(os.stat, names))


def _forget_pages(connection: sqlite3.Connection) -> None:
    """Read from the disk the next time: pages that were damaged may have been put right."""
    with contextlib.suppress(sqlite3.Error):
        connection.execute("PRAGMA shrink_memory")


def _same(etag: str) -> str:
    return "" if etag == ANY_ETAG else _SAME_ETAG


def _wanted(etag: str) -> tuple[str, ...]:
    return () if etag == ANY_ETAG else (etag,)


def _told(error: sqlite3.Error) -> str:
    """What SQLite says, with its own name for it: of a disk that is read-only its words tell little."""
    name = getattr(error, "sqlite_errorname", None)
    return f"{error} ({name})" if name is not None else str(error)


def _is_busy(error: sqlite3.Error) -> bool:
    # The low byte is the primary code, the rest tells the kinds apart. The module's own errors have no code.
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _connected(path: Path) -> sqlite3.Connection:
    """The connection that writes, on a file with our table. Blocks up to _BUSY_SECONDS."""
    connection = None
    try:
        # What colleagues report is in here: for the owner's eyes only. -wal and -shm get the same rights.
        # A file that is there is not opened here: closing it would drop what this process has locked in it (POSIX), and
        # the next program that ends would take the log away under us.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        _prepare(connection)
        # From here on the event loop waits for other processes, without standing still.
        connection.execute("PRAGMA busy_timeout = 0")
    except (sqlite3.Error, OSError, NotARowFile) as error:
        if connection is not None:
            connection.close()
        if isinstance(error, NotARowFile):
            raise
        if isinstance(error, sqlite3.DatabaseError) and error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise NotARowFile("it is not an SQLite file") from error
        told = _told(error) if isinstance(error, sqlite3.Error) else error
        raise StoreUnavailable(f"the file cannot be opened: {told}") from error
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    # One statement sees one moment: another process may be making the table just now.
    version, tables = connection.execute(
        "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version"
    ).fetchone()
    if version > SCHEMA_VERSION:
        raise NotARowFile(
            f"it has schema version {version}, this program knows {SCHEMA_VERSION}: use the newer program"
        )
    if version == 0 and tables:
        raise NotARowFile("it is an SQLite file of another program")
    if _journal_mode(connection) != "wal":
        raise NotARowFile("it lies where SQLite cannot use a write-ahead log; a local disk can")
    connection.execute("PRAGMA synchronous = FULL")
    # What is deleted is gone: drafts that expire must not live on in free pages.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS rows (tbl TEXT NOT NULL, partition TEXT NOT NULL, key TEXT NOT NULL,"
        " value TEXT NOT NULL, etag TEXT NOT NULL, PRIMARY KEY (tbl, partition, key)) WITHOUT ROWID"
    )
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def _journal_mode(connection: sqlite3.Connection) -> str:
    """Ask for a write-ahead log. SQLite does not wait here when another process asks for it too, so we do."""
    give_up_at = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > give_up_at:
                raise
        time.sleep(_BUSY_PAUSE_SECONDS)
