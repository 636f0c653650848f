"""The life of an entry that lasts: what can happen when, and who may do it."""

from itertools import product

import pytest

from cases.agreement.register import AGREEMENT_KIND
from cases.processing.register import PROCESSING_KIND
from cases.standing.register import STANDING_KIND
from state_machines.chart import Chart
from state_machines.engine import Engine
from state_machines.record_life import (
    CURRENT,
    DRAFT,
    ENDED,
)

LIVES = [(each.chart, each.roles, each.changes) for each in (PROCESSING_KIND, AGREEMENT_KIND, STANDING_KIND)]
every_life = pytest.mark.parametrize(("chart", "roles", "changes"), LIVES, ids=["VR", "OV", "VA"])


@every_life
def test_who_keeps_it_does_all_but_remind(
    chart: Chart, roles: dict[str, frozenset[str]], changes: tuple[str, ...]
) -> None:
    assert {arrow.event for arrow in chart.arrows} == set(roles)
    assert {event for event, who in roles.items() if who == {"home"}} == set(roles) - {
        *("remind", "linked", "unlinked")
    }


@every_life
def test_what_can_happen_in_each_state(
    chart: Chart, roles: dict[str, frozenset[str]], changes: tuple[str, ...]
) -> None:
    engine = Engine(chart)
    for state, complete, decided in product(chart.states, ("yes", "no"), ("yes", "no")):
        allowed = engine.allowed(state, {"complete": complete, "decided": decided})
        assert (set(changes) <= allowed) == (state != ENDED)
        assert ("establish" in allowed) == (state == DRAFT and complete == decided == "yes")
        assert ("reopen" in allowed) == (state == ENDED)
        assert ("undecide" in allowed) == (state == CURRENT)
        assert ("end" in allowed) == (state in (DRAFT, CURRENT))
