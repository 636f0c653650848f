"""What grows with the register: `python -m bench.growth`.

A turn that moves a case, a colleague's own cases, a list, a search and a tick of the outbox, each in stores of so many
cases, side by side in one run. Told is the processor time of each (the middle of many, in milliseconds), which others
on the machine hardly move, and how many times the smallest store's the largest's is. One JSON object a line.
Exit code 0 when the goals are met, 1 when one is missed.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.__main__ import bounded
from bench.register import ORGANISATION, RARE, fill, idle_outbox, pause
from bot.registers import BREACH
from bot.settings import read_organisation
from cases.breach.office_card import incident
from cases.desks.case_desk import CaseDesk
from cases.desks.desks import Registers
from cases.desks.lists import register_list
from cases.desks.queries import Query
from cases.desks.register_desk import RegisterDesk
from cases.desks.searching import Wanted, search
from cases.organisation import Organisation
from cases.people import Actor, Viewer, person_key
from cases.ports import Insert
from storage.sqlite_rows import SqliteRows

AT_MOST = 1.5
"""So many times dearer may each be in the largest store than in the smallest."""

ROUNDS = 60
OPEN = 20
"""So many cases are open in each store: what grows with the years are those that are closed."""

OWN = 5
"""So many cases does the colleague have who asks for the own ones."""


@dataclass(frozen=True)
class Store:
    """A store of so many cases, and what is done in it."""

    cases: int
    walks: Mapping[str, Callable[[], Awaitable[object]]]


def main() -> int:
    """Runs it all and prints; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=bounded(100, 1_000_000), default=[1000, 10_000, 100_000])
    chosen = parser.parse_args()
    org = read_organisation(str(ORGANISATION))
    with tempfile.TemporaryDirectory(prefix="bench-growth-") as folder:
        return 0 if asyncio.run(_grown(Path(folder), org, sorted(chosen.sizes))) else 1


async def _grown(folder: Path, org: Organisation, sizes: list[int]) -> bool:
    now = datetime.now(UTC).astimezone(org.zone)
    async with AsyncExitStack() as stack:
        stores = [await _store(folder / f"{count}.db", org, now, count, stack) for count in sizes]
        met = True
        for name in stores[0].walks:
            took = await _measured([(each.cases, each.walks[name]) for each in stores])
            ratio = round(took[sizes[-1]] / took[sizes[0]], 2) if took[sizes[0]] else None
            fits = ratio is None or ratio <= AT_MOST
            met = met and fits
            told = {"growth": name, "cpu_ms": took, "ratio": ratio, "goal": AT_MOST, "met": fits}
            print(json.dumps(told), flush=True)
        return met


async def _store(path: Path, org: Organisation, now: datetime, count: int, stack: AsyncExitStack) -> Store:
    rows = await SqliteRows.open(path)
    stack.push_async_callback(rows.close)
    chance = random.Random(1)
    numbers = await fill(rows, org, now, count, chance, open_one_in=count // OPEN)
    register, desk = RegisterDesk(rows, org, BREACH), CaseDesk(rows, org, BREACH, pause)
    noor = Actor(aad_id=org.offices.po.members[0].id, name="Noor Voorbeeld", roles=frozenset({"po"}))
    sam = Actor(aad_id="00000000-0000-4000-8000-000000000099", name="Sam Voorbeeld")
    await rows.commit(
        "cases",
        desk.partition,
        [Insert(f"own|{person_key(sam.aad_id)}|{each}", "{}") for each in chance.sample(numbers, OWN)],
    )
    tick = await idle_outbox(rows, org, now, stack)
    open_ones = numbers[:: count // OPEN]

    async def turn() -> None:
        """A case is opened, moved, written and drawn."""
        number = chance.choice(open_ones)
        await desk.get(number)
        case = await desk.act(number, "add_facts", sam, now, {"addition": "Er kwam een brief bij."})
        incident(case, now, org, Viewer(noor, private=True))

    async def listed() -> None:
        page = await register.page(Query("breach", filter="open"), now)
        register_list(page, Registers([BREACH]), now, org, private=True)

    async def sought() -> None:
        query = Query("", "all", words=chance.choice(RARE))
        page = await search(Wanted((register,), query, now, org, (), private=True))
        register_list(page, Registers([BREACH]), now, org, private=True)

    return Store(
        count,
        {
            "tick, nothing due": tick,  # first: what is done below leaves something due
            "turn": turn,
            "own cases": lambda: desk.own(sam.aad_id, OWN),
            "list of open cases": listed,
            "search, a rare word": sought,
        },
    )


async def _measured(walks: list[tuple[int, Callable[[], Awaitable[object]]]]) -> dict[int, float]:
    """The median processor time of each, in milliseconds; they take turns, after one each to warm up."""
    took: dict[int, list[float]] = {count: [] for count, _ in walks}
    for number in range(ROUNDS + 1):
        for count, walk in walks:
            begin = time.process_time()
            await walk()
            if number:
                took[count].append((time.process_time() - begin) * 1000)
    return {count: round(sorted(each)[len(each) // 2], 3) for count, each in took.items()}


if __name__ == "__main__":
    sys.exit(main())
