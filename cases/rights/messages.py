"""What the bot says by itself about a rights request: its reminders, its mails, and the tasks to search."""

from datetime import datetime

from cards.view import Card
from cases.organisation import Organisation
from cases.register.confidential import hidden_note, noted
from cases.register.life import Change
from cases.register.messages import REPORTER as FILER
from cases.register.messages import To, channel, mailbox, person
from cases.register.news import Fired, News, Reminders, put_small
from cases.register.plans import Plan, to_reporter
from cases.register.posts import reminder_name
from cases.rights.case import RightsCase
from cases.rights.life import term_missed
from cases.rights.mail import mail_text
from cases.rights.office_card import thread_note
from cases.rights.reminder_cards import reminder, search_done, search_reminder, shrunk
from cases.rights.reporter_cards import REPORTER, TASK, search_task, tell
from cases.rights.rhythm import RHYTHM
from cases.rights.search import task_name, task_of


def _unheard(case: RightsCase, org: Organisation) -> tuple[To, ...]:
    """The office gets a mail, the FG the reminder, the members and deputies the reminder in their own chats."""
    people = (*org.offices.jz.members, *org.offices.jz.deputies)
    return (mailbox("jz"), channel("fg"), *(person(each.id) for each in people))


def _own(fired: Fired[RightsCase]) -> Plan | None:
    due, case, now, org = fired.due, fired.case, fired.now, fired.org
    if due.kind == "thread" and due.ref.about == TASK:
        name = reminder_name("po", task_name(due.ref.of))
        return _in_channel(fired, search_task(case, due.ref.of, now, org), name)
    if due.kind == "question_reminder" and due.ref.about == TASK:
        return _search_again(fired)
    searched = case.search(task_of(due.ref.about)) if due.kind == "shrink" else None
    if searched is None:
        return None
    return put_small(fired, hidden_note(case, org) if case.confidential else search_done(case, searched))


def _search_again(fired: Fired[RightsCase]) -> Plan:
    due, case, now, org = fired.due, fired.case, fired.now, fired.org
    if due.to == FILER:
        return to_reporter(search_task(case, due.ref.of, now, org, again=True), case, fired.summary)
    if due.to == channel("jz"):
        late = due.ref.mark == "late"
        return _in_channel(fired, search_reminder(case, due.ref.of, now, org, late=late))
    return _in_channel(fired, search_task(case, due.ref.of, now, org, again=True))


def _in_channel(fired: Fired[RightsCase], card: Card | None, name: str = "") -> Plan:
    case = fired.case
    if card is not None and case.confidential:
        card = hidden_note(case, fired.org)
    return noted(fired.due, case, card, fired.summary, name)


def _term(case: RightsCase, now: datetime, org: Organisation) -> Change[RightsCase] | None:
    return None if case.miss_noted or not case.overdue(now, org) else term_missed(case, now, org)


REMINDERS = Reminders(RHYTHM, reminder, shrunk, _unheard)

NEWS = News(
    REMINDERS,
    thread_note,
    tell,
    REPORTER.ask_again,
    mail_text,
    _term,
    own=_own,
    question_over=REPORTER.question_over,
)
