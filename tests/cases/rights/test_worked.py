"""Worked cases of handling a request, each with its point of the policy or article of the law: what happened, and what
comes of it. Whoever keeps the policy reads the table."""

from dataclasses import dataclass, field

import pytest

from cases.register.life import Deed, Refused
from cases.rights.life import LIFE
from cases.rights.papers import papers_of
from cases.rights.request import RightsRequest
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import JIP, NOW, ORG
from tests.cases.rights.by_chance import ANSWER, PLAIN, filed

Step = tuple[str, dict[str, str]]

CONFIRM: Step = ("confirm_receipt", {"told_on": "2026-11-20"})
SURE: Step = ("confirm_identity", {"way": "balie", "authority": "true"})
SENT: Step = ("record_answer", ANSWER)
TOLD = {"told_on": "2026-11-23"}


def decide(right: str, outcome: str, ground: str = "", reason: str = "Na overleg.", others: str = "") -> Step:
    return (
        "decide",
        {"right": right, "outcome": outcome, "ground": ground, "reason": reason, "others": others},
    )


def a_request(*rights: str, **more: object) -> RightsRequest:
    return PLAIN.model_copy(update={"rights": rights, **more})


@dataclass(frozen=True)
class Worked:
    """`ends` is the state after all steps, or the key of the sentence that refuses the last one; "" when the life does
    not allow it. `letters` are papers that can be drawn up then."""

    name: str
    points: str
    request: RightsRequest
    steps: tuple[Step, ...]
    ends: str
    letters: tuple[str, ...] = field(default=())


CASES = (
    Worked(
        "inzage, alles gegeven",
        "P16.4",
        a_request("inzage"),
        (CONFIRM, SURE, decide("inzage", "toegekend"), SENT),
        "answered",
        ("answer_inzage",),
    ),
    Worked(
        "inzage, niets gevonden",
        "AVG 15(1)",
        a_request("inzage"),
        (CONFIRM, SURE, decide("inzage", "niets", reason="Mail en archief."), SENT),
        "answered",
        ("nothing_found",),
    ),
    Worked(
        "niets gevonden, maar wie het is weet niemand",
        "P16.2",
        a_request("inzage"),
        (CONFIRM, decide("inzage", "niets")),
        "identiteit_open",
    ),
    Worked(
        "niet van toepassing zonder grond",
        "AVG 12(4)",
        a_request("overdracht"),
        (CONFIRM, decide("overdracht", "nvt")),
        "grond_nodig",
    ),
    Worked(
        "overdracht van gegevens voor de uitkering",
        "AVG 20(3)",
        a_request("overdracht"),
        (CONFIRM, decide("overdracht", "nvt", "taak")),
        "decided",
        ("refusal",),
    ),
    Worked(
        "overdracht zonder toestemming of overeenkomst",
        "AVG 20(1)(a)",
        a_request("overdracht"),
        (CONFIRM, decide("overdracht", "geweigerd", "geen_basis")),
        "decided",
        ("refusal",),
    ),
    Worked(
        "wissen mag niet door een bewaarplicht",
        "AVG 17(3)(b)",
        a_request("wissing"),
        (CONFIRM, decide("wissing", "geweigerd", "bewaarplicht")),
        "decided",
        ("refusal",),
    ),
    Worked(
        "beperken terwijl de gegevens kloppen",
        "AVG 18(1)(a)",
        a_request("beperking"),
        (CONFIRM, decide("beperking", "geweigerd", "juist")),
        "decided",
        ("refusal",),
    ),
    Worked(
        "bezwaar bij een plicht uit de wet",
        "AVG 21(1)",
        a_request("bezwaar"),
        (CONFIRM, decide("bezwaar", "nvt", "geen_voorwaarde")),
        "decided",
        ("refusal",),
    ),
    Worked(
        "toestemming ingetrokken, alles gestopt",
        "P5",
        a_request("toestemming"),
        (
            CONFIRM,
            SURE,
            decide("toestemming", "toegekend"),
            ("record_answer", {"sent_on": "2026-11-23", "way": "zivver_sms"}),
        ),
        "answered",
        ("answer_toestemming",),
    ),
    Worked(
        "verbeterd, ontvangers nog niet ingelicht",
        "AVG 19",
        a_request("verbetering"),
        (CONFIRM, SURE, decide("verbetering", "toegekend"), SENT, ("close", {})),
        "",
        ("recipients",),
    ),
    Worked(
        "verbeterd, ontvangers ingelicht",
        "AVG 19",
        a_request("verbetering"),
        (
            CONFIRM,
            SURE,
            decide("verbetering", "toegekend"),
            SENT,
            ("tell_recipients", {"how": "verteld", "note": "De gemeente."}),
            ("close", {}),
        ),
        "closed",
    ),
    Worked(
        "een recht vervalt zonder reden",
        "AVG 12(4)",
        a_request("inzage", "wissing"),
        (("amend", {"rights": "inzage", "received_on": "2026-11-19", "subject": "client"}),),
        "waarom_minder",
    ),
    Worked(
        "een latere dag zonder bewijs",
        "P16.3",
        a_request("inzage"),
        (
            (
                "amend",
                {
                    "rights": "inzage",
                    "received_on": "2026-11-20",
                    "subject": "client",
                    "why": "Lag bij de post.",
                    **TOLD,
                },
            ),
        ),
        "bewijs_later",
    ),
    Worked(
        "geen verzoek, en de persoon weet het niet",
        "AVG 12(4)",
        a_request("inzage"),
        (("withdraw", {"ending": "geen_verzoek", "reason": "Vraag over afspraak."}),),
        "eerst_vertellen",
        ("ended",),
    ),
    Worked(
        "geen verzoek, en de persoon weet het",
        "AVG 12(4)",
        a_request("inzage"),
        (("withdraw", {"ending": "geen_verzoek", "reason": "Vraag over afspraak.", **TOLD}),),
        "withdrawn",
        ("ended",),
    ),
    Worked(
        "gegevens gegeven aan wie niemand kent",
        "P14, P16.2",
        a_request("inzage", told=("gegevens",)),
        (("withdraw", {"ending": "ingetrokken", "reason": "Gebeld.", **TOLD}),),
        "",
    ),
    Worked(
        "gegevens gegeven, gemeld bij de PO",
        "P14, P16.2",
        a_request("inzage", told=("gegevens",)),
        (
            ("check_breach", {"outcome": "gemeld", "why": "DL-2026-0001"}),
            ("withdraw", {"ending": "ingetrokken", "reason": "Gebeld.", **TOLD}),
        ),
        "withdrawn",
    ),
    Worked(
        "een zoekopdracht staat nog open",
        "P16.4",
        a_request("inzage"),
        (
            CONFIRM,
            SURE,
            ("ask_search", {"to": "po", "what": "Brieven.", "until": "2026-11-30"}),
            decide("inzage", "toegekend"),
            SENT,
        ),
        "",
    ),
    Worked(
        "twijfel, en alleen feiten nagekeken",
        "P16.2",
        a_request("inzage", doubt=True),
        (("confirm_identity", {"way": "feiten"}),),
        "te_licht",
    ),
    Worked(
        "verlengen omdat er te weinig mensen zijn",
        "P16.3",
        a_request("inzage"),
        (("extend", {"reason": "mensen", "why": "Druk.", "months": "2", **TOLD}),),
        "mensen",
    ),
    Worked(
        "bezwaar tegen het antwoord",
        "Awb 6:7",
        a_request("inzage"),
        (
            CONFIRM,
            SURE,
            decide("inzage", "toegekend"),
            SENT,
            ("close", {}),
            ("record_objection", {"received_on": "2026-11-23", "about": "Te weinig."}),
        ),
        "objected",
    ),
    Worked(
        "bezwaar voordat er een antwoord is",
        "Awb 6:8",
        a_request("inzage"),
        (("record_objection", {"received_on": "2026-11-23", "about": "Te laat."}),),
        "",
    ),
)


@pytest.mark.parametrize("worked", CASES, ids=lambda each: f"{each.name} ({each.points})")
def test_a_worked_case_comes_out_as_it_says(worked: Worked) -> None:
    case, came = filed(worked.request).case, ""
    for event, filled in worked.steps:
        try:
            case = LIFE.change(case, event, Deed(JIP, NOW, ORG, filled)).case
            came = case.status
        except Refused as reason:
            came = reason.key
        except NotAllowed:
            came = ""
    assert came == worked.ends
    assert {*worked.letters} <= dict(papers_of(case)).keys()
    assert worked.points
