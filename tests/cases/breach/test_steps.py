"""Assessing, deciding, notifying, informing and closing a breach: what each step asks, keeps and sets off."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.breach.case import BreachCase
from cases.breach.export import EXPORT, UNDECIDED
from cases.breach.handling import RECIPIENTS
from cases.breach.life import LIFE, change
from cases.breach.listing import LISTING
from cases.breach.people import least_people
from cases.breach.rhythm import CHORES, chore_named
from cases.breach.step import TASK_WAITS
from cases.register.export import exported
from cases.register.life import Refused
from cases.register.messages import Due, channel, mailbox
from cases.register.plans import Drop
from state_machines.breach_life import BREACH_LIFE, CLOSED, ENDED, OPEN, ROLES
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import BO, JIP, NOOR, NOW, ORG, PLAIN, Lived, filed, lived

SENSITIVE = {"sensitive": True, "n_people": 1, "n_recipients": 1, "data_kinds": ["inkomen"]}
"""Notify the AP, tell the people."""
HARMLESS = {
    "n_people": 3,
    "data_kinds": ["naam"],
    "n_recipients": 1,
    "special": False,
    "sensitive": False,
    "credentials": False,
    "encrypted_or_otherwise_unintelligible": False,
    "recipient_trusted_and_confirmed_deletion": True,
    "disclosed_or_exfiltrated": "ja",
    "kind": ["vertrouwelijkheid"],
}
"""Neither."""
UNKNOWN: dict[str, object] = {}
"""Notify the AP, in doubt."""

WHEN = {"on_date": "2026-11-23", "at_time": "14:00", "channel": "webformulier"}
HOUR = timedelta(hours=1)


def after(case: BreachCase, *events: tuple[str, Mapping[str, str]], at: datetime = NOW) -> BreachCase:
    for event, given_ in events:
        case = change(case, event, NOOR, at, ORG, given_).case
    return case


def assessed(facts: object = SENSITIVE, outcome: str = "breach") -> BreachCase:
    """A case on which the questions were answered, in one answer."""
    case = after(filed(PLAIN).case, ("begin_triage", {}))
    told = {
        "step": "role",
        "count": "0",
        "values": json.dumps({"role": "eigen"}),
        "spoken": "Vraag? Antwoord",
    }
    return after(case, ("assess", {**told, "outcome": outcome, "facts": json.dumps(facts)}))


WHY = {"reason": "Geen risico voor iemand.", "people_reason": "Niemand wordt hierdoor geschaad."}
"""Why the AP, and why the people, are not told."""


def decided(choice: str = "follow", facts: object = SENSITIVE) -> BreachCase:
    return after(assessed(facts), ("decide", {"choice": choice, **WHY}))


def test_what_was_left_open_about_the_people_can_be_decided_later() -> None:
    given_ = {"ap": "notify", "people": "later", "reason": "Nog niet bekend om wie het gaat."}
    case = after(assessed(), ("deviate", given_))
    assert case.people is None
    assert "decide_people" in LIFE.allowed(case, NOW, ORG)
    told = after(case, ("decide_people", {"people": "inform", "reason": ""}))
    assert told.people is not None
    assert (told.status, told.people.choice, told.people_wait) == ("to_notify", "inform", True)
    assert "jz" in told.cards
    without = {"people": "not", "ground": "wet", "people_reason": "Het zou het onderzoek schaden."}
    assert not after(case, ("decide_people", without)).people_wait


def test_following_the_advice_decides_both() -> None:
    case = decided()
    assert case.status == "to_notify"
    assert case.decision is not None
    assert case.people is not None
    assert (case.decision.ap, case.people.choice, case.deviates) == ("notify", "inform", False)
    assert "jz" in case.cards
    quiet = decided(facts=HARMLESS)
    assert quiet.status == "not_notified"
    assert quiet.people is not None
    assert (quiet.people.choice, quiet.people.ground) == ("not", "geen_hoog_risico")
    assert "jz" not in quiet.cards


def test_a_task_that_nobody_has_is_told_of_until_it_is_there_or_done() -> None:
    made = change(assessed(), "decide", NOOR, NOW, ORG, {"choice": "follow", **WHY})
    told = [(at, due) for at, due in made.dues if due.ref.about == TASK_WAITS]
    assert {due.to for _, due in told} == {channel("po"), channel("fg"), mailbox("fg")}
    given_ = made.case.model_copy(update={"task_given": "yes"})
    how = {**WHEN, "how": "brief", "count_told": str(least_people(made.case))}
    done = change(made.case, "informed", JIP, NOW, ORG, how).case
    assert (made.case.task_given, done.task_given, done.people_wait) == ("no", "no", False)
    for at, due in told:
        assert not isinstance(BREACH.plan(due, made.case, at, ORG), Drop)
        assert isinstance(BREACH.plan(due, given_, at, ORG), Drop)
        assert isinstance(BREACH.plan(due, done, at, ORG), Drop)


def test_in_doubt_the_people_are_decided_on_later() -> None:
    case = decided("provisional", UNKNOWN)
    assert case.status == "to_notify"
    assert case.people is None or case.people.choice == "inform"
    with pytest.raises(NotAllowed):
        decided("provisional", HARMLESS)


@pytest.mark.parametrize("facts", [SENSITIVE, HARMLESS])
@pytest.mark.parametrize("ap", ["notify", "provisional", "not"])
@pytest.mark.parametrize("people", ["inform", "public", "not", "later"])
def test_a_deviation_is_what_differs_from_the_advice(facts: dict[str, object], ap: str, people: str) -> None:
    given_ = {"ap": ap, "people": people, "ground": "risico_weg", **WHY}
    case = after(assessed(facts), ("deviate", given_))
    wanted = facts is SENSITIVE
    differs = ((ap != "not") is not wanted) or (people != "later" and (people == "inform") is not wanted)
    assert case.deviates is differs
    assert ("fg" in case.cards) is differs
    with pytest.raises(Refused):
        after(assessed(facts), ("deviate", {**given_, "reason": " "}))


def test_not_telling_people_needs_a_ground() -> None:
    with pytest.raises(Refused) as refused:
        after(assessed(), ("deviate", {"ap": "not", "people": "not", **WHY}))
    assert refused.value.field == "ground"


def test_an_answer_on_an_older_card_changes_nothing() -> None:
    case = after(filed(PLAIN).case, ("begin_triage", {}))
    first = {"step": "personal_data", "count": "0", "values": '{"personal_data": "ja"}'}
    case = after(case, ("answer_triage", first))
    with pytest.raises(NotAllowed):
        change(case, "answer_triage", BO, NOW, ORG, {**first, "values": '{"personal_data": "nee"}'})
    assert change(case, "answer_triage", NOOR, NOW, ORG, first).event is None, "a double press"
    with pytest.raises(NotAllowed):
        change(case, "back_triage", BO, NOW, ORG, {"count": "0"})
    back = after(case, ("back_triage", {"count": "1"}))
    assert back.triage is not None
    assert not back.triage.answers
    assert back.triage.memory == {"personal_data": "ja"}


@pytest.mark.parametrize(
    "forged",
    [
        {"values": "[]"},
        {"values": "{"},
        {"values": '{"a": 1}'},
        {"step": ""},
        {"facts": "nonsense"},
        {"facts": '{"unknown": 1}'},
        {"outcome": "weg"},
    ],
)
def test_forged_answers_are_refused(forged: dict[str, str]) -> None:
    case = after(filed(PLAIN).case, ("begin_triage", {}))
    told = {"step": "role", "count": "0", "values": "{}", "outcome": "breach", "facts": "{}"}
    with pytest.raises(NotAllowed):
        after(case, ("assess", {**told, **forged}))


def test_late_is_late_by_the_moment_of_telling_and_asks_why() -> None:
    case = decided()
    afterwards = case.deadline(ORG).due + 5 * HOUR
    here = (case.deadline(ORG).due - HOUR).astimezone(ORG.zone)
    in_time = {**WHEN, "on_date": here.date().isoformat(), "at_time": here.strftime("%H:%M")}
    with pytest.raises(Refused) as refused:
        after(case, ("ap_full", in_time), at=afterwards)
    assert (refused.value.field, refused.value.key) == ("ap_number", "later_vastgelegd")
    assert after(case, ("ap_full", {**in_time, "late_reason": "Ik was ziek."}), at=afterwards).missed is False
    kept = after(case, ("ap_full", {**in_time, "ap_number": "2026-7"}), at=afterwards)
    assert (kept.told, kept.missed) == ("full", False)
    late_at = case.deadline(ORG).due + HOUR
    late = {**WHEN, "on_date": late_at.date().isoformat(), "at_time": late_at.strftime("%H:%M")}
    with pytest.raises(Refused) as refused:
        after(case, ("ap_full", late), at=afterwards)
    assert refused.value.field == "late_reason"
    told = after(case, ("ap_full", {**late, "late_reason": "Het bleek pas laat."}), at=afterwards)
    assert (told.told, told.missed, told.late_reason) == ("full", True, "Het bleek pas laat.")


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"on_date": "2026-11-24"}, "toekomst"),
        ({"on_date": "2026-11-20"}, "ap_voor_ontdekken"),
        ({"on_date": "nooit"}, "geen_datum"),
        ({"on_date": "9999-12-31", "at_time": "23:59"}, "toekomst"),
        ({"at_time": "25:00"}, "geen_datum"),
        ({"channel": "duif"}, "geen_keuze"),
        ({"channel": "anders"}, "geen_keuze"),
        ({"channel": ""}, "verplicht"),
        ({"ap_number": "x" * 61}, "te_lang"),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, str], key: str) -> None:
    with pytest.raises(Refused) as refused:
        after(decided(), ("ap_full", {**WHEN, **wrong}))
    assert refused.value.key == key


def test_a_provisional_notification_is_completed_or_withdrawn() -> None:
    case = after(decided(), ("ap_provisional", {**WHEN, "ap_number": "2026-1"}))
    assert (case.status, case.told, case.ap_number) == ("provisional", "provisional", "2026-1")
    more = after(case, ("ap_supplement", WHEN))
    assert (more.status, more.ap_number) == ("provisional", "2026-1")
    assert after(more, ("ap_full", WHEN)).status == "notified"
    again = after(case, ("new_facts", {"words": "Het was versleuteld."}))
    assert (again.status, again.decision, again.told) == ("assessing", None, "provisional")
    told = {"step": "role", "count": "2", "values": '{"role": "eigen"}', "outcome": "no_breach"}
    none = after(again, ("assess", told), ("conclude_no_breach", {"reason": "Niets aan de hand."}))
    assert none.status == "to_withdraw", "what the AP was told has to be taken back first"
    assert after(none, ("ap_withdraw", WHEN)).status == "no_breach"


def test_the_people_are_told_by_jz_who_may_do_nothing_else() -> None:
    case = decided()
    told = {**WHEN, "how": "brief", "count_told": "12"}
    done = change(case, "informed", JIP, NOW, ORG, told).case
    assert done.informed is not None
    assert (done.informed.count, done.people_wait) == (12, False)
    assert LIFE.only_task(case, JIP) == "jz"
    assert not LIFE.may_see(decided(facts=HARMLESS), JIP)
    for count in ("", "-1", "veel", "1" * 30, "²"):
        with pytest.raises(Refused):
            change(case, "informed", JIP, NOW, ORG, {**told, "count_told": count})


def test_every_other_recipient_is_decided_on_at_once_and_done_one_by_one() -> None:
    case = decided()
    for wrong in ("", "geen,politie", "buurman"):
        with pytest.raises(Refused):
            after(case, ("decide_duties", {"recipients": wrong, "reason": "Zo."}))
    case = after(case, ("decide_duties", {"recipients": "politie,verzekeraar", "reason": "Diefstal."}))
    assert set(case.duties) == set(RECIPIENTS)
    assert case.waiting_duties == ("politie", "verzekeraar")
    case = after(case, ("duty_done", {**WHEN, "recipient": "politie", "how_told": "Aangifte."}))
    assert case.waiting_duties == ("verzekeraar",)
    kept = after(case, ("decide_duties", {"recipients": "geen", "reason": "Geen polis."}))
    assert kept.waiting_duties == ()
    assert kept.duties["politie"].done_at is not None, "what was told is not taken back"


def test_nothing_is_closed_before_all_is_done() -> None:
    steps: list[tuple[str, dict[str, str]]] = [
        ("ap_full", WHEN),
        ("ap_numbered", {"ap_number": "2026-1"}),
        ("informed", {**WHEN, "how": "brief", "count_told": "1"}),
        ("decide_duties", {"recipients": "geen", "reason": "Niemand."}),
        ("fill_register", {"effects": "Gering.", "measures": "Uitleg."}),
    ]
    case = decided()
    for step in steps:
        with pytest.raises(NotAllowed):
            after(case, ("close", {}))
        case = after(case, step)
    closed = after(case, ("close", {}))
    assert (closed.status, closed.closed_at) == (CLOSED, NOW)
    again = after(closed, ("reopen", {}))
    assert (again.status, again.decision, again.told) == ("taken_up", None, "full")
    assert again.registration is not None
    assert not again.registration.stands


@settings(max_examples=100, deadline=None)
@given(lived(most=25), st.sampled_from([timedelta(), HOUR, timedelta(days=40)]))
def test_reminders_never_outlive_their_reason(life: Lived, later: timedelta) -> None:
    """Whatever was once set to wait is dropped as soon as what it asks for has happened."""
    case, now = life.case, life.now + later
    waiting: list[Due] = [due for done in life.changes for _, due in done.dues if due.kind == "reminder"]
    for due in waiting:
        found = chore_named(due.ref.about)
        wanted = found[0].waits(case) and case.is_open if found else not case.ap_settled
        if not wanted:
            assert isinstance(BREACH.plan(due, case, now, ORG), Drop)


@settings(max_examples=100, deadline=None)
@given(lived(most=25))
def test_what_waits_is_always_reminded_of(life: Lived) -> None:
    """Each chore that waits has a reminder that is still to go out: none is forgotten."""
    for chore in CHORES.values():
        if life.case.is_open and chore.waits(life.case):
            names = {
                due.ref.about
                for done in life.changes
                for _, due in done.dues
                if due.kind == "reminder" and due.to == channel(chore.office)
            }
            coming = {name for name in names if name.startswith(f"{chore.name}-")} - set(life.case.reminders)
            assert coming, chore.name


@settings(max_examples=100, deadline=None)
@given(lived(most=25))
def test_the_register_has_every_field_of_every_case(life: Lived) -> None:
    line = exported(EXPORT, life.case, life.events, ORG).line
    assert set(UNDECIDED) <= set(line)
    assert all(line[name] for name in UNDECIDED), "what nobody decided yet says so"
    entry = LISTING.entry(life.case, ORG)
    assert LISTING.words.step(entry.step) if life.case.is_open else LISTING.words.closed(entry.status)


def test_every_state_and_every_event_has_its_words_in_the_register() -> None:
    assert all(EXPORT.status(state) for state in BREACH_LIFE.states)
    assert all(EXPORT.event(event) for event in ROLES)
    assert all(LISTING.words.closed(state) for state in ENDED)
    assert set(OPEN) | set(ENDED) == set(BREACH_LIFE.states)
