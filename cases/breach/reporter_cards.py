"""The cards of a breach for who reported it: receipt, news, questions, thanks, the row among the own cases."""

from collections.abc import Callable
from datetime import datetime, timedelta

from cards.dutch_time import long_moment, short_moment
from cards.note import NoteView, Quoted, note_card
from cards.own_cases import CaseRow
from cards.receipt import ReceiptView, receipt_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.facts import discovered
from cases.breach.life import LIFE
from cases.breach.lists import field_name
from cases.names import names_of
from cases.organisation import Office, Organisation
from cases.register.forms import answer_button, form_button
from cases.register.office import MOST_BUTTONS, clock_to, event_button, without_a_place
from cases.register.reporter import office_button, reporter_of, status_button
from cases.terms import outside_office_hours
from state_machines.breach_life import (
    CLOSED,
    DECIDED,
    DOUBLE,
    ENDED,
    NO_BREACH,
    REPORTED,
    UNDECIDED,
    WITHDRAWN,
)

say = words_beside(__file__)

SPOKEN = ("noted", "told", "state", "turn", "own", "instead")
"""Words that are looked up by what happened."""

PLACED = frozenset({"answer", "add_facts", "ask_withdrawal", "dispute"})
"""What has a place of its own on the cards of who filed it; all else comes behind "…"."""

THANKED = ("answer", "add_facts", "amend_what", "amend_when", "ask_withdrawal", "dispute")
"""What the reporter is thanked for."""


def _office(case: BreachCase, org: Organisation) -> Office:
    return org.offices.po


FirstAid = Callable[[Organisation, str], tuple[str, ...]]
"""What to do first, by the kind of breach ("" for whoever does not know yet what happened), with the names of this
organisation."""


def no_first_aid(org: Organisation, kind: str) -> tuple[str, ...]:
    """Nothing to do first."""
    return ()


def receipt(case: BreachCase, now: datetime, org: Organisation, first_aid: FirstAid = no_first_aid) -> Card:
    """The reporter's living card: who has the report, whose turn it is, until when the AP can be told.

    What to do first stays on it until somebody decided; once it is over it says what came of it.
    """
    late, fresh = case.overdue(now, org), _fresh(case)
    office = org.offices.po.title
    decides = ""
    if case.clock_runs:
        due = long_moment(case.deadline(org).due)
        decides = say("decides.late" if late else "decides.open", office=office, moment=due)
        if case.report.discovered_about and not late:
            decides += " " + say("decides.about", moment=discovered(case.report, now, org))
    view = ReceiptView(
        number=case.number,
        office=say("the_office", office=office),
        steps=(say("step.who"), say("step.stay"), say("step.add")) if fresh else (),
        clock=clock_to(case.deadline(org), now, org) if case.clock_runs and not late else None,
        decides=decides,
        night=outside_office_hours(now),
        closing=" ".join(each for each in (_who_sees(case, org), _still_open(case, now, org)) if each),
        buttons=_buttons(case, now, org),
        state="" if fresh else _state(case),
        turn="" if fresh else _turn(case, org),
        aid=first_aid(org, case.report.kind) if case.status in UNDECIDED and not case.withdrawal else (),
        aid_shown=not fresh and not late and not case.pending,
        outcome=_outcome(case),
        learned=_learned(case),
    )
    return receipt_card(view)


def _outcome(case: BreachCase) -> tuple[str, ...]:
    """What came of it, in one line: was the AP told, were the people told; or what it was instead."""
    if case.status == NO_BREACH and case.was_instead:
        return (say(f"instead.{case.was_instead}"),)
    if case.status != CLOSED:
        return ()
    people = case.informed is not None and case.informed.reached
    ap = say("outcome.ap_yes" if case.told != "no" else "outcome.ap_no")
    return (f"{ap} {say('outcome.people_yes' if people else 'outcome.people_no')}",)


def _learned(case: BreachCase) -> str:
    """What the organisation learns of it, as an officer wrote that down for the reporter to read."""
    return case.registration.lessons if case.status == CLOSED and case.registration is not None else ""


def _more_told(case: BreachCase, news: str) -> tuple[tuple[str, ...], tuple[Quoted, ...]]:
    """What news of the end says beside that it ended."""
    if news not in ("closed", "no_breach"):
        return (), ()
    learned = _learned(case)
    return _outcome(case), ((Quoted(say("learned"), learned),) if learned else ())


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
                form_button(LIFE.forms["add_facts"], case, org, primary=True),
                status_button(case),
            ),
        )
    )


def made_of_question(
    case: BreachCase, first_aid: tuple[str, ...], now: datetime, org: Organisation
) -> Card | None:
    """What who asked a question hears once it is a breach: its number, what to do first. None once it is over."""
    if not case.is_open:
        return None
    aid = tuple(f"• {each}" for each in first_aid)
    lines = (
        say("made.line", question=case.from_consult, office=org.offices.po.title),
        say("made.first"),
        *aid,
    )
    buttons = tuple(each for each in _buttons(case, now, org) if not each.in_more)
    return note_card(
        NoteView(case.number, say("made.title"), lines, closing=say("made.closing"), buttons=buttons)
    )


def _holds(case: BreachCase, news: str) -> bool:
    match news:
        case "taken_up":
            return case.is_open and case.taken_up is not None
        case "withdrawn":
            return case.status == WITHDRAWN
        case "no_breach":
            return case.status == NO_BREACH
        case "double":
            return case.status == DOUBLE
        case "joined":
            return case.is_open and bool(case.doubles)
        case "closed":
            return case.status == CLOSED
        case "name_opened":
            return case.name_opened is not None
        case "kept_closed":
            return not case.is_open and case.disputed is not None and not case.disputed.waits
        case "assessed":
            return case.status in DECIDED
    return news in ("kept", "reopened", "parted") and case.is_open


def _fresh(case: BreachCase) -> bool:
    return case.status == REPORTED and not case.pending and case.withdrawal is None


def _state(case: BreachCase) -> str:
    if case.status in ENDED:
        return say(f"state.{case.status}")
    if case.pending:
        return say("state.question")
    if case.withdrawal:
        return say("state.withdrawal")
    return say("state.assessed") if case.status in DECIDED else say("state.taken_up")


def _turn(case: BreachCase, org: Organisation) -> str:
    office = org.offices.po.title
    if case.status in ENDED:
        return say(f"turn.{case.status}")
    by = say("turn.by", name=case.taken_up.by.name) + " " if case.taken_up else ""
    if case.pending:
        return by + say("turn.question")
    if case.withdrawal:
        return by + say("turn.withdrawal", office=office)
    return by + say("turn.office", office=office)


def _who_sees(case: BreachCase, org: Organisation) -> str:
    """That no officer reads who reported it."""
    return say("name_closed", **names_of(org)) if case.name_closed else ""


def _still_open(case: BreachCase, now: datetime, org: Organisation) -> str:
    count = len(case.report.open_fields)
    if not count or not case.is_open:
        return ""
    sentence = say("still_open.one") if count == 1 else say("still_open.many", count=count)
    asked = (case.reported_at + timedelta(hours=org.terms.follow_up_hours)).astimezone(org.zone)
    return f"{sentence} {say('still_open.when', moment=short_moment(asked))}" if asked > now else sentence


def _buttons(case: BreachCase, now: datetime, org: Organisation) -> tuple[Button, ...]:
    allowed = LIFE.open_to_reporter(case, now, org)
    shown: list[Button] = []
    if case.pending and "answer" in allowed:
        shown.append(answer_button(LIFE.forms["answer"], case, org))
    if "dispute" in allowed:
        shown.append(form_button(LIFE.forms["dispute"], case, org))
    if "add_facts" in allowed:
        shown.append(form_button(LIFE.forms["add_facts"], case, org))
    shown.append(status_button(case))
    if "ask_withdrawal" in allowed:
        shown.append(form_button(LIFE.forms["ask_withdrawal"], case, org, in_more=True))
    office = office_button(LIFE, case, now, org)
    free = without_a_place(LIFE, allowed, PLACED)[: MOST_BUTTONS - len(shown) - len(office)]
    shown += [event_button(LIFE, case, each, org, in_more=True) for each in free]
    return (*shown, *office)


def own_row(case: BreachCase, now: datetime, org: Organisation) -> CaseRow:
    """The case in the list of the reporter's own cases."""
    office = org.offices.po.title
    waits = bool(case.pending) and case.is_open
    if not case.is_open:
        detail = say(f"own.{case.status}")
    elif waits:
        detail = say("own.question")
    elif case.status == REPORTED:
        detail = say("own.reported", office=office)
    elif case.status in DECIDED:
        detail = say("own.assessed", office=office)
    else:
        detail = say("own.taken_up", office=office)
    return REPORTER.row(case, now, org, detail=detail, waits=waits, over=not case.is_open)


REPORTER = reporter_of(say, LIFE, _office, _holds, _buttons, THANKED, _more_told)
