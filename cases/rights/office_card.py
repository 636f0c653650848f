"""The cards of a rights request for the offices: the living card, notes in its thread, the course, the toast."""

from datetime import datetime, timedelta

from cards.breach import Exchange as ShownExchange
from cards.case_band import Tone
from cards.note import Quoted
from cards.rights import RightsView, rights_card
from cards.view import AskButton, Button, Card, Option
from cards.words import words_beside
from cases.organisation import Organisation
from cases.people import Viewer
from cases.register import office
from cases.register.case import KEPT_EXCHANGES
from cases.register.forms import heirs_of
from cases.register.messages import Ref
from cases.register.typed_fields import button
from cases.rights.case import RightsCase
from cases.rights.facts import (
    facts,
    more_facts,
    notes,
    numbered,
    right,
    search,
    steps,
)
from cases.rights.life import LIFE
from cases.rights.lists import day_of, label, moment_of
from cases.rights.papers import papers_of
from cases.terms import is_working_day, planning_day
from state_machines.rights_life import (
    ANSWERED,
    CLARIFYING,
    CLOSED,
    CONFIRMED,
    DECIDED,
    IDENTIFYING,
    IN_PROGRESS,
    OBJECTED,
    RECEIVED,
    WITHDRAWN,
)

say = words_beside(__file__)

SPOKEN = ("state", "ended")
"""Words that are looked up by what the case holds."""

WARNING = timedelta(days=3)
"""From so much time left the band of the card changes colour."""

LEADING: dict[str, tuple[str, ...]] = {
    RECEIVED: ("confirm_receipt", "confirm_identity"),
    CONFIRMED: ("confirm_identity", "ask_identity"),
    CLARIFYING: ("clarified", "confirm_identity"),
    IDENTIFYING: ("confirm_identity", "clarified", "ask_clarification"),
    IN_PROGRESS: ("decide", "ask_search"),
    DECIDED: ("record_answer", "confirm_identity", "decide"),
    ANSWERED: ("tell_recipients", "check_breach", "late_reason", "close"),
    OBJECTED: ("decide_objection", "tell_recipients"),
    CLOSED: ("keep_closed", "reopen", "record_objection"),
    WITHDRAWN: ("keep_closed", "reopen"),
}
"""The steps that a state asks for, the likeliest first; two of them are in sight."""

PLACED = frozenset(
    {"take_up", "hand_over", "seen", "snooze", "send_facts", "give_paper", "fill_paper", "close"}
)
"""What has a place of its own on the card; the rest is in the list of steps, in the order of the events."""


def living(case: RightsCase, now: datetime, org: Organisation, viewer: Viewer) -> Card:
    """The living card, with what this person, or this office, can do now.

    In a channel a confidential request shows its number and its term only; an own chat always has the facts.
    """
    hidden, allowed, by = office.in_sight(LIFE, case, viewer, now, org)
    overdue = case.overdue(now, org)
    exchange = case.exchanges[-1] if case.exchanges else None
    twice = case.identity_state == case.clarification_state == "asked"
    # Where so much stands out, the rest unfolds.
    full = overdue or twice or exchange is not None or case.paused is not None or bool(case.searches)
    view = RightsView(
        number=case.number,
        state=say("band.confidential") if hidden and not overdue else state_of(case, now, org),
        turn=" ".join(filter(None, (_turn(case, now, org), office.waits_for(LIFE, case, viewer, org)))),
        by=by,
        tone=_tone(case, now, org),
        clock=office.clock_to(case.deadline(org), now, org) if case.term_runs else None,
        term_note=term_note(case, now, org) if case.term_runs else "",
        late_note=_late_note(case, org) if overdue else "",
        notes=() if hidden else notes(case, org)[: 1 if full or case.breach_due else 2],
        facts=() if hidden else facts(case, org),
        more_facts=() if hidden else more_facts(case, org),
        rights=() if hidden else tuple(right(case, each) for each in case.request.rights),
        steps="" if hidden or not case.is_open or case.objected else steps(case, short=full),
        searches=() if hidden else tuple(search(each, place, org) for place, each in numbered(case)),
        question=None
        if hidden or exchange is None
        else ShownExchange(
            exchange.question,
            exchange.asked_by.name,
            moment_of(exchange.asked_at, org),
            exchange.answer,
            "" if exchange.answer else say("waiting" if exchange.waits else "no_answer"),
        ),
        words="" if hidden else case.request.wish,
        objected=case.objected,
        reporter="" if hidden else case.reporter.name,
        source=say("source"),
        confidential=hidden,
        folded=full,
        buttons=office.hidden_buttons(LIFE, case, allowed, org) if hidden else _buttons(case, allowed, org),
    )
    return rights_card(view)


def thread_note(case: RightsCase, ref: Ref, now: datetime, org: Organisation) -> Card | None:
    """What is said under the living card about the event that `ref` names; None when the case moved past it."""

    def news(case: RightsCase, kind: str, about: str) -> office.ThreadNote | None:
        search = case.search(about)
        match kind:
            case "found" if search and search.answer:
                by = say("note.found", name=search.answered_by or say("somebody"))
                task = Quoted(say("quote.task"), search.what)
                return office.ThreadNote(
                    say("note.title.found"), (by,), (task, office.quoted_answer(search.answer))
                )
            case "unreached" if search and search.unreached_at and not search.answer:
                lines = (say("note.unreached", name=search.place), say("note.unreached_how"))
                task = Quoted(say("quote.task"), search.what)
                return office.ThreadNote(say("note.title.unreached"), lines, (task,))
            case "narrowed" if case.narrowings:
                return office.ThreadNote(
                    say("note.title.narrowed"), (say("note.narrowed"), say("note.for_fg"))
                )
            case "ended" if case.double_of:
                goes_on = say("note.goes_on", number=case.double_of)
                return office.ThreadNote(
                    say("note.title.goes_on"),
                    (goes_on, say("note.for_fg" if case.ending_told_on else "note.for_fg_untold")),
                )
            case "ended" if case.ending is not None:
                ended = say("note.ended", ending=label("ending", case.ending))
                return office.ThreadNote(say("note.title.ended"), (ended, say("note.for_fg")))
            case "added":
                return office.ThreadNote(say("note.title.added"), (say("note.on_the_card"),))
        return None

    return office.note_in_thread(LIFE, case, ref, org, news)


def summary_of(case: RightsCase, now: datetime, org: Organisation) -> str:
    """The line on a locked phone: the number, the state and the time left; no names and no facts.

    Of a confidential request neither what was decided.
    """
    hidden = case.confidential and not case.overdue(now, org)
    state = say("band.confidential") if hidden else state_of(case, now, org).removeprefix("✕ ")
    return office.toast(
        case.number,
        state,
        case.deadline(org) if case.term_runs and not case.overdue(now, org) else None,
        now,
        org,
    )


history_of = office.course_of(LIFE)
"""The course of a case."""


def term_note(case: RightsCase, now: datetime, org: Organisation) -> str:
    """The day to plan on while it is ahead, and what the law allows when that is another day than the strict one."""
    deadline, today = case.deadline(org), now.astimezone(org.zone).date()
    due, latest, planned = deadline.due.date(), deadline.legal_latest.date(), planning_day(deadline)
    sentences = [say("plan", day=day_of(planned, org))] if planned >= today else []
    if latest != due and latest >= today:
        day = day_of(latest, org)
        if not is_working_day(due):
            sentences.append(say("law", latest=day, due=day_of(due, org)))
        else:
            sentences.append(say("law_moved", latest=day) if case.objected else say("law_whole", latest=day))
    return " ".join(sentences)


def state_of(case: RightsCase, now: datetime, org: Organisation) -> str:
    """How the request stands, in a few words."""
    if case.overdue(now, org):
        return say("overdue")
    if case.status == RECEIVED and case.taken_up is not None:
        return say("state.taken_up")
    if case.status == WITHDRAWN and case.ending is not None:
        return say(f"ended.{case.ending}")
    return say("paused") if case.paused and case.answer_due else say(f"state.{case.status}")


def _late_note(case: RightsCase, org: Organisation) -> str:
    return say("late_note_objection", wil=org.short_name) if case.objected else say("late_note")


def _tone(case: RightsCase, now: datetime, org: Organisation) -> Tone:
    if not case.term_runs:
        return "done"
    left = case.deadline(org).left(now)
    if left <= timedelta():
        return "late"
    return "warning" if left <= WARNING else "running"


def _turn(case: RightsCase, now: datetime, org: Organisation) -> str:
    """Whom the request waits for: the person, somebody who searches, the colleague, or legal affairs."""
    if not case.is_open:
        return say("turn.closed", moment=moment_of(case.closed_at or case.reported_at, org))
    nobody = ""
    if not case.taken_up:
        known = say("turn.seen", name=case.seen[-1].by.name) if case.seen else say("turn.nobody")
        nobody = f"{known} "
    waits = list[str]()
    if case.answer_due and case.identity_state == "asked" and case.identity.asked_on is not None:
        waits.append(say("turn.identity", day=day_of(case.identity.asked_on, org)))
    if case.answer_due and case.clarification is not None and case.clarification_state == "asked":
        waits.append(say("turn.clarification", day=day_of(case.clarification.asked_on, org)))
    if not waits and case.pending:
        waits.append(say("turn.reporter", moment=moment_of(case.pending[0].asked_at, org)))
    if not waits and case.answer_due and case.open_searches:
        waits.append(say("turn.search", day=day_of(min(each.until for each in case.open_searches), org)))
    return nobody + (" ".join(waits) or say("turn.office", office=org.offices.jz.name))


def _buttons(case: RightsCase, allowed: frozenset[str], org: Organisation) -> tuple[Button | AskButton, ...]:
    """What the state asks for, the letters, and one list with every other step, the likeliest first. Behind "…" stands
    only how it went."""
    led = [each for each in ("take_up", *LEADING[case.status]) if each in allowed]
    papers = [button(case, say("button.papers"), "paper")] if papers_of(case) else []
    seen = led[: office.MOST_SEEN - 1 - len(papers)]
    row: list[Button | AskButton] = [
        office.event_button(LIFE, case, each, org, primary=not place) for place, each in enumerate(seen)
    ]
    row += papers
    if chosen := _chosen(case, allowed, led[len(seen) :], org, shown=set(seen)):
        row.append(office.list_of_steps(case, chosen))
    return (*row, office.history_button(case))


def _chosen(
    case: RightsCase, allowed: frozenset[str], first: list[str], org: Organisation, *, shown: set[str]
) -> list[Option]:
    """Every step that is not in sight: first what the state asks for, last what anybody can do at any time."""
    heirs = heirs_of(case, org, LIFE.heirs(case)) if "hand_over" in allowed else ()
    last = [each for each in ("seen", "hand_over") if each in allowed and (each == "seen" or heirs)]
    options: list[Option] = []
    others = office.without_a_place(LIFE, allowed, {*PLACED, *shown, *first})
    for event in (*first, *others, *last):
        if event == "ask_reporter" and len(case.pending) >= KEPT_EXCHANGES:
            continue
        if event == "answer_search":
            options += [
                Option(f"{event}.{each.id}", say("answer_search", number=place))
                for place, each in numbered(case)
                if not each.answer
            ]
            continue
        options += office.steps_of(LIFE, (event,))
    return options
