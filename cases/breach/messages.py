"""What becomes of a waiting message about a breach when its moment has come. Pure; sending happens in bot/."""

from datetime import datetime
from typing import Literal

from cases.breach.case import BreachCase
from cases.breach.life import chore_reminded, reminded, term_missed
from cases.breach.mail import case_mail
from cases.breach.office_card import summary_of, task, thread_note
from cases.breach.reminder_cards import chore_reminder, reminder, shrunk
from cases.breach.reporter_cards import open_answers, question_reminder, receipt, tell
from cases.breach.rhythm import chore_named
from cases.breach.stages import Stage, overtaken, stage_named
from cases.organisation import Organisation
from cases.register.life import Change
from cases.register.messages import Due
from cases.register.plans import (
    TRIES_A_DAY,
    UNHEARD_TRIES,
    Drop,
    Plan,
    Record,
    SendCard,
    SendMail,
    to_reporter,
)
from cases.register.register import Draw


def plan(due: Due, case: BreachCase, now: datetime, org: Organisation, draw: Draw[BreachCase]) -> Plan:
    """Whether this message still holds, and what exactly is sent. `now` carries the organisation's zone."""
    summary = summary_of(case, now, org)
    match due.kind:
        case "card":
            return _living(due, case, now, org, summary, draw)
        case "thread":
            note = thread_note(case, due.ref, now, org)
            if note is None:
                return Drop("the case does not hold this any more")
            return SendCard("thread", note, summary, office=due.to)
        case "mail":
            office = due.to.removeprefix("mail:")
            return SendMail(case_mail(case, office, due.ref, org, now))
        case "tell":
            card = tell(case, due.ref, now, org)
            return to_reporter(card, case, summary)
        case "reminder":
            return _reminder(due, case, now, org, summary)
        case "term":
            if case.missed or not case.overdue(now, org):
                return Drop("the term was met or is settled")
            return Record(term_missed(case, now, org))
        case "open_answers":
            if not case.is_open or not case.report.open_fields:
                return Drop("nothing is open any more")
            return to_reporter(open_answers(case, now, org), case, summary)
        case "question_reminder":
            exchange = case.exchange(due.ref)
            if not case.is_open or exchange is None or exchange.answer:
                return Drop("answered or gone")
            card = question_reminder(case, exchange, now, org)
            return to_reporter(card, case, summary)
        case "shrink":
            stage = due.ref.partition(".")[0]
            return SendCard(
                "update", shrunk(case, stage, due.to, org), summary, office=due.to, name=f"{due.to}.{stage}"
            )
        case "draft_expired" | "tidy" | "file" | "chore":
            return Drop("nobody sends this about a breach")


def after_sent(due: Due, case: BreachCase, now: datetime, org: Organisation) -> Change[BreachCase]:
    """What follows for the case once the message went out."""
    name = due.ref.partition(".")[0]
    found = chore_named(name) if due.kind == "reminder" else None
    if found is not None and due.to == found[0].office and case.is_open:
        return chore_reminded(case, name, now, org)
    stage = _stage(due, case, org)
    if due.kind == "reminder" and due.to == "po" and stage is not None and case.is_open:
        return reminded(case, stage, now, org)
    return Change(case, None)


def unheard(due: Due, case: BreachCase, now: datetime, org: Organisation) -> tuple[tuple[datetime, Due], ...]:
    """Who is told instead when a reminder cannot reach the Privacy Officers' channel, once a day.

    A term of 72 hours must not pass in silence because a channel was deleted: the office and the FG get a mail, the
    FG the reminder, the deputies the reminder in their own chats.
    """
    tries = due.attempts - UNHEARD_TRIES
    if due.kind != "reminder" or due.to != "po" or case.ap_settled or tries < 0 or tries % TRIES_A_DAY:
        return ()
    stage = due.ref.partition(".")[0]

    def told(kind: Literal["mail", "reminder"], to: str) -> tuple[datetime, Due]:
        ref = f"{stage}.unheard{due.attempts}"
        return now, Due(kind=kind, number=case.number, to=to, ref=ref, created_at=now)

    deputies = tuple(told("reminder", f"person:{deputy.id}") for deputy in org.offices.po.deputies)
    return (told("mail", "mail:po"), told("mail", "mail:fg"), told("reminder", "fg"), *deputies)


def _living(
    due: Due, case: BreachCase, now: datetime, org: Organisation, summary: str, draw: Draw[BreachCase]
) -> Plan:
    if due.to == "reporter":
        return SendCard(
            "update", receipt(case, now, org), summary, aad_id=case.reporter.aad_id, name="reporter"
        )
    if due.to.startswith("person:"):
        card = draw(case, now, org, True)
        return SendCard("person", card, summary, aad_id=due.to.removeprefix("person:"), name=due.to)
    if due.to == "jz":
        return SendCard("living", task(case, "jz", now, org), summary, office=due.to, name=due.to)
    return SendCard("living", draw(case, now, org, False), summary, office=due.to, name=due.to)


def _reminder(due: Due, case: BreachCase, now: datetime, org: Organisation, summary: str) -> Plan:
    name = due.ref.partition(".")[0]
    if found := chore_named(name):
        if not case.is_open or not found[0].waits(case):
            return Drop("nothing waits any more")
        if due.to == found[0].office and name in case.reminders:
            return Drop("this reminder went out")
        card = chore_reminder(case, name, now, org, to=due.to)
        return SendCard("thread", card, summary, office=due.to, name=f"{due.to}.{name}")
    stage = _stage(due, case, org)
    if stage is None or case.ap_settled:
        return Drop("nothing is left to remind of")
    if overtaken(stage, case.deadline(org).due, org.terms, now):
        return Drop("a later reminder is due as well")
    if due.to == "po" and stage.name in case.reminders:
        return Drop("this reminder went out")
    card = reminder(case, stage, now, org, to=due.to)
    if due.to.startswith("person:"):
        return SendCard("person", card, summary, aad_id=due.to.removeprefix("person:"))
    return SendCard("thread", card, summary, office=due.to, name=f"{due.to}.{stage.name}")


def _stage(due: Due, case: BreachCase, org: Organisation) -> Stage | None:
    return stage_named(due.ref.partition(".")[0], case.deadline(org).due, org.terms)
