"""A question that tells of a breach becomes one: once, in the name of who asked, counted from when that was."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.registers import BREACH, first_aid
from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.life import FIRST_AID as AID_COMES
from cases.breach.life import OWN_CARD
from cases.breach.report import CHOICES, STORY_LIMIT
from cases.consult.case import ConsultCase
from cases.consult.entries import breach_of, made_elsewhere
from cases.consult.life import LIFE, Asked, change
from cases.consult.office_card import history_of, living
from cases.consult.register import CONSULT
from cases.consult.reporter_cards import own_card, own_row
from cases.register.life import Change, NoRole
from cases.register.messages import may_go_at
from cases.register.plans import Drop, FileElsewhere, SendCard
from cases.told import Told
from state_machines.consult_life import BECAME_BREACH, TAKEN_UP
from state_machines.engine import NotAllowed
from tests.cards.rules import violations
from tests.cases.breach.by_chance import BO, FEN, JIP, KIM, NOOR, NOW, ORG, PEOPLE, PLAIN, SAM
from tests.cases.breach.by_chance import filed as reported
from tests.cases.consult.by_chance import (
    ASKED_FG,
    ASKED_PO,
    Lived,
    after,
    filed,
    lived,
    of_the_longest,
    questions,
)
from tests.cases.drawn import titles, words_on
from tests.cases.viewers import IN_PO, PO_ALONE, at_home

LATER = NOW + timedelta(hours=2)
STORY = "Ik stuurde de lijst met namen per ongeluk naar een verzonnen adres, mag dat?"
TOLD_OF_IT = Asked(office="jz", question=STORY)
NUMBER = "DL-2026-0001"
HOME = {"po": NOOR, "fg": FEN, "jz": JIP}


def made(asked: Asked = TOLD_OF_IT, who: Any = None, at: datetime = LATER) -> Change[ConsultCase]:
    """The question, made into a breach by somebody of the office that was asked."""
    return change(filed(asked).case, "make_breach", who or HOME[asked.office], at, ORG)


def planned(case: ConsultCase) -> FileElsewhere:
    plan = breach_of(case, LATER, ORG)
    assert isinstance(plan, FileElsewhere)
    return plan


def report_of(case: ConsultCase, now: datetime = LATER) -> Change[BreachCase]:
    plan = planned(case)
    makes = BREACH.made.from_answers
    assert plan.register == BREACH.name
    assert makes is not None
    return makes(plan.filled, NUMBER, plan.filer, now, ORG)


def test_it_is_made_once_and_noted_once() -> None:
    done = made()
    assert done.case.status == BECAME_BREACH
    assert not done.case.is_open
    assert [str(due.to) for _, due in done.dues if due.kind == "file"] == ["breach"]
    assert change(done.case, "make_breach", JIP, LATER, ORG).event is None, "pressed twice"
    assert change(done.case, "make_breach", FEN, LATER, ORG).event is None, "by somebody else as well"
    due = next(due for _, due in done.dues if due.kind == "file")
    plan = CONSULT.plan(due, done.case, LATER, ORG)
    assert isinstance(plan, FileElsewhere)
    assert plan.filled.draft_id == planned(done.case).filled.draft_id, "filed twice it is the same one"
    noted = plan.noted(done.case, NUMBER)
    assert (noted.case.breach, noted.case.status) == (NUMBER, BECAME_BREACH)
    assert not [due for _, due in noted.dues if due.kind in ("tell", "mail")], "the breach tells the asker"
    assert plan.noted(noted.case, "DL-2026-0002").event is None
    assert isinstance(CONSULT.plan(due, noted.case, LATER, ORG), Drop)


@settings(max_examples=40)
@given(questions(), st.datetimes(NOW.replace(tzinfo=None), NOW.replace(tzinfo=None) + timedelta(days=400)))
def test_whatever_was_asked_is_a_report_of_which_nothing_else_is_known(
    asked: Asked, pressed: datetime
) -> None:
    at = pressed.replace(tzinfo=ORG.zone)
    case = made(asked, at=at).case
    breach, report = report_of(case, at).case, report_of(case, at).case.report
    assert (breach.reporter, breach.from_consult) == (case.reporter, case.number)
    assert (breach.reported_at, breach.confidential) == (at, False)
    assert timedelta() <= case.reported_at - report.discovered_at < timedelta(minutes=1)
    assert breach.deadline(ORG).due - report.discovered_at == timedelta(hours=72)
    assert {field for field in CHOICES if field in report.open_fields} == set(CHOICES)
    for field in CHOICES:
        assert getattr(report, field) in (UNKNOWN, (UNKNOWN,)), field
    assert (report.happened_from, report.happened_until, report.done) == ("", "", "")
    if case.question:
        assert report.what_happened.startswith(case.question)
    assert report.what_happened
    assert breach.number in str(BREACH.cards.living(breach, at, ORG, PO_ALONE))


def test_all_that_the_asker_said_in_own_words_goes_along() -> None:
    typed = Told(
        step="s", field="matter", question="Wat wil je?", answer="Verzonnen plan", points=("4",), typed=True
    )
    case = after(
        filed(replace(ASKED_FG, about="Mag dit naar de bakker?", told=(*ASKED_FG.told, typed))).case,
        "add_words",
        SAM,
        addition="En dit.",
    )
    case = after(case, "ask_reporter", FEN, words="Aan wie?")
    case = after(case, "answer", SAM, exchange=case.pending[0].id, answer="Aan een verzonnen bakker.")
    case = after(case, "ask_reporter", FEN, words="Waarom dan?")
    done = change(case, "make_breach", FEN, LATER, ORG)
    told = report_of(done.case).case.report.what_happened
    assert told.startswith(case.question)
    assert told.count("Mag dit naar de bakker?") == 1, "what the flow was asked"
    assert "Verzonnen plan" in told
    assert "En dit." in told
    assert told.endswith("Aan wie? Aan een verzonnen bakker."), "a question that nobody answered is not told"
    assert "Gezondheid" not in told, "what was only chosen is no word of the asker"
    bare = made(replace(ASKED_FG, question="")).case
    assert "Gezondheid" in report_of(bare).case.report.what_happened, (
        "without words of one's own it says the matter"
    )


@pytest.mark.parametrize("sign", ["x", '"', "\n", "\U0001f600"])
def test_the_longest_question_fits(sign: str) -> None:
    case = filed(of_the_longest(sign)).case
    for number in range(3):
        case = after(case, "add_words", SAM, addition=f"{number}" + sign * 998 + "a")
    report = report_of(change(case, "make_breach", FEN, LATER, ORG).case).case.report
    assert len(report.what_happened) <= STORY_LIMIT


@pytest.mark.parametrize("asked", [ASKED_PO, ASKED_FG, TOLD_OF_IT], ids=lambda asked: asked.office)
def test_who_may_read_the_question_may_make_it_and_nobody_else(asked: Asked) -> None:
    case = filed(asked).case
    for who in PEOPLE:
        if LIFE.may_see(case, who) and who != SAM:
            assert LIFE.may(case, "make_breach", who, LATER, ORG)
            assert change(case, "make_breach", who, LATER, ORG).case.status == BECAME_BREACH
        else:
            assert not LIFE.may(case, "make_breach", who, LATER, ORG)
            with pytest.raises(NoRole):
                change(case, "make_breach", who, LATER, ORG)
    assert LIFE.may(case, "make_breach", FEN, LATER, ORG), "the FG sees every question"


def test_an_office_that_passed_it_on_may_still_say_so() -> None:
    passed = after(filed(ASKED_PO).case, "pass_on", NOOR, office="jz")
    assert change(passed, "make_breach", BO, LATER, ORG).case.status == BECAME_BREACH
    assert change(passed, "make_breach", KIM, LATER, ORG).case.status == BECAME_BREACH, "a deputy too"


@pytest.mark.parametrize("event", ["reply", "withdraw", "lapse"])
def test_of_a_question_that_is_over_no_breach_is_made(event: str) -> None:
    case = filed(ASKED_PO).case
    if event == "lapse":
        case = after(case, "ask_reporter", NOOR, words="Hoeveel?").model_copy(update={"status": "closed"})
    else:
        case = after(case, event, NOOR if event == "reply" else SAM, words="Ja.")
    with pytest.raises(NotAllowed):
        change(case, "make_breach", NOOR, LATER, ORG)
    assert isinstance(breach_of(case, LATER, ORG), Drop)


def test_a_question_that_was_answered_with_an_entry_before_still_becomes_one() -> None:
    case = filed(replace(ASKED_FG, wants="register_entry")).case
    case = after(case, "accept_entry", FEN)
    entry = made_elsewhere(case, "processing", NOW, ORG)
    assert isinstance(entry, FileElsewhere)
    case = after(entry.noted(case, "VR-2026-0001").case, "follow_up", SAM, question="Het ligt op straat?")
    case = change(case, "make_breach", FEN, LATER, ORG).case
    noted = planned(case).noted(case, NUMBER).case
    assert (noted.made, noted.breach) == ("VR-2026-0001", NUMBER)
    assert NUMBER in words_on(own_card(noted, LATER, ORG)), "an earlier answer does not hide it"


def test_opened_again_it_stays_that_one_breach() -> None:
    case = made().case
    noted = planned(case).noted(case, NUMBER).case
    again = after(noted, "reopen", JIP)
    assert again.status == TAKEN_UP
    assert not LIFE.may(again, "make_breach", JIP, LATER, ORG)
    assert change(again, "make_breach", JIP, LATER, ORG).event is None
    assert NUMBER in words_on(living(again, LATER, ORG, at_home(LIFE, again)))


def test_confidential_stays_confidential() -> None:
    case = after(filed(TOLD_OF_IT).case, "make_confidential", JIP)
    case = change(case, "make_breach", JIP, LATER, ORG).case
    done = report_of(case)
    breach = done.case
    assert breach.confidential
    assert f"person:{NOOR.aad_id}" in breach.cards
    assert breach.report.what_happened == STORY, "whoever handles breaches reads it"
    assert done.event is not None
    history = BREACH.cards.history(breach, [done.event], LATER, ORG, False)
    for card in (BREACH.cards.living(breach, LATER, ORG, IN_PO), history):
        for secret in (STORY, JIP.name, case.number):
            assert secret not in words_on(card)
    noted = planned(case).noted(case, NUMBER).case
    for secret in (STORY, NUMBER):
        assert secret not in words_on(living(noted, LATER, ORG, at_home(LIFE, noted)))


def test_both_histories_tell_it() -> None:
    first = filed(TOLD_OF_IT)
    done = change(first.case, "make_breach", JIP, LATER, ORG)
    noted = planned(done.case).noted(done.case, NUMBER)
    events = [each.event for each in (first, done, noted)]
    told = words_on(history_of(noted.case, [each for each in events if each], LATER, ORG, True))
    assert "maakt er een datalek van" in told
    assert NUMBER in told
    filed_as = report_of(done.case)
    assert filed_as.event is not None
    assert filed_as.event.actor_name == SAM.name, "in the name of who asked"
    shown = words_on(BREACH.cards.history(filed_as.case, [filed_as.event], LATER, ORG, True))
    assert done.case.number in shown
    assert JIP.name in shown, "and by whom it was made"


def test_every_card_says_where_it_goes_on() -> None:
    case = made().case
    noted = planned(case).noted(case, NUMBER).case
    for each, number in ((case, ""), (noted, NUMBER)):
        cards = [living(each, LATER, ORG, at_home(LIFE, each)), own_card(each, LATER, ORG)]
        for card in cards:
            assert violations(card, [STORY, SAM.name, JIP.name]) == []
            assert "datalek" in words_on(card)
            assert number in words_on(card)
        assert own_row(each, LATER, ORG).closed


def tells(done: Change[BreachCase]) -> list[Any]:
    return [due for _, due in done.dues if due.kind == "tell"]


def test_the_asker_gets_first_aid_and_then_a_card_that_follows_the_breach() -> None:
    done = report_of(made().case)
    assert [each.ref.about for each in tells(done)] == [AID_COMES, OWN_CARD]
    assert sorted([AID_COMES, OWN_CARD]) == [AID_COMES, OWN_CARD], "so their rows come in this order"
    aid, own = (BREACH.plan(each, done.case, LATER, ORG) for each in tells(done))
    assert isinstance(aid, SendCard)
    assert isinstance(own, SendCard)
    assert (aid.place, own.place, aid.aad_id, own.aad_id) == ("person", "person", SAM.aad_id, SAM.aad_id)
    assert (aid.name, own.name) == ("", "reporter"), "the second one is redrawn from now on"
    assert "reporter" in done.case.cards
    told = words_on(aid.card)
    assert NUMBER in told
    for line in first_aid(ORG):
        assert line.replace("**", "")[:20] in told.replace("\n", "")
    for card in (aid.card, own.card):
        assert "Vul aan" in titles(card)
        assert violations(card, [SAM.name]) == []
    over = done.case.model_copy(update={"status": "no_breach"})
    assert isinstance(BREACH.plan(tells(done)[0], over, LATER, ORG), Drop), "no alarm after the end"


@pytest.mark.parametrize("hour", [3, 12, 21])
def test_first_aid_waits_for_the_morning_like_every_message(hour: int) -> None:
    at = NOW.replace(hour=hour)
    for due in tells(report_of(made(at=at).case, at)):
        goes = may_go_at(at, due, ORG)
        assert 8 <= goes.astimezone(ORG.zone).hour < 18
        assert (goes == at) is (hour == 12)


def test_a_report_of_somebody_has_no_such_news() -> None:
    assert tells(reported(PLAIN)) == []


@settings(max_examples=40)
@given(lived())
def test_no_life_makes_two(life: Lived) -> None:
    events = [each.event for each in life.events]
    assert events.count("make_breach") <= 1
    assert (life.case.breach_by is not None) is ("make_breach" in events)
    if life.case.status == BECAME_BREACH:
        assert isinstance(breach_of(life.case, life.now, ORG), FileElsewhere)
        assert life.case.closed_at is not None
