"""The cards of a rights request for who passed it on: receipt, news, questions, search tasks, the row in the list."""

from dataclasses import replace
from datetime import datetime

from cards.own_cases import CaseRow
from cards.rights_receipt import RightsReceiptView, rights_receipt_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.organisation import Office, Organisation
from cases.register.forms import Filling, answer_button, form_button, form_card
from cases.register.messages import Ref
from cases.register.office import MOST_SEEN, event_button, without_a_place
from cases.register.reporter import office_button, reporter_of, status_button
from cases.rights.case import RightsCase
from cases.rights.life import LIFE
from cases.rights.lists import day_of
from cases.rights.office_card import state_of
from cases.rights.parts import Search
from state_machines.rights_life import RECEIVED

say = words_beside(__file__)

SPOKEN = ("noted", "told", "own")
"""Words that are looked up by what happened."""

PLACED = frozenset({"answer", "answer_search", "add_note", "add_reference", "dispute"})
"""What has a place of its own on the cards of who filed it; all else comes behind "…"."""

TASK = "search"
"""A search task is news with room for an answer."""

NEWS = ("taken_up", "answered", "closed", "ended", "reopened", "kept_closed", "joined", "parted")
"""What the colleague hears of."""

THANKED = ("answer", "answer_search", "add_note", "add_reference", "dispute")
"""What the reporter is thanked for."""


def _office(case: RightsCase, org: Organisation) -> Office:
    return org.offices.jz


def receipt(case: RightsCase, now: datetime, org: Organisation) -> Card:
    """The colleague's living card: first what to tell, do and leave, later how the request stands."""
    fresh = _fresh(case)
    due = day_of(case.deadline(org).due.date(), org)
    view = RightsReceiptView(
        number=case.number,
        office=org.offices.jz.title,
        tell=_tell(case, due, now, org),
        term_note=say("counted", day=day_of(case.request.received_on, org)) if case.answer_due else "",
        steps=_steps(case, org) if fresh else (),
        notes=_notes(case, org) if case.answer_due else (),
        closing=say("source") if fresh else "",
        buttons=_buttons(case, now, org),
        state="" if fresh else state_of(case, now, org),
        turn="" if fresh else _turn(case, org),
    )
    return rights_receipt_card(view)


def search_task(
    case: RightsCase,
    search_id: str,
    now: datetime,
    org: Organisation,
    *,
    again: bool = False,
    back: bool = True,
) -> Card | None:
    """A search task with room for the answer; None when it was answered or the case has ended. Without `back` for who
    may not see the case."""
    search = case.search(search_id)
    if search is None or search.answer or not case.is_open:
        return None
    title = say("search.again" if again else "search.title", day=day_of(search.until, org))
    filling = Filling(given={"search": search.id}, title=title, back=back)
    return form_card(LIFE.forms["answer_search"], case, now, org, filling)


def task_summary(org: Organisation) -> str:
    """The line of a toast about a search task for who may not see the case."""
    return say("search.summary", office=org.offices.jz.title)


def own_row(case: RightsCase, now: datetime, org: Organisation) -> CaseRow:
    """The case in the list of the colleague's own cases."""
    waits = case.is_open and bool(case.pending or _own_searches(case))
    if waits:
        detail = say("own.question" if case.pending else "own.search")
    elif case.status == RECEIVED and case.taken_up is None:
        detail = say("own.received", office=org.offices.jz.title)
    else:
        detail = say("own.state", state=state_of(case, now, org).removeprefix("✕ ").removeprefix("✓ "))
    return REPORTER.row(case, now, org, detail=detail, waits=waits, over=not case.is_open)


def _fresh(case: RightsCase) -> bool:
    return case.status == RECEIVED and case.taken_up is None and not case.pending


def _tell(case: RightsCase, due: str, now: datetime, org: Organisation) -> str:
    if not case.answer_due:
        return ""
    if case.overdue(now, org):
        return say("tell.late", office=org.offices.jz.title)
    if case.extension:
        return say("tell.extended", organisation=org.name, day=due)
    if case.fee:
        return say("tell.open_fee", organisation=org.name, office=org.offices.jz.title, day=due)
    return say("tell.open", organisation=org.name, office=org.offices.jz.title, day=due)


def _steps(case: RightsCase, org: Organisation) -> tuple[str, ...]:
    """What to do and what to leave, of policy point 16; the ones that this request does not need are left out."""
    request = case.request
    lines = [say("step.no_data")]
    jz = org.offices.jz.title
    lines.append(
        say("step.authority", office=jz) if request.authority_open else say("step.identity", office=jz)
    )
    if request.clear != "ja":
        lines.append(say("step.clear"))
    lines.append(say("step.keep_but_copy") if request.identified == "kopie_open" else say("step.keep"))
    return tuple(lines)


def _notes(case: RightsCase, org: Organisation) -> tuple[str, ...]:
    """What may have gone wrong comes first: there is room for two."""
    lines = []
    if case.breach_due:
        lines.append(say("gave_data"))
    if case.request.identified == "kopie_open" and case.identity_state != "confirmed":
        lines.append(say("open_copy"))
    if not case.request.reference:
        lines.append(say("no_reference", office=org.offices.jz.title))
    if case.request.partly_himself:
        lines.append(say("afas"))
    return tuple(lines[:2])


def _turn(case: RightsCase, org: Organisation) -> str:
    if not case.is_open:
        return say("turn.closed")
    by = say("turn.by", name=case.taken_up.by.name) + " " if case.taken_up else ""
    if case.pending or _own_searches(case):
        return by + say("turn.you")
    return by + say("turn.office", office=org.offices.jz.title)


def _own_searches(case: RightsCase) -> tuple[Search, ...]:
    return tuple(each for each in case.open_searches if each.to == "reporter")


def _holds(case: RightsCase, kind: str) -> bool:
    match kind:
        case "taken_up":
            return case.taken_up is not None and case.is_open
        case "answered":
            return case.sent is not None
        case "closed":
            return case.sent is not None and not case.is_open
        case "ended":
            return case.ending is not None
        case "kept_closed":
            return not case.is_open and case.disputed is not None and not case.disputed.waits
        case "joined":
            return case.is_open and bool(case.doubles)
    return kind in NEWS and case.is_open


def _buttons(case: RightsCase, now: datetime, org: Organisation) -> tuple[Button, ...]:
    allowed = LIFE.open_to_reporter(case, now, org)
    shown: list[Button] = []
    if case.pending and "answer" in allowed:
        shown.append(answer_button(LIFE.forms["answer"], case, org))
    mine = _own_searches(case)
    if mine and "answer_search" in allowed:
        given = {"search": mine[0].id}
        shown.append(form_button(LIFE.forms["answer_search"], case, org, given, primary=not shown))
    if case.breach_due and case.is_open:
        # Policy points 14 and 16.2: data went out, and it cannot be excluded that somebody else got them.
        shown.append(Button(say("button.breach"), "start", {"flow": "breach"}, primary=not shown))
    if "dispute" in allowed:
        shown.append(form_button(LIFE.forms["dispute"], case, org))
    if "add_reference" in allowed:
        shown.append(form_button(LIFE.forms["add_reference"], case, org))
    if "add_note" in allowed:
        shown.append(form_button(LIFE.forms["add_note"], case, org))
    shown.append(status_button(case))
    shown = [*shown[:MOST_SEEN], *(replace(each, in_more=True) for each in shown[MOST_SEEN:])]
    free = without_a_place(LIFE, allowed, PLACED)
    shown += [event_button(LIFE, case, each, org, in_more=True) for each in free]
    return (*shown, *office_button(LIFE, case, now, org))


def _asked_to_search(case: RightsCase, ref: Ref, now: datetime, org: Organisation) -> Card | None:
    return search_task(case, ref.of, now, org)


REPORTER = reporter_of(say, LIFE, _office, _holds, _buttons, THANKED, of_its_own={TASK: _asked_to_search})
