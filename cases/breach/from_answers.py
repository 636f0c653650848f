"""The case that the answers of a report make."""

from datetime import date, datetime, time

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.life import file_report
from cases.breach.report import (
    CHOICES,
    NAME_CLOSED,
    NO_DATA,
    NOBODY,
    OUT_OF_CHANNEL,
    SEVERAL,
    STORY_LIMIT,
    WORDS,
    Report,
)
from cases.drafts.answers import FilledIn
from cases.organisation import Organisation
from cases.people import Actor
from cases.plain_text import shortened
from cases.register.filing import filing_of
from cases.register.life import Change
from cases.terms import to_instant
from state_machines.chart import Facts

ABOUT_PEOPLE = frozenset({"groups", "n_people", "n_records"})
"""What is not open when there were no personal data in it."""

NOTHING_KNOWN: Facts = {
    **dict.fromkeys(CHOICES, UNKNOWN),
    **dict.fromkeys(("happened_date", "happened_time", "until_date", "until_time"), ""),
    "happened_unknown": "true",
}
"""What nobody was asked about a breach that was told of in passing."""


def from_answers(
    filled: FilledIn, number: str, reporter: Actor, now: datetime, org: Organisation
) -> Change[BreachCase]:
    """A new breach, with everything that has to be told and remembered about it."""
    facts, filing = filled.facts, filing_of(filled, number, reporter, now, org)
    if not filled.origin:
        return file_report(report_of(facts, now), filing)
    words = shortened(facts["what_happened"], STORY_LIMIT)
    report = report_of({**NOTHING_KNOWN, **facts, "what_happened": words}, now)
    return file_report(report, filing, from_consult=filled.origin, why=filled.why)


def report_of(facts: Facts, now: datetime) -> Report:
    """The report that these answers make. `now` tells the zone in which the reporter's clock runs.

    Closed lists and words go into the field of their own name; a question that nobody was asked stays unknown. A moment
    that was told roughly has a mark among the facts.
    """
    chosen = {field: facts[field].split(",") for field in CHOICES if field in facts}
    unknown = [field for field, values in chosen.items() if UNKNOWN in values]
    no_data = facts["data_kinds"] == NO_DATA
    if no_data:
        chosen.setdefault("groups", [NOBODY])  # whose data they are is not asked then
    given: dict[str, object] = {
        **{field: values if field in SEVERAL else values[0] for field, values in chosen.items()},
        **{field: facts[field] for field in WORDS if field in facts},
        "discovered_at": _moment(facts["discovered_date"], facts["discovered_time"], now),
        "discovered_about": "discovered_about" in facts,
        "happened_about": "happened_about" in facts,
        "until_about": "until_about" in facts,
        "happened_from": _written(facts["happened_date"], facts["happened_time"]),
        "happened_until": _written(facts.get("until_date", ""), facts.get("until_time", "")),
        "happened_unknown": facts["happened_unknown"] == "true",
        "no_personal_data": no_data,
        "prefers_call": facts.get("prefers_call") == "true",
        "for_another": facts.get("for_another") == "true",
        "nameless": facts.get("nameless") in (OUT_OF_CHANNEL, NAME_CLOSED),
        "name_closed": facts.get("nameless") == NAME_CLOSED,
        "open_fields": [
            *(each for each in unknown if not (no_data and each in ABOUT_PEOPLE)),
            *(["happened"] if facts["happened_unknown"] == "true" else []),
        ],
    }
    return Report.model_validate(given)


def _written(day: str, clock: str) -> str:
    return f"{day}T{clock}" if day and clock else day


def _moment(day: str, clock: str, now: datetime) -> datetime:
    assert now.tzinfo is not None  # turns bring the organisation's zone
    return to_instant(date.fromisoformat(day), time.fromisoformat(clock), now.tzinfo)
