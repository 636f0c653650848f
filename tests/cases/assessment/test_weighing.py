"""The advice on a breach: worked cases from principle."""

from typing import Any

import pytest

from cases.assessment.breach_facts import BreachFacts, read_facts
from tests.cases.assessment.breaches import assess, leak
from tests.cases.assessment.worked_guidance import worked

CASES = worked("worked_from_principle.toml")


@pytest.mark.parametrize(("facts", "expected"), CASES.values(), ids=CASES)
def test_worked_cases(facts: dict[str, Any], expected: tuple[bool, bool]) -> None:
    advice = assess(read_facts(facts))
    assert (advice.notify_ap, advice.notify_people) == expected
    assert advice.register


def test_no_personal_data_is_no_breach() -> None:
    for facts in ({"data_kinds": ["geen persoonsgegevens"]}, {"n_people": 0}):
        advice = assess(read_facts(facts))
        assert (advice.register, advice.notify_ap, advice.notify_people, advice.doubt) == (False,) * 4
        assert [each.key for each in advice.reasons] == ["register.no_data"]
    assert assess(read_facts({"n_people": 0, "special": True})).register


def test_nothing_known_means_a_provisional_notification() -> None:
    advice = assess(BreachFacts())
    assert advice.notify_ap
    assert advice.doubt
    assert "ap.doubt" in {each.key for each in advice.reasons}


def test_what_would_decide_is_named() -> None:
    facts = leak(n_people=None, data_kinds=["e-mailadres"], n_recipients=1)
    advice = assess(read_facts(facts))
    assert advice.notify_ap
    assert advice.undecided == ("n_people",)
    told = next(each for each in advice.reasons if each.key == "ap.doubt")
    assert "het aantal mensen" in told.text
    assert "stap 6" in told.source


def test_an_unknown_that_decides_nothing_is_no_doubt() -> None:
    facts = leak(n_people=None, data_kinds=["diagnose"], n_recipients=1)
    advice = assess(read_facts(facts))
    assert (advice.notify_ap, advice.notify_people, advice.doubt) == (True, True, False)


@pytest.mark.parametrize(
    ("changed", "doubt"),
    [
        ({}, True),
        ({"recipient_trusted_and_confirmed_deletion": True}, False),
        ({"disclosed_or_exfiltrated": "nee"}, False),
        ({"encrypted_or_otherwise_unintelligible": True}, False),
        ({"vulnerable_people": False}, False),
        ({"malicious_intent": True}, False),
        ({"data_kinds": ["geheim adres"]}, False),
    ],
)
def test_that_vulnerable_people_hear_nothing_is_never_said_without_doubt_of_their_reader(
    changed: dict[str, Any], doubt: bool
) -> None:
    facts = leak(n_people=1, data_kinds=["adres"], vulnerable_people=True, n_recipients=1) | changed
    advice = assess(read_facts(facts))
    assert advice.doubt is doubt
    assert ("people.exposed" in {each.key for each in advice.reasons}) is doubt
    assert not (doubt and advice.notify_people)


def test_policy_and_law_are_both_told_for_a_trusted_recipient() -> None:
    keys = {
        each.key
        for each in assess(read_facts(CASES["the same with benefit data: the policy says always"][0])).reasons
    }
    assert {"people.high_sensitive", "people.room_trusted", "ap.calm_trusted"} <= keys


def test_a_mild_note_is_flagged_to_the_officer() -> None:
    facts = CASES["list of a course with a wish for a meal to the participants"][0]
    assert {"ap.calm_mild", "people.mild"} <= {each.key for each in assess(read_facts(facts)).reasons}


def test_the_score_with_its_parts() -> None:
    parts = assess(read_facts(leak(n_people=1, data_kinds=["naam", "inkomen"], n_recipients=1))).severity
    assert (parts.dpc, parts.ei, parts.cb, parts.score, parts.band) == (3, 1.0, 0.25, 3.25, "high")
    parts = assess(read_facts(leak(n_people=101, data_kinds=["naam"], malicious_intent=True))).severity
    assert (parts.dpc, parts.ei, parts.cb, parts.score, parts.band) == (1, 1.0, 1.0, 2.0, "medium")
    assert parts.flags == ("over_100",)
    parts = assess(read_facts(leak(data_kinds=["foto"], encrypted_or_otherwise_unintelligible=True))).severity
    assert (parts.ei, parts.score, parts.band, parts.flags) == (0.25, 0.5, "low", ("unintelligible",))
