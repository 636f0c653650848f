"""How a request ends and begins again: answered and done, without a decision, reopened. Pure."""

from cases.register import disputes
from cases.register import life as lives
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.events import reason_form
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused
from cases.register.rhythm import newest_put_away
from cases.rights.case import RightsCase
from cases.rights.lists import day_told, joined, label
from cases.rights.term import clock_dues, given_day, note_to_fg, resumed
from state_machines.rights_life import CLOSED

ENDINGS = ("ingetrokken", "geen_verzoek", "dubbel")


def _withdraw(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """It ends without a decision: taken back by the person, no request after all, or the same one twice.

    Never without the person having heard of it (AVG article 12(4)); the FG hears of what the person did not choose.
    """
    ending = lives.one_of(deed.given, "ending", ENDINGS)
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    if not deed.given.get("told_on"):
        raise Refused("told_on", "eerst_vertellen")
    told_on = given_day(case, deed, "told_on")
    shrinks = newest_put_away(case, deed.now, "jz", "fg")
    noted = () if ending == "ingetrokken" else (note_to_fg(case, deed.now, "ended"),)
    return life.moved(
        case,
        "withdraw",
        deed,
        update={
            "ending": ending,
            "ending_told_on": told_on,
            "closing_reason": reason,
            "closed_at": deed.now,
            "pauses": resumed(case, deed.now),
        },
        changes={"ending": ("", ending), "told_on": ("", told_on.isoformat())},
        why=reason,
        dues=(lives.tell(case, deed.now, "ended"), *noted, *shrinks),
    )


def _withdrawn_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    told_on = case.ending_told_on.isoformat() if case.ending_told_on else ""
    return case.ending is not None and (case.ending, case.closing_reason, told_on) == (
        deed.given.get("ending"),
        lives.typed(deed.given, "reason"),
        deed.given.get("told_on", ""),
    )


def _ended_line(told: Happening) -> str:
    told_on = told.event.changes.get("told_on", ("", ""))[1]
    heard = f"{told.words.line('told_on')}: {day_told(told_on, told.org)}" if told_on else ""
    return joined(label("ending", told.after("ending")), told.event.why, heard)


def _reopen(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """The term never stopped: reminders that are still to come are set again."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    update = {
        "ending": None,
        "disputed": None,
        "ending_told_on": None,
        "closing_reason": "",
        "closed_at": None,
        "sent": None,
        "taken_up": case.taken_up or Sighting(by=deed.actor, at=deed.now),
    }
    dues = (lives.tell(case, deed.now, "reopened"), *clock_dues(case, deed.now, deed.org))
    return life.moved(case, "reopen", deed, update=update, why=reason, dues=dues)


def _close(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    return life.moved(
        case, "close", deed, update={"closed_at": deed.now}, dues=(lives.tell(case, deed.now, "closed"),)
    )


EVENTS = (
    CaseEvent[RightsCase](
        "withdraw",
        _withdraw,
        _withdrawn_before,
        CaseForm(
            (
                FormField("ending", "choice", ENDINGS, required=True),
                long_text("reason", REASON_LIMIT),
                FormField("told_on", "date", required=True),
            ),
            tells="ended",
        ),
        line=_ended_line,
    ),
    CaseEvent[RightsCase]("reopen", _reopen, form=reason_form(), line=lives.the_reason),
    CaseEvent[RightsCase](
        "close", _close, lambda life, case, deed: case.status == CLOSED, CaseForm(tells="closed")
    ),
    *disputes.EVENTS,
)
