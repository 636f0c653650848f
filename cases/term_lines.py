"""Starts of terms in, when they end and what reminds of them out: for scripts and audits."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cases.organisation import Terms
from cases.terms import (
    Deadline,
    breach_deadline,
    breach_reminders,
    extended_request_deadline,
    objection_deadline,
    objection_decision_deadline,
    request_deadline,
    request_reminders,
)

KINDS = ("breach72", "request_month", "request_extended", "objection", "objection_decision")


class BadLine(ValueError):
    """One line that says what is wrong with a start."""


def term_line(value: object, terms: Terms, zone: ZoneInfo) -> dict[str, Any]:
    """The answer to one `{"kind","start"}`; `{"error"}` when it cannot be counted. All moments are in `zone`."""
    try:
        return _counted(value, terms, zone)
    except BadLine as reason:
        return {"error": str(reason)}


def _counted(value: object, terms: Terms, zone: ZoneInfo) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise BadLine('a line is one JSON object: {"kind": …, "start": …}')
    if unknown := sorted(str(key)[:60] for key in value if key not in ("kind", "start")):
        raise BadLine(f"unknown key {unknown[0]!r}; known are kind, start")
    kind, start = value.get("kind"), _start(value.get("start"))
    if kind not in KINDS:
        raise BadLine(f"kind must be one of {', '.join(KINDS)}")
    try:
        deadline = _deadline(kind, start, terms, zone)
        if kind == "breach72":
            reminders = breach_reminders(deadline, terms.reminder_hours_left)
        else:
            # While others may object nobody has to be reminded of anything.
            reminders = () if kind == "objection" else request_reminders(deadline)
    except OverflowError as reason:
        raise BadLine("start lies outside the calendar") from reason
    day_only = not isinstance(start, datetime)
    return {
        "kind": kind,
        "start": start.isoformat() if day_only else deadline.start.isoformat(),
        "due": deadline.due.isoformat(),
        "legal_latest": deadline.legal_latest.isoformat(),
        "reminders": [each.isoformat() for each in reminders],
    }


def _start(value: object) -> date | datetime:
    if not isinstance(value, str):
        raise BadLine("start must be text: a day like 2026-11-23, or a moment with its offset")
    try:
        if "T" not in value and " " not in value:
            return date.fromisoformat(value)
        at = datetime.fromisoformat(value)
    except ValueError as reason:
        raise BadLine("start is no ISO 8601 day, and no ISO 8601 moment") from reason
    if at.tzinfo is None:
        raise BadLine("start is a moment without an offset, as in 2026-11-23T14:05+01:00")
    return at


def _deadline(kind: str, start: date | datetime, terms: Terms, zone: ZoneInfo) -> Deadline:
    if kind == "request_month":
        return request_deadline(start, zone, terms.request_months)
    if kind == "request_extended":
        return extended_request_deadline(start, zone, terms.request_months, terms.extension_months)
    if kind == "objection":
        return objection_deadline(start, zone)
    if kind == "objection_decision":
        return objection_decision_deadline(start, zone)
    if not isinstance(start, datetime):
        raise BadLine("breach72 counts hours: start must be a moment with its offset")
    return breach_deadline(start.astimezone(zone), terms.breach_hours)
