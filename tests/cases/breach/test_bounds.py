"""What an officer fills in about a breach, and every moment that a card looks at: at the bound, and one beyond it."""

from datetime import date, datetime, timedelta

import pytest

from cases.breach.case import BreachCase
from cases.breach.duties import BY_AGREEMENT, MOST_HOURS
from cases.breach.handling import RECIPIENTS
from cases.breach.hurry import WARNING, pressed_for_time
from cases.breach.known import task_of
from cases.breach.life import LIFE, change
from cases.breach.measures import FURTHEST
from cases.breach.office_card import asked_again_at, incident, tone_of
from cases.breach.people import MOST_PEOPLE
from cases.breach.progress import ap_line, duty_lines, people_line
from cases.breach.quarter import quarter_digest
from cases.breach.reminder_cards import reminder
from cases.breach.reporter_cards import open_answers, receipt
from cases.breach.rhythm import CHORES, RHYTHM, fill_reminder_at, next_round
from cases.breach.step import TASK_SECONDS
from cases.breach.unknowns import MOST_DAYS
from cases.people import Actor
from cases.register.forms import asked_by
from cases.register.life import Change, Refused
from cases.register.messages import channel
from cases.terms import REMIND_AT
from tests.cases.breach.by_chance import JIP, NOOR, NOW, ORG, filed
from tests.cases.breach.handled import dealt_with
from tests.cases.breach.test_facts_of_a_case import OPEN, TASK, TOLD, provisional, taken
from tests.cases.breach.test_measures import UNTIL, planned
from tests.cases.breach.test_steps import HARMLESS, SENSITIVE, WHEN, decided
from tests.cases.breach.test_steps import assessed as advised
from tests.cases.drawn import behind_dots, leads, verbs, words_on
from tests.cases.viewers import IN_PO

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def given_at(
    event: str, who: Actor, case: BreachCase, at: datetime = NOW, /, **given: str
) -> Change[BreachCase]:
    return change(case, event, who, at, ORG, given)


def refusal(event: str, case: BreachCase, /, **given: str) -> str:
    """Why what was filled in is refused; "" when it is not."""
    try:
        given_at(event, JIP if event == "informed" else NOOR, case, **given)
    except Refused as refused:
        return refused.key
    return ""


# --- what is filled in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "kept"),
    [
        (str(MOST_PEOPLE), MOST_PEOPLE),
        (str(MOST_PEOPLE + 1), None),
        ("007", 7),
        ("0" * 5000 + "7", 7),
        ("0" * 9 + "1" * 20, None),
        ("²", None),
        ("", None),
        ("-1", None),
    ],
)
def test_a_number_of_people_is_kept_as_it_is_or_refused(count: str, kept: int | None) -> None:
    told = {**WHEN, "how": "brief", "count_told": count, "note": "Van de anderen is geen adres."}
    sent, asked = decided(), dealt_with()
    asked = given_at("ap_full", NOOR, asked, **TOLD).case
    if kept is None:
        assert refusal("informed", sent, **told) == "geen_getal"
        assert refusal("people_asked", asked, count_asked=count) == "geen_getal"
        return
    done = given_at("informed", JIP, sent, **told)
    assert done.case.informed is not None
    assert done.case.informed.count == kept
    assert done.event is not None
    assert done.event.changes["count"] == ("", str(kept))
    assert given_at("people_asked", NOOR, asked, count_asked=count).case.people_asked == kept


@pytest.mark.parametrize("hours", [1, MOST_HOURS])
def test_the_fewest_and_the_most_hours_that_can_be_agreed(hours: int) -> None:
    fields = dict.fromkeys(BY_AGREEMENT.values(), str(hours))
    given = {"recipients": ",".join(RECIPIENTS), "reason": "Zo is het afgesproken."}
    case = given_at("decide_duties", NOOR, decided(), **given, **fields).case
    until = case.report.discovered_at + timedelta(hours=hours)
    assert {case.duties[each].until for each in BY_AGREEMENT} == {until}


@pytest.mark.parametrize(
    ("days", "taken_on"),
    [(-1, False), (0, True), (FURTHEST.days, True), (FURTHEST.days + 1, False)],
)
def test_a_measure_is_planned_from_today_on_and_so_far_ahead(days: int, taken_on: bool) -> None:
    until = NOW.date() + timedelta(days=days)
    if taken_on:
        assert planned(until=until).case.planned[-1].until == until
    else:
        with pytest.raises(Refused, match="niet_binnenkort"):
            planned(until=until)


def test_until_when_somebody_finds_it_out_is_still_to_come_and_not_too_far() -> None:
    now = NOW.astimezone(ORG.zone)
    for at, key in ((now, "voorbij"), (now + timedelta(minutes=1), "")):
        given = {**TASK, "until_day": at.date().isoformat(), "until_clock": at.strftime("%H:%M")}
        assert refusal("assign_facts", taken(OPEN), **given) == key
    for days, key in ((MOST_DAYS, ""), (MOST_DAYS + 1, "te_ver")):
        given = {**TASK, "until_day": (now.date() + timedelta(days=days)).isoformat(), "until_clock": ""}
        assert refusal("assign_facts", taken(OPEN), **given) == key


# --- the term of the AP: who tells at its last moment tells in time (AVG article 33(1)) ----------------------------


def on_time(at: datetime) -> dict[str, str]:
    here = at.astimezone(ORG.zone)
    return {**TOLD, "on_date": here.date().isoformat(), "at_time": here.strftime("%H:%M")}


def test_what_the_ap_heard_at_the_last_moment_it_heard_in_time() -> None:
    case = decided()
    due = case.deadline(ORG).due
    in_time, late = on_time(due), on_time(due + timedelta(minutes=1))
    told = given_at("ap_full", NOOR, case, due, **in_time).case
    assert (told.missed, told.late_reason) == (False, "")
    for given, asked in ((in_time, False), (late, True)):
        fields = asked_by(LIFE.forms["ap_full"], case, ORG, given)
        assert ("late_reason" in {each.id for each in fields}) == asked
    with pytest.raises(Refused, match="te_laat"):
        given_at("ap_full", NOOR, case, due + timedelta(minutes=1), **late)
    with pytest.raises(Refused, match="later_vastgelegd"):
        given_at("ap_full", NOOR, case, due + timedelta(minutes=1), **in_time)


def test_the_term_is_over_at_its_last_moment_for_who_has_not_told_yet() -> None:
    case = taken()
    due = case.deadline(ORG).due
    stage = RHYTHM.stages(case, ORG)[0]
    for left, tone, over, hurried in (
        (WARNING + SECOND, "running", False, False),
        (WARNING, "warning", False, True),
        (SECOND, "warning", False, True),
        (timedelta(), "late", True, False),
    ):
        at = due - left
        assert tone_of(case, at, ORG) == tone, left
        assert case.overdue(at, ORG) == over, left
        assert pressed_for_time(case, at, ORG) == hurried, left
        drawn = reminder(case, stage, at, ORG, channel("po"))
        style = {"late": "attention", "warning": "warning", "running": "emphasis"}[tone]
        assert drawn["body"][0]["style"] == style, left


def test_after_the_term_what_is_unknown_is_due_anew() -> None:
    case = taken(OPEN)
    due = case.deadline(ORG).due
    assert task_of(case, "n_people", due - SECOND, ORG) == ("po", due)
    owner, until = task_of(case, "n_people", due, ORG)
    assert (owner, until - due) == ("po", timedelta(hours=ORG.terms.chore_hours))


def test_a_corrected_discovery_says_anew_whether_the_ap_heard_in_time() -> None:
    """Told exactly at the end of the term that follows from the discovery is in time; a minute more is not."""
    told = provisional()
    first = told.first_told
    assert first is not None
    term = timedelta(hours=ORG.terms.breach_hours)
    for found, missed in ((first.at - term, False), (first.at - term - timedelta(minutes=1), True)):
        assert corrected(told, found, NOW).missed == missed
    waiting = taken().model_copy(update={"missed": True})
    found = NOW - timedelta(hours=2)
    for now, missed in ((found + term, True), (found + term - timedelta(minutes=1), False)):
        assert corrected(waiting, found, now).missed == missed


def corrected(case: BreachCase, found: datetime, now: datetime) -> BreachCase:
    here = found.astimezone(ORG.zone)
    given = {"discovered_date": here.date().isoformat(), "discovered_time": here.strftime("%H:%M")}
    return given_at(
        "correct_discovery", NOOR, case, now, **given, discoverer="client", reason="Zij belde al."
    ).case


# --- what a card says of a moment: from that moment on it is behind us ---------------------------------------------


def test_what_is_still_open_is_asked_with_the_coloured_button() -> None:
    assert leads(open_answers(filed(OPEN).case, NOW, ORG)) == "add_facts_form"


def test_with_the_advice_the_reason_for_being_late_is_in_nobodys_way() -> None:
    """On the way to a decision it stands behind the dots, and only where there is room."""
    for facts, room in ((HARMLESS, True), (SENSITIVE, False)):
        case = advised(facts)
        late = case.deadline(ORG).due
        assert "late_reason_form" not in verbs(incident(case, late - SECOND, ORG, IN_PO))
        card = incident(case, late, ORG, IN_PO)
        assert leads(card).removesuffix("_form") == "decide"
        assert ("late_reason_form" in verbs(card)) == ("late_reason_form" in behind_dots(card)) == room


AHEAD = pytest.mark.parametrize(("moved", "ahead"), [(-SECOND, True), (timedelta(), False)])
"""A second before a moment it is ahead, at that moment it is not."""


@AHEAD
def test_the_receipt_says_when_is_asked_what_is_open_as_long_as_that_is_to_come(
    moved: timedelta, ahead: bool
) -> None:
    case = filed(OPEN).case
    asked = case.reported_at + timedelta(hours=ORG.terms.follow_up_hours) + moved
    assert ("Daar vraag ik op" in words_on(receipt(case, asked, ORG))) == ahead


@AHEAD
def test_a_question_says_when_the_reporter_is_reminded_and_then_that_this_was_done(
    moved: timedelta, ahead: bool
) -> None:
    case = given_at("ask_reporter", NOOR, taken(), question="Wat stond erin?").case
    told = words_on(incident(case, asked_again_at(case.pending[0], ORG) + moved, ORG, IN_PO))
    assert ("herinner ik de melder" in told) == ahead
    assert ("Ik heb de melder eraan herinnerd" in told) == (not ahead)


@AHEAD
def test_what_is_told_provisionally_says_when_is_asked_for_the_rest(moved: timedelta, ahead: bool) -> None:
    case = provisional()
    again = fill_reminder_at(case, ORG)
    assert again is not None
    assert ("herinner ik je eraan" in ap_line(case, again + moved, ORG)) == ahead


@AHEAD
def test_an_agreed_hour_is_a_promise_until_it_is_there(moved: timedelta, ahead: bool) -> None:
    case = agreed()
    until = case.duties["opdrachtgever"].until
    assert until is not None
    lines = " ".join(each.value for each in duty_lines(case, until + moved, ORG))
    assert ("Uiterlijk" in lines) == ahead
    assert ("Dit moest op" in lines) == (not ahead)


@AHEAD
def test_a_task_is_on_its_way_for_as_long_as_that_can_take(moved: timedelta, ahead: bool) -> None:
    case = change(decided(), "decide_people", NOOR, NOW, ORG, {"people": "inform"}).case
    assert case.people is not None
    told = people_line(case, case.people.at + timedelta(seconds=TASK_SECONDS) + moved, ORG)
    assert ("De taak gaat nu" in told) == ahead


def agreed() -> BreachCase:
    """With whom gave the orders it was agreed that they know within a day."""
    given = {"recipients": "opdrachtgever", "reason": "Hun opdracht.", "agreed_hours": "24"}
    return given_at("decide_duties", NOOR, decided(), **given).case


def test_a_measure_is_late_from_the_day_after_its_day() -> None:
    begin, end = date(2026, 10, 1), date(2027, 1, 1)
    for day, late in ((UNTIL, 0), (UNTIL + DAY, 1)):
        now = datetime(day.year, day.month, day.day, 8, 30, tzinfo=ORG.zone)
        card, _ = quarter_digest([planned().case], begin, end, now, ORG) or ({}, "")
        assert f"Daarvan te laat: {late}." in str(card)


def test_the_next_reminder_is_never_at_the_moment_itself() -> None:
    """Of a measure on its morning, of a promise at its end, of an agreed hour at that hour: it went out by then."""
    measure = planned().case
    morning = datetime.combine(UNTIL, REMIND_AT, ORG.zone)
    at, _ = next_round(measure, CHORES["measure_1"], 0, morning, ORG)
    assert at == morning + timedelta(hours=CHORES["measure_1"].hours(ORG))
    assert next_round(measure, CHORES["measure_1"], 0, morning - SECOND, ORG)[0] == morning

    promised = given_at(
        "promise",
        NOOR,
        given_at("ap_full", NOOR, dealt_with(), **TOLD).case,
        what="Het rapport.",
        until_day="2026-12-01",
    ).case
    until = promised.open_follow_ups[0].until
    assert next_round(promised, CHORES["follow"], 1, until - SECOND, ORG)[0] == until
    usual = timedelta(hours=ORG.terms.chore_hours)
    assert next_round(promised, CHORES["follow"], 2, until, ORG)[0] == until + usual

    case = agreed()
    hour = case.duties["opdrachtgever"].until
    assert hour is not None
    assert next_round(case, CHORES["controller"], 1, hour - SECOND, ORG)[0] == hour
    assert next_round(case, CHORES["controller"], 1, hour, ORG)[0] == hour + usual
