"""The advice on a breach: worked cases from principle."""

from typing import Any

import pytest

from cases.assessment.breach_facts import BreachFacts, read_facts
from tests.cases.assessment.breaches import B, I, V, assess, leak, outage

NOTHING, AP_ONLY, BOTH = (False, False), (True, False), (True, True)


CASES: dict[str, tuple[dict[str, Any], tuple[bool, bool]]] = {
    # Who could read it: nobody.
    "stolen laptop, strong encryption, key safe, backup": (
        leak(
            n_people=4000,
            special=True,
            malicious_intent=True,
            disclosed_or_exfiltrated="onbekend",
            encrypted_or_otherwise_unintelligible=True,
            backup_available_quickly=True,
        ),
        NOTHING,
    ),
    "the same of which the only copy is gone": (
        leak(
            kind=[V, B],
            n_people=4000,
            special=True,
            encrypted_or_otherwise_unintelligible=True,
            backup_available_quickly=False,
        ),
        BOTH,
    ),
    "site hacked, only well hashed passwords taken": (
        leak(
            n_people=600,
            data_kinds=["wachtwoorden"],
            credentials=True,
            malicious_intent=True,
            encrypted_or_otherwise_unintelligible=True,
        ),
        NOTHING,
    ),
    "message with client data called back before anybody opened it": (
        leak(
            n_people=1,
            data_kinds=["uitkering"],
            sensitive=True,
            n_recipients=1,
            disclosed_or_exfiltrated="nee",
        ),
        NOTHING,
    ),
    # Who could read it: somebody known.
    "short list of names to a regular supplier who confirms deletion": (
        leak(
            n_people=30,
            data_kinds=["naam", "polis"],
            n_recipients=1,
            recipient_trusted_and_confirmed_deletion=True,
        ),
        NOTHING,
    ),
    "the same with benefit data: the policy says always": (
        leak(
            n_people=3,
            data_kinds=["uitkering"],
            n_recipients=1,
            recipient_trusted_and_confirmed_deletion=True,
        ),
        BOTH,
    ),
    "delivery note to the wrong address": (
        leak(n_people=1, data_kinds=["naam", "adres", "bestelling"], n_recipients=1),
        NOTHING,
    ),
    "list of a course with a wish for a meal to the participants": (
        leak(n_people=20, data_kinds=["naam", "e-mail", "dieetwens"], special=True, n_recipients=20),
        NOTHING,
    ),
    "the same list about vulnerable people": (
        leak(
            n_people=20,
            data_kinds=["naam", "dieetwens"],
            special=True,
            n_recipients=20,
            vulnerable_people=True,
        ),
        BOTH,
    ),
    "letter with birth date and insurance to one stranger": (
        leak(n_people=1, data_kinds=["naam", "geboortedatum", "polis"], n_recipients=1),
        AP_ONLY,
    ),
    "decision on a benefit in the envelope of another client": (
        leak(n_people=1, data_kinds=["naam", "beschikking uitkering"], n_recipients=1),
        BOTH,
    ),
    "medical letter to one stranger": (
        leak(n_people=1, data_kinds=["naam", "diagnose"], special=True, n_recipients=1),
        BOTH,
    ),
    "bank data of customers shown to another customer": (
        leak(n_people=40, data_kinds=["rekeningafschrift"], sensitive=True, n_recipients=1),
        BOTH,
    ),
    "newsletter with twelve addresses in CC": (
        leak(n_people=12, data_kinds=["e-mailadres"], n_recipients=12),
        NOTHING,
    ),
    "newsletter with 150 addresses in CC": (
        leak(n_people=150, data_kinds=["e-mailadres"], n_recipients=150),
        AP_ONLY,
    ),
    "twelve vulnerable people in CC": (
        leak(n_people=12, data_kinds=["e-mailadres"], n_recipients=12, vulnerable_people=True),
        AP_ONLY,
    ),
    "twelve clients in CC, so that each knows who needs help": (
        leak(n_people=12, data_kinds=["e-mailadres", "client van WIL"], n_recipients=12),
        BOTH,
    ),
    "mail to 150 members that shows their politics": (
        leak(n_people=150, data_kinds=["e-mailadres", "politieke voorkeur"], n_recipients=150),
        BOTH,
    ),
    "data of jobseekers with BSN mailed by mistake to many": (
        leak(n_people=20000, data_kinds=["naam", "BSN"], sensitive=True, n_recipients=60),
        BOTH,
    ),
    # Who could read it: anybody, or somebody who means harm.
    "paper with care data stolen, no copy": (
        leak(
            kind=[V, B],
            n_people=80,
            data_kinds=["gezondheid"],
            disclosed_or_exfiltrated="onbekend",
            malicious_intent=True,
            backup_available_quickly=False,
        ),
        BOTH,
    ),
    "unencrypted laptop stolen with a large file of persons": (
        leak(
            n_people=30000, data_kinds=["naam", "adres", "geboortedatum"], disclosed_or_exfiltrated="onbekend"
        ),
        BOTH,
    ),
    "leaver takes business contacts along": (
        leak(n_people=200, data_kinds=["zakelijke contactgegevens"], malicious_intent=True, n_recipients=1),
        AP_ONLY,
    ),
    "application forms stolen through a web site": (
        leak(n_people=300, data_kinds=["sollicitatiebrief", "cv"], malicious_intent=True),
        BOTH,
    ),
    "accounts entered with passwords stolen elsewhere": (
        leak(n_people=500, data_kinds=["naam", "inloggegevens"], credentials=True, malicious_intent=True),
        BOTH,
    ),
    "caller poses as a client at the help desk and gets invoices": (
        leak(n_people=1, data_kinds=["facturen"], malicious_intent=True, n_recipients=1),
        BOTH,
    ),
    "hidden forwarding rule sends salary mails out": (
        leak(
            n_people=90, data_kinds=["salaris", "naam"], malicious_intent=True, disclosed_or_exfiltrated="ja"
        ),
        BOTH,
    ),
    "phone numbers leaked and people already threatened": (
        leak(n_people=5, data_kinds=["telefoonnummer"], n_recipients=1, harm_already_visible=True),
        BOTH,
    ),
    # Data that cannot be used or are wrong.
    "ransomware, restored the same morning, nothing left": (
        outage(
            n_people=70,
            data_kinds=["naam"],
            malicious_intent=True,
            backup_available_quickly=True,
            hours_unavailable=4,
        ),
        NOTHING,
    ),
    "ransomware without backup, typed in again in a working week": (
        outage(
            n_people=70,
            data_kinds=["naam"],
            malicious_intent=True,
            backup_available_quickly=False,
            hours_unavailable=110,
        ),
        AP_ONLY,
    ),
    "ransomware without backup, data went out": (
        leak(
            kind=[V, B],
            n_people=70,
            data_kinds=["kopie paspoort", "IBAN"],
            malicious_intent=True,
            backup_available_quickly=False,
        ),
        BOTH,
    ),
    "care records gone for a day and a half": (
        outage(
            data_kinds=["medische gegevens"],
            special=True,
            backup_available_quickly=True,
            hours_unavailable=36,
        ),
        BOTH,
    ),
    "care records gone for half a day": (
        outage(
            data_kinds=["medische gegevens"],
            special=True,
            backup_available_quickly=True,
            hours_unavailable=12,
        ),
        AP_ONLY,
    ),
    "power cut at the call centre": (outage(data_kinds=["naam"], hours_unavailable=0.2), NOTHING),
    "benefits cannot be paid for eight days": (
        outage(data_kinds=["uitkering"], backup_available_quickly=False, hours_unavailable=192),
        BOTH,
    ),
    "incomes overwritten and not to be restored": (
        outage(kind=[I], data_kinds=["inkomen"], backup_available_quickly=False),
        BOTH,
    ),
    "addresses overwritten and put back at once": (
        outage(kind=[I], data_kinds=["adres"], backup_available_quickly=True, hours_unavailable=1),
        NOTHING,
    ),
}


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
