"""The cards of a breach for who reported it: receipt, news, questions, forms, the list of own cases."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cards.ask import AskView, ask_card
from cards.dutch_time import long_moment, short_moment
from cards.note import NoteView, note_card
from cards.own_cases import MOST_ROWS, CaseRow, OwnCasesView, own_cases_card
from cards.receipt import ReceiptView, receipt_card
from cards.view import Button, Card, Field, Scalar
from cards.words import words_beside
from cases.breach import (
    ANSWER_LIMIT,
    CHOICES,
    NOTE_LIMIT,
    REASON_LIMIT,
    SEVERAL,
    UNKNOWN,
    BreachCase,
    Exchange,
)
from cases.breach_cards import clock
from cases.breach_changes import CHANGEABLE, allowed_events
from cases.breach_facts import moment
from cases.case_fields import button, closed_list, field_name, text_field
from cases.organisation import Organisation
from state_machines.breach_life import REPORTED, WITHDRAWN

say = words_beside(__file__)

SPOKEN = ("noted", "told")
"""Words that are looked up by what happened."""

MOST_LISTS = 5
"""How many closed lists are asked on one card, beside the words."""

LONG_LISTS = frozenset({"data_kinds", "systems"})
"""Lists of which one card can hold only one."""


def receipt(case: BreachCase, now: datetime, org: Organisation, *, night: bool) -> Card:
    """The reporter's living card: who has the report, whose turn it is, until when the AP can be told."""
    late, fresh = case.overdue(now, org), _fresh(case)
    office = org.offices.po.title
    decides = ""
    if case.is_open:
        due = long_moment(case.deadline(org).due)
        decides = say("decides.late" if late else "decides.open", office=office, moment=due)
    view = ReceiptView(
        number=case.number,
        office=say("the_office", office=office),
        steps=(say("step.who"), say("step.stay"), say("step.add")) if fresh else (),
        clock=clock(case, now, org) if case.is_open and not late else None,
        decides=decides,
        night=night,
        closing=_still_open(case, now, org),
        buttons=_buttons(case, now, org),
        state="" if fresh else _state(case),
        turn="" if fresh else _turn(case, org),
    )
    return receipt_card(view)


def tell(case: BreachCase, ref: str, now: datetime, org: Organisation) -> Card | None:
    """News for the reporter; None when it no longer holds. `ref` is what happened, and after a last dot a number."""
    kind, _, told = ref.rpartition(".")[0].partition(".")
    if kind == "question":
        exchange = case.exchange(told)
        waits = exchange is not None and not exchange.answer and case.is_open
        return question_form(case, exchange, now, org) if exchange is not None and waits else None
    if kind not in ("taken_up", "withdrawn", "kept", "reopened"):
        return None
    if (kind == "withdrawn") is not (case.status == WITHDRAWN):
        return None
    if kind == "taken_up" and case.taken_up is None:
        return None
    name = case.taken_up.by.name if case.taken_up else ""
    who = say("told.by", name=name) if name and kind in ("taken_up", "reopened") else ""
    lines = (who, say(f"told.{kind}.line", office=org.offices.po.title))
    buttons = tuple(each for each in _buttons(case, now, org) if not each.in_more)
    return note_card(
        NoteView(
            case.number, say(f"told.{kind}.title"), tuple(each for each in lines if each), buttons=buttons
        )
    )


def open_answers(case: BreachCase, now: datetime, org: Organisation) -> Card:
    """The one time that the bot asks for what the reporter did not know yet."""
    names = tuple(f"• {field_name(each)}" for each in case.report.open_fields)
    return note_card(
        NoteView(
            case.number,
            say("open_answers.title"),
            (say("open_answers.line"), *names),
            closing=say("open_answers.closing"),
            buttons=(
                button(case, say("button.add_facts"), "add_facts", primary=True),
                button(case, say("button.status"), "status"),
            ),
        )
    )


def question_form(
    case: BreachCase,
    exchange: Exchange,
    now: datetime,
    org: Organisation,
    *,
    typed: str = "",
    error: str = "",
) -> Card:
    """A question of an officer with room to answer. `error` is our sentence about what was `typed`."""
    return _question(case, exchange, say("question.title", office=org.offices.po.title), org, typed, error)


def question_reminder(case: BreachCase, exchange: Exchange, now: datetime, org: Organisation) -> Card:
    """The same question once more."""
    return _question(case, exchange, say("question.again"), org, "", "")


def add_facts_form(
    case: BreachCase,
    now: datetime,
    org: Organisation,
    *,
    values: Mapping[str, str] | None = None,
    error: str = "",
) -> Card:
    """What is still open, and room for words. With more open than one card holds, the rest comes next time.

    `values` are those of a refused try, `error` is our sentence about them.
    """
    given = values or {}
    fields = [_list_field(name, given.get(name, ""), _held(case, name)) for name in _askable(case)]
    addition = text_field(
        "addition",
        say("add.label"),
        NOTE_LIMIT,
        short=say("add.short"),
        typed=given.get("addition", ""),
        error=error,
    )
    more = len(case.report.open_fields) > len(fields)
    return ask_card(
        AskView(
            number=case.number,
            title=say("add.title"),
            question="",
            asked_by="",
            fields=(*fields, addition),
            send=button(case, say("add.send"), "save_facts"),
            closing=say("add.closing_more") if more and fields else say("add.closing"),
            buttons=(button(case, say("button.status"), "status"),),
        )
    )


def withdraw_form(
    case: BreachCase, now: datetime, org: Organisation, *, typed: str = "", error: str = ""
) -> Card:
    """The report was a mistake, says the reporter; why? `error` is our sentence about what was `typed`."""
    field = text_field(
        "reason",
        say("withdraw.label"),
        REASON_LIMIT,
        short=say("withdraw.short"),
        client_error=say("withdraw.empty"),
        typed=typed,
        error=error,
    )
    return ask_card(
        AskView(
            number=case.number,
            title=say("withdraw.title"),
            question="",
            asked_by="",
            fields=(field,),
            send=button(case, say("withdraw.send"), "confirm_withdrawal"),
            closing=say("withdraw.closing", office=org.offices.po.title),
            buttons=(button(case, say("button.status"), "status"),),
        )
    )


def own_cases(cases: Sequence[BreachCase], now: datetime, org: Organisation, page: int) -> Card:
    """The reporter's cases, what waits for the reporter first; five open and five closed ones a page (from 1)."""
    going = sorted(
        (each for each in cases if each.is_open),
        key=lambda each: (bool(each.pending), each.number),
        reverse=True,
    )
    closed = sorted((each for each in cases if not each.is_open), key=lambda each: each.number, reverse=True)
    pages = max(1, -(-max(len(going), len(closed)) // MOST_ROWS))
    at = min(max(page, 1), pages)
    shown = slice((at - 1) * MOST_ROWS, at * MOST_ROWS)
    rows = tuple(_row(each, now, org) for each in (*going[shown], *closed[shown]))
    waiting = next((each for each in going if each.pending), None)
    buttons = [_answer_button(waiting)] if waiting else []
    if at > 1:
        buttons.append(Button(say("own.before"), "own_cases", {"page": at - 1}))
    if at < pages:
        buttons.append(Button(say("own.next"), "own_cases", {"page": at + 1}))
    buttons.append(Button(say("button.menu"), "menu", in_more=len(buttons) > 2))
    counts = say("own.counts", going=len(going), closed=len(closed)) if cases else say("own.none")
    return own_cases_card(OwnCasesView(say("own.title"), counts, rows, tuple(buttons)))


def noted(case: BreachCase, key: str, now: datetime, org: Organisation) -> Card:
    """A short thank you. `key` is answer, facts or withdrawal."""
    lines = (say(f"noted.{key}", office=org.offices.po.title),)
    buttons = (button(case, say("button.status"), "status"),)
    return note_card(NoteView(case.number, say("noted.title"), lines, buttons=buttons))


def _question(
    case: BreachCase, exchange: Exchange, title: str, org: Organisation, typed: str, error: str
) -> Card:
    field = text_field(
        "answer",
        say("question.label"),
        ANSWER_LIMIT,
        short=say("question.short"),
        client_error=say("question.empty"),
        typed=typed,
        error=error,
    )
    data: dict[str, Scalar] = {"case": case.number, "version": case.version, "exchange": exchange.id}
    return ask_card(
        AskView(
            number=case.number,
            title=title,
            question=exchange.question,
            asked_by=exchange.asked_by.name,
            fields=(field,),
            send=Button(say("question.send"), "send_answer", data),
            closing=say("question.closing", office=org.offices.po.title),
            buttons=(button(case, say("button.status"), "status"),),
        )
    )


def _askable(case: BreachCase) -> list[str]:
    chosen: list[str] = []
    for name in CHANGEABLE:
        full = len(chosen) == MOST_LISTS or (name in LONG_LISTS and not LONG_LISTS.isdisjoint(chosen))
        if name in case.report.open_fields and not full:
            chosen.append(name)
    return chosen


def _held(case: BreachCase, name: str) -> str:
    """What stands in the field at first. A lone "I don't know" is not ticked: nobody would think to untick it."""
    value = getattr(case.report, name)
    if name not in SEVERAL:
        return str(value)
    return "" if value == (UNKNOWN,) else ",".join(value)


def _list_field(name: str, value: str, held: str) -> Field:
    # A forged value cannot stand in a list; what the case holds can.
    return closed_list(name, value if value and set(value.split(",")) <= set(CHOICES[name]) else held)


def _fresh(case: BreachCase) -> bool:
    return case.status == REPORTED and not case.pending and case.withdrawal is None


def _state(case: BreachCase) -> str:
    if case.status == WITHDRAWN:
        return say("state.withdrawn")
    if case.pending:
        return say("state.question")
    if case.withdrawal:
        return say("state.withdrawal")
    return say("state.taken_up")


def _turn(case: BreachCase, org: Organisation) -> str:
    office = org.offices.po.title
    if case.status == WITHDRAWN:
        return say("turn.withdrawn")
    by = say("turn.by", name=case.taken_up.by.name) + " " if case.taken_up else ""
    if case.pending:
        return by + say("turn.question")
    if case.withdrawal:
        return by + say("turn.withdrawal", office=office)
    return by + say("turn.office", office=office)


def _still_open(case: BreachCase, now: datetime, org: Organisation) -> str:
    count = len(case.report.open_fields)
    if not count or not case.is_open:
        return ""
    told = say("still_open.one") if count == 1 else say("still_open.many", count=count)
    asked = (case.reported_at + timedelta(hours=org.terms.follow_up_hours)).astimezone(org.zone)
    return f"{told} {say('still_open.when', moment=short_moment(asked))}" if asked > now else told


def _buttons(case: BreachCase, now: datetime, org: Organisation) -> tuple[Button, ...]:
    allowed = allowed_events(case, now, org)
    shown: list[Button] = []
    if case.pending and "answer" in allowed:
        shown.append(_answer_button(case))
    if "add_facts" in allowed:
        shown.append(button(case, say("button.add_facts"), "add_facts"))
    shown.append(button(case, say("button.status"), "status"))
    if "ask_withdrawal" in allowed:
        shown.append(button(case, say("button.withdraw"), "withdraw", in_more=True))
    return tuple(shown)


def _answer_button(case: BreachCase) -> Button:
    data: dict[str, Scalar] = {
        "case": case.number,
        "version": case.version,
        "exchange": case.pending[0].id,
    }
    return Button(say("button.answer_question"), "answer_question", data, primary=True)


def _row(case: BreachCase, now: datetime, org: Organisation) -> CaseRow:
    office = org.offices.po.title
    waits = bool(case.pending) and case.is_open
    if not case.is_open:
        detail = say("own.withdrawn")
    elif waits:
        detail = say("own.question")
    elif case.status == REPORTED:
        detail = say("own.reported", office=office)
    else:
        detail = say("own.taken_up", office=office)
    at = case.closed_at or case.reported_at
    day = moment(at, now, org)
    return CaseRow(
        case.number,
        say("own.kind"),
        say("own.waits_for_you") if waits else "",
        detail,
        closed=not case.is_open,
        when=say("own.reported_at", moment=day) if case.is_open else say("own.closed_at", moment=day),
    )
