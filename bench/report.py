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
    """Our turns per second divided by those of another program, and what that must be at least (or None)."""

    name: str
    over: str
    at_least: float | None


GOALS = (
    Goal("ours / stock botbuilder echo", "stock", 10.0),
    Goal("ours / Agents SDK echo", "agents", 1.0),
    Goal("ours / floor (bare aiohttp)", "floor", None),
)


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
    """All numbers as JSON. `met` is None without a goal, else whether the middle round reaches it."""
    programs = {
        name: {
            "turns_per_second": asdict(spread([one.turns_per_second for one in measured])),
            "p50_ms": asdict(spread([percentile(one.latencies, 50) for one in measured])),
            "p95_ms": asdict(spread([percentile(one.latencies, 95) for one in measured])),
            "turns": sum(len(one.latencies) for one in measured),
        }
        for name, measured in rounds.items()
    }
    found = []
    for goal in GOALS:
        if {"ours", goal.over} <= rounds.keys():
            ratio = spread(ratios(rounds, "ours", goal.over))
            met = None if goal.at_least is None else ratio.middle >= goal.at_least
            found.append({**asdict(goal), "ratio": asdict(ratio), "met": met})
    first = next(iter(rounds.values()))
    return {
        "users": users,
        "rounds": len(first),
        "seconds_per_round": first[0].seconds,
        "programs": programs,
        "ratios": found,
    }


def table(told: dict[str, Any]) -> str:
    """The numbers for a reader: middle of the rounds, with lowest and highest behind it."""
    lines = [
        f"{told['users']} users, {told['rounds']} rounds of {told['seconds_per_round']:g} s: "
        "middle round (lowest-highest)",
        "",
        f"{'':8}{'turns/s':>22}{'p50 ms':>24}{'p95 ms':>24}",
    ]
    for name, numbers in told["programs"].items():
        rate, middle, tail = numbers["turns_per_second"], numbers["p50_ms"], numbers["p95_ms"]
        lines.append(
            f"{name:8}{shown(rate, 0):>22}{shown(middle, 1):>24}{shown(tail, 1):>24}",
        )
    lines.append("")
    for goal in told["ratios"]:
        verdict = {None: "", True: "met", False: "MISSED"}[goal["met"]]
        wanted = "" if goal["at_least"] is None else f"  goal at least {goal['at_least']:g}: {verdict}"
        lines.append(f"{goal['name']:32}{shown(goal['ratio'], 2):>22}{wanted}")
    return "\n".join(lines).rstrip()


def shown(numbers: dict[str, float], digits: int) -> str:
    """A spread as text: `91 (88-93)`."""
    return f"{numbers['middle']:.{digits}f} ({numbers['low']:.{digits}f}-{numbers['high']:.{digits}f})"
