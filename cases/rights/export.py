"""The register of rights requests on paper: what came in, what was decided on which ground, and whether in time. Pure.

With it WIL shows that it keeps AVG article 12 (accountability, article 5(2)).
"""

from collections.abc import Sequence
from datetime import date

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.export import Export, Line, exchanges, moment, spoken, yes_or_no
from cases.register.history import Event
from cases.rights.case import RightsCase
from cases.rights.events import WORDS
from cases.rights.facts import place_of
from cases.rights.lists import label

say = words_beside(__file__)

SPOKEN = ("identity", "column", "status", "nothing")
"""Words that are looked up by the name of a column or by what the history holds."""

COLUMNS = (
    "number",
    "status",
    "reported_at",
    "reporter",
    "confidential",
    "received_on",
    "channel",
    "rights",
    "wish",
    "subject",
    "asker",
    "authority",
    "reference",
    "clear",
    "told",
    "strict_date",
    "legal_latest",
    "extended",
    "extension_reason",
    "paused",
    "receipt_on",
    "clarification",
    "identity",
    "searches",
    "questions",
    "notes",
    "decisions",
    "fee",
    "sent_on",
    "way",
    "others",
    "checklist",
    "recipients",
    "in_time",
    "missed",
    "late_reason",
    "taken_up_by",
    "taken_up_at",
    "ending",
    "closing_reason",
    "closed_at",
)
"""The columns of a request, in order."""


def _line(case: RightsCase, events: Sequence[Event], org: Organisation) -> Line:
    request, taken, deadline = case.request, case.taken_up, case.deadline(org)
    in_time = case.answered_in_time(org)
    return {
        "number": case.number,
        "status": spoken(EXPORT.status, case.status),
        "reported_at": moment(case.reported_at, org),
        "reporter": case.reporter.name,
        "confidential": yes_or_no(case.confidential),
        "received_on": request.received_on.isoformat(),
        "channel": label("channel", request.channel),
        "rights": _listed("right", request.rights),
        "wish": request.wish,
        "subject": label("subject", request.subject),
        "asker": label("asker", request.asker),
        "authority": _authority(case),
        "reference": request.reference,
        "clear": label("clear", request.clear),
        "told": _listed("told", request.told),
        "strict_date": deadline.due.date().isoformat(),
        "legal_latest": deadline.legal_latest.date().isoformat(),
        "extended": yes_or_no(case.extension is not None),
        "extension_reason": _extension(case),
        "paused": "\n".join(
            f"{label('pause', each.reason)}: {moment(each.since, org)} – {moment(each.until, org)}"
            for each in case.pauses
        ),
        "receipt_on": _day(case.receipt_on),
        "clarification": _said(events, "ask_clarification", "clarified"),
        "identity": _identity(case, org),
        "searches": "\n".join(
            f"{place_of(each, org)}, {each.until.isoformat()}: {each.what} → {each.answer}"
            for each in case.searches
        ),
        "questions": exchanges(events, org),
        "notes": _said(events, "add_note"),
        "decisions": "\n".join(_decision(case, each) for each in request.rights),
        "fee": f"{label('fee', case.fee.ground)}, {case.fee.amount}: {case.fee.proof}" if case.fee else "",
        "sent_on": _day(case.sent.sent_on if case.sent else None),
        "way": _way(case),
        "others": label("others", case.sent.others) if case.sent and case.sent.others else "",
        "checklist": _listed("checklist", case.sent.checklist) if case.sent else "",
        "recipients": _recipients(case),
        "in_time": "" if in_time is None else yes_or_no(in_time),
        "missed": yes_or_no(case.missed),
        "late_reason": case.late_reason,
        "taken_up_by": taken.by.name if taken else "",
        "taken_up_at": moment(taken.at, org) if taken else "",
        "ending": label("ending", case.ending) if case.ending else "",
        "closing_reason": case.closing_reason,
        "closed_at": moment(case.closed_at, org),
    }


def _listed(field: str, values: Sequence[str]) -> str:
    return ", ".join(label(field, each) for each in values)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _authority(case: RightsCase) -> str:
    request = case.request
    if not request.represented:
        return ""
    return f"{label('authority', request.authority or 'onbekend')}, {label('proof', request.proof or 'onbekend')}"


def _extension(case: RightsCase) -> str:
    known = case.extension
    if known is None:
        return ""
    told = say("told_on", day=known.told_on.isoformat())
    return f"{label('months', str(known.months))}, {label('extension', known.reason)}: {known.why} ({told})"


def _identity(case: RightsCase, org: Organisation) -> str:
    known = case.identity
    if known.confirmed_at is None or known.way is None:
        return say(f"identity.{case.identity_state}")
    note = f": {known.note}" if known.note else ""
    return f"{label('identified', known.way)}, {moment(known.confirmed_at, org)}{note}"


def _decision(case: RightsCase, right: str) -> str:
    known = case.decision(right)
    if known is None:
        return f"{label('right', right)}: {say('undecided')}"
    ground = f", {label('ground', known.ground)}" if known.ground else ""
    reason = f": {known.reason}" if known.reason else ""
    return f"{label('right', right)}: {label('outcome', known.outcome)}{ground}{reason}"


def _way(case: RightsCase) -> str:
    if case.sent is None:
        return ""
    return label("way", case.sent.way) + (f": {case.sent.way_reason}" if case.sent.way_reason else "")


def _recipients(case: RightsCase) -> str:
    if case.recipients is None:
        return ""
    return label("recipients", case.recipients.how) + (
        f": {case.recipients.note}" if case.recipients.note else ""
    )


def _said(events: Sequence[Event], *wanted: str) -> str:
    return "\n".join(
        " ".join(after for _, after in each.changes.values()) for each in events if each.event in wanted
    )


EXPORT = Export[RightsCase](
    columns=COLUMNS,
    column=lambda name: say(f"column.{name}"),
    line=_line,
    status=lambda name: say(f"status.{name}"),
    event=WORDS.exported,
    sheet=say("sheet"),
    nothing=lambda name, **days: say(f"nothing.{name}", **days),
)
