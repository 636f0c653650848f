"""Not now: a reminder comes back at a moment that somebody chooses, with a reason; before the next one, and never past
the term. Pure.

It is no "Gezien": who does not react when it comes back is passed by the next reminder as if nothing was said.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cards.view import Button
from cards.words import words_beside
from cases.moments import moment
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT, C, KeptCase, ReminderState, Snoozed
from cases.register.events import seen_by
from cases.register.fields import FormField
from cases.register.forms import CaseForm, form_button, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused
from cases.register.messages import Due, Ref, To, channel
from cases.terms import later
from state_machines.engine import NotAllowed

say = words_beside(__file__)

SNOOZE = "snooze"
HOURS = ("1", "2", "4", "12", "24", "72")
"""For how long a reminder can be put off."""

COMES_BACK = "later"
"""How the mark of a reminder begins that was put off."""

Limit = Callable[[C, str, datetime, Organisation], datetime | None]
"""Before which moment the reminder of this name has to be back; None where nothing follows."""


def snoozing(limit: Limit[C]) -> CaseEvent[C]:
    """The event of a register whose reminders can be put off until `limit`."""

    def put_off(life: Life[C], case: C, deed: Deed) -> Change[C]:
        stage = _stage(case, deed)
        hours = lives.one_of(deed.given, "hours", HOURS)
        reason = lives.text(deed.given, "reason", REASON_LIMIT)
        until, end = later(deed.now, hours=int(hours)), limit(case, stage, deed.now, deed.org)
        if end is not None and until >= end:
            raise Refused("hours", "na_de_volgende")
        office, _ = seen_by(life, case, deed.actor)
        kept = Snoozed(by=deed.actor, until=until, hours=int(hours), reason=reason)
        states = {**case.reminders, stage: case.reminders[stage].model_copy(update={"snoozed": kept})}
        back = lives.message(
            case, "reminder", channel(office), deed.now, Ref(stage, mark=f"{COMES_BACK}{case.seq}")
        )
        return life.moved(
            case,
            SNOOZE,
            deed,
            update={"reminders": states},
            why=reason,
            changes={"until": ("", until.isoformat())},
            dues=((until, back), *lives.shrink(case, deed.now, stage, office)),
        )

    form = CaseForm[C](
        (FormField("hours", "choice", HOURS, required=True), long_text("reason", REASON_LIMIT)),
        carries=("stage",),
    )
    return CaseEvent[C](SNOOZE, put_off, _put_off_before, form, line=_until)


def _stage(case: KeptCase, deed: Deed) -> str:
    """The newest reminder; what an older one asks, a newer one asks. Raises NotAllowed."""
    newest = case.newest_reminder
    if not newest or deed.given.get("stage", newest) != newest or case.reminders[newest].seen is not None:
        raise NotAllowed("this reminder asks for nothing any more")
    return newest


def _put_off_before(life: Life[C], case: C, deed: Deed) -> bool:
    state = case.reminders.get(case.newest_reminder)
    known = state.snoozed if state is not None else None
    return known is not None and (known.by.aad_id, str(known.hours), known.reason) == (
        deed.actor.aad_id,
        deed.given.get("hours"),
        lives.typed(deed.given, "reason"),
    )


def _until(happening: Happening) -> str:
    at = moment(datetime.fromisoformat(happening.after("until")), happening.now, happening.org)
    return f"{happening.words.line('put_off_until', moment=at)} {happening.event.why}"


def comes_back(due: Due) -> bool:
    """Whether this is a reminder that was put off."""
    return due.kind == "reminder" and due.ref.mark.startswith(COMES_BACK)


def no_longer(case: KeptCase, due: Due, now: datetime) -> str:
    """Why a reminder that was put off need not come back; "" when it has to."""
    state = case.reminders.get(due.ref.about)
    if state is None or case.newest_reminder != due.ref.about:
        return "a later reminder went out"
    if state.seen is not None:
        return "somebody saw it"
    if state.snoozed is None or state.snoozed.until > later(now, seconds=60):
        return "it was put off once more"
    return ""


def put_off_line(state: ReminderState | None, org: Organisation) -> str:
    """What is left of a reminder that somebody put off; "" for another one."""
    if state is None or state.snoozed is None:
        return ""
    until = state.snoozed.until.astimezone(org.zone)
    return say("put_off", name=state.snoozed.by.name or say("somebody"), moment=moment(until, until, org))


def later_button(
    life: Life[Any], case: KeptCase, stage: str, org: Organisation, to: To
) -> tuple[Button, ...]:
    """The button on a reminder in a channel that puts it off. Nothing is typed about a confidential case there."""
    if to.way != "channel" or case.confidential:
        return ()
    return (form_button(life.forms[SNOOZE], case, org, {"stage": stage}, in_more=True),)
