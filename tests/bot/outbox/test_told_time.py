"""A clock that is ahead for a moment reminds nobody early and wipes no answers; Teams says what time it is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.outbox.told_time import AT_ONCE, LastAsked, ToldTime, may_go
from bot.teams.events import TransientFailure
from cases.ports import Row
from cases.register.confidential import cases_on
from cases.register.messages import Due, channel, due_key
from cases.terms import CLOCK_SKEW
from dialogs.talk.turn import Talk
from tests.bot.outbox.post_room import PostRoom, post_room
from tests.bot.turns.test_talks import with_draft
from tests.cases.breach.by_chance import NOOR, NOW, PLAIN, SAM, filed
from tests.e2e.fake_teams import text_of

YEARS = timedelta(days=6 * 366)


class TrueTime:
    """Teams knows what time it is, and says it when asked, unless it is `silent`."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.said: datetime | None = None
        self.asked = 0
        self.silent = False

    def server_time(self) -> datetime | None:
        return self.said

    async def ask_time(self, service_url: str) -> None:
        self.asked += 1
        if self.silent:
            raise TransientFailure("no answer")
        self.said = self.clock()


def timed(room: PostRoom, teams: TrueTime) -> None:
    """The outbox asks this Teams what time it is."""
    room.outbox._time = ToldTime(teams, room.room.links)


async def test_a_clock_that_is_ahead_reminds_nobody_and_wipes_nothing(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        timed(room, TrueTime(lambda: NOW))
        await room.link("po", "fg")
        await room.room.filed(filed(PLAIN))
        await room.room.talks.save(SAM.aad_id, Talk(), with_draft(room.room), "", NOW)
        await room.settle()
        room.room.now = NOW + YEARS
        before = [row.key for row, _ in [*await room.waiting(), *await room.waiting("talks")]]
        assert await room.settle() == []
        assert [row.key for row, _ in [*await room.waiting(), *await room.waiting("talks")]] == before
        assert (await room.room.talk(SAM)).draft is not None
        room.room.now = NOW
        assert await room.settle() == [], "the clock is right again, and nothing was lost or sent"


async def test_what_waits_for_nothing_goes_all_the_same(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        timed(room, TrueTime(lambda: NOW))
        await room.link("po", "fg")
        room.room.now = NOW + 2 * CLOCK_SKEW
        case = await room.room.filed(filed(PLAIN))
        await room.room.acted(case.number, "take_up", NOOR)
        assert any(case.number in text_of(each.card) for each in await room.settle())


@pytest.mark.parametrize("known", [True, False], ids=["told before", "told nothing"])
async def test_time_that_really_passed_is_asked_for_and_believed(tmp_path: Path, known: bool) -> None:
    async with post_room(tmp_path) as room:
        teams = TrueTime(lambda: room.room.now)
        timed(room, teams)
        await room.link("po", "fg")
        await room.room.filed(filed(PLAIN))
        await room.settle()
        if not known:
            teams.said = None
        sent = await room.settle(hours=25)
        assert any("Gezien" in text_of(each.card) or "nog" in text_of(each.card) for each in sent)
        assert teams.asked > 0


async def test_where_teams_says_nothing_the_clock_is_believed(tmp_path: Path) -> None:
    """A bot that cannot reach Teams can tell nobody anything: nothing is lost by that."""
    async with post_room(tmp_path) as room:
        teams = TrueTime(lambda: NOW)
        teams.silent = True
        timed(room, teams)
        await room.link("po", "fg")
        await room.room.filed(filed(PLAIN))
        await room.settle()
        assert await room.settle(hours=25)


async def test_the_digest_goes_from_the_channel_when_a_case_on_it_becomes_confidential(
    tmp_path: Path,
) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po", "fg")
        case = await room.room.filed(filed(PLAIN))
        await room.settle()
        breach = room.room.desks.of(case.number)
        chores = room.outbox._chores
        chore = next(each for each in chores._of(chores._registers["breach"]) if each.name == "digest")
        room.room.now += timedelta(days=1)
        await chores.do("breach", chore, room.room.now)
        (digest,) = [each for each in room.teams.taken() if case.number in cases_on(each.card)]
        kept = {post.message_id for name, post in await breach.posts(case.number) if name.startswith("page.")}
        assert digest.where == "channel-po"
        assert len(kept) == 1, "the digest is found again"
        await room.room.acted(case.number, "make_confidential", NOOR)
        away = [each for each in await room.settle() if each.how == "update" and each.on in kept]
        assert any("is nu vertrouwelijk" in text_of(each.card) for each in away)


def test_what_waits_for_nothing_is_due_within_a_second_of_being_written() -> None:
    """Keys hold whole seconds, and a moment has parts of one."""
    due = Due(kind="card", number="DL-2026-0001", to=channel("po"), created_at=NOW)
    for waits, until, goes in (
        (AT_ONCE, NOW, True),
        (2 * AT_ONCE, NOW, False),
        (2 * AT_ONCE, NOW + 2 * AT_ONCE, True),
        (3 * AT_ONCE, NOW + 2 * AT_ONCE, False),
    ):
        row = Row("p", due_key(NOW + waits, due), "{}", "1")
        assert may_go(row, due, until) == goes, (waits, until)


async def test_many_organisations_ask_one_silent_teams_once_a_minute(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        teams, asked = TrueTime(lambda: NOW), LastAsked()
        teams.silent = True
        all_of_them = [ToldTime(teams, room.room.links, asked) for _ in range(20)]
        assert {await each.until(NOW) for each in all_of_them} == {NOW}
        assert teams.asked == 1
        teams.silent = False
        later = NOW + timedelta(minutes=1)
        assert {await each.until(later) for each in all_of_them} == {later}
        assert teams.asked == 2
