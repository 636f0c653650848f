"""The lives of a register as one text: after each thing that happens, what is told otherwise than before."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cases.ports import Overwrite, Write
from cases.register.forms import Filling, form_card
from cases.register.history import Event
from cases.register.life import Change
from cases.register.listing import all_key, in_lists, list_writes
from cases.register.messages import Due, due_key
from cases.register.plans import (
    Drop,
    FileElsewhere,
    Plan,
    Record,
    SendCard,
    SendMail,
    TakeAway,
)
from cases.register.posts import reminder_name
from cases.register.register import Register
from cases.register.searched import word_writes, words_of_case
from tests.cards.said import Lines, Said, sign
from tests.cases.as_told.lives import Happened, Told
from tests.cases.as_told.outline import OFFICES, Views, card_lines, paper_pages, papers, unnamed, views
from tests.cases.register.walking import WITH_DEPUTY as ORG


class Telling:
    """Tells lives of one register, one after the other.

    `sparing` tells what stands on the cards only after what did not happen before in these states, and at the end.
    """

    def __init__(self, register: Register[Any], said: Said) -> None:
        self._met = set[tuple[str, str, str]]()
        self._register = register
        self._said = said
        self._last: dict[str, Lines] = {}
        self._papers = set[str]()

    def life(self, told: Told) -> Iterator[str]:
        """The lines of a life."""
        yield f"== {told.case.number}: {told.begun}"
        self._last = {}
        self._said.forget()
        for each in told.happened:
            yield from self._happened(each)
        yield ""

    def in_short(self, told: Told) -> Iterator[str]:
        """A line for each press, with a sign for all that is told from there to the next: another one when anything
        is told otherwise."""
        whole, self._said, self._last = self._said, Said(), {}
        yield f"== {told.case.number}: {told.begun}"
        last, lines = told.happened[0], list[str]()
        for each in told.happened:
            if each.who is not None and lines:
                yield f"-- {_when(last.at)} {_what(last)[:90]} | {sign(lines)}"
                last, lines = each, []
            lines += self._happened(each, sparing=each is not told.happened[-1])
        yield f"-- {_when(last.at)} {_what(last)[:90]} | {sign(lines)}"
        yield ""
        self._said = whole

    def _happened(self, each: Happened, *, sparing: bool = False) -> Iterator[str]:
        yield f"-- {_when(each.at)} {_what(each)}"
        if each.refused is not None:
            yield f"   refused: {each.refused}"
            return
        if each.who is not None and each.event in self._register.forms:
            yield from self._form(each)
        if each.plan is not None and each.due is not None:
            yield from self._plan(each, each.plan, each.due)
        if each.change is None:
            return
        whole = self._is_new(each.change.event) or not sparing
        yield from self._change(each, whole=whole)
        yield from self._answer(each)
        if each.change.event is not None and whole:
            now = {**views(self._register, each.case, each.events, each.at)}
            if each.who is not None and self._paper_turn(each):
                now |= papers(self._register, each.case, each.at)
                yield from self._pages(each, [name for name in now if name.startswith("paper ")])
            else:
                now |= {name: lines for name, lines in self._last.items() if name.startswith("paper")}
            yield from self._differences(now)

    def _is_new(self, event: Event | None) -> bool:
        """Whether this did not happen yet from this state to that one, in any life that was told."""
        arrow = (event.event, event.status_from, event.status_to) if event is not None else ("", "", "")
        met, self._met = self._met, self._met | {arrow}
        return arrow not in met

    def _pages(self, each: Happened, names: list[str]) -> Iterator[str]:
        """Each paper as a card, the first time that there is one."""
        new = [name.removeprefix("paper ") for name in names if name not in self._papers]
        self._papers.update(names)
        for name, lines in paper_pages(self._register, each.case, new, each.at).items():
            yield from self._said.once(name, lines)

    def _paper_turn(self, each: Happened) -> bool:
        """Papers are told when the case moved on, and else at every second thing: they cost the most."""
        event = each.events[-1]
        return event.status_from != event.status_to or event.seq % 2 == 0

    def _change(self, each: Happened, *, whole: bool) -> Iterator[str]:
        done = each.change
        assert done is not None
        if done.event is not None:
            event = done.event
            yield f"   {event.status_from} → {event.status_to} as {event.role}; why: {event.why!r}"
            yield from (f"   {name}: {was!r} → {became!r}" for name, (was, became) in event.changes.items())
            yield f"   rows: {sign(_rows(self._register, each, done))}"
        for at, due in done.dues:
            if due.kind != "card":
                yield f"   later: {_when(at)} {_due(due)}"
        drawn = {str(due.to): due.to for _, due in done.dues if due.kind == "card"}
        living = [
            f"{name} {sign(self._register.redrawn(each.case, to, each.at, ORG)) if whole else ''}".strip()
            for name, to in sorted(drawn.items())
        ]
        yield f"   drawn: {', '.join(living)}"

    def _form(self, each: Happened) -> Iterator[str]:
        form, given = self._register.forms[each.event], each.given or {}
        card = form_card(form, each.before, each.at, ORG, Filling(given=given))
        yield from self._said.once(f"form {each.event}", card_lines(card, each.before))

    def _answer(self, each: Happened) -> Iterator[str]:
        """What who pressed gets to see beside the living cards."""
        cards = self._register.cards
        if each.who is None:
            return
        thanks = cards.thanks(each.case, each.event, each.at, ORG)
        if thanks is not None:
            yield from self._said.once(f"thanks {each.event}", card_lines(thanks, each.case))
        stage = (each.given or {}).get("stage", "")
        if each.event == "seen" and stage:
            for office in ("po", "fg", "jz"):
                lines = card_lines(cards.seen(each.case, stage, office, ORG), each.case)
                yield from self._said.once(f"seen by {office}", lines)

    def _plan(self, each: Happened, plan: Plan, due: Due) -> Iterator[str]:
        name = f"{due.kind} {due.ref.about}"
        match plan:
            case Drop():
                yield f"   dropped: {plan.reason}"
            case SendCard():
                where = f"{plan.place} {plan.office} {plan.aad_id[-2:]} {plan.name}".split()
                yield f"   card: {' '.join(where)} | {plan.summary}"
                yield from self._said.once(f"{name} {due.to.way}", card_lines(plan.card, each.before))
            case SendMail():
                mail = plan.mail
                yield f"   mail: {mail.to} | {mail.subject} | {mail.message_id_seed}"
                yield from self._said.once(
                    f"{name} {due.to.name}", unnamed(mail.text.split("\n"), each.before)
                )
            case TakeAway():
                yield f"   take away | {plan.summary}"
                posts = [f"{due.to}.note-question"]
                posts += [
                    reminder_name(office, stage) for stage in each.before.reminders for office in OFFICES
                ]
                for post in posts:
                    card = plan.instead(post)
                    lines = card_lines(card, each.before) if card is not None else ("as it is",)
                    yield from self._said.once(f"instead of {post}", lines)
            case FileElsewhere():
                yield from self._said.once(f"filed in {plan.register}", _fields(plan))
            case Record():
                yield "   only kept"

    def _differences(self, now: Views) -> Iterator[str]:
        """What stands otherwise where something stands all the time; the same difference in several places once."""
        found = dict[str, list[str]]()
        for name in (*now, *(each for each in self._last if each not in now)):
            before, after = self._last.get(name, ()), now.get(name, ())
            if before != after:
                found.setdefault(self._said.difference(before, after), []).append(name)
        self._last = dict(now)
        yield from (f"   [{', '.join(names)}] {codes}" for codes, names in found.items())


def _rows(register: Register[Any], each: Happened, done: Change[Any]) -> object:
    """Everything that is written with a change: the case, its rows in lists, what waits. But for the marks of it:
    the key among all says what they say."""
    before = in_lists(register.listing, each.before, ORG) if each.case.seq > 1 else None
    after = in_lists(register.listing, done.case, ORG)
    along: list[Write] = [
        each for each in list_writes(register.listing, before, after, ORG) if not isinstance(each, Overwrite)
    ]
    along += word_writes(register, before, after, done.event, ORG)
    waiting = [(due_key(at, due), due.model_dump_json()) for at, due in done.dues]
    return (
        _ordered(json.loads(register.stored.row(after))),
        along,
        waiting,
        all_key(after),
        words_of_case(after),
    )


def _ordered(part: Any, name: str = "") -> Any:
    """The same with the roles of people in one order: they are a set."""
    if isinstance(part, dict):
        return {key: _ordered(value, key) for key, value in part.items()}
    if isinstance(part, list):
        told = [_ordered(each) for each in part]
        return sorted(told) if name == "roles" else told
    return part


def _when(at: datetime) -> str:
    return at.astimezone(ORG.zone).strftime("%Y-%m-%d %H:%M")


def _what(each: Happened) -> str:
    if each.who is not None:
        given = {name: value for name, value in (each.given or {}).items() if value}
        return f"{each.event} by {each.who.name}" + (f" {given}" if given else "")
    if each.due is None:
        return each.event
    if each.plan is None:
        return f"{each.event or 'nobody heard'}: {_due(each.due)}"
    return _due(each.due)


def _due(due: Due) -> str:
    return f"{due.kind} to {due.to.way} {due.to.public} about {due.ref}"


def _fields(plan: FileElsewhere) -> Lines:
    filled = plan.filled
    told = [f"{each.field}: {each.answer}" for each in filled.answers.told]
    place = (
        f"{filled.draft_id} {filled.points} {filled.origin} withheld={filled.withheld} by {plan.filer.name}"
    )
    return (place, *told, f"{dict(filled.answers.codes)}")
