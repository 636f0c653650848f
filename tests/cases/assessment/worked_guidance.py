"""Breaches with the right answer of the guidelines and the policy, reasoned before the engine was asked.

Each: the facts, whether the AP and whether the people must be told, and on what that rests. "01/2021" are the examples
of EDPB guidelines 01/2021, "9/2022" annex B of EDPB guidelines 9/2022, "P" points of the policy.
"""

from typing import Any

from tests.cases.assessment.breaches import B, I, V, leak, outage

UNREADABLE = "encrypted_or_otherwise_unintelligible"
TRUSTED = "recipient_trusted_and_confirmed_deletion"

NOTHING, AP_ONLY, BOTH = (False, False), (True, False), (True, True)

Worked = tuple[dict[str, Any], tuple[bool, bool], str]

GUIDANCE: dict[str, Worked] = {
    "ransomware, encrypted at rest, copy back within hours": (
        outage(
            n_people=300,
            data_kinds=["klantgegevens", "naam"],
            malicious_intent=True,
            backup_available_quickly=True,
            hours_unavailable=5,
            **{UNREADABLE: True},
        ),
        NOTHING,
        "01/2021 case 1",
    ),
    "ransomware without a copy, some dozens, typed in again in five days": (
        outage(
            n_people=60,
            n_records=120,
            data_kinds=["naam", "adres", "bestelling"],
            malicious_intent=True,
            backup_available_quickly=False,
            hours_unavailable=120,
        ),
        AP_ONLY,
        "01/2021 case 2",
    ),
    "ransomware in a hospital, thousands, two days": (
        outage(
            n_people=6000,
            data_kinds=["patiëntendossiers"],
            special=True,
            vulnerable_people=True,
            malicious_intent=True,
            backup_available_quickly=True,
            hours_unavailable=48,
        ),
        BOTH,
        "01/2021 case 3",
    ),
    "ransomware without a copy, card data and identity numbers taken out": (
        leak(
            kind=[V, B],
            n_people=5000,
            data_kinds=["naam", "kopie identiteitsbewijs", "creditcardgegevens"],
            sensitive=True,
            malicious_intent=True,
            backup_available_quickly=False,
        ),
        BOTH,
        "01/2021 case 4",
    ),
    "application forms of a web site taken by malware": (
        leak(
            n_people=213,
            n_records=213,
            data_kinds=["sollicitatieformulieren", "cv"],
            malicious_intent=True,
            n_recipients=None,
        ),
        BOTH,
        "01/2021 case 5",
    ),
    "salted hashes of passwords taken from a cooking site": (
        leak(
            n_people=1200,
            data_kinds=["gebruikersnaam", "wachtwoordhash"],
            credentials=True,
            malicious_intent=True,
            **{UNREADABLE: True},
        ),
        NOTHING,
        "01/2021 case 6",
    ),
    "logins tried out on a bank, two thousand got in": (
        leak(
            n_people=2000,
            data_kinds=["naam", "geboortedatum", "inloggegevens"],
            credentials=True,
            malicious_intent=True,
        ),
        BOTH,
        "01/2021 case 7",
    ),
    "leaver takes the business contacts along": (
        leak(n_people=180, data_kinds=["zakelijke contactgegevens"], malicious_intent=True, n_recipients=1),
        AP_ONLY,
        "01/2021 case 8",
    ),
    "insurance agent sees two dozen customers of another, tells and wipes": (
        leak(
            n_people=24,
            n_records=24,
            data_kinds=["naam", "verzekeringsgegevens"],
            n_recipients=1,
            **{TRUSTED: True},
        ),
        NOTHING,
        "01/2021 case 9",
    ),
    "two tablets with children's data stolen, encrypted, copy at hand": (
        leak(
            kind=[V, B],
            n_people=120,
            data_kinds=["naam", "geboortedatum", "kindgegevens"],
            vulnerable_people=True,
            malicious_intent=True,
            disclosed_or_exfiltrated="onbekend",
            backup_available_quickly=True,
            **{UNREADABLE: True},
        ),
        NOTHING,
        "01/2021 case 10",
    ),
    "laptop without encryption stolen, a hundred thousand customers": (
        leak(
            n_people=100_000,
            data_kinds=["naam", "geslacht", "adres", "geboortedatum"],
            malicious_intent=True,
            disclosed_or_exfiltrated="onbekend",
        ),
        BOTH,
        "01/2021 case 11",
    ),
    "log book of a clinic for addicts stolen": (
        leak(
            kind=[V, B],
            n_people=90,
            data_kinds=["naam", "verslavingszorg"],
            special=True,
            vulnerable_people=True,
            malicious_intent=True,
            disclosed_or_exfiltrated="onbekend",
            backup_available_quickly=False,
        ),
        BOTH,
        "01/2021 case 12",
    ),
    "two parcels with shoes swapped": (
        leak(n_people=2, n_records=2, data_kinds=["naam", "adres", "pakbon"], n_recipients=2),
        NOTHING,
        "01/2021 case 13",
    ),
    "jobseekers with their BSN mailed to all": (
        leak(n_people=60_000, data_kinds=["naam", "adres", "BSN"], sensitive=True, n_recipients=60_000),
        BOTH,
        "01/2021 case 14",
    ),
    "list of a course, two with a wish for a meal, to fifteen earlier guests": (
        leak(
            n_people=15,
            n_records=15,
            data_kinds=["naam", "e-mailadres", "voedselvoorkeur", "lactose-intolerantie"],
            special=True,
            n_recipients=15,
        ),
        NOTHING,
        "01/2021 case 15",
    ),
    "summary of an insurance in the envelope of another": (
        leak(
            n_people=1,
            n_records=1,
            data_kinds=["naam", "adres", "geboortedatum", "kenteken", "premie", "kilometrage"],
            n_recipients=1,
        ),
        AP_ONLY,
        "01/2021 case 16",
    ),
    "caller gets the bills of somebody else": (
        leak(
            n_people=1,
            data_kinds=["factuurgegevens", "e-mailadres"],
            malicious_intent=True,
            n_recipients=1,
        ),
        BOTH,
        "01/2021 case 17",
    ),
    "mails with words about pay forwarded in secret, 99 employees": (
        leak(n_people=99, data_kinds=["naam", "loonstroken", "burgerlijke staat"], malicious_intent=True),
        BOTH,
        "01/2021 case 18",
    ),
    "copy on a stick stolen, well encrypted, other copies safe": (
        leak(
            n_people=800,
            data_kinds=["naam", "inkomen"],
            sensitive=True,
            disclosed_or_exfiltrated="onbekend",
            backup_available_quickly=True,
            **{UNREADABLE: True},
        ),
        NOTHING,
        "9/2022 i",
    ),
    "online service attacked, names with addresses and dates of birth out": (
        leak(n_people=4000, data_kinds=["naam", "adres", "geboortedatum"], malicious_intent=True),
        BOTH,
        "9/2022 ii",
    ),
    "power cut of some minutes at the desk": (
        outage(data_kinds=["naam", "dossiernummer"], hours_unavailable=0.1),
        NOTHING,
        "9/2022 iii",
    ),
    "ransomware, only copy of the benefits gone": (
        outage(
            n_people=700,
            data_kinds=["uitkering", "naam"],
            sensitive=True,
            malicious_intent=True,
            backup_available_quickly=False,
        ),
        BOTH,
        "9/2022 iv",
    ),
    "bank statement to a wrong customer": (
        leak(n_people=1, n_records=1, data_kinds=["rekeningafschrift"], sensitive=True, n_recipients=1),
        BOTH,
        "9/2022 v; P14.7",
    ),
    "shop attacked, user names, passwords and purchases published": (
        leak(
            n_people=9000,
            data_kinds=["gebruikersnaam", "wachtwoorden", "aankoopgeschiedenis"],
            credentials=True,
            malicious_intent=True,
        ),
        BOTH,
        "9/2022 vi",
    ),
    "medical records not to be read for thirty hours": (
        outage(
            n_people=2500,
            data_kinds=["medische dossiers"],
            special=True,
            malicious_intent=True,
            backup_available_quickly=True,
            hours_unavailable=30,
        ),
        BOTH,
        "9/2022 viii",
    ),
    "newsletter of 400 customers in the cc": (
        leak(n_people=400, data_kinds=["e-mailadres"], n_recipients=400),
        AP_ONLY,
        "9/2022 x: a large number",
    ),
    "newsletter of fourteen business partners in the cc": (
        leak(n_people=14, data_kinds=["e-mailadres"], n_recipients=14),
        NOTHING,
        "9/2022 x: few, nothing revealed",
    ),
    "forty clients of WIL in the cc": (
        leak(n_people=40, data_kinds=["e-mailadres", "client van WIL"], n_recipients=40),
        BOTH,
        "P14 first example; P2: says benefit or debts; P14.7",
    ),
    "letter with only the address of a client of WIL at the neighbours": (
        leak(n_people=1, n_records=1, data_kinds=["naam", "adres", "cliënt van WIL"], n_recipients=1),
        BOTH,
        "P2, P14.5, P14.7",
    ),
    "invitation to clients of WIL, called back, nobody opened it": (
        leak(
            n_people=30,
            data_kinds=["e-mailadres", "cliënten van WIL"],
            n_recipients=30,
            disclosed_or_exfiltrated="nee",
        ),
        NOTHING,
        "P14.7: the data were out of sight",
    ),
    "address of a vulnerable person given to a former partner on purpose": (
        leak(
            n_people=1,
            data_kinds=["adres"],
            vulnerable_people=True,
            malicious_intent=True,
            n_recipients=1,
        ),
        BOTH,
        "P14.7 may be harmed; AVG 34(1)",
    ),
    "addresses of vulnerable people on a public page": (
        leak(n_people=8, data_kinds=["naam", "adres"], vulnerable_people=True, n_recipients=2000),
        BOTH,
        "P14.7 may be harmed",
    ),
    "telephone number of a vulnerable person to one known office by mistake": (
        leak(n_people=1, data_kinds=["telefoonnummer"], vulnerable_people=True, n_recipients=1),
        AP_ONLY,
        "9/2022: vulnerable, but one known reader and no malice",
    ),
    "decision of one client in the envelope of another": (
        leak(n_people=1, n_records=1, data_kinds=["naam", "beschikking"], sensitive=True, n_recipients=1),
        BOTH,
        "P14 fifth example; P14.7",
    ),
    "whole file of one employee, four hundred papers, to a wrong manager": (
        leak(n_people=1, n_records=400, data_kinds=["naam", "functie"], n_recipients=1),
        BOTH,
        "P14.5 much about one employee; P14.7 a large amount",
    ),
    "colleague reads the debts of a neighbour": (
        leak(n_people=1, data_kinds=["schulden"], sensitive=True, malicious_intent=True, n_recipients=1),
        BOTH,
        "P14 unlawful use; P14.7",
    ),
    "list of guests of a drink to one colleague by mistake": (
        leak(n_people=25, data_kinds=["naam"], n_recipients=1, **{TRUSTED: True}),
        NOTHING,
        "AP: trusted reader, nothing sensitive",
    ),
    "incomes changed by a fault, found the same hour and put right": (
        outage(
            kind=[I],
            n_people=200,
            data_kinds=["inkomen"],
            sensitive=True,
            backup_available_quickly=True,
            hours_unavailable=1,
        ),
        NOTHING,
        "9/2022: restored in time without effect",
    ),
    "payments of benefits stopped for a week and a half": (
        outage(
            n_people=900,
            data_kinds=["uitkering"],
            sensitive=True,
            vulnerable_people=True,
            backup_available_quickly=False,
            hours_unavailable=250,
        ),
        BOTH,
        "P14.1 availability; P14.7 financial loss",
    ),
    "mail with health of one client to a doctor who wiped it": (
        leak(
            n_people=1,
            data_kinds=["naam", "diagnose"],
            special=True,
            n_recipients=1,
            **{TRUSTED: True},
        ),
        BOTH,
        "P14.7 always; the law has room (34(3)(b))",
    ),
    "laptop lost, not known what was on it or whether it was encrypted": (
        {"kind": [V, B], "disclosed_or_exfiltrated": "onbekend"},
        AP_ONLY,
        "P14.6 provisional; the people when more is known",
    ),
    "birthday calendar of a team on a corridor where visitors come": (
        leak(n_people=14, data_kinds=["naam", "verjaardag"], n_recipients=None),
        NOTHING,
        "AVG 33(1): a name with a day to be congratulated on",
    ),
    "birthday calendar of a team, seen by a stranger": (
        leak(n_people=14, data_kinds=["verjaardagskalender van collega’s"], n_recipients=None),
        NOTHING,
        "AVG 33(1): no word stays unread",
    ),
    "names with their dates of birth on a corridor": (
        leak(n_people=14, data_kinds=["naam", "verjaardag", "geboortedatum"], n_recipients=None),
        AP_ONLY,
        "9/2022: with the year it identifies",
    ),
    "birthdays with addresses on a corridor": (
        leak(n_people=14, data_kinds=["naam", "verjaardag", "adres"], n_recipients=None),
        AP_ONLY,
        "9/2022: an address in an open place",
    ),
    "birthdays of clients of WIL on a corridor": (
        leak(n_people=14, data_kinds=["naam", "verjaardag", "client van wil"], n_recipients=None),
        BOTH,
        "P14.7: who is a client is sensitive",
    ),
    "birthday calendar taken away on purpose by somebody who is angry": (
        leak(n_people=14, data_kinds=["naam", "verjaardag"], n_recipients=None, malicious_intent=True),
        AP_ONLY,
        "9/2022: malice",
    ),
    "birthday calendar of more people than a small group": (
        leak(n_people=400, data_kinds=["naam", "verjaardag"], n_recipients=None),
        AP_ONLY,
        "P14.5: the amount",
    ),
    "passport copies in a public folder": (
        leak(n_people=6, data_kinds=["kopie paspoort"], n_recipients=None),
        BOTH,
        "P14.7 identity fraud",
    ),
}
"""What the guidelines or the policy say of each."""
