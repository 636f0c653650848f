"""Writes the store of bebdbef and what that version makes of it: run at bebdbef and never since.

    python -m tests.upgrade.write_store tests/upgrade

It drives the bot of that commit over HTTP, with the Teams and the clock of the tests and invented people, stops it at
a busy moment, and writes its rows, the messages in Teams and what became of all that, as JSON lines into that folder.
At a later commit it would write the store of that commit, under the name of this one: for a look, name another folder.
"""

import asyncio
import contextlib
import json
import sqlite3
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from bot.teams.events import TransientFailure
from tests.e2e.fake_teams import FakeTeams, Json, Post, channel_id
from tests.e2e.running_bot import AMSTERDAM, Clock, Mailbox, RunningBot
from tests.upgrade import days_before, past_drafts, weeks_before
from tests.upgrade.old_store import (
    EXPECTED,
    PEOPLE,
    POSTS,
    ROWS,
    SERVICE_URL,
    STOPPED_AT,
    WALKERS,
    bot_on_the_old_store,
    compact,
    lines_of,
    organisation_then,
    settle,
    write_lines,
)
from tests.upgrade.past import Past
from tests.upgrade.seen_from_outside import (
    as_time_goes_on,
    drafts_go_on,
    gathered,
    lists,
    old_buttons,
    presses_on,
    said_by,
    title_of,
)

BEGIN = datetime(2021, 11, 10, 10, 0, tzinfo=AMSTERDAM)
CLOSE_STEPS, DAILY_STEPS = timedelta(days=2), timedelta(days=6)
"""How long time goes on in steps of half an hour where something is due, and how long in days."""

LONG_STEPS = (
    timedelta(days=10),
    timedelta(days=15),
    timedelta(days=30),
    timedelta(days=30),
    timedelta(days=92),
)
"""And then in these."""


class TwoClocks(Clock):
    """For the loop that sends, time can be held: what happens from then on is written and not yet sent."""

    held: datetime | None = None

    def __call__(self) -> datetime:
        task = asyncio.current_task()
        name = getattr(task.get_coro(), "__qualname__", "") if task is not None else ""
        if self.held is not None and name == "Outbox._loop":
            return self.held.astimezone(UTC)
        return super().__call__()


class TeamsWithFaults(FakeTeams):
    """A Teams of which some conversations do not answer for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.down = frozenset[str]()

    def _carry_out(self, request: web.Request, body: Json) -> web.Response:
        asked = f"{unquote(request.rel_url.raw_path)} {body.get('channelData', {}).get('channel', {})}"
        if any(each in asked for each in self.down):
            return web.json_response({"error": {"code": "ServiceError", "message": "invented"}}, status=503)
        return super()._carry_out(request, body)


async def write_the_rows(into: Path) -> None:
    """All that happened, up to the moment at which the old version is stopped."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "privacybot.db"
        clock = TwoClocks(BEGIN)
        teams = TeamsWithFaults()
        await teams.start()
        try:
            bot = RunningBot(
                teams, f"sqlite:{path}", organisation_then(teams), clock, Mailbox(), tokens=False
            )
            await bot.start()
            try:
                for each in PEOPLE:
                    bot.personal(each)
                await _live(bot, clock, path)
                await asyncio.sleep(1.0)  # messages that follow a press
                write_lines(into / ROWS.name, _rows(path, teams.service_url))
                write_lines(into / POSTS.name, [_post(each) for each in teams.posts])
            finally:
                await bot.stop()
        finally:
            await teams.stop()


async def _live(bot: RunningBot, clock: TwoClocks, path: Path) -> None:
    past = Past(bot)
    await weeks_before.long_ago(past)
    await _until(bot, 11, 2, 10, 0)
    await weeks_before.a_month_before(past)
    await _until(bot, 11, 16, 11, 0)
    await past_drafts.begun_long_before(bot, past_drafts.TOUCHED)
    await _until(bot, 11, 17, 10, 0)
    await past_drafts.begun_long_before(bot, past_drafts.EARLY)
    await weeks_before.two_weeks_before(past)
    await _until(bot, 11, 24, 10, 0)
    await weeks_before.a_week_before(past)
    for day in (25, 26):
        await _until(bot, 11, day, 10, 0)
        await past_drafts.touched_again(bot, past_drafts.TOUCHED if day == 25 else ())
    await days_before.on_thursday(past)
    await _until(bot, 11, 27, 8, 40)
    await days_before.on_friday_morning(past)
    await _until(bot, 11, 27, 15, 0)
    await days_before.on_friday_afternoon(past)
    for day, hour in ((28, 9), (29, 9), (29, 11)):
        await _until(bot, 11, day, hour, 0)
    await days_before.in_the_weekend(past)
    await _fall_silent(bot)
    await _until(bot, 11, 30, 10, 0)
    await days_before.the_day_before(past)
    await _until(bot, 12, 1, 8, 25)
    await past_drafts.under_way(bot)
    clock.held, clock.now = STOPPED_AT - timedelta(seconds=1), STOPPED_AT
    await _sent_before(path, clock.held)
    await days_before.the_last_minute(past)
    await _sent_before(path, clock.held)


async def _fall_silent(bot: RunningBot) -> None:
    """On the morning of 30 November no channel answers, so that reminders go other ways.

    That of the FG and the mail stay away, so that what went there waits.
    """
    teams, mailbox = bot.teams, bot.mailer
    assert isinstance(teams, TeamsWithFaults)
    assert isinstance(mailbox, Mailbox)
    teams.down = frozenset(channel_id(office) for office in ("po", "fg", "jz"))
    mailbox.failures = deque(TransientFailure("invented") for _ in range(100_000))
    bot.clock.now = datetime(2026, 11, 30, 8, 29, tzinfo=AMSTERDAM)
    await settle(bot)
    for _ in range(44):
        bot.clock.advance(minutes=1)
        await _nothing_more(bot)
    teams.down = frozenset({channel_id("fg")})
    for _ in range(6):
        bot.clock.advance(minutes=1)
        await _nothing_more(bot)


async def _nothing_more(bot: RunningBot) -> None:
    """Wait until what is due stays the same: two reminders of one stage wait for each other as long as time stands."""
    before = None
    while (waiting := [row.key for row in await bot.due_now()]) and waiting != before:
        before = waiting
        await asyncio.sleep(0.3)


async def _until(bot: RunningBot, month: int, day: int, hour: int, minute: int) -> None:
    bot.clock.now = datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)
    await settle(bot)


async def _sent_before(path: Path, moment: datetime) -> None:
    """Wait until the loop whose time is held has nothing more to do."""
    before = f"due|{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}|~"
    quiet = 0
    while quiet < 10:
        await asyncio.sleep(0.05)
        waiting = _ask(path, "SELECT count(*) FROM rows WHERE key >= 'due|' AND key < ?", before)[0][0]
        quiet = 0 if waiting else quiet + 1


def _ask(path: Path, question: str, *values: object) -> list[Any]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(question, values).fetchall()


def _rows(path: Path, service_url: str) -> list[Json]:
    told = _ask(path, "SELECT tbl, partition, key, value FROM rows ORDER BY tbl, partition, key")
    rows = []
    for table, where, key, value in told:
        plain = value.replace(service_url, SERVICE_URL)
        parsed = json.loads(plain) if plain.startswith("{") else None
        kept = parsed if parsed is not None and compact(parsed) == plain else plain
        rows.append({"table": table, "partition": where, "key": key, "value": kept})
    return rows


def _post(post: Post) -> Json:
    card = post.card or {}
    return {
        "id": post.id,
        "conversation": post.conversation,
        "thread": post.thread,
        "version": post.version,
        "title": title_of(card),
        "presses": presses_on(card),
    }


# --- what became of it ----------------------------------------------------------------------------------------------


async def write_what_came_of_it(into: Path) -> None:
    """Each part starts anew on the rows of then."""
    rows, posts = lines_of(into / ROWS.name), lines_of(into / POSTS.name)
    told: list[Json] = []

    async def on_the_store(part: Callable[[RunningBot, Path], Any], *, greet: bool = True) -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with bot_on_the_old_store(Path(folder), rows, posts, greet=greet) as bot:
                await part(bot, Path(folder))

    def registers(bot: RunningBot, folder: Path, when: str) -> list[Json]:
        return [{"what": "register", "when": when, **each} for each in said_by(bot, folder)]

    async def time(bot: RunningBot, folder: Path) -> None:
        told.extend(await asyncio.to_thread(registers, bot, folder, "at first"))
        moments = [STOPPED_AT]
        async for news in as_time_goes_on(bot, _moments(bot, folder / "privacybot.db", moments)):
            at = moments[-1].isoformat()
            told.append({"what": "moment", "at": at})
            told.extend({"what": "message", "at": at, **each} for each in gathered(news))
        told.extend(await asyncio.to_thread(registers, bot, folder, "at last"))

    async def conversations(bot: RunningBot, folder: Path) -> None:
        people = [each for each in WALKERS if bot.personal(each).posts]
        told.extend([{"what": "draft", **each} async for each in drafts_go_on(bot, people, posts)])

    async def listed(bot: RunningBot, folder: Path) -> None:
        told.extend([{"what": "list", **each} async for each in lists(bot)])

    async def buttons(bot: RunningBot, folder: Path) -> None:
        told.extend([{"what": "press", **each} async for each in old_buttons(bot, posts)])

    for part in (time, conversations, listed, buttons):
        await on_the_store(part)
    write_lines(into / EXPECTED.name, told)


def _moments(bot: RunningBot, path: Path, passed: list[datetime]) -> Iterator[datetime]:
    """The moments at which something is due: each when the one before has passed."""
    while bot.clock.now - STOPPED_AT < CLOSE_STEPS:
        key = _ask(path, "SELECT min(substr(key, 5, 20)) FROM rows WHERE key LIKE 'due|%'")[0][0]
        due = datetime.strptime(key, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        half_hours = max(-(-(due - STOPPED_AT) // timedelta(minutes=30)), 1)
        passed.append(STOPPED_AT + half_hours * timedelta(minutes=30))
        yield passed[-1]
    days = [timedelta(days=1)] * (DAILY_STEPS - CLOSE_STEPS).days
    for step in (*days, *LONG_STEPS):
        passed.append(passed[-1] + step)
        yield passed[-1]


async def write_all(into: Path) -> None:
    """Both, one after the other."""
    await write_the_rows(into)
    await write_what_came_of_it(into)


if __name__ == "__main__":
    asyncio.run(write_all(Path(sys.argv[1])))
