"""Somebody objects to the answer on a request, and the organisation decides on that (Awb). Pure."""

from collections.abc import Mapping
from datetime import date

from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused
from cases.register.rhythm import newest_put_away
from cases.rights.case import RightsCase
from cases.rights.lists import day_of, day_told, joined, label
from cases.rights.objection import GRANTED, OBJECTION_OUTCOMES, Objection
from cases.rights.term import clock_dues, given_day
from cases.terms import objection_deadline
from state_machines.rights_life import OBJECTED


def _record_objection(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """From now on the term to decide runs, with its reminders. Also what comes too late is recorded and decided on."""
    assert case.sent is not None  # the life allows it only after an answer
    received_on = given_day(case, deed, "received_on")
    if received_on < case.sent.sent_on:
        raise Refused("received_on", "voor_besluit")
    until = objection_deadline(case.sent.sent_on, deed.org.zone).legal_latest.date()
    objection = Objection(
        received_on=received_on,
        decision_on=case.sent.sent_on,
        about=lives.text(deed.given, "about", REASON_LIMIT),
        late=received_on > until,
        recorded_at=deed.now,
    )
    # The reminders of the request are over; those of the objection are called the same.
    update: dict[str, object] = {"objection": objection, "reminders": {}, "closed_at": None}
    after = case.model_copy(update={**update, "status": OBJECTED})
    return life.moved(
        case,
        "record_objection",
        deed,
        update=update,
        changes={"objection": ("", objection.about), "received_on": ("", received_on.isoformat())},
        dues=clock_dues(after, deed.now, deed.org),
    )


def _decide_objection(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The end of it: what was decided and done, and when the person heard it. Too late: with the reason."""
    assert case.objection is not None  # the life allows it only while one is open
    outcome = lives.one_of(deed.given, "outcome", OBJECTION_OUTCOMES)
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    if not deed.given.get("told_on"):
        raise Refused("told_on", "eerst_vertellen")
    decided_on = given_day(case, deed, "told_on")
    if decided_on < case.objection.received_on:
        raise Refused("told_on", "voor_bezwaar")
    why_late = lives.typed_within(deed.given, "why_late", REASON_LIMIT)
    late = decided_on > case.deadline(deed.org).legal_latest.date()
    if late and outcome != "ingetrokken" and not why_late:
        raise Refused("why_late", "waarom_te_laat")
    renewed_on, not_renewed = _in_its_place(case, deed) if outcome in GRANTED else (None, "")
    ended = case.objection.model_copy(
        update={
            "renewed_on": renewed_on,
            "not_renewed": not_renewed,
            "outcome": outcome,
            "decided_on": decided_on,
            "reason": reason,
            "late_reason": why_late if late else "",
        }
    )
    return life.moved(
        case,
        "decide_objection",
        deed,
        update={"objection": ended},
        changes={
            "objection_outcome": ("", outcome),
            "told_on": ("", decided_on.isoformat()),
            **({"renewed_on": ("", renewed_on.isoformat())} if renewed_on else {}),
        },
        why=joined(reason, ended.not_renewed, ended.late_reason),
        dues=newest_put_away(case, deed.now, "jz", "fg"),
    )


def _in_its_place(case: RightsCase, deed: Deed) -> tuple[date | None, str]:
    """When the new decision went out, or why none is needed. Raises Refused."""
    assert case.objection is not None
    not_renewed = lives.typed_within(deed.given, "not_renewed", REASON_LIMIT)
    if not deed.given.get("renewed_on"):
        if not not_renewed:
            raise Refused("renewed_on", "nieuw_besluit")
        return None, not_renewed
    renewed_on = given_day(case, deed, "renewed_on")
    if renewed_on < case.objection.received_on:
        raise Refused("renewed_on", "voor_bezwaar")
    return renewed_on, ""


def _recorded_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.objection
    return (
        known is not None
        and known.outcome is None
        and (known.about, known.received_on.isoformat())
        == (lives.typed(deed.given, "about"), deed.given.get("received_on"))
    )


def _decided_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.objection
    return (
        known is not None
        and known.decided_on is not None
        and (known.outcome, known.reason, known.decided_on.isoformat())
        == (deed.given.get("outcome"), lives.typed(deed.given, "reason"), deed.given.get("told_on"))
    )


def _six_weeks(case: RightsCase, org: Organisation) -> Mapping[str, str]:
    """The last day on which somebody could object."""
    until = objection_deadline(case.sent.sent_on, org.zone).legal_latest.date() if case.sent else None
    return {"day": day_of(until, org) if until else ""}


def _came_line(happening: Happening) -> str:
    return joined(day_told(happening.after("received_on"), happening.org), happening.after("objection"))


def _ended_line(happening: Happening) -> str:
    outcome = label("objection", happening.after("objection_outcome"))
    _, renewed = happening.event.changes.get("renewed_on", ("", ""))  # older rows have none
    anew = happening.words.line("renewed", day=day_told(renewed, happening.org)) if renewed else ""
    return joined(outcome, day_told(happening.after("told_on"), happening.org), anew, happening.event.why)


EVENTS = (
    CaseEvent[RightsCase](
        "record_objection",
        _record_objection,
        _recorded_before,
        CaseForm(
            (FormField("received_on", "date", required=True), long_text("about", REASON_LIMIT)),
            told=_six_weeks,
        ),
        line=_came_line,
    ),
    CaseEvent[RightsCase](
        "decide_objection",
        _decide_objection,
        _decided_before,
        CaseForm(
            (
                FormField("outcome", "choice", OBJECTION_OUTCOMES, required=True),
                long_text("reason", REASON_LIMIT),
                FormField("told_on", "date", required=True),
                FormField("renewed_on", "date"),
                FormField("not_renewed", "text", limit=REASON_LIMIT),
                FormField("why_late", "text", limit=REASON_LIMIT),
            )
        ),
        line=_ended_line,
    ),
)
