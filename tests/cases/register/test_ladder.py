"""Who hears of a reminder, rung by rung; what becomes of it when somebody puts it off, takes up, or hands over.

And what becomes of a question that nobody answers.
"""

from datetime import timedelta
from typing import Any

import pytest

from bot.registers import BREACH, REGISTERS
from cases.breach.case import BreachCase
from cases.breach.life import LIFE, change
from cases.breach.rhythm import CHORES, RHYTHM
from cases.consult.register import CONSULT
from cases.organisation import Organisation
from cases.register.case import KeptCase, ReminderState
from cases.register.events import passed_over
from cases.register.life import Change, Deed, Happening, Refused
from cases.register.messages import Due, channel, person
from cases.register.news import EARLY
from cases.register.plans import UNHEARD_TRIES, Drop, Record, SendCard
from cases.register.register import Register
from cases.register.rhythm import MOST_DIGITS, reminded
from cases.register.snooze import HOURS
from cases.rights.register import RIGHTS
from state_machines.breach_life import PROVISIONAL
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import FEN, KIM, NOOR, NOW, ORG, PLAIN, filed, guid
from tests.cases.consult.by_chance import ASKED_FG
from tests.cases.consult.by_chance import filed as asked
from tests.cases.drawn import leads, to_whom, words_on
from tests.cases.reminding import waiting
from tests.cases.rights.by_chance import PLAIN as A_REQUEST
from tests.cases.rights.by_chance import filed as passed_on

ADMIN, STAND_IN = guid(40), guid(41)


def with_people(**deputies: list[str]) -> Organisation:
    """The organisation with these deputies, and an administrator."""
    offices = {
        office: ORG.office(office).model_copy(
            update={"deputies": tuple(KIM_AS.model_copy(update={"id": each}) for each in ids)}
        )
        for office, ids in deputies.items()
    }
    return ORG.model_copy(
        update={
            "offices": ORG.offices.model_copy(update=offices),
            "administrators": ORG.administrators.model_copy(update={"people": (ADMIN,)}),
        }
    )


KIM_AS = ORG.offices.po.deputies[0]
CASE = filed(PLAIN).case
STAGES = RHYTHM.stages(CASE, ORG)


def sent(case: BreachCase, stage: int, org: Organisation) -> Change[BreachCase]:
    """The reminder of this stage went out."""
    return reminded(RHYTHM, LIFE, case, STAGES[stage], STAGES[stage].at, org)


# --- rungs ----------------------------------------------------------------------------------------------------------


def test_a_rung_with_nobody_on_it_is_passed_told_and_written_down() -> None:
    """Without a deputy the FG hears what the deputy would have heard, and who looks after the bot hears why."""
    org = with_people(po=[])
    first = sent(CASE, 0, org)
    assert "fg" in to_whom(first, "reminder"), "nobody looked at the case, and nobody stands in"
    assert to_whom(first, "empty_office") == {str(person(ADMIN))}
    assert first.event is not None
    line = passed_over(Happening(first.event, NOW, org, LIFE.words))
    assert org.offices.po.short in line
    again = sent(first.case, 1, org)
    assert "fg" in to_whom(again, "reminder")
    assert to_whom(again, "empty_office") == set(), "once for each case"


def test_where_somebody_stands_in_nothing_is_passed() -> None:
    org = with_people(po=[STAND_IN])
    first = sent(CASE, 0, org)
    assert to_whom(first, "reminder") == {str(person(STAND_IN))}
    assert first.event is not None
    assert passed_over(Happening(first.event, NOW, org, LIFE.words)) == ""
    assert to_whom(first, "empty_office") == set()


def test_the_deputies_of_the_fg_hear_what_the_fg_did_not_react_to() -> None:
    org = with_people(fg=[STAND_IN])
    told = next(number for number, each in enumerate(STAGES) if each.tells_fg)
    first = sent(change(CASE, "take_up", NOOR, NOW, org).case, told, org)
    assert str(person(STAND_IN)) not in to_whom(first, "reminder")
    second = sent(first.case, told + 1, org)
    assert str(person(STAND_IN)) in to_whom(second, "reminder")
    seen = change(first.case, "seen", FEN, STAGES[told].at, org, {"stage": STAGES[told].name}).case
    assert str(person(STAND_IN)) not in to_whom(sent(seen, told + 1, org), "reminder")


def test_the_card_for_an_administrator_says_the_office_and_not_the_case() -> None:
    org = with_people(po=[])
    due = waiting("empty_office", CASE.number, str(person(ADMIN)), "po.3", NOW)
    plan = BREACH.plan(due, CASE, NOW, org)
    assert isinstance(plan, SendCard)
    words = words_on(plan.card)
    assert org.offices.po.short in words
    assert CASE.report.what_happened[:20] not in words
    assert isinstance(BREACH.plan(due, CASE, NOW, ORG), Drop), "somebody stands in by now"


def test_who_took_the_case_up_reacted_to_the_reminder() -> None:
    first = sent(CASE, 0, ORG)
    taken = change(first.case, "take_up", NOOR, STAGES[0].at, ORG).case
    assert to_whom(sent(taken, 1, ORG), "reminder") == set()
    assert to_whom(sent(first.case, 1, ORG), "reminder") == {str(person(KIM.aad_id))}


def test_who_took_a_question_up_hears_only_the_last_reminder() -> None:
    case = asked(ASKED_FG).case
    stages = CONSULT.news.reminders.rhythm.stages(case, ORG) if CONSULT.news.reminders else ()
    taken = CONSULT.life.change(case, "take_up", _deed(FEN)).case
    for stage in stages:
        due = waiting("reminder", case.number, "fg", f"{stage.name}.1", stage.at)
        assert isinstance(CONSULT.plan(due, case, stage.at, ORG), SendCard)
        dropped = isinstance(CONSULT.plan(due, taken, stage.at, ORG), Drop)
        assert dropped is (stage is not stages[-1]), stage.name


def _deed(actor: Any, **given: str) -> Any:
    return Deed(actor, NOW, ORG, given)


# --- what reaches nobody --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chore", CHORES.values(), ids=lambda each: each.name)
def test_what_waits_after_a_decision_is_told_elsewhere_when_its_channel_is_gone(chore: Any) -> None:
    case = CASE.model_copy(update={"status": PROVISIONAL, "told": "provisional"})
    due = waiting("reminder", case.number, chore.office, f"{chore.name}-2.9", NOW, attempts=UNHEARD_TRIES)
    others = {str(each.to) for _, each in BREACH.unheard(due, case, NOW, ORG)}
    wanted = {f"mail:{chore.office}", "mail:fg", "fg"}
    assert (wanted <= others) is chore.waits(case)
    assert others == set() or chore.waits(case)
    sooner = due.model_copy(update={"attempts": UNHEARD_TRIES - 1})
    assert BREACH.unheard(sooner, case, NOW, ORG) == ()


def test_the_stages_behind_the_end_are_counted_from_one_in_so_many_digits() -> None:
    for register in (BREACH, RIGHTS):
        assert register.news.reminders is not None
        late = register.news.reminders.rhythm.late
        assert late is not None
        most = 10**MOST_DIGITS - 1
        for number, read in ((0, None), (1, 1), (most, most), (most + 1, None)):
            assert late.number(late.name.format(number)) == read


# --- not now --------------------------------------------------------------------------------------------------------


def put_off(case: BreachCase, hours: str, at: Any, stage: str = "") -> Change[BreachCase]:
    """Noor wants to hear it again later."""
    given = {"hours": hours, "reason": "Ik wacht op de leverancier."} | ({"stage": stage} if stage else {})
    return change(case, "snooze", NOOR, at, ORG, given)


@pytest.mark.parametrize("hours", HOURS)
@pytest.mark.parametrize("place", range(len(STAGES)))
def test_a_reminder_comes_back_before_the_next_one_or_is_not_put_off(place: int, hours: str) -> None:
    case, at = sent(CASE, place, ORG).case, STAGES[place].at
    coming = RHYTHM.coming(case, at, ORG)
    assert coming is not None
    if at + timedelta(hours=int(hours)) >= coming.at:
        with pytest.raises(Refused, match="na_de_volgende"):
            put_off(case, hours, at, STAGES[place].name)
        return
    done = put_off(case, hours, at, STAGES[place].name)
    ((back, due),) = [(when, each) for when, each in done.dues if each.kind == "reminder"]
    assert back < coming.at
    assert isinstance(BREACH.plan(due, done.case, back, ORG), SendCard)
    assert BREACH.after_sent(due, done.case, back, ORG).event is None, "it went out before"
    seen = change(done.case, "seen", NOOR, at, ORG, {"stage": STAGES[place].name}).case
    assert isinstance(BREACH.plan(due, seen, back, ORG), Drop)
    following = reminded(RHYTHM, LIFE, done.case, coming, coming.at, ORG).case
    assert isinstance(BREACH.plan(due, following, coming.at, ORG), Drop)


def test_it_comes_back_to_the_last_moment_that_was_chosen() -> None:
    case, at = sent(CASE, 0, ORG).case, STAGES[0].at
    first = put_off(case, "1", at)
    second = put_off(first.case, "4", at)
    soon = next(each for _, each in first.dues if each.kind == "reminder")
    late = next((when, each) for when, each in second.dues if each.kind == "reminder")
    assert isinstance(BREACH.plan(soon, second.case, at + timedelta(hours=1), ORG), Drop)
    assert isinstance(BREACH.plan(late[1], second.case, late[0], ORG), SendCard)


@pytest.mark.parametrize(("early", "comes"), [(EARLY, True), (EARLY + timedelta(seconds=1), False)])
def test_a_reminder_goes_a_minute_before_its_moment_at_most(early: timedelta, comes: bool) -> None:
    """Clocks differ a little; what is due later than that was counted anew."""
    kind = SendCard if comes else Drop
    first = next(due for at, due in filed(PLAIN).dues if due.ref.about == STAGES[0].name)
    assert isinstance(BREACH.plan(first, CASE, STAGES[0].at - early, ORG), kind)
    unknown = PLAIN.model_copy(update={"n_people": "onbekend", "open_fields": ("n_people",)})
    task = {"facts": "n_people", "owner": "ict", "until_day": "2026-11-25", "until_clock": "10:00"}
    given = change(
        change(filed(unknown).case, "take_up", NOOR, NOW, ORG).case, "assign_facts", NOOR, NOW, ORG, task
    )
    until, due = next((at, each) for at, each in given.dues if each.ref.about == "facts-1")
    assert isinstance(BREACH.plan(due, given.case, until - early, ORG), kind)
    later = put_off(sent(CASE, 0, ORG).case, "4", STAGES[0].at)
    back, again = next((at, each) for at, each in later.dues if each.kind == "reminder")
    assert isinstance(BREACH.plan(again, later.case, back - early, ORG), kind)


def test_who_puts_it_off_did_not_react() -> None:
    """The next reminder goes to the deputies all the same."""
    case = put_off(sent(CASE, 0, ORG).case, "1", STAGES[0].at).case
    assert to_whom(sent(case, 1, ORG), "reminder") == {str(person(KIM.aad_id))}


def test_what_nobody_is_reminded_of_cannot_be_put_off() -> None:
    with pytest.raises(NotAllowed):
        put_off(CASE, "1", NOW)
    once = sent(CASE, 0, ORG).case
    twice = sent(once, 1, ORG).case
    with pytest.raises(NotAllowed):
        put_off(twice, "1", STAGES[1].at, STAGES[0].name)


def test_what_waits_after_a_decision_can_be_put_off_until_its_next_round() -> None:
    states = {"fill-1": ReminderState(sent_at=NOW)}
    case = CASE.model_copy(update={"status": PROVISIONAL, "told": "provisional", "reminders": states})
    done = put_off(case, "4", NOW, "fill-1")
    due = next(each for _, each in done.dues if each.kind == "reminder")
    assert isinstance(BREACH.plan(due, done.case, NOW + timedelta(hours=4), ORG), SendCard)
    with pytest.raises(Refused):
        put_off(case, "24", NOW, "fill-1")


# --- handing over ---------------------------------------------------------------------------------------------------


def test_who_goes_on_with_a_case_hears_what_is_due_first() -> None:
    case = change(CASE, "take_up", NOOR, NOW, ORG).case
    done = change(case, "hand_over", NOOR, NOW, ORG, {"to": FEN.aad_id})
    due = next(each for _, each in done.dues if each.kind == "handed")
    assert due.to == person(FEN.aad_id)
    plan = BREACH.plan(due, done.case, NOW, ORG)
    assert isinstance(plan, SendCard)
    assert plan.aad_id == FEN.aad_id
    assert leads(plan.card) == "show"
    entry = BREACH.listing.entry(done.case, ORG)
    assert BREACH.listing.words.step(entry.step) in words_on(plan.card)
    assert entry.due_at is not None
    for moved, late in ((timedelta(seconds=-1), False), (timedelta(0), True)):
        handed = BREACH.plan(due, done.case, entry.due_at + moved, ORG)
        assert isinstance(handed, SendCard)
        assert ("Dit is te laat" in words_on(handed.card)) == late
    assert CASE.report.what_happened[:20] not in words_on(plan.card)
    back = change(done.case, "hand_over", NOOR, NOW, ORG, {"to": NOOR.aad_id}).case
    assert isinstance(BREACH.plan(due, back, NOW, ORG), Drop)
    assert not any(
        each.kind == "handed"
        for _, each in change(done.case, "hand_over", NOOR, NOW, ORG, {"to": NOOR.aad_id}).dues
    ), "who takes it back knows"


# --- a question without an answer -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("register", "case"), [(BREACH, CASE), (RIGHTS, passed_on(A_REQUEST).case)], ids=["breach", "rights"]
)
def test_a_question_that_nobody_answers_ends_and_can_still_be_answered(
    register: Register[Any], case: Any
) -> None:
    officer = NOOR if register is BREACH else _somebody_of("jz")
    done = register.life.change(case, "ask_reporter", _deed(officer, question="Hoeveel brieven?"))
    at, due = next((when, each) for when, each in done.dues if each.kind == "question_ends")
    exchange = done.case.exchanges[-1]
    ended = register.plan(due, done.case, at, ORG)
    assert isinstance(ended, Record)
    after = ended.change.case
    assert after.pending == ()
    assert {str(each.to) for _, each in ended.change.dues if each.kind == "thread"} >= {officer_office(case)}
    assert isinstance(register.plan(due, after, at, ORG), Drop), "once"
    asked_again = Due(kind="question_reminder", number=case.number, to=due.to, ref=due.ref, created_at=NOW)
    assert isinstance(register.plan(asked_again, after, at, ORG), Drop), "nobody is chased any more"
    late = register.life.change(after, "answer", _reply(case, exchange.id))
    assert late.case.exchange(exchange.id).answer
    answered = register.life.change(done.case, "answer", _reply(case, exchange.id)).case
    assert isinstance(register.plan(due, answered, at, ORG), Drop)


def _reply(case: KeptCase, exchange: str) -> Any:
    return _deed(case.reporter, exchange=exchange, answer="Drie brieven.")


def _somebody_of(office: str) -> Any:
    member = ORG.office(office).members[0]
    return NOOR.model_copy(update={"aad_id": member.id, "roles": ORG.roles_of(member.id)})


def officer_office(case: Any) -> str:
    """The office whose case it is."""
    return next(each.life.home(case) for each in REGISTERS if case.number.startswith(each.prefix))


def test_two_working_days_are_whole() -> None:
    """Asked on Monday afternoon: until Wednesday afternoon."""
    done = change(CASE, "ask_reporter", NOOR, NOW, ORG, {"question": "Hoeveel brieven?"})
    at = next(when for when, each in done.dues if each.kind == "question_ends")
    assert at == NOW + timedelta(days=2)
    assert channel("po") == next(each.to for _, each in done.dues if each.kind == "question_ends")
