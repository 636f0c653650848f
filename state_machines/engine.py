"""Runs a chart. The one file that knows the library `transitions`."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from transitions import EventData, Machine

from state_machines.chart import Arrow, Chart, Facts, Guard


class NotAllowed(Exception):
    """This event cannot happen in this state."""


@dataclass(slots=True)
class _Cursor:
    """The model that `transitions` moves: it lives for one move and is never stored."""

    state: str
    facts: Facts


class Engine:
    """One shared machine a chart. It holds nothing about any conversation or case."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self._machine = Machine(
            model=None,
            states=list(chart.states),
            initial=chart.start,
            auto_transitions=False,
            send_event=True,
        )
        for arrow in chart.arrows:
            self._machine.add_transition(
                arrow.event, arrow.source, arrow.target, conditions=_condition(arrow.when)
            )
        # Of the arrows of an event the machine takes the first whose guard holds, and where that one leads is always
        # the same: it is asked once of each, then remembered.
        self._ways = defaultdict[tuple[str, str], list[Arrow]](list)
        for arrow in chart.arrows:
            self._ways[arrow.source, arrow.event].append(arrow)
        self._known = dict[tuple[str, str, int], str]()
        self._from = {
            state: tuple(arrow for arrow in chart.arrows if arrow.source == state) for state in chart.states
        }
        self._events = {state: frozenset(self._machine.get_triggers(state)) for state in chart.states}

    def events(self, state: str) -> frozenset[str]:
        """Events that some arrow takes from this state, whatever its guards say."""
        return self._events.get(state, frozenset())

    def allowed(self, state: str, facts: Facts) -> frozenset[str]:
        """Events that can happen now: at least one arrow has no guard or a guard that holds."""
        return frozenset(
            arrow.event for arrow in self._from.get(state, ()) if arrow.when is None or arrow.when(facts)
        )

    def move(self, state: str, event: str, facts: Facts) -> str:
        """The state after this event. Raises NotAllowed."""
        ways = self._ways.get((state, event), ())
        taken = next((n for n, arrow in enumerate(ways) if arrow.when is None or arrow.when(facts)), None)
        if taken is not None and (known := self._known.get((state, event, taken))) is not None:
            return known
        cursor = _Cursor(state, facts)
        if taken is None or not self._machine.events[event].trigger(cursor):
            raise NotAllowed(f"{self.chart.name}: {event!r} cannot happen in {state!r}")
        return self._known.setdefault((state, event, taken), cursor.state)


def _condition(guard: Guard | None) -> Callable[[EventData], bool] | None:
    if guard is None:
        return None

    def condition(event: EventData) -> bool:
        return bool(guard(cast(_Cursor, event.model).facts))  # `transitions` asks == True, not truth

    return condition
