"""The reminders about the month of a request and about search tasks, and what is left of them once somebody reacted."""

from datetime import datetime, timedelta

from cards.dutch_time import time_left
from cards.note import NoteView, Quoted, note_card
from cards.reminder import Mention, ReminderView, SeenView, reminder_card, seen_card, shrunk_card
from cards.view import Button, Card, Clock, Fact
from cards.words import words_beside
from cases.names import names_of
from cases.organisation import Organisation
from cases.register.confidential import hidden_note
from cases.register.forms import form_button
from cases.register.mentions import whom_to_call
from cases.register.messages import To, channel
from cases.register.office import clock_to
from cases.register.rhythm import Stage
from cases.register.snooze import later_button, put_off_line
from cases.register.typed_fields import button
from cases.rights.case import RightsCase
from cases.rights.events import stage_words
from cases.rights.facts import place_of
from cases.rights.life import LIFE
from cases.rights.lists import day_of, moment_of
from cases.rights.office_card import WARNING
from cases.rights.parts import Search
from cases.rights.rhythm import EXTEND, FIRST_WEEK, RHYTHM

say = words_beside(__file__)

SPOKEN = ("sentence", "advice", "missing", "search")
"""Words that are looked up by the stage."""


def reminder(case: RightsCase, stage: Stage, now: datetime, org: Organisation, to: To) -> Card:
    """Asks legal affairs, the FG or one person to react. It says nothing of what the request is about."""
    deadline = case.deadline(org)
    left = deadline.left(now)
    late = left <= timedelta()
    facts = [
        Fact(
            say("fact.decide_until") if case.objected else say("fact.until"),
            day_of(deadline.due.date(), org),
        ),
        *(() if case.objected else (Fact(say("fact.missing"), _missing(case)),)),
    ]
    if case.taken_up is not None:
        facts.append(Fact(say("fact.holder"), case.taken_up.by.name, typed=True))
    kind = f"objection_{_kind(stage)}" if case.objected else _kind(stage)
    view = ReminderView(
        number=case.number,
        clock=clock_to(case.deadline(org), now, org),
        mentions=_called(case, stage, now, org, to),
        sentence=say(f"sentence.{kind}"),
        facts=tuple(facts),
        advice=say(f"advice.{kind}", **names_of(org)),
        consequence=_consequence(case, stage, now, org, to),
        tone="late" if late else "warning" if left <= WARNING else "running",
        buttons=(
            Button(say("button.seen"), "seen", {"case": case.number, "stage": stage.name}, primary=True),
            *later_button(LIFE, case, stage.name, org, to),
            button(case, say("button.show"), "show"),
        ),
    )
    return reminder_card(view)


def shrunk(case: RightsCase, stage_name: str, office: str, org: Organisation) -> Card:
    """What is left of a reminder in the channel of an office: who of it saw it, or why it is no longer asked."""
    deadline = case.deadline(org)
    stage, state = RHYTHM.named(case, stage_name, org), case.reminders.get(stage_name)
    seen = None if state is None else state.seen if office == "jz" else state.seen_fg
    left = time_left(Clock(deadline.due, stage.at, deadline.term)) if stage else ""
    if seen:
        return seen_card(SeenView(case.number, left, seen.by.name, seen.at.astimezone(org.zone)))
    title = f"{case.number} · {left}" if left else case.number
    if case.term_runs and stage_name == case.newest_reminder and (put_off := put_off_line(state, org)):
        return shrunk_card(title, put_off)
    return shrunk_card(title, say("later_came") if case.term_runs else say("answered"))


def search_reminder(
    case: RightsCase, search_id: str, now: datetime, org: Organisation, *, late: bool
) -> Card | None:
    """Reminds legal affairs of a search task that has no answer; None when it was answered or the case has ended."""
    search = case.search(search_id)
    if search is None or search.answer or not case.answer_due:
        return None
    if case.confidential:
        return hidden_note(case, org)
    lines = (
        say(f"search.{'late' if late else 'day'}", day=day_of(search.until, org)),
        say("search.place", place=place_of(search, org)),
    )
    return note_card(
        NoteView(
            case.number,
            say("search.title"),
            lines,
            (Quoted(say("search.task"), search.what),),
            buttons=(
                form_button(LIFE.forms["answer_search"], case, org, {"search": search.id}),
                button(case, say("button.show"), "show"),
            ),
        )
    )


def search_done(case: RightsCase, search: Search) -> Card:
    """What is left of a search task in a channel once it was answered."""
    return shrunk_card(case.number, say("search.done", name=search.answered_by or say("search.somebody")))


def _kind(stage: Stage) -> str:
    if stage.late:
        return "late"
    if stage.name in (EXTEND, FIRST_WEEK):
        return "extend" if stage.name == EXTEND else "first"
    return "running" if stage.name.startswith(("week", "left")) else "closing"


def _missing(case: RightsCase) -> str:
    wanted = {
        "holder": case.taken_up is None,
        "receipt": case.receipt_on is None,
        "identity": case.identity_state != "confirmed",
        "decision": not case.all_decided,
        "answer": case.sent is None,
    }
    return ", ".join(say(f"missing.{name}") for name, open_still in wanted.items() if open_still)


def _called(case: RightsCase, stage: Stage, now: datetime, org: Organisation, to: To) -> tuple[Mention, ...]:
    if to == channel("fg"):
        return whom_to_call("fg", None, now, org)
    if to != channel("jz"):
        return ()
    holder = case.taken_up.by if case.taken_up is not None else None
    return whom_to_call("jz", holder, now, org, deputies=RHYTHM.unseen(case, stage, org))


def _consequence(case: RightsCase, stage: Stage, now: datetime, org: Organisation, to: To) -> str:
    coming = RHYTHM.coming(case, max(now, stage.at), org)
    assert coming is not None  # a request is reminded of for ever
    sentence = say("again", moment=moment_of(coming.at, org), stage=stage_words(coming.name))
    if to == channel("jz") and not stage.tells_fg and coming.tells_fg:
        return f"{sentence} {say('fg_next', fg=org.offices.fg.who_short)}"
    return sentence
