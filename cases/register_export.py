"""The register on paper: every field that AVG article 33(5) and policy point 14 step 9 want, in columns. Pure.

A breach is one row, its history stands beside it event by event. What nobody decided yet says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cards.dutch_time import month_name
from cards.words import words_beside
from cases.breach import BreachCase
from cases.case_fields import label
from cases.history import Event, first_broken
from cases.organisation import Organisation
from state_machines.breach_life import WITHDRAWN

say = words_beside(__file__)

SPOKEN = ("column", "event_column", "status", "event", "role")
"""Words that are looked up by the name of a column or by what the history holds."""

COLUMNS = (
    "number",
    "status",
    "reported_at",
    "reporter",
    "confidential",
    "discovered_at",
    "discoverer",
    "happened_from",
    "happened_until",
    "term_ends",
    "missed",
    "late_reason",
    "kind",
    "what_happened",
    "cause",
    "data_kinds",
    "special",
    "sensitive",
    "groups",
    "n_people",
    "n_records",
    "n_exact",
    "systems",
    "done",
    "additions",
    "still_unknown",
    "questions",
    "taken_up_by",
    "taken_up_at",
    "fg_involved",
    "effects",
    "measures",
    "ap_decision",
    "ap_reason",
    "ap_told_at",
    "people_decision",
    "people_reason",
    "people_told_at",
    "withdrawal",
    "closing_reason",
    "closed_at",
    "history_whole",
)
"""The columns of a breach, in order."""

UNDECIDED = (
    "effects",
    "measures",
    "ap_decision",
    "ap_reason",
    "ap_told_at",
    "people_decision",
    "people_reason",
    "people_told_at",
)
"""Columns of decisions that a case does not hold yet (policy point 14, steps 4 to 8)."""

EVENT_COLUMNS = ("number", "seq", "at", "who", "role", "event", "from", "to", "changes", "why", "hash")
"""The columns of an event, in order."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period of days of reporting, both included; None is no limit."""

    first: date | None = None
    last: date | None = None

    def holds(self, at: datetime, org: Organisation) -> bool:
        """Whether this moment lies in it, by the calendar of the organisation."""
        day = at.astimezone(org.zone).date()
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class ExportedBreach:
    """A breach by column, and its events by column."""

    line: Line
    events: tuple[Line, ...]


def exported(case: BreachCase, events: Sequence[Event], org: Organisation) -> ExportedBreach:
    """A case with its whole history: additions and questions come from there, the case keeps the newest only."""
    report, taken = case.report, case.taken_up
    undecided = say("mistake") if case.status == WITHDRAWN else say("undecided")
    line = {
        "number": case.number,
        "status": _spoken("status", case.status),
        "reported_at": _moment(case.reported_at, org),
        "reporter": case.reporter.name,
        "confidential": _yes(case.confidential),
        "discovered_at": _moment(report.discovered_at, org),
        "discoverer": label("discoverer", report.discoverer),
        "happened_from": _told_day(report.happened_from),
        "happened_until": _told_day(report.happened_until),
        "term_ends": _moment(case.deadline(org).due, org),
        "missed": _yes(case.missed),
        "late_reason": case.late_reason,
        "kind": label("kind", report.kind),
        "what_happened": report.what_happened,
        "cause": label("cause", report.cause),
        "data_kinds": _listed("data_kinds", report.data_kinds),
        "special": _yes(report.special),
        "sensitive": _yes(report.sensitive),
        "groups": _listed("groups", report.groups),
        "n_people": label("n_people", report.n_people),
        "n_records": label("n_records", report.n_records),
        "n_exact": report.n_exact,
        "systems": _listed("systems", report.systems),
        "done": report.done,
        "additions": "\n".join(_additions(events, org)),
        "still_unknown": ", ".join(_spoken("column", each) for each in report.open_fields),
        "questions": "\n".join(_exchanges(events, org)),
        "taken_up_by": taken.by.name if taken else "",
        "taken_up_at": _moment(taken.at, org) if taken else "",
        "fg_involved": _yes(case.fg_involved),
        **dict.fromkeys(UNDECIDED, undecided),
        "withdrawal": case.withdrawal.reason if case.withdrawal else "",
        "closing_reason": case.closing_reason,
        "closed_at": _moment(case.closed_at, org) if case.closed_at else "",
        "history_whole": _yes(first_broken(events) is None),
    }
    return ExportedBreach({name: line[name] for name in COLUMNS}, tuple(_event(each, org) for each in events))


def titles() -> list[str]:
    """The titles of the columns of a breach."""
    return [say(f"column.{name}") for name in COLUMNS]


def event_titles() -> list[str]:
    """The titles of the columns of an event."""
    return [say(f"event_column.{name}") for name in EVENT_COLUMNS]


def sheet_titles() -> tuple[str, str]:
    """What the sheets of breaches and of events are called."""
    return say("sheet.breaches"), say("sheet.events")


def nothing_reported(span: Span) -> str:
    """The sentence of a period without breaches: a register also proves that nothing happened."""
    match span.first, span.last:
        case None, None:
            return say("nothing.ever")
        case date() as first, None:
            return say("nothing.since", first=_day(first))
        case None, date() as last:
            return say("nothing.until", last=_day(last))
    return say("nothing.between", first=_day(span.first), last=_day(span.last))


def _event(event: Event, org: Organisation) -> Line:
    changes = "\n".join(
        f"{name}: {before} → {after}" if before else f"{name}: {after}"
        for name, (before, after) in event.changes.items()
    )
    line = {
        "number": event.number,
        "seq": str(event.seq),
        "at": _moment(event.at, org),
        "who": event.actor_name,
        "role": _spoken("role", event.role) if event.role else "",
        "event": _spoken("event", event.event),
        "from": _spoken("status", event.status_from) if event.status_from else "",
        "to": _spoken("status", event.status_to),
        "changes": changes,
        "why": event.why,
        "hash": event.hash,
    }
    return {name: line[name] for name in EVENT_COLUMNS}


def _additions(events: Iterable[Event], org: Organisation) -> list[str]:
    return [
        f"{_moment(each.at, org)}: {each.changes['addition'][1]}"
        for each in events
        if "addition" in each.changes
    ]


def _exchanges(events: Iterable[Event], org: Organisation) -> list[str]:
    """Questions and answers in the order in which they came: that is how the history has them."""
    lines = []
    for each in events:
        if each.event == "ask_reporter":
            words = {"moment": _moment(each.at, org), "name": each.actor_name}
            lines.append(say("asked", **words, words=each.changes["question"][1]))
        elif each.event == "answer":
            lines.append(say("answered", moment=_moment(each.at, org), words=each.changes["answer"][1]))
    return lines


def _spoken(table: str, name: str) -> str:
    """The Dutch word for a name; a name that has none (of a later version) as it is."""
    try:
        return say(f"{table}.{name}")
    except LookupError:
        return name


def _listed(field: str, values: Iterable[str]) -> str:
    return ", ".join(label(field, each) for each in values)


def _moment(at: datetime, org: Organisation) -> str:
    """Local time, in a form that sorts; with the offset, because an hour comes twice in autumn."""
    return at.astimezone(org.zone).isoformat(sep=" ", timespec="minutes")


def _told_day(told: str) -> str:
    return told.replace("T", " ")


def _day(day: Any) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"


def _yes(holds: bool) -> str:
    return say("yes") if holds else say("no")
