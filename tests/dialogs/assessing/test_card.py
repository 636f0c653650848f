"""The questions of an assessment on the card: what stands beside them, and what the advice says of doubt."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.assessment.breach_facts import BreachFacts, read_facts
from cases.assessment.reasons import HEAVY
from cases.breach.advice_card import advice_of
from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.handling import Triage
from cases.breach.life import LIFE
from cases.breach.office_card import tone_of
from cases.breach.report import NOBODY
from cases.people import Viewer
from cases.register.case import Exchange
from cases.register.office import clock_to
from dialogs.assessing.card import question
from dialogs.assessing.walk import facts_of, names_data, report_as_answers, walk_of
from dialogs.flows.triage import USED
from state_machines.breach_life import ASSESSED, ASSESSING
from tests.cases.assessment.breaches import assess
from tests.cases.assessment.test_every_advice import told
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, filed
from tests.cases.drawn import words_on

AT_PO = Viewer.in_channel("po")

ANSWERS = {
    "event": {"happened": "vertrouwelijkheid"},
    "data": {"data_kinds": "contact", "groups": "client"},
    "numbers": {"n_people": "1", "people_about": "", "n_records": "1", "records_about": ""},
}


def at_questions(answers: dict[str, dict[str, str]], **changed: Any) -> BreachCase:
    """A case whose questions are answered so far."""
    triage = Triage(by=NOOR, at=NOW, count=len(answers), answers=answers)
    return filed(PLAIN).case.model_copy(update={"status": ASSESSING, "triage": triage, **changed})


def seen(case: BreachCase) -> str:
    return " ".join(words_on(question(case, NOW, ORG, LIFE.open_to(case, AT_PO, NOW, ORG))).split())


def asked(text: str, answer: str) -> Exchange:
    return Exchange(id="1", question=text, asked_by=NOOR, asked_at=NOW, answer=answer, answered_at=NOW)


def test_what_was_answered_later_stands_beside_the_same_question_alone() -> None:
    exchanges = (
        asked("Heeft iemand de gegevens echt gezien?", "Ja, de buurman las de brief."),
        asked("Welke afdeling was het?", "De balie."),
    )
    beside = seen(at_questions(ANSWERS, exchanges=exchanges))
    assert "Heeft iemand de gegevens echt gezien? Ja, de buurman las de brief." in beside
    assert "De balie." not in beside
    assert "Ja, de buurman" not in seen(at_questions({}, exchanges=exchanges))


def test_what_the_report_says_is_named_and_what_it_does_not_know_is_left_out() -> None:
    report = PLAIN.model_copy(update={"kind": "verkeerde_ontvanger", "done": "Ontvanger gebeld."})
    beside = seen(at_questions(ANSWERS, report=report))
    assert "Wat is er gebeurd? Mail of brief naar de verkeerde" in beside
    assert "Wat er al is gedaan Ontvanger gebeld." in beside
    unknown = PLAIN.model_copy(update={"kind": UNKNOWN})
    assert "Weet ik niet" not in seen(at_questions(ANSWERS, report=unknown))


@pytest.mark.parametrize(
    ("kinds", "first", "number"),
    [
        (("contact",), "Wat gebeurde er met de gegevens?", "vraag 1,"),
        (("contact", UNKNOWN), "Wat gebeurde er met de gegevens?", "vraag 1,"),
        ((UNKNOWN,), "Zijn er persoonsgegevens bij betrokken?", "vraag 1,"),
        (("geen",), "Zijn er persoonsgegevens bij betrokken?", "vraag 1,"),
    ],
)
def test_what_the_report_says_is_not_asked(kinds: tuple[str, ...], first: str, number: str) -> None:
    case = at_questions({}, report=PLAIN.model_copy(update={"data_kinds": kinds}))
    assert first in seen(case)
    assert number in seen(case)


def test_data_of_nobody_are_asked_about() -> None:
    nobody = PLAIN.model_copy(update={"groups": (NOBODY,)})
    assert names_data(PLAIN)
    assert not names_data(nobody)
    assert "groups" not in report_as_answers(nobody)


def test_that_the_report_does_not_know_is_not_ticked_beforehand() -> None:
    report = PLAIN.model_copy(update={"data_kinds": ("contact", UNKNOWN), "groups": (UNKNOWN,)})
    assert report_as_answers(report)["data_kinds"] == "contact"
    assert "groups" not in report_as_answers(report)


def test_who_used_data_has_seen_them_whatever_was_answered_before() -> None:
    """An assessment of an earlier version may hold "nobody saw them" beside "somebody used them"."""
    answers = {"happened": USED, "data_kinds": "financieel", "groups": "client", "weighs": "opzet"}
    facts = facts_of({**answers, "left": "nee", "unreadable": "ja", "proof": "compleet,in_hand,sleutel"})
    assert facts.disclosed_or_exfiltrated == "ja"
    assert facts.encrypted_or_otherwise_unintelligible is False
    advice = assess(facts)
    assert (advice.notify_ap, advice.notify_people) == (True, True)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["client", "medewerker", "anders", UNKNOWN]), st.sampled_from(["contact", "anders"]))
def test_whoever_reads_of_a_client_reads_something_sensitive(group: str, data: str) -> None:
    base = {
        "happened": "vertrouwelijkheid",
        "left": "ja",
        "unreadable": "nee",
        "recipients": "1",
        "trusted": "nee",
    }
    answers = {**base, "data_kinds": data, "other_data": "gewoon", "n_people": "1", "weighs": "geen"}
    keys = {each.key for each in assess(facts_of({**answers, "groups": group})).reasons}
    assert ("ap.risk_client" in keys) == ("people.high_client" in keys) == (group == "client")
    lost = facts_of({**answers, "groups": group, "happened": "beschikbaarheid"})
    assert "client van wil" not in (lost.data_kinds or ()), "nobody read it"


def assessed(facts: BreachFacts) -> BreachCase:
    triage = Triage(by=NOOR, at=NOW, outcome="breach", facts=facts)
    return filed(PLAIN).case.model_copy(update={"status": ASSESSED, "triage": triage})


@settings(max_examples=60, deadline=None)
@given(told())
def test_the_card_of_an_advice_says_when_it_doubts(given_facts: dict[str, Any]) -> None:
    facts = read_facts(given_facts)
    case, advice = assessed(facts), assess(facts)
    if not advice.register:
        return
    clock = clock_to(case.deadline(ORG), NOW, ORG)
    card = advice_of(case, NOW, ORG, frozenset(), clock=clock, tone=tone_of(case, NOW, ORG), by="")
    words = " ".join(words_on(card).split())
    assert "de AP hoeft het niet te weten" not in words
    if advice.severity.band in HEAVY and not advice.notify_people:
        assert "niet inlichten, maar ik twijfel" in words
    if not advice.notify_ap:
        assert ("Melden hoeft niet. Registreer het wel" in words) is not advice.doubt
        assert ("Ik twijfel. Kijk zelf of je dit meldt" in words) is advice.doubt


def test_an_assessment_of_an_earlier_version_is_weighed_with_whose_data_they_are() -> None:
    answers = {"data": {"data_kinds": "contact", "groups": "client"}}
    facts = {"kind": ["vertrouwelijkheid"], "data_kinds": ["naam"], "n_people": 1, "n_recipients": 1}
    facts |= {"disclosed_or_exfiltrated": "ja", "recipient_trusted_and_confirmed_deletion": False}
    row = {"by": NOOR.model_dump(mode="json"), "at": NOW.isoformat(), "outcome": "breach"}
    for kind, group, sensitive in (
        (["vertrouwelijkheid"], "client", True),
        (["vertrouwelijkheid"], "medewerker", False),
        (["beschikbaarheid"], "client", False),
    ):
        given_answers = {"data": {**answers["data"], "groups": group}}
        kept = json.dumps({**row, "answers": given_answers, "facts": {**facts, "kind": kind}})
        triage = Triage.model_validate_json(kept)
        assert triage == Triage.model_validate_json(triage.model_dump_json())
        assert triage.facts is not None
        assert ("client van wil" in (triage.facts.data_kinds or ())) is sensitive
        if sensitive:
            assert assess(triage.facts).notify_people


def test_walks_of_older_versions_go_on_where_they_were() -> None:
    answers = {"personal_data": {"personal_data": "twijfel"}, **ANSWERS}
    assert walk_of(at_questions(answers), NOW).answers["personal_data"] == {"personal_data": "twijfel"}
