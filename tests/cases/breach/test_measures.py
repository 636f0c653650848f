"""Measures after a breach: planned with who and when, reminded of on the day, also of a closed case, and told."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.breach.case import BreachCase
from cases.breach.export import EXPORT
from cases.breach.life import LIFE
from cases.breach.office_card import incident
from cases.breach.quarter import MOST_LINES, quarter_digest
from cases.breach.register import breach_register
from cases.breach.rhythm import CHORES
from cases.desks.chores import Chore, next_moment, quarter_before
from cases.people import Viewer
from cases.register.case import ReminderState
from cases.register.export import exported
from cases.register.life import Change, Deed, Refused
from cases.register.plans import Drop, SendCard
from cases.terms import is_working_day
from state_machines.breach_life import CLOSED
from tests.cases.breach.by_chance import NOOR, NOW, ORG
from tests.cases.register.walking import _assessed as assessed

REGISTER = breach_register()
WHAT, OWNER, HOW = "Vier ogen bij de post.", "Teamleider post", "Staat in de werkwijze."
UNTIL = NOW.date() + timedelta(days=30)


def decided() -> BreachCase:
    """An assessed breach."""
    return assessed({"n_people": 1, "special": False})


def planned(case: BreachCase | None = None, until: date = UNTIL, what: str = WHAT) -> Change[BreachCase]:
    given = {"measure": what, "owner": OWNER, "until": until.isoformat()}
    return LIFE.change(case or decided(), "plan_measure", Deed(NOOR, NOW, ORG, given))


def done(case: BreachCase, number: str = "1", at: datetime = NOW, outcome: str = "gedaan") -> BreachCase:
    given = {"number": number, "outcome": outcome, "how_done": HOW}
    return LIFE.change(case, "measure_done", Deed(NOOR, at, ORG, given)).case


def test_it_has_an_owner_and_a_day_and_stands_on_the_card_and_in_the_export() -> None:
    case = planned().case
    cell = exported(EXPORT, case, [], ORG).line["planned"]
    assert all(each in cell for each in (WHAT, OWNER, UNTIL.isoformat()))
    closed = case.model_copy(update={"status": CLOSED, "closed_at": NOW})
    for drawn in (str(incident(closed, NOW, ORG, Viewer.in_channel("po"))),):
        assert all(each in drawn for each in (WHAT, OWNER))
    row = exported(EXPORT, done(closed), [], ORG).line["planned"]
    assert all(each in row for each in (HOW, "gedaan op"))


def test_it_is_reminded_of_on_its_day_also_when_the_case_is_closed() -> None:
    first = planned()
    at, due = next(each for each in first.dues if each[1].kind == "reminder")
    assert (due.ref.about, at.date()) == ("measure_1-1", UNTIL)
    closed = first.case.model_copy(update={"status": CLOSED, "closed_at": NOW})
    plan = REGISTER.plan(due, closed, at, ORG)
    assert isinstance(plan, SendCard)
    assert all(each in str(plan.card) for each in (WHAT, OWNER))
    went = REGISTER.after_sent(due, closed, at, ORG)
    again, following = next(each for each in went.dues if each[1].kind == "reminder")
    assert again - at == timedelta(days=7)
    ready = done(went.case, at=at)
    assert isinstance(REGISTER.plan(following, ready, again, ORG), Drop)
    hidden = closed.model_copy(update={"confidential": True})
    told = REGISTER.plan(due, hidden, at, ORG)
    assert isinstance(told, SendCard)
    assert WHAT not in str(told.card)


@given(st.lists(st.integers(0, 700), min_size=1, max_size=8))
def test_every_measure_has_its_own_reminder_on_its_day(days: list[int]) -> None:
    case = decided()
    for number, each in enumerate(days, start=1):
        until = NOW.date() + timedelta(days=each)
        made = planned(case, until, f"Maatregel nummer {number}")
        found = [(at, due) for at, due in made.dues if due.ref.about.startswith("measure_")]
        assert [due.ref.about for _, due in found] == [f"measure_{number}-1"]
        assert found[0][0].date() >= until
        assert found[0][0] > NOW
        case = made.case
    assert case.open_measures == tuple(str(each) for each in range(1, len(days) + 1))


@pytest.mark.parametrize("until", ["", "2026-13-01", "2020-01-01", "2099-01-01"])
def test_a_day_that_cannot_be_is_refused(until: str) -> None:
    given = {"measure": WHAT, "owner": OWNER, "until": until}
    with pytest.raises(Refused):
        LIFE.change(decided(), "plan_measure", Deed(NOOR, NOW, ORG, given))


def test_there_is_a_reminder_for_as_many_as_a_case_holds() -> None:
    case = decided()
    for number in range(8):
        case = planned(case, what=f"Maatregel {number}").case
    assert all(CHORES[f"measure_{number}"].asks(case) for number in range(1, 9))
    with pytest.raises(Refused):
        planned(case, what="Nog een maatregel")


def test_of_two_measures_the_one_that_is_done_is_done_and_the_other_goes_on() -> None:
    first = planned()
    two = planned(first.case, what="Adresboek opschonen.").case
    once = done(two)
    assert once.open_measures == ("2",)
    again = {"number": "1", "outcome": "gedaan", "how_done": HOW}
    assert LIFE.change(once, "measure_done", Deed(NOOR, NOW, ORG, again)).event is None
    went = {f"measure_{number}-1": ReminderState(sent_at=NOW) for number in (1, 2)}
    reminded = two.model_copy(update={"reminders": went})
    shrinks = LIFE.change(reminded, "measure_done", Deed(NOOR, NOW, ORG, again)).dues
    about = {due.ref.about for _, due in shrinks}
    assert ("measure_1-1" in about, "measure_2-1" in about) == (True, False)


# --- the quarter ----------------------------------------------------------------------------------------------------


def test_the_digest_tells_what_was_done_what_waits_and_what_is_late() -> None:
    two = planned(planned().case, what="Adresboek opschonen.").case
    case = done(two)
    now = datetime(2027, 1, 4, 8, 30, tzinfo=ORG.zone)
    begin, end = quarter_before(now.date())
    assert (begin, end) == (date(2026, 10, 1), date(2027, 1, 1))
    card, toast = quarter_digest([case], begin, end, now, ORG) or ({}, "")
    text = str(card)
    assert "Gedaan: 1. Nog open: 1. Daarvan te laat: 1." in text
    assert all(each in text for each in (WHAT, "Adresboek opschonen.", case.number))
    assert WHAT not in toast
    hidden, _ = quarter_digest([case.model_copy(update={"confidential": True})], begin, end, now, ORG) or (
        {},
        "",
    )
    assert WHAT not in str(hidden)
    assert case.number in str(hidden)
    assert quarter_digest([decided()], begin, end, now, ORG) is None
    assert quarter_digest([done(planned().case)], end, date(2027, 4, 1), now, ORG) is None, (
        "told last quarter"
    )


def test_the_first_day_of_a_quarter_belongs_to_it_and_the_first_of_the_next_does_not() -> None:
    begin, end = date(2026, 10, 1), date(2027, 1, 1)
    case = done(planned().case)
    now = datetime(2027, 1, 4, 8, 30, tzinfo=ORG.zone)
    for day, told in (
        (begin, True),
        (end - timedelta(days=1), True),
        (begin - timedelta(days=1), False),
        (end, False),
    ):
        measures = tuple(each.model_copy(update={"done_on": day}) for each in case.planned)
        digest = quarter_digest([case.model_copy(update={"planned": measures})], begin, end, now, ORG)
        assert (digest is not None) == told, day


@given(st.integers(1, MOST_LINES + 3))
def test_so_many_measures_are_on_the_card_and_of_the_others_the_number(count: int) -> None:
    now = datetime(2027, 1, 4, 8, 30, tzinfo=ORG.zone)
    case = planned().case
    cases = [case.model_copy(update={"number": f"DL-2026-{place:04d}"}) for place in range(1, count + 1)]
    card, _ = quarter_digest(cases, *quarter_before(now.date()), now, ORG) or ({}, "")
    text = str(card)
    assert sum(each.number in text for each in cases) == min(count, MOST_LINES)
    assert (f"nog {count - MOST_LINES}" in text.casefold()) == (count > MOST_LINES), text


@given(st.dates(date(2025, 1, 1), date(2035, 1, 1)))
def test_it_comes_on_the_first_working_day_of_a_quarter(day: date) -> None:
    chore = Chore("quarter", "fg", datetime(2026, 1, 1, 8, 30, tzinfo=ORG.zone).time(), True)
    at = next_moment(chore, datetime(day.year, day.month, day.day, 12, tzinfo=ORG.zone), ORG)
    begin, end = quarter_before(at.date())
    assert end.day == begin.day == 1
    assert end.month in (1, 4, 7, 10)
    assert end <= at.date() < end + timedelta(days=10)
    assert not any(is_working_day(end + timedelta(days=each)) for each in range((at.date() - end).days))
    assert (end.month - begin.month) % 12 == 3
