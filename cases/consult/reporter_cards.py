"""The cards of a consult for who asked: receipt, news, the answer, questions back, the row among the own cases."""

from datetime import datetime

from cards.dutch_time import short_day
from cards.note import NoteView, Quoted, note_card
from cards.own_cases import CaseRow
from cards.receipt import ReceiptView, receipt_card
from cards.verdict import VerdictSaid
from cards.view import Button, Card
from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.life import LIFE
from cases.consult.rhythm import lapses_at, wished_by
from cases.judged import said_of
from cases.moments import moment
from cases.organisation import Office, Organisation, office_words
from cases.register.forms import answer_button, form_button
from cases.register.messages import Ref
from cases.register.office import event_button, without_a_place
from cases.register.reporter import office_button, reporter_of, status_button
from cases.register.typed_fields import button
from state_machines.consult_life import (
    ANSWERED,
    ASKED,
    BECAME,
    BECAME_BREACH,
    BECAME_REQUEST,
    CLOSED,
    QUESTION_BACK,
    WITHDRAWN,
)

say = words_beside(__file__)

SPOKEN = ("noted", "told", "state", "turn", "own")
"""Words that are looked up by how the case stands or by what happened."""

PLACED = frozenset({"answer", "follow_up", "close", "add_words", "withdraw"})
"""What has a place of its own on the cards of who filed it; all else comes behind "…"."""

TOLD_WHEN_OPEN = ("taken_up", "passed", "reopened")
TOLD_WHEN_CLOSED = ("lapsed", "unanswered")

THANKED = ("answer", "add_words", "follow_up", "withdraw")
"""What the reporter is thanked for."""


def _office(case: ConsultCase, org: Organisation) -> Office:
    return org.office(case.office)


def own_card(case: ConsultCase, now: datetime, org: Organisation) -> Card:
    """The case as its asker wants to see it: the answer when there is one, else where the question lies."""
    if not case.is_open and case.replies and case.status not in BECAME:
        return answered(case, now, org)
    return receipt(case, now, org)


def receipt(case: ConsultCase, now: datetime, org: Organisation) -> Card:
    """The asker's living card: where the question lies. An answer comes on a card of its own, once."""
    office, fresh = org.office(case.office).title, case.status == ASKED
    view = ReceiptView(
        number=case.number,
        office=office,
        steps=(
            say("step.who"),
            say("step.when", day=short_day(wished_by(case, org))),
            say("step.wait"),
        )
        if fresh
        else (),
        clock=None,
        decides="",
        night=False,
        closing="",
        buttons=_buttons(case, now, org)
        if case.is_open
        else (button(case, say("button.answer"), "receipt") if case.replies else status_button(case),),
        state=say(f"state.{case.status}"),
        turn=_turn(case, org),
        good=fresh,
        before=_said_before(case),
    )
    return receipt_card(view)


def answered(case: ConsultCase, now: datetime, org: Organisation) -> Card:
    """The answer of the office, with the question that it answers."""
    reply = case.replies[-1]
    asked = next((each.words for each in reversed(case.additions) if each.again), case.question)
    by, at = reply.by.name or say("somebody"), moment(reply.at, now, org)
    lines = [say("answered.by", name=by, office=org.office(case.office).name, moment=at)]
    if case.status == CLOSED:
        lines.append(say("answered.lapsed" if case.lapsed else "answered.closed"))
    quotes = ([Quoted(say("quote.question"), asked)] if asked else []) + [
        Quoted(say("quote.answer"), reply.words)
    ]
    closing = ""
    if case.status == ANSWERED:
        closing = say("answered.silent", day=short_day(lapses_at(reply.at, org)))
    before = _said_before(case)
    if before is not None:
        lines.append(say("answered.counts"))
    return note_card(
        NoteView(
            case.number,
            say("answered.title"),
            tuple(lines),
            tuple(quotes),
            closing,
            _buttons(case, now, org),
            before,
        )
    )


def own_row(case: ConsultCase, now: datetime, org: Organisation) -> CaseRow:
    """The case in the list of the asker's own cases."""
    detail = say(f"own.{case.status}", **office_words(_office(case, org)))
    waits = case.status in (ANSWERED, QUESTION_BACK)
    over = case.status in (CLOSED, WITHDRAWN, *BECAME)
    return REPORTER.row(case, now, org, detail=detail, waits=waits, over=over)


def _holds(case: ConsultCase, news: str) -> bool:
    if news in TOLD_WHEN_CLOSED:
        return case.status == CLOSED and case.lapsed
    return news in TOLD_WHEN_OPEN and case.is_open and (news == "passed" or case.taken_up is not None)


def _said_before(case: ConsultCase) -> VerdictSaid | None:
    """What the bot said to it, with what must be done: it holds until the office says otherwise.

    Beside the answer to a question in own words, that question is there already.
    """
    if case.verdict is None or case.status in BECAME:
        return None
    return said_of(case.verdict, "" if case.question and case.replies else case.about)


def _turn(case: ConsultCase, org: Organisation) -> str:
    by = say("told.by", name=case.taken_up.by.name) + " " if case.taken_up and case.taken_up.by.name else ""
    if case.status == BECAME_BREACH and case.breach:
        return say("turn.breach_made", number=case.breach)
    if case.status == BECAME_REQUEST and case.request:
        return say("turn.request_made", number=case.request)
    turn = say(f"turn.{case.status}", **office_words(_office(case, org)))
    return by + turn if case.is_open else turn


def _buttons(case: ConsultCase, now: datetime, org: Organisation) -> tuple[Button, ...]:
    allowed = LIFE.open_to_reporter(case, now, org)
    shown: list[Button] = []
    if case.pending and "answer" in allowed:
        shown.append(answer_button(LIFE.forms["answer"], case, org))
    if "follow_up" in allowed:
        shown.append(form_button(LIFE.forms["follow_up"], case, org))
    if "close" in allowed:
        shown.append(event_button(LIFE, case, "close", org))
    if "add_words" in allowed:
        shown.append(form_button(LIFE.forms["add_words"], case, org))
    if case.is_open:
        shown.append(status_button(case))
    if "withdraw" in allowed:
        shown.append(form_button(LIFE.forms["withdraw"], case, org, in_more=True))
    free = without_a_place(LIFE, allowed, PLACED)
    shown += [event_button(LIFE, case, each, org, in_more=True) for each in free]
    return (*shown, *office_button(LIFE, case, now, org))


def _replied(case: ConsultCase, ref: Ref, now: datetime, org: Organisation) -> Card | None:
    return answered(case, now, org) if case.status == ANSWERED and case.replies else None


REPORTER = reporter_of(say, LIFE, _office, _holds, _buttons, THANKED, of_its_own={"reply": _replied})
