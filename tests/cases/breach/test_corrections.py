"""What was reported wrongly is corrected, and the clock with it; an incident without personal data has no clock."""

import json
from datetime import datetime, timedelta

import pytest

from cases.breach.case import BreachCase
from cases.breach.life import LIFE, change
from cases.breach.office_card import incident
from cases.breach.rhythm import RHYTHM
from cases.people import Actor
from cases.register.case import ReminderState
from cases.register.life import Change, NoRole, Refused
from tests.cases.breach.by_chance import JIP, NOOR, NOW, ORG, PLAIN, SAM, filed
from tests.cases.breach.test_closing import KEPT, LETTER, NOBODY_ELSE, NOTHING, TOLD, cannot_close
from tests.cases.breach.test_steps import (
    HOUR,
    SENSITIVE,
    WHEN,
    after,
    decided,
)
from tests.cases.drawn import to_whom, words_on
from tests.cases.viewers import IN_PO

# --- the discovery can be corrected, and the clock with it --------------------------------------------------------

EARLIER = {
    "discoverer": "collega",
    "discovered_date": "2026-11-22",
    "discovered_time": "09:00",
    "reason": "Een collega zag het een dag eerder.",
}


def corrected(case: BreachCase, at: datetime = NOW, who: Actor = NOOR, **given: str) -> Change[BreachCase]:
    mine = case if case.taken_up is not None else after(case, ("take_up", {}))
    return change(mine, "correct_discovery", who, at, ORG, {**EARLIER, **given})


def test_an_earlier_discovery_moves_the_clock_and_the_reminders_follow() -> None:
    case = filed(PLAIN).case
    done = corrected(case)
    assert done.case.deadline(ORG).due == datetime(2026, 11, 25, 9, tzinfo=ORG.zone)
    assert done.case.report.discoverer == "collega"
    planned = {due.ref.about: at for at, due in done.dues if due.kind == "reminder"}
    assert planned["ap-0h"] == done.case.deadline(ORG).due
    assert done.event is not None
    assert (done.event.why, "discovered_at" in done.event.changes) == (EARLIER["reason"], True)


def test_a_later_discovery_is_reminded_of_anew_and_is_not_missed_any_more() -> None:
    case = filed(PLAIN.model_copy(update={"discovered_at": NOW - 80 * HOUR, "happened_from": ""})).case
    late, here = case.deadline(ORG).due + 12 * HOUR, (NOW - HOUR).astimezone(ORG.zone)
    stages = {each.name: each for each in RHYTHM.stages(case, ORG)}
    sent = change(case, "take_up", NOOR, NOW, ORG).case.model_copy(update={"missed": True})
    sent = sent.model_copy(update={"reminders": {name: ReminderState(sent_at=NOW) for name in stages}})
    day, clock = f"{here:%Y-%m-%d}", f"{here:%H:%M}"
    done = corrected(sent, late, discovered_date=day, discovered_time=clock, discoverer="leverancier")
    assert not done.case.missed
    assert not done.case.overdue(late, ORG)
    assert "ap-0h" not in done.case.reminders
    assert {due.ref.about for _, due in done.dues if due.kind == "reminder"} >= {"ap-0h", "ap-24h"}
    assert "po" in to_whom(done, "term")


def test_nothing_is_discovered_after_it_was_reported() -> None:
    taken_up = change(filed(PLAIN).case, "take_up", NOOR, NOW, ORG).case
    with pytest.raises(Refused) as refused:
        corrected(
            taken_up, NOW + 48 * HOUR, discovered_date=f"{NOW + 24 * HOUR:%Y-%m-%d}", discovered_time="10:00"
        )
    assert refused.value.key == "na_melding"


def test_what_was_in_time_can_turn_out_late_and_then_asks_why() -> None:
    at = NOW + timedelta(hours=60)
    here = at.astimezone(ORG.zone)
    told = {**TOLD, "on_date": here.date().isoformat(), "at_time": here.strftime("%H:%M")}
    case = after(decided(), ("ap_full", told), at=at)
    assert not case.missed
    late = corrected(case, at, discovered_date="2026-11-20").case
    assert (late.missed, late.late_unexplained) == (True, True)
    assert "late_reason" in LIFE.allowed(late, at, ORG)
    cannot_close(
        after(late, ("informed", LETTER), ("decide_duties", NOBODY_ELSE), ("fill_register", KEPT), at=at)
    )
    back = corrected(late, at, discovered_date="2026-11-23", discovered_time="13:30").case
    assert not back.missed


def test_nobody_is_told_before_the_discovery() -> None:
    case = after(decided(), ("ap_full", {**TOLD, "at_time": "13:45"}))
    with pytest.raises(Refused) as refused:
        corrected(case, discovered_date="2026-11-23", discovered_time="13:59")
    assert refused.value.key == "na_melding"
    for wrong in (
        {"reason": ""},
        {"discovered_date": ""},
        {"discovered_time": ""},
        {"discovered_date": "2027-01-01"},
    ):
        with pytest.raises(Refused):
            after(case, ("correct_discovery", {**EARLIER, **wrong}))
    with pytest.raises(NoRole):
        corrected(case, who=JIP)


def test_a_notification_before_the_discovery_asks_for_the_true_discovery() -> None:
    """The Privacy Officer told the AP before a colleague typed it in."""
    case, form = decided(), LIFE.forms["ap_full"]
    early = {**WHEN, "on_date": "2026-11-23", "at_time": "12:00"}
    assert form.asks is not None
    asked = {each.id for each in form.asks(case, ORG, early)}
    assert {"discovered_date", "discovered_time", "reason"} <= asked
    assert len(asked) <= 6
    with pytest.raises(Refused) as refused:
        after(case, ("ap_full", early))
    assert (refused.value.field, refused.value.key) == ("discovered_date", "ap_voor_ontdekken")
    true = {"discovered_date": "2026-11-23", "discovered_time": "11:00", "reason": "Ik zag het zelf al."}
    done = change(case, "ap_full", NOOR, NOW, ORG, {**early, **true})
    assert done.case.told == "full"
    assert done.case.report.discovered_at == datetime(2026, 11, 23, 11, tzinfo=ORG.zone)
    assert done.event is not None
    assert (done.event.why, "discovered_at" in done.event.changes) == ("Ik zag het zelf al.", True)


def test_when_it_happened_and_what_it_was_can_be_corrected_with_the_reason() -> None:
    given = {
        "kind": "kwijt",
        "happened_date": "2026-11-20",
        "happened_time": "08:15",
        "until_date": "2026-11-21",
    }
    case = filed(PLAIN.model_copy(update={"open_fields": ("happened",), "happened_unknown": True})).case
    case = after(case, ("take_up", {}))
    fixed = after(case, ("correct_report", {**given, "reason": "De tas bleek al vrijdag weg."}))
    report = fixed.report
    assert (report.kind, report.happened_from, report.happened_until) == (
        "kwijt",
        "2026-11-20T08:15",
        "2026-11-21",
    )
    assert (report.open_fields, report.happened_unknown) == ((), False)
    for wrong, key in (
        ({"happened_date": "2026-11-24"}, "toekomst"),
        ({"happened_date": "", "happened_time": "08:15"}, "tijd_zonder_datum"),
        ({"until_date": "2026-11-19"}, "einde_voor_begin"),
        ({"happened_date": "1999-01-01", "until_date": ""}, "te_oud"),
        ({"happened_date": "2026-11-23", "happened_time": "13:55", "until_date": ""}, "later_dan_ontdekt"),
    ):
        with pytest.raises(Refused) as refused:
            after(case, ("correct_report", {**given, "reason": "Zo.", **wrong}))
        assert refused.value.key == key


def test_the_reporter_can_still_say_when_it_happened() -> None:
    case = filed(PLAIN.model_copy(update={"open_fields": ("happened",), "happened_unknown": True})).case
    form = LIFE.forms["add_facts"]
    assert form.asks is not None
    assert {"happened_date", "happened_time"} <= {each.id for each in form.asks(case, ORG, {})}
    told = {"happened_date": "2026-11-22", "happened_time": "16:00"}
    done = change(case, "add_facts", SAM, NOW, ORG, told)
    assert (done.case.report.happened_from, done.case.report.open_fields) == ("2026-11-22T16:00", ())
    assert change(done.case, "add_facts", SAM, NOW, ORG, told).event is None, "a double press"
    with pytest.raises(Refused) as refused:
        change(case, "add_facts", SAM, NOW, ORG, {"happened_date": "2026-11-24"})
    assert refused.value.key == "toekomst"


# --- an incident without personal data ----------------------------------------------------------------------------


def test_an_incident_without_personal_data_has_no_alarm_but_is_not_forgotten() -> None:
    done = filed(NOTHING)
    late = NOW + timedelta(days=9)
    assert {due.ref.about for _, due in done.dues if due.kind == "reminder"} == {"look-1"}
    assert to_whom(done, "term") == set()
    assert not done.case.overdue(late, ORG)
    assert "te laat" not in words_on(incident(done.case, late, ORG, IN_PO))


@pytest.mark.parametrize("who", ["the reporter", "an officer"])
def test_the_clock_counts_from_the_discovery_once_personal_data_are_found(who: str) -> None:
    case = filed(NOTHING).case
    if who == "the reporter":
        done = change(case, "add_facts", SAM, NOW, ORG, {"data_kinds": "bsn"})
    else:
        begun = after(case, ("begin_triage", {}))
        told = {
            "step": "role",
            "count": "0",
            "values": "{}",
            "outcome": "breach",
            "facts": json.dumps(SENSITIVE),
        }
        done = change(begun, "assess", NOOR, NOW, ORG, told)
    assert done.case.clock_runs
    assert "ap-0h" in {due.ref.about for _, due in done.dues if due.kind == "reminder"}
    assert "po" in to_whom(done, "term")
    assert done.case.deadline(ORG).due == NOTHING.discovered_at.astimezone(ORG.zone) + timedelta(hours=72)
