"""What grows with the register: `python -m bench.growth --sizes 1000 10000 100000 1000000`.

A turn that moves a case, a colleague's own cases, a list, searches and a tick of the outbox, each in stores of so many
cases, side by side in one run. Told is the processor time of each (the middle of many, in milliseconds, with the tenth
and the ninetieth of a hundred), which others on the machine hardly move, and how many times the smallest store's the
largest's is. What is done once a start, or only when it is asked for, is told without a goal. One JSON object a line.
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
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.__main__ import bounded
from bench.filling import RARE, WORDS, Drawn, fill, filled_before, rarely
from bench.register import ORGANISATION, idle_outbox, pause
from bot.registers import BREACH
from bot.settings import read_organisation
from cases.breach.office_card import incident
from cases.desks.case_desk import CaseDesk
from cases.desks.desks import Registers
from cases.desks.lists import register_list
from cases.desks.queries import MOST_SEARCHED, Query
from cases.desks.register_desk import RegisterDesk
from cases.desks.searching import Wanted, search
from cases.organisation import Organisation
from cases.people import Actor, Viewer, person_key
from cases.ports import Overwrite
from cases.register.marks import UNDECIDED
from storage.sqlite_rows import SqliteRows

AT_MOST = 1.5
"""So many times dearer may each be in the largest store than in the smallest."""

ROUNDS, FEW_ROUNDS = 60, 3
OPEN = 20
"""So many cases are open in each store: what grows with the years are those that are closed."""

OWN = 5
"""So many cases does the colleague have who asks for the own ones."""

FOUND = 5
"""So many cases hold a rare word, in each store, among the newest that a search looks at."""

LATELY = 1000
"""A number is asked of so many newest cases: what lies long ago in a large file must come from the disk."""

LONG_AGO = timedelta(days=2 * 365)


async def nothing() -> None:
    """What need not be done first."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What is measured, after what is not (`first`). Without a goal it is done a few times only."""

    does: Callable[[], Awaitable[object]]
    first: Callable[[], Awaitable[object]] = nothing
    goal: bool = True


@dataclass(frozen=True, slots=True)
class Filled:
    """A store of the cases of these numbers, the oldest first."""

    path: Path
    numbers: list[str]


@dataclass(frozen=True)
class Store:
    """A store of so many cases, and what is done in it."""

    cases: int
    walks: Mapping[str, Walk]


def main() -> int:
    """Runs it all and prints; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=bounded(100, 1_000_000), default=[1000, 10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="a folder in which the stores stay, to be measured again")
    chosen = parser.parse_args()
    org = read_organisation(str(ORGANISATION))
    now = datetime.now(UTC).astimezone(org.zone)
    with tempfile.TemporaryDirectory(prefix="bench-growth-") as folder:
        kept = chosen.keep or Path(folder)
        filled = [_filled(kept / f"{count}.db", org, now, count) for count in sorted(chosen.sizes)]
        gc.freeze()  # as the bot does once it is loaded: what stays is no garbage to look among in a search
        return 0 if asyncio.run(_grown(filled, org, now)) else 1


async def _grown(filled: list[Filled], org: Organisation, now: datetime) -> bool:
    async with AsyncExitStack() as stack:
        stores = [await _store(each, org, now, stack) for each in filled]
        sizes = [each.cases for each in stores]
        met = True
        for name, walk in stores[0].walks.items():
            took = await _measured([(each.cases, each.walks[name]) for each in stores])
            middles = {count: each["middle"] for count, each in took.items()}
            ratio = round(middles[sizes[-1]] / middles[sizes[0]], 2) if middles[sizes[0]] else None
            told: dict[str, object] = {"growth": name, "cpu_ms": took, "ratio": ratio}
            if walk.goal:
                fits = ratio is None or ratio <= AT_MOST
                met = met and fits
                told |= {"goal": AT_MOST, "met": fits}
            print(json.dumps(told), flush=True)
        return met


def _filled(path: Path, org: Organisation, now: datetime, count: int) -> Filled:
    """A store with so many cases: this one, when it was filled before."""
    if path.exists():
        return Filled(path, filled_before(path, org))
    began, part = time.monotonic(), path.with_suffix(".part")
    rare = rarely(count, MOST_SEARCHED, FOUND)
    numbers = asyncio.run(fill(part, org, Drawn(count, now, count // OPEN, rare)))
    part.rename(path)
    told = {"filled": count, "seconds": round(time.monotonic() - began), "mb": path.stat().st_size // 2**20}
    print(json.dumps(told), file=sys.stderr, flush=True)
    return Filled(path, numbers)


async def _store(filled: Filled, org: Organisation, now: datetime, stack: AsyncExitStack) -> Store:
    numbers, count = filled.numbers, len(filled.numbers)
    rows = await SqliteRows.open(filled.path)
    stack.push_async_callback(rows.close)
    chance = random.Random(1)
    register, desk = RegisterDesk(rows, org, BREACH), CaseDesk(rows, org, BREACH, pause)
    noor = Actor(aad_id=org.offices.po.members[0].id, name="Noor Voorbeeld", roles=frozenset({"po"}))
    sam = Actor(aad_id="00000000-0000-4000-8000-000000000099", name="Sam Voorbeeld")
    await rows.commit(
        "cases",
        desk.partition,
        [Overwrite(f"own|{person_key(sam.aad_id)}|{each}", "{}") for each in chance.sample(numbers, OWN)],
    )
    tick = await idle_outbox(rows, org, now, stack)
    open_ones = numbers[:: count // OPEN]
    month = f"{now - LONG_AGO:%Y-%m}"

    async def moved() -> None:
        await desk.act(
            chance.choice(open_ones), "add_facts", sam, now, {"addition": "Er kwam een brief bij."}
        )

    async def turn() -> None:
        """A case is opened, moved, written and drawn."""
        number = chance.choice(open_ones)
        await desk.get(number)
        case = await desk.act(number, "add_facts", sam, now, {"addition": "Er kwam een brief bij."})
        incident(case, now, org, Viewer(noor, private=True))

    async def listed() -> None:
        page = await register.page(Query("breach", filter="open"), now)
        register_list(page, Registers([BREACH]), now, org, private=True)

    def sought(
        words: Callable[[], str],
        wanted: str = "all",
        *,
        looks: Callable[[], RegisterDesk[Any]] = lambda: register,
        month: str = "",
    ) -> Callable[[], Awaitable[None]]:
        async def search_them() -> None:
            query = Query("", wanted, words=words(), month=month)
            page = await search(Wanted((looks(),), query, now, org, (), private=True))
            register_list(page, Registers([BREACH]), now, org, private=True)

        return search_them

    rare_word = sought(lambda: chance.choice(RARE))
    return Store(
        count,
        {
            "tick, nothing due": Walk(tick),  # first: what is done below leaves something due
            "turn": Walk(turn),
            "own cases": Walk(lambda: desk.own(sam.aad_id, OWN)),
            "list of open cases": Walk(listed),
            "first search after a start": Walk(
                sought(lambda: RARE[0], looks=lambda: RegisterDesk(rows, org, BREACH)), goal=False
            ),
            "search, a rare word": Walk(rare_word),
            "search, part of a rare word": Walk(sought(lambda: chance.choice(RARE)[1:])),
            "search, a letter off": Walk(sought(lambda: f"{chance.choice(RARE)}x")),
            "search, a common word": Walk(sought(lambda: chance.choice(WORDS))),
            "search, a common and a rare word": Walk(
                sought(lambda: f"{chance.choice(WORDS)} {chance.choice(RARE)}")
            ),
            "search, a common word without a decision": Walk(sought(lambda: chance.choice(WORDS), UNDECIDED)),
            "search, nothing found": Walk(sought(lambda: "kattenbak")),
            "search, a number": Walk(sought(lambda: chance.choice(numbers[-LATELY:]))),
            "search, after a case changed": Walk(rare_word, moved),
            "search, a month of two years ago": Walk(sought(lambda: WORDS[0], month=month), goal=False),
        },
    )


async def _measured(walks: list[tuple[int, Walk]]) -> dict[int, dict[str, float]]:
    """The processor time of each, in milliseconds; they take turns, after one each to warm up."""
    took: dict[int, list[float]] = {count: [] for count, _ in walks}
    for number in range((ROUNDS if walks[0][1].goal else FEW_ROUNDS) + 1):
        for count, walk in walks:
            await walk.first()
            begin = time.process_time()
            await walk.does()
            if number:
                took[count].append((time.process_time() - begin) * 1000)
    return {count: _middle(sorted(each)) for count, each in took.items()}


def _middle(took: list[float]) -> dict[str, float]:
    places = {"low": 0.1, "middle": 0.5, "high": 0.9}
    return {name: round(took[int(len(took) * part)], 3) for name, part in places.items()}


if __name__ == "__main__":
    sys.exit(main())
