"""How breaches stand in the lists of the register: what comes next, what they are counted by, what can be searched."""

from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.handling import Decision, PeopleDecision
from cases.breach.known import tasks
from cases.breach.lists import label
from cases.breach.report import CAUSES, KINDS
from cases.organisation import Organisation
from cases.register.listing import Entry, Listing, held_by_any, list_words
from cases.register.marks import COUNTED_ELSEWHERE, EXPLAINED, MAY_BE_DOUBLE, UNDECIDED
from state_machines.breach_life import (
    ASSESSED,
    ASSESSING,
    DOUBLE,
    NO_BREACH,
    OFFICERS,
    PROVISIONAL,
    REPORTED,
    TAKEN_UP,
    TO_NOTIFY,
    TO_WITHDRAW,
    WITHDRAWN,
)

say = words_beside(__file__)

SPOKEN = ("title", "empty", "step", "closed", "kind", "mark", "month")
"""Words that are looked up by what was asked or what a case holds."""

MARKS = (
    UNDECIDED,
    "notified",
    "untold",
    "informed",
    "deviation",
    "mistake",
    "near_miss",
    COUNTED_ELSEWHERE,
    "measures",
)
"""What a breach can be filtered and counted by beside its state."""


def entry_of(case: BreachCase, org: Organisation) -> Entry:
    """The entry of a breach as it is now."""
    deadline = case.deadline(org)
    return Entry(
        **held_by_any(case),
        kinds=(case.report.kind,),
        starts_at=case.report.discovered_at,
        due_at=deadline.due if case.clock_runs else None,
        closed_at=case.closed_at,
        step=_step(case),
        missed=case.missed,
        marks=_marks(case),
        cause=case.report.cause,
        told_in_time=case.first_told.at <= deadline.due if case.first_told and case.told != "no" else None,
        judged=any(each is not None for _, each in _decided(case)),
        overruled=tuple(name for name, each in _decided(case) if each is not None and not each.followed),
    )


def _decided(case: BreachCase) -> tuple[tuple[str, Decision | PeopleDecision | None], ...]:
    """What was decided beside the advice of the bot, as cases/desks/friction.py calls it."""
    return ("breach.ap", case.decision), ("breach.people", case.people)


def _step(case: BreachCase) -> str:
    """What has to happen next."""
    if not case.is_open:
        return ""
    if case.withdrawal is not None:
        return "withdrawal"
    if case.pending:
        return "reporter"
    if case.status == REPORTED:
        return "take_up" if case.seen else "unseen"
    if case.too_little is not None and tasks(case):
        return "find_out"
    if case.status in _STEPS:
        return _STEPS[case.status]
    if case.people is None:
        return "decide_people"
    if case.people_wait:
        return "tell_people"
    if case.waiting_duties or not case.others_decided:
        return "tell_others"
    if case.ap_behind and case.told != "no":
        return "supplement"
    if case.unweighed:
        return "weigh"
    if case.number_missing:
        return "number"
    if case.open_follow_ups:
        return "follow_up"
    return "close" if case.registered else "register"


_STEPS = {
    TAKEN_UP: "assess",
    ASSESSING: "assess",
    ASSESSED: "decide",
    TO_NOTIFY: "tell_ap",
    PROVISIONAL: "complete_ap",
    TO_WITHDRAW: "take_back",
}
"""What comes next in states that say it by themselves."""


def _marks(case: BreachCase) -> tuple[str, ...]:
    marks = {
        UNDECIDED: case.is_open and case.decision is None and not case.calm,
        "notified": case.told != "no",
        "untold": case.told == "no" and case.status not in (NO_BREACH, WITHDRAWN, DOUBLE),
        "informed": case.informed is not None and case.informed.reached,
        "deviation": case.deviates,
        "mistake": case.status == WITHDRAWN,
        "measures": bool(case.planned),
        COUNTED_ELSEWHERE: case.status == DOUBLE,
        "near_miss": case.was_instead == "bijna" and case.status == NO_BREACH,
        EXPLAINED: bool(case.late_reason),
        MAY_BE_DOUBLE: bool(case.alike) and case.is_open,
    }
    return tuple(name for name, holds in marks.items() if holds)


LISTING = Listing[BreachCase](
    entry=entry_of,
    words=list_words(say, cause=lambda name: label("cause", name)),
    readers=OFFICERS,
    kinds=KINDS,
    causes=CAUSES,
    digests=("po",),
    late=say("late"),
    explains=True,
    marks=MARKS,
    uncounted=("untold",),
    waits=True,
)
