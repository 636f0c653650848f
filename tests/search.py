"""Draws new examples for every property, round after round, until the time is up: `make search MINUTES=30`.

`make test` draws the same examples everywhere; this looks for those that nobody thought of. A failure does not stop it.
At the end it prints for each what was drawn and how to see it again; whatever it finds becomes an `@example` of that
property. Exit status 1 when something failed, 2 when the tests could not be run.
"""

import argparse
import contextlib
import io
import re
import secrets
import shlex
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SHRINKING_SECONDS = 900
"""A property that fails may need minutes to find its smallest example; Hypothesis gives up after five."""

_DRAWN = re.compile(r"^E\s+(Failing test case|Falsifying example)")
_SAYS = re.compile(r"E(\s|$)")
_SHORTLY = 3
"""Lines of what went wrong."""
_TOO_MUCH = 40
"""Lines of an example that are shown. The rest is there when it is drawn again."""


@dataclass(slots=True)
class Failure:
    """A property that failed at one place in the code, and the first seed that made it."""

    test: str
    place: str
    told: str
    seed: int
    rounds: int = 1


@dataclass(slots=True)
class Found:
    """A plugin of pytest that gathers what fails. It sees the reports of all workers."""

    until: float
    seed: int = 0
    failures: dict[tuple[str, str], Failure] = field(default_factory=dict)
    ran: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    """Somebody pressed Ctrl-C."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.ran += report.when == "call"
        if not report.failed:
            return
        place, told = _place(report), drawn(report.longreprtext)
        known = self.failures.setdefault(
            (report.nodeid, place), Failure(report.nodeid, place, told, self.seed, rounds=0)
        )
        known.rounds += 1

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:  # not a property that fails, but a suite that cannot be searched
            raise pytest.UsageError(report.longreprtext)

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        distribution = session.config.pluginmanager.getplugin("dsession")
        if distribution is not None:
            threading.Thread(target=self._stop, args=[distribution], daemon=True).start()

    def _stop(self, distribution: Any) -> None:
        """Asks the workers to end, when it is time and something was tried. A round that is over no longer minds."""
        self.stopped.wait(max(self.until - time.monotonic(), 0))
        while not self.ran and not self.stopped.wait(0.1):
            pass  # a busy machine may need all the time that it was given to collect
        distribution.shouldstop = "enough"


def drawn(report: str) -> str:
    """What Hypothesis drew and how to draw it again, out of the report of a failed property."""
    lines = report.splitlines()
    start = next((at for at, line in enumerate(lines) if _DRAWN.match(line)), None)
    if start is None:  # it failed before anything was drawn, or its worker died
        return "\n".join(lines[-_TOO_MUCH:])
    said = list(takewhile(_SAYS.match, reversed(lines[:start])))[:_SHORTLY][::-1]
    example = list(takewhile(_SAYS.match, lines[start:]))
    shown = example if len(example) <= _TOO_MUCH else [*example[: _TOO_MUCH - 2], "E  ...", example[-1]]
    told = [*said, *shown]
    return "\n".join(line[4:].rstrip() for line in told if line[1:].strip())


def replay(failure: Failure) -> str:
    """The command that draws the same again."""
    python = Path(sys.executable)
    shown = python.relative_to(ROOT) if python.is_relative_to(ROOT) else python
    return (
        f"{shown} -m pytest -n 0 --timeout={SHRINKING_SECONDS} --hypothesis-profile=search "
        f"--hypothesis-seed={failure.seed} {shlex.quote(failure.test)}"
    )


def seeds(first: int | None) -> Iterator[int]:
    """Without end: from the first on, or wherever chance begins."""
    seed = secrets.randbelow(2**31) if first is None else first
    while True:
        yield seed
        seed += 1


def search(found: Found, first: int | None, workers: str, paths: Sequence[str]) -> int:
    """Rounds until the time is up or somebody presses Ctrl-C; `found` has the failures. Gives the exit status."""
    for number, seed in enumerate(seeds(first), 1):
        if found.stopped.is_set() or time.monotonic() >= found.until:
            break
        found.seed, found.ran = seed, 0
        status, said = _round(found, workers, paths)
        print(
            f"round {number}, seed {seed}: {found.ran} properties, {len(found.failures)} failures so far",
            flush=True,
        )
        if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
            print(said, file=sys.stderr)
            return 2
    return 1 if found.failures else 0


def _round(found: Found, workers: str, paths: Sequence[str]) -> tuple[int, str]:
    """One seed for every property. What pytest says is kept back: the failures are told at the end."""
    options = [
        f"--hypothesis-seed={found.seed}",
        "--hypothesis-profile=search",
        f"--timeout={SHRINKING_SECONDS}",
    ]
    house = ["-c", str(ROOT / "pyproject.toml")]
    workers_too = ["-n", workers, "--dist", "worksteal", "-p", "no:cacheprovider", "-m", "hypothesis"]
    kept = io.StringIO()
    with contextlib.redirect_stdout(kept), contextlib.redirect_stderr(kept):
        status = pytest.main([*options, *house, *workers_too, *paths], plugins=[found])
    return status, kept.getvalue()


def tell(found: Found) -> None:
    """Each failure with its example and its command."""
    for failure in found.failures.values():
        times = f", in {failure.rounds} rounds" if failure.rounds > 1 else ""
        print(f"\n{failure.test} ({failure.place}{times})\n{failure.told}\nagain: {replay(failure)}")
    print(f"\n{len(found.failures)} failures" if found.failures else "nothing found")


def _place(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is None:
        return "nowhere in particular"
    path = Path(crash.path)
    return f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{crash.lineno}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The program; gives its exit status."""
    asked = argparse.ArgumentParser(prog="python -m tests.search", description=__doc__.splitlines()[0])
    asked.add_argument("--minutes", type=float, default=10.0, help="how long to look (10)")
    asked.add_argument(
        "--seed", type=int, default=None, help="of the first round; each next one has the next number"
    )
    asked.add_argument(
        "--workers", default="auto", help="processes beside each other (as many as processors)"
    )
    asked.add_argument("paths", nargs="*", default=["tests"], help="tests to look in (all)")
    given = asked.parse_args(arguments)
    found = Found(until=time.monotonic() + given.minutes * 60)

    def stop(_number: int, _frame: FrameType | None) -> None:
        # No KeyboardInterrupt: wherever it lands, somebody may take it for an error and go on.
        found.stopped.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # who presses again means at once

    signal.signal(signal.SIGINT, stop)
    status = search(found, given.seed, given.workers, given.paths)
    if found.stopped.is_set():
        print("stopped by hand")
    tell(found)
    return status


if __name__ == "__main__":
    sys.exit(main())
