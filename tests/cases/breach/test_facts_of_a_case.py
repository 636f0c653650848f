"""The facts of a case: put right by who reported it or by officers, established, assumed or unknown, and found out."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given

from bot.registers import BREACH, first_aid
from cases.breach.case import BreachCase
from cases.breach.export import EXPORT
from cases.breach.facts import main_facts, reported_otherwise, standing
from cases.breach.known import all_known, known, to_find_out, unknown_facts
from cases.breach.life import LIFE, change
from cases.breach.office_card import incident
from cases.breach.papers import PROVISIONAL, SUPPLEMENT, breach_paper
from cases.breach.report import Report
from cases.breach.reporter_cards import receipt
from cases.breach.rhythm import BEFORE
from cases.papers.paper import as_text
from cases.people import Actor, Viewer
from cases.register.case import Sighting
from cases.register.export import exported
from cases.register.forms import asked_by
from cases.register.life import Change, NoRole, Refused
from cases.register.messages import channel
from cases.register.news import EARLY, Fired, plan
from cases.register.plans import Drop, SendCard
from state_machines.breach_life import NO_BREACH, TAKEN_UP
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import BO, NOOR, NOW, ORG, PLAIN, SAM, Lived, filed, lived
from tests.cases.breach.handled import FOUND, assessed, dealt_with
from tests.cases.drawn import verbs, words_on
from tests.cases.viewers import IN_PO

PO = Viewer(NOOR, private=True)

HOUR = timedelta(hours=1)
WHAT = {
    "kind": "hack",
    "data_kinds": "contact,bsn",
    "groups": "client",
    "n_people": "11-100",
    "n_records": "1",
    "reason": "Nageteld.",
}
WHEN = {
    "discoverer": "client",
    "discovered_date": "2026-11-22",
    "discovered_time": "09:00",
    "happened_date": "2026-11-21",
    "happened_time": "",
    "reason": "Zij belde zondag al.",
}
OPEN = PLAIN.model_copy(update={"n_people": "onbekend", "open_fields": ("n_people",)})
TASK = {"facts": "n_people,seen", "owner": "ict", "until_day": "2026-11-25", "until_clock": "10:00"}
UNTIL = datetime(2026, 11, 25, 10, tzinfo=ORG.zone)
TOLD = {"on_date": "2026-11-23", "at_time": "14:00", "channel": "webformulier"}


def after(case: BreachCase, event: str, who: Actor, /, **given: str) -> BreachCase:
    return change(case, event, who, NOW, ORG, given).case


def taken(report: Report = PLAIN) -> BreachCase:
    return after(filed(report).case, "take_up", NOOR)


def provisional(report: Report = OPEN) -> BreachCase:
    case = after(assessed(taken(report)), "decide", NOOR, choice="provisional")
    return after(case, "ap_provisional", NOOR, **TOLD)


# --- the reporter, until somebody takes it up ---------------------------------------------------------------------


def test_the_reporter_changes_every_answer_until_somebody_takes_it_up() -> None:
    case = filed(PLAIN).case
    done = change(case, "amend_what", SAM, NOW, ORG, WHAT)
    report = done.case.report
    assert (report.kind, report.data_kinds, report.n_people) == ("hack", ("contact", "bsn"), "11-100")
    assert done.event is not None
    assert done.event.why == "Nageteld."
    assert channel("po") in {due.to for _, due in done.dues if due.kind == "thread"}
    again = change(done.case, "amend_what", SAM, NOW, ORG, WHAT)
    assert again.event is None
    with pytest.raises(NotAllowed):
        change(taken(), "amend_what", SAM, NOW, ORG, WHAT)
    with pytest.raises(NoRole):
        change(case, "amend_what", NOOR, NOW, ORG, WHAT)


def test_the_clock_follows_what_the_reporter_says_of_the_discovery() -> None:
    case = filed(PLAIN).case
    done = change(case, "amend_when", SAM, NOW, ORG, WHEN)
    assert done.case.report.discoverer == "client"
    assert done.case.deadline(ORG).due == datetime(2026, 11, 25, 9, tzinfo=ORG.zone)
    planned = {due.ref.about: at for at, due in done.dues if due.kind == "reminder"}
    assert planned["ap-0h"] == done.case.deadline(ORG).due
    for wrong in ({"discovered_date": "2026-11-24"}, {"happened_date": "2026-11-23"}, {"reason": ""}):
        with pytest.raises(Refused):
            change(case, "amend_when", SAM, NOW, ORG, {**WHEN, **wrong})


def test_who_says_that_no_data_were_in_it_stops_the_clock_and_who_takes_that_back_starts_it() -> None:
    case = filed(PLAIN).case
    none = change(case, "amend_what", SAM, NOW, ORG, {**WHAT, "data_kinds": "geen"})
    assert (none.case.calm, none.case.clock_runs) == (True, False)
    assert [due.ref.about for _, due in none.dues if due.kind == "reminder"] == ["look-1"]
    back = change(none.case, "amend_what", SAM, NOW, ORG, {**WHAT, "reason": "Toch wel."})
    assert back.case.clock_runs
    assert "ap-0h" in {due.ref.about for _, due in back.dues if due.kind == "reminder"}


# --- the officers after that --------------------------------------------------------------------------------------


def test_an_officer_establishes_what_is_sent_and_the_reporters_choice_stays_beside_it() -> None:
    case = after(taken(), "correct_details", NOOR, **WHAT)
    assert known(case, "n_people").standing == "established"
    assert known(case, "n_people").by == NOOR.name
    assert dict(reported_otherwise(case))["data_kinds"] == "Naam, adres, telefoon of mailadres"
    line = exported(EXPORT, case, (), ORG).line
    assert line["n_people"] == "11 tot 100"
    assert "Van hoeveel mensen? 1" in line["reported_otherwise"]
    said = words_on(incident(case, NOW, ORG, PO))
    assert "Vastgesteld" in said
    assert "Melder zei" in said


def test_what_the_assessment_found_leads_on_every_card_in_files_and_in_letters() -> None:
    found = {**FOUND, "data_kinds": "contact,gezondheid", "n_people": "11-100", "people_about": "14"}
    case = assessed(taken(), found)
    assert case.report.n_people == "1"
    shown = {each.label: each.value for each in main_facts(case, NOW, ORG)}
    assert shown["Mensen"].startswith("14")
    assert "Gezondheid" in shown["Gegevens"]
    decided = after(case, "decide", NOOR, choice="follow")
    assert "Gezondheid" in words_on(BREACH.cards.task(decided, "jz", NOW, ORG))
    line = exported(EXPORT, case, (), ORG).line
    assert (line["special"], line["counted"]) == ("ja", "Van hoeveel mensen? 14")
    assert line["n_people"] == "11 tot 100"
    assert "Van hoeveel mensen? 1" in line["reported_otherwise"].splitlines()
    assert "fg" in case.cards  # special data concern the FG, whoever found them


def test_a_correction_after_the_decision_has_to_be_weighed_and_changes_what_the_assessment_said() -> None:
    case = after(assessed(taken(), {**FOUND, "people_about": "14"}), "decide", NOOR, choice="follow")
    done = after(case, "correct_details", BO, **WHAT)
    assert done.unweighed
    assert done.answered("people_about") == ""
    assert done.answered("n_people") == "11-100"
    assert done.answered("data_kinds") == "contact,bsn"


def test_a_moment_can_be_known_roughly() -> None:
    given = {"discoverer": "collega", "discovered_date": "2026-11-22", "discovered_time": "09:00"}
    case = after(taken(), "correct_discovery", NOOR, **given, how_sure="ongeveer", reason="In de ochtend.")
    assert case.report.discovered_about
    sure = after(case, "correct_discovery", NOOR, **given, how_sure="precies", reason="Het stond in de mail.")
    assert not sure.report.discovered_about
    begun = {"happened_date": "2026-11-20", "how_sure": "ongeveer", "reason": "Rond die dag."}
    assert after(taken(), "correct_report", NOOR, **begun).report.happened_about


# --- established, assumed, unknown --------------------------------------------------------------------------------


def test_every_unknown_that_matters_has_somebody_and_a_day() -> None:
    case = taken(OPEN)
    assert "n_people" in unknown_facts(case)
    assert "seen" not in unknown_facts(case)  # nobody asked for it
    done = change(case, "assign_facts", NOOR, NOW, ORG, TASK)
    assert set(done.case.fact_tasks) == {"n_people", "seen"}
    assert [at for at, due in done.dues if due.ref.about == "facts-1"] == [UNTIL]
    said = words_on(incident(done.case, NOW, ORG, PO))
    assert "aantal mensen, of iemand de gegevens zag: ICT, uiterlijk wo 25 nov, 10.00 uur" in said
    paper = as_text(breach_paper(done.case, PROVISIONAL, NOW, ORG))
    assert "het aantal mensen (wij verwachten dit uiterlijk op 25 november 2026 te weten)" in paper


def test_a_fact_that_became_known_is_nobodys_task_and_a_later_day_moves_the_reminder() -> None:
    case = after(taken(OPEN), "assign_facts", NOOR, **TASK)
    due = next(
        due
        for _, due in change(taken(OPEN), "assign_facts", NOOR, NOW, ORG, TASK).dues
        if due.ref.about == "facts-1"
    )
    later = after(case, "assign_facts", NOOR, **{**TASK, "until_day": "2026-11-27"})
    assert isinstance(fired(due, later, UNTIL), Drop)
    assert isinstance(fired(due, case, UNTIL), SendCard)
    assert isinstance(fired(due, case, UNTIL - EARLY - HOUR), Drop)
    found = after(case, "correct_details", NOOR, **{**WHAT, "n_people": "2-10"})
    assert unknown_facts(found)[-1:] == ("seen",)
    assert "n_people" not in to_find_out(found)


def fired(due: object, case: BreachCase, at: datetime) -> object:
    return plan(BREACH.news, LIFE, Fired(due, case, at, ORG, str))  # type: ignore[arg-type]


@pytest.mark.parametrize("asking", [False, True], ids=["from the case", "from the questions"])
def test_too_little_is_a_verdict_with_its_tasks_and_the_clock_runs_on(asking: bool) -> None:
    case = after(taken(OPEN), "begin_triage", NOOR) if asking else taken(OPEN)
    done = after(case, "too_little", NOOR, **TASK, reason="Wij weten niet wie het zag.")
    assert (done.status, done.clock_runs) == (TAKEN_UP, True)
    assert "te weinig bekend" in words_on(incident(done, NOW, ORG, IN_PO))
    assert exported(EXPORT, done, (), ORG).line["outcome"] == "te weinig bekend"
    assert assessed(done).too_little is None
    for wrong in ({"facts": ""}, {"facts": "kind"}, {"until_day": "2026-11-20"}, {"owner": ""}):
        with pytest.raises(Refused):
            after(case, "too_little", NOOR, **{**TASK, "reason": "Ja.", **wrong})


def test_with_little_time_left_the_provisional_notification_comes_first() -> None:
    case = taken()
    calm = verbs(incident(case, case.deadline(ORG).due - 13 * HOUR, ORG, IN_PO))
    hurry = verbs(incident(case, case.deadline(ORG).due - 11 * HOUR, ORG, IN_PO))
    assert calm[0] == "begin_triage"
    assert hurry[:2] == ["paper", "ap_provisional_form"]
    told = after(case, "ap_provisional", NOOR, **TOLD)
    assert verbs(incident(told, case.deadline(ORG).due - 11 * HOUR, ORG, IN_PO))[0] == "begin_triage"


def test_old_rows_know_nothing_of_who_established_what() -> None:
    case = taken()
    assert {each.standing for each in all_known(case)} <= {"assumed", "unknown"}
    row = BREACH.stored.row(case)
    assert BREACH.stored.read(row) == case
    by = {"kind": Sighting(by=NOOR, at=NOW)}
    assert known(case.model_copy(update={"established": by}), "kind").by == NOOR.name


# --- what the reporter is asked and hears -------------------------------------------------------------------------


def test_an_answer_to_a_question_about_a_fact_fills_the_report_and_the_papers() -> None:
    case = after(taken(OPEN), "ask_reporter", NOOR, topic="n_people", question="")
    exchange = case.exchanges[0]
    assert (exchange.question, exchange.topic) == ("Van hoeveel mensen?", "n_people")
    asked = [each.id for each in asked_by(LIFE.forms["answer"], case, ORG, {"exchange": exchange.id})]
    assert asked == ["n_people", "answer"]
    done = after(case, "answer", SAM, exchange=exchange.id, n_people="2-10", answer="Ik telde ze.")
    assert done.exchanges[0].answer == "2 tot 10. Ik telde ze."
    assert (done.report.n_people, done.report.open_fields) == ("2-10", ())
    assert known(done, "n_people").standing == "assumed"
    text = as_text(breach_paper(done, PROVISIONAL, NOW, ORG))
    assert "Minimaal: 2" in text
    unknown = after(case, "answer", SAM, exchange=exchange.id, n_people="onbekend", answer="")
    assert unknown.report.n_people == "onbekend"
    with pytest.raises(Refused):
        after(case, "answer", SAM, exchange=exchange.id, n_people="", answer="")
    with pytest.raises(Refused):
        after(case, "answer", SAM, exchange=exchange.id, n_people="duizend", answer="")


def test_first_aid_stays_on_the_receipt_until_somebody_decided() -> None:
    lines = [each.replace("**", "") for each in first_aid(ORG, PLAIN.kind)]

    def shown(case: BreachCase) -> bool:
        words = words_on(receipt(case, NOW, ORG, first_aid)).replace("\n", "")
        return all(each in words for each in lines)

    assert shown(filed(PLAIN).case)
    assert shown(taken())
    assert not shown(after(assessed(taken()), "decide", NOOR, choice="follow"))


def test_the_reporter_hears_the_outcome_in_one_line_and_what_is_learned() -> None:
    done = dealt_with()
    done = after(done, "ap_full", NOOR, **TOLD, ap_number="DL2026-1")
    told = change(done, "close", NOOR, NOW, ORG)
    news = next(due for _, due in told.dues if due.kind == "tell")
    sent = fired(news, told.case, NOW)
    assert isinstance(sent, SendCard)
    for card in (sent.card, receipt(told.case, NOW, ORG)):
        assert "Gemeld bij de toezichthouder (AP): ja. Mensen ingelicht: ja." in words_on(card)


@pytest.mark.parametrize("was", ["bijna", "incident", "niets"])
def test_a_near_miss_counts_as_one_and_the_reporter_hears_that(was: str) -> None:
    case = assessed(taken(), {**FOUND, "happened": "niets"})
    done = change(case, "conclude_no_breach", NOOR, NOW, ORG, {"reason": "Op tijd terug.", "was": was})
    assert done.case.status == NO_BREACH
    entry = BREACH.listing.entry(done.case, ORG)
    assert ("near_miss" in entry.marks) is (was == "bijna")
    news = next(due for _, due in done.dues if due.kind == "tell")
    sent = fired(news, done.case, NOW)
    assert isinstance(sent, SendCard)
    assert ("net goed" in words_on(sent.card)) is (was == "bijna")


# --- who reported it ----------------------------------------------------------------------------------------------


def test_a_name_that_stays_out_of_the_channel_is_read_in_an_own_chat() -> None:
    case = taken(PLAIN.model_copy(update={"nameless": True, "for_another": True}))
    event = change(filed(PLAIN).case, "add_facts", SAM, NOW, ORG, {"addition": "Meer."}).event
    assert event is not None
    assert SAM.name not in words_on(incident(case, NOW, ORG, IN_PO))
    assert SAM.name in words_on(incident(case, NOW, ORG, PO))
    assert "voor iemand die belde of mailde" in words_on(incident(case, NOW, ORG, IN_PO))
    told = [BREACH.cards.history(case, [event], NOW, ORG, private) for private in (False, True)]
    assert [SAM.name in words_on(each) for each in told] == [False, True]


# --- what follows a notification ----------------------------------------------------------------------------------


def test_a_notification_is_kept_as_it_was_given_out_and_the_next_says_what_changed() -> None:
    case = provisional()
    assert case.notifications[-1].facts["n_people"] == "Nog onbekend"
    done = change(
        after(assessed(taken(OPEN)), "decide", NOOR, choice="provisional"),
        "ap_provisional",
        NOOR,
        NOW,
        ORG,
        TOLD,
    )
    assert done.event is not None
    assert "Voorlopige melding aan de AP" in done.event.changes["given"][1]
    corrected = after(case, "correct_details", NOOR, **WHAT)
    text = as_text(breach_paper(corrected, SUPPLEMENT, NOW, ORG))
    assert "aantal mensen: eerst ‘Nog onbekend’, nu ‘11 tot 100’" in text
    told = after(corrected, "ap_supplement", NOOR, **TOLD)
    assert "Wat is er anders" not in as_text(breach_paper(told, SUPPLEMENT, NOW, ORG))
    assert [bool(each.facts) for each in told.notifications] == [False, True]


def test_what_the_ap_asks_has_its_own_term_and_holds_the_end_of_the_case() -> None:
    case = after(dealt_with(), "ap_full", NOOR, **TOLD, ap_number="DL2026-1")
    assert "close" in LIFE.allowed(case, NOW, ORG)
    until = datetime(2026, 11, 30, 23, 59, tzinfo=ORG.zone)
    asked: Change[BreachCase] = change(
        case, "ap_asks", NOOR, NOW, ORG, {"what": "Hoeveel?", "until_day": "2026-11-30"}
    )
    assert [at for at, due in asked.dues if due.ref.about == "follow-1"] == [until - BEFORE]
    assert "close" not in LIFE.allowed(asked.case, NOW, ORG)
    waiting = asked.case.open_follow_ups[0].id
    done = after(asked.case, "follow_up_done", NOOR, which=waiting, how_done="Per brief.")
    assert "close" in LIFE.allowed(done, NOW, ORG)
    promised = after(done, "promise", NOOR, what="Wij sturen het rapport.", until_day="2026-12-01")
    assert [each.kind for each in promised.open_follow_ups] == ["promise"]
    assert after(done, "people_asked", NOOR, count_asked="3").people_asked == 3


def test_the_receipt_of_the_ap_is_recorded_with_its_number() -> None:
    case = provisional()
    given = {"ap_number": "DL2026-1", "received_day": "2026-11-23", "received_clock": "14:05"}
    done = after(case, "ap_numbered", NOOR, **given)
    assert done.notifications[-1].received_at == datetime(2026, 11, 23, 14, 5, tzinfo=ORG.zone)
    with pytest.raises(Refused):
        after(case, "ap_numbered", NOOR, **{**given, "received_day": "2026-11-22"})


@given(lived())
def test_once_a_case_ended_nobody_has_to_find_anything_out(life: Lived) -> None:
    told = [each.value for each in standing(life.case, NOW, ORG)]
    assert life.case.is_open or not any("uiterlijk" in each for each in told)
    assert bool(unknown_facts(life.case)) <= bool(told)
