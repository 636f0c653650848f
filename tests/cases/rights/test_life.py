"""The rights request under random events by random people, and every guard that the law and the policy ask for."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.papers.paper import as_text
from cases.register.forms import EMPTY, asked_by, drawn_fields
from cases.register.life import Deed, NoRole, Refused
from cases.rights.case import RightsCase, case_row, read_case
from cases.rights.life import LIFE, term_missed
from cases.rights.listing import LISTING
from cases.rights.office_card import living
from cases.rights.outcomes import GIVEN, NEEDS_GROUND
from cases.rights.papers import papers_of, rights_paper
from cases.rights.parts import CHECKLIST
from cases.rights.request import IDENTIFICATIONS, RIGHTS
from cases.rights.rhythm import RHYTHM
from state_machines.engine import NotAllowed
from state_machines.rights_life import (
    ANSWERED,
    CLARIFYING,
    CLOSED,
    CONFIRMED,
    DECIDED,
    FINDERS,
    HEARD,
    IDENTIFYING,
    IN_PROGRESS,
    LEGAL,
    RECEIVED,
    ROLES,
    WITHDRAWN,
)
from tests.cases.breach.by_chance import ALEX, FEN, JIP, NOOR, NOW, ORG, SAM
from tests.cases.drawn import to_whom
from tests.cases.rights.by_chance import (
    ANSWER,
    PLAIN,
    TWO,
    Lived,
    a_ground,
    after,
    confirmed,
    decided,
    filed,
    lived,
    payloads,
    refusal,
    tried,
)
from tests.cases.viewers import IN_JZ

some = settings(max_examples=40, deadline=None)


# --- under random events ------------------------------------------------------------------------------------------


@some
@given(lived())
def test_the_rights_survive_the_row(life: Lived) -> None:
    assert read_case(case_row(life.case)).request.rights == life.case.request.rights


@some
@given(lived())
def test_what_the_law_forbids_never_happens(life: Lived) -> None:
    for step in life.tries:
        if step.outcome is None or step.outcome.event is None:
            continue
        case, before = step.outcome.case, step.before
        if any(each.outcome in GIVEN for each in case.decisions) and step.event in (
            "decide",
            "record_answer",
        ):
            assert case.identity_state == "confirmed" or step.payload.get("outcome") not in GIVEN
        if step.event == "record_answer":
            assert not case.undecided
            assert not case.grants or case.identity_state == "confirmed"
            assert case.sent is not None
            assert not case.access_given or case.sent.checklist == CHECKLIST
            assert not case.data_given or case.sent.others is not None
            assert case.sent.way == "zivver_sms" or case.sent.way_reason
        if step.event == "extend":
            assert before.extension is None
            assert case.extension is not None
            assert step.at <= before.first_deadline(ORG).legal_latest
            assert case.extension.told_on <= before.first_deadline(ORG).legal_latest.date()
            assert case.extension.months <= ORG.terms.extension_months
        if step.event == "amend":
            assert case.request.received_on <= step.at.date()
            lost = set(before.request.rights) - set(case.request.rights)
            later = case.request.received_on > before.request.received_on
            if lost or later:
                told = case.narrowings[-1]
                assert told.at == step.at
                assert told.why
                assert told.proof or not later
                assert to_whom(step.outcome, "thread") == {"fg"}
        if step.event == "withdraw":
            assert case.ending_told_on is not None or case.double_of
    for each in life.case.decisions:
        assert each.outcome not in NEEDS_GROUND or each.ground
        assert each.outcome == "toegekend" or each.reason
    if life.case.status == CLOSED:
        assert life.case.sent is not None
        assert not life.case.recipients_due


@some
@given(lived(), st.data())
def test_only_who_may_changes_anything(life: Lived, data: st.DataObject) -> None:
    for event in ROLES:
        if not ROLES[event] & (FINDERS | {"reporter"}):
            continue
        if "reporter" in ROLES[event]:
            continue
        payload = data.draw(payloads(event, life.case, life.now))
        assert isinstance(tried(life.case, event, ALEX, payload, life.now).refusal, NoRole)
        if ROLES[event] == LEGAL and life.case.reporter.aad_id != JIP.aad_id:
            for who in (SAM, NOOR, FEN):
                assert isinstance(tried(life.case, event, who, payload, life.now).refusal, NoRole)
    assert not LIFE.may_see(life.case, ALEX)
    assert all(LIFE.may_see(life.case, who) for who in (JIP, NOOR, FEN, life.case.reporter))


@some
@given(lived())
def test_the_same_press_again_changes_nothing(life: Lived) -> None:
    for step in life.tries:
        if step.outcome is None or step.outcome.event is None or step.actor is None:
            continue
        again = tried(step.outcome.case, step.event, step.actor, step.payload, step.at)
        if step.event not in (
            "reopen",
            "charge_fee",
            "amend",
            "send_facts",
            "tell_recipients",
            "give_paper",
            "fill_paper",
        ):
            assert again.outcome is None or again.outcome.event is None, step.event


# --- the guards, one by one ---------------------------------------------------------------------------------------


def test_a_new_request_goes_to_legal_affairs_with_a_mail_and_its_reminders() -> None:
    done = filed(PLAIN)
    assert to_whom(done, "card") == {"jz"}
    assert to_whom(done, "mail") == {"mail:jz"}
    names = [due.ref.about for _, due in done.dues if due.kind == "reminder"]
    assert names == ["week-7", "week-14", "extend", "closing", "last", "late-1"] or set(names) >= {
        "week-7",
        "week-14",
        "extend",
        "closing",
        "last",
        "late-1",
    }
    hidden = filed(PLAIN, confidential=True)
    assert to_whom(hidden, "card") == {"jz", f"person:{JIP.aad_id}"}


def test_the_whole_way() -> None:
    case = filed(TWO).case
    assert case.status == RECEIVED
    case = after(case, "take_up")
    case = after(case, "confirm_receipt", told_on="2026-11-20")
    assert case.status == CONFIRMED
    case = after(case, "ask_clarification", what="Welk jaar?", asked_on="2026-11-20")
    assert case.status == CLARIFYING
    case = after(case, "clarified", answer="Alles uit 2025.")
    assert case.status == CONFIRMED
    case = after(case, "ask_identity", way="feiten", reason="bewijs", asked_on="2026-11-20")
    assert case.status == IDENTIFYING
    case = after(case, "confirm_identity", way="feiten")
    assert case.status == IN_PROGRESS
    case = after(case, "decide", right="inzage", outcome="toegekend")
    assert case.status == IN_PROGRESS
    case = after(
        case, "decide", right="verbetering", outcome="geweigerd", ground="juist", reason="Het klopt."
    )
    assert case.status == DECIDED
    case = after(case, "record_answer", **ANSWER)
    assert case.status == ANSWERED
    assert case.answered_in_time(ORG)
    case = after(case, "close")
    assert case.status == CLOSED
    always = {"not_delivered", "give_paper", "fill_paper", "belongs_to", "dispute", *HEARD}
    assert LIFE.allowed(case, NOW, ORG) == {"reopen", "record_objection", *always}
    case = after(case, "reopen", reason="De persoon maakt bezwaar.")
    assert case.status == DECIDED
    assert case.sent is None


def test_nothing_is_given_before_the_identity_is_sure() -> None:
    case = after(filed(PLAIN).case, "confirm_receipt", told_on="2026-11-20")
    for outcome in ("toegekend", "deels"):
        given = {"right": "inzage", "outcome": outcome, "ground": "anderen", "reason": "Deels."}
        assert refusal(case, "decide", **given) == "identiteit_open"
    case = confirmed()
    case = after(case, "decide", right="inzage", outcome="toegekend")
    doubted = after(case, "ask_identity", way="balie", reason="twijfel", asked_on="2026-11-23")
    assert doubted.status == IDENTIFYING
    with pytest.raises(NotAllowed):
        after(doubted, "record_answer", **ANSWER)


@pytest.mark.parametrize("reason", ["mensen", "systemen"])
def test_what_the_policy_names_is_no_reason_to_extend(reason: str) -> None:
    given = {"reason": reason, "why": "Het is druk.", "months": "2", "told_on": "2026-11-20"}
    key = refusal(confirmed(), "extend", **given)
    assert key == reason
    assert "punt 16 stap 3" in LIFE.words.refusal(key)


def test_extending_is_once_in_the_first_month_and_only_when_the_person_was_told() -> None:
    given = {"reason": "complex", "why": "Veel dossiers.", "months": "2", "told_on": "2026-11-20"}
    case = confirmed()
    assert case.deadline(ORG).due.date() == date(2026, 12, 19)
    assert refusal(case, "extend", **(given | {"told_on": ""})) == "verplicht"
    assert refusal(case, "extend", **(given | {"why": " "})) == "verplicht"
    assert refusal(case, "extend", **(given | {"months": "3"})) == "geen_keuze"
    longer = after(case, "extend", **given)
    assert longer.deadline(ORG).due.date() == date(2027, 2, 19)
    shorter = after(case, "extend", **(given | {"months": "1"}))
    assert shorter.deadline(ORG).due.date() == date(2027, 1, 19)
    with pytest.raises(NotAllowed):
        after(longer, "extend", **(given | {"why": "Nog eens."}))


def _received(day: date) -> RightsCase:
    case = confirmed()
    return case.model_copy(update={"request": case.request.model_copy(update={"received_on": day})})


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_first_month_to_extend_in_is_the_one_of_the_law(received: date) -> None:
    """Regulation 1182/71, article 3(4): a month that ends on a day without work ends on the next working day."""
    case = _received(received)
    first = case.first_deadline(ORG)
    last_day = first.legal_latest.date()
    given_ = {"reason": "complex", "why": "Veel.", "months": "2", "told_on": last_day.isoformat()}
    on_time = first.legal_latest.replace(hour=16)
    assert "extend" in LIFE.allowed(case, on_time, ORG)
    late = case.overdue(on_time, ORG)
    if late:
        case = term_missed(case, on_time, ORG).case
    longer = after(case, "extend", JIP, on_time, **given_)
    assert (longer.missed, longer.overdue(on_time, ORG)) == (False, False)
    done = LIFE.change(case, "extend", Deed(JIP, on_time, ORG, given_))
    assert [due.kind for _, due in done.dues].count("term") == 1
    with pytest.raises(NotAllowed):
        after(case, "extend", JIP, first.legal_latest + timedelta(seconds=1), **given_)


def test_the_month_that_ends_on_a_saturday_is_extended_on_monday() -> None:
    """Received on Wednesday 7 October 2026: the month ends on Saturday 7 November."""
    case = _received(date(2026, 10, 7))
    monday = datetime(2026, 11, 9, 16, tzinfo=ORG.zone)
    given_ = {"reason": "complex", "why": "Veel.", "months": "2"}
    longer = after(case, "extend", JIP, monday, told_on="2026-11-09", **given_)
    assert longer.deadline(ORG).due.date() == date(2027, 1, 7)
    with pytest.raises(Refused) as refused:
        after(case, "extend", JIP, monday.replace(hour=23), told_on="2026-11-10", **given_)
    assert refused.value.key == "toekomst"


def test_after_extending_the_old_reminders_are_over_and_new_ones_stand() -> None:
    given = {"reason": "aantal", "why": "Zes verzoeken.", "months": "2", "told_on": "2026-11-20"}
    done = LIFE.change(confirmed(), "extend", Deed(JIP, NOW, ORG, given))
    names = {due.ref.about for _, due in done.dues if due.kind == "reminder"}
    assert names == {"left-21", "left-14", "left-7", "closing-more", "last-more", "late-1"}
    assert RHYTHM.named(done.case, "week-14", ORG) is None


@pytest.mark.parametrize("right", RIGHTS)
def test_a_refusal_needs_a_ground_that_fits_and_its_reason(right: str) -> None:
    case = confirmed(PLAIN.model_copy(update={"rights": (right,)}))
    assert refusal(case, "decide", right=right, outcome="geweigerd", reason="Nee.") == "grond_nodig"
    wrong = "niet_overdraagbaar" if right != "overdracht" else "juist"
    given = {"right": right, "outcome": "geweigerd"}
    assert refusal(case, "decide", **given, ground=wrong, reason="Nee.") == "grond_past_niet"
    assert refusal(case, "decide", **given, ground=a_ground(right)) == "reden_nodig"
    done = after(case, "decide", **given, ground=a_ground(right), reason="Elke week hetzelfde verzoek.")
    assert done.status == DECIDED
    refused = after(done, "record_answer", sent_on="2026-11-23", way="zivver_sms", remedy="true")
    assert refused.status == ANSWERED
    for outcome in ("toegekend", "niets"):
        assert after(case, "decide", right=right, outcome=outcome, reason="Zo is het.").status == DECIDED


@pytest.mark.parametrize("right", RIGHTS)
def test_what_does_not_apply_is_refused_with_a_ground(right: str) -> None:
    case = confirmed(PLAIN.model_copy(update={"rights": (right,)}))
    given = {"right": right, "outcome": "nvt", "reason": "Dat past hier niet."}
    assert refusal(case, "decide", **given) == "grond_nodig"
    wrong = "niet_overdraagbaar" if right != "overdracht" else "juist"
    assert refusal(case, "decide", **given, ground=wrong) == "grond_past_niet"
    done = after(case, "decide", **given, ground=a_ground(right))
    assert done.status == DECIDED
    sent = {"sent_on": "2026-11-23", "way": "zivver_sms"}
    assert refusal(done, "record_answer", **sent) == "rechtsmiddelen"


def test_that_nothing_is_kept_is_said_to_who_it_is_for_sure_and_where_was_searched() -> None:
    given = {"right": "inzage", "outcome": "niets", "reason": "Gezocht in mail en archief."}
    unsure = after(filed(PLAIN).case, "confirm_receipt", told_on="2026-11-20")
    assert refusal(unsure, "decide", **given) == "identiteit_open"
    assert refusal(confirmed(), "decide", **(given | {"reason": " "})) == "waar_gezocht"
    done = after(confirmed(), "decide", **given)
    sent = {"sent_on": "2026-11-23", "way": "zivver_sms", "remedy": "true"}
    assert after(done, "record_answer", **sent).status == ANSWERED
    doubted = after(done, "ask_identity", way="balie", reason="twijfel", asked_on="2026-11-23")
    with pytest.raises(NotAllowed):
        after(doubted, "record_answer", **sent)


def test_withdrawn_consent_is_no_decision_unless_data_are_kept() -> None:
    case = confirmed(PLAIN.model_copy(update={"rights": ("toestemming",)}))
    sent = {"sent_on": "2026-11-23", "way": "zivver_sms"}
    stopped = after(case, "decide", right="toestemming", outcome="toegekend")
    assert "remedy" not in {each.id for each in asked_by(LIFE.forms["record_answer"], stopped, ORG, {})}
    assert after(stopped, "record_answer", **sent).status == ANSWERED
    kept = {"outcome": "deels", "ground": "geen_toestemming", "reason": "Een deel moet blijven."}
    assert (
        refusal(after(case, "decide", right="toestemming", **kept), "record_answer", **sent)
        == "rechtsmiddelen"
    )


def test_what_is_done_with_data_of_others_is_asked_with_the_decision() -> None:
    fields = {each.id for each in asked_by(LIFE.forms["decide"], confirmed(), ORG, {})}
    assert "others" in fields
    other = confirmed(PLAIN.model_copy(update={"rights": ("wissing",)}))
    assert "others" not in {each.id for each in asked_by(LIFE.forms["decide"], other, ORG, {})}
    case = after(confirmed(), "decide", right="inzage", outcome="toegekend", others="afgewogen")
    assert case.others_shown == "afgewogen"
    form = LIFE.forms["record_answer"]
    held = {each.id: each.value for each in drawn_fields(form, case, NOW, ORG, EMPTY)}
    assert held["others"] == "afgewogen"
    assert after(case, "record_answer", **ANSWER).others_shown == "onleesbaar"


def test_who_it_is_can_only_be_a_ground_when_it_was_asked() -> None:
    case = after(filed(PLAIN).case, "confirm_receipt", told_on="2026-11-20")
    given = {"right": "inzage", "outcome": "geweigerd", "ground": "identiteit", "reason": "Geen reactie."}
    assert refusal(case, "decide", **given) == "identiteit_niet_gevraagd"
    asked = after(case, "ask_identity", way="feiten", reason="bewijs", asked_on="2026-11-20")
    assert after(asked, "decide", **given).status == DECIDED


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("checklist", ",".join(CHECKLIST[:-1]), "niet_alles"),
        ("others", "", "gegevens_anderen"),
        ("way", "anders", "waarom_niet_zivver"),
        ("remedy", "false", "rechtsmiddelen"),
        ("sent_on", "2026-11-30", "toekomst"),
        ("sent_on", "2026-11-18", "voor_ontvangst"),
        ("sent_on", "gisteren", "geen_datum"),
    ],
)
def test_an_answer_to_access_is_whole_and_safe(field: str, value: str, key: str) -> None:
    assert refusal(decided(), "record_answer", **(ANSWER | {field: value})) == key
    assert after(decided(), "record_answer", **ANSWER).status == ANSWERED


@pytest.mark.parametrize("right", ["verbetering", "wissing", "beperking"])
def test_recipients_hear_of_a_change_before_the_case_closes(right: str) -> None:
    case = after(decided(PLAIN.model_copy(update={"rights": (right,)})), "record_answer", **ANSWER)
    with pytest.raises(NotAllowed):
        after(case, "close")
    assert refusal(case, "tell_recipients", how="onevenredig") == "wie_of_waarom"
    case = after(case, "tell_recipients", how="verteld", note="De gemeente.")
    assert after(case, "close").status == CLOSED


@pytest.mark.parametrize("right", ["inzage", "overdracht", "bezwaar", "toestemming"])
def test_other_rights_close_without_telling_recipients(right: str) -> None:
    case = after(decided(PLAIN.model_copy(update={"rights": (right,)})), "record_answer", **ANSWER)
    assert after(case, "close").status == CLOSED


def test_the_lightest_way_to_know_who_it_is() -> None:
    case = filed(PLAIN).case
    asked = {"reason": "bewijs", "asked_on": "2026-11-20"}
    assert refusal(case, "ask_identity", way="kopie_open", **asked) == "open_kopie"
    for heavy in ("balie", "kopie_afgeschermd"):
        assert refusal(case, "ask_identity", way=heavy, **asked) == "te_zwaar"
        given = asked | {"reason": "twijfel"}
        assert after(case, "ask_identity", way=heavy, **given).status == IDENTIFYING
    assert refusal(case, "confirm_identity", way="kopie_open") == "open_kopie"
    for way in ("email", "telefoon", "feiten", "herkend", "kopie_afgeschermd", "balie"):
        assert after(case, "confirm_identity", way=way).identity_state == "confirmed"


@pytest.mark.parametrize("raised", [{"doubt": True}, {"weight": ("veel",)}, {"weight": ("gevoelig",)}])
def test_doubt_size_and_sensitivity_raise_the_level(raised: dict[str, object]) -> None:
    case = filed(PLAIN.model_copy(update=raised)).case
    for light in ("email", "telefoon", "feiten", "herkend"):
        assert refusal(case, "confirm_identity", way=light) == "te_licht"
    for sure in ("kopie_afgeschermd", "balie"):
        assert after(case, "confirm_identity", way=sure).status == IN_PROGRESS
    reasoned = after(case, "confirm_identity", way="herkend", note="Kent de cliënt al jaren.")
    assert reasoned.identity_state == "confirmed"


def test_a_representative_needs_authority() -> None:
    stands_for = {"asker": "vertegenwoordiger", "authority": "bewindvoerder", "proof": "gevraagd"}
    case = filed(PLAIN.model_copy(update=stands_for)).case
    assert refusal(case, "confirm_identity", way="feiten") == "machtiging"
    assert after(case, "confirm_identity", way="feiten", authority="true").identity_state == "confirmed"


def test_a_pause_is_for_what_was_promptly_asked_and_moves_no_date() -> None:
    case = after(filed(PLAIN).case, "confirm_receipt", told_on="2026-11-20")
    with pytest.raises(NotAllowed):
        after(case, "pause", reason="identiteit")
    asked = after(case, "ask_identity", way="feiten", reason="bewijs", asked_on="2026-11-20")
    assert refusal(asked, "pause", reason="specificatie") == "niet_gevraagd"
    paused = after(asked, "pause", reason="identiteit")
    assert paused.paused is not None
    assert paused.deadline(ORG) == case.deadline(ORG)
    assert after(paused, "confirm_identity", way="feiten").paused is None
    assert after(paused, "resume").paused is None


@pytest.mark.parametrize(
    ("received", "asked_on", "prompt"),
    [
        ("2026-11-19", "2026-11-20", True),  # Thursday to Friday
        ("2026-11-18", "2026-11-23", True),  # Wednesday to Monday: three working days
        ("2026-11-17", "2026-11-23", False),  # Tuesday to Monday: four
        ("2026-11-13", "2026-11-18", True),  # a weekend does not count
        ("2026-11-02", "2026-11-23", False),
    ],
)
@pytest.mark.parametrize("reason", ["identiteit", "specificatie"])
def test_whether_it_was_asked_promptly_is_read_from_the_days(
    reason: str, received: str, asked_on: str, prompt: bool
) -> None:
    case = filed(PLAIN.model_copy(update={"received_on": date.fromisoformat(received)})).case
    if reason == "identiteit":
        case = after(case, "ask_identity", way="feiten", reason="bewijs", asked_on=asked_on)
    else:
        case = after(case, "ask_clarification", what="Welk jaar?", asked_on=asked_on)
    if not prompt:
        assert refusal(case, "pause", reason=reason) == "niet_meteen"
    paused = after(case, "pause", reason=reason, why="" if prompt else "Het adres was eerst onbekend.")
    assert paused.paused is not None
    assert bool(paused.paused.why) is not prompt


def test_the_day_of_receipt_can_be_put_right_and_the_clock_follows() -> None:
    case = confirmed()
    given = {"rights": "inzage", "received_on": "2026-11-02", "subject": "client"}
    done = LIFE.change(case, "amend", Deed(JIP, NOW, ORG, given))
    assert done.case.deadline(ORG).due.date() == date(2026, 12, 2)
    assert {due.ref.about for _, due in done.dues if due.kind == "reminder"} >= {
        "closing",
        "last",
    }
    assert refusal(case, "amend", **(given | {"received_on": "2026-11-24"})) == "toekomst"
    added = after(decided(), "amend", rights="inzage,wissing", received_on="2026-11-19", subject="client")
    assert added.status == IN_PROGRESS
    assert added.undecided == ("wissing",)


def test_search_tasks_have_their_own_day_and_answer() -> None:
    case = confirmed()
    given = {"to": "po", "what": "Alle brieven uit 2025.", "until": "2026-11-30"}
    done = LIFE.change(case, "ask_search", Deed(JIP, NOW, ORG, given))
    task = done.case.searches[0]
    assert ("thread", "po", f"search.{task.id}") in {
        (due.kind, str(due.to), str(due.ref)) for _, due in done.dues
    }
    reminds = {(str(due.to), at.date()) for at, due in done.dues if due.kind == "question_reminder"}
    assert reminds == {("po", date(2026, 11, 30)), ("jz", date(2026, 12, 1))}
    for who in (ALEX, FEN):
        with pytest.raises(NoRole):
            after(done.case, "answer_search", who, search=task.id, answer="x")
    with pytest.raises(NotAllowed):
        after(done.case, "answer_search", SAM, search=task.id, answer="Niet aan mij gevraagd.")
    found = LIFE.change(
        done.case, "answer_search", Deed(NOOR, NOW, ORG, {"search": task.id, "answer": "In de kast."})
    )
    assert found.case.searches[0].answered_by == NOOR.name
    assert to_whom(found, "thread") == {"jz"}
    assert refusal(case, "ask_search", **(given | {"to": "anders"})) == "verplicht"
    assert refusal(case, "ask_search", **(given | {"until": "2026-11-20"})) == "voorbij"
    assert refusal(case, "ask_search", **(given | {"until": "2027-11-20"})) == "na_termijn"


def test_a_fee_needs_its_proof_and_further_copies_belong_to_access() -> None:
    given = {"ground": "kopieen", "amount": "5 euro", "proof": "De derde papieren kopie."}
    assert after(confirmed(), "charge_fee", **given).fee is not None
    assert refusal(confirmed(), "charge_fee", **(given | {"proof": ""})) == "verplicht"
    other = confirmed(PLAIN.model_copy(update={"rights": ("wissing",)}))
    assert refusal(other, "charge_fee", **given) == "alleen_bij_inzage"


@pytest.mark.parametrize("ending", ["ingetrokken", "geen_verzoek", "dubbel"])
def test_a_request_ends_without_a_decision_only_once_the_person_heard_of_it(ending: str) -> None:
    case = filed(PLAIN).case
    given = {"ending": ending, "reason": "Gebeld.", "told_on": "2026-11-20"}
    given |= {"double_of": "RV-2026-0002"} if ending == "dubbel" else {}
    if ending != "dubbel":  # that one goes on, and is decided under the other number
        assert refusal(case, "withdraw", **(given | {"told_on": ""})) == "eerst_vertellen"
    assert refusal(case, "withdraw", **(given | {"told_on": "2026-11-30"})) == "toekomst"
    assert refusal(case, "withdraw", **(given | {"told_on": "2026-11-18"})) == "voor_ontvangst"
    assert "ended" in dict(papers_of(case))
    done = LIFE.change(case, "withdraw", Deed(JIP, NOW, ORG, given))
    assert done.case.status == WITHDRAWN
    assert done.case.ending_told_on == date(2026, 11, 20)
    assert to_whom(done, "tell") == {"reporter"}
    assert to_whom(done, "thread") == (set() if ending == "ingetrokken" else {"fg"})
    assert dict(papers_of(done.case)).keys() == {"ended"}
    again = after(done.case, "reopen", reason="Toch.")
    assert (again.status, again.ending_told_on) == (RECEIVED, None)


def narrowing(**more: str) -> dict[str, str]:
    """What is filled in to correct the request TWO, complete as it is."""
    return {
        "rights": "inzage,verbetering",
        "received_on": "2026-11-19",
        "subject": "client",
        "why": "De persoon vroeg alleen om inzage.",
        "proof": "Poststempel van 20 november.",
        "told_on": "2026-11-23",
    } | more


@pytest.mark.parametrize(
    ("less", "empty", "key"),
    [
        ({"rights": "inzage"}, "why", "waarom_minder"),
        ({"rights": "inzage"}, "told_on", "eerst_vertellen"),
        ({"rights": "inzage,wissing"}, "why", "waarom_minder"),
        ({"received_on": "2026-11-20"}, "why", "waarom_minder"),
        ({"received_on": "2026-11-20"}, "proof", "bewijs_later"),
        ({"received_on": "2026-11-20"}, "told_on", "eerst_vertellen"),
    ],
)
def test_what_takes_from_the_person_has_its_reason_and_is_told(
    less: dict[str, str], empty: str, key: str
) -> None:
    case = confirmed(TWO)
    given = narrowing(**less)
    assert refusal(case, "amend", **(given | {empty: " " if empty != "told_on" else ""})) == key
    done = LIFE.change(case, "amend", Deed(JIP, NOW, ORG, given))
    lost = done.case.narrowings[-1]
    assert lost.removed == (("verbetering",) if "rights" in less else ())
    assert lost.received_before == (date(2026, 11, 19) if "received_on" in less else None)
    assert to_whom(done, "thread") == {"fg"}
    told = as_text(rights_paper(done.case, "narrowed", NOW, ORG))
    assert "De persoon vroeg alleen om inzage." in told
    assert ("verbetering van uw gegevens" in told) is ("rights" in less)
    assert ("19 november 2026" in told and "Poststempel" in told) is ("received_on" in less)


@pytest.mark.parametrize(
    "more",
    [
        {"rights": "inzage,verbetering,wissing"},
        {"received_on": "2026-11-02"},
        {"subject": "medewerker"},
    ],
)
def test_what_gives_to_the_person_needs_no_reason(more: dict[str, str]) -> None:
    given = narrowing(why="", proof="", told_on="", **more)
    done = LIFE.change(confirmed(TWO), "amend", Deed(JIP, NOW, ORG, given))
    assert done.case.narrowings == ()
    assert to_whom(done, "thread") == set()


# --- reminders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", IDENTIFICATIONS)
def test_only_ways_that_say_who_somebody_is_can_be_chosen(way: str) -> None:
    """The open copy can be chosen, to be told why it does not count; "not yet" is no way at all."""
    case = after(filed(PLAIN).case, "confirm_receipt", told_on="2026-11-20")
    asked = {"way": way, "reason": "twijfel", "asked_on": "2026-11-20"}
    for event, filled in (("ask_identity", asked), ("confirm_identity", {"way": way})):
        field = next(each for each in asked_by(LIFE.forms[event], case, ORG, {}) if each.id == "way")
        if way == "nog_niet":
            assert refusal(case, event, **filled) == "geen_keuze"
        elif way == "kopie_open":
            assert refusal(case, event, **filled) == "open_kopie"
        else:
            assert after(case, event, **filled).identity.way == way
        assert (way in field.options) is (way != "nog_niet")


def test_a_late_answer_closes_once_it_says_why() -> None:
    at = NOW + timedelta(days=40)
    case = after(decided(), "record_answer", JIP, at, **(ANSWER | {"sent_on": "2026-12-28"}))
    assert case.answered_in_time(ORG) is False
    with pytest.raises(NotAllowed):
        after(case, "close", JIP, at)
    told = str(living(case, at, ORG, IN_JZ))
    assert "Leg vast waarom" in told
    assert LISTING.entry(case, ORG).step == "late"
    case = after(case, "late_reason", JIP, at, reason="Het archief was dicht.")
    assert after(case, "close", JIP, at).status == CLOSED
    # 19 December is a Saturday: by law Monday is in time.
    in_time = after(decided(), "record_answer", JIP, at, **(ANSWER | {"sent_on": "2026-12-21"}))
    assert after(in_time, "close", JIP, at).status == CLOSED
