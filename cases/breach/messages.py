"""What the bot says by itself about a breach: its reminders, its mails, what waits after the decision."""

from datetime import datetime

from cards.view import Card
from cases.breach.alike import SINCE, alike, near
from cases.breach.case import BreachCase
from cases.breach.joining import facts_for
from cases.breach.life import FIRST_AID, LIFE, OWN_CARD, chore_reminded, task_arrived, term_missed
from cases.breach.mail import mail_text
from cases.breach.reminder_cards import chore_reminder, reminder, shrunk
from cases.breach.reporter_cards import REPORTER, FirstAid, made_of_question, open_answers, receipt
from cases.breach.rhythm import RHYTHM, Chore, chore_named
from cases.breach.step import TASK_WAITS
from cases.breach.thread_notes import thread_note
from cases.organisation import Organisation
from cases.register.doubles import JOINED, beside
from cases.register.life import Change
from cases.register.linking import told_along
from cases.register.messages import REPORTER as FILER
from cases.register.messages import Due, To, channel, mailbox, person
from cases.register.news import EARLY, Fired, News, Reminders, reminding
from cases.register.plans import Drop, Plan, SendCard, TellCase, to_reporter
from cases.register.snooze import comes_back, no_longer


def _unheard(case: BreachCase, org: Organisation) -> tuple[To, ...]:
    """The office and the FG get a mail, the FG the reminder, the deputies the reminder in their own chats."""
    deputies = (person(each.id) for each in org.offices.po.deputies)
    return (mailbox("po"), mailbox("fg"), channel("fg"), *deputies)


def _own(fired: Fired[BreachCase], first_aid: FirstAid) -> Plan | None:
    due, case, now, org = fired.due, fired.case, fired.now, fired.org
    if due.kind == "tell" and due.ref.about == FIRST_AID:
        return to_reporter(
            made_of_question(case, first_aid(org, case.report.kind), now, org), case, fired.summary
        )
    if due.kind == "tell" and due.ref.about == OWN_CARD:
        card, aad_id = receipt(case, now, org, first_aid), case.reporter.aad_id
        return SendCard("person", card, fired.summary, aad_id=aad_id, name=str(FILER))
    if due.ref.about == TASK_WAITS and (case.task_given != "no" or not case.people_wait):
        return Drop("the task is there, or done")
    if due.kind == "open_answers":
        if not case.is_open or not case.report.open_fields:
            return Drop("nothing is open any more")
        return to_reporter(open_answers(case, now, org), case, fired.summary)
    if due.kind == "compare":
        return beside(fired, LIFE, SINCE, near, alike)
    if due.kind == "link" and due.ref.about == JOINED:
        return TellCase(due.to.name, JOINED, {**told_along(case, due.ref), **facts_for(case)})
    found = chore_named(due.ref.about) if due.kind == "reminder" else None
    return _chore(fired, found[0]) if found is not None else None


def _chore(fired: Fired[BreachCase], chore: Chore) -> Plan:
    """The reminder of something that waits after the decision."""
    due, case = fired.due, fired.case
    if not chore.asks(case):
        return Drop("nothing waits any more")
    if comes_back(due):
        if why := no_longer(case, due, fired.now):
            return Drop(why)
    elif due.to == channel(chore.office) and due.ref.about in case.reminders:
        return Drop("this reminder went out")
    if (days := chore.days(case)) and min(days) > fired.now + EARLY:
        return Drop("its day is another one by now")
    return reminding(fired, chore_reminder(case, due.ref.about, fired.now, fired.org, due.to))


def _unheard_chore(due: Due, case: BreachCase, org: Organisation) -> tuple[To, ...] | None:
    """The office and the FG get a mail, the FG the reminder, the deputies the reminder in their own chats."""
    found = chore_named(due.ref.about) if due.kind == "reminder" else None
    if found is None:
        return None
    office = found[0].office
    if due.to != channel(office) or not case.is_open or not found[0].waits(case):
        return ()
    deputies = (person(each.id) for each in org.office(office).deputies)
    return (mailbox(office), mailbox("fg"), channel("fg"), *deputies)


def _own_sent(fired: Fired[BreachCase]) -> Change[BreachCase] | None:
    due, case = fired.due, fired.case
    if (due.kind == "card" and due.to == channel("jz")) or (due.kind == "mail" and due.ref.about == "people"):
        return task_arrived(case, fired.now, fired.org)
    found = chore_named(due.ref.about) if due.kind == "reminder" else None
    if found is None:
        return None
    if due.to != channel(found[0].office) or not found[0].asks(case) or due.ref.about in case.reminders:
        return Change(case, None)
    return chore_reminded(case, due.ref.about, fired.now, fired.org)


def _term(case: BreachCase, now: datetime, org: Organisation) -> Change[BreachCase] | None:
    return None if case.missed or not case.overdue(now, org) else term_missed(case, now, org)


def _bare(case: BreachCase, office: str, stage: str, now: datetime, org: Organisation) -> Card | None:
    """A reminder as a confidential case has it: only that of what waits after the decision named more."""
    found = chore_named(stage)
    if found is None:
        return None
    if stage == next(reversed(case.reminders)) and found[0].asks(case):
        return chore_reminder(case, stage, now, org, channel(office))
    return shrunk(case, stage, office, org)


def breach_news(first_aid: FirstAid) -> News[BreachCase]:
    """What the bot says of a breach; `first_aid` are the lines for whoever does not know yet what it is."""
    return News(
        reminders=Reminders(RHYTHM, reminder, shrunk, _unheard),
        note=thread_note,
        reporter=REPORTER,
        mail=mail_text,
        term=_term,
        bare=_bare,
        own=lambda fired: _own(fired, first_aid),
        own_sent=_own_sent,
        own_unheard=_unheard_chore,
    )
