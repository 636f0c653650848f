"""What recurs, by a clock that may be wrong: nothing is destroyed in doubt, and nothing is planned years too late."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.outbox.chores import Chores
from bot.registers import BREACH
from bot.set_aside import SetAside
from bot.teams.events import Teams
from bot.turns.links import Links
from cases.desks.chores import Chore, chores_of, due_of, next_moment, planned_at
from cases.desks.register_desk import RegisterDesk
from cases.ports import Delete, Replace
from cases.register.messages import Due, due_at, due_key
from storage.sqlite_rows import SqliteRows
from tests.cases.desks.filed_cases import NOW, ORG, House
from tests.cases.desks.test_purge import ended, years_later

WHERE = ORG.partition("breach")
CHORES = chores_of(BREACH, ORG)
PURGE = next(each for each in CHORES if each.name == "purge")
YEARS_AHEAD = NOW + timedelta(days=6 * 366)


class Rhythm(House):
    """The chores of the breaches, with what Teams says about the time."""

    def __init__(self, rows: SqliteRows) -> None:
        super().__init__(rows)
        self.server: datetime | None = None
        links = Links(rows, ORG, SetAside(rows, ORG, lambda: NOW, []))
        registers = {"breach": RegisterDesk(rows, ORG, BREACH)}
        self.chores = Chores(rows, ORG, cast(Teams, None), links, registers, lambda: self.server)

    async def purge(self, at: datetime, hours: int = 26) -> None:
        """It is looked each hour."""
        for hour in range(hours):
            if self.server is not None:
                self.server += timedelta(hours=1 if hour else 0)
            await self.chores.do("breach", PURGE, at + timedelta(hours=hour))

    async def waiting(self, chore: Chore) -> list[datetime]:
        """When this chore is done next, as the outbox has it."""
        dues = [(row.key, Due.model_validate_json(row.value)) for row in await self.scan("due|")]
        return [due_at(key) for key, due in dues if (due.kind, due.number) == ("chore", chore.number)]

    async def do(self, chore: Chore, now: datetime) -> None:
        """As the outbox does it, without telling anybody: the row goes, the next one waits."""
        (at,) = await self.waiting(chore)
        key = due_key(at, due_of(chore, at))
        row = await self.rows.get("cases", WHERE, key)
        assert row is not None
        writes = await self.chores.planned(WHERE, chore, next_moment(chore, now, ORG))
        await self.rows.commit("cases", WHERE, [Delete(key, row.etag), *writes])


@pytest.fixture
async def rhythm(tmp_path: Path) -> AsyncIterator[Rhythm]:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    yield Rhythm(rows)
    await rows.close()


async def test_nothing_is_destroyed_while_teams_says_another_time(rhythm: Rhythm) -> None:
    number = await ended(rhythm)
    rhythm.server = NOW
    await rhythm.purge(years_later(NOW), hours=40)
    assert await rhythm.numbers("all") == [number]
    assert await rhythm.keys("announced|") == []
    rhythm.server = years_later(NOW, minutes=10)
    await rhythm.purge(years_later(NOW))
    assert await rhythm.numbers("all") == []


async def test_a_clock_far_beyond_all_that_was_filed_is_not_believed_by_itself(rhythm: Rhythm) -> None:
    number = await ended(rhythm)
    await rhythm.purge(years_later(NOW), hours=40)
    assert await rhythm.numbers("all") == [number]
    await rhythm.file(at=years_later(NOW, days=-1))
    await rhythm.purge(years_later(NOW))
    assert [each.number for each in await rhythm.register.destroyed()] == [number]


async def test_while_something_waits_it_is_looked_each_hour(rhythm: Rhythm) -> None:
    await ended(rhythm)
    start = rhythm.server = years_later(NOW)
    assert await rhythm.chores.do("breach", PURGE, start - timedelta(days=1)) > start - timedelta(
        hours=23, minutes=1
    )
    assert await rhythm.chores.do("breach", PURGE, start) == start.astimezone(UTC) + timedelta(hours=1)


async def test_what_was_planned_by_a_wrong_clock_is_planned_anew(rhythm: Rhythm) -> None:
    await rhythm.chores.plan(NOW)
    right = {chore: await rhythm.waiting(chore) for chore in CHORES}
    await rhythm.chores.each_hour(NOW)
    assert {chore: await rhythm.waiting(chore) for chore in CHORES} == right, "what is right stays"
    for chore in CHORES:
        await rhythm.do(chore, YEARS_AHEAD)
    for chore in CHORES:
        assert (await rhythm.waiting(chore))[0] >= YEARS_AHEAD
    await rhythm.chores.each_hour(YEARS_AHEAD)
    await rhythm.chores.each_hour(NOW)
    assert {chore: await rhythm.waiting(chore) for chore in CHORES} == right
    for chore in CHORES:
        (row,) = await rhythm.scan(chore.key)
        assert [planned_at(row.value)] == right[chore]


async def test_a_store_of_an_earlier_version_goes_on(rhythm: Rhythm) -> None:
    await rhythm.chores.plan(NOW)
    for chore in CHORES:
        (row,) = await rhythm.scan(chore.key)
        await rhythm.rows.commit("cases", WHERE, [Replace(chore.key, "{}", row.etag)])
    await rhythm.chores.each_hour(NOW)
    for chore in CHORES:
        (at,) = await rhythm.waiting(chore)
        await rhythm.do(chore, max(at, NOW + timedelta(days=1)))
        (row,) = await rhythm.scan(chore.key)
        assert [planned_at(row.value)] == await rhythm.waiting(chore)
