"""The report of a drill: how many minutes each step took, and what was missed. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cards.note import NoteView, note_card
from cards.view import Card
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.rhythm import CHORES, unfinished
from cases.drill.clock import minutes_in, outside
from cases.organisation import Organisation

say = words_beside(__file__)

SPOKEN = ("step", "unfinished")
"""Words that are looked up by a step, or by what was left."""


def drill_report(case: BreachCase, org: Organisation) -> Card:
    """How it went, for the channel in which it was practised. Raises ValueError for a drill that still runs."""
    if case.closed_at is None:
        raise ValueError(f"{case.number} is not over")
    steps = tuple(_step(name, at, case) for name, at in _steps(case))
    missed = tuple(_missed(case, org))
    lines = (
        say("lasted", minutes=minutes_in(case, case.closed_at), term=_term_in_minutes(case, org)),
        *steps,
        f"**{say('missed_title')}**" if missed else say("nothing_missed"),
        *(f"• {each}" for each in missed),
    )
    return note_card(NoteView(case.number, say("title"), lines, closing=say("closing")))


def _steps(case: BreachCase) -> Iterator[tuple[str, datetime | None]]:
    """Each step of policy point 14, and when it was done first by the clock of the drill."""
    first = case.first_told
    yield "taken_up", case.taken_up.at if case.taken_up is not None else None
    yield "decided", case.decision.at if case.decision is not None else None
    if case.decision is None or case.decision.ap != "not" or first is not None:
        yield "ap", first.kept_at if first is not None else None
    if case.people is None or case.people.choice != "not":
        yield "people", case.informed.kept_at if case.informed is not None else None


def _step(name: str, at: datetime | None, case: BreachCase) -> str:
    what = say(f"step.{name}")
    if at is None:
        return say("not_done", what=what)
    minutes = minutes_in(case, at)
    return say("done.one", what=what) if minutes == 1 else say("done.many", what=what, minutes=minutes)


def _missed(case: BreachCase, org: Organisation) -> Iterator[str]:
    """What nobody did, in the order in which it had to be done."""
    if case.missed:
        yield say("missed.term")
    unseen = sum(each.seen is None for each in case.reminders.values())
    if case.taken_up is None:
        yield say("missed.taken_up")
    elif unseen:
        yield say("missed.unseen.one") if unseen == 1 else say("missed.unseen.many", count=unseen)
    if case.decision is None:
        yield say("missed.decided")
        return
    if case.told == "provisional":
        yield say("missed.full")
    if case.decision.ap != "not" and case.told == "no":
        yield say("missed.ap")
    if case.people is None:
        yield say("missed.choose")
    elif CHORES["people"].waits(case):
        yield say("missed.people")
    if case.number_missing:
        yield say("missed.number")
    for name in unfinished(case):
        yield say(f"unfinished.{name}")


def _term_in_minutes(case: BreachCase, org: Organisation) -> int:
    """How long the office had from the start until the end of the term, in minutes on the wall."""
    due = case.deadline(org).due
    left = outside(case.reported_at, due) - case.reported_at
    return max(0, int(left / timedelta(minutes=1)))
