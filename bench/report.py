"""From the rounds to the few numbers that say whether the goals are met."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from bench.load import Measured

Rounds = dict[str, list[Measured]]
"""The rounds of every program by its name; round i of all was measured right after each other."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Lowest, middle (the median) and highest over the rounds, in the unit of what was measured: turns a second, a
    ratio, milliseconds."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Goal:
    """Turns per second of ours (pressed or typed) divided by those of another program; what that must be at least."""

    name: str
    of: str
    over: str
    at_least: float


GOALS = (
    Goal("pressed / stock botbuilder echo", "ours", "stock", 16.0),
    Goal("pressed / Agents SDK echo", "ours", "agents", 2.4),
    Goal("pressed / floor (bare aiohttp)", "ours", "floor", 0.30),
    Goal("typed / stock botbuilder echo", "typed", "stock", 10.0),
    Goal("typed / Agents SDK echo", "typed", "agents", 1.4),
)

TAIL_AT_MOST, TAIL_USERS = 6.0, 64
"""With so many users at once the slowest turn in a hundred takes at most so many times the middle one."""


def spread(values: Sequence[float]) -> Spread:
    """Raises statistics.StatisticsError when there are no values."""
    return Spread(min(values), median(values), max(values))


def percentile(latencies: Sequence[float], percent: int) -> float:
    """The p-th percentile of seconds, in milliseconds."""
    if len(latencies) == 1:
        return latencies[0] * 1000
    return quantiles(latencies, n=100, method="inclusive")[percent - 1] * 1000


def ratios(rounds: Rounds, name: str, over: str) -> list[float]:
    """Turns per second of one over another, round by round: a slow minute of the machine hits both."""
    return [
        mine.turns_per_second / theirs.turns_per_second
        for mine, theirs in zip(rounds[name], rounds[over], strict=True)
    ]


def results(rounds: Rounds, users: int) -> dict[str, Any]:
    """All numbers as JSON. `met`: whether the middle round reaches the goal; `by_cpu` is the same ratio of processor
    time, None where that cannot be seen."""
    programs: dict[str, dict[str, Any]] = {
        name: {
            "turns_per_second": asdict(spread([one.turns_per_second for one in measured])),
            "p50_ms": asdict(spread([percentile(one.latencies, 50) for one in measured])),
            "p95_ms": asdict(spread([percentile(one.latencies, 95) for one in measured])),
            "p99_ms": asdict(spread([percentile(one.latencies, 99) for one in measured])),
            "cpu_ms": _cpu(measured),
            "turns": sum(len(one.latencies) for one in measured),
        }
        for name, measured in rounds.items()
    }
    found = []
    for goal in GOALS:
        if {goal.of, goal.over} <= rounds.keys():
            ratio = spread(ratios(rounds, goal.of, goal.over))
            mine, theirs = (programs[each]["cpu_ms"] for each in (goal.of, goal.over))
            by_cpu = theirs["middle"] / mine["middle"] if mine and theirs and mine["middle"] else None
            met = ratio.middle >= goal.at_least
            found.append({**asdict(goal), "ratio": asdict(ratio), "by_cpu": by_cpu, "met": met})
    tails = [_tail(name, rounds[name], users) for name in ("ours", "typed") if name in rounds]
    first = next(iter(rounds.values()))
    return {
        "users": users,
        "rounds": len(first),
        "seconds_per_round": first[0].seconds,
        "programs": programs,
        "ratios": found,
        "tails": tails,
    }


def _cpu(measured: Sequence[Measured]) -> dict[str, float] | None:
    used = [one.cpu_ms for one in measured if one.cpu_ms is not None]
    return asdict(spread(used)) if used else None


def _tail(name: str, measured: Sequence[Measured], users: int) -> dict[str, Any]:
    """How many times the middle turn the slowest in a hundred takes; a goal with many users at once alone."""
    found = spread([percentile(one.latencies, 99) / percentile(one.latencies, 50) for one in measured])
    met = found.middle <= TAIL_AT_MOST if users >= TAIL_USERS else None
    return {"name": f"{name}: p99 / p50", "at_most": TAIL_AT_MOST, "ratio": asdict(found), "met": met}


def table(told: dict[str, Any]) -> str:
    """The numbers for a reader: middle of the rounds, with lowest and highest behind it."""
    lines = [
        f"{told['users']} users, {told['rounds']} rounds of {told['seconds_per_round']:g} s: "
        "middle round (lowest-highest)",
        "",
        f"{'':8}{'turns/s':>22}{'p50 ms':>24}{'p99 ms':>24}{'cpu ms a turn':>22}",
    ]
    for name, numbers in told["programs"].items():
        rate, middle, tail = numbers["turns_per_second"], numbers["p50_ms"], numbers["p99_ms"]
        cpu = shown(numbers["cpu_ms"], 2) if numbers["cpu_ms"] else ""
        lines.append(
            f"{name:8}{shown(rate, 0):>22}{shown(middle, 1):>24}{shown(tail, 1):>24}{cpu:>22}",
        )
    lines.append("")
    for goal in told["ratios"]:
        verdict = "met" if goal["met"] else "MISSED"
        by_cpu = f"  by cpu {goal['by_cpu']:.2f}" if goal["by_cpu"] else ""
        wanted = f"  goal at least {goal['at_least']:g}: {verdict}"
        lines.append(f"{goal['name']:32}{shown(goal['ratio'], 2):>22}{wanted}{by_cpu}")
    for goal in told["tails"]:
        verdict = {None: "", True: ": met", False: ": MISSED"}[goal["met"]]
        lines.append(
            f"{goal['name']:32}{shown(goal['ratio'], 2):>22}"
            f"  goal at most {goal['at_most']:g} with {TAIL_USERS} users{verdict}"
        )
    return "\n".join(lines).rstrip()


def shown(numbers: dict[str, float], digits: int) -> str:
    """A spread as text: `91 (88-93)`."""
    return f"{numbers['middle']:.{digits}f} ({numbers['low']:.{digits}f}-{numbers['high']:.{digits}f})"
