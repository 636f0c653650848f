"""Measures turns per second and the start of this bot and its peers in one run: `python -m bench [--json]`.

A turn of ours is a button press in a flow: state durably written to SQLite, the next card in the response; or
(`typed`) a typed question that is understood and answered with a card through the connector. A turn of the two
SDK echo bots is a message that they send back through the connector; they keep no state. The floor is a bare web
server that gives the JSON back.

Every program runs in its own process, also the connector that takes the posts; this process is the users.
Each user waits for the answer before going on, and checks it: one wrong answer ends the run. The programs are
measured in turn, round after round, so that what else the machine does hits all alike; look at the ratios,
the rest depends on the machine. What others do there disturbs the processor time of a turn least. All traffic
stays on loopback. How quickly each starts is measured before that, when nothing else of ours runs (see
bench.start).

Exit code 0 when the goals are met, 1 when one is missed, 2 when something could not be measured.
"""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.load import Crowd, Measured
from bench.report import Rounds, results, table
from bench.servers import CannotMeasure, cpu_seconds, free_port, serving
from bench.start import Starts, measure_starts, start_results, start_table
from bench.targets import TARGETS, Target

FIRST_WARM_UP = 2.0
"""Seconds in which a program loads what it loads late and its users open their talks."""

WARM_UP = 0.5
"""Seconds before every later round."""


def bounded(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number within bounds, for argparse: a typing error must not make a stress test of it."""

    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{text} is not between {low} and {high}")
        return number

    return read


async def posts(session: aiohttp.ClientSession, sink: str, target: Target) -> int:
    """How many posts the connector got from this program so far."""
    async with session.get(f"{sink}/count/{target.name}") as response:
        count: int = await response.json()
        return count


@dataclass(frozen=True, slots=True)
class Program:
    """A program that runs: where it is reached, and its process."""

    address: str
    process: int


async def measure(
    target: Target, program: Program, crowd: Crowd, sink: str, warm_up: float, seconds: float
) -> Measured:
    """One round of one program. Raises CannotMeasure when it did not post what it had to."""
    async with aiohttp.ClientSession() as session:
        before, used = await posts(session, sink, target), cpu_seconds(program.process)
        measured = await crowd.round(warm_up, seconds)
        posted, now_used = await posts(session, sink, target) - before, cpu_seconds(program.process)
    if used is not None and now_used is not None:
        measured.cpu = now_used - used
    if target.posts_per_turn is not None and posted != measured.sent * target.posts_per_turn:
        raise CannotMeasure(f"{target.name}: {measured.sent} turns, but {posted} posts to the connector")
    return measured


async def run_rounds(
    programs: dict[str, Program], sink: str, users: int, rounds: int, seconds: float
) -> Rounds:
    """All programs one after another, `rounds` times."""
    targets = [target for target in TARGETS if target.name in programs]
    crowds = {
        target.name: Crowd(
            target.name,
            [
                target.talk(user, programs[target.name].address, f"{sink}/{target.name}")
                for user in range(users)
            ],
        )
        for target in targets
    }
    measured: Rounds = {target.name: [] for target in targets}
    for number in range(rounds):
        for target in targets:
            warm_up = WARM_UP if number else FIRST_WARM_UP
            one = await measure(target, programs[target.name], crowds[target.name], sink, warm_up, seconds)
            measured[target.name].append(one)
            progress = f"round {number + 1}/{rounds} {target.name}: {one.turns_per_second:.0f} turns/s"
            print(progress, file=sys.stderr, flush=True)
    return measured


def bench(names: Sequence[str], users: int, rounds: int, seconds: float) -> Rounds:
    """Start the programs, measure, end them. Raises CannotMeasure."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        sink_port = free_port()
        running.enter_context(serving("sink", ["-m", "bench.sink", str(sink_port)], {}, sink_port, folder))
        programs = dict[str, Program]()
        for target in TARGETS:
            if target.name in names:
                port = free_port()
                environment = target.environment(port, folder)
                process = running.enter_context(
                    serving(target.name, target.arguments(port), environment, port, folder)
                )
                programs[target.name] = Program(f"http://127.0.0.1:{port}/api/messages", process)
        return asyncio.run(run_rounds(programs, f"http://127.0.0.1:{sink_port}", users, rounds, seconds))


def starts_of(names: Sequence[str], rounds: int) -> Starts:
    """Start everything so many times. Raises CannotMeasure."""
    with tempfile.TemporaryDirectory(prefix="bench-start-") as folder:
        return measure_starts(names, rounds, Path(folder))


def main(arguments: Sequence[str]) -> int:
    """Measure and print; gives the exit code."""
    known = [target.name for target in TARGETS]
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--users", type=bounded(1, 64), default=8, help="how many at once (else 8)")
    parser.add_argument("--rounds", type=bounded(1, 20), default=3, help="of every program (else 3)")
    parser.add_argument("--seconds", type=bounded(1, 60), default=5, help="of a round (else 5)")
    parser.add_argument("--starts", type=bounded(1, 20), default=3, help="of every program (else 3)")
    parser.add_argument("--only", nargs="+", choices=known, default=known, help="measure only these programs")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    options = parser.parse_args(arguments)
    # Also when told to stop from outside, the programs that were started must end.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        starts = starts_of(options.only, options.starts)
        measured = bench(options.only, options.users, options.rounds, float(options.seconds))
    except CannotMeasure as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    told = results(measured, options.users)
    told["start"] = start_results(starts)
    print(json.dumps(told, indent=2) if options.json else f"{table(told)}\n\n{start_table(told['start'])}")
    return (
        1
        if any(goal["met"] is False for goal in (*told["ratios"], *told["tails"], *told["start"]["goals"]))
        else 0
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
