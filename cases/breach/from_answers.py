"""The case that the answers of a report make."""

from datetime import date, datetime, time

from cases.breach.case import NO_DATA, UNKNOWN, BreachCase, Report
from cases.breach.life import file_report
from cases.drafts.answers import FilledIn
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.life import Change
from cases.terms import to_instant
from state_machines.chart import Facts


def from_answers(
    filled: FilledIn, number: str, reporter: Actor, now: datetime, org: Organisation
) -> Change[BreachCase]:
    """A new breach, with everything that has to be told and remembered about it."""
    return file_report(
        report_of(filled.facts, now),
        number=number,
        draft_id=filled.draft_id,
        reporter=reporter,
        confidential=filled.facts.get("confidential") == "true",
        now=now,
        org=org,
    )


def report_of(facts: Facts, now: datetime) -> Report:
    """The report that these answers make. `now` tells the zone in which the reporter's clock runs."""
    unknown = tuple(
        field
        for field in (
            "kind",
            "data_kinds",
            "groups",
            "n_people",
            "n_records",
            "discoverer",
            "cause",
            "systems",
        )
        if UNKNOWN in facts[field].split(",")
    ) + (("happened",) if facts["happened_unknown"] == "true" else ())
    return Report(
        kind=facts["kind"],
        what_happened=facts["what_happened"],
        discovered_at=_moment(facts["discovered_date"], facts["discovered_time"], now),
        happened_from=_written(facts["happened_date"], facts["happened_time"]),
        happened_until=_written(facts["until_date"], facts["until_time"]),
        happened_unknown=facts["happened_unknown"] == "true",
        discoverer=facts["discoverer"],
        cause=facts["cause"],
        data_kinds=tuple(facts["data_kinds"].split(",")),
        groups=tuple(facts["groups"].split(",")),
        n_people=facts["n_people"],
        n_records=facts["n_records"],
        n_exact=facts["n_exact"],
        systems=tuple(facts["systems"].split(",")),
        done=facts["done"],
        no_personal_data=facts["data_kinds"] == NO_DATA,
        open_fields=unknown,
    )


def _written(day: str, clock: str) -> str:
    return f"{day}T{clock}" if day and clock else day


def _moment(day: str, clock: str, now: datetime) -> datetime:
    assert now.tzinfo is not None  # turns bring the organisation's zone
    return to_instant(date.fromisoformat(day), time.fromisoformat(clock), now.tzinfo)
