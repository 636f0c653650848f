"""Instances of the bot on one Azurite, killed at random under load: `python -m tests.crash --seconds 120`.

Prints its figures: filings, messages, doubles, what was lost, gaps in numbers, histories that are whole. The exit
status is 1 when something is wrong.
"""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from tests.azurite import connection_string, running_azurite
from tests.crash.storm import Plan, storm


def main() -> int:
    """Runs the storm, prints what it left, and gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.crash", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--instances", type=int, default=3)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running_azurite() as port:
        plan = Plan(
            store=connection_string(port),
            instances=asked.instances,
            people=asked.people,
            seed=asked.seed,
            lives=(1.0, 4.0),
            seconds=asked.seconds,
        )
        figures = asyncio.run(storm(plan, Path(folder)))
    print(
        f"{asked.instances} instances, {asked.people} people, {asked.seconds:.0f} s, seed {asked.seed}, "
        f"{time.monotonic() - began:.0f} s in all; {os.cpu_count()} cores ({platform.machine()}), "
        f"load {os.getloadavg()[0]:.1f}"
    )
    print("\n".join(figures.lines()))
    for each in figures.wrong:
        print("WRONG", each)
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
