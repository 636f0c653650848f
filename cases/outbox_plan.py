"""What becomes of a waiting message when its moment has come: pure decisions; sending happens in bot/."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cards.view import Card
from cases.breach import BreachCase
from cases.breach_cards import incident, summary_of, thread_note
from cases.breach_changes import Change, not_delivered, reminded, term_missed
from cases.breach_mail import Mail, case_mail
from cases.organisation import Organisation
from cases.outbox import Due
from cases.reminder_cards import reminder, shrunk
from cases.reminders import Stage, overtaken, stage_named
from cases.reporter_cards import open_answers, question_reminder, receipt, tell
from cases.terms import later, outside_office_hours

SECONDS_BETWEEN = (5, 15, 60, 300)
"""How long a message that could not be sent waits, try by try; the last one goes for all further tries."""

UNHEARD_TRIES = 6
"""After so many tries (about eleven minutes) a reminder that does not arrive goes another way."""

TRIES_A_DAY = 288
"""How many tries at the longest pause make a day."""

GIVE_UP_AFTER = timedelta(days=3)
"""A personal message that nobody can receive for so long is given up, and the officers are told."""


@dataclass(frozen=True, slots=True)
class Drop:
    """There is nothing to send any more; the reason is for the log."""

    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """Nothing is sent, but something has become true and is written down."""

    change: Change


@dataclass(frozen=True, slots=True)
class SendCard:
    """A card to send. `name` is the post that it becomes or changes ("" when it is never changed again).

    living: the one card in the office's channel; thread: under the office's living card; person: a new card in a
    personal chat (or the living one there, when it has a name); update: change the post, if it is there.
    """

    place: Literal["living", "thread", "person", "update"]
    card: Card
    summary: str
    office: str = ""
    aad_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SendMail:
    """A mail without personal data."""

    mail: Mail


Plan = Drop | Record | SendCard | SendMail


def plan(due: Due, case: BreachCase, now: datetime, org: Organisation) -> Plan:
    """Whether this message still holds, and what exactly is sent. `now` carries the organisation's zone."""
    summary = summary_of(case, now, org)
    match due.kind:
        case "card":
            return _living(due, case, now, org, summary)
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
            if card is None:
                return Drop("the case moved on")
            return SendCard("person", card, summary, aad_id=case.reporter.aad_id)
        case "reminder":
            return _reminder(due, case, now, org, summary)
        case "term":
            if case.missed or not case.overdue(now, org):
                return Drop("the term was met or is settled")
            return Record(term_missed(case, now, org))
        case "open_answers":
            if not case.is_open or not case.report.open_fields:
                return Drop("nothing is open any more")
            return SendCard("person", open_answers(case, now, org), summary, aad_id=case.reporter.aad_id)
        case "question_reminder":
            exchange = case.exchange(due.ref)
            if not case.is_open or exchange is None or exchange.answer:
                return Drop("answered or gone")
            card = question_reminder(case, exchange, now, org)
            return SendCard("person", card, summary, aad_id=case.reporter.aad_id)
        case "shrink":
            stage = due.ref.partition(".")[0]
            return SendCard(
                "update", shrunk(case, stage, due.to, org), summary, office=due.to, name=f"{due.to}.{stage}"
            )
        case "draft_expired":
            return Drop("a draft is no case")


def after_sent(due: Due, case: BreachCase, now: datetime, org: Organisation) -> Change:
    """What follows for the case once the message went out."""
    stage = _stage(due, case, org)
    if due.kind == "reminder" and due.to == "po" and stage is not None and case.is_open:
        return reminded(case, stage, now, org)
    return Change(case, None)


def after_failed(due: Due, case: BreachCase, now: datetime, org: Organisation) -> Change:
    """What follows once a message will never arrive: the officers must know that a reporter hears nothing."""
    if due.kind in ("tell", "question_reminder"):
        return not_delivered(case, due.kind, now, org)
    return Change(case, None)


def next_try(due: Due, now: datetime) -> datetime:
    """When a message that could not be sent is tried again."""
    seconds = (
        SECONDS_BETWEEN[min(due.attempts, len(SECONDS_BETWEEN)) - 1] if due.attempts else SECONDS_BETWEEN[0]
    )
    return later(now, seconds=seconds)


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


def _living(due: Due, case: BreachCase, now: datetime, org: Organisation, summary: str) -> Plan:
    if due.to == "reporter":
        night = outside_office_hours(now)
        return SendCard(
            "update",
            receipt(case, now, org, night=night),
            summary,
            aad_id=case.reporter.aad_id,
            name="reporter",
        )
    if due.to.startswith("person:"):
        card = incident(case, now, org, private=True)
        return SendCard("person", card, summary, aad_id=due.to.removeprefix("person:"), name=due.to)
    return SendCard("living", incident(case, now, org), summary, office=due.to, name=due.to)


def _reminder(due: Due, case: BreachCase, now: datetime, org: Organisation, summary: str) -> Plan:
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
