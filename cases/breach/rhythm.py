"""When a breach has to be reminded of: the stages of the 72 hours, and what waits once the AP is settled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cases.breach.case import BreachCase
from cases.breach.handling import MOST_MEASURES
from cases.breach.known import tasks
from cases.organisation import Organisation
from cases.register.life import Dues, message, remind
from cases.register.messages import Due, Ref, channel
from cases.register.rhythm import Late, Rhythm, Stage
from cases.terms import REMIND_AT, breach_stages, later
from state_machines.breach_life import CLOSED, DECIDED, NOTIFIED, TO_WITHDRAW

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


def back_before(case: BreachCase, name: str, now: datetime, org: Organisation) -> datetime | None:
    """Before which moment a reminder that is put off has to be back: that of the next one."""
    if chore_named(name) is not None:
        return later(case.reminders[name].sent_at, hours=org.terms.chore_hours)
    coming = RHYTHM.coming(case, now, org)
    return coming.at if coming is not None else None


def clock_dues(case: BreachCase, now: datetime, org: Organisation) -> Dues:
    """The reminders of the term that are still to come, and the moment at which the term is missed.

    The daily ones follow from the one at the deadline; once that went out, the next of them is set here.
    """
    if case.calm:
        return ()
    reminders = RHYTHM.planned(case, "po", now, org)
    if case.missed:
        return reminders
    term = message(case, "term", channel("po"), now, Ref(mark=str(case.seq)))
    return (*reminders, (max(case.deadline(org).due, now), term))


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that an officer or JZ still has to do, and is reminded of in a rhythm.

    `words` is what its words are called by (its name, unless others are called the same). A measure `goes_on` when the
    case is closed; it is reminded of from its day on, `every` so many hours (None: as the organisation set it). With
    `days` it has moments of its own: until the first of them that is to come nobody is reminded.
    """

    name: str
    office: str
    waits: Callable[[BreachCase], bool]
    words: str = ""
    goes_on: bool = False
    day: Callable[[BreachCase], date] | None = None
    every: int | None = None

    @property
    def called(self) -> str:
        """What its words are called by."""
        return self.words or self.name

    def asks(self, case: BreachCase) -> bool:
        """Whether somebody is still reminded of it."""
        return (case.is_open or (self.goes_on and case.status == CLOSED and not case.drill)) and self.waits(
            case
        )

    def hours(self, org: Organisation) -> int:
        """How far its reminders are apart."""
        return org.terms.chore_hours if self.every is None else self.every

    days: Callable[[BreachCase], tuple[datetime, ...]] = lambda case: ()


def _going_on(case: BreachCase) -> bool:
    """A breach on which was decided: what was decided is being carried out."""
    return case.is_breach and case.status in DECIDED


CONTROLLER = "opdrachtgever"

DUTY_OF = {
    "controller": CONTROLLER,
    "partner": "partner",
    "towns": "gemeenten",
    "police": "politie",
    "insurer": "verzekeraar",
}
"""Who else must know of it, by the name of the chore that is about telling them. The law gives a clock for the first
(AVG article 33(2): without undue delay); for the first two an agreement may say in how many hours."""


def _telling(name: str) -> Chore:
    return Chore(name, "po", lambda case: _going_on(case) and DUTY_OF[name] in case.waiting_duties)


MEASURE_HOURS = 7 * 24
"""A measure that is late is a matter of weeks, and of no term of law."""


def _measure(number: str) -> Chore:
    """One measure, by its number."""
    return Chore(
        f"measure_{number}",
        "po",
        lambda case: number in case.open_measures,
        "measure",
        goes_on=True,
        day=lambda case: case.planned[int(number) - 1].until,
        every=MEASURE_HOURS,
    )


BEFORE = timedelta(hours=24)
"""So long before the end of a term of the AP, or of a promise, somebody is reminded of it the first time."""


def _found_out(case: BreachCase) -> tuple[datetime, ...]:
    return tuple(each.until for each in tasks(case).values())


def _followed_up(case: BreachCase) -> tuple[datetime, ...]:
    return tuple(at for each in case.open_follow_ups for at in (each.until - BEFORE, each.until))


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
        *(_telling(name) for name in DUTY_OF),
        *(_measure(str(number)) for number in range(1, MOST_MEASURES + 1)),
        Chore("opinion_fg", "fg", lambda case: "fg" in case.asked_opinions),
        Chore("opinion_jz", "jz", lambda case: "jz" in case.asked_opinions),
        Chore("heed", "po", lambda case: bool(case.unweighed_opinions)),
        Chore("facts", "po", lambda case: case.is_open and bool(tasks(case)), days=_found_out),
        Chore("follow", "po", lambda case: case.is_open and bool(case.open_follow_ups), days=_followed_up),
        Chore("finish", "po", lambda case: _going_on(case) and bool(unfinished(case))),
    )
}
"""Looking at an incident without personal data (policy point 14 steps 2 and 4); completing a provisional notification
and telling the AP what is new (AVG article 33(4): without undue further delay), withdrawing one (policy point 14 step
6), noting its number; weighing what the reporter told since; deciding on the people and telling them (article 34(1):
without undue delay); telling each of the others who must know; giving an advice that was asked for, and saying
whether it is followed (policy point 14 steps 4 and 5); finding out what is unknown; what the AP asked and what was
promised; and what else must be done before the case can be closed (policy point 14 steps 6 and 9). A measure is
reminded of when its day has come, also after that."""


def unfinished(case: BreachCase) -> tuple[str, ...]:
    """What else is left to decide, to tell or to write down before the case can be closed."""
    left = {
        "decide": not case.others_decided,
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
    """The first reminder of each chore that began with this change, and of each whose days are others by now."""
    return tuple(
        next_round(after, chore, _last_round(after, chore), now, org)
        for chore in CHORES.values()
        if chore.asks(after) and (not chore.asks(before) or chore.days(before) != chore.days(after))
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
    lines = [each.kept_at for each in case.notifications if each.kind == "provisional"]
    begun = max((*rounds, *lines), default=None)
    return later(begun, hours=org.terms.chore_hours) if begun is not None else None


def next_round(
    case: BreachCase, chore: Chore, last: int, now: datetime, org: Organisation
) -> tuple[datetime, Due]:
    """The reminder after the round `last`: on the first of its own days that is to come, else in the usual rhythm; an
    agreed hour that comes sooner is not slept through."""
    at = later(now, hours=chore.hours(org))
    if chore.day is not None and chore.waits(case):
        begins = datetime.combine(chore.day(case), REMIND_AT, org.zone)
        at = begins if begins > now else at
    coming = [each for each in chore.days(case) if each > now]
    at = min(coming) if coming else at
    duty = case.duties.get(DUTY_OF.get(chore.name, ""))
    if duty is not None and duty.until is not None and duty.until > now:
        at = min(at, duty.until)
    return remind(case, channel(chore.office), at, now, f"{chore.name}-{last + 1}")
