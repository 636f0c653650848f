"""A question to who filed a case closes once it needs no answer: answered, or the case ended."""

import pytest

from bot.registers import BREACH
from cases.breach.case import BreachCase
from cases.breach.life import change
from cases.register.life import Change
from cases.register.messages import REPORTER
from cases.register.news import Fired, plan
from cases.register.plans import Drop, Plan, SendCard
from cases.register.questions import question_names
from tests.cards.rules import all_actions
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, SAM, after, filed
from tests.cases.drawn import words_on


def asked() -> BreachCase:
    case = after(filed(PLAIN).case, "take_up", NOOR)
    return after(case, "ask_reporter", NOOR, question="Hoeveel mensen zijn het?")


def planned(done: Change[BreachCase], kind: str) -> list[Plan]:
    return [
        plan(BREACH.news, BREACH.life, Fired(due, done.case, NOW, ORG, str))
        for _, due in done.dues
        if due.kind == kind and due.to == REPORTER
    ]


def test_the_card_of_a_question_can_change_later() -> None:
    case = after(filed(PLAIN).case, "take_up", NOOR)
    done = change(case, "ask_reporter", NOOR, NOW, ORG, {"question": "Hoeveel?"})
    tells = [each for each in planned(done, "tell") if isinstance(each, SendCard)]
    again = [each for each in planned(done, "question_reminder") if isinstance(each, SendCard)]
    names = [each.name for each in (*tells, *again)]
    assert names == [*question_names(done.case.exchanges[0].id)]
    assert all(each.place == "own" for each in (*tells, *again))


def test_an_answer_closes_every_card_of_its_question_and_of_no_other() -> None:
    case = asked()
    case = after(case, "ask_reporter", NOOR, question="Wie belde er?")
    first, _ = case.exchanges
    done = change(case, "answer", SAM, NOW, ORG, {"exchange": first.id, "answer": "Twee mensen."})
    cards = [each for each in planned(done, "shrink") if isinstance(each, SendCard)]
    assert {each.name for each in cards} == {*question_names(first.id)}
    for each in cards:
        assert "Twee mensen." in words_on(each.card)
        assert not [action for action in all_actions(each.card) if "answer" in str(action.get("verb", ""))]


@pytest.mark.parametrize("end", ["accept_withdrawal"])
def test_a_case_that_ends_closes_what_was_never_answered(end: str) -> None:
    case = after(asked(), "ask_withdrawal", SAM, reason="Het was niets.")
    done = change(case, end, NOOR, NOW, ORG, {"reason": "Een vergissing."})
    cards = [each for each in planned(done, "shrink") if isinstance(each, SendCard)]
    assert {each.name for each in cards} == {*question_names(case.exchanges[0].id)}


def test_a_question_that_was_asked_meanwhile_stays_open() -> None:
    case = asked()
    done = change(case, "answer", SAM, NOW, ORG, {"exchange": case.exchanges[0].id, "answer": "Twee."})
    due = next(due for _, due in done.dues if due.kind == "shrink" and due.to == REPORTER)
    assert isinstance(plan(BREACH.news, BREACH.life, Fired(due, case, NOW, ORG, str)), Drop)
