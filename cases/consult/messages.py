"""What the bot says by itself about a consult: its reminders, its mails, and what is made of it elsewhere."""

from datetime import datetime

from cases.consult.case import ConsultCase
from cases.consult.entries import breach_of, made_elsewhere, published_elsewhere, request_of
from cases.consult.into_breach import BREACH, REQUEST
from cases.consult.life import lapsed
from cases.consult.mail import mail_text
from cases.consult.office_card import thread_note
from cases.consult.publishing import REGISTER
from cases.consult.reminder_cards import reminder, shrunk
from cases.consult.reporter_cards import REPORTER
from cases.consult.rhythm import RHYTHM, lapses_at
from cases.organisation import Organisation
from cases.register.life import Change
from cases.register.messages import To, mailbox, person
from cases.register.news import Fired, News, Reminders
from cases.register.plans import Plan
from state_machines.consult_life import ANSWERED, QUESTION_BACK


def _unheard(case: ConsultCase, org: Organisation) -> tuple[To, ...]:
    """The office and the FG get a mail, the deputies the reminder in their own chats."""
    mails = (mailbox(each) for each in dict.fromkeys((case.office, "fg")))
    return (*mails, *(person(each.id) for each in org.office(case.office).deputies))


def _own(fired: Fired[ConsultCase]) -> Plan | None:
    if fired.due.kind != "file":
        return None
    if fired.due.to.name == BREACH:
        return breach_of(fired.case, fired.now, fired.org)
    if fired.due.to.name == REQUEST:
        return request_of(fired.case, fired.now, fired.org)
    if fired.due.to.name == REGISTER:
        return published_elsewhere(fired.case, fired.now, fired.org)
    return made_elsewhere(fired.case, fired.due.to.name, fired.now, fired.org)


def _term(case: ConsultCase, now: datetime, org: Organisation) -> Change[ConsultCase] | None:
    """Nobody said anything for so long that the question closes."""
    silent = case.status in (ANSWERED, QUESTION_BACK) and now >= lapses_at(case.waits_since, org)
    return lapsed(case, now, org) if silent else None


REMINDERS = Reminders(RHYTHM, reminder, shrunk, _unheard)

NEWS = News(REMINDERS, thread_note, REPORTER, mail_text, _term, own=_own)
