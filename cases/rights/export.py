"""The register of rights requests on paper: what came in, what was decided on which ground, and whether in time. Pure.

With it WIL shows that it keeps AVG article 12 (accountability, article 5(2)).
"""

from collections.abc import Callable, Sequence
from datetime import date

from cards.words import words_beside
from cases.organisation import Organisation
from cases.register import export as shared
from cases.register.export import Column, Recorded
from cases.register.history import Event
from cases.register.linking import together_column
from cases.rights.case import RightsCase
from cases.rights.events import WORDS
from cases.rights.facts import place_of
from cases.rights.lists import label
from cases.rights.objection import Objection
from cases.rights.parts import Sent
from cases.rights.request import RightsRequest

say = words_beside(__file__)

SPOKEN = ("identity", "column", "status", "nothing")
"""Words that are looked up by the name of a column or by what the history holds."""


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
    sentence = say("told_on", day=known.told_on.isoformat())
    return (
        f"{label('months', str(known.months))}, {label('extension', known.reason)}: {known.why} ({sentence})"
    )


def _identity(case: RightsCase, org: Organisation) -> str:
    known = case.identity
    if known.confirmed_at is None or known.way is None:
        return say(f"identity.{case.identity_state}")
    note = f": {known.note}" if known.note else ""
    return f"{label('identified', known.way)}, {shared.moment(known.confirmed_at, org)}{note}"


def _decision(case: RightsCase, right: str) -> str:
    known = case.decision(right)
    if known is None:
        return f"{label('right', right)}: {say('undecided')}"
    ground = f", {label('ground', known.ground)}" if known.ground else ""
    reason = f": {known.reason}" if known.reason else ""
    return f"{label('right', right)}: {label('outcome', known.outcome)}{ground}{reason}"


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


def _noted_by_filer(of: Recorded[RightsCase]) -> str:
    return _said([each for each in of.events if each.actor_id == of.case.reporter.aad_id], "add_note")


def _status(name: str) -> str:
    return say(f"status.{name}")


def _request(name: str, read: Callable[[RightsRequest], str]) -> Column[RightsCase]:
    return Column(name, lambda of: read(of.case.request), given=True)


def _sent(name: str, read: Callable[[Sent], str]) -> Column[RightsCase]:
    return Column(name, lambda of: read(of.case.sent) if of.case.sent else "")


def _paused(of: Recorded[RightsCase]) -> str:
    return "\n".join(
        f"{label('pause', each.reason)}: {of.at(each.since)} – {of.at(each.until)}" for each in of.case.pauses
    )


def _searches(of: Recorded[RightsCase]) -> str:
    return "\n".join(
        f"{place_of(each, of.org)}, {each.until.isoformat()}: {each.what} → {each.answer}"
        for each in of.case.searches
    )


def _decisions(of: Recorded[RightsCase]) -> str:
    return "\n".join(_decision(of.case, each) for each in of.case.request.rights)


def _narrowed(of: Recorded[RightsCase]) -> str:
    return "\n".join(
        f"{_listed('right', each.removed) or _day(each.received_before)}: {each.why} {each.proof}".strip()
        + f" ({say('told_on', day=each.told_on.isoformat())})"
        for each in of.case.narrowings
    )


def _breach_check(of: Recorded[RightsCase]) -> str:
    known = of.case.breach_check
    return f"{label('breach_check', known.outcome)}: {known.why}" if known else ""


def _objection(known: Objection) -> str:
    came = f"{known.received_on.isoformat()}: {known.about}"
    if known.outcome is None:
        return came
    late = f" ({known.late_reason})" if known.late_reason else ""
    sentence = f"{label('objection', known.outcome)}, {_day(known.decided_on)}: {known.reason}"
    return f"{came} → {sentence}{_renewed(known)}{late}"


def _renewed(known: Objection) -> str:
    if known.renewed_on is not None:
        return f" {say('renewed', day=_day(known.renewed_on))}"
    return f" {say('not_renewed', why=known.not_renewed)}" if known.not_renewed else ""


def _fee(of: Recorded[RightsCase]) -> str:
    fee = of.case.fee
    return f"{label('fee', fee.ground)}, {fee.amount}: {fee.proof}" if fee else ""


def _in_time(of: Recorded[RightsCase]) -> str:
    in_time = of.case.answered_in_time(of.org)
    return "" if in_time is None else shared.yes_or_no(in_time)


COLUMNS: tuple[Column[RightsCase], ...] = (
    shared.number_column(),
    shared.status_column(_status),
    *shared.filed_columns("reported_at", "reporter"),
    shared.confidential_column(),
    _request("received_on", lambda request: request.received_on.isoformat()),
    _request("channel", lambda request: label("channel", request.channel)),
    _request("rights", lambda request: _listed("right", request.rights)),
    _request("wish", lambda request: request.wish),
    _request("subject", lambda request: label("subject", request.subject)),
    _request("asker", lambda request: label("asker", request.asker)),
    Column("authority", lambda of: _authority(of.case)),
    _request("reference", lambda request: request.reference),
    _request("clear", lambda request: label("clear", request.clear)),
    _request("told", lambda request: _listed("told", request.told)),
    Column("strict_date", lambda of: of.case.answer_deadline(of.org).due.date().isoformat()),
    Column("legal_latest", lambda of: of.case.answer_deadline(of.org).legal_latest.date().isoformat()),
    Column("extended", lambda of: shared.yes_or_no(of.case.extension is not None)),
    Column("extension_reason", lambda of: _extension(of.case)),
    Column("paused", _paused),
    Column("receipt_on", lambda of: _day(of.case.receipt_on)),
    Column("clarification", lambda of: _said(of.events, "ask_clarification", "clarified")),
    Column("identity", lambda of: _identity(of.case, of.org)),
    Column("searches", _searches),
    shared.questions_column(),
    Column("notes", lambda of: _said(of.events, "add_note"), given=True, told=_noted_by_filer),
    Column("decisions", _decisions),
    Column("fee", _fee),
    _sent("sent_on", lambda sent: _day(sent.sent_on)),
    _sent("way", lambda sent: label("way", sent.way) + (f": {sent.way_reason}" if sent.way_reason else "")),
    _sent("others", lambda sent: label("others", sent.others) if sent.others else ""),
    _sent("checklist", lambda sent: _listed("checklist", sent.checklist)),
    Column("recipients", lambda of: _recipients(of.case)),
    Column("in_time", _in_time),
    Column("missed", lambda of: shared.yes_or_no(of.case.missed)),
    Column("late_reason", lambda of: of.case.late_reason),
    Column("narrowed", _narrowed),
    Column("breach_check", _breach_check),
    Column("objection", lambda of: _objection(of.case.objection) if of.case.objection else ""),
    *shared.taken_up_columns(),
    Column("ending", lambda of: label("ending", of.case.ending) if of.case.ending else ""),
    Column("ending_told_on", lambda of: _day(of.case.ending_told_on)),
    Column("from_consult", lambda of: of.case.from_consult),
    Column("double_of", lambda of: of.case.double_of),
    Column("doubles", lambda of: ", ".join(of.case.doubles)),
    together_column(),
    *shared.closing_columns(),
)
"""The columns of a request, in order."""

EXPORT = shared.case_export(COLUMNS, say, WORDS)
