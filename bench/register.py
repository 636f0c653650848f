"""Measures the register on SQLite: `python -m bench.register`.

Lists, searches, opens and counts in a store of so many cases, cards included, as an officer would; and what a
tick of the outbox costs with few and with many closed cases. One JSON object a line, times in milliseconds.
Exit code 0 when the goals are met, 1 when one is missed.
"""

import argparse
import asyncio
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bench.__main__ import bounded
from bench.filling import RARE, WORDS, Drawn, fill, rarely
from bot.outbox.chores import Chores
from bot.outbox.loop import Outbox
from bot.outbox.mail import CountedMail
from bot.outbox.sending import Sending
from bot.registers import BREACH, REGISTERS
from bot.set_aside import SetAside
from bot.settings import read_organisation
from bot.teams.connector import ConnectorClient, ServiceUrls
from bot.teams.outbound_token import NoToken
from bot.turns.links import Links
from bot.turns.talks import Talks, at_hand
from cases.breach.office_card import incident
from cases.desks.case_desk import CaseDesk
from cases.desks.desks import Desks, Registers
from cases.desks.lists import month_overview, register_list
from cases.desks.organisation_desk import OrganisationDesk
from cases.desks.queries import PERIODS, Query, filters_of
from cases.desks.register_desk import RegisterDesk
from cases.desks.searching import Wanted, search
from cases.organisation import Organisation
from cases.people import Actor, Viewer
from cases.register.marks import UNDECIDED
from dialogs.dutch.understanding import load_understanding
from dialogs.talk.dialog import Dialog
from storage.sqlite_rows import SqliteRows

ORGANISATION = Path(__file__).parents[1] / "playground" / "organisation.toml"
GOAL_MS = 150.0
TICK_RATIO = 2.0
"""So much dearer may a tick be with many closed cases than with few: it is a tenth of a millisecond."""

OPEN_ONE_IN = 50
RARELY = 0.01
ROUNDS, TICKS, FIRST_ROUNDS = 200, 2000, 3


def main() -> int:
    """Runs it all and prints; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.register", description=__doc__)
    parser.add_argument("--cases", type=bounded(100, 1_000_000), default=10_000)
    parser.add_argument("--few", type=bounded(10, 100_000), default=100)
    parser.add_argument("--many", type=bounded(10, 1_000_000), default=100_000)
    chosen = parser.parse_args()
    gc.freeze()  # as the bot does once it is loaded: what stays is no garbage to look among in a search
    org = read_organisation(str(ORGANISATION))
    now = datetime.now(UTC).astimezone(org.zone)
    with tempfile.TemporaryDirectory(prefix="bench-register-") as folder:
        met = asyncio.run(_lists(Path(folder) / "lists.db", org, now, chosen.cases))
        few, many = (
            asyncio.run(_tick(Path(folder) / f"ticks-{count}.db", org, now, count))
            for count in (chosen.few, chosen.many)
        )
    same = many <= few * TICK_RATIO
    print(json.dumps({"tick": "ratio", "many_to_few": round(many / few, 2), "met": same}))
    return 0 if met and same else 1


async def _lists(path: Path, org: Organisation, now: datetime, count: int) -> bool:
    chance = random.Random(1)
    rare = rarely(count, count, max(int(count * RARELY / len(RARE)), 1))
    numbers = await fill(path, org, Drawn(count, now, OPEN_ONE_IN, rare))
    rows = await SqliteRows.open(path)
    register, desk = RegisterDesk(rows, org, BREACH), CaseDesk(rows, org, BREACH, pause)
    registers = Registers([BREACH])

    async def listed(**asked: object) -> None:
        page = await register.page(Query("breach", **asked), now)  # type: ignore[arg-type]
        register_list(page, registers, now, org, private=True)

    async def sought(words: str, wanted: str = "all") -> None:
        query = Query("", wanted, words=words)
        page = await search(Wanted((register,), query, now, org, (), private=True))
        register_list(page, registers, now, org, private=True)

    async def sought_first() -> None:
        """A bot that has just started reads all words once."""
        fresh = RegisterDesk(rows, org, BREACH)
        await search(Wanted((fresh,), Query("", "all", words="kattenbak"), now, org, (), private=True))

    async def any_list() -> None:
        filter_, period = chance.choice(filters_of(BREACH.listing)), chance.choice(PERIODS)
        await listed(filter=filter_, period=period, page=chance.randint(1, 100))

    async def shown() -> None:
        case = await desk.get(chance.choice(numbers))
        incident(case, now, org, Viewer(Actor(aad_id="", roles=frozenset({"po"})), private=True))

    async def counted() -> None:
        numbers_of = await register.month(now.year, now.month, now)
        month_overview(numbers_of, BREACH, now, org)

    walks: dict[str, Callable[[], Awaitable[None]]] = {
        "list": any_list,
        "search, common words": lambda: sought(" ".join(chance.sample(WORDS, 2))),
        "search, three words": lambda: sought(" ".join((*chance.sample(WORDS, 2), chance.choice(RARE)))),
        "search, a rare word": lambda: sought(chance.choice(RARE)),
        "search, a letter off": lambda: sought(_letter_off(chance.choice(RARE), chance)),
        "search, without a decision": lambda: sought(chance.choice(WORDS), UNDECIDED),
        "search, nothing found": lambda: sought("kattenbak"),
        "search, a number": lambda: sought(chance.choice(numbers)),
        "show": shown,
        "month": counted,
    }
    first, _ = await _measured(sought_first, FIRST_ROUNDS)
    print(
        json.dumps({"register": "the first search after a start", "cases": count, "p50": first}), flush=True
    )
    met = True
    for name, walk in walks.items():
        p50, p95 = await _measured(walk)
        met = met and p95 <= GOAL_MS
        told = {"register": name, "cases": count, "p50": p50, "p95": p95, "goal": GOAL_MS}
        print(json.dumps(told | {"met": p95 <= GOAL_MS}), flush=True)
    await rows.close()
    return met


async def _tick(path: Path, org: Organisation, now: datetime, count: int) -> float:
    """The median cost of a tick with nothing due, in a store where every case is closed."""
    async with AsyncExitStack() as stack:
        await fill(path, org, Drawn(count, now, 0, {}))
        rows = await SqliteRows.open(path)
        stack.push_async_callback(rows.close)
        p50, p95 = await _measured(await idle_outbox(rows, org, now, stack), TICKS)
    print(json.dumps({"tick": "nothing due", "closed_cases": count, "p50": p50, "p95": p95}), flush=True)
    return p50


async def idle_outbox(
    rows: SqliteRows, org: Organisation, now: datetime, stack: AsyncExitStack
) -> Callable[[], Awaitable[None]]:
    """A round of the outbox on a store in which nothing is due."""
    session = await stack.enter_async_context(aiohttp.ClientSession())
    connector = ConnectorClient(
        session,
        NoToken(),
        ServiceUrls(local=True),
        "28:bench",
        now=time.monotonic,
        wall=lambda: now,
        sleep=asyncio.sleep,
        jitter=random.random,
    )
    aside = SetAside(rows, org, lambda: now, [])
    links = Links(rows, org, aside)
    sending = Sending(
        store=rows, org=org, teams=connector, mailer=CountedMail(), links=links, clock=lambda: now
    )
    talks, desks = (
        Talks(rows, org, at_hand(Dialog(org, load_understanding())), aside),
        Desks(rows, org, pause, REGISTERS),
    )
    chores = Chores(rows, org, connector, links, {}, connector.server_time)
    outbox = Outbox(
        rows,
        org,
        sending,
        connector,
        links,
        talks,
        desks,
        chores,
        aside,
        organisation=OrganisationDesk(rows, org),
        clock=lambda: now,
    )

    async def tick() -> None:
        assert await outbox.tick() == 0

    return tick


def _letter_off(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return f"{word[:place]}q{word[place + 1 :]}"


async def _measured(walk: Callable[[], Awaitable[None]], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and 95th percentile of so many rounds, after one to warm up, in milliseconds."""
    await walk()
    took = []
    for _ in range(rounds):
        begin = time.perf_counter()
        await walk()
        took.append((time.perf_counter() - begin) * 1000)
    took.sort()
    return round(took[len(took) // 2], 3), round(took[int(len(took) * 0.95)], 3)


async def pause(attempt: int) -> None:
    """Lets others go first, and waits no longer."""
    await asyncio.sleep(0)


if __name__ == "__main__":
    sys.exit(main())
