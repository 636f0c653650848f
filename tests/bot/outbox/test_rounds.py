"""One loop for many organisations: it looks at whom it must, at nobody else, and none holds up another."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.outbox.kept_loop import HUNG_AFTER
from bot.outbox.rounds import ASTIR_FOR, AT_LEAST_EVERY, Rounds
from cases.ports import Insert, StoreUnavailable
from storage.astir import AstirRows, marks
from storage.sqlite_rows import SqliteRows
from tests.steps import steps

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


class Organisation:
    """An outbox that notes when it is looked at, and does as it is told."""

    def __init__(self) -> None:
        self.looks = 0
        self.due: datetime | None = None
        self.handles = 0
        self.fault: Exception | None = None
        self.go = asyncio.Event()
        self.go.set()

    async def round(self) -> int:
        self.looks += 1
        await self.go.wait()
        if self.fault is not None:
            raise self.fault
        handled, self.handles = self.handles, 0
        return handled

    async def next_due(self) -> datetime | None:
        return self.due


class Town:
    """So many organisations, one instance, and the clocks."""

    def __init__(self, rows: SqliteRows, count: int) -> None:
        self.rows = rows
        self.now, self.seconds = NOW, 1000.0
        self.all = {f"o{number}": Organisation() for number in range(count)}
        self.rounds = self.instance()

    def instance(self) -> Rounds:
        """Another one on the same store, with outboxes of its own when it is not the first."""
        return Rounds(self.all, self.rows, clock=lambda: self.now, now=lambda: self.seconds, seconds=0.05)

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds

    async def tick(self) -> list[str]:
        """One round; who was looked at in it."""
        before = {key: each.looks for key, each in self.all.items()}
        await self.rounds.tick()
        return [key for key, each in self.all.items() if each.looks > before[key]]

    async def seen_all(self) -> None:
        """Everybody had the first look."""
        while await self.tick():
            pass


@pytest.fixture
async def rows(tmp_path: Path) -> AsyncIterator[SqliteRows]:
    store = await SqliteRows.open(tmp_path / "rows.db")
    yield store
    await store.close()


async def test_everybody_is_looked_at_after_the_start_a_part_in_each_round(rows: SqliteRows) -> None:
    town = Town(rows, 120)
    first = await town.tick()
    assert 0 < len(first) < 120
    await town.seen_all()
    assert [each.looks for each in town.all.values()] == [1] * 120


async def test_nobody_is_looked_at_of_whom_nothing_is_due_or_written(rows: SqliteRows) -> None:
    town = Town(rows, 40)
    await town.seen_all()
    for _ in range(20):
        town.wait(2)
        assert await town.tick() == []


async def test_who_has_something_due_is_looked_at_then_and_until_it_is_gone(rows: SqliteRows) -> None:
    town = Town(rows, 10)
    town.all["o3"].due = NOW + timedelta(seconds=60)
    await town.seen_all()
    town.wait(58)
    assert await town.tick() == []
    town.wait(2)
    assert await town.tick() == ["o3"]
    town.all["o3"].due = NOW + timedelta(days=3)
    assert await town.tick() == ["o3"]
    assert await town.tick() == []


async def test_who_was_written_here_is_looked_at_in_the_next_round(rows: SqliteRows) -> None:
    town = Town(rows, 10)
    await town.seen_all()
    town.rounds.written("o7")
    town.rounds.written("nobody")
    assert await town.tick() == ["o7"]
    assert await town.tick() == []


async def test_who_was_written_by_another_instance_is_looked_at_in_every_round_for_a_while(
    rows: SqliteRows,
) -> None:
    town = Town(rows, 10)
    await town.seen_all()
    other = AstirRows(rows, lambda: town.now)
    await other.commit("cases", "o5:breach", [Insert("a", "1")])
    for _ in range(3):
        town.wait(2)
        assert await town.tick() == ["o5"]
    town.wait(ASTIR_FOR - 8)
    assert await town.tick() == ["o5"], "a write under a mark may come as late as this"
    town.wait(4)
    assert await town.tick() == []
    await other.commit("cases", "o5:breach", [Insert("b", "1")])
    assert await town.tick() == ["o5"], "the next minute has its own mark"


async def test_a_clock_that_is_behind_hides_no_mark_that_is_ahead(rows: SqliteRows) -> None:
    town = Town(rows, 3)
    await town.seen_all()
    ahead = AstirRows(rows, lambda: town.now + timedelta(minutes=20))
    await ahead.commit("cases", "o1:breach", [Insert("a", "1")])
    assert await town.tick() == ["o1"]
    town.wait(ASTIR_FOR + 1)
    assert await town.tick() == [], "it is seen once"


async def test_everybody_is_looked_at_each_hour_and_not_at_one_moment(rows: SqliteRows) -> None:
    town = Town(rows, 200)
    await town.seen_all()
    most = 0
    for _ in range(int(AT_LEAST_EVERY / 10) + 1):
        town.wait(10)
        most = max(most, len(await town.tick()))
    assert [each.looks for each in town.all.values()] == [2] * 200
    assert most <= 2


@pytest.mark.parametrize("jump", [timedelta(days=-300), timedelta(minutes=-10), timedelta(hours=5)])
async def test_after_the_clock_jumped_everybody_is_looked_at(rows: SqliteRows, jump: timedelta) -> None:
    town = Town(rows, 5)
    for each in town.all.values():
        each.due = NOW + timedelta(days=30)
    await town.seen_all()
    town.now += jump
    assert await town.tick() == list(town.all)
    town.wait(2)
    assert await town.tick() == []


async def test_who_did_not_look_for_minutes_has_missed_marks_and_looks_at_everybody(rows: SqliteRows) -> None:
    town = Town(rows, 5)
    await town.seen_all()
    await AstirRows(rows, lambda: town.now).commit("cases", "o1:breach", [Insert("a", "1")])
    town.wait(600)
    assert await town.tick() == list(town.all)
    town.wait(2)
    assert await town.tick() == []


async def test_one_that_takes_long_holds_up_no_other_and_is_not_begun_twice(rows: SqliteRows) -> None:
    town = Town(rows, 5)
    await town.seen_all()
    slow = town.all["o0"]
    slow.go.clear()
    for key in town.all:
        town.rounds.written(key)
    async with asyncio.timeout(5):
        assert await town.tick() == list(town.all)
        for key in town.all:
            town.rounds.written(key)
        assert await town.tick() == ["o1", "o2", "o3", "o4"]
    hung = [town.rounds.hangs]
    town.seconds += HUNG_AFTER + 1
    hung.append(town.rounds.hangs)
    slow.go.set()
    await town.rounds.finished()
    assert [*hung, town.rounds.hangs] == [False, True, False], "only a new start helps"
    assert "o0" in await town.tick(), "what was written meanwhile is looked at"


async def test_one_that_fails_is_told_without_its_words_and_tried_again(
    rows: SqliteRows, caplog: pytest.LogCaptureFixture
) -> None:
    town = Town(rows, 4)
    await town.seen_all()
    town.all["o1"].fault = ValueError("Sam Voorbeeld")
    town.all["o2"].handles = 3
    for key in ("o1", "o2"):
        town.rounds.written(key)
    with caplog.at_level(logging.ERROR):
        assert await town.rounds.tick() == 3
    assert "the outbox of o1 failed of ValueError" in caplog.text
    assert "Sam" not in caplog.text
    assert await town.tick() == ["o1"]
    town.all["o1"].fault = None
    assert await town.tick() == ["o1"]
    assert await town.tick() == []


async def test_a_store_that_is_away_for_one_is_said_after_the_others_had_their_turn(rows: SqliteRows) -> None:
    town = Town(rows, 4)
    await town.seen_all()
    town.all["o0"].fault = StoreUnavailable("away")
    for key in town.all:
        town.rounds.written(key)
    looks = [each.looks for each in town.all.values()]
    with pytest.raises(StoreUnavailable):
        await town.rounds.tick()
    assert [each.looks for each in town.all.values()] == [each + 1 for each in looks]
    town.all["o0"].fault = None
    assert await town.tick() == ["o0"]


async def test_marks_of_long_ago_go(rows: SqliteRows) -> None:
    town = Town(rows, 3)
    await AstirRows(rows, lambda: town.now).commit("cases", "o1:breach", [Insert("a", "1")])
    assert await town.tick() == list(town.all)
    town.wait(7200)
    await town.tick()
    assert await marks(rows, NOW) == []


async def test_what_a_round_costs_grows_little_with_who_has_nothing_to_do(rows: SqliteRows) -> None:
    work = dict[int, int]()
    for count in (100, 1_000):
        town = Town(rows, count)
        await town.seen_all()
        town.wait(1)
        work[count] = steps(lambda town=town: town.rounds._wanted(town.now, town.seconds))  # type: ignore[misc]
    assert work[1_000] < 11 * work[100]
    assert work[1_000] < 15_000
