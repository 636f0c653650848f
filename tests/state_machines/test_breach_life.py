"""The life of a breach report: what happens when, who may do it, and that every case can come to its end."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import product

import pytest

from state_machines.breach_life import (
    ASSESSED,
    ASSESSING,
    BOT,
    BREACH_LIFE,
    CLOSED,
    DECIDED,
    ENDED,
    HEARD,
    INFORMERS,
    NO_BREACH,
    OFFICERS,
    OPEN,
    REPORTED,
    REPORTER,
    ROLES,
    TAKEN_UP,
    UNDECIDED,
    WITHDRAWN,
)
from state_machines.engine import Engine

ENGINE = Engine(BREACH_LIFE)

VALUES = {
    "withdrawal_asked": ("no", "yes"),
    "confidential": ("no", "yes"),
    "overdue": ("no", "yes"),
    "explained": ("yes", "no"),
    "breach": ("unknown", "yes", "no"),
    "ap": ("open", "notify", "not"),
    "told": ("no", "provisional", "full"),
    "people": ("open", "inform", "not"),
    "informed": ("no", "behind", "yes"),
    "duties": ("undecided", "open", "done"),
    "numbered": ("yes", "no"),
    "ap_behind": ("no", "yes"),
    "unweighed": ("no", "yes"),
    "registered": ("no", "yes"),
    "measures": ("no", "yes"),
    "alike": ("no", "yes"),
    "fg_asked": ("no", "yes"),
    "jz_asked": ("no", "yes"),
    "advised": ("no", "yes"),
    "followed_up": ("yes", "no"),
    "drill": ("no", "yes"),
    "disputed": ("no", "yes"),
    "reminded": ("no", "yes"),
    "name_closed": ("no", "yes"),
}
QUIET = {name: values[0] for name, values in VALUES.items()}

Pair = tuple[str, tuple[str, ...]]
"""A state of the chart with the facts beside it, in the order of VALUES."""

EFFECTS: dict[str, dict[str, tuple[str, ...]]] = {
    "ask_withdrawal": {"withdrawal_asked": ("yes",)},
    "keep_open": {"withdrawal_asked": ("no",)},
    "assess": {"breach": ("yes", "no")},
    "decide": {"ap": ("notify", "not"), "people": ("open", "inform", "not"), "withdrawal_asked": ("no",)},
    "decide_people": {"people": ("inform", "not")},
    "decide_duties": {"duties": ("open", "done")},
    "duty_done": {"duties": ("open", "done")},
    "informed": {"informed": ("yes",)},
    "nobody_more": {"informed": ("yes",)},
    "ap_provisional": {
        "told": ("provisional",),
        "explained": ("yes", "no"),
        "numbered": ("yes", "no"),
        "ap_behind": ("no",),
    },
    "ap_full": {"told": ("full",), "numbered": ("yes", "no"), "ap_behind": ("no",)},
    "ap_supplement": {"ap_behind": ("no",)},
    "no_supplement": {"ap_behind": ("no",)},
    "ap_numbered": {"numbered": ("yes",)},
    "ap_withdraw": {"told": ("no",), "numbered": ("yes",), "ap_behind": ("no",)},
    "late_reason": {"explained": ("yes",)},
    "fill_register": {"registered": ("yes",)},
    "nothing_changes": {"unweighed": ("no",)},
    # Asked and given are one here: between the two nothing of the way to the end changes.
    "ask_opinion": {"advised": ("yes",)},
    "weigh_opinion": {"advised": ("no",)},
    "ap_asks": {"followed_up": ("no",)},
    "promise": {"followed_up": ("no",)},
    "follow_up_done": {"followed_up": ("yes", "no")},
}
"""What each event may make of the facts."""

ANEW = {
    "ap": ("open",),
    "people": ("open",),
    "breach": ("unknown",),
    "registered": ("no",),
    "duties": ("undecided",),
    "unweighed": ("no",),
}
"""What is to be decided and written down again after new facts."""

TOLD_SINCE = ("add_facts", "answer", "correct_details")
"""What brings something new: once decided, somebody has to weigh it."""

EFFECTS["deviate"] = EFFECTS["decide"]

DECIDING = ("decide", "deviate")
"""Events whose target hangs on what they decide."""


def effects_of(event: str, state: str, facts: dict[str, str]) -> dict[str, tuple[str, ...]]:
    if event in TOLD_SINCE:
        return {"unweighed": ("yes",)} if state in DECIDED else {}
    if event not in ("new_facts", "reopen"):
        return EFFECTS.get(event, {})
    knows = {"ap_behind": ("yes",)} if facts["told"] != "no" else {}
    told = {"informed": ("behind",)} if facts["informed"] != "no" else {}
    return {**ANEW, **knows, **told}


def facts_of(pair: Pair) -> dict[str, str]:
    return dict(zip(VALUES, pair[1], strict=True))


def possible(pair: Pair) -> Iterator[tuple[str, Pair]]:
    """Every event that can happen here, and what may come of it."""
    state, facts = pair[0], facts_of(pair)
    for event in sorted(ENGINE.allowed(state, facts)):
        effects = effects_of(event, state, facts)
        target = "" if event in DECIDING else ENGINE.move(state, event, facts)
        if not effects:
            yield event, (target, pair[1])
            continue
        for values in product(*effects.values()):
            after = facts | dict(zip(effects, values, strict=True))
            yield event, (target or ENGINE.move(state, event, after), tuple(after.values()))


@cache
def ways() -> Mapping[Pair, tuple[tuple[str, Pair], ...]]:
    """Every state with every set of facts that a case can come to, whatever people do, and where it leads."""
    start: Pair = (REPORTED, tuple(QUIET.values()))
    known, found, todo = {start: start}, dict[Pair, tuple[tuple[str, Pair], ...]](), [start]
    while todo:
        pair = todo.pop()
        if pair not in found:
            found[pair] = tuple((event, known.setdefault(after, after)) for event, after in possible(pair))
            todo += [after for _, after in found[pair] if after not in found]
    return found


def reached() -> Collection[Pair]:
    return ways().keys()


def following(pair: Pair, *, by: frozenset[str]) -> Iterator[tuple[str, Pair]]:
    """Every event that people of these roles can cause here, and what may come of it."""
    return ((event, after) for event, after in ways()[pair] if not ROLES[event].isdisjoint(by))


def test_every_event_has_its_people_and_every_role_an_event() -> None:
    assert {arrow.event for arrow in BREACH_LIFE.arrows} == set(ROLES)
    alone = {frozenset({office}) for office in ("po", "fg", "jz")}
    assert set(ROLES.values()) == {OFFICERS, INFORMERS, REPORTER, BOT, OFFICERS | BOT, *alone}


def test_every_state_is_reached_by_what_people_do() -> None:
    assert {state for state, _ in reached()} == set(BREACH_LIFE.states)


def test_a_case_is_never_closed_before_all_is_decided_done_and_registered() -> None:
    closed = [facts_of(pair) for pair in reached() if pair[0] == CLOSED]
    assert closed
    for facts in closed:
        assert facts["breach"] == "yes"
        assert facts["ap"] in ("notify", "not")
        assert facts["told"] == ("full" if facts["ap"] == "notify" else "no")
        assert facts["people"] in ("inform", "not")
        assert facts["people"] == "not" or facts["informed"] == "yes"
        assert facts["duties"] == "done"
        assert facts["explained"] == "yes"
        assert facts["numbered"] == "yes"
        assert facts["ap_behind"] == "no"
        assert facts["unweighed"] == "no"
        assert facts["registered"] == "yes"
        assert facts["advised"] == "no"
        assert facts["followed_up"] == "yes"


def test_a_case_that_the_ap_knows_of_never_ends_as_nothing() -> None:
    for pair in reached():
        if pair[0] in (NO_BREACH, WITHDRAWN):
            assert facts_of(pair)["told"] == "no"


def test_what_is_decided_was_a_breach_or_has_to_be_taken_back() -> None:
    for pair in reached():
        state, facts = pair[0], facts_of(pair)
        if state in DECIDED:
            assert facts["breach"] == "yes" or (state == "to_withdraw" and facts["told"] != "no")


def test_from_everywhere_officers_can_bring_a_case_to_its_end() -> None:
    """A way that ends, without the reporter, without the bot, and not by calling it a double."""
    steps = {
        pair: {after for event, after in following(pair, by=frozenset({"po"})) if event != "join"}
        for pair in reached()
    }
    ending = {pair for pair in steps if pair[0] in ENDED}
    grown = True
    while grown:
        more = {pair for pair, after in steps.items() if pair not in ending and after & ending}
        ending |= more
        grown = bool(more)
    assert ending == set(steps)


def test_from_every_end_a_case_can_be_worked_on_again() -> None:
    for pair in reached():
        if pair[0] in ENDED:
            assert TAKEN_UP in {after[0] for _, after in following(pair, by=frozenset({"po"}))}


@pytest.mark.parametrize(
    ("state", "facts", "allowed"),
    [
        (REPORTED, {}, "take_up begin_triage ask_withdrawal amend_what amend_when"),
        (TAKEN_UP, {}, "hand_over begin_triage too_little correct_details ap_provisional ask_withdrawal"),
        (
            ASSESSING,
            {},
            "hand_over answer_triage back_triage pause_triage assess too_little correct_details ap_provisional"
            " ask_withdrawal",
        ),
        (
            ASSESSED,
            {"breach": "no"},
            "hand_over back_triage conclude_no_breach fill_register ap_provisional ask_withdrawal",
        ),
        (
            ASSESSED,
            {"breach": "yes"},
            "hand_over back_triage decide deviate fill_register ap_provisional ask_withdrawal",
        ),
    ],
)
def test_what_can_happen_in_a_quiet_case(state: str, facts: dict[str, str], allowed: str) -> None:
    always = {"ask_reporter", "answer", "add_facts", "seen", "make_confidential", "remind", "not_delivered"}
    always |= {"give_paper", "fill_paper", "task_given", "no_answer", *HEARD}
    taken_up = {"correct_discovery", "correct_report", "assign_facts", "promise", "people_asked", "note_down"}
    taken_up |= {"ask_opinion", "belongs_to", "join"}
    always |= taken_up if state != REPORTED else set()
    always |= {"plan_measure"} if state == ASSESSED else set()
    assert ENGINE.allowed(state, QUIET | facts) == always | set(allowed.split())


def test_what_the_facts_change() -> None:
    for state in UNDECIDED:
        quiet = ENGINE.allowed(state, QUIET)
        late = ENGINE.allowed(state, {**QUIET, "overdue": "yes"})
        assert late - quiet == {"late_reason", "term_missed"}
        mistake = ENGINE.allowed(state, {**QUIET, "withdrawal_asked": "yes"})
        assert mistake - quiet == {"accept_withdrawal", "keep_open"}
        assert quiet - mistake == {"ask_withdrawal"}
        told = ENGINE.allowed(state, {**QUIET, "withdrawal_asked": "yes", "told": "provisional"})
        assert "accept_withdrawal" not in told
    for state in OPEN:
        quiet = ENGINE.allowed(state, QUIET)
        hidden = ENGINE.allowed(state, {**QUIET, "confidential": "yes"})
        assert hidden - quiet == {"send_facts", "look"}
        assert quiet - hidden == {"make_confidential"}


def test_a_reporter_and_the_bot_never_move_a_case() -> None:
    for role in ("reporter", "bot"):
        for pair in reached():
            assert {after[0] for _, after in following(pair, by=frozenset({role}))} <= {pair[0]}


def test_legal_affairs_tell_the_people_and_decide_nothing() -> None:
    assert {event for event, roles in ROLES.items() if "jz" in roles} == {
        *("informed", "give_paper", "fill_paper", "jz_advises")
    }


def test_nobody_advises_unasked_and_an_advice_is_weighed_by_who_decides() -> None:
    for state in BREACH_LIFE.states:
        assert not {"fg_advises", "jz_advises", "weigh_opinion"} & ENGINE.allowed(state, QUIET)
    for state in OPEN:
        assert "fg_advises" in ENGINE.allowed(state, {**QUIET, "fg_asked": "yes"})
        assert "jz_advises" in ENGINE.allowed(state, {**QUIET, "jz_asked": "yes"})
        assert "ask_opinion" not in ENGINE.allowed(state, {**QUIET, "fg_asked": "yes", "jz_asked": "yes"})
    assert ROLES["ask_opinion"] == ROLES["weigh_opinion"] == {"po"}


def test_a_report_that_the_ap_knows_of_is_no_double() -> None:
    for state in BREACH_LIFE.states:
        assert ("join" in ENGINE.allowed(state, {**QUIET, "alike": "yes"})) == (state in UNDECIDED)
        assert ("join" in ENGINE.allowed(state, QUIET)) == (state in UNDECIDED and state != REPORTED)
        assert "join" not in ENGINE.allowed(state, {**QUIET, "told": "provisional"})
        hinted = "keep_apart" in ENGINE.allowed(state, {**QUIET, "alike": "yes"})
        assert hinted == (state in OPEN)


def test_a_drill_can_be_ended_at_any_time_and_nothing_else_can() -> None:
    for state in OPEN:
        real, drill = (ENGINE.allowed(state, {**QUIET, "drill": each}) for each in ("no", "yes"))
        assert drill - real == {"end_drill"}
        assert real - drill == {"make_confidential", "belongs_to", "join"} & real
    for state in ENDED:
        assert "reopen" in ENGINE.allowed(state, QUIET)
        assert ENGINE.allowed(state, {**QUIET, "drill": "yes"}).isdisjoint({"reopen", "end_drill"})


def test_a_closed_name_can_be_opened_at_any_time_by_a_privacy_officer_alone() -> None:
    for state in BREACH_LIFE.states:
        assert "open_name" in ENGINE.allowed(state, {**QUIET, "name_closed": "yes"})
        assert "open_name" not in ENGINE.allowed(state, QUIET)
    assert ROLES["open_name"] == {"po"}
