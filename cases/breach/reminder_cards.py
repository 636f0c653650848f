"""The reminder about the 72 hours, and what is left of it once somebody reacted."""

from datetime import datetime, timedelta

from cards.dutch_time import short_moment, time_left
from cards.reminder import (
    Mention,
    ReminderView,
    SeenView,
    WaitingView,
    reminder_card,
    seen_card,
    shrunk_card,
    waiting_card,
)
from cards.view import Button, Card, Clock, Fact
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.hurry import WARNING
from cases.breach.life import LIFE
from cases.breach.rhythm import FG_FROM_ROUND, RHYTHM, Chore, chore_named, unfinished
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.mentions import whom_to_call
from cases.register.messages import To, channel
from cases.register.office import clock_to
from cases.register.rhythm import Stage
from cases.register.snooze import later_button, put_off_line
from cases.register.typed_fields import button
from cases.terms import later
from state_machines.breach_life import TO_NOTIFY

say = words_beside(__file__)

SPOKEN = ("chore", "left")
"""Words that are looked up by what waits."""


def reminder(case: BreachCase, stage: Stage, now: datetime, org: Organisation, to: To) -> Card:
    """Asks the Privacy Officer, the FG or one person to react. It says nothing of what was reported.

    In the channel of the Privacy Officer it calls who took the case up, else all members; and the deputies when
    nobody pressed Gezien on the reminder before.
    """
    left = case.deadline(org).left(now)
    late = left <= timedelta()
    taken = case.taken_up
    holder = Fact(say("fact.holder"), taken.by.name, typed=True) if taken else None
    missing = _missing(case)
    facts = [
        Fact(say("fact.until"), short_moment(case.deadline(org).due)),
        Fact(say("fact.missing"), missing),
    ]
    view = ReminderView(
        number=case.number,
        clock=clock_to(case.deadline(org), now, org),
        mentions=_called(case, stage, now, org, to),
        sentence=_sentence(case, late=late),
        facts=(*facts, holder) if holder else tuple(facts),
        advice=_advice(case, late=late),
        consequence=_consequence(stage, now, case, org, to),
        tone="late" if late else "warning" if left <= WARNING else "running",
        buttons=(
            Button(say("button.seen"), "seen", {"case": case.number, "stage": stage.name}, primary=True),
            *later_button(LIFE, case, stage.name, org, to),
            *_way_on(case, now, org, to),
        ),
    )
    return reminder_card(view)


def chore_reminder(case: BreachCase, name: str, now: datetime, org: Organisation, to: To) -> Card:
    """Asks an office to do what still waits after the decision. It says nothing of what was reported."""
    found = chore_named(name)
    assert found is not None
    chore, number = found
    facts = [Fact(say("fact.waits"), _waits_for(case, chore))]
    if case.ap_number and chore.office == "po" and not case.confidential:
        facts.append(Fact(say("fact.ap_number"), case.ap_number, typed=True))
    if chore.day is not None and not case.confidential:
        planned = case.planned[int(chore.name.rpartition("_")[2]) - 1]
        facts.append(Fact(say("fact.measure"), planned.what, typed=True))
        facts.append(Fact(say("fact.owner"), planned.owner, typed=True))
    buttons: tuple[Button, ...]
    if to == channel("jz") or (to.way == "person" and org.roles_of(to.name) == {"jz"}):
        buttons = (Button(say("button.task"), "show", {"case": case.number, "for": "jz"}, primary=True),)
    else:
        seen = Button(say("button.seen"), "seen", {"case": case.number, "stage": name}, primary=True)
        show = button(case, say("button.show"), "show")
        buttons = (seen, *later_button(LIFE, case, name, org, to), show)
    again = short_moment(later(now, hours=chore.hours(org)).astimezone(org.zone))
    consequence = say("consequence.again", moment=again)
    if number + 1 == FG_FROM_ROUND and chore.office != "fg":
        consequence = f"{consequence} {say('consequence.fg_next', fg=org.offices.fg.who_short)}"
    return waiting_card(
        WaitingView(
            number=case.number,
            what=say(f"chore.{chore.called}.title"),
            mentions=_called_for(case, to, now, org),
            sentence=say(f"chore.{chore.called}.sentence"),
            facts=tuple(facts),
            advice=say(f"chore.{chore.called}.advice"),
            consequence=consequence,
            buttons=buttons,
        )
    )


def _waits_for(case: BreachCase, chore: Chore) -> str:
    if chore.name != "finish":
        return say(f"chore.{chore.called}.waits")
    return " · ".join(say(f"left.{each}") for each in unfinished(case))


def _called_for(case: BreachCase, to: To, now: datetime, org: Organisation) -> tuple[Mention, ...]:
    if to.way != "channel":
        return ()
    return whom_to_call(to.name, _holder(case) if to == channel("po") else None, now, org)


def shrunk(case: BreachCase, stage_name: str, office: str, org: Organisation) -> Card:
    """What is left of a reminder in the channel of an office: who of it saw it, or why it is no longer asked."""
    deadline = case.deadline(org)
    stage = RHYTHM.named(case, stage_name, org)
    state = case.reminders.get(stage_name)
    seen = None if state is None else state.seen if office == "po" else state.seen_fg
    left = time_left(Clock(deadline.due, stage.at, deadline.term)) if stage else ""
    if seen:
        if (known := chore_named(stage_name)) is not None:
            left = say(f"chore.{known[0].called}.title")
        return seen_card(SeenView(case.number, left, seen.by.name, seen.at.astimezone(org.zone)))
    found = chore_named(stage_name)
    if found is not None:
        left = say(f"chore.{found[0].called}.title")
    title = f"{case.number} · {left}" if left else case.number
    if not case.is_open and not (found is not None and found[0].asks(case)):
        return shrunk_card(title, say("settled" if found is not None and found[0].goes_on else "closed"))
    asked = found[0].asks(case) if found is not None else case.clock_runs
    if asked and stage_name == case.newest_reminder and (put_off := put_off_line(state, org)):
        return shrunk_card(title, put_off)
    return shrunk_card(title, say("later_came") if asked else say("settled"))


def _sentence(case: BreachCase, *, late: bool) -> str:
    if case.status == TO_NOTIFY:
        return say("sentence.to_notify_late") if late else say("sentence.to_notify")
    if late:
        return say("sentence.late")
    return say("sentence.undecided") if case.taken_up else say("sentence.nobody")


def _missing(case: BreachCase) -> str:
    if case.status == TO_NOTIFY:
        return say("missing.notification")
    return say("missing.decision") if case.taken_up else say("missing.both")


def _advice(case: BreachCase, *, late: bool) -> str:
    if case.status == TO_NOTIFY:
        return say("advice.to_notify_late") if late else say("advice.to_notify")
    return say("advice.late") if late else say("advice.open")


def _way_on(case: BreachCase, now: datetime, org: Organisation, to: To) -> tuple[Button, ...]:
    """The step that ends the reminders, and the case. Nothing is asked about a confidential case in a channel."""
    show = button(case, say("button.show"), "show")
    may = "begin_triage" in LIFE.allowed(case, now, org) and (not case.confidential or to.way == "person")
    return (button(case, say("button.assess"), "begin_triage"), show) if may else (show,)


def _called(case: BreachCase, stage: Stage, now: datetime, org: Organisation, to: To) -> tuple[Mention, ...]:
    if to == channel("fg"):
        return whom_to_call("fg", None, now, org)
    if to != channel("po"):
        return ()
    return whom_to_call("po", _holder(case), now, org, deputies=RHYTHM.unseen(case, stage, org))


def _holder(case: BreachCase) -> Actor | None:
    return case.taken_up.by if case.taken_up is not None else None


def _consequence(stage: Stage, now: datetime, case: BreachCase, org: Organisation, to: To) -> str:
    coming = RHYTHM.coming(case, max(now, stage.at), org)
    assert coming is not None  # a breach is reminded of for ever
    at = short_moment(coming.at.astimezone(org.zone))
    if to != channel("po"):
        return say("consequence.again", moment=at)
    again, stand_in = say("consequence.again", moment=at), org.deputies_there("po", now)
    now_too = "po" in RHYTHM.rungs(
        case, stage, "po", now, org
    )  # who stands in hears it, and without any the FG
    if stand_in:
        again = (
            f"{say('consequence.deputy_knows')} {again}" if now_too else say("consequence.deputy", moment=at)
        )
    if stage.tells_fg or (now_too and not stand_in):
        return f"{again} {say('consequence.fg_knows', fg=org.offices.fg.who_short)}"
    if coming.tells_fg:
        return f"{again} {say('consequence.fg_next', fg=org.offices.fg.who_short)}"
    return again
