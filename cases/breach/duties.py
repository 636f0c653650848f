"""Who else must know of a breach, and what the register wants of each (policy point 14, steps 6 and 9). Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime

from cases.breach.case import BreachCase
from cases.breach.handling import HOW_LIMIT, RECIPIENTS, REGISTER_LIMIT, STOPPED, Duty, Registration
from cases.breach.step import filled_in, given_moment, moved, told_when, when
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Life, Refused
from cases.terms import later

NOBODY = "geen"

BY_AGREEMENT = {
    "opdrachtgever": "agreed_hours",
    "partner": "agreed_hours",
    "gemeenten": "agreed_hours_municipalities",
    "verzekeraar": "agreed_hours_insurer",
}
"""Those of whom an agreement, or a policy of insurance, may say in how many hours they must know; and its field."""

MOST_HOURS = 720

REGISTERED = ("effects", "measures", "stopped", "lessons")
"""What the register wants of a breach."""


def _recipients(deed: Deed) -> set[str]:
    return set(filter(None, deed.given.get("recipients", "").split(",")))


def _decide_duties(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Who else must know, and why the others need not. What was told cannot be taken back; after new facts it is
    decided anew, and who was told before can have to hear of those too."""
    chosen = _recipients(deed)
    if not chosen:
        raise Refused("recipients", "verplicht")
    if not chosen <= {*RECIPIENTS, NOBODY} or (NOBODY in chosen and len(chosen) > 1):
        raise Refused("recipients", "geen_keuze")
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    open_ones = [
        each
        for each in RECIPIENTS
        if (known := case.duties.get(each)) is None
        or known.done_at is None
        or (each in chosen and not case.duties_stand)
    ]
    if not open_ones and case.duties_stand:
        raise Refused("recipients", "niets_nieuws")
    changes = {
        each: (_applies(case.duties.get(each)), "yes" if each in chosen else "no")
        for each in open_ones
        if not case.duties_stand or _applies(case.duties.get(each)) != ("yes" if each in chosen else "no")
    }
    # Where nothing changes but the reason, it is from now on the reason for all that still counts.
    until = _agreed(case, deed)
    agreed = [each for each in open_ones if each in chosen and each in until]
    made = {
        each: Duty(
            applies=each in chosen,
            by=deed.actor,
            at=deed.now,
            reason=reason,
            until=until.get(each) if each in chosen else None,
        )
        for each in dict.fromkeys([*changes, *agreed] if changes else open_ones)
    }
    update = {"duties": {**case.duties, **made}, "duties_stand": True}
    return moved(life, case, "decide_duties", deed, update, why=reason, changes=changes)


def _agreed(case: BreachCase, deed: Deed) -> Mapping[str, datetime | None]:
    """Until when each of them must know as was agreed, counted from the discovery; None when nothing is filled in."""
    return {each: _hours_on(case, deed, field) for each, field in BY_AGREEMENT.items()}


def _hours_on(case: BreachCase, deed: Deed, field: str) -> datetime | None:
    if not deed.given.get(field, ""):
        return None
    hours = lives.count_of(deed.given, field, MOST_HOURS, "uren_afspraak")
    if not hours:
        raise Refused(field, "uren_afspraak")
    return later(case.report.discovered_at, hours=hours)


def _applies(duty: Duty | None) -> str:
    return "" if duty is None else "yes" if duty.applies else "no"


def _duties_decided_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether this person decided this, for this reason, about all that was not told since."""
    chosen, reason = _recipients(deed), lives.typed(deed.given, "reason")
    known, agreed = [(each, case.duties.get(each)) for each in RECIPIENTS], _agreed(case, deed)
    open_ones = [(each, duty) for each, duty in known if duty is None or duty.done_at is None]
    return (
        case.is_open
        and case.duties_stand
        and all(duty is not None and duty.applies is (each in chosen) for each, duty in open_ones)
        and any(
            duty is not None and (duty.by.aad_id, duty.reason) == (deed.actor.aad_id, reason)
            for _, duty in open_ones
        )
        and all(
            duty.until == agreed[each]
            for each, duty in open_ones
            if duty is not None and duty.applies and each in agreed
        )
    )


def _duty_done(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """One of the others knows: when and how."""
    recipient = lives.one_of(deed.given, "recipient", case.waiting_duties)
    how = lives.text(deed.given, "how_told", HOW_LIMIT)
    at = given_moment(case, deed)
    done = {"done_at": at, "done_by": deed.actor, "how": how}
    duties = {**case.duties, recipient: case.duties[recipient].model_copy(update=done)}
    changes = {recipient: ("", at.astimezone(UTC).isoformat())}
    return moved(life, case, "duty_done", deed, {"duties": duties}, why=how, changes=changes)


def _done_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    known = case.duties.get(deed.given.get("recipient", ""))
    return (
        known is not None
        and known.done_by is not None
        and known.done_by.aad_id == deed.actor.aad_id
        and known.done_at == filled_in(deed)
        and known.how == lives.typed(deed.given, "how_told")
    )


def _fill_register(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Effects, measures and lessons, as AVG article 33(5) and policy step 9 want them."""
    effects, measures = (lives.text(deed.given, field, REGISTER_LIMIT) for field in ("effects", "measures"))
    lessons = lives.typed_within(deed.given, "lessons", REGISTER_LIMIT)
    stopped = lives.one_of(deed.given, "stopped", ("", *STOPPED))
    before = case.registration
    kept = Registration.model_validate(
        {
            "effects": effects,
            "measures": measures,
            "lessons": lessons,
            "stopped": stopped,
            "by": deed.actor,
            "at": deed.now,
        }
    )
    changes = {
        field: (getattr(before, field) if before else "", getattr(kept, field))
        for field in REGISTERED
        if getattr(kept, field) != (getattr(before, field) if before else "")
    }
    return moved(life, case, "fill_register", deed, {"registration": kept}, changes=changes)


def _registered_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether just this stands in the register."""
    kept = case.registration
    return (
        kept is not None
        and kept.stands
        and all(getattr(kept, field) == lives.typed(deed.given, field) for field in REGISTERED)
    )


def _decided_about_others(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    if field.id != "recipients":
        return ""
    if case.duties:
        return ",".join(each for each in RECIPIENTS if case.duties[each].applies) or NOBODY
    role = case.triage.answers.get("role", {}).get("role", "") if case.triage is not None else ""
    return {"opdracht": "opdrachtgever", "samen": "partner"}.get(role, "")


def _who_waits(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    return (
        FormField("recipient", "choice", options=case.waiting_duties, required=True),
        FormField("how_told", "text", required=True, limit=HOW_LIMIT),
        *when(),
    )


def _registered(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    return str(getattr(case.registration, field.id)) if case.registration is not None else ""


EVENTS = (
    CaseEvent[BreachCase](
        "decide_duties",
        _decide_duties,
        _duties_decided_before,
        CaseForm(
            (
                FormField("recipients", "choices", options=(*RECIPIENTS, NOBODY), required=True),
                long_text("reason", REASON_LIMIT),
                *(FormField(each, "number") for each in dict.fromkeys(BY_AGREEMENT.values())),
            ),
            held=_decided_about_others,
        ),
        line=lives.the_reason,
    ),
    CaseEvent[BreachCase]("duty_done", _duty_done, _done_before, CaseForm(asks=_who_waits), line=told_when),
    CaseEvent[BreachCase](
        "fill_register",
        _fill_register,
        _registered_before,
        CaseForm(
            (
                long_text("effects", REGISTER_LIMIT),
                long_text("measures", REGISTER_LIMIT),
                FormField("stopped", "choice", options=STOPPED),
                long_text("lessons", REGISTER_LIMIT, required=False),
            ),
            held=_registered,
        ),
        line=lives.became("effects"),
    ),
)
