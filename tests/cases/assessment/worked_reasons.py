"""Worked breaches with the reasons that the advice on each must give."""

from typing import Any

from cases.measures import Measures
from tests.cases.assessment.breaches import PLAIN, I, V, leak, outage

USUAL = Measures()

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
    "birthdays of a few colleagues in an open place": (
        leak(n_people=9, data_kinds=["naam", "verjaardag"], n_recipients=None),
        ("ap.calm_everyday", "ap.not", "people.no_risk"),
    ),
    "nobody counted the people": (
        leak(n_people=None, data_kinds=["naam"], n_recipients=1),
        ("ap.risk_number_unknown", "ap.doubt", "people.not_high", "people.doubt"),
    ),
    "nobody counted the people, and there are many records": (
        leak(n_people=None, n_records=USUAL.few_records + 1, data_kinds=["naam"], n_recipients=1),
        ("ap.risk_many", "ap.doubt", "people.not_high", "people.doubt"),
    ),
    "all that can be bad": (
        leak(
            n_people=USUAL.large_people,
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
        ("ap.risk_misuse", "people.high_credentials", "people.high_misuse", "people.at_once"),
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
        outage(hours_unavailable=USUAL.short_hours, n_people=1, data_kinds=["naam"]),
        ("ap.calm_restored", "ap.not", "people.no_risk"),
    ),
    "a week without money": (
        outage(hours_unavailable=168, n_people=1, data_kinds=["inkomen"], backup_available_quickly=False),
        ("ap.risk_unavailable", "people.high_unavailable", "people.near", "people.at_once"),
    ),
    "the only copy is lost": (
        outage(n_people=1, data_kinds=["naam"], backup_available_quickly=False),
        ("ap.risk_lost", "people.not_high"),
    ),
    "changed and not to be mended": (
        {**ALTERED, "data_kinds": ["inkomen"], "backup_available_quickly": False},
        ("ap.risk_altered", "people.high_altered", "people.at_once"),
    ),
    "clients in the cc": (
        leak(n_people=12, data_kinds=["e-mailadres", "client van WIL"], n_recipients=12),
        ("ap.risk_client", "people.high_client", "people.at_once"),
    ),
    "a passport of a client": (
        leak(n_people=1, data_kinds=["kopie paspoort", "client van WIL"], n_recipients=1),
        ("ap.risk_client", "ap.risk_misuse", "people.high_client", "people.high_misuse", "people.at_once"),
    ),
    "much about one person": (
        leak(n_people=1, n_records=400, data_kinds=["naam"], n_recipients=1),
        ("ap.risk_much", "people.high_much", "people.at_once"),
    ),
    "nearly more than a few": (
        leak(n_people=USUAL.few_people - 5, data_kinds=["naam"], n_recipients=1),
        ("ap.calm_harmless", "ap.near", "ap.not", "people.no_risk"),
    ),
    "a vulnerable person's address with one reader, by mistake": (
        leak(n_people=1, data_kinds=["adres"], vulnerable_people=True, n_recipients=1),
        ("ap.risk_vulnerable", "people.not_high", "people.exposed"),
    ),
    "a trusted reader of what says more about vulnerable people": (
        leak(
            n_people=2, data_kinds=["naam", "foto"], vulnerable_people=True, n_recipients=1, **{TRUSTED: True}
        ),
        (
            "ap.calm_trusted",
            "ap.calm_harmless",
            "ap.score_high",
            "ap.not",
            "people.no_risk",
            "people.score_high",
        ),
    ),
    "a trusted reader of what says more": (
        leak(n_people=2, data_kinds=["naam", "foto"], n_recipients=1, **{TRUSTED: True}),
        ("ap.calm_trusted", "ap.calm_harmless", "ap.score_medium", "ap.not", "people.no_risk"),
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
