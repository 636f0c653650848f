"""How a request ends and begins again: answered and done, without a decision, reopened. Pure."""

from collections.abc import Mapping
from datetime import date, datetime

from cases.organisation import Organisation
from cases.register import disputes
from cases.register import life as lives
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.doubles import JOINED, heard_joined, parted_dues, same_as
from cases.register.events import reason_form
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused
from cases.register.linking import tell_case
from cases.register.numbers import read_number
from cases.register.rhythm import newest_put_away
from cases.rights.case import RightsCase
from cases.rights.lists import day_told, joined, label
from cases.rights.term import clock_dues, given_day, note_to_fg, resumed
from state_machines.rights_life import CLOSED

PREFIX = "RV"
DOUBLE = "dubbel"
ENDINGS = ("ingetrokken", "geen_verzoek", DOUBLE)


def _withdraw(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """It ends without a decision: taken back by the person, no request after all, or the same one twice.

    Never without the person having heard of it (AVG article 12(4)), but for one that goes on under another number: that
    is decided there. The FG hears of what the person did not choose.
    """
    ending = lives.one_of(deed.given, "ending", ENDINGS)
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    told = bool(deed.given.get("told_on"))
    if not told and ending != DOUBLE:
        raise Refused("told_on", "eerst_vertellen")
    told_on = given_day(case, deed, "told_on") if told else None
    same = same_as(case, deed, "double_of", PREFIX) if ending == DOUBLE else ""
    to_the_same = (tell_case(case, same, JOINED, deed.now, deed.actor),) if same else ()
    shrinks = newest_put_away(case, deed.now, "jz", "fg")
    noted = () if ending == "ingetrokken" else (note_to_fg(case, deed.now, "ended"),)
    return life.moved(
        case,
        "withdraw",
        deed,
        update={
            "ending": ending,
            "ending_told_on": told_on,
            "double_of": same,
            "alike": (),
            "closing_reason": reason,
            "closed_at": deed.now,
            "pauses": resumed(case, deed.now),
        },
        changes={
            "ending": ("", ending),
            **({"told_on": ("", told_on.isoformat())} if told_on else {}),
            **({"double_of": ("", same)} if same else {}),
        },
        why=reason,
        dues=(lives.tell(case, deed.now, "ended"), *noted, *to_the_same, *shrinks),
    )


def _withdrawn_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    told_on = case.ending_told_on.isoformat() if case.ending_told_on else ""
    number = (read_number(deed.given.get("double_of", "")) or "") if case.ending == DOUBLE else ""
    return case.ending is not None and (case.ending, case.closing_reason, told_on, case.double_of) == (
        deed.given.get("ending"),
        lives.typed(deed.given, "reason"),
        deed.given.get("told_on", ""),
        number,
    )


def _ended_line(happening: Happening) -> str:
    told_on = happening.event.changes.get("told_on", ("", ""))[1]
    heard = f"{happening.words.line('told_on')}: {day_told(told_on, happening.org)}" if told_on else ""
    same = happening.event.changes.get("double_of", ("", ""))[1]
    return joined(label("ending", happening.after("ending")), same, happening.event.why, heard)


def _reopen(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The term never stopped: reminders that are still to come are set again."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    update = {
        "ending": None,
        "disputed": None,
        "ending_told_on": None,
        "double_of": "",
        "closing_reason": "",
        "closed_at": None,
        "sent": None,
        "taken_up": case.taken_up or Sighting(by=deed.actor, at=deed.now),
    }
    clock = clock_dues(case, deed.now, deed.org)
    dues = (lives.tell(case, deed.now, "reopened"), *clock, *parted_dues(case, deed))
    return life.moved(case, "reopen", deed, update=update, why=reason, dues=dues)


def _close(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    return life.moved(
        case, "close", deed, update={"closed_at": deed.now}, dues=(lives.tell(case, deed.now, "closed"),)
    )


def _likely(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    return case.alike[0] if case.alike and field.id == "double_of" else ""


def facts_for(case: RightsCase) -> Mapping[str, str]:
    """What the request that goes on hears of the one that is joined to it, beside its number."""
    return {"received_on": case.request.received_on.isoformat()}


def same_request(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The request that goes on: its month counts from the day on which the first of the two came in (AVG article
    12(3))."""
    came, before = date.fromisoformat(deed.given["received_on"]), case.request.received_on
    if came >= before or not case.answer_due:
        return heard_joined(life, case, deed)
    request = case.request.model_copy(update={"received_on": came})
    after = case.model_copy(update={"request": request})
    changes = {"received_on": (before.isoformat(), came.isoformat())}
    clock = clock_dues(after, deed.now, deed.org)
    return heard_joined(life, case, deed, {"request": request}, changes, clock)


EVENTS = (
    CaseEvent[RightsCase](
        "withdraw",
        _withdraw,
        _withdrawn_before,
        CaseForm(
            (
                FormField("ending", "choice", ENDINGS, required=True),
                long_text("reason", REASON_LIMIT),
                FormField("double_of", "text", limit=40, names=(PREFIX,)),
                FormField("told_on", "date"),
            ),
            tells="ended",
            held=_likely,
        ),
        line=_ended_line,
    ),
    CaseEvent[RightsCase]("reopen", _reopen, form=reason_form(), line=lives.the_reason),
    CaseEvent[RightsCase](
        "close", _close, lambda life, case, deed: case.status == CLOSED, CaseForm(tells="closed")
    ),
    *disputes.EVENTS,
)
