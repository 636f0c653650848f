"""The life of a rights request: what can happen when, who may do it, and what can never happen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state_machines.chart import Facts
from state_machines.engine import Engine
from state_machines.rights_life import (
    ANSWERED,
    BEFORE_ANSWER,
    BOT,
    CLARIFYING,
    CLOSED,
    CONFIRMED,
    DECIDED,
    DONE,
    FINDERS,
    IDENTIFYING,
    IN_PROGRESS,
    LEGAL,
    OBJECTED,
    OPEN,
    READERS,
    RECEIVED,
    REMINDED,
    REPORTER,
    RIGHTS_LIFE,
    ROLES,
    WAITING_FOR_PERSON,
    WITHDRAWN,
    WRITERS,
)

ENGINE = Engine(RIGHTS_LIFE)
YES_NO = [
    "disputed",
    "reminded",
    "taken",
    "receipt",
    "known",
    "all_decided",
    "paused",
    "extended",
    "first_month",
    "searching",
    "grants",
    "recipients_due",
    "overdue",
    "late",
    "unexplained",
    "breach_due",
    "objectionable",
    "referenced",
    "confidential",
    "alike",
]
QUIET: Facts = dict.fromkeys(YES_NO, "no") | {"identity": "open", "clarification": "none"}

states = st.sampled_from(RIGHTS_LIFE.states)
facts = st.fixed_dictionaries(
    {
        **dict.fromkeys(YES_NO, st.sampled_from(["yes", "no"])),
        "identity": st.sampled_from(["open", "asked", "confirmed"]),
        "clarification": st.sampled_from(["none", "asked", "answered"]),
    }
)


def test_every_event_has_its_people_and_every_role_an_event() -> None:
    assert {arrow.event for arrow in RIGHTS_LIFE.arrows} == set(ROLES)
    assert set(ROLES.values()) == {LEGAL, READERS, REMINDED, FINDERS, WRITERS, REPORTER, BOT}


@pytest.mark.parametrize("event", sorted(ROLES))
def test_every_event_can_happen_some_day(event: str) -> None:
    sources = {arrow.source for arrow in RIGHTS_LIFE.arrows if arrow.event == event}
    for value in ("yes", "no"):
        for identity in ("asked", "confirmed"):
            for clarification in ("asked", "answered"):
                told = dict.fromkeys(YES_NO, value)
                told |= {"identity": identity, "clarification": clarification, "extended": "no"}
                if any(event in ENGINE.allowed(state, told) for state in sources):
                    return
    pytest.fail(f"{event} never happens")


def test_the_way_that_most_requests_go() -> None:
    way = [
        ("take_up", {}, RECEIVED),
        ("confirm_receipt", {}, CONFIRMED),
        ("ask_clarification", {"receipt": "yes"}, CLARIFYING),
        ("clarified", {"receipt": "yes", "clarification": "asked"}, CONFIRMED),
        ("ask_identity", {"receipt": "yes"}, IDENTIFYING),
        ("confirm_identity", {"identity": "asked"}, IN_PROGRESS),
        ("decide", {"identity": "confirmed", "known": "yes"}, IN_PROGRESS),
        ("decide", {"identity": "confirmed", "all_decided": "yes"}, DECIDED),
        ("record_answer", {"identity": "confirmed", "grants": "yes"}, ANSWERED),
        ("close", {}, CLOSED),
        ("record_objection", {"objectionable": "yes"}, OBJECTED),
        ("decide_objection", {}, ANSWERED),
        ("close", {}, CLOSED),
    ]
    state = RECEIVED
    for event, told, target in way:
        state = ENGINE.move(state, event, {**QUIET, **told})
        assert state == target


@given(states, facts)
@settings(max_examples=400, deadline=None)
def test_what_can_never_happen(state: str, told: Facts) -> None:
    allowed = ENGINE.allowed(state, told)
    targets = {event: ENGINE.move(state, event, told) for event in allowed}
    # Nothing is given to somebody whose identity is not sure.
    if "record_answer" in allowed:
        assert state == DECIDED
        assert told["identity"] == "confirmed" or told["grants"] == "no"
        # Nor is it answered while somebody still searches.
        assert told["searching"] == "no"
    # Extension: once, within the first month, while there is no answer.
    if "extend" in allowed:
        assert (told["extended"], told["first_month"]) == ("no", "yes")
        assert state in BEFORE_ANSWER
    # A pause needs a person who has something to do.
    assert "pause" not in allowed or state in WAITING_FOR_PERSON
    # A request closes after its answer, with every recipient told, or without a decision.
    closing = {event for event, target in targets.items() if target in DONE and state not in DONE}
    assert closing <= {"close", "withdraw"}
    if "close" in closing:
        assert state == ANSWERED
        assert told["recipients_due"] == told["unexplained"] == told["breach_due"] == "no"
    assert "withdraw" not in closing or told["recipients_due"] == told["breach_due"] == "no"
    # An objection is against a decision that went out, and ends before the case does.
    assert "record_objection" not in allowed or state in (ANSWERED, CLOSED)
    assert state != OBJECTED or targets["decide_objection"] == ANSWERED
    assert "withdraw" not in allowed or state in BEFORE_ANSWER
    assert "decide" not in allowed or "yes" in (told["known"], told["all_decided"])
    # No decision before the person knows that the request is there; none after the answer went out.
    assert "decide" not in allowed or state not in (RECEIVED, ANSWERED, *DONE)
    # Who passed it on never moves it.
    for event, roles in ROLES.items():
        if event in targets and not roles & LEGAL:
            assert targets[event] == state


@given(states, facts)
@settings(max_examples=400, deadline=None)
def test_there_is_always_a_next_step_for_legal_affairs(state: str, told: Facts) -> None:
    events = {event for event in ENGINE.allowed(state, told) if "jz" in ROLES[event]}
    if state in OPEN:
        # These come first, and can always be done.
        for due, event in (("breach_due", "check_breach"), ("recipients_due", "tell_recipients")):
            assert told[due] == "no" or event in events
            told = {**told, due: "no"}
        events = {event for event in ENGINE.allowed(state, told) if "jz" in ROLES[event]}
    leads_on = {ENGINE.move(state, event, told) for event in events} - {state}
    if state == ANSWERED and told["recipients_due"] == "yes":
        assert "tell_recipients" in events
    assert leads_on, (state, told)


def test_every_open_state_can_come_to_its_end() -> None:
    ends = {state: {state} for state in DONE}
    told = dict(QUIET, all_decided="yes", identity="confirmed", taken="yes")
    reached = {state for state in RIGHTS_LIFE.states if state in ends}
    for _ in RIGHTS_LIFE.states:
        reached |= {
            state
            for state in RIGHTS_LIFE.states
            for event in ENGINE.allowed(state, told)
            if ENGINE.move(state, event, told) in reached
        }
    assert set(OPEN) <= reached


@given(facts)
@settings(max_examples=100, deadline=None)
def test_reopening_goes_back_as_far_as_the_work_had_come(told: Facts) -> None:
    for state in (ANSWERED, CLOSED, WITHDRAWN):
        target = ENGINE.move(state, "reopen", told)
        if told["all_decided"] == "yes":
            assert target == DECIDED
        elif told["identity"] == "confirmed":
            assert target == IN_PROGRESS
        else:
            assert target == (CONFIRMED if told["receipt"] == "yes" else RECEIVED)
