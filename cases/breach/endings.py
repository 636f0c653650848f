"""How a breach ends and begins again: taken back as a mistake, kept open, closed when all is done, reopened. Pure."""

from cases.breach.case import BreachCase
from cases.breach.handling import Withdrawal
from cases.breach.rhythm import chore_dues, clock_dues
from cases.breach.step import moved, put_away
from cases.breach.triage import decided_again
from cases.register import disputes
from cases.register import life as lives
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.doubles import parted_dues
from cases.register.events import reason_form
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Life
from cases.register.rhythm import newest_put_away
from state_machines.breach_life import CLOSED, WITHDRAWN


def _ask_withdrawal(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    update = {"withdrawal": Withdrawal(reason=reason, at=deed.now)}
    dues = lives.thread(case, deed.now, "withdrawal", str(case.seq + 1))
    changes = {"withdrawal": ("", reason)}
    return life.moved(case, "ask_withdrawal", deed, update=update, changes=changes, dues=dues)


def _asked_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    known = case.withdrawal
    return case.is_open and known is not None and known.reason == lives.typed(deed.given, "reason")


def _accept_withdrawal(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    shrinks = newest_put_away(case, deed.now, "po", "fg")
    update = {"closing_reason": reason, "closed_at": deed.now}
    dues = (lives.tell(case, deed.now, "withdrawn"), *shrinks)
    return life.moved(case, "accept_withdrawal", deed, update=update, why=reason, dues=dues)


def _accepted_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    return case.status == WITHDRAWN and case.closing_reason == lives.typed(deed.given, "reason")


def _keep_open(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    news = lives.tell(case, deed.now, "kept")
    return life.moved(case, "keep_open", deed, update={"withdrawal": None}, dues=(news,))


def _close(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """All is decided, done and registered."""
    dues = (lives.tell(case, deed.now, "closed"), *put_away(case, deed))
    return moved(life, case, "close", deed, {"closed_at": deed.now}, dues=dues)


def _reopen(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The clock never stopped: reminders that are still to come are set again."""
    update: dict[str, object] = {
        "withdrawal": None,
        "disputed": None,
        "closing_reason": "",
        "closed_at": None,
        "double_of": "",
        "taken_up": case.taken_up or Sighting(by=deed.actor, at=deed.now),
        **decided_again(case),
    }
    clock = clock_dues(case, deed.now, deed.org) if case.told == "no" else ()
    dues = (lives.tell(case, deed.now, "reopened"), *clock, *parted_dues(case, deed))
    done = life.moved(case, "reopen", deed, update=update, dues=dues)
    return Change(done.case, done.event, (*done.dues, *chore_dues(case, done.case, deed.now, deed.org)))


def _end_drill(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """A drill ends whenever somebody ends it, whatever is left to do."""
    return moved(life, case, "end_drill", deed, {"closed_at": deed.now}, dues=put_away(case, deed))


EVENTS = (
    CaseEvent[BreachCase](
        "ask_withdrawal", _ask_withdrawal, _asked_before, reason_form(reporter=True), line=lives.the_words
    ),
    CaseEvent[BreachCase](
        "accept_withdrawal", _accept_withdrawal, _accepted_before, reason_form(), line=lives.the_reason
    ),
    CaseEvent[BreachCase]("keep_open", _keep_open),
    CaseEvent[BreachCase](
        "close", _close, lambda life, case, deed: case.status == CLOSED, CaseForm(tells="closed")
    ),
    CaseEvent[BreachCase]("reopen", _reopen),
    CaseEvent[BreachCase]("end_drill", _end_drill, lambda life, case, deed: case.status == CLOSED),
    *disputes.EVENTS,
)
