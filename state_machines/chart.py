"""A state machine as plain data: what states there are, what leads where, and what makes no sense."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Facts = Mapping[str, str]
"""What guards may look at: plain values by name. A guard that names a missing fact is a programming error."""

Guard = Callable[[Facts], bool]


class ChartError(Exception):
    """The chart contradicts itself; raised while the program starts, never mid-chat."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From `source`, `event` leads to `target`, when the guard holds (no guard: always)."""

    source: str
    event: str
    target: str
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Checked when it is made: no double states, dangling ends, unreachable states or arrows behind an open one."""

    name: str
    start: str
    states: tuple[str, ...]
    arrows: tuple[Arrow, ...]

    def __post_init__(self) -> None:
        known = set(self.states)
        if len(known) != len(self.states):
            raise ChartError(f"{self.name}: a state stands there twice")
        if self.start not in known:
            raise ChartError(f"{self.name}: the start {self.start!r} is no state")
        open_ended = set[tuple[str, str]]()
        for arrow in self.arrows:
            for end in (arrow.source, arrow.target):
                if not end or end not in known:
                    raise ChartError(f"{self.name}: {arrow.source} --{arrow.event}--> {end}: no such state")
            if (arrow.source, arrow.event) in open_ended:
                raise ChartError(f"{self.name}: {arrow.event} to {arrow.target} can never be taken")
            if arrow.when is None:
                open_ended.add((arrow.source, arrow.event))
        if unreached := known - self._reached():
            raise ChartError(f"{self.name}: nothing leads to {sorted(unreached)}")

    def _reached(self) -> set[str]:
        targets = dict[str, list[str]]()
        for arrow in self.arrows:
            targets.setdefault(arrow.source, []).append(arrow.target)
        seen, todo = set[str](), [self.start]
        while todo:
            state = todo.pop()
            if state not in seen:
                seen.add(state)
                todo += targets.get(state, [])
        return seen
