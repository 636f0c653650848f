"""What the bot says by itself about a rights request: its reminders, its mails, and the tasks to search."""

from datetime import datetime

from cards.view import Card
from cases.organisation import Organisation
from cases.register.confidential import hidden_note, noted
from cases.register.doubles import JOINED, beside
from cases.register.life import Change
from cases.register.linking import told_along
from cases.register.messages import REPORTER as FILER
from cases.register.messages import To, channel, mailbox, person
from cases.register.news import Fired, News, Reminders, put_small
from cases.register.plans import Drop, Plan, Record, SendCard, TellCase, to_reporter
from cases.register.posts import reminder_name
from cases.rights.alike import SINCE, alike, near
from cases.rights.case import RightsCase
from cases.rights.endings import facts_for
from cases.rights.life import LIFE, OWN_CARD, term_missed
from cases.rights.mail import mail_text
from cases.rights.office_card import thread_note
from cases.rights.reminder_cards import reminder, search_done, search_reminder, shrunk
from cases.rights.reporter_cards import REPORTER, TASK, receipt, search_task, task_summary
from cases.rights.rhythm import RHYTHM
from cases.rights.search import not_reached, task_name, task_of


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
    if due.kind == "task":
        return _to_colleague(fired)
    if due.kind == "unreached":
        done = not_reached(LIFE, case, due.ref.of, now, org)
        return Record(done) if done is not None else Drop("it is answered, or known")
    if due.kind == "tell" and due.ref.about == OWN_CARD:
        card, aad_id = receipt(case, now, org), case.reporter.aad_id
        return SendCard("person", card, fired.summary, aad_id=aad_id, name=str(FILER))
    if due.kind == "compare":
        return beside(fired, LIFE, SINCE, near, alike)
    if due.kind == "link" and due.ref.about == JOINED:
        return TellCase(due.to.name, JOINED, {**told_along(case, due.ref), **facts_for(case)})
    searched = case.search(task_of(due.ref.about)) if due.kind == "shrink" else None
    if searched is None:
        return None
    return put_small(fired, hidden_note(case, org) if case.confidential else search_done(case, searched))


def _search_again(fired: Fired[RightsCase]) -> Plan:
    due, case, now, org = fired.due, fired.case, fired.now, fired.org
    if due.to == FILER:
        return to_reporter(search_task(case, due.ref.of, now, org, again=True), case, fired.summary)
    if due.to.way == "person":
        return _to_colleague(fired, again=True)
    if due.to == channel("jz"):
        late = due.ref.mark == "late"
        return _in_channel(fired, search_reminder(case, due.ref.of, now, org, late=late))
    return _in_channel(fired, search_task(case, due.ref.of, now, org, again=True))


def _to_colleague(fired: Fired[RightsCase], *, again: bool = False) -> Plan:
    """A search task in the own chat of the colleague whose name is in it, who sees nothing else of the request.

    Whom the bot never met is met through the channel of legal affairs.
    """
    due, case, now, org = fired.due, fired.case, fired.now, fired.org
    card = search_task(case, due.ref.of, now, org, again=again, back=False)
    if card is None:
        return Drop("it is answered, or the case has ended")
    return SendCard("person", card, task_summary(org), office="jz", aad_id=due.to.name)


def _in_channel(fired: Fired[RightsCase], card: Card | None, name: str = "") -> Plan:
    case = fired.case
    if card is not None and case.confidential:
        card = hidden_note(case, fired.org)
    return noted(fired.due, case, card, fired.summary, name)


def _term(case: RightsCase, now: datetime, org: Organisation) -> Change[RightsCase] | None:
    return None if case.miss_noted or not case.overdue(now, org) else term_missed(case, now, org)


REMINDERS = Reminders(RHYTHM, reminder, shrunk, _unheard)

NEWS = News(REMINDERS, thread_note, REPORTER, mail_text, _term, own=_own)
