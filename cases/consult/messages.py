"""What becomes of a waiting message about a consult when its moment has come. Pure; sending happens in bot/."""

from datetime import datetime
from typing import Literal

from cases.consult.case import ConsultCase
from cases.consult.entries import made_elsewhere
from cases.consult.life import lapsed, reminded
from cases.consult.mail import case_mail
from cases.consult.office_card import summary_of, thread_note, watched
from cases.consult.reminder_cards import reminder, shrunk
from cases.consult.reporter_cards import question_reminder, receipt, tell
from cases.consult.rhythm import Stage, lapses_at, overtaken, stage_named
from cases.organisation import Organisation
from cases.register.life import Change, Dues
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
from state_machines.consult_life import ANSWERED, OFFICE_TURN, QUESTION_BACK


def plan(due: Due, case: ConsultCase, now: datetime, org: Organisation, draw: Draw[ConsultCase]) -> Plan:
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
            return SendMail(case_mail(case, due.to.removeprefix("mail:"), due.ref, org))
        case "tell":
            card = tell(case, due.ref, now, org)
            return to_reporter(card, case, summary)
        case "reminder":
            return _reminder(due, case, now, org, summary)
        case "term":
            silent = case.status in (ANSWERED, QUESTION_BACK) and now >= lapses_at(case.waits_since, org)
            return Record(lapsed(case, now, org)) if silent else Drop("somebody said something")
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
        case "file":
            return made_elsewhere(case, due.to, now, org)
    return Drop("not about a consult")


def after_sent(due: Due, case: ConsultCase, now: datetime, org: Organisation) -> Change[ConsultCase]:
    """What follows for the case once the message went out."""
    stage = _stage(due, case, org)
    asked = due.kind == "reminder" and due.to == case.office and case.status in OFFICE_TURN
    if asked and stage is not None and stage.name not in case.reminders:
        return reminded(case, stage, now, org)
    return Change(case, None)


def unheard(due: Due, case: ConsultCase, now: datetime, org: Organisation) -> Dues:
    """Who is told instead when a reminder cannot reach the channel of the office, once a day.

    The office and the FG get a mail, the deputies the reminder in their own chats.
    """
    tries = due.attempts - UNHEARD_TRIES
    waits = case.status in OFFICE_TURN
    if due.kind != "reminder" or due.to != case.office or not waits or tries < 0 or tries % TRIES_A_DAY:
        return ()
    stage = due.ref.partition(".")[0]

    def told(kind: Literal["mail", "reminder"], to: str, ref: str) -> tuple[datetime, Due]:
        return now, Due(kind=kind, number=case.number, to=to, ref=ref, created_at=now)

    deputies = tuple(
        told("reminder", f"person:{each.id}", f"{stage}.unheard{due.attempts}")
        for each in org.office(case.office).deputies
    )
    offices = dict.fromkeys((case.office, "fg"))
    mails = tuple(told("mail", f"mail:{each}", f"unheard.{stage}.{due.attempts}") for each in offices)
    return (*mails, *deputies)


def _living(
    due: Due, case: ConsultCase, now: datetime, org: Organisation, summary: str, draw: Draw[ConsultCase]
) -> Plan:
    if due.to == "reporter":
        return SendCard(
            "update", receipt(case, now, org), summary, aad_id=case.reporter.aad_id, name="reporter"
        )
    person = due.to.removeprefix("person:") if due.to.startswith("person:") else ""
    offices, private = org.roles_of(person) if person else frozenset({due.to}), bool(person)
    card = (
        draw(case, now, org, private) if case.office in offices else watched(case, offices, now, org, private)
    )
    if person:
        return SendCard("person", card, summary, aad_id=person, name=due.to)
    return SendCard("living", card, summary, office=due.to, name=due.to)


def _reminder(due: Due, case: ConsultCase, now: datetime, org: Organisation, summary: str) -> Plan:
    stage = _stage(due, case, org)
    if stage is None or case.status not in OFFICE_TURN:
        return Drop("it does not wait for the office any more")
    if overtaken(stage, case, now, org):
        return Drop("a later reminder is due as well")
    if due.to == case.office and stage.name in case.reminders:
        return Drop("this reminder went out")
    card = reminder(case, stage, now, org, to=due.to)
    if due.to.startswith("person:"):
        return SendCard("person", card, summary, aad_id=due.to.removeprefix("person:"))
    return SendCard("thread", card, summary, office=due.to, name=f"{due.to}.{stage.name}")


def _stage(due: Due, case: ConsultCase, org: Organisation) -> Stage | None:
    return stage_named(due.ref.partition(".")[0], case, org)
