"""The breach register on paper: every field that AVG article 33(5) and policy point 14 step 9 want. Pure.

What nobody decided yet says so.
"""

from collections.abc import Iterable, Sequence

from cards.words import words_beside
from cases.breach import BreachCase
from cases.case_fields import label
from cases.history import Event
from cases.organisation import Organisation
from cases.register_export import Export, Line, exchanges, moment, spoken, yes_or_no
from state_machines.breach_life import WITHDRAWN

say = words_beside(__file__)

SPOKEN = ("column", "status", "event", "nothing")
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


def _line(case: BreachCase, events: Sequence[Event], org: Organisation) -> Line:
    report, taken = case.report, case.taken_up
    undecided = say("mistake") if case.status == WITHDRAWN else say("undecided")
    return {
        "number": case.number,
        "status": spoken(EXPORT.status, case.status),
        "reported_at": moment(case.reported_at, org),
        "reporter": case.reporter.name,
        "confidential": yes_or_no(case.confidential),
        "discovered_at": moment(report.discovered_at, org),
        "discoverer": label("discoverer", report.discoverer),
        "happened_from": _told_day(report.happened_from),
        "happened_until": _told_day(report.happened_until),
        "term_ends": moment(case.deadline(org).due, org),
        "missed": yes_or_no(case.missed),
        "late_reason": case.late_reason,
        "kind": label("kind", report.kind),
        "what_happened": report.what_happened,
        "cause": label("cause", report.cause),
        "data_kinds": _listed("data_kinds", report.data_kinds),
        "special": yes_or_no(report.special),
        "sensitive": yes_or_no(report.sensitive),
        "groups": _listed("groups", report.groups),
        "n_people": label("n_people", report.n_people),
        "n_records": label("n_records", report.n_records),
        "n_exact": report.n_exact,
        "systems": _listed("systems", report.systems),
        "done": report.done,
        "additions": _additions(events, org),
        "still_unknown": ", ".join(spoken(EXPORT.column, each) for each in report.open_fields),
        "questions": exchanges(events, org),
        "taken_up_by": taken.by.name if taken else "",
        "taken_up_at": moment(taken.at, org) if taken else "",
        "fg_involved": yes_or_no(case.fg_involved),
        **dict.fromkeys(UNDECIDED, undecided),
        "withdrawal": case.withdrawal.reason if case.withdrawal else "",
        "closing_reason": case.closing_reason,
        "closed_at": moment(case.closed_at, org),
    }


def _additions(events: Iterable[Event], org: Organisation) -> str:
    return "\n".join(
        f"{moment(each.at, org)}: {each.changes['addition'][1]}"
        for each in events
        if "addition" in each.changes
    )


def _told_day(told: str) -> str:
    return told.replace("T", " ")


def _listed(field: str, values: Iterable[str]) -> str:
    return ", ".join(label(field, each) for each in values)


EXPORT = Export[BreachCase](
    columns=COLUMNS,
    column=lambda name: say(f"column.{name}"),
    line=_line,
    status=lambda name: say(f"status.{name}"),
    event=lambda name: say(f"event.{name}"),
    sheet=say("sheet"),
    nothing=lambda name, **days: say(f"nothing.{name}", **days),
)
