"""The month of a request: extended, paused and counted on (AVG article 12(3), policy point 16). Pure."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Dues, Happening, Life, Refused
from cases.register.messages import Due, Ref, channel
from cases.rights.case import RightsCase
from cases.rights.lists import day_of, day_told, joined, label
from cases.rights.parts import KEPT_PAUSES, Extension, Pause
from cases.rights.rhythm import RHYTHM
from cases.terms import REMIND_AT, is_working_day, working_days_after

EXTENSION_REASONS = ("complex", "aantal", "mensen", "systemen")


NO_EXTENSION = frozenset({"mensen", "systemen"})
"""What the policy names as no reason (point 16 step 3)."""


PAUSE_REASONS = ("identiteit", "specificatie")

PROMPT_WORKING_DAYS = 3
"""What was asked within so many working days of receipt was asked without delay: our own measure, the law has none."""


def clock_dues(case: RightsCase, now: datetime, org: Organisation) -> Dues:
    """The reminders that are still to come, and the moment at which the strict date is missed."""
    reminders = RHYTHM.planned(case, "jz", now, org)
    if case.miss_noted:
        return reminders
    term = lives.message(case, "term", channel("jz"), now, Ref(mark=str(case.seq)))
    return (*reminders, (max(case.deadline(org).due, now), term))


def _pause(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Only for something that was asked, is missing, and was asked without delay."""
    reason = lives.one_of(deed.given, "reason", PAUSE_REASONS)
    asked = case.identity_state if reason == "identiteit" else case.clarification_state
    if asked != "asked":
        raise Refused("reason", "niet_gevraagd")
    why = lives.typed_within(deed.given, "why", REASON_LIMIT)
    asked_on = _asked_on(case, reason)
    prompt = working_days_after(case.request.received_on, PROMPT_WORKING_DAYS)
    if asked_on is not None and asked_on > prompt and not why:
        raise Refused("why", "niet_meteen")
    pause = Pause.model_validate({"reason": reason, "why": why, "since": deed.now})
    return life.moved(
        case,
        "pause",
        deed,
        update={"pauses": (*case.pauses, pause)[-KEPT_PAUSES:]},
        changes={"pause": ("", reason)},
        why=why or reason,
    )


def _asked_on(case: RightsCase, reason: str) -> date | None:
    """When the person was asked what is missing."""
    if reason == "identiteit":
        return case.identity.asked_on
    return case.clarification.asked_on if case.clarification is not None else None


def _resume(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    return life.moved(case, "resume", deed, update={"pauses": resumed(case, deed.now)})


def resumed(case: RightsCase, now: datetime, reason: str = "") -> tuple[Pause, ...]:
    """The pauses, with the one that lasts (for this reason) at its end."""
    return tuple(
        each.model_copy(update={"until": now}) if each.until is None and reason in ("", each.reason) else each
        for each in case.pauses
    )


def _extend(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """At most two months, for a reason that counts, and only once the person was told (AVG article 12(3))."""
    org = deed.org
    reason = lives.one_of(deed.given, "reason", EXTENSION_REASONS)
    if reason in NO_EXTENSION:
        raise Refused("reason", reason)
    why = lives.text(deed.given, "why", REASON_LIMIT)
    most = org.terms.extension_months
    months = lives.one_of(deed.given, "months", tuple(str(each) for each in range(1, most + 1)))
    told_on = given_day(case, deed, "told_on")
    if told_on > case.first_deadline(org).legal_latest.date():
        raise Refused("told_on", "te_laat_verteld")
    extension = Extension.model_validate(
        {"at": deed.now, "months": months, "reason": reason, "why": why, "told_on": told_on}
    )
    longer = case.model_copy(update={"extension": extension})
    # Told on the working day after a weekend: the strict date had passed, and the term that runs now was not missed.
    update: dict[str, object] = {
        "extension": extension,
        "missed": case.missed and longer.overdue(deed.now, org),
    }
    longer = case.model_copy(update=update)
    return life.moved(
        case,
        "extend",
        deed,
        update=update,
        changes={
            "deadline": (
                case.deadline(org).due.date().isoformat(),
                longer.deadline(org).due.date().isoformat(),
            ),
            "reason": ("", reason),
            "told_on": ("", told_on.isoformat()),
        },
        why=why,
        dues=clock_dues(longer, deed.now, org),
    )


def note_to_fg(case: RightsCase, now: datetime, about: str) -> tuple[datetime, Due]:
    """The FG reads that a person gets less than was asked, or nothing: an independent look (AVG article 39(1)(b))."""
    return now, lives.message(case, "thread", channel("fg"), now, Ref(about, str(case.seq + 1)))


def today(deed: Deed) -> date:
    return deed.now.astimezone(deed.org.zone).date()


def given_date(deed: Deed, field: str) -> date:
    value = deed.given.get(field, "")
    if not value:
        raise Refused(field, "verplicht")
    try:
        return date.fromisoformat(value)
    except ValueError as reason:
        raise Refused(field, "geen_datum") from reason


def given_day(case: RightsCase, deed: Deed, field: str, *, since_receipt: bool = True) -> date:
    """A day on which something was done: not before the request came in, and not still to come."""
    day = given_date(deed, field)
    if day > today(deed):
        raise Refused(field, "toekomst")
    if since_receipt and day < case.request.received_on:
        raise Refused(field, "voor_ontvangst")
    if day.year < OLDEST_YEAR:
        raise Refused(field, "te_oud")
    return day


OLDEST_YEAR = 2000
"""Older days are slips of the pen."""


def next_working_morning(day: date, org: Organisation) -> datetime:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, REMIND_AT, org.zone)


def _paused_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    return case.paused is not None and (case.paused.reason, case.paused.why) == (
        deed.given.get("reason"),
        lives.typed(deed.given, "why"),
    )


def _resumed_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    return case.paused is None and bool(case.pauses)


def _extended_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known, given = case.extension, deed.given
    return known is not None and (known.why, known.reason, str(known.months), known.told_on.isoformat()) == (
        lives.typed(given, "why"),
        given.get("reason"),
        given.get("months"),
        given.get("told_on"),
    )


def first_month_ends(case: RightsCase, org: Organisation) -> Mapping[str, str]:
    """The last day of the first month: what the sentences of some forms are filled in with."""
    return {"day": day_of(case.first_deadline(org).due.date(), org)}


def last_day_to_tell(case: RightsCase, org: Organisation) -> Mapping[str, str]:
    """The last day on which the person may hear of an extension."""
    return {"day": day_of(case.first_deadline(org).legal_latest.date(), org)}


def _extending(case: RightsCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    months = tuple(str(each) for each in range(1, org.terms.extension_months + 1))
    return (
        FormField("reason", "choice", EXTENSION_REASONS, required=True),
        long_text("why", REASON_LIMIT),
        FormField("months", "choice", months, required=True),
        FormField("told_on", "date", required=True),
    )


def _what_is_missing(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    if field.id != "reason":
        return field.default
    return "identiteit" if case.identity_state == "asked" else "specificatie"


def _extended_line(happening: Happening) -> str:
    until = happening.words.line("until", day=day_told(happening.after("deadline"), happening.org))
    return joined(until, label("extension", happening.after("reason")), happening.event.why)


def _paused_line(happening: Happening) -> str:
    if "pause" not in happening.event.changes:  # as it was written at first
        return label("pause", happening.event.why)
    reason = happening.after("pause")
    return joined(label("pause", reason), happening.event.why if happening.event.why != reason else "")


WHY_PAUSED = CaseForm[RightsCase](
    (
        FormField("reason", "choice", PAUSE_REASONS, required=True),
        long_text("why", REASON_LIMIT, required=False),
    ),
    held=_what_is_missing,
)

EVENTS = (
    CaseEvent[RightsCase](
        "extend",
        _extend,
        _extended_before,
        CaseForm(asks=_extending, told=last_day_to_tell),
        line=_extended_line,
    ),
    CaseEvent[RightsCase]("pause", _pause, _paused_before, WHY_PAUSED, line=_paused_line),
    CaseEvent[RightsCase]("resume", _resume, _resumed_before),
)
