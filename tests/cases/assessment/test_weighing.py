"""The advice on a breach: worked cases from principle, and what must hold whatever the facts are."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.assessment.breach_facts import BadFacts, BreachFacts, read_facts
from cases.assessment.circumstances import UNCERTAIN
from cases.assessment.data_kinds import LEVEL_OF, Level, read_data_kinds, say
from cases.assessment.weighing import as_told, assess
from cases.breach.case import DATA_KINDS, NO_DATA, UNKNOWN

V, I, B = "vertrouwelijkheid", "integriteit", "beschikbaarheid"  # noqa: E741

PLAIN: dict[str, Any] = {
    "special": False,
    "sensitive": False,
    "credentials": False,
    "encrypted_or_otherwise_unintelligible": False,
    "recipient_trusted_and_confirmed_deletion": False,
    "vulnerable_people": False,
    "malicious_intent": False,
    "harm_already_visible": False,
}
"""Everything that makes it worse or better is known and absent."""


def leak(**told: Any) -> dict[str, Any]:
    """Data that somebody really got."""
    return {**PLAIN, "kind": [V], "disclosed_or_exfiltrated": "ja", **told}


def outage(**told: Any) -> dict[str, Any]:
    """Data that could not be used and that nobody got."""
    return {**PLAIN, "kind": [B], "disclosed_or_exfiltrated": "nee", **told}


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
    "twelve clients in CC, so that each knows who needs help": (
        leak(n_people=12, data_kinds=["e-mailadres"], n_recipients=12, vulnerable_people=True),
        AP_ONLY,
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
    assert (parts.score, parts.band, parts.flags) == (1.5, "low", ("unintelligible",))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"n_persons": 3}, "unknown key 'n_persons'"),
        ({"n_people": -1}, "n_people: "),
        ({"n_people": "12"}, "n_people: "),
        ({"n_people": True}, "n_people: "),
        ({"hours_unavailable": float("nan")}, "hours_unavailable: "),
        ({"special": "ja"}, "special: "),
        ({"disclosed_or_exfiltrated": "misschien"}, "disclosed_or_exfiltrated: "),
        ({"kind": ["vertrouwelijk"]}, "kind: "),
        ({"kind": V}, "kind: "),
        ({"data_kinds": "naam"}, "data_kinds: "),
        ([], "one JSON object"),
        (None, "one JSON object"),
    ],
)
def test_bad_facts_are_one_clear_line(told: object, words: str) -> None:
    with pytest.raises(BadFacts) as failed:
        read_facts(told)
    assert words in str(failed.value)
    assert "\n" not in str(failed.value)


def test_an_error_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(BadFacts) as failed:
        read_facts({"disclosed_or_exfiltrated": "Sam Voorbeeld"})
    assert "Voorbeeld" not in str(failed.value)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("medische gegevens", "health"),
        ("Ziekteverzuim", "health"),
        ("bankrekeningnummer", "finance"),
        ("bijstandsuitkering", "benefits"),
        ("BSN-nummer", "bsn"),
        ("kopie ID", "id_copy"),
        ("wachtwoorden", "login"),
        ("NAW", "contact"),
        ("factuuradres", "contact"),
        ("strafblad", "crime"),
        ("geloofsovertuiging", "religion"),
        ("vakbondslidmaatschap", "union"),
        ("etnische afkomst", "ethnic"),
        ("seksuele geaardheid", "sexual"),
        ("politieke voorkeur", "political"),
        ("vingerafdrukken", "biometric"),
        ("DNA-profiel", "genetic"),
        ("GPS", "location"),
        ("pasfoto", "image"),
        ("kinderen", "children"),
        ("geheim adres", "safety"),
        ("allergieën", "mild_health"),
    ],
)
def test_words_find_their_class(word: str, name: str) -> None:
    found = read_data_kinds([word])
    assert name in found.classes
    assert found.unread == 0


def test_words_that_no_class_has_are_not_taken_for_harmless() -> None:
    for words in (["terras"], ["naam en bloemschikken"]):
        assert read_data_kinds(words).unread == 1
    assert read_data_kinds(["geen medische gegevens", "naam"]).read_level == Level.HARMLESS


def test_the_closed_lists_of_a_report_are_understood() -> None:
    levels = {each: read_data_kinds([each]) for each in DATA_KINDS}
    at_least = {
        "financieel": Level.SENSITIVE,
        "bsn": Level.SENSITIVE,
        "id_kopie": Level.SENSITIVE,
        "login": Level.SENSITIVE,
    }
    at_least |= dict.fromkeys(("gezondheid", "bijzonder", "strafrecht"), Level.SPECIAL)
    assert {name: levels[name].read_level for name in at_least} == at_least
    assert levels["contact"].classes == {"contact"}
    assert levels[NO_DATA].nothing
    assert levels[UNKNOWN].unread == levels["anders"].unread == 1


def test_every_class_has_stems() -> None:
    assert all(say(f"stems.{name}") for name in LEVEL_OF)


# From good to bad; None is what is not known.
LADDERS: dict[str, tuple[Any, ...]] = {
    "n_people": (1, 20, 51, None, 1000, 50000),
    "n_records": (None, 501, 10_000),
    "special": (False, None, True),
    "sensitive": (False, None, True),
    "credentials": (False, None, True),
    "encrypted_or_otherwise_unintelligible": (True, None, False),
    "recipient_trusted_and_confirmed_deletion": (True, None, False),
    "backup_available_quickly": (True, None, False),
    "hours_unavailable": (0, 0.5, 3, 6, 20, 30, 100, 400),
    "vulnerable_people": (False, True),
    "malicious_intent": (False, True),
    "disclosed_or_exfiltrated": ("nee", None, "onbekend", "ja"),
    "n_recipients": (1, 20, 51, None, 2000),
    "harm_already_visible": (False, True),
}
KINDS: tuple[list[str], ...] = ([], [V], [B], [I], [V, B], [V, B, I])
WORDS = (
    "naam",
    "adres",
    "geboortedatum",
    "cv",
    "inkomen",
    "BSN",
    "wachtwoord",
    "diagnose",
    "strafblad",
    "bloemschikken",
)


@st.composite
def told(draw: st.DrawFn) -> dict[str, Any]:
    facts = {name: draw(st.sampled_from(steps)) for name, steps in LADDERS.items()}
    if draw(st.booleans()):
        facts["hours_unavailable"] = None
    if draw(st.booleans()):
        facts["data_kinds"] = draw(st.lists(st.sampled_from((*WORDS, "dieetwens")), max_size=3))
    facts["kind"] = draw(st.sampled_from((*KINDS, None)))
    return facts


def outcome(facts: dict[str, Any]) -> tuple[bool, bool, bool]:
    advice = assess(read_facts(facts))
    return advice.register, advice.notify_ap, advice.notify_people


@given(told(), st.sampled_from(sorted(LADDERS)), st.data())
def test_a_worse_fact_never_takes_a_notification_away(
    facts: dict[str, Any], name: str, data: st.DataObject
) -> None:
    steps = LADDERS[name]
    at = data.draw(st.integers(0, len(steps) - 2))
    worse = data.draw(st.integers(at + 1, len(steps) - 1))
    before, after = outcome(facts | {name: steps[at]}), outcome(facts | {name: steps[worse]})
    assert all(now >= then for then, now in zip(before, after, strict=True)), (name, steps[at], steps[worse])


@given(told(), st.sampled_from(WORDS))
def test_one_more_kind_of_data_never_takes_a_notification_away(facts: dict[str, Any], word: str) -> None:
    words = facts.get("data_kinds") or ["naam"]
    before, after = outcome(facts | {"data_kinds": words}), outcome(facts | {"data_kinds": [*words, word]})
    assert all(now >= then for then, now in zip(before, after, strict=True))


@given(told(), st.sampled_from([V, I, B]))
def test_one_more_kind_of_breach_never_takes_a_notification_away(facts: dict[str, Any], kind: str) -> None:
    kinds = facts["kind"] or [V]
    before, after = outcome(facts | {"kind": kinds}), outcome(facts | {"kind": sorted({*kinds, kind})})
    assert all(now >= then for then, now in zip(before, after, strict=True))


@given(told())
def test_what_holds_for_every_advice(facts: dict[str, Any]) -> None:
    advice = assess(read_facts(facts))
    assert advice == assess(read_facts(facts))
    assert advice.notify_ap or not advice.notify_people
    assert advice.register or not advice.notify_ap
    assert all(each.text and each.source for each in advice.reasons)
    assert advice.doubt == any(each.key == "ap.doubt" for each in advice.reasons) == bool(advice.undecided)
    assert set(advice.undecided) <= set(UNCERTAIN)
    subjects = {each.subject for each in advice.reasons}
    assert not advice.register or subjects == {"register", "ap", "people"}
    keys = {each.key for each in advice.reasons}
    assert advice.notify_people == any(key.startswith("people.high_") for key in keys)
    assert ("ap.not" in keys) == (advice.register and not advice.notify_ap)
    severity = asdict(advice.severity)
    assert severity["score"] == round(severity["dpc"] * severity["ei"] + severity["cb"], 2)
    json.dumps(as_told(advice))


@given(told())
def test_where_there_is_doubt_an_unknown_fact_changes_the_outcome(facts: dict[str, Any]) -> None:
    advice = assess(read_facts(facts))
    for name in advice.undecided:
        if name == "data_kinds":
            assert (
                None in (facts["special"], facts["sensitive"], facts["credentials"])
                or not facts.get("data_kinds")
                or ("bloemschikken" in facts["data_kinds"])
            )
        else:
            assert facts[name] in (None, "onbekend")
