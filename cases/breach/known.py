"""What is known of a breach by now, fact by fact: established, assumed or unknown, and who said so. Pure.

What officers found in the assessment, or put right, is established; what somebody reported is assumed until then. What
is unknown and matters for the notification (AVG article 33(3)) has somebody who finds it out, and a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.handling import FactTask
from cases.breach.report import CHOICES, NO_DATA
from cases.organisation import Organisation
from cases.terms import later

Standing = Literal["established", "assumed", "unknown"]

DISCOVERED, HAPPENED = "discovered_at", "happened"
SEEN, STOPPED = "seen", "stopped"
"""Whether somebody saw the data, and whether the leak is closed: the assessment and the register say so."""

FACTS = (DISCOVERED, HAPPENED, *CHOICES, SEEN, STOPPED)
"""Every fact that is followed, in the order in which it is told."""

MATTERS = ("kind", HAPPENED, "cause", "data_kinds", "groups", "n_people", "n_records", SEEN, STOPPED)
"""Facts that the AP asks for (AVG article 33(3)): while one is unknown, somebody finds it out."""

FROM_START = frozenset({SEEN, STOPPED})
"""Nobody is asked these when something is reported: they are open from the moment that an officer asks for them."""

ABOUT_PEOPLE = frozenset({"data_kinds", "groups", "n_people", "n_records", SEEN})

ANSWERED_IN: Mapping[str, str] = {SEEN: "left", "n_people": "people_about", "n_records": "records_about"}
"""The question of the assessment that settles a fact beside the one of its own name."""


@dataclass(frozen=True, slots=True)
class Known:
    """How one fact stands. `by` is the name of the officer who established it, "" for what was reported."""

    fact: str
    standing: Standing
    by: str = ""


def known(case: BreachCase, fact: str) -> Known:
    """How this fact stands by now."""
    assessor = case.triage.by.name if case.triage is not None else ""
    if any(case.answered(each) not in ("", UNKNOWN) for each in _questions(fact)):
        return Known(fact, "established", assessor)
    if fact == STOPPED and case.registration is not None and case.registration.stopped:
        return Known(fact, "established", case.registration.by.name)
    if _unknown(case, fact):
        return Known(fact, "unknown")
    right = case.established.get(fact)
    return Known(fact, "established", right.by.name) if right is not None else Known(fact, "assumed")


def all_known(case: BreachCase) -> tuple[Known, ...]:
    """Every fact that plays a part in this case; what nobody was asked yet only once somebody finds it out."""
    nobodys = case.calm
    return tuple(
        known(case, each)
        for each in FACTS
        if not (nobodys and each in ABOUT_PEOPLE)
        and (each not in FROM_START or each in case.fact_tasks or known(case, each).standing != "unknown")
    )


def unknown_facts(case: BreachCase) -> tuple[str, ...]:
    """What matters for the notification and nobody knows yet."""
    return tuple(each.fact for each in all_known(case) if each.fact in MATTERS and each.standing == "unknown")


def to_find_out(case: BreachCase) -> tuple[str, ...]:
    """What an officer can ask somebody to find out: all that matters and is unknown, asked before or not."""
    return tuple(
        each
        for each in MATTERS
        if known(case, each).standing == "unknown" and not (case.calm and each in ABOUT_PEOPLE)
    )


def tasks(case: BreachCase) -> Mapping[str, FactTask]:
    """Who finds out what is unknown by now; a fact that became known is nobody's task any more."""
    return {each: case.fact_tasks[each] for each in unknown_facts(case) if each in case.fact_tasks}


def task_of(case: BreachCase, fact: str, now: datetime, org: Organisation) -> tuple[str, datetime]:
    """Who finds this out and until when: as an officer said, else the Privacy Officer, before the term of the AP ends.

    After that term it is due every time that is reminded of it.
    """
    task = case.fact_tasks.get(fact)
    if task is not None:
        return task.owner, task.until.astimezone(org.zone)
    due = case.deadline(org).due
    return "po", due if due > now else later(now, hours=org.terms.chore_hours).astimezone(org.zone)


def _questions(fact: str) -> tuple[str, ...]:
    """The questions of the assessment that settle a fact; "what happened" there is not when it happened."""
    own = (fact,) if fact in CHOICES else ()
    return (*own, *((ANSWERED_IN[fact],) if fact in ANSWERED_IN else ()))


def _unknown(case: BreachCase, fact: str) -> bool:
    report = case.report
    match fact:
        case "discovered_at":
            return False
        case "happened":
            return not report.happened_from
        case "seen" | "stopped":
            return True
    values = case.found(fact)
    return UNKNOWN in values and not (report.data_kinds == (NO_DATA,) and fact in ABOUT_PEOPLE)
