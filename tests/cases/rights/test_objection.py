"""An objection (Awb) to the answer on a request: its six weeks, the term to decide, its reminders, its end."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.public_holidays import PUT_ON_A_PAR, is_put_on_a_par
from cases.register.life import Deed, Refused
from cases.register.messages import channel
from cases.register.rhythm import reminded
from cases.rights.case import RightsCase, case_row, read_case
from cases.rights.facts import facts, more_facts
from cases.rights.life import LIFE, term_missed
from cases.rights.listing import LISTING
from cases.rights.objection import GRANTED, OBJECTION_OUTCOMES
from cases.rights.office_card import living, state_of
from cases.rights.reminder_cards import reminder
from cases.rights.rhythm import RHYTHM
from cases.terms import (
    is_working_day,
    months_later,
    next_working_day,
    objection_deadline,
    objection_decision_deadline,
    request_deadline,
)
from state_machines.engine import NotAllowed
from state_machines.rights_life import ANSWERED, CLOSED, OBJECTED
from tests.cases.breach.by_chance import JIP, NOW, ORG
from tests.cases.rights.by_chance import ANSWER, PLAIN, after, confirmed, decided
from tests.cases.viewers import IN_JZ

SENT = date(2026, 11, 23)
CAME = {"received_on": "2026-12-10", "about": "De afwijzing van een deel."}
LATER = NOW + timedelta(days=20)


def answered() -> RightsCase:
    return after(decided(), "record_answer", **ANSWER)


def objected(**more: str) -> RightsCase:
    return after(after(answered(), "close"), "record_objection", JIP, LATER, **(CAME | more))


def refused(case: RightsCase, event: str, at: datetime, /, **given_: str) -> str:
    with pytest.raises(Refused) as reason:
        LIFE.change(case, event, Deed(JIP, at, ORG, given_))
    return reason.value.key


@pytest.mark.parametrize("closed", [True, False])
def test_an_objection_opens_the_case_again_with_the_term_to_decide(closed: bool) -> None:
    case = after(answered(), "close") if closed else answered()
    done = LIFE.change(case, "record_objection", Deed(JIP, LATER, ORG, CAME))
    assert done.case.status == OBJECTED
    assert done.case.is_open
    assert done.case.closed_at is None
    assert state_of(done.case, LATER, ORG) == "bezwaar loopt"
    # 23 November and six weeks is 4 January; six weeks more is Monday 15 February.
    assert done.case.deadline(ORG).due.date() == date(2027, 2, 15)
    names = {due.ref.about for _, due in done.dues if due.kind == "reminder"}
    assert names == {"left-21", "left-14", "left-7", "closing-more", "last-more", "late-1"}
    assert {due.kind for _, due in done.dues} >= {"term"}
    entry = LISTING.entry(done.case, ORG)
    assert (entry.step, entry.due_at is not None) == ("objection", True)
    assert "objection" in entry.marks
    assert done.case.answered_in_time(ORG)


def test_its_six_weeks_stand_on_the_card_from_the_answer_on() -> None:
    told = {each.label: each.value for each in facts(answered(), ORG)}
    assert told["Bezwaar kan tot"] == "ma 4 jan"
    told = {each.label: each.value for each in facts(objected(), ORG)}
    assert told["Bezwaar"] == "do 10 dec"
    assert "Bezwaar kan tot" not in told


def test_an_objection_that_came_too_late_is_recorded_as_that() -> None:
    at = NOW + timedelta(days=60)
    case = after(answered(), "record_objection", JIP, at, **(CAME | {"received_on": "2027-01-20"}))
    assert case.objection is not None
    assert case.objection.late
    assert case.deadline(ORG).due.date() == date(2027, 3, 3)
    in_time = after(answered(), "record_objection", JIP, at, **(CAME | {"received_on": "2027-01-04"}))
    assert in_time.objection is not None
    assert not in_time.objection.late


@pytest.mark.parametrize("outcome", OBJECTION_OUTCOMES)
def test_its_end_is_written_down_and_the_person_heard_it(outcome: str) -> None:
    case, at = objected(), NOW + timedelta(days=40)
    with pytest.raises(NotAllowed):
        after(case, "close", JIP, at)
    ended = {"outcome": outcome, "reason": "Na een hoorzitting.", "told_on": "2026-12-31"}
    assert refused(case, "decide_objection", at, **(ended | {"reason": " "})) == "verplicht"
    assert refused(case, "decide_objection", at, **(ended | {"told_on": ""})) == "eerst_vertellen"
    assert refused(case, "decide_objection", at, **(ended | {"told_on": "2026-12-01"})) == "voor_bezwaar"
    if outcome in GRANTED:
        # The decision does not stand: a new one takes its place (Awb article 7:11), or there is a reason why not.
        assert refused(case, "decide_objection", at, **ended) == "nieuw_besluit"
        assert refused(case, "decide_objection", at, **ended, renewed_on="2026-12-01") == "voor_bezwaar"
        assert refused(case, "decide_objection", at, **ended, renewed_on="2027-12-01") == "toekomst"
        without = after(case, "decide_objection", JIP, at, **ended, not_renewed="Alleen de uitleg was fout.")
        assert without.objection is not None
        assert (without.objection.renewed_on, without.objection.not_renewed != "") == (None, True)
        assert "Alleen de uitleg was fout." in str(more_facts(without, ORG))
        ended |= {"renewed_on": "2026-12-30"}
    done = LIFE.change(case, "decide_objection", Deed(JIP, at, ORG, ended))
    case = done.case
    assert case.status == ANSWERED
    assert case.objection is not None
    assert (case.objection.renewed_on == date(2026, 12, 30)) is (outcome in GRANTED)
    assert ("wo 30 dec" in str(facts(case, ORG))) is (outcome in GRANTED)
    assert read_case(case_row(case)) == case
    # The same press again, and an outcome that leaves the decision as it was, ask for nothing.
    assert LIFE.change(case, "decide_objection", Deed(JIP, at, ORG, ended)).event is None
    assert after(case, "close", JIP, at).status == CLOSED


def test_a_late_end_has_its_reason_unless_the_person_took_it_back() -> None:
    case, at = objected(), datetime(2027, 2, 20, 12, tzinfo=ORG.zone)
    ended = {"outcome": "ongegrond", "reason": "Het besluit klopt.", "told_on": "2027-02-16"}
    assert refused(case, "decide_objection", at, **ended) == "waarom_te_laat"
    done = after(case, "decide_objection", JIP, at, **(ended | {"why_late": "De commissie was ziek."}))
    assert done.objection is not None
    assert done.objection.late_reason == "De commissie was ziek."
    assert after(case, "decide_objection", JIP, at, **(ended | {"outcome": "ingetrokken"})).status == ANSWERED
    assert after(case, "decide_objection", JIP, at, **(ended | {"told_on": "2027-02-15"})).status == ANSWERED


def test_before_the_decision_went_out_nobody_can_object_to_it() -> None:
    assert (
        refused(answered(), "record_objection", LATER, **(CAME | {"received_on": "2026-11-22"}))
        == "voor_besluit"
    )
    with pytest.raises(NotAllowed):
        after(decided(), "record_objection", JIP, LATER, **CAME)


def test_withdrawn_consent_alone_is_no_decision_to_object_to() -> None:
    case = confirmed(PLAIN.model_copy(update={"rights": ("toestemming",)}))
    case = after(case, "decide", right="toestemming", outcome="toegekend")
    case = after(case, "record_answer", sent_on="2026-11-23", way="zivver_sms")
    assert "record_objection" not in LIFE.allowed(case, NOW, ORG)
    assert "Bezwaar kan tot" not in {each.label for each in facts(case, ORG)}


def test_the_card_counts_down_to_the_decision() -> None:
    told = str(living(objected(), LATER, ORG, IN_JZ))
    assert "Besluit op bezwaar uiterlijk ma 15 feb" in told
    assert "Antwoord uiterlijk" not in told


def test_every_reminder_of_it_speaks_of_the_objection() -> None:
    case = objected()
    for stage in (*RHYTHM.stages(case, ORG),):
        told = str(reminder(case, stage, max(LATER, stage.at), ORG, channel("jz")))
        assert "bezwaar" in told
        assert "Ontbreekt" not in told
    first = RHYTHM.stages(case, ORG)[0]
    assert reminded(RHYTHM, LIFE, case, first, first.at, ORG).case.reminders
    over = case.deadline(ORG).due + timedelta(hours=1)
    missed = term_missed(case, over, ORG).case
    assert (missed.miss_noted, missed.missed) == (True, False)
    assert "te laat" in str(living(missed, over, ORG, IN_JZ))
    assert read_case(case_row(missed)) == missed


def test_a_second_objection_can_follow_a_new_answer() -> None:
    case, at = objected(), NOW + timedelta(days=40)
    case = after(
        case,
        "decide_objection",
        JIP,
        at,
        outcome="gegrond",
        reason="Meer gegeven.",
        told_on="2026-12-31",
        renewed_on="2026-12-31",
    )
    case = after(case, "reopen", JIP, at, reason="Er moet nog iets bij.")
    case = after(case, "record_answer", JIP, at, **(ANSWER | {"sent_on": "2027-01-02"}))
    later = at + timedelta(days=10)
    case = after(case, "record_objection", JIP, later, **(CAME | {"received_on": "2027-01-05"}))
    assert case.objection is not None
    assert (case.objection.decision_on, case.objection.outcome) == (date(2027, 1, 2), None)


@settings(max_examples=200)
@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_what_holds_for_every_day_of_sending(sent: date) -> None:
    first, second = objection_deadline(sent, ORG.zone), objection_decision_deadline(sent, ORG.zone)
    assert first.due.date() - sent == timedelta(weeks=6)
    assert second.due.date() - sent == timedelta(weeks=12)
    for each in (first, second):
        assert each.due <= each.legal_latest
        assert is_working_day(each.legal_latest.date())
        assert each.explained()
        assert not is_put_on_a_par(each.legal_latest.date())
    assert second.legal_latest.date() - first.legal_latest.date() >= timedelta(weeks=6)


@pytest.mark.parametrize("day", sorted(PUT_ON_A_PAR))
def test_nobody_objects_too_late_on_the_day_after_a_day_of_a_decree(day: date) -> None:
    """Algemene termijnenwet, articles 1 and 3(3). A term of the AVG is a European one: its day stays where it was."""
    assert is_working_day(day), "it is no public holiday itself"
    term = objection_deadline(day - timedelta(weeks=6), ORG.zone)
    assert term.due.date() == day
    assert term.legal_latest.date() == next_working_day(day + timedelta(days=1))
    assert "Algemene termijnenwet" in term.explained()
    received = next(
        each
        for each in (day - timedelta(days=back) for back in range(28, 33))
        if months_later(each, 1) == day
    )
    assert request_deadline(received, ORG.zone, 1).legal_latest.date() == day
