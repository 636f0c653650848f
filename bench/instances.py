"""What more instances bring on one table service: `python -m bench.instances [--counts 1 2 4]`.

Colleagues press buttons in a flow, spread evenly over so many instances of the bot on one Azurite (in memory), round
after round; beside them in the same run one instance on SQLite, which is what each is compared with. All run on this
machine, so with more instances than processors they share these, and Azurite is one process of Node: what is told is
where it stops to grow here, and the processor time of a turn, which is ours alone. On Azure the table service is not
the limit (docs/performance.md says what is). One JSON object a line. Exit code 2 when something could not be measured.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.__main__ import FIRST_WARM_UP, WARM_UP, bounded
from bench.load import Crowd, Measured
from bench.servers import CannotMeasure, cpu_seconds, free_port, serving
from bench.targets import OURS
from tests.azurite import connection_string, running_azurite

SQLITE = 0
"""Stands for one instance on SQLite."""


class Fleet:
    """So many instances on one store, and the colleagues who press at them."""

    def __init__(self, count: int, users: int, sink: str, running: ExitStack, folder: Path) -> None:
        """Starts them; `running` ends them. Raises CannotMeasure."""
        self.count = count
        store = {}
        if count != SQLITE:
            store = {"PRIVACYBOT_STORE": connection_string(running.enter_context(running_azurite()))}
        ports = [free_port() for _ in range(count or 1)]
        self.processes = [
            running.enter_context(
                serving(
                    f"{count}-{number}",
                    OURS.arguments(port),
                    {**OURS.environment(port, folder), **store},
                    port,
                    folder,
                )
            )
            for number, port in enumerate(ports)
        ]
        addresses = [f"http://127.0.0.1:{port}/api/messages" for port in ports]
        talks = [
            OURS.talk(user, addresses[user % len(addresses)], f"{sink}/{count}") for user in range(users)
        ]
        self._crowd = Crowd(self.name, talks)

    @property
    def name(self) -> str:
        """How it is told."""
        return "1 on SQLite" if self.count == SQLITE else f"{self.count} on Azurite"

    async def round(self, warm_up: float, seconds: float) -> Measured:
        """One round. Raises CannotMeasure."""
        before = self._used()
        measured = await self._crowd.round(warm_up, seconds)
        measured.cpu = self._used() - before
        return measured

    def _used(self) -> float:
        return sum(cpu_seconds(each) or 0.0 for each in self.processes)


async def rounds(fleets: Sequence[Fleet], count: int, seconds: float) -> dict[str, list[Measured]]:
    """All of them in turn, so many times. Raises CannotMeasure."""
    measured: dict[str, list[Measured]] = {each.name: [] for each in fleets}
    for number in range(count):
        for fleet in fleets:
            one = await fleet.round(WARM_UP if number else FIRST_WARM_UP, seconds)
            measured[fleet.name].append(one)
            print(f"{fleet.name}: {one.turns_per_second:.0f} turns/s", file=sys.stderr, flush=True)
    return measured


def told(measured: Sequence[Measured], beside: Sequence[Measured]) -> dict[str, object]:
    """The middle of the rounds, and how it compares with those that stand beside it."""
    ratios = [
        one.turns_per_second / other.turns_per_second for one, other in zip(measured, beside, strict=True)
    ]
    latencies = sorted(each for one in measured for each in one.latencies)
    return {
        "turns_per_second": round(median(each.turns_per_second for each in measured)),
        "by_sqlite": [round(each, 2) for each in (median(ratios), min(ratios), max(ratios))],
        "p50_ms": round(median(latencies) * 1000, 1),
        "p99_ms": round(latencies[int(len(latencies) * 0.99)] * 1000, 1),
        "processor_ms": round(median(each.cpu_ms or 0.0 for each in measured), 2),
    }


def main() -> int:
    """Runs it all and prints; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.instances", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--counts", nargs="+", type=bounded(1, 8), default=[1, 2, 4])
    parser.add_argument("--users", type=bounded(1, 64), default=16)
    parser.add_argument("--rounds", type=bounded(1, 20), default=3)
    parser.add_argument("--seconds", type=bounded(1, 60), default=5)
    asked = parser.parse_args()
    try:
        with ExitStack() as running:
            folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="bench-instances-")))
            port = free_port()
            running.enter_context(serving("sink", ["-m", "bench.sink", str(port)], {}, port, folder))
            sink = f"http://127.0.0.1:{port}"
            fleets = [Fleet(count, asked.users, sink, running, folder) for count in (SQLITE, *asked.counts)]
            measured = asyncio.run(rounds(fleets, asked.rounds, asked.seconds))
    except CannotMeasure as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 2
    beside = next(iter(measured.values()))
    for name, each in measured.items():
        print(json.dumps({"instances": name, **told(each, beside)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
