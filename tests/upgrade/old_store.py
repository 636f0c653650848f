"""The store of an earlier version: where its rows lie, who its people are, and how it gets under a running bot."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from cases.organisation import Member, Organisation
from cases.ports import COMMIT_LIMIT, Insert
from storage.open_store import open_rows
from tests.e2e.fake_teams import (
    CARD_TYPE,
    FINN,
    JILL,
    NOOR,
    SAM,
    FakePerson,
    FakeTeams,
    Json,
    Post,
    fake_teams,
    person,
)
from tests.e2e.running_bot import AMSTERDAM, JIP, KIM, LOU, Clock, Mailbox, RunningBot, organisation_of

HERE = Path(__file__).parent
ROWS, POSTS, EXPECTED = (HERE / f"{name}_bebdbef.jsonl" for name in ("rows", "posts", "expected"))

STOPPED_AT = datetime(2026, 12, 1, 9, 20, tzinfo=AMSTERDAM)
"""When the old version was stopped, by the clock of the tests: much was due at that moment and not yet sent."""

SERVICE_URL = "https://teams.invalid/then/"
"""Stands in the rows for the address of Teams, which is another one in every test."""

TED, MIA, BO = person("Ted Voorbeeld"), person("Mia Voorbeeld"), person("Bo Voorbeeld")
PAT, ROB = person("Pat Voorbeeld"), person("Rob Voorbeeld")
STRANGERS = (KIM, TED, MIA, BO)
"""Officers who never wrote to the bot before it was stopped: what waits for them waits until they do."""

CALLED: Mapping[str, FakePerson] = {"po": NOOR, "fg": FINN, "jz": JIP}
"""Who presses in the channel of an office."""

WALKERS = tuple(person(f"Ada{count} Voorbeeld") for count in range(1, 61))
"""Colleagues who each have a conversation with the bot."""

PEOPLE = (SAM, JILL, PAT, ROB, NOOR, LOU, FINN, JIP, *STRANGERS, *WALKERS)


def organisation_then(teams: FakeTeams) -> Organisation:
    """That of the tests, with a deputy for every office and a second colleague of legal affairs.

    No channel is named: the offices linked theirs, which stands in the rows.
    """
    org = organisation_of(teams, linked=False)
    offices = org.offices

    def with_more(office: str, **people: FakePerson) -> Any:
        known = org.office(office)
        added = {
            kind: (*getattr(known, kind), Member(id=each.aad_id, name=each.name))
            for kind, each in people.items()
        }
        return known.model_copy(update=added)

    more = {"fg": with_more("fg", deputies=BO), "jz": with_more("jz", members=TED, deputies=MIA)}
    return org.model_copy(update={"offices": offices.model_copy(update=more)})


# --- what is kept in the files --------------------------------------------------------------------------------------


def lines_of(path: Path) -> list[Json]:
    """The objects in a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """One object a line, so that a change can be read."""
    told = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in lines)
    path.write_text("".join(f"{each}\n" for each in told), "utf-8")


def compact(value: Any) -> str:
    """JSON as the bot writes most of its rows."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


async def lay_in(setting: str, rows: Sequence[Json], service_url: str) -> None:
    """Write these rows into an empty store, whatever its engine."""
    store = await open_rows(setting)
    try:
        places = groupby(rows, key=lambda each: (each["table"], each["partition"]))
        for (table, where), told in places:
            inserts = [Insert(each["key"], _value(each, service_url)) for each in told]
            for start in range(0, len(inserts), COMMIT_LIMIT):
                await store.commit(table, where, inserts[start : start + COMMIT_LIMIT])
    finally:
        await store.close()


def _value(row: Json, service_url: str) -> str:
    value = row["value"]
    told = value if isinstance(value, str) else compact(value)
    return told.replace(SERVICE_URL, service_url)


def lay_out(teams: FakeTeams, posts: Sequence[Json]) -> None:
    """The messages that stood in Teams then; new ones come after them. Of their cards only the title is kept."""
    for each in PEOPLE:
        teams.personal(each)
    for told in posts:
        card = {
            "type": "AdaptiveCard",
            "version": "1.5",
            "body": [{"type": "TextBlock", "size": "Large", "text": told["title"]}],
        }
        activity = {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": card}]}
        teams.posts.append(
            Post(told["id"], told["conversation"], told["thread"], activity, version=told["version"])
        )
    teams.ids_after(max(int(each["id"]) for each in posts))


@asynccontextmanager
async def bot_on_the_old_store(
    store: str | Path, rows: Sequence[Json], posts: Sequence[Json], *, greet: bool = True
) -> AsyncIterator[RunningBot]:
    """The present program on the rows of then, at the moment at which the old one was stopped.

    The officers whom the bot never met say hello, so that what waited for them can go out.
    """
    async with fake_teams() as teams:
        setting = f"sqlite:{store / 'privacybot.db'}" if isinstance(store, Path) else store
        await lay_in(setting, rows, teams.service_url)
        lay_out(teams, posts)
        bot = RunningBot(teams, setting, organisation_then(teams), Clock(STOPPED_AT), Mailbox(), tokens=False)
        teams.clock = bot.clock
        await bot.start()
        try:
            if greet:
                for each in STRANGERS:
                    await bot.personal(each).say("hallo")
            await settle(bot)
            yield bot
        finally:
            await bot.stop()


async def settle(bot: RunningBot, within: float = 60.0) -> None:
    """Wait until nothing is due: a message leaves the store only after it was sent."""
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + within
    while waiting := await bot.due_now():
        assert loop.time() < give_up_at, f"still due after {within:.0f} s: {[row.key for row in waiting]}"
        await asyncio.sleep(0.02)


async def go_to(bot: RunningBot, moment: datetime) -> None:
    """Let time pass until then and wait for what became due."""
    bot.clock.now = moment.astimezone(AMSTERDAM)
    await settle(bot)
