"""How long the start takes: of the bot until it is ready, of its peers until they listen, of each sub-command whole.

All in a process of its own, one after another, round after round. What else the machine does only adds to such a
time, so the goals are held against the quickest round; beside it stands what starting Python alone takes.
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.report import shown, spread
from bench.servers import ROOT, START_LIMIT, CannotMeasure, free_port, inherited, last_lines, serving
from bench.targets import OURS, TARGETS, Target

GOAL_READY, GOAL_COMMAND = 1.2, 0.7
"""Seconds, on a quiet core."""
GOAL_RESIDENT = 100.0
"""MB (of 1,048,576 bytes), once ready."""

POLL = 0.01
"""Seconds between two looks whether the bot is ready: no more than this is a time too long."""

PYTHON = "python"
"""What starting the interpreter takes: less than this nothing can take."""


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds until it was ready or done, and the MB that it held then (None where there is no /proc)."""

    seconds: float
    resident_mb: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A sub-command as it is measured: its arguments, what it reads, the store when that is not the bot's, and the code
    with which it ends."""

    arguments: tuple[str, ...]
    typed: str = ""
    store: str = ""
    code: int = 0


RUNS: Mapping[str, Run] = {
    "understand": Run(("understand",), "ik wil een datalek melden\n"),
    "deadlines": Run(("deadlines",), '{"kind": "breach", "start": "2026-03-02T09:00:00+01:00"}\n'),
    "assess": Run(("assess",), '{"data_kinds": ["diagnose"]}\n'),
    "check": Run(("check", "--local"), code=1),  # nobody stands in for the invented FG
    "flows": Run(("flows", "--folder", "pages")),
    "settings": Run(("settings", "--out", "pages/settings.md")),
    "impact": Run(("impact", "8")),
    "forget": Run(("forget", "00000000-0000-4000-8000-000000000009")),
    "verify": Run(("verify", "breach")),
    "retry": Run(("retry",)),
    "backup": Run(("backup", "rows.jsonl")),
    "restore": Run(("restore", "rows.jsonl"), store="sqlite:restored.db"),
    "export": Run(("export", "breach")),
    "import": Run(("import", "processing", "/dev/stdin", "--dry-run"), "Naam\nSalarissen\n"),
    "figures": Run(("export", "figures", "--year", "2026")),
}

Starts = dict[str, list[Started]]
"""The rounds by what was started."""


def measure_starts(names: Sequence[str], rounds: int, folder: Path) -> Starts:
    """Start all of them so many times; the sub-commands go with the bot. Raises CannotMeasure."""
    measured: Starts = {}
    for number in range(rounds):
        place = folder / f"start-{number}"
        place.mkdir()
        measured.setdefault(PYTHON, []).append(run_whole(PYTHON, ["-c", "pass"], "", {}, place))
        for target in TARGETS:
            if target.name in names and target.starts:
                measured.setdefault(target.name, []).append(start_of(target, place))
        if OURS.name in names:
            environment = OURS.environment(0, place)  # the store that the bot has just made
            for name, run in RUNS.items():
                arguments = [str(ROOT / "app.py"), *run.arguments]
                given = given_to_commands(environment) | (
                    {"PRIVACYBOT_STORE": run.store} if run.store else {}
                )
                one = run_whole(name, arguments, run.typed, given, place, run.code)
                measured.setdefault(name, []).append(one)
        print(f"start, round {number + 1}/{rounds}", file=sys.stderr, flush=True)
    return measured


def given_to_commands(environment: Mapping[str, str]) -> dict[str, str]:
    """The bot's settings without the port, which is none here."""
    return {name: value for name, value in environment.items() if name != "PRIVACYBOT_PORT"}


def start_of(target: Target, folder: Path) -> Started:
    """Until this program answers; ours until its health page says that all is well. Raises CannotMeasure."""
    port = free_port()
    began = time.monotonic()
    with serving(target.name, target.arguments(port), target.environment(port, folder), port, folder) as pid:
        if target is OURS:
            await_ready(port)
        return Started(time.monotonic() - began, resident_mb(pid))


def await_ready(port: int) -> None:
    """Wait until /health/ready says that all is well. Raises CannotMeasure after START_LIMIT."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1):
                return
        except (OSError, urllib.error.URLError):
            pass  # 503 while something is not ready yet
        time.sleep(POLL)
    raise CannotMeasure(f"the bot is not ready after {START_LIMIT:.0f} s")


def resident_mb(process_id: int) -> float | None:
    """What this process holds in memory now."""
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def run_whole(
    name: str,
    arguments: Sequence[str],
    typed: str,
    environment: Mapping[str, str],
    folder: Path,
    code: int = 0,
) -> Started:
    """From its start to its end. Raises CannotMeasure when it ends with another `code` or takes START_LIMIT."""
    log = folder / f"{name}.out"
    began = time.monotonic()
    with log.open("wb") as out:
        try:
            done = subprocess.run(
                [sys.executable, *arguments],
                cwd=folder,
                env={**inherited(os.environ), **environment},
                input=typed.encode(),
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=START_LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise CannotMeasure(f"{name} is not done after {START_LIMIT:.0f} s") from late
    seconds = time.monotonic() - began
    if done.returncode != code:
        raise CannotMeasure(f"{name} ended with code {done.returncode}:\n{last_lines(log)}")
    return Started(seconds)


def start_results(starts: Starts) -> dict[str, Any]:
    """All numbers as JSON, and the goals: `met` says whether the quickest round reaches it."""
    told: dict[str, Any] = {}
    for name, rounds in starts.items():
        held = [each.resident_mb for each in rounds if each.resident_mb is not None]
        told[name] = {
            "seconds": asdict(spread([each.seconds for each in rounds])),
            "resident_mb": asdict(spread(held)) if held else None,
        }
    goals = []
    if OURS.name in told:
        goals.append(_goal("ready", "s", told[OURS.name]["seconds"], GOAL_READY))
        if told[OURS.name]["resident_mb"] is not None:
            goals.append(_goal("resident", "MB", told[OURS.name]["resident_mb"], GOAL_RESIDENT))
    goals += [_goal(name, "s", told[name]["seconds"], GOAL_COMMAND) for name in RUNS if name in told]
    return {"started": told, "goals": goals, "ratios": _ratios(starts)}


def _ratios(starts: Starts) -> list[dict[str, Any]]:
    """How many times as long as each peer the bot takes, round by round: a slow minute of the machine hits both."""
    return [
        {"over": peer.name, "ratio": asdict(spread(_ratio(starts[OURS.name], starts[peer.name])))}
        for peer in TARGETS
        if peer is not OURS and {OURS.name, peer.name} <= starts.keys()
    ]


def _ratio(ours: Sequence[Started], theirs: Sequence[Started]) -> list[float]:
    return [mine.seconds / other.seconds for mine, other in zip(ours, theirs, strict=True)]


def _goal(name: str, unit: str, numbers: dict[str, float], at_most: float) -> dict[str, Any]:
    return {"name": name, "unit": unit, "at_most": at_most, "met": numbers["low"] <= at_most}


def start_table(told: dict[str, Any]) -> str:
    """The same for a reader: the middle round, with quickest and slowest behind it."""
    goals = {"ready": OURS.name, "resident": OURS.name}
    by_row: dict[str, list[str]] = {}
    for goal in told["goals"]:
        verdict = "met" if goal["met"] else "MISSED"
        wanted = f"{goal['name']} at most {goal['at_most']:g} {goal['unit']}: {verdict}"
        by_row.setdefault(goals.get(goal["name"], goal["name"]), []).append(wanted)
    lines = [f"{'start':12}{'seconds':>22}{'MB':>24}"]
    for name, numbers in told["started"].items():
        held = shown(numbers["resident_mb"], 0) if numbers["resident_mb"] else ""
        row = f"{name:12}{shown(numbers['seconds'], 2):>22}{held:>24}"
        lines.append(f"{row}  {', '.join(by_row.get(name, []))}".rstrip())
    lines += [
        f"{'ours ready / ' + each['over'] + ' listens':32}{shown(each['ratio'], 2):>22}"
        for each in told["ratios"]
    ]
    return "\n".join(lines)
