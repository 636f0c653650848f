"""Breaches that officers have dealt with from report to register, by the real events and the real questions."""

from collections.abc import Mapping
from datetime import timedelta

from cases.breach.case import BreachCase
from cases.breach.people import least_people
from cases.breach.report import Report
from cases.people import Actor
from dialogs.assessing.walk import GUIDE, answer, walk_of
from dialogs.flow import Choice, Outcome, fields_of
from tests.cases.breach.by_chance import JIP, NOOR, NOW, ORG, SAM, after, filed

FOUND: Mapping[str, str] = {
    "personal_data": "ja",
    "happened": "vertrouwelijkheid",
    "left": "ja",
    "unreadable": "nee",
    "recipients": "1",
    "trusted": "nee",
    "backup": "ja",
    "weighs": "geen",
    "role": "eigen",
    "inside": "onbekend",
    "knows": "onbekend",
    "other_data": "gewoon",
    "mild_health": "nee",
    "proof": "geen",
}
"""What officers answer unless told otherwise; what the report says stands filled in."""

REPORTED = Report(
    kind="verkeerde_ontvanger",
    what_happened="Brief naar de verkeerde gestuurd.",
    discovered_at=NOW - timedelta(hours=5),
    happened_from="2026-11-23T08:30",
    discoverer="collega",
    cause="vergissing",
    data_kinds=("contact", "financieel"),
    groups=("client",),
    n_people="2-10",
    n_records="2-10",
    systems=("papier",),
)
"""A report of which nothing is open."""

WHEN = {"on_date": NOW.date().isoformat(), "at_time": NOW.strftime("%H:%M")}


def assessed(case: BreachCase, found: Mapping[str, str] = FOUND) -> BreachCase:
    """The case after all the questions, each answered with what is found or with what stands there already."""
    case = after(case, "begin_triage", NOOR)
    for _ in range(len(GUIDE.flow.steps)):
        draft = walk_of(case, NOW)
        step = GUIDE.position(draft).step
        if isinstance(step, Outcome) or (case.triage is not None and case.triage.outcome):
            return case
        standing = GUIDE.standing(draft, step)
        given = {"step": step.id, "count": str(case.triage.count if case.triage is not None else 0)}
        if isinstance(step, Choice):
            given["value"] = found.get(step.id, next(iter(step.to)))
        else:
            given |= {each.id: found.get(each.id, standing[each.id]) for each in fields_of(step)}
        event, payload = answer(case, given, NOW, ORG)
        case = after(case, event, NOOR, NOW, **payload)
    raise AssertionError("the questions do not end")


def dealt_with(
    report: Report = REPORTED,
    found: Mapping[str, str] = FOUND,
    *,
    people: str = "inform",
    others: str = "geen",
    stopped: str = "ja",
    added: Mapping[str, str] | None = None,
) -> BreachCase:
    """All is decided, done and registered; only the AP has to be told."""
    case = filed(report).case
    if added:
        case = after(case, "add_facts", SAM, NOW, **added)
    case = assessed(case, {**FOUND, **found})
    ground = "geen_hoog_risico" if people == "not" else ""
    why = "" if people == "inform" else "Zo weegt het hier."
    case = after(
        case,
        "deviate",
        NOOR,
        NOW,
        ap="notify",
        people=people,
        ground=ground,
        reason="Dat is zorgvuldig.",
        people_reason=why,
    )
    if people != "not":
        how = "brief" if people == "inform" else "openbaar"
        case = after(case, "informed", JIP, NOW, **WHEN, how=how, count_told=str(max(3, least_people(case))))
    case = after(case, "decide_duties", NOOR, NOW, recipients=others, reason="Dat hoort zo.")
    for each in case.waiting_duties:
        case = _told(case, each, NOOR)
    return after(
        case,
        "fill_register",
        NOOR,
        NOW,
        effects="Onrust bij de mensen.",
        measures="De brief is teruggehaald.",
        stopped=stopped,
        lessons="Voortaan kijken twee mensen naar een adres.",
    )


def _told(case: BreachCase, recipient: str, who: Actor) -> BreachCase:
    return after(case, "duty_done", who, NOW, **WHEN, recipient=recipient, how_told="per mail")
