"""The loops that wait for others, one turn at a time: who is waited for, how long, and who is not."""

import sqlite3
from collections.abc import Iterator
from typing import Any, cast

import pytest

from storage import sqlite_rows as engine

BUSY, LOCKED, READONLY, BUSY_RECOVERY = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_BUSY_RECOVERY,
)


def failing(code: int | None) -> sqlite3.OperationalError:
    """What SQLite raises; the errors of the module itself have no code."""
    error = sqlite3.OperationalError("invented")
    if code is not None:
        error.sqlite_errorcode = code
    return error


class Answering:
    """A connection that answers the question for its journal as it was told to."""

    def __init__(self, answers: Iterator[str | sqlite3.Error]) -> None:
        self._answers = answers
        self.asked = 0

    def execute(self, statement: str) -> "Answering":
        assert "journal_mode" in statement
        self.asked += 1
        self._now = next(self._answers)
        if isinstance(self._now, sqlite3.Error):
            raise self._now
        return self

    def fetchone(self) -> tuple[str]:
        assert isinstance(self._now, str)
        return (self._now,)


class Time:
    """Stands still but for who sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Time that a test has in its hand."""
    stands = Time()
    monkeypatch.setattr(engine, "time", stands)
    return stands


def asked(answers: list[str | sqlite3.Error]) -> tuple[str, int]:
    """The journal, and how often was asked for it."""
    connection = Answering(iter(answers))
    return engine._journal_mode(cast(Any, connection)), connection.asked


@pytest.mark.parametrize("code", [BUSY, LOCKED, BUSY_RECOVERY])
@pytest.mark.parametrize("times", [0, 1, 3])
def test_who_is_busy_is_waited_for(clock: Time, code: int, times: int) -> None:
    assert asked([*[failing(code)] * times, "wal"]) == ("wal", times + 1)
    assert clock.slept == [engine._BUSY_PAUSE_SECONDS] * times


@pytest.mark.parametrize("code", [READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, None])
def test_any_other_trouble_is_told_at_once(clock: Time, code: int | None) -> None:
    trouble = failing(code)
    connection = Answering(iter([trouble, "wal"]))
    with pytest.raises(sqlite3.OperationalError) as told:
        engine._journal_mode(cast(Any, connection))
    assert told.value is trouble
    assert (connection.asked, clock.slept) == (1, [])


def test_who_is_busy_too_long_is_not_waited_for_any_more(clock: Time) -> None:
    def forever() -> Iterator[sqlite3.Error]:
        while True:
            yield failing(BUSY)

    began, connection = clock.now, Answering(forever())
    with pytest.raises(sqlite3.OperationalError):
        engine._journal_mode(cast(Any, connection))
    waited = clock.now - began
    most, pause = engine._BUSY_SECONDS, engine._BUSY_PAUSE_SECONDS
    assert most - pause <= waited <= most + 2 * pause


@pytest.mark.parametrize(
    ("code", "busy"),
    [(BUSY, True), (LOCKED, True), (BUSY_RECOVERY, True), (READONLY, False), (None, False), (0, False)],
)
def test_what_is_busy_shows_in_the_low_byte(code: int | None, busy: bool) -> None:
    assert engine._is_busy(failing(code)) is busy
    assert not engine._is_busy(sqlite3.Error("of the module itself"))


def test_a_file_without_a_log_of_writes_is_refused() -> None:
    connection = sqlite3.connect(":memory:")  # memory has no write-ahead log
    try:
        with pytest.raises(engine.NotARowFile, match="write-ahead"):
            engine._prepare(connection)
    finally:
        connection.close()
