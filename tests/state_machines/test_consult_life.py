"""The life of a consult: what can happen when, and who may do it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state_machines.chart import Facts
from state_machines.consult_life import (
    ANSWERED,
    ASKED,
    BECAME_BREACH,
    BECAME_REQUEST,
    BOT,
    CLOSED,
    CONSULT_LIFE,
    OPEN,
    OVER,
    QUESTION_BACK,
    ROLES,
    TAKEN_UP,
    WITHDRAWN,
)
from state_machines.engine import Engine, NotAllowed

ENGINE = Engine(CONSULT_LIFE)
FACTS = (
    "reminded",
    "confidential",
    "more_waiting",
    "entry_wanted",
    "agreement_wanted",
    "judged",
    "breach_made",
    "request_made",
    "publishable",
)
ANSWERS = {"reply", "accept_entry", "record_agreement"}
EVERY: list[Facts] = [
    dict(zip(FACTS, values, strict=True)) for values in product(("yes", "no"), repeat=len(FACTS))
]
QUIET: Facts = dict.fromkeys(FACTS, "no")
FOR_ALL = "linked unlinked made published not_delivered give_paper fill_paper"
FOR_ALL_OPEN = (
    f"{FOR_ALL} reply ask_reporter pass_on add_words withdraw seen make_breach make_request make_confidential"
)


def test_every_event_has_its_people_and_can_happen_some_day() -> None:
    assert {arrow.event for arrow in CONSULT_LIFE.arrows} == set(ROLES)
    for event in ROLES:
        assert any(event in ENGINE.allowed(state, facts) for state in CONSULT_LIFE.states for facts in EVERY)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (ASKED, f"{FOR_ALL_OPEN} take_up remind"),
        (TAKEN_UP, f"{FOR_ALL_OPEN} hand_over remind"),
        (QUESTION_BACK, f"{FOR_ALL_OPEN} hand_over answer lapse"),
        (ANSWERED, f"{FOR_ALL} follow_up close lapse reopen"),
        (CLOSED, f"{FOR_ALL} follow_up reopen"),
        (WITHDRAWN, f"{FOR_ALL} reopen"),
        (BECAME_BREACH, f"{FOR_ALL} reopen"),
        (BECAME_REQUEST, f"{FOR_ALL} reopen"),
    ],
)
def test_what_can_happen_in_a_quiet_case(state: str, allowed: str) -> None:
    assert ENGINE.allowed(state, QUIET) == set(allowed.split())
    hidden = ENGINE.allowed(state, {**QUIET, "confidential": "yes"})
    assert hidden - ENGINE.allowed(state, QUIET) == {"send_facts", "look"}


def test_only_an_answer_that_may_be_read_by_all_is_published() -> None:
    for state in CONSULT_LIFE.states:
        able = "publish" in ENGINE.allowed(state, {**QUIET, "publishable": "yes"})
        assert able == (state in (ANSWERED, CLOSED))


@given(st.lists(st.tuples(st.sampled_from(sorted(ROLES)), st.sampled_from(EVERY)), max_size=25))
def test_nothing_is_closed_unanswered_but_by_silence_or_the_asker(tries: list[tuple[str, Facts]]) -> None:
    state, history = CONSULT_LIFE.start, list[str]()
    for event, facts in tries:
        try:
            after = ENGINE.move(state, event, facts)
        except NotAllowed:
            continue
        history.append(event)
        if after == CLOSED and state != CLOSED:
            assert event in ("close", "lapse", "not_delivered")
            assert ANSWERS & set(history) or event == "lapse"
        if after in OPEN and state in OVER:
            assert event in ("follow_up", "reopen")
        state = after
    if state == ANSWERED:
        assert ANSWERS & set(history)


def test_a_question_becomes_one_breach_at_most() -> None:
    for state in CONSULT_LIFE.states:
        assert "make_breach" not in ENGINE.allowed(state, {**QUIET, "breach_made": "yes"})
    assert all(arrow.source in OPEN for arrow in CONSULT_LIFE.arrows if arrow.event == "make_breach")


def test_a_question_becomes_one_request_at_most() -> None:
    for state in CONSULT_LIFE.states:
        assert "make_request" not in ENGINE.allowed(state, {**QUIET, "request_made": "yes"})


def test_the_bot_never_answers() -> None:
    for event, roles in ROLES.items():
        if roles == BOT:
            assert all(
                arrow.target != ANSWERED or arrow.source == ANSWERED
                for arrow in CONSULT_LIFE.arrows
                if arrow.event == event
            )
