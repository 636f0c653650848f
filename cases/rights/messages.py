"""What becomes of a waiting message about a rights request when its moment has come. Pure; sending happens in bot/."""

from datetime import datetime, timedelta

from cards.view import Card
from cases.organisation import Organisation
from cases.register.life import Change, Dues
from cases.register.life import due as waiting
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
from cases.rights.case import RightsCase
from cases.rights.life import reminded, term_missed
from cases.rights.mail import case_mail
from cases.rights.office_card import hidden_note, summary_of, thread_note
from cases.rights.reminder_cards import reminder, search_done, search_reminder, shrunk
from cases.rights.reporter_cards import question_reminder, receipt, search_task, tell
from cases.rights.rhythm import Stage, overtaken, stage_named

EARLY = timedelta(minutes=1)
"""A reminder whose stage lies further ahead than this belongs to an earlier reckoning of the term."""


def plan(due: Due, case: RightsCase, now: datetime, org: Organisation, draw: Draw[RightsCase]) -> Plan:
    """Whether this message still holds, and what exactly is sent. `now` carries the organisation's zone."""
    summary = summary_of(case, now, org)
    kind, _, told = due.ref.partition(".")
    match due.kind:
        case "card":
            return _living(due, case, now, org, summary, draw)
        case "thread" if kind == "search":
            return _in_channel(due, search_task(case, told, now, org), case, summary, f"po.search-{told}")
        case "thread":
            return _in_channel(due, thread_note(case, due.ref, now, org), case, summary)
        case "mail":
            return SendMail(case_mail(case, due.to.removeprefix("mail:"), due.ref, org, now))
        case "tell":
            return to_reporter(tell(case, due.ref, now, org), case, summary)
        case "reminder":
            return _reminder(due, case, now, org, summary)
        case "term":
            if case.missed or not case.overdue(now, org):
                return Drop("the term was met, moved or is settled")
            return Record(term_missed(case, now, org))
        case "question_reminder" if kind == "search":
            return _search_reminder(due, told, case, now, org, summary)
        case "question_reminder":
            exchange = case.exchange(due.ref)
            if not case.is_open or exchange is None or exchange.answer:
                return Drop("answered or gone")
            return to_reporter(question_reminder(case, exchange, now, org), case, summary)
        case "shrink":
            searched = case.search(kind.removeprefix("search-")) if kind.startswith("search-") else None
            card = search_done(case, searched) if searched else shrunk(case, kind, due.to, org)
            return SendCard("update", card, summary, office=due.to, name=f"{due.to}.{kind}")
    return Drop("no message of a request")


def after_sent(due: Due, case: RightsCase, now: datetime, org: Organisation) -> Change[RightsCase]:
    """What follows for the case once the message went out."""
    stage = _stage(due, case, org)
    if due.kind == "reminder" and due.to == "jz" and stage is not None and case.answer_due:
        return reminded(case, stage, now, org)
    return Change(case, None)


def unheard(due: Due, case: RightsCase, now: datetime, org: Organisation) -> Dues:
    """Who is told instead when a reminder cannot reach the channel of legal affairs, once a day.

    A term must not pass in silence because a channel was deleted: the office gets a mail, the FG the reminder, the
    members and deputies the reminder in their own chats.
    """
    tries = due.attempts - UNHEARD_TRIES
    if due.kind != "reminder" or due.to != "jz" or not case.answer_due or tries < 0 or tries % TRIES_A_DAY:
        return ()
    ref = f"{due.ref.partition('.')[0]}.unheard{due.attempts}"
    people = (*org.offices.jz.members, *org.offices.jz.deputies)
    return (
        (now, waiting(case, "mail", "mail:jz", now, ref)),
        (now, waiting(case, "reminder", "fg", now, ref)),
        *((now, waiting(case, "reminder", f"person:{each.id}", now, ref)) for each in people),
    )


def _living(
    due: Due, case: RightsCase, now: datetime, org: Organisation, summary: str, draw: Draw[RightsCase]
) -> Plan:
    if due.to == "reporter":
        card = receipt(case, now, org)
        return SendCard("update", card, summary, aad_id=case.reporter.aad_id, name="reporter")
    if due.to.startswith("person:"):
        card = draw(case, now, org, True)
        return SendCard("person", card, summary, aad_id=due.to.removeprefix("person:"), name=due.to)
    return SendCard("living", draw(case, now, org, False), summary, office=due.to, name=due.to)


def _in_channel(due: Due, card: Card | None, case: RightsCase, summary: str, name: str = "") -> Plan:
    if card is None:
        return Drop("the case does not hold this any more")
    if case.confidential:
        card = hidden_note(case)
    return SendCard("thread", card, summary, office=due.to, name=name)


def _reminder(due: Due, case: RightsCase, now: datetime, org: Organisation, summary: str) -> Plan:
    stage = _stage(due, case, org)
    if stage is None or not case.answer_due:
        return Drop("nothing is left to remind of")
    if stage.at > now + EARLY:
        return Drop("the term was counted anew")
    if overtaken(stage, case.deadline(org), now):
        return Drop("a later reminder is due as well")
    if due.to == "jz" and stage.name in case.reminders:
        return Drop("this reminder went out")
    card = reminder(case, stage, now, org, to=due.to)
    if due.to.startswith("person:"):
        return SendCard("person", card, summary, aad_id=due.to.removeprefix("person:"))
    return SendCard("thread", card, summary, office=due.to, name=f"{due.to}.{stage.name}")


def _search_reminder(
    due: Due, told: str, case: RightsCase, now: datetime, org: Organisation, summary: str
) -> Plan:
    search_id, _, when = told.partition(".")
    if due.to == "reporter":
        return to_reporter(search_task(case, search_id, now, org, again=True), case, summary)
    if due.to == "jz":
        return _in_channel(
            due, search_reminder(case, search_id, now, org, late=when == "late"), case, summary
        )
    return _in_channel(due, search_task(case, search_id, now, org, again=True), case, summary)


def _stage(due: Due, case: RightsCase, org: Organisation) -> Stage | None:
    return stage_named(due.ref.partition(".")[0], case.deadline(org))
