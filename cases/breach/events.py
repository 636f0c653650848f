"""The events of a breach, gathered: in this order cards list what has no place of its own."""

from cases.breach import (
    additions,
    asking,
    closed_name,
    corrections,
    decisions,
    duties,
    endings,
    follow_up,
    joining,
    measures,
    notifications,
    officers_notes,
    people,
    put_right,
    second_opinion,
    triage,
    unknowns,
)
from cases.breach.case import BreachCase
from cases.breach.facts import fact_name
from cases.breach.handling import RECIPIENTS
from cases.breach.lists import field_name, label
from cases.breach.papers import paper_not_filled
from cases.breach.progress import recipient_name
from cases.breach.report import CHOICES
from cases.breach.rhythm import back_before, chore_named
from cases.register import doubles, linking
from cases.register import events as shared
from cases.register.event_words import EventWords
from cases.register.filled_papers import paper_filling
from cases.register.life import FILE, CaseEvent, Happening, the_reason
from cases.register.snooze import snoozing

ASKS_LISTS = (
    "add_facts",
    "amend_what",
    "amend_when",
    "correct_discovery",
    "correct_report",
    "correct_details",
    "answer",
)
"""Events with closed lists of the report on their form."""


def _elsewhere(key: str, **names: object) -> str | None:
    """Closed lists are called the same everywhere."""
    event, _, rest = key.partition(".field.")
    name, _, option = rest.partition(".option.")
    if name in ("recipient", "recipients") and option in RECIPIENTS:
        return recipient_name(option)
    if name == "facts" and option:
        return fact_name(option)
    if name == "topic" and option:
        return field_name(option)
    if event not in ASKS_LISTS or name.partition(".")[0] not in CHOICES:
        return None
    return label(name, option) if option else field_name(name.partition(".")[0])


WORDS = EventWords(__file__, _elsewhere)


def _stage(name: str) -> str:
    """Which reminder it was."""
    if found := chore_named(name):
        return WORDS.line(f"stage.{found[0].called}")
    late = name.startswith("ap-late-")
    amount = name.removeprefix("ap-late-" if late else "ap-")[:-1]
    if late:
        return WORDS.line("stage.late", days=amount)
    return WORDS.line("stage.due") if amount == "0" else WORDS.line("stage.left", hours=amount)


def _roughly(happening: Happening) -> str:
    """Why it was filed for somebody, and which moments the reporter told roughly."""
    names = happening.event.changes.get("about", ("", ""))[1].split(",")
    rough = (happening.words.line(f"about.{each}") for each in names if each)
    return " ".join(each for each in (the_reason(happening), *rough) if each)


EVENTS: tuple[CaseEvent[BreachCase], ...] = (
    CaseEvent[BreachCase](FILE, line=_roughly),
    shared.TAKE_UP,
    shared.SEEN,
    asking.ASK,
    *additions.EVENTS,
    asking.ANSWER,
    *triage.EVENTS,
    *decisions.EVENTS,
    *notifications.EVENTS,
    *people.EVENTS,
    *duties.EVENTS,
    *corrections.EVENTS,
    *put_right.EVENTS,
    *unknowns.EVENTS,
    *follow_up.EVENTS,
    *endings.EVENTS,
    *measures.EVENTS,
    *second_opinion.EVENTS,
    *joining.EVENTS,
    *doubles.EVENTS,
    linking.BELONGS_TO,
    *officers_notes.EVENTS,
    shared.LATE_REASON,
    shared.HAND_OVER,
    shared.MAKE_CONFIDENTIAL,
    *closed_name.EVENTS,
    shared.SEND_FACTS,
    shared.PAPER_GIVEN,
    paper_filling(paper_not_filled),
    shared.LOOK,
    shared.reminding(_stage),
    snoozing(back_before),
    shared.TERM_MISSED,
    shared.NO_ANSWER,
    *linking.HEARD,
    shared.NOT_DELIVERED,
)
