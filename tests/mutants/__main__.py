"""Puts small faults into the code and tells which of them no test notices: `make mutants`.

By default in what changed since the branch left the main one: `make mutants BASE=<revision>`, or in whole modules and
folders: `make mutants PATHS="cases/terms.py bot"`. `COUNT=100` is how many faults, `SEED=` draws the same ones again.
Nothing but a throw-away copy is touched. Exit status 1 when a fault was not noticed, 2 when nothing could be tried.
"""

import argparse
import asyncio
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.choosing import NothingToDo, Place, Suite, changed_lines, sample, whole_files
from tests.mutants.faults import change_of
from tests.mutants.trying import CannotTry, Tree, Trial, Verdict

ROOT = Path(__file__).parents[2]
_BY_NAME = 5


def base_of(root: Path) -> str:
    """Where this branch left the main one; on the main branch itself the commit before."""
    for main in ("origin/main", "main", "origin/master", "master"):
        ran = subprocess.run(
            ["git", "merge-base", main, "HEAD"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        head = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True, timeout=60
        )
        if ran.returncode == 0 and ran.stdout != head.stdout:
            return ran.stdout.strip()
    return "HEAD~1"


async def try_all(root: Path, places: Sequence[Place], workers: int, verdicts: list[Verdict]) -> set[str]:
    """Judge each fault, so many beside each other; `verdicts` grows. Gives the tests that fail without a fault."""
    trial, waiting = Trial(Suite(root)), iter(places)

    async def work(folder: Path) -> None:
        tree = await asyncio.to_thread(Tree, root, folder)
        for place in waiting:
            started = time.monotonic()
            verdict = await trial.judge(tree, place)
            verdicts.append(verdict)
            told = f"noticed by {verdict.noticed_by}" if verdict.noticed_by else "NOT NOTICED"
            done = f"{len(verdicts)}/{len(places)} {place.path}:{place.fault.line} {place.fault.kind}"
            print(f"{done}: {told} ({time.monotonic() - started:.0f} s)", flush=True)

    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        async with asyncio.TaskGroup() as group:
            for number in range(min(workers, len(places))):
                group.create_task(work(Path(folder) / str(number)))
    return trial.unsound


def tell(root: Path, verdicts: Sequence[Verdict], tried: str) -> None:
    """Each fault that was not noticed, with the tests that were asked, and the share that was."""
    for verdict in verdicts:
        if verdict.noticed_by is None:
            fault = verdict.place.fault
            before, after = change_of((root / verdict.place.path).read_text("utf-8"), fault)
            print(f"\n{verdict.place.path}:{fault.line} {fault.kind}\n  - {before}\n  + {after}")
            print(f"  asked: {_shortly(verdict.asked)}")
    noticed = sum(verdict.noticed_by is not None for verdict in verdicts)
    share = f" ({noticed / len(verdicts):.0%})" if verdicts else ""
    print(f"\n{noticed} of {len(verdicts)} faults noticed{share}; {tried}")


def _shortly(tests: Sequence[str]) -> str:
    """The nearest by name, the others by their rooms."""
    rooms = Counter(test.rpartition("/")[0] for test in tests[_BY_NAME:])
    others = [f"{count} more of {room}" for room, count in rooms.items()]
    return ", ".join([*tests[:_BY_NAME], *others]) or "no test at all"


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """The program; gives its exit status."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.mutants", description=(__doc__ or "").splitlines()[0]
    )
    asked.add_argument("--base", default="", help="faults in what changed since this revision")
    asked.add_argument("--count", type=int, default=100, help="how many faults (100)")
    asked.add_argument("--seed", type=int, default=None, help="draws the same faults again")
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many beside each other")
    asked.add_argument("paths", nargs="*", help="modules and folders, instead of what changed")
    given = asked.parse_args(arguments)
    seed = secrets.randbelow(2**31) if given.seed is None else given.seed
    verdicts: list[Verdict] = []
    try:
        base = "" if given.paths else given.base or base_of(root)
        lines = whole_files(root, given.paths) if given.paths else changed_lines(root, base)
        places = sample(root, lines, given.count, random.Random(seed))
        if not places:
            raise NothingToDo(
                f"no code changed since {base}" if base else "there is nothing to change in these paths"
            )
    except (NothingToDo, subprocess.CalledProcessError) as nothing:
        print(getattr(nothing, "stderr", None) or nothing, file=sys.stderr)
        return 2
    where = " ".join(given.paths) if given.paths else f"what changed since {base}"
    print(f"{len(places)} faults in {where}, seed {seed}", flush=True)
    status = 0
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started us deaf
    try:
        unsound = asyncio.run(try_all(root, places, given.workers, verdicts))
        if unsound:
            print(f"\nthese tests fail without any fault and had no say: {' '.join(sorted(unsound))}")
    except* KeyboardInterrupt:
        print("stopped by hand")
    except* CannotTry as failed:
        print(*failed.exceptions, sep="\n", file=sys.stderr)
        status = 2
    tell(root, verdicts, f"{where}, seed {seed}")
    return status or int(any(verdict.noticed_by is None for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main())
