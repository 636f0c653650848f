"""How many cards a way through a flow takes: the shortest, the longest, and the mean over all answers."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dialogs.flow import Flow, Outcome
from state_machines.chart import Arrow

Walkable = Callable[[Arrow], bool]


@dataclass(frozen=True, slots=True)
class Lengths:
    """Cards with a question, up to the outcome. `mean` is that of a random walk: each answer and branch as likely."""

    shortest: int
    mean: float
    longest: int


def lengths(flow: Flow, walkable: Walkable = lambda arrow: True) -> Lengths:
    """Counted on the drawing: the longest way may need answers that do not go together, so it is never too short.

    `walkable` may close arrows. Raises ValueError when no way leads to an end.
    """
    ends = {step.id for step in flow.steps if isinstance(step, Outcome)}
    exits: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for arrow in flow.chart().arrows:
        if walkable(arrow):
            exits[arrow.source][arrow.event].append(arrow.target)

    @cache
    def from_here(step: str) -> Lengths | None:
        if step in ends:
            return Lengths(0, 0.0, 0)
        tried = [[from_here(target) for target in targets] for targets in exits[step].values()]
        open_ways = [[each for each in ways if each is not None] for ways in tried]
        events = [ways for ways in open_ways if ways]
        if not events:
            return None
        means = [sum(each.mean for each in ways) / len(ways) for ways in events]
        return Lengths(
            shortest=1 + min(each.shortest for ways in events for each in ways),
            mean=1 + sum(means) / len(means),
            longest=1 + max(each.longest for ways in events for each in ways),
        )

    found = from_here(flow.steps[0].id)
    if found is None:
        raise ValueError(f"{flow.id}: no way leads to an end")
    return found
