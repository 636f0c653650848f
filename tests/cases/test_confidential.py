"""A case that becomes confidential takes what was said about it out of the channels, in every register alike."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.registers import BREACH
from cards.note import NoteView, Quoted, note_card
from cases.breach.handling import Notification
from cases.breach.reminder_cards import chore_reminder
from cases.organisation import OFFICES
from cases.register.case import ReminderState
from cases.register.confidential import AGAIN_AFTER, cases_on, hidden_summary, noted, taken_away
from cases.register.life import Deed, message
from cases.register.messages import Due, Ref, channel
from cases.register.plans import Drop, Redraw, SendCard, TakeAway
from cases.register.register import Register
from state_machines.breach_life import PROVISIONAL
from tests.cards.rules import violations
from tests.cases.breach import by_chance as cases_by_chance
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG
from tests.cases.consult import by_chance as consults_by_chance
from tests.cases.rights import by_chance as rights_by_chance
from tests.cases.viewers import at_home
from tests.registers import HAPPENED

PEOPLE = (NOOR, FEN, JIP)
LIVED: dict[str, Any] = {
    "breach": cases_by_chance.lived,
    "rights": rights_by_chance.lived,
    "consult": consults_by_chance.lived,
}
"""Cases of every register that can be confidential, whatever happened to them."""

ONCE: dict[str, Any] = {
    "breach": cases_by_chance.filed(cases_by_chance.PLAIN).case,
    "rights": rights_by_chance.filed(rights_by_chance.PLAIN).case,
    "consult": consults_by_chance.filed(consults_by_chance.ASKED_PO).case,
}
"""A fresh case of each."""

HIDING = [each for each in HAPPENED if "make_confidential" in each.life.handlers]
every_hiding = pytest.mark.parametrize("register", HIDING, ids=lambda each: each.name)
some = settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])


def planned(register: Register[Any], waits: Due, case: Any) -> Any:
    return register.plan(waits, case, NOW, ORG)


def test_every_register_that_hides_is_tried() -> None:
    assert {each.name for each in HIDING} == set(LIVED)


@every_hiding
@some
@given(data=st.data())
def test_whatever_goes_into_a_channel_can_be_found_again(
    register: Register[Any], data: st.DataObject
) -> None:
    life = data.draw(LIVED[register.name]())
    for change in life.changes:
        for _, waits in change.dues:
            if waits.kind not in ("card", "thread", "reminder") or waits.to.way != "channel":
                continue
            plan = planned(register, waits, change.case)
            if isinstance(plan, Redraw):
                plan = register.redrawn(change.case, plan.to, NOW, ORG)
            if isinstance(plan, SendCard) and plan.place in ("thread", "living"):
                assert plan.name, f"{waits.kind} {waits.ref} to {waits.to} could not be taken away"
                assert (plan.name in OFFICES) == (plan.place == "living"), plan.name


@every_hiding
@some
@given(data=st.data())
def test_making_it_confidential_takes_all_of_it_away_and_once_more(
    register: Register[Any], data: st.DataObject
) -> None:
    life = data.draw(LIVED[register.name]())
    case, at = life.case, life.now
    who = next((each for each in PEOPLE if register.life.may(case, "make_confidential", each, at, ORG)), None)
    if who is None or case.confidential:
        return
    done = register.life.change(case, "make_confidential", Deed(who, at, ORG))
    dues = [(moment, each) for moment, each in done.dues if each.kind == "take_away"]
    assert [moment - at for moment, _ in dues] == [timedelta(), timedelta(seconds=AGAIN_AFTER)]
    for _, each in dues:
        plan = planned(register, each, done.case)
        assert isinstance(plan, TakeAway)
        assert plan.summary == hidden_summary(done.case)
        for office in OFFICES:
            for ref in ("note-question.1", "note-answer.1", "search-1", "page.0a1b"):
                assert plan.instead(f"{office}.{ref}") == taken_away(done.case, ORG)
            for stage in case.reminders:
                card = plan.instead(f"{office}.{stage}")
                assert card is None or violations(card, [each.name for each in PEOPLE]) == []
        assert plan.instead("page.0a1b") == taken_away(done.case, ORG)


@every_hiding
def test_an_open_case_keeps_its_notes(register: Register[Any]) -> None:
    case = ONCE[register.name]
    assert isinstance(planned(register, message(case, "take_away", channel("po"), NOW), case), Drop)
    plan = noted(
        message(case, "thread", channel("po"), NOW, Ref("question", "3")),
        case,
        taken_away(case, ORG),
        "toast",
    )
    assert isinstance(plan, SendCard)
    assert (plan.name, plan.summary) == ("po.note-question.3", "toast")


@every_hiding
def test_the_officer_reads_that_older_messages_may_still_stand(register: Register[Any]) -> None:
    """A row of the time in which ids of notes were not kept."""
    case = ONCE[register.name].model_copy(update={"confidential": True, "seq": 4})
    before = register.stored.read(register.stored.row(case.model_copy(update={"followed": False})))
    assert not before.followed
    for old, told in ((before, True), (case, False), (before.model_copy(update={"seq": 1}), False)):
        assert (
            "Haal oude berichten zelf uit het kanaal"
            in str(register.cards.living(old, NOW, ORG, at_home(register.life, old, private=True)))
        ) is told
        assert "Haal oude" not in str(register.cards.living(old, NOW, ORG, at_home(register.life, old)))


@every_hiding
def test_a_toast_of_a_confidential_case_tells_no_state(register: Register[Any]) -> None:
    case = ONCE[register.name].model_copy(update={"confidential": True})
    told = register.cards.summary(case, NOW, ORG)
    open_one = register.cards.summary(case.model_copy(update={"confidential": False}), NOW, ORG)
    assert "vertrouwelijk" in told
    assert told != open_one
    assert hidden_summary(case) == f"{case.number}: vertrouwelijk"


def test_a_reminder_that_named_the_number_of_the_ap_is_drawn_without_it() -> None:
    told = Notification(
        kind="provisional", at=NOW, number="AP-TEST-1", channel="webformulier", by=NOOR, kept_at=NOW
    )
    states = {name: ReminderState(sent_at=NOW) for name in ("fill-1", "fill-2")}
    case = ONCE["breach"].model_copy(
        update={"status": PROVISIONAL, "told": "provisional", "notifications": (told,), "reminders": states}
    )
    assert "AP-TEST-1" in str(chore_reminder(case, "fill-2", NOW, ORG, channel("po")))
    case = case.model_copy(update={"confidential": True})
    plan = planned(BREACH, message(case, "take_away", channel("po"), NOW), case)
    assert isinstance(plan, TakeAway)
    drawn = {name: plan.instead(f"po.{name}") for name in states}
    assert "AP-TEST-1" not in str(drawn)
    seen = [name for name, card in drawn.items() if "'verb': 'seen'" in str(card)]
    assert seen == ["fill-2"], "what still asks for Gezien goes on doing so"


def test_a_card_is_about_the_cases_that_its_buttons_lead_to() -> None:
    case = ONCE["breach"]
    assert cases_on(taken_away(case, ORG)) == {case.number}
    typed = note_card(
        NoteView("DL-2026-0009", "Titel", quotes=(Quoted("Woorden", '{"case": "DL-2026-0008"}'),))
    )
    assert cases_on(typed) == frozenset()
    assert cases_on({"a": [{"case": "nonsense"}, {"case": 3}]}) == frozenset()
