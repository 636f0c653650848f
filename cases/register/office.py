"""What the cards of every register have for the offices: the course of a case, notes in its thread, steps to choose."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from cards.dutch_time import time_left
from cards.history import MOST_LINES, HistoryLine, HistoryView, history_card
from cards.note import NoteView, Quoted, note_card
from cards.view import AskButton, Button, Card, Clock, Field, Link, Option
from cards.words import words_beside
from cases.moments import moment
from cases.organisation import OFFICES, Organisation
from cases.people import Viewer
from cases.plain_text import shortened
from cases.register.case import C, KeptCase
from cases.register.confidential import hidden_note, way_to
from cases.register.filer_name import by_the_filer
from cases.register.forms import FORM, STEP, form_button
from cases.register.history import Event
from cases.register.life import FILE, FILER, CaseEvent, Happening, Life, no_line, the_reason
from cases.register.messages import Ref
from cases.register.typed_fields import button
from cases.terms import Deadline

say = words_beside(__file__)

Of = TypeVar("Of", bound=KeptCase, contravariant=True)


def course(
    life: Life[C],
    case: C,
    events: Sequence[Event],
    now: datetime,
    org: Organisation,
    *,
    private: bool,
    until: int = 0,
    most: int | None = None,
) -> Card:
    """The course of a case: who did what when, and what that brought, of which at most so many characters are shown.

    A page ends with the event at the place `until` (0: the newest one) and has a way to what was before and after. Of a
    confidential case only officers in their own chat (`private`) read what was said.
    """
    nameless = case.name_closed or (case.nameless and not private)
    hidden, count = case.confidential and not private, len(events)
    last = until if 0 < until < count else count
    first = max(last - MOST_LINES, 0)
    lines = tuple(
        _line(life, case, each, now, org, hidden=hidden, nameless=nameless, most=most)
        for each in events[first:last]
    )
    ways = [button(case, say("show", case=life.words.called["shown"]), "show")]
    if first:
        ways.append(button(case, say("earlier"), "history", more={"until": first}))
    if last < count:
        ways.append(button(case, say("later"), "history", more={"until": min(last + MOST_LINES, count)}))
    place = say("lines", first=first + 1, last=last, count=count) if len(lines) < count else ""
    return history_card(HistoryView(case.number, lines, tuple(ways), place))


class Course(Protocol[Of]):
    """How a register draws a page of the course of a case: for an own chat (`private`), up to a place (0: the end)."""

    def __call__(
        self,
        case: Of,
        events: Sequence[Event],
        now: datetime,
        org: Organisation,
        private: bool,
        until: int = 0,
    ) -> Card: ...


def course_of(life: Life[C], most: int | None = None) -> Course[C]:
    """How a register draws the course of a case."""

    def drawn(
        case: C, events: Sequence[Event], now: datetime, org: Organisation, private: bool, until: int = 0
    ) -> Card:
        return course(life, case, events, now, org, private=private, until=until, most=most)

    return drawn


def clock_to(deadline: Deadline, now: datetime, org: Organisation) -> Clock:
    """The time left of a term, in the organisation's zone."""
    return Clock(deadline.due, now.astimezone(org.zone), deadline.term)


def toast(number: str, state: str, deadline: Deadline | None, now: datetime, org: Organisation) -> str:
    """The line on a locked phone: the number, the state, and the time left of a term that still runs."""
    if deadline is None:
        return say("toast.settled", number=number, state=state)
    return say("toast.open", number=number, state=state, left=time_left(clock_to(deadline, now, org)))


def _line(
    life: Life[C],
    case: C,
    event: Event,
    now: datetime,
    org: Organisation,
    *,
    hidden: bool,
    nameless: bool,
    most: int | None,
) -> HistoryLine:
    line = the_reason if event.event == FILE else no_line
    entry = life.entries.get(event.event) or CaseEvent[C](event.event, line=line)
    happening = Happening(event, now, org, life.words)
    who = event.actor_name or (say("bot") if event.role == "bot" else say("somebody"))
    # Who reports may be an officer as well: the channel does not read who it was.
    if (hidden or nameless) and (by_the_filer(case, event) or life.roles.get(event.event) == FILER):
        who = say("the_reporter", reporter=life.words.called["reporter"])
    brought = "" if hidden else entry.line(happening)
    return HistoryLine(
        moment(event.at, now, org),
        who,
        life.words.happened(event.event, **entry.names(happening)),
        brought if most is None else shortened(brought, most),
    )


def event_button(
    life: Life[C], case: C, event: str, org: Organisation, *, primary: bool = False, in_more: bool = False
) -> Button:
    """The button of an event: it opens its form, or does it at once."""
    if event in life.forms:
        return form_button(life.forms[event], case, org, primary=primary, in_more=in_more)
    return button(case, life.words(f"{event}.button"), event, primary=primary, in_more=in_more)


def hidden_buttons(
    life: Life[C], case: C, allowed: frozenset[str], org: Organisation
) -> tuple[Button | Link, ...]:
    """Nothing is typed or read about a confidential case where everybody in the channel looks on."""
    pressed = tuple(
        button(case, life.words(f"{event}.button"), event, primary=event == "send_facts")
        for event in ("send_facts", "take_up", "seen")
        if event in allowed
    )
    return (*pressed, *way_to(case, org, in_more=True))


def history_button(case: KeptCase, *, in_more: bool = True) -> Button:
    """Opens the course of a case."""
    return button(case, say("history"), "history", in_more=in_more)


def without_a_place(life: Life[C], allowed: frozenset[str], placed: Iterable[str]) -> tuple[str, ...]:
    """What of all that somebody can do no card has a place for, in the order of the events of the life."""
    taken = frozenset(placed)
    return tuple(
        each.name
        for each in life.events
        if each.does is not None and each.name in allowed and each.name not in taken
    )


def in_sight(
    life: Life[C], case: C, viewer: Viewer, now: datetime, org: Organisation
) -> tuple[bool, frozenset[str], str]:
    """Whether the facts are hidden here, what can be done here now, and the name of who has this open case."""
    hidden = case.confidential and not viewer.private
    by = case.taken_up.by.name if case.taken_up and case.is_open else ""
    return hidden, life.open_to(case, viewer, now, org), by


def waits_for(life: Life[C], case: C, viewer: Viewer, org: Organisation) -> str:
    """Says to an officer in the own chat whose the case is, when that is another office's; "" else."""
    home = life.home(case)
    if not viewer.private or not case.is_open or home in viewer.actor.roles or home not in OFFICES:
        return ""
    return say("waits_for", office=org.office(home).name)


def steps_of(life: Life[C], events: Iterable[str]) -> list[Option]:
    """These events as steps to choose from."""
    return [Option(each, life.words(f"{each}.button")) for each in events]


def list_of_steps(case: KeptCase, options: Iterable[Option]) -> AskButton:
    """A button that unfolds a list of steps, for what has no button of its own."""
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


MOST_SEEN, MOST_BUTTONS = 3, 6
"""So many buttons of a card can be seen, and so many it has with those behind "…"."""


def fitted(
    life: Life[C],
    case: C,
    org: Organisation,
    row: Sequence[Button],
    more: Sequence[Button],
    free: Sequence[str],
) -> tuple[Button | AskButton, ...]:
    """The buttons of a card, the course of the case last: the first three in sight, the others behind "…".

    `free` is what has no place of its own. Where not everything fits, two stay in sight beside a list of all others,
    and the third goes behind "…": it is nearer there than in a list.
    """
    behind = [*(replace(each, in_more=True) for each in row[MOST_SEEN:]), *more]
    behind += [event_button(life, case, each, org, in_more=True) for each in free]
    if len(row[:MOST_SEEN]) + len(behind) < MOST_BUTTONS:
        return (*row[:MOST_SEEN], *behind, history_button(case))
    seen = MOST_SEEN - 1
    third = [replace(each, in_more=True) for each in row[seen:MOST_SEEN]]
    others = [Option(each.verb.removesuffix(FORM), each.title) for each in (*row[MOST_SEEN:], *more)]
    steps = list_of_steps(case, [*others, *steps_of(life, free)])
    return (*row[:seen], steps, *third, history_button(case))


@dataclass(frozen=True, slots=True)
class ThreadNote:
    """What a note in the thread of a case says."""

    title: str
    lines: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()


def quoted_question(words: str) -> Quoted:
    """A question as a note quotes it."""
    return Quoted(say("quote.question"), words)


def quoted_answer(words: str) -> Quoted:
    """An answer as a note quotes it."""
    return Quoted(say("quote.answer"), words)


def note_in_thread(
    life: Life[C],
    case: C,
    ref: Ref,
    org: Organisation,
    news: Callable[[C, str, str], ThreadNote | None],
    *,
    may_be_read: tuple[str, ...] = (),
) -> Card | None:
    """What is said under the living card about the event that `ref` names; None when the case moved past it.

    `news` is what only this register tells, by what happened and what that is about. About a confidential case the
    note says only that something came, unless what happened is one of `may_be_read`.
    """
    kind, about = ref.about, ref.of
    told = news(case, kind, about) or _shared_news(life, case, kind, about)
    if told is None:
        return None
    if case.confidential and kind not in may_be_read:
        return hidden_note(case, org)
    return note_card(NoteView(case.number, told.title, told.lines, told.quotes))


def asked_line(life: Life[C], name: str) -> str:
    """Who asks something of who filed the case."""
    return say("note.asked", name=name or say("somebody").lower(), reporter=life.words.called["reporter"])


def _shared_news(life: Life[C], case: C, kind: str, about: str) -> ThreadNote | None:
    exchange, called = case.exchange(about), life.words.called
    match kind:
        case "question" if exchange:
            title = say("note.title.question", reporter=called["reporter"])
            lines = (asked_line(life, exchange.asked_by.name),)
            return ThreadNote(title, lines, (quoted_question(exchange.question),))
        case "answer" if exchange and exchange.answer:
            title = say("note.title.answer", reporter=called["reporter"])
            return ThreadNote(title, (), (quoted_question(exchange.question), quoted_answer(exchange.answer)))
        case "disputed" if case.dispute_waits and case.disputed is not None:
            title = say("note.title.disputed", reporter=called["reporter"])
            words = Quoted(say("quote.disputed", reporter=called["reporter"]), case.disputed.reason)
            return ThreadNote(title, (say("note.disputed"),), (words,))
        case "no_answer" if exchange and exchange.ended_at and not exchange.answer:
            title = say("note.title.no_answer", reporter=called["reporter"])
            return ThreadNote(title, (say("note.no_answer"),), (quoted_question(exchange.question),))
        case "handed" if case.taken_up and case.is_open:
            name = case.taken_up.by.name or say("somebody").lower()
            return ThreadNote(
                say("note.title.handed", case=called["case"]),
                (say("note.handed_to", name=name, case=called["case"]),),
            )
    return None
