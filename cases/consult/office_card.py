"""The cards of a consult for the offices: the living card, notes in its thread, the drafts, the line of a toast."""

from dataclasses import replace
from datetime import datetime

from cards.consult import ConsultView, consult_card
from cards.dutch_time import short_day
from cards.elements import BandStyle
from cards.note import Quoted
from cards.view import AskButton, Button, Card, Field, Link, Scalar
from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.facts import main_facts, said, source, told_lines
from cases.consult.life import LIFE
from cases.consult.papers import consult_paper, papers_of
from cases.consult.rhythm import asked_again_at, wished_by
from cases.moments import moment
from cases.organisation import Organisation
from cases.people import Viewer
from cases.register.case import KEPT_EXCHANGES
from cases.register.confidential import older_messages
from cases.register.forms import EMPTY, drawn_fields, form_button, heirs_of
from cases.register.linking import belongs_note
from cases.register.messages import Ref
from cases.register.office import (
    ThreadNote,
    asked_line,
    course_of,
    event_button,
    fitted,
    hidden_buttons,
    history_button,
    note_in_thread,
    quoted_question,
    waits_for,
    without_a_place,
)
from state_machines.consult_life import (
    ANSWERED,
    ASKED,
    BECAME_BREACH,
    BECAME_REQUEST,
    OFFICE_TURN,
    QUESTION_BACK,
    WITHDRAWN,
)

say = words_beside(__file__)

SPOKEN = ("state", "wants")
"""Words that are looked up by what the case holds."""

MOST_WHY = 150
"""How much of what was said stands in the course of a case."""

PLACED = frozenset(
    {
        *("reply", "ask_reporter", "take_up", "reopen", "accept_entry", "record_agreement", "publish"),
        *("hand_over", "pass_on", "differ", "make_breach", "make_request", "make_confidential"),
        *("seen", "snooze", "send_facts", "look", "give_paper", "fill_paper"),
    }
)
"""What has a place of its own on the card; all else comes behind it."""


def living(case: ConsultCase, now: datetime, org: Organisation, viewer: Viewer) -> Card:
    """The living card of a consult, with what this person, or this office, can do now.

    Whoever may read it and does not answer it gets it without the ways to answer; the FG can take it over. In a
    channel a confidential one shows its number only; an own chat always has the facts.
    """
    hidden, allowed = case.confidential and not viewer.private, LIFE.open_to(case, viewer, now, org)
    answers = case.office in viewer.actor.roles
    if hidden:
        buttons: tuple[Button | AskButton | Link, ...] = hidden_buttons(LIFE, case, allowed, org)
    elif answers:
        buttons = _buttons(case, allowed, org)
    else:
        takes = (form_button(LIFE.forms["pass_on"], case, org),) if "pass_on" in allowed else ()
        buttons = (*takes, *_behind(case, allowed, org), history_button(case))
    turn = " ".join(filter(None, (_turn(case, now, org), waits_for(LIFE, case, viewer, org))))
    return _card(case, now, org, buttons, allowed, turn, hidden=hidden)


def _behind(case: ConsultCase, allowed: frozenset[str], org: Organisation) -> tuple[Button, ...]:
    """What every office that may read it can do, whoever answers."""
    return tuple(
        event_button(LIFE, case, event, org, in_more=True)
        for event in ("make_breach", "make_request", "make_confidential")
        if event in allowed
    )


def _card(
    case: ConsultCase,
    now: datetime,
    org: Organisation,
    buttons: tuple[Button | AskButton | Link, ...],
    allowed: frozenset[str],
    turn: str,
    *,
    hidden: bool,
) -> Card:
    last, earlier = said(case, now, org)
    draft, draft_line = _draft(case, now, org)
    answer = _boxes(case, now, org) if "reply" in allowed else ()
    return consult_card(
        ConsultView(
            number=case.number,
            state=say("confidential") if hidden else say(f"state.{case.status}"),
            turn=turn,
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
            answer=() if hidden else answer,
            told=() if hidden else told_lines(case),
            source="" if hidden else source(case),
            confidential=hidden,
            buttons=buttons,
        )
    )


def thread_note(case: ConsultCase, ref: Ref, now: datetime, org: Organisation) -> Card | None:
    """What is said under the living card about the event that `ref` names; None when the case moved past it."""

    def news(case: ConsultCase, kind: str, about: str) -> ThreadNote | None:
        exchange = case.exchange(about)
        added = case.additions[-1] if case.additions else None
        match kind:
            case "question" if exchange:
                lines = (asked_line(LIFE, exchange.asked_by.name),)
                return ThreadNote(say("note.title.question"), lines, (quoted_question(exchange.question),))
            case "added" if added is not None and not added.again:
                return ThreadNote(say("note.title.added"), (), (Quoted(say("quote.words"), added.words),))
            case "again" if added is not None and added.again and case.is_open:
                turn = say("note.your_turn", office=org.office(case.office).name)
                words = Quoted(say("quote.words"), added.words)
                return ThreadNote(say("note.title.again"), (turn,), (words,))
            case "passed" if case.passings:
                last = case.passings[-1]
                name, office = last.by.name or say("somebody"), org.office(last.to).title
                return ThreadNote(
                    say("note.title.passed"), (say("note.passed_to", name=name, office=office),)
                )
        return None

    return note_in_thread(LIFE, case, ref, org, news, may_be_read=("passed", "handed"))


def summary_of(case: ConsultCase, now: datetime, org: Organisation) -> str:
    """The line on a locked phone: the number, the state and the office; no names and no facts."""
    state = say("confidential") if case.confidential else say(f"state.{case.status}")
    return say("summary", number=case.number, state=state, office=org.office(case.office).name)


history_of = course_of(LIFE, MOST_WHY)
"""The course of a case."""


def _boxes(case: ConsultCase, now: datetime, org: Organisation) -> tuple[Field, ...]:
    """The box to answer in, and whether that is as the bot answered. A client that demanded them would also hold up
    the list of other steps beside them; what is left empty comes back as a form that says so."""
    drawn = drawn_fields(LIFE.forms["reply"], case, now, org, EMPTY)
    return tuple(replace(each, required=False) for each in drawn)


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
    if case.status == BECAME_BREACH:
        return say("turn.became_breach", moment=at)
    if case.status == BECAME_REQUEST:
        return say("turn.became_request", moment=at)
    return say("turn.lapsed" if case.lapsed else "turn.closed", moment=at)


def _notes(case: ConsultCase, now: datetime, org: Organisation) -> tuple[str, ...]:
    sentences = [say(f"wants.{case.wants}")] if case.wants != "question" else []
    if case.waits_for_answer:
        sentences.append(say("answer_first"))
    if case.differs:
        sentences.append(say("differs"))
    elif case.as_advised:
        sentences.append(say("as_advised"))
    if case.made:
        sentences.append(say("made", number=case.made))
    if case.breach_by is not None:
        sentences.append(say("breach", number=case.breach) if case.breach else say("breach_coming"))
    if case.request_by is not None:
        sentences.append(say("request", number=case.request) if case.request else say("request_coming"))
    if case.standing:
        sentences.append(say("standing", number=case.standing))
    elif case.publication is not None and not case.confidential:
        sentences.append(say("standing_coming"))
    if case.confidential and (case.made or case.standing):
        sentences.append(say("made_elsewhere"))
    sentences += belongs_note(case)
    if case.confidential:
        sentences += older_messages(case) or (say("only_here"),)
    if case.pending:
        again = asked_again_at(case.pending[0].asked_at, org)
        sentences.append(
            say("waiting.later", day=short_day(again)) if again > now else say("waiting.reminded")
        )
    return tuple(sentences)


def _draft(case: ConsultCase, now: datetime, org: Organisation) -> tuple[Button | None, str]:
    """The first draft that the answers fill, and how much of it is still open."""
    if not (offered := papers_of(case)):
        return None, ""
    paper, title = offered[0]
    count = len(consult_paper(case, paper, now, org).gaps)
    line = say("draft.one") if count == 1 else say("draft.many", count=count)
    return Button(title, "paper", {"case": case.number, "paper": paper}), line


def _buttons(case: ConsultCase, allowed: frozenset[str], org: Organisation) -> tuple[Button | AskButton, ...]:
    """The ways to send come first: they belong to the box above them. What is asked for beside an answer as well."""
    place: dict[str, Scalar] = {"case": case.number, "version": case.version}
    row: list[Button] = []
    if "reply" in allowed:
        words = LIFE.forms["reply"].words
        row.append(Button(words("reply.button"), "reply", place, primary=True, fields=True))
    makes, others = ("accept_entry", "record_agreement"), ("take_up", "reopen")
    wanted = makes if case.wants in ("register_entry", "agreement") else ()
    row += [event_button(LIFE, case, event, org) for event in wanted if event in allowed]
    if "ask_reporter" in allowed and len(case.pending) < KEPT_EXCHANGES:
        words = LIFE.forms["ask_reporter"].words
        row.append(Button(words("ask_reporter.button"), "ask_reporter", place, fields=True))
    steps = [each for each in (*others, *makes, "publish") if each not in wanted]
    row += [event_button(LIFE, case, event, org) for event in steps if event in allowed]
    more = [
        event_button(LIFE, case, event, org, in_more=True)
        for event in ("hand_over", "pass_on")
        if event in allowed and (event != "hand_over" or heirs_of(case, org, (case.office,)))
    ]
    if "differ" in allowed:
        more.append(event_button(LIFE, case, "differ", org, in_more=True))
    more += _behind(case, allowed, org)
    return fitted(LIFE, case, org, row, more, without_a_place(LIFE, allowed, PLACED))
