"""When a breach has to be reminded of: the stages of the 72 hours, and what waits once the AP is settled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cases.breach.case import BreachCase
from cases.organisation import Organisation
from cases.register.life import Dues, message, remind
from cases.register.messages import Due, Ref, channel
from cases.register.rhythm import Late, Rhythm, Stage
from cases.terms import breach_stages, later
from state_machines.breach_life import DECIDED, NOTIFIED, TO_WITHDRAW

FG_FROM_HOURS = 12
"""From this stage on the FG is reminded too (issue of the client: "at 12 hours left the FG too")."""

FG_FROM_ROUND = 3
"""From the third reminder on that something is still to be done, the FG hears of it too."""


def _stages(case: BreachCase, org: Organisation) -> tuple[Stage, ...]:
    """All up to and including the deadline itself."""
    moments = breach_stages(case.deadline(org), org.terms.reminder_hours_left)
    return tuple(
        Stage(f"ap-{left}h", at, left, tells_fg=left <= FG_FROM_HOURS, late=not left)
        for left, at in moments.items()
    )


def _late(case: BreachCase, days: int, org: Organisation) -> Stage:
    # In UTC: Python adds on the wall clock of a zone, which is an hour off when summer time begins or ends.
    at = case.deadline(org).due.astimezone(UTC) + timedelta(days=days)
    return Stage(f"ap-late-{days}d", at, -24 * days, tells_fg=True, late=True)


RHYTHM = Rhythm[BreachCase](
    stages=_stages,
    late=Late("ap-late-{}d", _late, timedelta(days=1)),
    always=BreachCase.term_stage,
    waits=lambda case: case.clock_runs,
    counts=lambda case: case.is_open,
    untouched=lambda case: case.taken_up is None and not case.seen,
)


def clock_dues(case: BreachCase, now: datetime, org: Organisation) -> Dues:
    """The reminders of the term that are still to come, and the moment at which the term is missed.

    The daily ones follow from the one at the deadline; once that went out, the next of them is set here.
    """
    if case.calm:
        return ()
    told = RHYTHM.planned(case, "po", now, org)
    if case.missed:
        return told
    term = message(case, "term", channel("po"), now, Ref(mark=str(case.seq)))
    return (*told, (max(case.deadline(org).due, now), term))


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that an officer or JZ still has to do after a decision, and is reminded of in a rhythm."""

    name: str
    office: str
    waits: Callable[[BreachCase], bool]


def _going_on(case: BreachCase) -> bool:
    """A breach on which was decided: what was decided is being carried out."""
    return case.is_breach and case.status in DECIDED


CONTROLLER = "opdrachtgever"

CHORES = {
    each.name: each
    for each in (
        Chore("look", "po", lambda case: case.is_open and case.calm),
        Chore("fill", "po", lambda case: case.told == "provisional"),
        Chore("supplement", "po", lambda case: case.status == NOTIFIED and case.ap_behind),
        Chore("takeback", "po", lambda case: case.status == TO_WITHDRAW),
        Chore("number", "po", lambda case: case.number_missing),
        Chore("weigh", "po", lambda case: case.status in DECIDED and case.unweighed),
        Chore("choose", "po", lambda case: _going_on(case) and case.people is None),
        Chore("people", "jz", lambda case: case.people_wait),
        Chore("controller", "po", lambda case: _going_on(case) and CONTROLLER in case.waiting_duties),
        Chore("finish", "po", lambda case: _going_on(case) and bool(unfinished(case))),
    )
}
"""Looking at an incident without personal data (policy point 14 steps 2 and 4); completing a provisional notification
and telling the AP what is new (AVG article 33(4): without undue further delay), withdrawing one (policy point 14 step
6), noting its number; weighing what the reporter told since; deciding on the people and telling them (article 34(1):
without undue delay); telling the controller (article 33(2): without undue delay); and what else must be done before the
case can be closed (policy point 14 steps 6 and 9)."""


def unfinished(case: BreachCase) -> tuple[str, ...]:
    """What else is left to decide, to tell or to write down before the case can be closed."""
    others = set(case.waiting_duties) - {CONTROLLER}
    left = {
        "decide": not case.others_decided,
        "tell": case.others_decided and bool(others),
        "register": not case.registered,
        "explain": case.late_unexplained,
    }
    return tuple(name for name, holds in left.items() if holds)


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


def fill_reminder_at(case: BreachCase, org: Organisation) -> datetime | None:
    """When somebody is reminded next of completing a provisional notification; None when nothing is to complete."""
    if case.told != "provisional" or not case.is_open:
        return None
    rounds = [state.sent_at for name, state in case.reminders.items() if name.startswith("fill-")]
    told = [each.kept_at for each in case.notifications if each.kind == "provisional"]
    begun = max((*rounds, *told), default=None)
    return later(begun, hours=org.terms.chore_hours) if begun is not None else None


def next_round(
    case: BreachCase, chore: Chore, last: int, now: datetime, org: Organisation
) -> tuple[datetime, Due]:
    """The reminder after the round `last`."""
    at = later(now, hours=org.terms.chore_hours)
    return remind(case, channel(chore.office), at, now, f"{chore.name}-{last + 1}")
