"""What becomes of a waiting message about an entry that lasts. Pure; sending happens in bot/."""

import re
from datetime import datetime
from typing import Any

from cards.words import words_beside
from cases.lasting.case import R, RecordKind
from cases.lasting.life import looked_at, overtaken, reminded
from cases.lasting.office_card import record_summary, review_reminder, review_shrunk
from cases.lasting.rhythm import Review, review_named
from cases.organisation import Organisation
from cases.register.life import Change, Dues, Life
from cases.register.messages import Due
from cases.register.plans import TRIES_A_DAY, UNHEARD_TRIES, Drop, Mail, Plan, SendCard, SendMail
from cases.register.register import Draw

say = words_beside(__file__)

_OTHER = re.compile(r"[^a-z0-9.-]+")


def record_plan(
    kind: RecordKind[R], due: Due, record: R, now: datetime, org: Organisation, draw: Draw[R]
) -> Plan:
    """Whether this message still holds, and what exactly is sent. `now` carries the organisation's zone."""
    summary = record_summary(kind, record)
    match due.kind:
        case "card":
            return SendCard("living", draw(record, now, org, False), summary, office=due.to, name=due.to)
        case "reminder":
            review = _review(due, record, org)
            if review is None or not record.is_open or looked_at(record):
                return Drop("nothing is left to remind of")
            if review.at > now or review.name in record.reminders or overtaken(record, review, now, org):
                return Drop("another day, or another reminder")
            card = review_reminder(kind, record, review, now, org)
            return SendCard("thread", card, summary, office=due.to, name=f"{due.to}.{review.name}")
        case "shrink":
            stage = due.ref.partition(".")[0]
            card = review_shrunk(kind, record, stage, org)
            return SendCard("update", card, summary, office=due.to, name=f"{due.to}.{stage}")
        case "mail":
            return SendMail(_mail(kind, due, record, org))
    return Drop("nobody sends this about an entry")


def record_sent(
    kind: RecordKind[R], life: Life[R], due: Due, record: R, now: datetime, org: Organisation
) -> Change[R]:
    """What follows for the entry once the message went out."""
    review = _review(due, record, org)
    if (
        due.kind == "reminder"
        and review is not None
        and record.is_open
        and review.name not in record.reminders
    ):
        return reminded(kind, life, record, review, now, org)
    return Change(record, None)


def record_unheard(kind: RecordKind[Any], due: Due, record: R, now: datetime) -> Dues:
    """A reminder that cannot reach the channel of the office goes by mail, once a day."""
    tries = due.attempts - UNHEARD_TRIES
    if due.kind != "reminder" or not record.is_open or tries < 0 or tries % TRIES_A_DAY:
        return ()
    ref = f"{due.ref.partition('.')[0]}.unheard{due.attempts}"
    mail = Due(kind="mail", number=record.number, to=f"mail:{kind.keeper}", ref=ref, created_at=now)
    return ((now, mail),)


def _review(due: Due, record: R, org: Organisation) -> Review | None:
    on = record.review_on
    return review_named(due.ref.partition(".")[0], on, org) if on is not None else None


def _mail(kind: RecordKind[Any], due: Due, record: R, org: Organisation) -> Mail:
    office = org.office(due.to.removeprefix("mail:"))
    lines = (
        say("greeting", office=office.title),
        say("what", what=kind.words("what"), number=record.number),
        say("todo"),
        say("why_so_little"),
    )
    return Mail(
        to=office.email,
        subject=say("subject", number=record.number),
        text="\n\n".join(lines) + "\n",
        message_id_seed=_OTHER.sub("-", f"{record.number}.{due.to}.{due.ref}".lower()),
    )
