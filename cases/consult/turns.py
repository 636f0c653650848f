"""Whose turn it is in a consult: when it becomes the office's again, what falls silent then and is set anew. Pure."""

from datetime import datetime

from cases.consult.case import ConsultCase
from cases.consult.rhythm import stages
from cases.organisation import Organisation
from cases.register.case import Sighting
from cases.register.life import Deed, Dues, due


def turn_dues(case: ConsultCase, now: datetime, org: Organisation) -> Dues:
    """The reminders of the turn that begins."""
    return tuple(
        (max(each.at, now), due(case, "reminder", case.office, now, f"{each.name}.{case.seq}"))
        for each in stages(case, org)
    )


def new_turn(case: ConsultCase, deed: Deed, **update: object) -> tuple[dict[str, object], Dues]:
    """From now on it is the office's turn again: what changes, and the reminders that follow."""
    changed = {"turn": case.turn + 1, "waits_since": deed.now, **update}
    return changed, turn_dues(case.model_copy(update=changed), deed.now, deed.org)


def shrinks(case: ConsultCase, now: datetime) -> Dues:
    """Reminders that still ask for something are put away."""
    return tuple(
        (now, due(case, "shrink", office, now, f"{name}.{case.seq}"))
        for name, state in case.reminders.items()
        if name.startswith(f"turn-{case.turn}-")
        for office in dict.fromkeys((case.office, "fg"))
        if (state.seen if office == case.office else state.seen_fg) is None
    )


def answered_only(case: ConsultCase) -> tuple[object, ...]:
    return tuple(each for each in case.exchanges if each.answer)


def holder(case: ConsultCase, deed: Deed) -> Sighting:
    """Who answers or asks has the case."""
    taken = case.taken_up
    same = taken is not None and taken.by.aad_id == deed.actor.aad_id
    return taken if taken is not None and same else Sighting(by=deed.actor, at=deed.now)
