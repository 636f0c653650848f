"""The consult under random events by random people: it never breaks, and only the office that was asked acts."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings

from cases.consult.case import ConsultCase, case_row, read_case
from cases.consult.life import LIFE, Asked, change, lapsed
from cases.consult.register import CONSULT
from cases.consult.replies import BOX
from cases.consult.rhythm import RHYTHM, lapses_at
from cases.plain_text import stored_size
from cases.ports import ROW_LIMIT
from cases.register.life import Change, NoRole, Refused
from cases.register.messages import Due
from cases.register.plans import Drop, Record, SendCard
from cases.register.rhythm import reminded
from cases.terms import REMIND_AT, is_working_day
from state_machines.consult_life import (
    ANSWERED,
    ASKED,
    BECAME,
    CLOSED,
    QUESTION_BACK,
    ROLES,
    TAKEN_UP,
    WITHDRAWN,
)
from tests.cases.breach.by_chance import BO, FEN, JIP, KIM, NOOR, NOW, ORG, PEOPLE, SAM
from tests.cases.consult.by_chance import ASKED_FG, ASKED_PO, Lived, after, filed, lived, of_the_longest
from tests.cases.reminding import waiting

some = settings(max_examples=40)


def kinds(done: Change[ConsultCase]) -> Counter[str]:
    return Counter(due.kind for _, due in done.dues)


def to_whom(done: Change[ConsultCase], kind: str) -> set[str]:
    return {str(due.to) for _, due in done.dues if due.kind == kind}


def planned(case: ConsultCase, due: Due, at: datetime) -> object:
    return CONSULT.plan(due, case, at, ORG)


@some
@given(lived())
def test_only_the_office_that_was_asked_answers(life: Lived) -> None:
    for step in life.tries:
        if step.actor is None or step.event not in ROLES:
            continue
        if step.event in ("reply", "ask_reporter", "take_up", "hand_over") and step.outcome is not None:
            assert step.before.office in step.actor.roles


@some
@given(lived())
def test_a_question_back_waits_exactly_while_one_is_open(life: Lived) -> None:
    for done in life.changes:
        assert (done.case.status == QUESTION_BACK) is bool(done.case.pending)
        if done.case.status == ANSWERED:
            assert done.case.replies
        assert bool(done.case.closed_at) is (done.case.status in (CLOSED, WITHDRAWN, *BECAME))


@some
@given(lived())
def test_who_may_not_see_a_case_may_do_nothing_to_it(life: Lived) -> None:
    for who in PEOPLE:
        if not LIFE.may_see(life.case, who):
            assert not any(LIFE.may(life.case, event, who, life.now, ORG) for event in ROLES)
    assert LIFE.may_see(life.case, FEN), "the FG sees every consult"
    assert LIFE.may_see(life.case, life.case.reporter)


def test_another_office_sees_nothing_until_it_is_passed_on() -> None:
    case = filed(ASKED_PO).case
    assert not LIFE.may_see(case, JIP)
    passed = after(case, "pass_on", NOOR, office="jz", reason="Dit gaat over een overeenkomst.")
    assert LIFE.may_see(passed, JIP)
    assert LIFE.may_see(passed, NOOR), "who passed it on may go on reading"
    with pytest.raises(NoRole):
        change(passed, "reply", NOOR, NOW, ORG, {BOX: "Toch nog iets."})
    assert after(passed, "reply", JIP, words="Ja.").status == ANSWERED


def test_passing_on_tells_the_other_office_and_begins_its_days() -> None:
    case = after(filed(ASKED_PO).case, "take_up", NOOR)
    later = NOW + timedelta(days=2)
    done = change(case, "pass_on", NOOR, later, ORG, {"office": "fg"})
    assert (done.case.status, done.case.office, done.case.taken_up) == (ASKED, "fg", None)
    assert to_whom(done, "mail") == {"mail:fg"}
    assert to_whom(done, "reminder") == {"fg"}
    assert "fg" in done.case.cards
    assert "po" in done.case.cards
    again = change(done.case, "pass_on", NOOR, later, ORG, {"office": "fg"})
    assert again.event is None, "a double press is no refusal"
    with pytest.raises(NoRole):
        change(done.case, "pass_on", NOOR, later, ORG, {"office": "jz"})
    with pytest.raises(Refused):
        change(done.case, "pass_on", FEN, later, ORG, {"office": "nowhere"})


def test_the_fg_can_take_a_question_of_another_office_over() -> None:
    case = filed(ASKED_PO).case
    with pytest.raises(NoRole):
        change(case, "reply", FEN, NOW, ORG, {BOX: "Ja."})
    assert after(case, "pass_on", FEN, office="fg").office == "fg"


def test_an_answer_ends_the_reminders_and_waits_for_the_asker() -> None:
    done = change(filed().case, "reply", NOOR, NOW, ORG, {BOX: "Ja, dat mag."})
    case = done.case
    assert case.status == ANSWERED
    assert not case.is_open
    assert case.taken_up is not None
    assert case.taken_up.by == NOOR
    assert kinds(done) == {"card": 2, "tell": 1, "term": 1}
    assert after(case, "close", SAM).status == CLOSED
    more = change(case, "follow_up", SAM, NOW, ORG, {"question": "En per mail?"})
    assert more.case.status == TAKEN_UP
    assert more.case.turn == 2
    assert to_whom(more, "reminder") == {"po"}
    assert to_whom(more, "mail") == {"mail:po"}


def test_a_question_back_comes_back_and_the_days_begin_anew() -> None:
    case = filed().case
    asked = change(case, "ask_reporter", NOOR, NOW, ORG, {BOX: "Om hoeveel mensen gaat het?"})
    assert asked.case.status == QUESTION_BACK
    for stage in RHYTHM.stages(case, ORG):
        due = waiting("reminder", case.number, "po", f"{stage.name}.0", NOW)
        assert isinstance(planned(asked.case, due, stage.at), Drop), "it waits for the asker"
    exchange = asked.case.pending[0].id
    later = NOW + timedelta(days=1)
    back = change(asked.case, "answer", SAM, later, ORG, {"exchange": exchange, "answer": "Twintig."})
    assert (back.case.status, back.case.turn, back.case.waits_since) == (TAKEN_UP, 2, later)
    assert to_whom(back, "reminder") == {"po"}


def test_an_officer_answers_over_the_own_question() -> None:
    asked = after(filed().case, "ask_reporter", NOOR, words="Hoeveel?")
    assert after(asked, "reply", NOOR, words="Laat maar, het mag.").pending == ()


@pytest.mark.parametrize("weekday", range(7))
def test_reminders_come_on_the_morning_of_a_working_day(weekday: int) -> None:
    at = NOW + timedelta(days=weekday)
    case = filed().case.model_copy(update={"waits_since": at})
    for stage in RHYTHM.stages(case, ORG):
        assert stage.at.time() == REMIND_AT
        assert is_working_day(stage.at.date())
        between = [
            day for count in range(1, 30) if is_working_day(day := (at + timedelta(days=count)).date())
        ]
        assert between.index(stage.at.date()) + 1 == stage.count


def test_the_fg_hears_on_the_last_day_and_the_deputies_when_nobody_reacted() -> None:
    case = filed(ASKED_PO).case
    first, last = RHYTHM.stages(case, ORG)
    done = reminded(RHYTHM, LIFE, case, first, first.at, ORG)
    assert to_whom(done, "reminder") == {f"person:{KIM.aad_id}"}, "nobody ever looked"
    seen = after(done.case, "seen", BO, first.at, stage=first.name)
    second = reminded(RHYTHM, LIFE, seen, last, last.at, ORG)
    assert to_whom(second, "reminder") == {"fg"}
    ignored = reminded(RHYTHM, LIFE, done.case, last, last.at, ORG)
    assert to_whom(ignored, "reminder") == {"fg", f"person:{KIM.aad_id}"}
    assert to_whom(second, "shrink") == {"po", "fg"}
    own = filed(ASKED_FG).case
    assert "fg" not in to_whom(
        reminded(RHYTHM, LIFE, own, RHYTHM.stages(own, ORG)[1], last.at, ORG), "reminder"
    )


def test_after_an_outage_only_the_latest_reminder_is_sent_and_once() -> None:
    first = filed(ASKED_PO)
    dues = [due for _, due in first.dues if due.kind == "reminder"]
    late = RHYTHM.stages(first.case, ORG)[1].at
    assert [type(planned(first.case, each, late)) for each in dues] == [Drop, SendCard]
    done = CONSULT.after_sent(dues[1], first.case, late, ORG)
    assert done.event is not None
    assert isinstance(planned(done.case, dues[1], late), Drop)


def test_silence_after_the_answer_closes_kindly_and_a_word_opens_again() -> None:
    case = after(filed().case, "reply", NOOR, words="Ja.")
    due = waiting("term", case.number, "po", "lapse.1", NOW)
    end = lapses_at(NOW, ORG)
    assert isinstance(planned(case, due, end - timedelta(seconds=1)), Drop)
    decided = planned(case, due, end)
    assert isinstance(decided, Record)
    closed = decided.change.case
    assert (closed.status, closed.lapsed) == (CLOSED, True)
    assert to_whom(decided.change, "tell") == {"reporter"}
    reopened = after(closed, "follow_up", SAM, end, question="Toch nog iets?")
    assert (reopened.status, reopened.lapsed, reopened.closed_at) == (TAKEN_UP, False, None)


def test_an_answer_given_later_has_its_own_silence() -> None:
    case = after(filed().case, "reply", NOOR, words="Ja.")
    later = NOW + timedelta(days=6)
    case = after(case, "follow_up", SAM, later, question="En dan?")
    case = after(case, "reply", NOOR, later, words="Dan ook.")
    due = waiting("term", case.number, "po", "lapse.1", NOW)
    assert isinstance(planned(case, due, lapses_at(NOW, ORG)), Drop)


def test_an_unanswered_question_back_closes_too() -> None:
    case = after(filed().case, "ask_reporter", NOOR, words="Hoeveel?")
    done = lapsed(case, lapses_at(NOW, ORG), ORG)
    assert (done.case.status, done.case.pending) == (CLOSED, ())
    assert [due.ref.about for _, due in done.dues if due.kind == "tell"] == ["unanswered"]


def test_a_confidential_consult_goes_to_the_chats_of_the_office_only() -> None:
    case = after(filed(ASKED_PO).case, "make_confidential", NOOR)
    assert {f"person:{NOOR.aad_id}", f"person:{BO.aad_id}"} <= set(case.cards)
    passed = after(case, "pass_on", NOOR, office="fg")
    assert f"person:{FEN.aad_id}" in passed.cards


def test_the_fullest_case_fits_its_row() -> None:
    for sign in ('"', "\\", "\n", "\U0001f600", "x"):
        case = filed(of_the_longest(sign)).case
        for number in range(4):
            case = after(case, "ask_reporter", FEN, words=f"{number}" + sign * 998 + "a")
            case = after(case, "answer", SAM, exchange=case.pending[0].id, answer="a" + sign * 1998 + "a")
            case = after(case, "add_words", SAM, addition=f"{number}" + sign * 998 + "a")
            case = after(case, "reply", FEN, words=f"{number}" + sign * 1998 + "a")
            case = after(case, "follow_up", SAM, question=f"{number}" + sign * 998 + "a")
            assert stored_size(case_row(case)) <= ROW_LIMIT
        assert read_case(case_row(case)).question == case.question


def test_a_plain_question_needs_no_flow() -> None:
    case = filed(Asked(office="jz", question="Mag dit?")).case
    assert case.cards == ("jz", "reporter")
    assert case.told == ()
