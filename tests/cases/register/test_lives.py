"""What holds of every life of a case: of a breach, a request and a consult, under random events by random people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases.breach.register import breach_register
from cases.consult.register import CONSULT
from cases.plain_text import stored_size
from cases.ports import ROW_LIMIT
from cases.register.case import KEPT_CARDS, KEPT_EXCHANGES, KEPT_REMINDERS
from cases.register.history import Event, first_broken
from cases.register.life import Change, NoRole, Refused
from cases.register.messages import due_key
from cases.register.register import Register
from cases.rights.register import RIGHTS
from state_machines.engine import NotAllowed
from storage.keys import checked
from tests.cases.breach import by_chance as breach
from tests.cases.breach.by_chance import ORG, PEOPLE
from tests.cases.consult import by_chance as consult
from tests.cases.living import Lived
from tests.cases.rights import by_chance as rights

some = settings(max_examples=40, deadline=None)
"""A life of a case is long; so many of them are enough."""


@dataclass(frozen=True)
class Lives:
    """The lives of the cases of one register. What is `told_again` is a line in the history each time."""

    register: Register[Any]
    lived: Callable[..., st.SearchStrategy[Lived[Any]]]
    payloads: Callable[[str, Any, datetime], st.SearchStrategy[dict[str, str]]]
    tried: Callable[..., Any]
    told_again: frozenset[str] = frozenset({"send_facts", "give_paper"})


EVERY = (
    Lives(breach_register(), breach.lived, breach.payloads, breach.tried),
    Lives(
        RIGHTS,
        rights.lived,
        rights.payloads,
        rights.tried,
        frozenset({"send_facts", "give_paper", "reopen", "charge_fee", "amend", "tell_recipients"}),
    ),
    Lives(CONSULT, consult.lived, lambda event, case, at: consult.payloads(event, case), consult.tried),
)
every_life = pytest.mark.parametrize("lives", EVERY, ids=lambda each: each.register.name)


@every_life
@some
@given(st.data())
def test_every_change_is_one_version_and_one_event_further(lives: Lives, data: st.DataObject) -> None:
    life = data.draw(lives.lived())
    assert life.changes[0].case.version == life.changes[0].case.seq == 1
    for earlier, later in zip(life.changes, life.changes[1:], strict=False):
        assert later.case.version == earlier.case.version + 1
        assert later.case.seq == earlier.case.seq + 1
    assert [each.seq for each in life.events] == list(range(1, len(life.events) + 1))
    assert life.events[-1].hash == life.case.last_hash
    assert all(
        each.status_to == done.case.status for each, done in zip(life.events, life.changes, strict=True)
    )


@every_life
@some
@given(st.data())
def test_the_history_is_whole_and_tells_who_did_what(lives: Lives, data: st.DataObject) -> None:
    life = data.draw(lives.lived())
    assert first_broken(life.events) is None
    stored = [Event.model_validate_json(each.model_dump_json()) for each in life.events]
    assert first_broken(stored) is None
    done = [each for each in life.tries if each.outcome and each.outcome.event]
    for step, event in zip(done, life.events[1:], strict=True):
        assert (event.event, event.at) == (step.event, step.at)
        assert event.actor_id == (step.actor.aad_id if step.actor else "bot")


@every_life
@some
@given(st.data())
def test_a_history_that_was_touched_is_found_out(lives: Lives, data: st.DataObject) -> None:
    life = data.draw(lives.lived(most=6))
    place = data.draw(st.integers(0, len(life.events) - 1))
    event = life.events[place]
    forgery: dict[str, object] = data.draw(
        st.sampled_from(
            [
                {"actor_name": event.actor_name + "x"},
                {"actor_id": "somebody"},
                {"why": event.why + "x"},
                {"at": event.at + timedelta(hours=1)},
                {"status_to": "elsewhere"},
                {"changes": {**event.changes, "more": ("a", "b")}},
                {"number": "DL-2026-0002"},
            ]
        )
    )
    changed = [*life.events]
    changed[place] = event.model_copy(update=forgery)
    assert first_broken(changed) == place + 1
    changed[place] = changed[place].sealed()
    # Sealed again it holds by itself, but not with what follows; the case holds the hash of the last one.
    assert first_broken(changed) == (place + 2 if place + 1 < len(changed) else None)
    assert changed[-1].hash != life.case.last_hash or place + 1 < len(changed)
    assert first_broken([*life.events[:place], *life.events[place + 1 :]]) == (
        place + 1 if place + 1 < len(life.events) else None
    )
    assert first_broken([*life.events[: place + 1], *life.events[place:]]) == place + 2


@every_life
@some
@given(st.data())
def test_what_the_case_did_not_take_changed_nothing(lives: Lives, data: st.DataObject) -> None:
    for step in data.draw(lives.lived()).tries:
        if step.outcome is None:
            assert isinstance(step.refusal, NoRole | NotAllowed | Refused)
        elif step.outcome.event is None:
            assert step.outcome == Change(step.before, None)


@every_life
@some
@given(st.data())
def test_nobody_without_the_role_changes_anything(lives: Lives, data: st.DataObject) -> None:
    rules = lives.register.life
    for step in data.draw(lives.lived()).tries:
        if step.actor is None or step.event not in rules.roles:
            continue
        if rules.roles[step.event].isdisjoint(rules.roles_in(step.before, step.actor)):
            assert isinstance(step.refusal, NoRole)


@every_life
@some
@given(st.data())
def test_the_same_press_again_changes_nothing(lives: Lives, data: st.DataObject) -> None:
    rules, life = lives.register.life, data.draw(lives.lived())
    possible = rules.allowed(life.case, life.now, ORG) - lives.told_again
    pressed = sorted(each for each in possible if "bot" not in rules.roles[each])
    assume(pressed)
    event = data.draw(st.sampled_from(pressed))
    people = (*PEOPLE, life.case.reporter)
    who = data.draw(
        st.sampled_from([each for each in people if rules.roles[event] & rules.roles_in(life.case, each)])
    )
    payload = data.draw(lives.payloads(event, life.case, life.now))
    first = lives.tried(life.case, event, who, payload, life.now)
    if first.outcome is None:
        return  # refused: another test has that
    again = lives.tried(first.outcome.case, event, who, payload, life.now)
    if again.refusal is None:
        assert again.outcome == Change(first.outcome.case, None)
    else:
        assert isinstance(again.refusal, NotAllowed | Refused)


@every_life
@some
@given(st.data())
def test_every_waiting_message_has_a_key_of_its_own(lives: Lives, data: st.DataObject) -> None:
    life = data.draw(lives.lived())
    for done in life.changes:
        keys = [due_key(at, due) for at, due in done.dues]
        assert len(set(keys)) == len(keys)
        assert [checked(key) for key in keys] == keys
        assert all(due.number == life.case.number for _, due in done.dues)
        assert done.event is not None
        assert all(at >= done.event.at for at, _ in done.dues), "a message lies before its cause"
    for done in life.changes[1:]:
        drawn = {str(due.to) for _, due in done.dues if due.kind == "card"}
        assert drawn == set(done.case.cards), "a living card is not drawn again"


@every_life
@some
@given(st.data())
def test_a_case_fits_its_row_and_comes_back(lives: Lives, data: st.DataObject) -> None:
    life = data.draw(lives.lived(most=16))
    value = lives.register.stored.row(life.case)
    assert stored_size(value) <= ROW_LIMIT
    back = lives.register.stored.read(value)
    assert (back.status, back.version, back.seq) == (life.case.status, life.case.version, life.case.seq)
    assert [each.id for each in back.exchanges] == [each.id for each in life.case.exchanges]
    assert [each.id for each in back.pending] == [each.id for each in life.case.pending]
    assert len(life.case.exchanges) <= KEPT_EXCHANGES
    assert len(life.case.cards) <= KEPT_CARDS
    assert len(life.case.reminders) <= KEPT_REMINDERS
