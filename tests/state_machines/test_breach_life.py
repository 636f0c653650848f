"""The life of a breach report: what can happen when, and who may do it."""

from itertools import product

import pytest

from state_machines.breach_life import (
    BOT,
    BREACH_LIFE,
    OFFICERS,
    OPEN,
    REPORTED,
    REPORTER,
    ROLES,
    TAKEN_UP,
    WITHDRAWN,
)
from state_machines.chart import Facts
from state_machines.engine import Engine

ENGINE = Engine(BREACH_LIFE)
FACTS = ("withdrawal_asked", "confidential", "overdue")
EVERY: list[Facts] = [
    dict(zip(FACTS, values, strict=True)) for values in product(("yes", "no"), repeat=len(FACTS))
]
QUIET: Facts = dict.fromkeys(FACTS, "no")


def test_every_event_has_its_people_and_every_role_an_event() -> None:
    assert {arrow.event for arrow in BREACH_LIFE.arrows} == set(ROLES)
    assert set(ROLES.values()) == {OFFICERS, REPORTER, BOT}


@pytest.mark.parametrize("event", sorted(ROLES))
def test_every_event_can_happen_some_day(event: str) -> None:
    assert any(event in ENGINE.allowed(state, facts) for state in BREACH_LIFE.states for facts in EVERY)


@pytest.mark.parametrize(
    ("state", "facts", "allowed"),
    [
        (
            REPORTED,
            {},
            "take_up seen ask_reporter answer add_facts ask_withdrawal make_confidential remind not_delivered",
        ),
        (
            TAKEN_UP,
            {},
            "hand_over seen ask_reporter answer add_facts ask_withdrawal make_confidential remind not_delivered",
        ),
        (WITHDRAWN, {}, "reopen not_delivered"),
        (WITHDRAWN, {"confidential": "yes"}, "reopen not_delivered send_facts"),
    ],
)
def test_what_can_happen_in_a_quiet_case(state: str, facts: Facts, allowed: str) -> None:
    assert ENGINE.allowed(state, {**QUIET, **facts}) == set(allowed.split())


def test_what_the_facts_change() -> None:
    for state in OPEN:
        quiet = ENGINE.allowed(state, QUIET)
        late = ENGINE.allowed(state, {**QUIET, "overdue": "yes"})
        assert late - quiet == {"late_reason", "term_missed"}
        mistake = ENGINE.allowed(state, {**QUIET, "withdrawal_asked": "yes"})
        assert mistake - quiet == {"accept_withdrawal", "keep_open"}
        assert quiet - mistake == {"ask_withdrawal"}
        hidden = ENGINE.allowed(state, {**QUIET, "confidential": "yes"})
        assert hidden - quiet == {"send_facts"}
        assert quiet - hidden == {"make_confidential"}


def test_only_three_events_move_a_case() -> None:
    moved = {
        (state, event): ENGINE.move(state, event, facts)
        for facts in EVERY
        for state in BREACH_LIFE.states
        for event in ENGINE.allowed(state, facts)
    }
    assert {key: target for key, target in moved.items() if target != key[0]} == {
        (REPORTED, "take_up"): TAKEN_UP,
        (REPORTED, "accept_withdrawal"): WITHDRAWN,
        (TAKEN_UP, "accept_withdrawal"): WITHDRAWN,
        (WITHDRAWN, "reopen"): TAKEN_UP,
    }


def test_a_reporter_never_closes_a_case() -> None:
    by_reporter = {event for event, roles in ROLES.items() if "reporter" in roles}
    closing = {arrow.event for arrow in BREACH_LIFE.arrows if arrow.target == WITHDRAWN != arrow.source}
    assert by_reporter == {"answer", "add_facts", "ask_withdrawal"}
    assert closing == {"accept_withdrawal"}


def test_from_every_state_a_case_can_be_worked_on_again() -> None:
    for state in BREACH_LIFE.states:
        for facts in EVERY:
            next_ones = {ENGINE.move(state, event, facts) for event in ENGINE.allowed(state, facts)}
            assert state in OPEN or TAKEN_UP in next_ones
