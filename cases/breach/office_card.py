"""The cards of a breach for the offices: the living card, notes in its thread, forms, and the line of a toast."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cards.breach import Exchange as ShownExchange
from cards.breach import IncidentView, Tone, incident_card
from cards.dutch_time import short_moment, time_left
from cards.duties import DutiesView, duties_card
from cards.history import HistoryLine, HistoryView, history_card
from cards.note import NoteView, Quoted, note_card
from cards.view import AskButton, Button, Card, Clock, Fact
from cards.words import words_beside
from cases.breach.advice_card import advice_of
from cases.breach.case import BreachCase
from cases.breach.facts import main_facts, more_facts, reasons
from cases.breach.forms import FORMS
from cases.breach.handling import RECIPIENTS
from cases.breach.life import allowed_events
from cases.breach.papers import papers_of
from cases.breach.progress import duty_lines, people_line, progress
from cases.breach.rhythm import chore_named
from cases.moments import moment
from cases.organisation import Organisation
from cases.register.case import KEPT_EXCHANGES, Exchange
from cases.register.confidential import hidden_note, older_messages
from cases.register.forms import ask_button, form_button
from cases.register.history import Event
from cases.register.messages import Ref
from cases.register.typed_fields import button
from state_machines.breach_life import ASSESSED, DECIDED, ENDED, REPORTED, REPORTER, ROLES, TO_NOTIFY

say = words_beside(__file__)

SPOKEN = ("note", "happened", "state", "button", "task", "decided", "stage", "paper")
"""Words that are looked up by what the case holds."""

WARNING = timedelta(hours=12)
"""From so much time left the band of the card changes colour."""

MOST_VISIBLE, MOST_BUTTONS = 3, 6

RECORDED = (
    *("ap_full", "ap_provisional", "ap_supplement", "ap_withdraw"),
    *("decide_people", "informed", "decide_duties", "duty_done", "fill_register"),
)
"""What is recorded on the card of who must know; the first six that the case allows."""

BY_REPORTER = frozenset({"file", *(event for event, roles in ROLES.items() if roles == REPORTER)})
"""What the reporter does, who may be an officer as well."""


def incident(case: BreachCase, now: datetime, org: Organisation, private: bool = False) -> Card:
    """The living card of a case. In a channel a confidential case shows its number and its clock only.

    `private` is the card in an officer's own chat, which always has the facts.
    """
    hidden = case.confidential and not private
    overdue = case.overdue(now, org)
    taken = case.taken_up if case.is_open else None
    if case.status == ASSESSED and not hidden:
        by = taken.by.name if taken else ""
        shown = clock(case, now, org)
        return advice_of(case, now, org, clock=shown, tone=tone_of(case, now, org), by=by)
    decided = () if hidden else progress(case, now, org)
    facts = () if hidden else main_facts(case, now, org)
    rest = () if hidden else more_facts(case, now, org)
    view = IncidentView(
        number=case.number,
        state=say("band.confidential") if hidden and not overdue else say(f"state.{_state(case, now, org)}"),
        turn=_turn(case, now, org),
        by=taken.by.name if taken else "",
        tone=tone_of(case, now, org),
        clock=clock(case, now, org) if not case.ap_settled else None,
        late_note=say("late_note") if overdue else "",
        facts=facts,
        more_facts=rest,
        words="" if hidden else case.report.what_happened,
        answers=() if hidden else tuple(_exchange(each, now, org) for each in case.exchanges),
        reporter="" if hidden else case.reporter.name,
        notes=_notes(case) if not hidden else (),
        confidential=hidden,
        buttons=_hidden_buttons(case, now, org) if hidden else _buttons(case, now, org),
        folded=bool(case.exchanges) or not case.is_open or bool(decided),
        reasons=() if hidden else reasons(case),
        progress=decided,
    )
    return incident_card(view)


def duties(case: BreachCase, now: datetime, org: Organisation) -> Card:
    """Everybody who may have to know, and all that can be done with the case beside the next step."""
    allowed = allowed_events(case, now, org)
    steps = tuple(form_button(FORMS[each], case, org) for each in RECORDED if each in allowed)
    row = [form_button(FORMS[each], case, org) for each in ("new_facts", "hand_over") if each in allowed]
    if "ask_reporter" in allowed and len(case.pending) < KEPT_EXCHANGES:
        row.append(form_button(FORMS["ask_reporter"], case, org))
    if "make_confidential" in allowed:
        row.append(button(case, say("button.make_confidential"), "make_confidential"))
    if papers_of(case):
        row.append(button(case, say("button.papers"), "paper"))
    return duties_card(
        DutiesView(
            number=case.number,
            state=say("duties.state"),
            turn=_turn(case, now, org),
            tone=tone_of(case, now, org),
            clock=clock(case, now, org) if not case.ap_settled else None,
            lines=duty_lines(case, now, org),
            steps=steps[:MOST_BUTTONS],
            source=say("duties.source"),
            buttons=(
                button(case, say("button.show"), "show"),
                *row[: MOST_VISIBLE - 1],
                *_behind(row[MOST_VISIBLE - 1 :], MOST_BUTTONS - MOST_VISIBLE),
            ),
        )
    )


def task(case: BreachCase, office: str, now: datetime, org: Organisation) -> Card:
    """What JZ needs to tell the people (policy point 14 step 8), and nothing more of the case.

    In a channel the facts of a confidential case are left out.
    """
    people, told = case.people, case.informed
    state = "done" if not case.people_wait else "public" if people and people.choice == "public" else "open"
    form = FORMS["informed"]
    can = "informed" in allowed_events(case, now, org)
    record = form_button(form, case, org, {"for": office}, primary=not told) if can else None
    facts = () if case.confidential else main_facts(case, now, org)
    view = IncidentView(
        number=case.number,
        state=say(f"task.state.{state}"),
        turn=say("task.turn.done")
        if state == "done"
        else say("task.turn.open", office=org.office(office).name),
        by="",
        tone="running" if state != "done" else "done",
        clock=None,
        late_note="",
        facts=facts,
        more_facts=(),
        words="",
        answers=(),
        reporter="",
        notes=(
            *((say(f"task.note.{state}"),) if state != "done" else ()),
            *((say("task.ask_office", office=org.offices.po.title),) if case.confidential else ()),
        ),
        confidential=False,
        buttons=(*((record,) if record is not None else ()), *_letters(case, office)),
        progress=(Fact(say("task.people"), people_line(case, now, org)),),
        source=say("task.source"),
    )
    return incident_card(view)


def _letters(case: BreachCase, office: str) -> tuple[Button, ...]:
    """The drafts that this office can send, the one that was decided on first."""
    offered = papers_of(case, office)
    place = {"case": case.number, "for": office}
    return tuple(Button(say(f"paper.{each}"), "paper", {**place, "paper": each}) for each, _ in offered)


def thread_note(case: BreachCase, ref: Ref, now: datetime, org: Organisation) -> Card | None:
    """What is said under the living card about the event that `ref` names; None when the case moved past it.

    About a confidential case it says only that something came.
    """
    lines: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    exchange = case.exchange(ref.of)
    match ref.about:
        case "question" if exchange:
            lines = (say("note.asked", name=exchange.asked_by.name),)
            quotes = (Quoted(say("quote.question"), exchange.question),)
        case "answer" if exchange and exchange.answer:
            quotes = (
                Quoted(say("quote.question"), exchange.question),
                Quoted(say("quote.answer"), exchange.answer),
            )
        case "added":
            lines = (say("note.on_the_card"),)
        case "withdrawal" if case.withdrawal and case.is_open:
            lines = (say("note.you_decide", office=org.offices.po.title),)
            quotes = (Quoted(say("quote.words"), case.withdrawal.reason),)
        case "deviation" if case.deviates:
            lines = (say("note.deviated"),)
            typed = [each.reason for each in (case.decision, case.people) if each is not None and each.reason]
            quotes = tuple(Quoted(say("quote.reason"), each) for each in dict.fromkeys(typed))
        case "handed" if case.taken_up and case.is_open:
            lines = (say("note.handed_to", name=case.taken_up.by.name),)
        case _:
            return None
    if case.confidential:
        return hidden_note(case)
    return note_card(NoteView(case.number, say(f"note.title.{ref.about}"), lines, quotes))


def summary_of(case: BreachCase, now: datetime, org: Organisation) -> str:
    """The line on a locked phone: the number, the state and the time left; no names and no facts.

    Of a confidential case neither what was decided.
    """
    hidden = case.confidential and not case.overdue(now, org)
    state = say("band.confidential" if hidden else f"state.{_state(case, now, org)}").removeprefix("✕ ")
    if case.ap_settled or case.overdue(now, org):
        return say("summary.settled", number=case.number, state=state)
    return say("summary.open", number=case.number, state=state, left=time_left(clock(case, now, org)))


def history_of(
    case: BreachCase, events: Sequence[Event], now: datetime, org: Organisation, private: bool = False
) -> Card:
    """The course of a case. Of a confidential one only officers in their own chat (`private`) read what was said."""
    hidden = case.confidential and not private
    lines = tuple(_line(each, now, org, hidden=hidden) for each in events)
    return history_card(HistoryView(case.number, lines, (button(case, say("button.show"), "show"),)))


def clock(case: BreachCase, now: datetime, org: Organisation) -> Clock:
    """The time left to tell the AP, in the organisation's zone."""
    deadline = case.deadline(org)
    return Clock(deadline.due, now.astimezone(org.zone), deadline.term)


def asked_again_at(exchange: Exchange, org: Organisation) -> datetime:
    """When the reporter is reminded of a question."""
    return (exchange.asked_at + timedelta(hours=org.terms.question_hours)).astimezone(org.zone)


def _state(case: BreachCase, now: datetime, org: Organisation) -> str:
    return "overdue" if case.overdue(now, org) else case.status


def tone_of(case: BreachCase, now: datetime, org: Organisation) -> Tone:
    """What colour the band has: it only repeats the words."""
    if not case.is_open:
        return "done"
    if case.ap_settled:
        return "running"
    left = case.deadline(org).left(now)
    if left <= timedelta():
        return "late"
    return "warning" if left <= WARNING else "running"


def _turn(case: BreachCase, now: datetime, org: Organisation) -> str:
    if case.status in ENDED:
        return say("turn.closed", moment=moment(case.closed_at or case.reported_at, now, org))
    taken = case.taken_up
    roles = taken.by.roles if taken else frozenset()
    office = org.offices.fg if "fg" in roles and "po" not in roles else org.offices.po
    whose = say("turn.office", office=office.name)
    if case.withdrawal:
        whose = f"{say('turn.withdrawal')} {whose}"
    elif case.pending:
        since = moment(case.pending[0].asked_at, now, org)
        whose = say("turn.reporter", moment=since)
    elif case.people_wait:
        whose = f"{whose} {say('turn.people', office=org.offices.jz.name)}"
    if case.late_unexplained:
        whose = f"{say('turn.unexplained')} {whose}"
    if case.status != REPORTED:
        return whose
    if case.seen:
        return f"{say('turn.seen', name=case.seen[-1].by.name)} {whose}"
    return f"{say('turn.unseen') if case.overdue(now, org) else say('turn.nobody')} {whose}"


def _notes(case: BreachCase) -> tuple[str, ...]:
    told = [*(older_messages(case) or (say("only_here"),))] if case.confidential else []
    if case.report.no_personal_data:
        told.append(say("no_personal_data"))
    return tuple(told)


def _exchange(exchange: Exchange, now: datetime, org: Organisation) -> ShownExchange:
    again = asked_again_at(exchange, org)
    later = say("waiting.later", moment=short_moment(again)) if again > now else say("waiting.reminded")
    return ShownExchange(
        exchange.question,
        exchange.asked_by.name,
        moment(exchange.asked_at, now, org),
        exchange.answer,
        "" if exchange.answer else later,
    )


def _buttons(case: BreachCase, now: datetime, org: Organisation) -> tuple[Button | AskButton, ...]:
    """At most three in sight and six in all; what does not fit in sight goes behind "…" if it can."""
    allowed = allowed_events(case, now, org)
    if case.status in DECIDED:
        return _buttons_once_decided(case, allowed, now, org)
    leads = "accept_withdrawal" not in allowed
    row: list[Button | AskButton] = []
    if not leads:
        row += [
            ask_button(FORMS["accept_withdrawal"], case, now, org),
            button(case, say("button.keep_open"), "keep_open"),
        ]
    if "take_up" in allowed:
        row.append(button(case, say("button.take_up"), "take_up", primary=leads))
    if case.status == REPORTED and "seen" in allowed:
        row.append(button(case, say("button.seen"), "seen"))
    assess = [button(case, say("button.begin_triage"), "begin_triage")] if "begin_triage" in allowed else []
    if case.status != REPORTED:
        row += [replace(each, primary=leads) for each in assess]
    if "late_reason" in allowed and leads and not case.late_reason:
        row.append(ask_button(FORMS["late_reason"], case, now, org))
    if "ask_reporter" in allowed and len(case.pending) < KEPT_EXCHANGES:
        row.append(ask_button(FORMS["ask_reporter"], case, now, org))
    if case.status == REPORTED:
        row += assess
    elif "seen" in allowed and any(each.seen is None for each in case.reminders.values()):
        row.append(button(case, say("button.seen"), "seen"))
    if "reopen" in allowed:
        row.append(button(case, say("button.reopen"), "reopen"))
    more: list[Button] = []
    if case.is_open and case.status != REPORTED:
        more.append(button(case, say("button.duties"), "duties", in_more=True))
    if "hand_over" in allowed:
        more.append(form_button(FORMS["hand_over"], case, org, in_more=True))
    if "make_confidential" in allowed and case.status == REPORTED:
        more.append(button(case, say("button.make_confidential"), "make_confidential", in_more=True))
    if papers_of(case):
        more.append(button(case, say("button.papers"), "paper", in_more=True))
    more.append(button(case, say("button.history"), "history", in_more=True))
    return _fitted(row, more)


def _buttons_once_decided(
    case: BreachCase, allowed: frozenset[str], now: datetime, org: Organisation
) -> tuple[Button | AskButton, ...]:
    """What has to be done next comes first; all else is on the card of who must know."""
    wanted: list[str] = []
    if "late_reason" in allowed and not case.late_reason:
        wanted.append("late_reason")
    provisional_first = case.decision is not None and case.decision.ap == "provisional"
    if case.told == "no":
        wanted += ["ap_provisional", "ap_full"] if provisional_first else ["ap_full", "ap_provisional"]
    else:
        wanted += ["ap_withdraw", "ap_full"]
    if case.told == "provisional":
        wanted.append("ap_supplement")
    wanted += ["decide_people"]
    if set(case.duties) < set(RECIPIENTS):
        wanted.append("decide_duties")
    wanted.append("duty_done")
    if case.registration is None or not case.registration.stands:
        wanted.append("fill_register")
    if case.people_wait:
        wanted.append("informed")
    row = [button(case, say("button.close"), "close")] if "close" in allowed else []
    papers = button(case, say("button.papers"), "paper")
    first = case.status == TO_NOTIFY and bool(papers_of(case))
    if first:
        row.append(papers)
    row += [form_button(FORMS[each], case, org) for each in wanted if each in allowed]
    shown = [replace(each, primary=place == 0) for place, each in enumerate(row[:MOST_VISIBLE])]
    other = form_button(FORMS["new_facts"], case, org, in_more=True)
    if papers_of(case) and not first:
        other = replace(papers, in_more=True)
    more = [
        button(case, say("button.duties"), "duties", in_more=True),
        other,
        button(case, say("button.history"), "history", in_more=True),
    ]
    return (*shown, *more)


def _fitted(row: list[Button | AskButton], more: list[Button]) -> tuple[Button | AskButton, ...]:
    """Three in sight, and behind "…" so many that it is six in all; the history always stays."""
    visible, rest = row[:MOST_VISIBLE], _behind(row[MOST_VISIBLE:], MOST_BUTTONS)
    room = MOST_BUTTONS - len(visible)
    behind = [*rest, *more[:-1]][: room - 1]
    return (*visible, *behind, more[-1])


def _behind(buttons: Iterable[Button | AskButton], room: int) -> list[Button]:
    plain = [each for each in buttons if isinstance(each, Button)]
    return [Button(each.title, each.verb, each.data, in_more=True) for each in plain[:room]]


def _hidden_buttons(case: BreachCase, now: datetime, org: Organisation) -> tuple[Button, ...]:
    """Nothing is typed or read about a confidential case where everybody in the channel looks on."""
    allowed = allowed_events(case, now, org)
    return tuple(
        button(case, say(f"button.{event}"), event, primary=event == "send_facts")
        for event in ("send_facts", "take_up", "seen")
        if event in allowed
    )


def _line(event: Event, now: datetime, org: Organisation, *, hidden: bool) -> HistoryLine:
    who = event.actor_name or (say("happened.bot") if event.role == "bot" else say("happened.somebody"))
    if hidden and event.event in BY_REPORTER:
        who = say("happened.the_reporter")
    what, why = say(f"happened.{event.event}"), ""
    match event.event:
        case "remind":
            what = say("happened.remind_of", what=what, stage=_stage_words(event.why))
        case "hand_over":
            why = say("happened.to", name=event.changes["taken_up"][1])
        case "ask_reporter" | "answer" | "ask_withdrawal" | "late_reason":
            why = " ".join(after for _, after in event.changes.values())
        case "add_facts":
            why = event.changes.get("addition", ("", ""))[1]
        case "decide" | "deviate" | "decide_people":
            made = [
                say(f"decided.{name}.{event.changes[name][1]}")
                for name in ("ap", "people")
                if name in event.changes
            ]
            why = " ".join((*made, event.why))
        case "ap_provisional" | "ap_full" | "ap_supplement" | "ap_withdraw" | "informed" | "duty_done":
            at = event.changes.get("at") or next(iter(event.changes.values()))
            when = moment(datetime.fromisoformat(at[1]), now, org)
            why = " ".join(
                filter(
                    None,
                    (say("happened.on", moment=when), event.changes.get("number", ("", ""))[1], event.why),
                )
            )
        case "fill_register":
            why = event.changes.get("effects", ("", ""))[1]
        case "conclude_no_breach" | "accept_withdrawal" | "new_facts" | "decide_duties":
            why = event.why
        case "answer_triage" | "assess":
            why = event.why
    return HistoryLine(moment(event.at, now, org), who, what, "" if hidden else why)


def _stage_words(name: str) -> str:
    if found := chore_named(name):
        return say(f"stage.{found[0].name}")
    late = name.startswith("ap-late-")
    amount = name.removeprefix("ap-late-" if late else "ap-")[:-1]
    if late:
        return say("stage.late", days=amount)
    return say("stage.due") if amount == "0" else say("stage.left", hours=amount)
