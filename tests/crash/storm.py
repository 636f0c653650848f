"""People report to several instances on one store while these are killed at random, and a day passes meanwhile."""

import asyncio
import random
import time
from dataclasses import dataclass
from pathlib import Path

from bot.registers import REGISTERS
from cases.ports import Row, RowStore
from cases.register.messages import ready_range
from storage.open_store import open_rows
from tests.crash.bot import Ahead
from tests.crash.process import Process
from tests.crash.reckoning import Figures, reckon
from tests.crash.reporter import Reporter
from tests.e2e.fake_teams import fake_teams
from tests.e2e.mail_relay import mail_relay
from tests.e2e.running_bot import check_cards

KEY = "wil"
"""How the organisation of the tests is called in a store."""

REMINDER_HOURS = 24.1
"""After so long a breach that nobody took up is reminded of for the first time."""

QUIET_SECONDS = 240.0
"""How long what still has to go out may take, on a busy machine."""


@dataclass(frozen=True)
class Plan:
    """How hard it blows: the store, how many instances and people, until when (seconds, or filings a person), and how
    long (seconds) an instance may live between two kills."""

    store: str
    instances: int
    people: int
    seed: int
    lives: tuple[float, float]
    seconds: float = 1e9
    filings: int = 10**9


async def storm(plan: Plan, folder: Path) -> Figures:
    """Let it blow over, wait until all was sent, and reckon. Raises AssertionError when somebody got no answer for
    ever, or when a log holds a trace or a typed word."""
    chance, kills = random.Random(plan.seed), 0
    async with fake_teams() as teams, mail_relay(folder) as relay:
        ahead = Ahead(folder / "ahead")
        teams.clock = ahead
        bots = [
            Process(folder, f"bot{number}", plan.store, folder / "ahead", teams, relay)
            for number in range(plan.instances)
        ]
        doors = random.Random(chance.random())
        reporters = [
            Reporter(
                teams,
                f"Ada{number}",
                random.Random(chance.random()),
                lambda: doors.choice(bots).url,
            )
            for number in range(plan.people)
        ]
        try:
            await asyncio.gather(*(bot.start() for bot in bots))
            began = time.monotonic()

            def progress() -> float:
                filed = sum(len(each.filed) for each in reporters)
                passed = (time.monotonic() - began) / plan.seconds
                return max(passed, filed / (plan.filings * plan.people))

            def go_on(filed: int) -> bool:
                return filed < plan.filings and progress() < 1

            filing = asyncio.gather(*(each.file(go_on) for each in reporters))
            half_way = False
            while not filing.done():
                await asyncio.wait([filing], timeout=chance.uniform(*plan.lives))
                if not half_way and progress() > 0.5:
                    half_way = True
                    ahead.move(hours=REMINDER_HOURS)  # reminders fall due while instances die
                victim = chance.choice(bots)
                await victim.kill()
                kills += 1
                await victim.start()
            await filing
            store = await open_rows(plan.store)
            try:
                for hours in (REMINDER_HOURS, 0.1, 0.1):  # leases of the dead end; what failed is tried again
                    ahead.move(hours=hours)
                    await _sent(store, ahead)
                await asyncio.gather(*(bot.kill() for bot in bots))
                rows = await store.scan("cases", f"{KEY}:breach", "", "~", 1_000_000)
            finally:
                await store.close()
        finally:
            await asyncio.gather(*(bot.kill() for bot in bots))
        check_cards(teams)
        for bot in bots:
            logged = bot.log.read_text("utf-8")
            assert "Traceback" not in logged, f"{bot.log}: {logged[-2000:]}"
            assert "lag bij de buren" not in logged
        return reckon(teams, relay, reporters, rows, ahead(), kills)


async def _sent(store: RowStore, clock: Ahead) -> None:
    """Wait until nothing is due any more, looked at a few times in a row."""
    give_up_at, quiet, waiting = time.monotonic() + QUIET_SECONDS, 0, list[Row]()
    while quiet < 3:
        waiting = [
            row
            for register in REGISTERS
            for row in await store.scan("cases", f"{KEY}:{register.name}", *ready_range(clock()), 100)
        ]
        quiet = 0 if waiting else quiet + 1
        assert time.monotonic() < give_up_at, f"still due: {[row.key for row in waiting]}"
        await asyncio.sleep(0.2)
