"""What becomes of a waiting message of any register when its moment has come: one way for all. Pure.

A register declares in `News` only what differs: its cards and mails, its rhythm, who is told when nobody can be
reached, and kinds of its own. Sending happens in bot/.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic

from cards.view import Card
from cases.organisation import Organisation
from cases.register.case import C
from cases.register.confidential import noted, take_away
from cases.register.events import unanswered
from cases.register.in_person import to_administrator
from cases.register.life import Change, Dues, Life, message
from cases.register.linking import told_along
from cases.register.mail import MailText, case_mail
from cases.register.messages import REPORTER, Due, Ref, To, channel
from cases.register.plans import (
    TRIES_A_DAY,
    UNHEARD_TRIES,
    Drop,
    Plan,
    Record,
    Redraw,
    SendCard,
    SendMail,
    TellCase,
    to_reporter,
)
from cases.register.posts import reminder_name
from cases.register.questions import question_names, read_question_name
from cases.register.reporter import Reporter
from cases.register.rhythm import Rhythm, Stage, reminded
from cases.register.snooze import comes_back, no_longer

EARLY = timedelta(minutes=1)
"""A reminder whose stage lies further ahead than this belongs to an earlier reckoning of the term."""


@dataclass(frozen=True, slots=True)
class Fired(Generic[C]):
    """A message whose moment has come: its case as it is now. `says` makes what a toast about that says. `now` carries
    the organisation's zone."""

    due: Due
    case: C
    now: datetime
    org: Organisation
    says: Callable[[], str]

    @property
    def summary(self) -> str:
        """What a toast about the case says; made for what is sent, and not for what only follows from it."""
        return self.says()


def _nothing_own(fired: Fired[C]) -> Plan | None:
    return None


def _nothing_sent(fired: Fired[C]) -> Change[C] | None:
    return None


def _as_others(due: Due, case: C, org: Organisation) -> tuple[To, ...] | None:
    return None


@dataclass(frozen=True)
class Reminders(Generic[C]):
    """When an office is reminded, with which card, and what stays of that card once nothing is asked any more.

    `unheard` are those who are told, once a day, while the channel of the office cannot be reached.
    """

    rhythm: Rhythm[C]
    card: Callable[[C, Stage, datetime, Organisation, To], Card]
    shrunk: Callable[[C, str, str, Organisation], Card]
    unheard: Callable[[C, Organisation], tuple[To, ...]]


@dataclass(frozen=True)
class News(Generic[C]):
    """What a register says of its cases, by the kind of the message. What it leaves out, it never says.

    `note` is what stands under the living card, None for what no longer holds; `reporter` how who filed the case is
    spoken to. `mail` is what an office is told outside Teams. `term` is what
    becomes true when a moment passes. `bare` is a reminder as the channel of a confidential case has it (office,
    stage); None: it says no facts anyway. `own` plans what only this register says (None: as the others do), and
    `own_sent` what follows from that; `own_unheard` are those who are told while a reminder of its own reaches nobody
    (None: it is none of its own).
    """

    reminders: Reminders[C] | None = None
    note: Callable[[C, Ref, datetime, Organisation], Card | None] | None = None
    reporter: Reporter[C] | None = None
    mail: Callable[[C, str, Ref, datetime, Organisation], MailText] | None = None
    term: Callable[[C, datetime, Organisation], Change[C] | None] | None = None
    bare: Callable[[C, str, str, datetime, Organisation], Card | None] | None = None
    own: Callable[[Fired[C]], Plan | None] = _nothing_own
    own_sent: Callable[[Fired[C]], Change[C] | None] = _nothing_sent
    own_unheard: Callable[[Due, C, Organisation], tuple[To, ...] | None] = _as_others


def plan(news: News[C], life: Life[C], fired: Fired[C]) -> Plan:
    """Whether this message still holds, and what exactly is sent."""
    own = news.own(fired)
    if own is not None:
        return own
    waits, case, now, org = fired.due, fired.case, fired.now, fired.org
    match waits.kind:
        case "card":
            return Redraw(waits.to)
        case "thread" if news.note is not None:
            return noted(waits, case, news.note(case, waits.ref, now, org), fired.summary)
        case "mail" if news.mail is not None:
            text = news.mail(case, waits.to.name, waits.ref, now, org)
            return SendMail(case_mail(case, waits.to.name, waits.ref, text, org))
        case "tell" if news.reporter is not None:
            name = question_names(waits.ref.of)[0] if waits.ref.about == "question" else ""
            return to_reporter(news.reporter.tell(case, waits.ref, now, org), case, fired.summary, name)
        case "question_reminder" if news.reporter is not None:
            exchange = case.exchange(waits.ref.of)
            if not case.is_open or exchange is None or not exchange.waits:
                return Drop("answered or gone")
            again = question_names(exchange.id)[1]
            return to_reporter(news.reporter.ask_again(case, exchange, now, org), case, fired.summary, again)
        case "question_ends":
            ended = unanswered(life, case, waits.ref.of, now, org)
            return Record(ended) if ended is not None else Drop("answered or gone")
        case "empty_office":
            return to_administrator(waits, case, now, org)
        case "shrink" if waits.to == REPORTER:
            return _question_over(news, fired)
        case "reminder" if news.reminders is not None:
            return _reminder(news.reminders, life, fired)
        case "shrink" if news.reminders is not None:
            return put_small(fired, news.reminders.shrunk(case, waits.ref.about, waits.to.name, org))
        case "term" if news.term is not None:
            done = news.term(case, now, org)
            return Record(done) if done is not None else Drop("it was met, moved or is settled")
        case "link":
            return TellCase(waits.to.name, waits.ref.about, told_along(case, waits.ref))
        case "take_away":
            return take_away(case, org, lambda office, stage: _bare(news, fired, office, stage))
    return Drop("nobody sends this about such a case")


def after_sent(news: News[C], life: Life[C], fired: Fired[C]) -> Change[C]:
    """What follows for the case once the message went out."""
    own = news.own_sent(fired)
    if own is not None:
        return own
    waits, case, reminders = fired.due, fired.case, news.reminders
    nothing = Change(case, None)
    if waits.kind != "reminder" or reminders is None or waits.to != channel(life.home(case)):
        return nothing
    stage = reminders.rhythm.named(case, waits.ref.about, fired.org)
    if stage is None or stage.name in case.reminders or not reminders.rhythm.counts(case):
        return nothing
    return reminded(reminders.rhythm, life, case, stage, fired.now, fired.org)


def unheard(news: News[C], life: Life[C], waits: Due, case: C, now: datetime, org: Organisation) -> Dues:
    """Who is told instead when a reminder cannot reach the channel of its office, once a day.

    A term must not pass in silence because a channel was deleted. Of a task that does not reach the colleague whom it
    is for the office hears, once.
    """
    tries, others = waits.attempts - UNHEARD_TRIES, news.own_unheard(waits, case, org)
    if waits.kind == "task" and not tries:
        home = channel(life.home(case))
        return ((now, message(case, "unreached", home, now, Ref(of=waits.ref.of))),)
    if waits.kind != "reminder" or tries < 0 or tries % TRIES_A_DAY:
        return ()
    if others is None:
        others = _unheard(news.reminders, life, waits, case, org)
    ref = Ref(waits.ref.about, mark=f"unheard{waits.attempts}")
    return tuple(
        (now, message(case, "mail" if each.way == "mail" else "reminder", each, now, ref)) for each in others
    )


def _unheard(
    reminders: Reminders[C] | None, life: Life[C], waits: Due, case: C, org: Organisation
) -> tuple[To, ...]:
    if reminders is None or waits.to != channel(life.home(case)) or not reminders.rhythm.waits(case):
        return ()
    return reminders.unheard(case, org)


def put_small(fired: Fired[C], card: Card) -> SendCard:
    """What stands in a channel as the reminder of this name becomes this card."""
    office = fired.due.to.name
    name = reminder_name(office, fired.due.ref.about)
    return SendCard("update", card, fired.summary, office=office, name=name)


def reminding(fired: Fired[C], card: Card) -> SendCard:
    """The reminder of this name: under the living card of an office, or in somebody's own chat."""
    to = fired.due.to
    if to.way == "person":
        return SendCard("person", card, fired.summary, aad_id=to.name)
    name = reminder_name(to.name, fired.due.ref.about)
    return SendCard("thread", card, fired.summary, office=to.name, name=name)


def _reminder(reminders: Reminders[C], life: Life[C], fired: Fired[C]) -> Plan:
    waits, case, now, org, rhythm = fired.due, fired.case, fired.now, fired.org, reminders.rhythm
    stage = rhythm.named(case, waits.ref.about, org)
    if stage is None or not rhythm.waits(case):
        return Drop("nothing is left to remind of")
    if stage.at > now + EARLY:
        return Drop("the term was counted anew")
    if rhythm.overtaken(case, stage, now, org):
        return Drop("a later reminder is due as well")
    if stage.takes_up and case.taken_up is not None:
        return Drop("somebody took it up")
    if comes_back(waits):
        if why := no_longer(case, waits, now):
            return Drop(why)
    elif waits.to == channel(life.home(case)) and stage.name in case.reminders:
        return Drop("this reminder went out")
    return reminding(fired, reminders.card(case, stage, now, org, waits.to))


def _question_over(news: News[C], fired: Fired[C]) -> Plan:
    """The card of a question that needs no answer any more: it says so, without a button to answer."""
    name, case = fired.due.ref.about, fired.case
    exchange = case.exchange(read_question_name(name))
    if news.reporter is None or (exchange is not None and not exchange.answer and case.is_open):
        return Drop("nobody asks this, or it is still open")
    card = news.reporter.question_over(case, exchange, fired.now, fired.org)
    return SendCard("update", card, fired.summary, aad_id=case.reporter.aad_id, name=name)


def _bare(news: News[C], fired: Fired[C], office: str, stage: str) -> Card | None:
    return news.bare(fired.case, office, stage, fired.now, fired.org) if news.bare is not None else None
