"""When a breach has to be reminded of: the stages of the 72 hours, and what waits once the AP is settled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cases.breach.case import BreachCase
from cases.breach.stages import TERM_STAGE, next_late_stage, stages_ahead
from cases.organisation import Organisation
from cases.register.life import Dues, due
from cases.register.messages import Due
from cases.terms import later
from state_machines.breach_life import TO_WITHDRAW

FG_FROM_ROUND = 3
"""From the third reminder on that something is still to be done, the FG hears of it too."""


def clock_dues(case: BreachCase, now: datetime, org: Organisation) -> Dues:
    """The reminders of the term that are still to come, and the moment at which the term is missed.

    The daily ones follow from the one at the deadline; once that went out, the next of them is set here.
    """
    deadline = case.deadline(org).due
    told = [
        (max(stage.at, now), due(case, "reminder", "po", now, f"{stage.name}.{case.seq}"))
        for stage in stages_ahead(deadline, org.terms, now)
        if stage.name not in case.reminders
    ]
    if TERM_STAGE in case.reminders:
        late = next_late_stage(deadline, now)
        told.append((late.at, due(case, "reminder", "po", now, f"{late.name}.{case.seq}")))
    missed = () if case.missed else ((max(deadline, now), due(case, "term", "po", now, str(case.seq))),)
    return (*told, *missed)


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that an officer or JZ still has to do after a decision, and is reminded of in a rhythm."""

    name: str
    office: str
    waits: Callable[[BreachCase], bool]


CHORES = {
    each.name: each
    for each in (
        Chore("fill", "po", lambda case: case.told == "provisional"),
        Chore("takeback", "po", lambda case: case.status == TO_WITHDRAW),
        Chore("people", "jz", lambda case: case.people_wait),
    )
}
"""Completing a provisional notification (AVG article 33(4): without undue further delay), withdrawing one (policy
point 14 step 6), telling the people (article 34(1): without undue delay)."""


def chore_named(name: str) -> tuple[Chore, int] | None:
    """The chore and the round that the name of a reminder tells of ("fill-2"); None for another name."""
    chore, _, number = name.partition("-")
    known = chore in CHORES and number.isascii() and number.isdigit() and 0 < len(number) < 6
    return (CHORES[chore], int(number)) if known else None


def chore_dues(before: BreachCase, after: BreachCase, now: datetime, org: Organisation) -> Dues:
    """The first reminder of each chore that began with this change."""
    return tuple(
        next_round(after, chore, _last_round(after, chore), now, org)
        for chore in CHORES.values()
        if after.is_open and chore.waits(after) and not (before.is_open and chore.waits(before))
    )


def _last_round(case: BreachCase, chore: Chore) -> int:
    """The newest round that went out: what begins once more goes on counting."""
    found = [chore_named(name) for name in case.reminders]
    return max((number for each in found if each for known, number in (each,) if known is chore), default=0)


def next_round(
    case: BreachCase, chore: Chore, last: int, now: datetime, org: Organisation
) -> tuple[datetime, Due]:
    """The reminder after the round `last`."""
    at = later(now, hours=org.terms.chore_hours)
    return at, due(case, "reminder", chore.office, now, f"{chore.name}-{last + 1}.{case.seq}")
