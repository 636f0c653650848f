"""Guards that hold on paper too: what new facts open, who counts as told, what the AP must have, what has a reason."""

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest

from cases.breach.case import BreachCase
from cases.breach.duties import BY_AGREEMENT
from cases.breach.handling import KEPT_NOTIFICATIONS, RECIPIENTS, Informed, Notification
from cases.breach.life import LIFE, change, chore_reminded
from cases.breach.office_card import incident
from cases.breach.progress import ap_line, duty_lines, people_line
from cases.breach.reminder_cards import chore_reminder
from cases.breach.rhythm import CHORES, DUTY_OF, FG_FROM_ROUND
from cases.breach.rows import case_row, read_case
from cases.breach.task_card import task
from cases.register.forms import asked_by
from cases.register.life import Refused
from cases.register.messages import channel
from state_machines.breach_life import CLOSED, ENDED
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import FEN, NOOR, NOW, ORG, PLAIN, SAM, filed
from tests.cases.breach.test_owed import DUTIES
from tests.cases.breach.test_steps import (
    HARMLESS,
    SENSITIVE,
    UNKNOWN,
    WHEN,
    WHY,
    after,
    assessed,
    decided,
)
from tests.cases.drawn import to_whom, words_on
from tests.cases.living import owed_at_ends
from tests.cases.viewers import IN_PO

TOLD = {**WHEN, "ap_number": "2026-1"}
LETTER = {**WHEN, "how": "brief", "count_told": "1"}
NOBODY_ELSE = {"recipients": "geen", "reason": "Niemand."}
KEPT = {"effects": "Gering.", "measures": "Uitleg."}
DONE = (
    ("ap_full", TOLD),
    ("informed", LETTER),
    ("decide_duties", NOBODY_ELSE),
    ("fill_register", KEPT),
)
"""All that a decided breach asks for."""

NEW = ("new_facts", {"words": "Het gaat om nog 500 mensen."})


def handled(case: BreachCase | None = None) -> BreachCase:
    """A breach that could be closed."""
    return after(case or decided(), *DONE)


def assessed_again(case: BreachCase, facts: object = SENSITIVE, **choice: str) -> BreachCase:
    """The questions answered once more, and decided."""
    count = str(case.triage.count if case.triage else 0)
    told = {"step": "role", "count": count, "values": '{"role": "eigen"}', "spoken": "Vraag? Antwoord"}
    case = after(case, ("assess", {**told, "outcome": "breach", "facts": json.dumps(facts)}))
    return after(case, ("decide", {"choice": "follow", **WHY, **choice}))


def cannot_close(case: BreachCase) -> None:
    with pytest.raises(NotAllowed):
        after(case, ("close", {}))


def closes(case: BreachCase) -> None:
    assert after(case, ("close", {})).status == CLOSED


# --- new facts open what they touch -------------------------------------------------------------------------------


def test_new_facts_ask_for_a_supplement_and_for_the_people_and_the_case_cannot_close_before() -> None:
    case = assessed_again(after(handled(), NEW))
    case = after(case, ("decide_duties", NOBODY_ELSE), ("fill_register", KEPT))
    assert (case.status, case.ap_behind, case.people_wait) == ("notified", True, True)
    cannot_close(case)
    supplemented = after(case, ("ap_supplement", WHEN))
    cannot_close(supplemented)
    closes(after(supplemented, ("informed", {**LETTER, "count_told": "501"})))


def test_what_is_not_needed_after_new_facts_has_its_reason() -> None:
    case = assessed_again(after(handled(), NEW))
    case = after(case, ("decide_duties", NOBODY_ELSE), ("fill_register", KEPT))
    for event in ("no_supplement", "nobody_more"):
        with pytest.raises(Refused):
            after(case, (event, {"reason": " "}))
        cannot_close(case)
        case = after(case, (event, {"reason": "Het zijn dezelfde mensen."}))
    closes(case)


def test_jz_gets_its_task_its_mail_and_its_reminder_again() -> None:
    again = after(handled(), NEW)
    assert "Nog niets doen" in words_on(task(again, "jz", NOW, ORG))
    count = str(again.triage.count if again.triage else 0)
    told = {"step": "role", "count": count, "values": '{"role": "eigen"}'}
    case = after(again, ("assess", {**told, "outcome": "breach", "facts": json.dumps(SENSITIVE)}))
    done = change(case, "decide", NOOR, NOW, ORG, {"choice": "follow"})
    assert to_whom(done, "mail") == {"mail:jz", "mail:fg"}, "the FG when the task reached nobody"
    assert "jz" in to_whom(done, "reminder")
    assert "nieuwe feiten" in words_on(task(done.case, "jz", NOW, ORG))
    assert "wie moet het nog horen" in people_line(done.case, NOW, ORG)
    assert "vul de melding aan" in ap_line(done.case, NOW, ORG)


def test_others_who_were_told_can_have_to_hear_of_new_facts_as_well() -> None:
    case = after(
        decided(),
        ("decide_duties", {"recipients": "politie,partner", "reason": "Diefstal."}),
        ("duty_done", {**WHEN, "recipient": "politie", "how_told": "Aangifte."}),
        ("duty_done", {**WHEN, "recipient": "partner", "how_told": "Gebeld."}),
    )
    assert case.others_decided
    again = assessed_again(after(case, NEW))
    assert not again.others_decided
    more = after(again, ("decide_duties", {"recipients": "politie", "reason": "Zij zoeken nu meer."}))
    assert more.waiting_duties == ("politie",)
    assert more.duties["partner"].done_at is not None, "what was told is not taken back"
    assert after(again, ("decide_duties", {"recipients": "geen", "reason": "Zij weten het."})).others_decided


def test_who_opens_a_closed_case_again_is_asked_the_same() -> None:
    again = after(after(handled(), ("close", {})), ("reopen", {}), ("begin_triage", {}))
    case = after(assessed_again(again), ("decide_duties", NOBODY_ELSE), ("fill_register", KEPT))
    assert (case.ap_behind, case.people_wait) == (True, True)
    cannot_close(case)


@pytest.mark.parametrize("event", ["add_facts", "answer"])
def test_what_the_reporter_tells_after_the_decision_is_weighed_before_the_end(event: str) -> None:
    case = after(handled(), ("ask_reporter", {"question": "Klopt het aantal?"}))
    given = {"addition": "Het waren er 500 meer.", "exchange": case.pending[0].id, "answer": "Nee, 500 meer."}
    done = change(case, event, SAM, NOW, ORG, given)
    assert done.case.unweighed
    assert "po" in to_whom(done, "reminder")
    cannot_close(done.case)
    with pytest.raises(Refused):
        after(done.case, ("nothing_changes", {"reason": ""}))
    closes(after(done.case, ("nothing_changes", {"reason": "Dat stond al in het besluit."})))
    assert not after(done.case, NEW).unweighed


def test_what_the_reporter_tells_before_the_decision_needs_no_word_of_its_own() -> None:
    assert not change(filed(PLAIN).case, "add_facts", SAM, NOW, ORG, {"addition": "Nog iets."}).case.unweighed


# --- who counts as told -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["brief", "mail", "telefoon", "gesprek", "anders"])
def test_nobody_told_is_not_told(how: str) -> None:
    with pytest.raises(Refused) as refused:
        after(decided(), ("informed", {**LETTER, "how": how, "count_told": "0", "note": "Zo."}))
    assert (refused.value.field, refused.value.key) == ("count_told", "niemand")


@pytest.mark.parametrize(
    ("reported", "counted", "least"),
    [
        ("1", {}, 1),
        ("101-1000", {}, 101),
        ("1001+", {}, 1001),
        ("1", {"n_people": "11-100"}, 11),
        ("11-100", {"n_people": "onbekend"}, 11),
        ("1001+", {"people_about": "3"}, 3),
        ("onbekend", {}, 0),
    ],
)
def test_who_tells_fewer_than_it_is_about_says_why(
    reported: str, counted: dict[str, str], least: int
) -> None:
    """Else one letter ends the duty to tell five hundred people (AVG article 34(1))."""
    case = decided()
    assert case.triage is not None
    case = case.model_copy(
        update={
            "report": case.report.model_copy(update={"n_people": reported}),
            "triage": case.triage.model_copy(update={"answers": {**case.triage.answers, "numbers": counted}}),
        }
    )
    if least > 1:
        few = ("informed", {**LETTER, "count_told": str(least - 1)})
        with pytest.raises(Refused) as refused:
            after(case, few)
        assert (refused.value.field, refused.value.key) == ("note", "niet_iedereen")
        assert case.people_wait
        assert not after(case, (few[0], {**few[1], "note": "Van de rest was alles onleesbaar."})).people_wait
    assert not after(case, ("informed", {**LETTER, "count_told": str(max(least, 1))})).people_wait


def test_a_row_of_before_in_which_nobody_was_told_by_letter_is_not_told() -> None:
    nobody = Informed(at=NOW, how="brief", count=0, by=NOOR, kept_at=NOW)
    case = handled().model_copy(update={"informed": nobody})
    assert read_case(case_row(case)).people_wait
    cannot_close(case)


def test_a_public_notice_is_only_for_who_decided_that_with_its_reason() -> None:
    with pytest.raises(Refused) as refused:
        after(decided(), ("informed", {**LETTER, "how": "openbaar"}))
    assert refused.value.field == "how"
    public = {"people": "public", "people_reason": "Van 3.000 mensen is geen adres bekend."}
    with pytest.raises(Refused) as refused:
        after(decided(), ("decide_people", {**public, "people_reason": " "}))
    assert refused.value.field == "people_reason"
    case = after(decided(), ("decide_people", public))
    assert case.people is not None
    assert (case.people.choice, case.people.ground) == ("public", "onevenredig")
    with pytest.raises(Refused):
        after(case, ("informed", LETTER))
    told = after(case, ("informed", {**WHEN, "how": "openbaar", "count_told": "0"}))
    assert not told.people_wait


def test_another_way_says_which() -> None:
    with pytest.raises(Refused) as refused:
        after(decided(), ("informed", {**LETTER, "how": "anders"}))
    assert refused.value.field == "note"
    assert not after(decided(), ("informed", {**LETTER, "how": "anders", "note": "Via de tolk."})).people_wait


def test_what_is_carried_out_is_decided_otherwise_by_new_facts_alone() -> None:
    told = after(decided(), ("informed", LETTER))
    with pytest.raises(NotAllowed):
        after(told, ("decide_people", {"people": "not", "ground": "wet", "people_reason": "Toch niet."}))


# --- the AP: its channel and its number ---------------------------------------------------------------------------


@pytest.mark.parametrize("event", ["ap_full", "ap_provisional"])
@pytest.mark.parametrize("channel_", ["anders", "telefoon", ""])
def test_only_the_web_form_of_the_ap_counts(event: str, channel_: str) -> None:
    with pytest.raises(Refused) as refused:
        after(decided(), (event, {**TOLD, "channel": channel_}))
    assert refused.value.field == "channel"


def test_an_older_row_with_another_channel_is_read() -> None:
    old = Notification(kind="full", at=NOW, channel="anders", by=NOOR, kept_at=NOW)
    case = handled().model_copy(update={"notifications": (old,)})
    assert read_case(case_row(case)).notifications[0].channel == "anders"
    cannot_close(case)


def test_a_missing_number_is_reminded_and_holds_the_end_until_it_is_there_or_reasoned() -> None:
    case = after(decided(), ("ap_full", WHEN), *DONE[1:])
    assert CHORES["number"].waits(case)
    assert "Nog niet bekend" in words_on(incident(case, NOW, ORG, IN_PO))
    cannot_close(case)
    with pytest.raises(Refused) as refused:
        after(case, ("ap_numbered", {}))
    assert refused.value.key == "nummer_of_reden"
    closes(after(case, ("ap_numbered", {"ap_number": "2026-9"})))
    closes(after(case, ("ap_numbered", {"reason": "De AP gaf er geen, zegt zij aan de telefoon."})))


def test_what_was_taken_back_lends_its_number_to_nothing() -> None:
    case = after(decided(), ("ap_provisional", TOLD), NEW)
    count = str(case.triage.count if case.triage else 0)
    none = {"step": "role", "count": count, "values": '{"role": "eigen"}', "outcome": "no_breach"}
    case = after(case, ("assess", none), ("conclude_no_breach", {"reason": "Niets."}), ("ap_withdraw", WHEN))
    assert case.ap_number == "2026-1"
    again = after(case, ("reopen", {}), ("ap_provisional", WHEN))
    assert (again.ap_number, again.number_missing) == ("", True)


def test_the_moment_of_the_first_notification_stays() -> None:
    first = {**TOLD, "at_time": "13:50"}
    case = after(decided(), ("ap_provisional", first))
    for _ in range(KEPT_NOTIFICATIONS + 2):
        case = after(case, ("ap_supplement", {**WHEN, "at_time": "14:05"}))
        case = after(case, ("ap_supplement", {**WHEN, "at_time": "14:06"}))
    assert len(case.notifications) == KEPT_NOTIFICATIONS
    assert case.first_told is not None
    assert case.first_told.at == case.notifications[0].at
    line = ap_line(case, NOW, ORG)
    assert line.index("13.50") < line.index("14.06")


# --- reasons ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["reason", "people_reason"])
def test_not_to_tell_the_ap_and_not_to_tell_the_people_have_a_written_reason_each(missing: str) -> None:
    with pytest.raises(Refused) as refused:
        decided_with({**WHY, missing: ""})
    assert refused.value.field == missing
    case = decided_with(WHY)
    assert case.decision is not None
    assert case.people is not None
    assert (case.decision.reason, case.people.reason) == (WHY["reason"], WHY["people_reason"])


def decided_with(why: Mapping[str, str]) -> BreachCase:
    return after(assessed(HARMLESS), ("decide", {"choice": "follow", **why}))


def test_the_card_asks_why_before_it_decides_that_nobody_is_told() -> None:
    quiet = incident(assessed(HARMLESS), NOW, ORG, IN_PO)
    assert '"decide_form"' in json.dumps(quiet)
    assert '"decide_form"' not in json.dumps(incident(assessed(SENSITIVE), NOW, ORG, IN_PO))
    asked = asked_by(LIFE.forms["decide"], assessed(HARMLESS), ORG, {"choice": "follow"})
    assert [each.id for each in asked] == ["reason", "people_reason"]


def test_an_fg_who_deviates_alone_is_watched_by_the_privacy_officer() -> None:
    given = {"ap": "not", "people": "not", "ground": "risico_weg", **WHY}
    by_fg = change(assessed(SENSITIVE), "deviate", FEN, NOW, ORG, given)
    assert to_whom(by_fg, "thread") == {"po"}
    by_po = change(assessed(SENSITIVE), "deviate", NOOR, NOW, ORG, given)
    assert to_whom(by_po, "thread") == {"fg"}


# --- what waits is reminded of, and the FG hears of it ------------------------------------------------------------


NOTHING = PLAIN.model_copy(
    update={"data_kinds": ("geen",), "groups": ("niemand",), "n_people": "onbekend", "no_personal_data": True}
)
"""An incident in which nobody's data were."""


def with_measures(count: int) -> BreachCase:
    """A breach with so many measures."""
    case = decided()
    for number in range(count):
        until = (NOW + timedelta(days=number)).date().isoformat()
        planned = {"measure": f"Maatregel {number}", "owner": "De teamleider", "until": until}
        case = after(case, ("plan_measure", planned))
    return case


def waiting(name: str) -> BreachCase:
    """A breach in which this waits."""
    later = {"ap": "notify", "people": "later", "reason": "Nog niet bekend."}
    match name:
        case "choose":
            return after(assessed(), ("deviate", later))
        case _ if name in DUTY_OF:
            given = {"recipients": DUTY_OF[name], "reason": "Hun opdracht."}
            return after(decided(), ("decide_duties", given))
        case "number" | "finish":
            return after(decided(), ("ap_full", WHEN))
        case "supplement":
            return assessed_again(after(handled(), NEW))
        case "weigh":
            return change(handled(), "add_facts", SAM, NOW, ORG, {"addition": "Nog iets."}).case
        case "fill":
            return after(decided(), ("ap_provisional", WHEN))
        case "people":
            return decided()
        case "facts":
            day = {"until_day": "2026-11-24", "owner": "ict"}
            return after(decided(), ("assign_facts", {"facts": "seen", **day}))
        case "follow":
            asked = {"what": "Hoeveel mensen waren het?", "until_day": "2026-11-24"}
            return after(decided(), ("ap_full", WHEN), ("ap_asks", asked))
        case "look":
            return filed(NOTHING).case
        case "opinion_fg" | "opinion_jz":
            return after(decided(), ("ask_opinion", {"office": name[-2:], "question": "Mag dit dicht?"}))
        case "heed":
            return change(waiting("opinion_fg"), "fg_advises", FEN, NOW, ORG, {"advice": "Nee."}).case
        case _ if name.startswith("measure_"):
            return with_measures(int(name[-1]))
    told = after(decided(), ("ap_full", WHEN), NEW)
    count = str(told.triage.count if told.triage else 0)
    quiet = {
        "step": "role",
        "count": count,
        "values": "{}",
        "outcome": "breach",
        "facts": json.dumps(HARMLESS),
    }
    return after(told, ("assess", quiet), ("decide", {"choice": "follow", **WHY}))


@pytest.mark.parametrize("name", sorted(CHORES))
def test_everything_that_waits_is_reminded_of_and_in_the_third_round_the_fg_hears_it(name: str) -> None:
    case, chore = waiting(name), CHORES[name]
    assert chore.waits(case)
    card = words_on(chore_reminder(case, f"{name}-1", NOW, ORG, channel(chore.office)))
    assert case.number in card
    at = NOW
    for number in range(1, FG_FROM_ROUND + 1):
        at += timedelta(hours=ORG.terms.chore_hours)
        done = chore_reminded(case, f"{name}-{number}", at, ORG)
        case = done.case
        assert chore.office in to_whom(done, "reminder")
        told_fg = number >= FG_FROM_ROUND or chore.office == "fg"
        assert ("fg" in to_whom(done, "reminder")) is told_fg


@pytest.mark.parametrize("hours", ["24", "48"])
def test_an_agreed_hour_is_shown_and_not_slept_through(hours: str) -> None:
    """Agreements say 24 or 48 hours from the discovery; who is not told by then is reminded at that very moment."""
    given = {"recipients": "opdrachtgever,politie", "reason": "Hun opdracht.", "agreed_hours": hours}
    done = change(decided(), "decide_duties", NOOR, NOW, ORG, given)
    until = done.case.report.discovered_at + timedelta(hours=int(hours))
    assert done.case.duties["opdrachtgever"].until == until
    assert done.case.duties["politie"].until is None, "no agreement with the police"
    reminders = {due.ref.about: at for at, due in done.dues if due.kind == "reminder"}
    rhythm = NOW + timedelta(hours=ORG.terms.chore_hours)
    assert reminders["controller-1"] == min(until, rhythm)
    assert reminders["police-1"] == rhythm
    shown = " ".join(each.value for each in duty_lines(done.case, NOW, ORG))
    assert "afgesproken" in shown
    assert change(done.case, "decide_duties", NOOR, NOW, ORG, given).event is None


@pytest.mark.parametrize("field", dict.fromkeys(BY_AGREEMENT.values()))
@pytest.mark.parametrize("hours", ["0", "-1", "721", "1,5", "x", "9999999"])
def test_a_number_of_hours_that_is_none_is_refused(field: str, hours: str) -> None:
    given = {"recipients": ",".join(RECIPIENTS), "reason": "Zo is het afgesproken.", field: hours}
    with pytest.raises(Refused) as refused:
        change(decided(), "decide_duties", NOOR, NOW, ORG, given)
    assert refused.value.field == field


def test_everybody_has_the_hours_that_were_agreed_with_them() -> None:
    """The policy of an insurance and an agreement with the municipalities each say something else."""
    hours = {field: str(24 * place) for place, field in enumerate(dict.fromkeys(BY_AGREEMENT.values()), 1)}
    given = {"recipients": ",".join(RECIPIENTS), "reason": "Zo is het afgesproken.", **hours}
    case = change(decided(), "decide_duties", NOOR, NOW, ORG, given).case
    found = {each: duty.until for each, duty in case.duties.items()}
    start = case.report.discovered_at
    assert found == {
        each: start + timedelta(hours=int(hours[BY_AGREEMENT[each]])) if each in BY_AGREEMENT else None
        for each in RECIPIENTS
    }
    later = {**given, "agreed_hours_insurer": ""}
    again = change(case, "decide_duties", NOOR, NOW, ORG, later).case
    assert {each: duty.until for each, duty in again.duties.items()} == {**found, "verzekeraar": None}


def test_what_is_finished_is_not_reminded_of() -> None:
    assert [name for name, chore in CHORES.items() if chore.waits(handled())] == []


# --- the ledger of the property sees what a guard would forget ----------------------------------------------------


@pytest.mark.parametrize(
    ("forgotten", "owed"),
    [
        ({"ap_behind": False}, "tell the AP what is new"),
        ({"people_behind": False}, "tell the people what is new"),
        ({"duties_stand": True}, "decide who else must know"),
    ],
)
def test_the_ledger_of_duties_does_not_believe_the_guards(forgotten: dict[str, object], owed: str) -> None:
    changes = [filed(PLAIN)]

    def do(event: str, given: Mapping[str, str], **update: object) -> None:
        case = changes[-1].case.model_copy(update=update)
        changes.append(change(case, event, NOOR, NOW, ORG, given))

    def decide() -> None:
        triage = changes[-1].case.triage
        told = {"step": "role", "count": str(triage.count if triage else 0), "values": '{"role": "eigen"}'}
        do("assess", {**told, "outcome": "breach", "facts": json.dumps(SENSITIVE)})
        do("decide", {"choice": "follow"})

    do("begin_triage", {})
    decide()
    for event, given in DONE:
        do(event, given)
    do(*NEW)
    decide()
    done = {"ap_behind": "ap_supplement", "people_behind": "informed", "duties_stand": "decide_duties"}
    again = {"ap_supplement": WHEN, "informed": LETTER, "decide_duties": NOBODY_ELSE, "fill_register": KEPT}
    for event, given in again.items():
        if event not in {done[name] for name in forgotten}:
            do(event, given)
    do("close", {}, **forgotten)
    assert changes[-1].case.status == CLOSED
    assert [name for _, name in owed_at_ends(changes, DUTIES, ENDED)] == [owed]


def test_in_doubt_a_decision_on_the_people_may_wait_and_is_then_reminded_of() -> None:
    case = decided("provisional", UNKNOWN)
    assert CHORES["choose"].waits(case) is (case.people is None)
