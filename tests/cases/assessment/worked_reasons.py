"""Worked breaches with the reasons that the advice on each must give."""

from typing import Any

from cases.assessment.breach_facts import (
    FEW_RECORDS,
    LARGE,
)
from cases.assessment.circumstances import SHORT_HOURS
from tests.cases.assessment.breaches import PLAIN, I, V, leak, outage

ALTERED = {**PLAIN, "kind": [I], "disclosed_or_exfiltrated": "nee", "n_people": 1}


UNREADABLE = "encrypted_or_otherwise_unintelligible"


TRUSTED = "recipient_trusted_and_confirmed_deletion"


WORKED: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "nothing personal": ({**PLAIN, "kind": [V], "data_kinds": ["geen"]}, ("register.no_data",)),
    "a letter with a birth date to one stranger": (
        leak(n_people=1, data_kinds=["geboortedatum"], n_recipients=1),
        ("ap.risk_ordinary", "people.not_high"),
    ),
    "a delivery note": (
        leak(n_people=1, data_kinds=["naam"], n_recipients=1),
        ("ap.calm_harmless", "ap.not", "people.no_risk"),
    ),
    "nobody counted the people": (
        leak(n_people=None, data_kinds=["naam"], n_recipients=1),
        ("ap.risk_number_unknown", "ap.doubt", "people.not_high", "people.doubt"),
    ),
    "nobody counted the people, and there are many records": (
        leak(n_people=None, n_records=FEW_RECORDS + 1, data_kinds=["naam"], n_recipients=1),
        ("ap.risk_many", "ap.doubt", "people.not_high", "people.doubt"),
    ),
    "all that can be bad": (
        leak(
            n_people=LARGE,
            data_kinds=["diagnose"],
            malicious_intent=True,
            vulnerable_people=True,
            harm_already_visible=True,
        ),
        (
            "ap.risk_harm",
            "ap.risk_special",
            "ap.risk_anybody",
            "ap.risk_malice",
            "ap.risk_many",
            "ap.risk_vulnerable",
            "people.high_harm",
            "people.high_special",
            "people.high_many",
            "people.high_malice",
            "people.high_vulnerable",
            "people.at_once",
        ),
    ),
    "ordinary data for whoever wants them": (
        leak(n_people=1, data_kinds=["geboortedatum"], malicious_intent=True, vulnerable_people=True),
        (
            "ap.risk_anybody",
            "ap.risk_malice",
            "ap.risk_ordinary",
            "ap.risk_vulnerable",
            "people.high_malice",
            "people.high_vulnerable",
            "people.at_once",
        ),
    ),
    "benefit data with a trusted recipient": (
        leak(n_people=1, data_kinds=["uitkering"], n_recipients=1, **{TRUSTED: True}),
        (
            "ap.risk_sensitive",
            "ap.calm_trusted",
            "people.high_sensitive",
            "people.room_trusted",
            "people.at_once",
        ),
    ),
    "login data that somebody read": (
        leak(n_people=1, data_kinds=["wachtwoord"], credentials=True, n_recipients=1),
        ("ap.risk_sensitive", "people.high_credentials", "people.high_sensitive", "people.at_once"),
    ),
    "login data that nobody can read": (
        leak(n_people=1, data_kinds=["wachtwoord"], credentials=True, **{UNREADABLE: True}),
        (
            "ap.calm_unintelligible",
            "ap.not",
            "people.no_risk",
            "people.unintelligible",
            "people.change_passwords",
        ),
    ),
    "called back before it was read": (
        leak(n_people=1, data_kinds=["naam"], disclosed_or_exfiltrated="nee"),
        ("ap.calm_not_disclosed", "ap.not", "people.no_risk"),
    ),
    "a wish for a meal": (
        leak(n_people=20, data_kinds=["naam", "dieetwens"], special=True, n_recipients=20),
        ("ap.calm_harmless", "ap.calm_mild", "ap.not", "people.no_risk", "people.mild"),
    ),
    "an hour without data": (
        outage(hours_unavailable=SHORT_HOURS, n_people=1, data_kinds=["naam"]),
        ("ap.calm_restored", "ap.not", "people.no_risk"),
    ),
    "a week without money": (
        outage(hours_unavailable=168, n_people=1, data_kinds=["inkomen"], backup_available_quickly=False),
        ("ap.risk_unavailable", "people.high_unavailable", "people.at_once"),
    ),
    "the only copy is lost": (
        outage(n_people=1, data_kinds=["naam"], backup_available_quickly=False),
        ("ap.risk_lost", "people.not_high"),
    ),
    "changed and not to be mended": (
        {**ALTERED, "data_kinds": ["inkomen"], "backup_available_quickly": False},
        ("ap.risk_altered", "people.high_altered", "people.at_once"),
    ),
    "nothing is known": (
        {},
        (
            "ap.risk_anybody",
            "ap.risk_ordinary",
            "ap.risk_number_unknown",
            "ap.doubt",
            "people.not_high",
            "people.doubt",
        ),
    ),
}
"""Beside "register.always" and "ap.start", which every breach has."""
