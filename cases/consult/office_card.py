"""The cards of a consult for the offices: the living card, notes in its thread, the drafts, the line of a toast."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from cards.consult import ConsultView, consult_card
from cards.dutch_time import short_day
from cards.elements import BandStyle
from cards.history import HistoryLine, HistoryView, history_card
from cards.note import NoteView, Quoted, note_card
from cards.view import Button, Card, Scalar
from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.facts import main_facts, said, source, told_lines
from cases.consult.forms import FORMS
from cases.consult.life import LIFE
from cases.consult.papers import consult_paper, papers_of
from cases.consult.rhythm import asked_again_at, wished_by
from cases.moments import moment
from cases.organisation import Organisation
from cases.plain_text import shortened
from cases.register.case import KEPT_EXCHANGES
from cases.register.confidential import hidden_note, older_messages
from cases.register.forms import EMPTY, drawn_fields, form_button, heirs_of
from cases.register.history import Event
from cases.register.messages import Ref
from cases.register.typed_fields import button
from state_machines.consult_life import (
    ANSWERED,
    ASKED,
    ASKER,
    OFFICE_TURN,
    QUESTION_BACK,
    ROLES,
    WITHDRAWN,
)

say = words_beside(__file__)

SPOKEN = ("note", "happened", "state", "button", "wants")
"""Words that are looked up by what the case holds."""

MOST_SEEN, MOST_BUTTONS = 3, 6
MOST_WHY = 150
"""How much of what was said stands in the course of a case."""

BY_ASKER = frozenset({"file", *(event for event, roles in ROLES.items() if roles == ASKER)})
"""What the asker does, who may be an officer as well."""


def living(case: ConsultCase, now: datetime, org: Organisation, private: bool = False) -> Card:
    """The living card of a consult. In a channel a confidential one shows its number only.

    `private` is the card in an officer's own chat, which always has the facts.
    """
    hidden, allowed = case.confidential and not private, LIFE.allowed(case, now, org)
    buttons = _hidden_buttons(case, allowed) if hidden else _buttons(case, allowed, org)
    return _card(case, now, org, buttons, allowed, hidden=hidden)


def watched(
    case: ConsultCase, offices: frozenset[str], now: datetime, org: Organisation, private: bool = False
) -> Card:
    """The same card for these offices, who may read the case and do not answer it; the FG can take it over."""
    hidden = case.confidential and not private
    allowed = LIFE.allowed(case, now, org) & (
        {"pass_on", "send_facts"} if "fg" in offices else {"send_facts"}
    )
    if hidden:
        buttons = _hidden_buttons(case, allowed)
    else:
        takes = (form_button(FORMS["pass_on"], case, org),) if "pass_on" in allowed else ()
        buttons = (*takes, button(case, say("button.history"), "history", in_more=True))
    return _card(case, now, org, buttons, allowed, hidden=hidden)


def _card(
    case: ConsultCase,
    now: datetime,
    org: Organisation,
    buttons: tuple[Button, ...],
    allowed: frozenset[str],
    *,
    hidden: bool,
) -> Card:
    last, earlier = said(case, now, org)
    draft, draft_line = _draft(case, now, org)
    answer = drawn_fields(FORMS["reply"], case, now, org, EMPTY)[0] if "reply" in allowed else None
    return consult_card(
        ConsultView(
            number=case.number,
            state=say("confidential") if hidden else say(f"state.{case.status}"),
            turn=_turn(case, now, org),
            by=case.taken_up.by.name if case.taken_up and case.is_open else "",
            tone=_tone(case, now, org),
            asked_by="" if hidden else case.reporter.name or say("somebody"),
            question="" if hidden else case.question,
            said=() if hidden else last,
            earlier=() if hidden else earlier,
            facts=() if hidden else main_facts(case),
            why="" if hidden else case.why,
            notes=() if hidden else _notes(case, now, org),
            draft=None if hidden else draft,
            draft_line=draft_line,
            answer=None if hidden else answer,
            told=() if hidden else told_lines(case),
            source="" if hidden else source(case),
            confidential=hidden,
            buttons=buttons,
        )
    )


def thread_note(case: ConsultCase, ref: Ref, now: datetime, org: Organisation) -> Card | None:
    """What is said under the living card about the event that `ref` names; None when the case moved past it.

    About a confidential case it says only that something came.
    """
    lines: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    exchange = case.exchange(ref.of)
    added = case.additions[-1] if case.additions else None
    match ref.about:
        case "question" if exchange:
            lines = (say("note.asked", name=exchange.asked_by.name or say("somebody")),)
            quotes = (Quoted(say("quote.question"), exchange.question),)
        case "answer" if exchange and exchange.answer:
            quotes = (
                Quoted(say("quote.question"), exchange.question),
                Quoted(say("quote.answer"), exchange.answer),
            )
        case "added" if added is not None and not added.again:
            quotes = (Quoted(say("quote.words"), added.words),)
        case "again" if added is not None and added.again and case.is_open:
            lines = (say("note.your_turn", office=org.office(case.office).name),)
            quotes = (Quoted(say("quote.words"), added.words),)
        case "passed" if case.passings:
            last = case.passings[-1]
            lines = (
                say("note.passed_to", name=last.by.name or say("somebody"), office=org.office(last.to).title),
            )
        case "handed" if case.taken_up and case.is_open:
            lines = (say("note.handed_to", name=case.taken_up.by.name or say("somebody")),)
        case _:
            return None
    if case.confidential and ref.about not in ("passed", "handed"):
        return hidden_note(case)
    return note_card(NoteView(case.number, say(f"note.title.{ref.about}"), lines, quotes))


def summary_of(case: ConsultCase, now: datetime, org: Organisation) -> str:
    """The line on a locked phone: the number, the state and the office; no names and no facts."""
    state = say("confidential") if case.confidential else say(f"state.{case.status}")
    return say("summary", number=case.number, state=state, office=org.office(case.office).name)


def history_of(
    case: ConsultCase, events: Sequence[Event], now: datetime, org: Organisation, private: bool = False
) -> Card:
    """The course of a case. Of a confidential one only officers in their own chat (`private`) read what was said."""
    hidden = case.confidential and not private
    lines = tuple(_line(each, now, org, hidden=hidden) for each in events)
    return history_card(HistoryView(case.number, lines, (button(case, say("button.show"), "show"),)))


def _tone(case: ConsultCase, now: datetime, org: Organisation) -> BandStyle:
    if not case.is_open:
        return "good"
    late = case.status in OFFICE_TURN and now >= wished_by(case, org)
    return "warning" if late else "emphasis"


def _turn(case: ConsultCase, now: datetime, org: Organisation) -> str:
    office = org.office(case.office).name
    if case.status == QUESTION_BACK:
        since = case.pending[0].asked_at if case.pending else case.waits_since
        return say("turn.question_back", moment=moment(since, now, org))
    if case.status in OFFICE_TURN:
        day = short_day(wished_by(case, org))
        late = now >= wished_by(case, org)
        whose = say("turn.late" if late else "turn.office", office=office, day=day)
        if case.status != ASKED:
            return whose
        seen = [each for each in case.seen if each.at >= case.waits_since]
        first = say("turn.seen", name=seen[-1].by.name or say("somebody")) if seen else say("turn.nobody")
        return f"{first} {whose}"
    at = moment(case.closed_at or case.waits_since, now, org)
    if case.status == ANSWERED:
        return say("turn.answered", moment=at)
    if case.status == WITHDRAWN:
        return say("turn.withdrawn", moment=at)
    return say("turn.lapsed" if case.lapsed else "turn.closed", moment=at)


def _notes(case: ConsultCase, now: datetime, org: Organisation) -> tuple[str, ...]:
    told = [say(f"wants.{case.wants}")] if case.wants != "question" else []
    if case.differs:
        told.append(say("differs"))
    if case.made:
        told.append(say("made", number=case.made))
        if case.confidential:
            told.append(say("made_elsewhere"))
    if case.confidential:
        told += older_messages(case) or (say("only_here"),)
    if case.pending:
        again = asked_again_at(case.pending[0].asked_at, org)
        told.append(say("waiting.later", day=short_day(again)) if again > now else say("waiting.reminded"))
    return tuple(told)


def _draft(case: ConsultCase, now: datetime, org: Organisation) -> tuple[Button | None, str]:
    """The first draft that the answers fill, and how much of it is still open."""
    if not (offered := papers_of(case)):
        return None, ""
    paper, title = offered[0]
    count = len(consult_paper(case, paper, now, org).gaps)
    line = say("draft.one") if count == 1 else say("draft.many", count=count)
    return Button(title, "paper", {"case": case.number, "paper": paper}), line


def _buttons(case: ConsultCase, allowed: frozenset[str], org: Organisation) -> tuple[Button, ...]:
    """The two ways to send come first: they belong to the box above them."""
    place: dict[str, Scalar] = {"case": case.number, "version": case.version}
    row: list[Button] = []
    if "reply" in allowed:
        words = FORMS["reply"].words
        row.append(Button(words("reply.button"), "reply", place, primary=True, fields=True))
    if "ask_reporter" in allowed and len(case.pending) < KEPT_EXCHANGES:
        words = FORMS["ask_reporter"].words
        row.append(Button(words("ask_reporter.button"), "ask_reporter", place, fields=True))
    makes, others = ("accept_entry", "record_agreement"), ("take_up", "reopen")
    steps = (*makes, *others) if case.wants in ("register_entry", "agreement") else (*others, *makes)
    row += [button(case, say(f"button.{event}"), event) for event in steps if event in allowed]
    more = [replace(each, in_more=True) for each in row[MOST_SEEN:]]
    row = row[:MOST_SEEN]
    more += [
        form_button(FORMS[event], case, org, in_more=True)
        for event in ("hand_over", "pass_on")
        if event in allowed and (event != "hand_over" or heirs_of(case, org, (case.office,)))
    ]
    if "differ" in allowed:
        more.append(button(case, say("button.differ"), "differ", in_more=True))
    if "make_confidential" in allowed and len(row) + len(more) < MOST_BUTTONS - 1:
        more.append(button(case, say("button.make_confidential"), "make_confidential", in_more=True))
    more.append(button(case, say("button.history"), "history", in_more=True))
    return (*row, *more)


def _hidden_buttons(case: ConsultCase, allowed: frozenset[str]) -> tuple[Button, ...]:
    """Nothing is typed or read about a confidential case where everybody in the channel looks on."""
    return tuple(
        button(case, say(f"button.{event}"), event, primary=event == "send_facts")
        for event in ("send_facts", "take_up", "seen")
        if event in allowed
    )


def _line(event: Event, now: datetime, org: Organisation, *, hidden: bool) -> HistoryLine:
    who = event.actor_name or (say("happened.bot") if event.role == "bot" else say("happened.somebody"))
    if hidden and event.event in BY_ASKER:
        who = say("happened.the_asker")
    what, why = say(f"happened.{event.event}"), ""
    match event.event:
        case "remind":
            what = say("happened.remind_of", what=what, days=event.why.rpartition("-")[2].removesuffix("d"))
        case "hand_over":
            why = say("happened.to", name=event.changes["taken_up"][1])
        case "pass_on":
            to = say("happened.to", name=org.office(event.changes["office"][1]).name)
            what, why = f"{what} {to}", event.why
        case (
            "reply"
            | "accept_entry"
            | "record_agreement"
            | "ask_reporter"
            | "answer"
            | "add_words"
            | "follow_up"
        ):
            why = " ".join(after for _, after in event.changes.values())
        case "made":
            why = event.changes["made"][1]
        case "withdraw":
            why = event.why
    return HistoryLine(moment(event.at, now, org), who, what, "" if hidden else shortened(why, MOST_WHY))
