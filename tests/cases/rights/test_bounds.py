"""Every day and moment that a request looks at: on the last one, and on the one after."""

from datetime import date, datetime, time, timedelta

import pytest

from cases.register.messages import channel
from cases.rights.case import RightsCase
from cases.rights.office_card import WARNING, living, term_note
from cases.rights.reminder_cards import reminder
from cases.rights.rhythm import RHYTHM, back_before
from cases.terms import planning_day
from tests.cases.breach.by_chance import NOW, ORG
from tests.cases.rights.by_chance import PLAIN, after, confirmed, refusal
from tests.cases.viewers import IN_JZ

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
TODAY = NOW.astimezone(ORG.zone).date()


def received(day: date) -> RightsCase:
    case = confirmed()
    return case.model_copy(update={"request": case.request.model_copy(update={"received_on": day})})


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ORG.zone)


def test_the_term_is_over_at_its_end_and_the_cards_turn_red_then() -> None:
    case = confirmed()
    due = case.deadline(ORG).due
    stage = RHYTHM.stages(case, ORG)[0]
    for left, style, over in (
        (WARNING + SECOND, "emphasis", False),
        (WARNING, "warning", False),
        (SECOND, "warning", False),
        (timedelta(), "attention", True),
    ):
        at = due - left
        assert case.overdue(at, ORG) == over, left
        for drawn in (living(case, at, ORG, IN_JZ), reminder(case, stage, at, ORG, channel("jz"))):
            assert drawn["body"][0]["style"] == style, left


def test_the_day_to_plan_on_and_the_day_of_the_law_are_told_until_they_are_over() -> None:
    """The month ends on a Saturday: all must be done on the Friday, and the law leaves time until the Monday."""
    case = received(date(2026, 10, 28))
    deadline = case.deadline(ORG)
    planned, latest = planning_day(deadline), deadline.legal_latest.date()
    assert (planned, latest) == (date(2026, 11, 27), date(2026, 11, 30))
    for day, plan, law in (
        (planned, True, True),
        (planned + DAY, False, True),
        (latest, False, True),
        (latest + DAY, False, False),
    ):
        told = term_note(case, noon(day), ORG)
        assert ("vr 27 nov" in told) == plan, day
        assert ("ma 30 nov" in told) == law, day


def test_an_extension_can_be_told_until_the_last_moment_of_the_law() -> None:
    case = confirmed()
    latest = case.first_deadline(ORG).legal_latest
    assert case.first_month_lasts(latest - SECOND, ORG)
    assert not case.first_month_lasts(latest, ORG)


def test_who_searches_has_from_today_until_the_end_of_the_term() -> None:
    case = confirmed()
    last = case.deadline(ORG).due.date()
    for until, key in ((TODAY - DAY, "voorbij"), (last + DAY, "na_termijn")):
        assert refusal(case, "ask_search", to="po", what="Brieven.", until=until.isoformat()) == key
    for until in (TODAY, last):
        asked = after(case, "ask_search", to="po", what="Brieven.", until=until.isoformat())
        assert asked.searches[-1].until == until


def test_what_was_done_was_done_between_the_request_and_today() -> None:
    """The person can hear of the end on the day on which the request came, and today; not before and not to come."""
    case = received(PLAIN.received_on)
    given = {"ending": "ingetrokken", "reason": "Gebeld."}
    for day, key in ((PLAIN.received_on - DAY, "voor_ontvangst"), (TODAY + DAY, "toekomst")):
        assert refusal(case, "withdraw", **given, told_on=day.isoformat()) == key
    for day in (PLAIN.received_on, TODAY):
        assert after(case, "withdraw", **given, told_on=day.isoformat()).ending_told_on == day


@pytest.mark.parametrize("place", range(len(RHYTHM.stages(confirmed(), ORG))))
def test_a_reminder_that_is_put_off_has_to_be_back_before_something_to_come(place: int) -> None:
    """A stage or the end of the term that is there by now holds up nothing any more."""
    case = confirmed()
    stage = RHYTHM.stages(case, ORG)[place]
    for now in (stage.at - SECOND, stage.at, case.deadline(ORG).due):
        back = back_before(case, stage.name, now, ORG)
        assert back is None or back > now
