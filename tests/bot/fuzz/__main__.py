"""Sends as many hostile inputs as one likes: `python -m tests.bot.fuzz --count 50000 --seed 1`. Prints figures.

What takes most CPU is told with its milliseconds, and each fault with the seed and the number that make it.
"""

import argparse
import asyncio
import gc
import logging
import resource
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from tests.bot.fuzz.door import one_ear, stranger
from tests.bot.fuzz.trying import Watch

A_ROOM = 1_000
"""Inputs that one bot gets before the next begins."""


async def run(
    seed: int, count: int, watch: Watch, took: list[tuple[float, str]], statuses: Counter[int]
) -> None:
    """One bot, so many inputs."""
    with tempfile.TemporaryDirectory() as folder:
        async with stranger(Path(folder), seed) as trying:
            for number in range(count):
                given = trying.inputs.next()
                begun = time.process_time()
                status, _ = await trying.send(given)
                took.append(
                    ((time.process_time() - begun) * 1000, f"seed {seed} number {number}: {given.kind}")
                )
                statuses[status] += 1
                watch.check(given, status, f"seed {seed} number {number}")


def main() -> int:
    """The exit status: 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--one-ear", action="store_true", help="without the encoder, which takes most of the time"
    )
    asked = parser.parse_args()
    watch, statuses, took = Watch(), Counter[int](), list[tuple[float, str]]()
    logging.getLogger().addHandler(watch)
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("asyncio").setLevel(logging.INFO)
    begun = time.monotonic()
    with one_ear() if asked.one_ear else nullcontext():
        for number in range(-(-asked.count // A_ROOM)):
            asyncio.run(run(asked.seed + number, min(A_ROOM, asked.count), watch, took, statuses))
            gc.collect()
            if number in (0, 4) or number % 10 == 9:
                resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                print(
                    f"{len(took)} inputs, {time.monotonic() - begun:.0f} s, {resident} MB at most", flush=True
                )
    took.sort(reverse=True)
    print("statuses:", dict(sorted(statuses.items())))
    print(f"CPU: half within {took[len(took) // 2][0]:.1f} ms, all but one in a thousand "
          f"within {took[len(took) // 1000][0]:.1f} ms")  # fmt: skip
    for ms, what in took[:10]:
        print(f"{ms:8.1f} ms  {what}")
    for fault in watch.faults[:50]:
        print("FAULT", fault)
    return 1 if watch.faults else 0


sys.exit(main())
