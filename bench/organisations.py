"""What many organisations on one deployment cost while nothing happens: `python -m bench.organisations [--count 1000]`.

A round of the loop that sends, with nothing due, is measured over an hour that passes two seconds a round, so that what
is looked at once an hour is in it. Beside it in the same run, in turn: the same loop with one organisation, and the
loop of a single file. Households, loop and store (SQLite, durable) are those of the bot; only Teams is not there.

Prints what an organisation takes to build and to hold as well. Exit code 1 when a round takes more than its goal.
"""

import argparse
import asyncio
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bench.__main__ import bounded
from bench.start import resident_mb
from bench.targets import ORGANISATION
from bot.heartbeat import Heartbeat
from bot.household import Household, Shared
from bot.households import NOBODYS, Households
from bot.outbox.mail import CountedMail
from bot.outbox.rounds import Rounds
from bot.outbox.told_time import LastAsked
from bot.settings import Settings, read_organisation
from bot.teams.card_follow import CardFollower
from bot.teams.connector import ConnectorClient, ServiceUrls
from bot.teams.outbound_token import NoToken
from bot.teams.refusals import Refusals
from bot.turns.budget import UNLIMITED
from bot.watch.metrics import Metrics
from cases.organisation import Organisation
from cases.ports import RowStore
from dialogs.dutch.understanding import load_understanding
from storage.astir import AstirRows
from storage.sqlite_rows import SqliteRows

GOAL_MS = 5.0
"""Of an idle round with a thousand organisations."""

ROUND_SECONDS = 2.0
HOUR = 1800
"""Rounds of an hour."""

QUIET = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
"""A Monday afternoon: no digest, no destruction, nothing that recurs is due within the hour."""


class Time:
    """Both clocks, which go on by the round."""

    def __init__(self) -> None:
        self.wall, self.seconds = QUIET, 0.0

    def on(self) -> None:
        self.wall += timedelta(seconds=ROUND_SECONDS)
        self.seconds += ROUND_SECONDS


class SilentTeams(ConnectorClient):
    """Teams, to which nothing goes; it agrees with our clock."""

    def server_time(self) -> datetime | None:
        return self._wall()


def organisations(count: int) -> list[Organisation]:
    """So many, each with its own name and tenant."""
    like = read_organisation(str(ORGANISATION))
    return [
        like.model_copy(
            update={
                "name": f"Organisatie {number}",
                "short_name": f"O{number}",
                "tenants": (f"00000000-0000-4000-8000-{number:012d}",),
            }
        )
        for number in range(count)
    ]


def shared(
    store: RowStore, time_: Time, session: aiohttp.ClientSession, orgs: Sequence[Organisation]
) -> Shared:
    """What the households share, as bot/wiring.py makes it."""
    connector = SilentTeams(
        session,
        NoToken(),
        ServiceUrls(local=True),
        "28:bench",
        now=lambda: time_.seconds,
        wall=lambda: time_.wall,
        sleep=asyncio.sleep,
        jitter=random.random,
    )
    settings = Settings(
        host="127.0.0.1",
        port=1,
        local=False,
        registration=None,
        store="",
        smtp=None,
        organisation=orgs[0],
        beside=tuple(orgs[1:]),
        of_folder=True,
    )
    return Shared(
        settings=settings,
        store=store,
        clock=lambda: time_.wall,
        now=lambda: time_.seconds,
        connector=connector,
        follower=CardFollower(connector, now=lambda: time_.seconds),
        files=None,
        understanding=load_understanding(),
        mailer=lambda org: CountedMail(),
        allowance=UNLIMITED,
        asked=LastAsked(),
        heart=Heartbeat(store, NOBODYS, lambda: time_.wall, lambda: time_.seconds),
        metrics=Metrics(),
        refusals=Refusals(),
        wake=lambda: None,
    )


async def town(
    folder: Path, count: int, time_: Time, session: aiohttp.ClientSession
) -> tuple[Rounds, SqliteRows]:
    """So many organisations that were all looked at once."""
    rows = await SqliteRows.open(folder / f"{count}.db")
    rounds: Rounds | None = None

    def written(key: str) -> None:
        if rounds is not None:
            rounds.written(key)

    orgs = organisations(count)
    began, before = time.perf_counter(), _resident()
    homes = Households(orgs, shared(AstirRows(rows, lambda: time_.wall, written), time_, session, orgs))
    built = time.perf_counter() - began
    rounds = Rounds(
        homes.by_key, rows, clock=lambda: time_.wall, now=lambda: time_.seconds, seconds=ROUND_SECONDS
    )
    began = time.perf_counter()
    for _ in range(200):  # until all had their first look, and the marks of it are of long ago
        await rounds.tick()
        time_.on()
    gc.collect()
    told = {
        "organisations": count,
        "built_ms_each": round(built / count * 1000, 3),
        "first_look_ms_each": round((time.perf_counter() - began) / count * 1000, 1),
        "resident_mb_each": round((_resident() - before) / count, 3),
    }
    print(json.dumps(told), flush=True)
    return rounds, rows


async def alone(folder: Path, time_: Time, session: aiohttp.ClientSession) -> tuple[Household, SqliteRows]:
    """One organisation, as a single file makes it."""
    rows = await SqliteRows.open(folder / "alone.db")
    orgs = organisations(1)
    home = Household(orgs[0], shared(rows, time_, session, orgs))
    await home.round()
    return home, rows


def _resident() -> float:
    return resident_mb(os.getpid()) or 0.0


async def measured(count: int, rounds: int) -> bool:
    """Measures and prints; whether the goal is met."""
    time_ = Time()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        async with aiohttp.ClientSession() as session:
            many, many_rows = await town(Path(name), count, time_, session)
            one, one_rows = await town(Path(name), 1, time_, session)
            home, home_rows = await alone(Path(name), time_, session)
            ticks: dict[str, Callable[[], Awaitable[int]]] = {
                f"folder of {count}": many.tick,
                "folder of 1": one.tick,
                "single file": home.round,
            }
            took: dict[str, list[float]] = {name: [] for name in ticks}
            for _ in range(rounds):
                for each, tick in ticks.items():
                    began = time.perf_counter()
                    assert await tick() == 0, "something was due"
                    took[each].append((time.perf_counter() - began) * 1000)
                time_.on()
            for rows in (many_rows, one_rows, home_rows):
                await rows.close()
    base = statistics.mean(took["folder of 1"])
    for each, times in took.items():
        times.sort()
        told = {
            "idle_round_of": each,
            "rounds": len(times),
            "mean_ms": round(statistics.mean(times), 3),
            "p50_ms": round(times[len(times) // 2], 3),
            "p95_ms": round(times[int(len(times) * 0.95)], 3),
            "most_ms": round(times[-1], 3),
            "times_one": round(statistics.mean(times) / base, 2),
        }
        print(json.dumps(told), flush=True)
    worst = took[f"folder of {count}"]
    mean, p95 = statistics.mean(worst), worst[int(len(worst) * 0.95)]
    met = max(mean, p95) <= GOAL_MS
    print(json.dumps({"goal_ms": GOAL_MS, "mean_and_p95": "met" if met else "MISSED"}), flush=True)
    return met


def main(arguments: Sequence[str]) -> int:
    """Measure and print; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.organisations")
    parser.add_argument(
        "--count", type=bounded(1, 5000), default=1000, help="how many organisations (else 1000)"
    )
    parser.add_argument(
        "--rounds",
        type=bounded(1, 10_000),
        default=HOUR,
        help="how many rounds of each (else an hour of them)",
    )
    options = parser.parse_args(arguments)
    return 0 if asyncio.run(measured(options.count, options.rounds)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
