"""The cards of a rights request for the offices: the living card, notes in its thread, the course, the toast."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from cards.breach import Exchange as ShownExchange
from cards.breach import Tone
from cards.dutch_time import time_left
from cards.history import HistoryLine, HistoryView, history_card
from cards.note import NoteView, Quoted, note_card
from cards.rights import RightLine, RightsView, SearchLine, rights_card
from cards.view import AskButton, Button, Card, Clock, Fact, Field, Option
from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.case import KEPT_EXCHANGES
from cases.register.confidential import hidden_note, older_messages
from cases.register.forms import FORM, STEP, form_button
from cases.register.history import Event
from cases.register.messages import Ref
from cases.register.typed_fields import button
from cases.rights.case import RightsCase, Search
from cases.rights.forms import FORMS, heirs_of
from cases.rights.life import allowed_events
from cases.rights.lists import day_of, label, listed, moment_of
from cases.rights.papers import papers_of
from cases.terms import planning_day
from state_machines.rights_life import (
    ANSWERED,
    BOT,
    CLARIFYING,
    CLOSED,
    CONFIRMED,
    DECIDED,
    IDENTIFYING,
    IN_PROGRESS,
    RECEIVED,
    REPORTER,
    ROLES,
    WITHDRAWN,
)

say = words_beside(__file__)

SPOKEN = ("state", "step", "todo", "right", "button", "note", "happened", "stage", "ended", "typed")
"""Words that are looked up by what the case holds."""

WARNING = timedelta(days=3)
"""From so much time left the band of the card changes colour."""

STEPS = (RECEIVED, "receipt", "identity", "search", "decision", "answer")
"""What has to be done, in the order of the card."""

LEADING: dict[str, tuple[str, ...]] = {
    RECEIVED: ("confirm_receipt", "confirm_identity"),
    CONFIRMED: ("confirm_identity", "ask_identity"),
    CLARIFYING: ("clarified", "confirm_identity"),
    IDENTIFYING: ("confirm_identity", "clarified", "ask_clarification"),
    IN_PROGRESS: ("decide", "ask_search"),
    DECIDED: ("record_answer", "confirm_identity", "decide"),
    ANSWERED: ("tell_recipients", "close"),
    CLOSED: ("reopen",),
    WITHDRAWN: ("reopen",),
}
"""The steps that a state asks for, the likeliest first; two of them are in sight."""

CHOSEN = (
    "confirm_receipt",
    "ask_clarification",
    "clarified",
    "ask_identity",
    "confirm_identity",
    "ask_search",
    "answer_search",
    "decide",
    "amend",
    "ask_reporter",
    "add_note",
    "extend",
    "pause",
    "resume",
    "record_answer",
    "tell_recipients",
    "charge_fee",
    "late_reason",
    "make_confidential",
    "withdraw",
    "reopen",
)
"""The steps in the order of the list."""

BY_REPORTER = frozenset({"file", *(event for event, roles in ROLES.items() if roles == REPORTER)})


def living(case: RightsCase, now: datetime, org: Organisation, private: bool = False) -> Card:
    """The living card. In a channel a confidential request shows its number and its term only.

    `private` is the card in an officer's own chat, which always has the facts.
    """
    hidden = case.confidential and not private
    overdue = case.overdue(now, org)
    taken = case.taken_up if case.is_open else None
    exchange = case.exchanges[-1] if case.exchanges else None
    twice = case.identity_state == case.clarification_state == "asked"
    # Where so much stands out, the rest unfolds.
    full = overdue or twice or exchange is not None or case.paused is not None or bool(case.searches)
    view = RightsView(
        number=case.number,
        state=say("band.confidential") if hidden and not overdue else state_of(case, now, org),
        turn=_turn(case, now, org),
        by=taken.by.name if taken else "",
        tone=_tone(case, now, org),
        clock=clock(case, now, org) if case.answer_due else None,
        term_note=term_note(case, now, org) if case.answer_due else "",
        late_note=say("late_note") if overdue else "",
        notes=() if hidden else _notes(case, org)[: 1 if full else 2],
        facts=() if hidden else _facts(case, org),
        more_facts=() if hidden else _more_facts(case, org),
        rights=() if hidden else tuple(_right(case, each) for each in case.request.rights),
        steps="" if hidden or not case.is_open else _steps(case, short=full),
        searches=() if hidden else tuple(_search(each, place, org) for place, each in numbered(case)),
        question=None
        if hidden or exchange is None
        else ShownExchange(
            exchange.question,
            exchange.asked_by.name,
            moment_of(exchange.asked_at, org),
            exchange.answer,
            "" if exchange.answer else say("waiting"),
        ),
        words="" if hidden else case.request.wish,
        reporter="" if hidden else case.reporter.name,
        source=say("source"),
        confidential=hidden,
        folded=full,
        buttons=_hidden_buttons(case, now, org) if hidden else _buttons(case, now, org),
    )
    return rights_card(view)


def thread_note(case: RightsCase, ref: Ref, now: datetime, org: Organisation) -> Card | None:
    """What is said under the living card about the event that `ref` names; None when the case moved past it.

    About a confidential case it says only that something came.
    """
    lines: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    exchange, search = case.exchange(ref.of), case.search(ref.of)
    match ref.about:
        case "question" if exchange:
            lines = (say("note.asked", name=exchange.asked_by.name),)
            quotes = (Quoted(say("quote.question"), exchange.question),)
        case "answer" if exchange and exchange.answer:
            quotes = (
                Quoted(say("quote.question"), exchange.question),
                Quoted(say("quote.answer"), exchange.answer),
            )
        case "found" if search and search.answer:
            lines = (say("note.found", name=search.answered_by or say("happened.somebody")),)
            quotes = (Quoted(say("quote.task"), search.what), Quoted(say("quote.answer"), search.answer))
        case "added":
            lines = (say("note.on_the_card"),)
        case "handed" if case.taken_up and case.is_open:
            lines = (say("note.handed_to", name=case.taken_up.by.name),)
        case _:
            return None
    if case.confidential:
        return hidden_note(case)
    return note_card(NoteView(case.number, say(f"note.title.{ref.about}"), lines, quotes))


def summary_of(case: RightsCase, now: datetime, org: Organisation) -> str:
    """The line on a locked phone: the number, the state and the time left; no names and no facts.

    Of a confidential request neither what was decided.
    """
    hidden = case.confidential and not case.overdue(now, org)
    state = say("band.confidential") if hidden else state_of(case, now, org).removeprefix("✕ ")
    if not case.answer_due or case.overdue(now, org):
        return say("summary.settled", number=case.number, state=state)
    return say("summary.open", number=case.number, state=state, left=time_left(clock(case, now, org)))


def history_of(
    case: RightsCase, events: Sequence[Event], now: datetime, org: Organisation, private: bool = False
) -> Card:
    """The course of a case. Of a confidential one only officers in their own chat (`private`) read what was said."""
    hidden = case.confidential and not private
    lines = tuple(_line(each, org, hidden=hidden) for each in events)
    return history_card(HistoryView(case.number, lines, (button(case, say("button.show"), "show"),)))


def clock(case: RightsCase, now: datetime, org: Organisation) -> Clock:
    """The time left to answer by the strict date, in the organisation's zone."""
    deadline = case.deadline(org)
    return Clock(deadline.due, now.astimezone(org.zone), deadline.term)


def term_note(case: RightsCase, now: datetime, org: Organisation) -> str:
    """The day to plan on while it is ahead, and what the law allows when that is another day than the strict one."""
    deadline, today = case.deadline(org), now.astimezone(org.zone).date()
    due, latest, planned = deadline.due.date(), deadline.legal_latest.date(), planning_day(deadline)
    told = [say("plan", day=day_of(planned, org))] if planned >= today else []
    if latest != due and latest >= today:
        told.append(say("law", latest=day_of(latest, org), due=day_of(due, org)))
    return " ".join(told)


def state_of(case: RightsCase, now: datetime, org: Organisation) -> str:
    """How the request stands, in a few words."""
    if case.overdue(now, org):
        return say("overdue")
    if case.status == WITHDRAWN and case.ending is not None:
        return say(f"ended.{case.ending}")
    return say("paused") if case.paused and case.answer_due else say(f"state.{case.status}")


def numbered(case: RightsCase) -> list[tuple[int, Search]]:
    """Search tasks with the number that the card and its list give them."""
    return list(enumerate(case.searches, start=1))


def place_of(search: Search, org: Organisation) -> str:
    """Who searches."""
    if search.to == "po":
        return org.offices.po.title
    return say("place.reporter") if search.to == "reporter" else search.place


def _tone(case: RightsCase, now: datetime, org: Organisation) -> Tone:
    if not case.answer_due:
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
    if not waits and case.answer_due and case.open_searches and not case.all_decided:
        waits.append(say("turn.search", day=day_of(min(each.until for each in case.open_searches), org)))
    return nobody + (" ".join(waits) or say("turn.office", office=org.offices.jz.name))


def _notes(case: RightsCase, org: Organisation) -> tuple[str, ...]:
    """What stands out, the most pressing first."""
    told: list[str] = []
    if case.answer_due:
        unsure = case.identity_state != "confirmed"
        if case.request.gave_data and unsure:
            told.append(say("gave_data"))
        if case.paused is not None:
            since = moment_of(case.paused.since, org)
            told.append(say("pause_note", reason=label("pause", case.paused.reason), moment=since))
        if not case.request.rights:
            told.append(say("no_rights"))
        if case.request.identified == "kopie_open" and unsure:
            told.append(say("open_copy"))
        if case.request.raised and unsure:
            told.append(say("raised"))
    if case.confidential and not older_messages(case):
        told.append(say("only_here"))
    return (*older_messages(case), *told)


def _facts(case: RightsCase, org: Organisation) -> tuple[Fact, ...]:
    request = case.request
    received = f"{day_of(request.received_on, org)}, {label('channel', request.channel)}"
    facts = [
        Fact(say("fact.received"), received),
        Fact(say("fact.person"), f"{label('subject', request.subject)}, {label('asker', request.asker)}"),
    ]
    if request.represented:
        told = f"{label('authority', request.authority or 'onbekend')}, {label('proof', request.proof or 'onbekend')}"
        facts.append(Fact(say("fact.authority"), told))
    term = say("term.month")
    if case.extension is not None:
        term = say("term.extended", months=label("months", str(case.extension.months)))
    facts.append(Fact(say("fact.term"), term))
    if case.sent is not None and not case.answer_due:
        facts.append(
            Fact(say("fact.sent"), f"{day_of(case.sent.sent_on, org)}, {label('way', case.sent.way)}")
        )
    if request.reference:
        facts.append(Fact(say("fact.reference"), request.reference, typed=True))
    if case.fee is not None:
        facts.append(Fact(say("fact.fee"), case.fee.amount, typed=True))
    return tuple(facts)


def _more_facts(case: RightsCase, org: Organisation) -> tuple[Fact, ...]:
    request, identity = case.request, case.identity
    facts = [
        Fact(say("fact.identified"), label("identified", request.identified)),
        Fact(say("fact.doubt"), say("yes") if request.doubt else say("no")),
        Fact(say("fact.weight"), listed("weight", request.weight)),
        Fact(say("fact.clear"), label("clear", request.clear)),
        Fact(say("fact.told"), listed("told", request.told)),
    ]
    if case.receipt_on is not None:
        facts.append(Fact(say("fact.receipt"), day_of(case.receipt_on, org)))
    if identity.confirmed_at is not None and identity.way is not None:
        sure = f"{label('identified', identity.way)}, {moment_of(identity.confirmed_at, org)}"
        facts.append(Fact(say("fact.identity"), sure))
    typed = [
        ("told_words", request.told_words),
        ("asked", case.clarification.what if case.clarification else ""),
        ("clarified", case.clarification.answer if case.clarification else ""),
        ("identity_note", identity.note),
        ("extension", case.extension.why if case.extension else ""),
        ("fee_proof", case.fee.proof if case.fee else ""),
        ("way_reason", case.sent.way_reason if case.sent else ""),
        ("recipients", case.recipients.note if case.recipients else ""),
        ("late", case.late_reason),
        ("closing", case.closing_reason),
    ]
    facts += [Fact(say(f"typed.{name}"), words, typed=True) for name, words in typed if words]
    facts += [
        Fact(say("fact.added", moment=moment_of(each.at, org)), each.text, typed=True) for each in case.notes
    ]
    return tuple(facts)


def _right(case: RightsCase, right: str) -> RightLine:
    decision = case.decision(right)
    if decision is not None:
        ground = f"{label('ground', decision.ground)}. " if decision.ground else ""
        return RightLine(label("right", right), label("outcome", decision.outcome), ground + decision.reason)
    if not case.is_open:
        state = "none"
    elif case.identity_state == "asked":
        state = "identity"
    else:
        state = "clear" if case.clarification_state == "asked" else "open"
    return RightLine(label("right", right), say(f"right.{state}"))


def _search(search: Search, place: int, org: Organisation) -> SearchLine:
    state = say("search.found") if search.answer else say("search.until", day=day_of(search.until, org))
    return SearchLine(f"{place} · {place_of(search, org)}", state, search.what, search.answer)


def _steps(case: RightsCase, *, short: bool) -> str:
    """What is done, what is at hand, and unless that is too much, what is still to come."""
    done = {
        RECEIVED: True,
        "receipt": case.receipt_on is not None,
        "identity": case.identity_state == "confirmed",
        "search": bool(case.searches) and not case.open_searches,
        "decision": case.all_decided,
        "answer": case.sent is not None,
    }
    if case.all_decided:
        done["search"] = True
    ready = [say(f"step.{name}") for name in STEPS if done[name]]
    ahead = [say(f"todo.{name}") for name in STEPS if not done[name]]
    if not ahead:
        return say("steps.last", done=", ".join(ready))
    if len(ahead) == 1 or short:
        return say("steps.now", done=", ".join(ready), now=ahead[0])
    return say("steps.all", done=", ".join(ready), now=ahead[0], later=", ".join(ahead[1:]))


def _buttons(case: RightsCase, now: datetime, org: Organisation) -> tuple[Button | AskButton, ...]:
    """Two steps in sight that the state asks for, a list with all others, and what nobody needs in a hurry."""
    allowed = allowed_events(case, now, org)
    row: list[Button | AskButton] = []
    if "take_up" in allowed:
        row.append(button(case, say("button.take_up"), "take_up", primary=True))
    for event in LEADING[case.status]:
        if event in allowed and len(row) < 2:
            row.append(_press(case, event, org, primary=not row))
    listed_steps = _chosen(
        case, allowed, {each.verb.removesuffix(FORM) for each in row if isinstance(each, Button)}
    )
    if listed_steps:
        if papers_of(case):
            listed_steps.append(Option("paper", say("button.papers")))
        row.append(_list(case, listed_steps))
    more = []
    if "seen" in allowed:
        more.append(button(case, say("button.seen"), "seen", in_more=True))
    if "hand_over" in allowed and heirs_of(case, org):
        more.append(form_button(FORMS["hand_over"], case, org, in_more=True))
    more.append(button(case, say("button.history"), "history", in_more=True))
    if papers_of(case) and not listed_steps:
        more.append(button(case, say("button.papers"), "paper", in_more=True))
    return (*row, *more)


def _press(case: RightsCase, event: str, org: Organisation, *, primary: bool) -> Button:
    if event in FORMS:
        return form_button(FORMS[event], case, org, primary=primary)
    return button(case, say(f"button.{event}"), event, primary=primary)


def _chosen(case: RightsCase, allowed: frozenset[str], shown: set[str]) -> list[Option]:
    options: list[Option] = []
    for event in CHOSEN:
        if event not in allowed or event in shown:
            continue
        if event == "ask_reporter" and len(case.pending) >= KEPT_EXCHANGES:
            continue
        if event == "answer_search":
            options += [
                Option(f"{event}.{each.id}", say("answer_search", number=place))
                for place, each in numbered(case)
                if not each.answer
            ]
            continue
        title = FORMS[event].words(f"{event}.button") if event in FORMS else say(f"button.{event}")
        options.append(Option(event, title))
    return options


def _list(case: RightsCase, options: Iterable[Option]) -> AskButton:
    field = Field(
        STEP,
        "choice",
        say("list.label"),
        required=True,
        options=tuple(options),
        client_error=say("list.empty"),
        placeholder=say("list.hint"),
    )
    send = Button(
        say("list.send"), STEP, {"case": case.number, "version": case.version}, primary=True, fields=True
    )
    return AskButton(say("list.button"), (field,), send)


def _hidden_buttons(case: RightsCase, now: datetime, org: Organisation) -> tuple[Button, ...]:
    """Nothing is typed or read about a confidential case where everybody in the channel looks on."""
    allowed = allowed_events(case, now, org)
    return tuple(
        button(case, say(f"button.{event}"), event, primary=event == "send_facts")
        for event in ("send_facts", "take_up", "seen")
        if event in allowed
    )


def _line(event: Event, org: Organisation, *, hidden: bool) -> HistoryLine:
    who = event.actor_name or (say("happened.bot") if event.role in BOT else say("happened.somebody"))
    if hidden and event.event in BY_REPORTER:
        who = say("happened.the_reporter")
    what = say(f"happened.{event.event}")
    if event.event == "remind":
        what = say("happened.remind_of", what=what, stage=stage_words(event.why))
    return HistoryLine(moment_of(event.at, org), who, what, "" if hidden else _details(event, org))


def _details(event: Event, org: Organisation) -> str:
    """What an event brought: in our words what was chosen, then what was typed."""
    after = {name: value for name, (_, value) in event.changes.items()}
    match event.event:
        case "seen" | "not_delivered" | "remind":
            return ""
        case "hand_over":
            return say("happened.to", name=after["taken_up"])
        case "pause":
            return label("pause", event.why)
        case "decide":
            right = next(name for name in after if name != "ground")
            ground = label("ground", after["ground"]) if after["ground"] else ""
            return _joined(f"{label('right', right)}: {label('outcome', after[right])}", ground, event.why)
        case "confirm_receipt":
            return day_of(date.fromisoformat(after["receipt_on"]), org)
        case "ask_identity":
            return _joined(label("identified", after["identity_asked"]), label("ask_reason", after["reason"]))
        case "confirm_identity":
            return _joined(label("identified", after["identity"]), event.why)
        case "amend":
            return _joined(*(_amended(name, value, org) for name, value in after.items()))
        case "extend":
            until = say("happened.until", day=day_of(date.fromisoformat(after["deadline"]), org))
            return _joined(until, label("extension", after["reason"]), event.why)
        case "record_answer":
            sent = day_of(date.fromisoformat(after["sent_on"]), org)
            return _joined(f"{sent}, {label('way', after['way'])}", event.why)
        case "tell_recipients":
            return _joined(label("recipients", after["recipients"]), event.why)
        case "charge_fee":
            return _joined(after["fee"], event.why)
        case "ask_search":
            return after["search"]
        case "withdraw":
            return _joined(label("ending", after["ending"]), event.why)
        case "ask_reporter" | "answer" | "answer_search" | "ask_clarification" | "clarified" | "late_reason":
            return " ".join(after.values())
        case "add_note":
            return after["note"]
    return event.why


def _amended(name: str, value: str, org: Organisation) -> str:
    if name == "rights":
        return f"{say('rights')}: {listed('right', tuple(value.split(',')))}"
    if name == "received_on":
        return f"{say('fact.received')}: {day_of(date.fromisoformat(value), org)}"
    return f"{say('fact.person')}: {label('subject', value)}"


def _joined(*parts: str) -> str:
    return ". ".join(each for each in parts if each)


def stage_words(name: str) -> str:
    """What a stage of reminding is about."""
    kind, _, amount = name.partition("-")
    if kind == "late":
        return say("stage.late", days=amount)
    if kind in ("week", "left"):
        return say(f"stage.{kind}", days=amount)
    return say(f"stage.{kind}")
