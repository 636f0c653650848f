"""Buttons that belong to a case: who pressed, what the case says to it, and which card is the answer."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.card_follow import CardFollower
from bot.events import Answer, CardAction, Place, Say, ShowCard
from bot.registers import Desks
from cards.note import NoteView, Quoted, note_card
from cards.notice import NoticeView, notice_card, with_old_card_banner
from cards.view import Button, Card
from cards.words import words_beside
from cases.case_changes import NoRole, Refused
from cases.case_desk import CaseDesk, NoSuchCase
from cases.case_forms import FORM, STEP, CaseForm, Filling, answer_button, asked_by, form_card
from cases.confidential import cases_on
from cases.kept_case import KeptCase
from cases.organisation import Organisation
from cases.own_cases import OwnCase, own_cases
from cases.paper_cards import paper_card, papers_card
from cases.people import Actor
from cases.plain_text import shortened
from cases.posts import Post, page_name
from cases.shared_events import seen_by
from dialogs.answers import hidden_in, read_fields
from dialogs.flow import Problem
from dialogs.presenting import Show
from state_machines.engine import NotAllowed

say = words_beside(__file__)

SPOKEN = ("refused",)

LOOK = "look"
"""The event of somebody who opens a confidential case."""

PLACE = frozenset({"case", "version", "verb"})
"""What a button carries beside what the event needs."""

MOST_UNSENT = 2000
"""How much of what could not be sent is given back in a message."""

MOST_OWN = 50
"""How many cases of each register the list of somebody's own cases looks at."""


class CasePresses:
    """Answers presses on cards of cases, of every register."""

    def __init__(
        self,
        *,
        org: Organisation,
        desks: Desks,
        follower: CardFollower,
        wake: Callable[[], None],
        chat_with: Callable[[CardAction], Awaitable[None]],
    ) -> None:
        self._org = org
        self._desks = desks
        self._follower = follower
        self._wake = wake
        self._chat_with = chat_with

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press; never raises for what a sender may make up."""
        number = event.data.get("case", "")
        try:
            desk = self._desks.of(number)
        except NoSuchCase:
            return self._told(event, "no_case")
        try:
            return await self._verb(desk, event, number, actor, now)
        except NoSuchCase:
            return self._told(event, "no_case")
        except NoRole:
            return self._told(event, "no_role")
        except NotAllowed:
            return await self._old_card(desk, event, number, actor, now)

    def receipt(self, case: KeptCase, now: datetime) -> Show:
        """The reporter's card of a case."""
        register = self._desks.of(case.number).register
        return Show(register.draw_own(case, now, self._org), register.summary(case, now, self._org))

    async def own_cases(self, actor: Actor, page: int, now: datetime) -> Show:
        """What this person filed in any register, and nobody else."""
        found: list[OwnCase] = []
        for desk in self._desks:
            form, own_row = desk.register.forms.get("answer"), desk.register.own_row
            if own_row is None:
                continue
            for case in await desk.own(actor.aad_id, limit=MOST_OWN):
                waits = form is not None and bool(case.pending) and case.is_open
                answer = answer_button(form, case, self._org) if form is not None and waits else None
                found.append(OwnCase(case, own_row(case, now, self._org), answer))
        return Show(own_cases(found, page), say("own_cases"))

    async def waiting_question(self, actor: Actor, text: str, now: datetime) -> Show | None:
        """The oldest open question to this person, with this text as the answer to send; None when there is none."""
        for desk in self._desks:
            register = desk.register
            form = register.forms.get("answer")
            if form is None:
                continue
            for case in await desk.own(actor.aad_id, limit=MOST_OWN):
                if case.is_open and case.pending:
                    given = {"exchange": case.pending[0].id}
                    filling = Filling(given=given, values={"answer": self.kept(text)})
                    card = form_card(form, case, now, self._org, filling)
                    return Show(card, register.summary(case, now, self._org))
        return None

    async def remember_receipt(self, number: str, place: Place, card_id: str) -> None:
        """The receipt stands in this message: it follows the case from now on."""
        await self._remember(self._desks.of(number), number, "reporter", place, card_id, 1)

    async def remember_page(self, place: Place, card_id: str, card: Card) -> None:
        """A card that somebody called up stands in a channel: it is found again for each case that it is about."""
        for number in sorted(cases_on(card)):
            desk = self._desks.of(number)
            if "make_confidential" in desk.register.life.handlers:
                await self._remember(desk, number, page_name(card_id), place, card_id, 0)

    async def _remember(
        self, desk: CaseDesk[Any], number: str, name: str, place: Place, card_id: str, version: int
    ) -> None:
        post = Post(
            service_url=place.service_url,
            conversation=place.conversation,
            scope=place.scope,
            tenant=place.tenant,
            message_id=card_id,
            version=version,
        )
        await desk.remember_post(number, name, post)

    def kept(self, text: str) -> str:
        """Typed text as it may be kept."""
        return hidden_in(text).text.strip()

    async def _verb(
        self, desk: CaseDesk[Any], event: CardAction, number: str, actor: Actor, now: datetime
    ) -> Answer:
        register, verb = desk.register, event.verb
        if verb == STEP:
            return await self._verb(desk, _stepped(desk, event), number, actor, now)
        if verb.endswith(FORM) and verb.removesuffix(FORM) in register.forms:
            return await self._open_form(
                desk, event, number, actor, now, register.forms[verb.removesuffix(FORM)]
            )
        if verb in register.translated:
            return await self._translated(desk, event, number, actor, now)
        if verb in register.pages:
            case = await self._for_offices(desk, number, actor)
            if case.confidential and event.place.scope != "personal":
                return Say(say("confidential_here"))
            return await self._show(desk, event, register.pages[verb](case, now, self._org), case, now)
        if verb in register.life.handlers and verb not in register.inner:
            return await self._event(desk, event, number, actor, now)
        match verb:
            case "history":
                case = await self._for_offices(desk, number, actor)
                private = event.place.scope == "personal"
                if case.confidential and not private:
                    return Say(say("confidential_here"))
                told = await desk.history(case.number)
                card = register.draw_history(case, told, now, self._org, private)
                return await self._show(desk, event, card, case, now)
            case "paper":
                return await self._paper(desk, event, number, actor, now)
            case "show":
                case = await desk.see(number, actor)
                own = case.reporter.aad_id == actor.aad_id
                if case.confidential and event.place.scope == "personal" and not own:
                    case = await self._looked_at(desk, case, actor, now)
                return await self._show_case(desk, event, case, actor, now)
        return self._told(event, "unknown")

    async def _paper(
        self, desk: CaseDesk[Any], event: CardAction, number: str, actor: Actor, now: datetime
    ) -> Answer:
        """A page of a paper of this case, or the list of its papers when it has no such one."""
        register = desk.register
        case = await desk.see(number, actor)
        own_task = register.life.only_task(case, actor)
        if register.life.offices.isdisjoint(actor.roles) and not own_task:
            raise NoRole
        task = own_task or self._task_card(desk, event, case)
        if case.confidential and event.place.scope != "personal":
            return Say(say("confidential_here"))
        offered = [each for each, _ in register.papers_of(case, task)]
        wanted, page = event.data.get("paper", ""), event.data.get("page", "")
        if wanted in offered:
            paper = register.paper(case, wanted, now, self._org)
            card = paper_card(paper, int(page) if re.fullmatch("[0-9]{1,3}", page) else 1, task)
        else:
            papers = [register.paper(case, each, now, self._org) for each in offered]
            card = papers_card(case.number, papers, task)
        return await self._show(desk, event, card, case, now)

    async def _open_form(
        self,
        desk: CaseDesk[Any],
        event: CardAction,
        number: str,
        actor: Actor,
        now: datetime,
        form: CaseForm[Any],
    ) -> Answer:
        """The form that a button asked for; without a use for it the case as it stands."""
        life = desk.register.life
        if not form.reporter and (life.offices | life.roles[form.event]).isdisjoint(actor.roles):
            raise NoRole(form.event)
        case = await desk.see(number, actor)
        if life.roles[form.event].isdisjoint(life.roles_in(case, actor)):
            raise NoRole(form.event)
        asked = form.event != "answer" or _is_open(case, event.data.get("exchange", ""))
        if not asked or form.event not in life.allowed(case, now, self._org):
            return await self._show_case(desk, event, case, actor, now, old=True)
        card = form_card(form, case, now, self._org, Filling(given=self._carried(event)))
        return await self._show(desk, event, card, case, now)

    async def _looked_at(self, desk: CaseDesk[Any], case: KeptCase, actor: Actor, now: datetime) -> KeptCase:
        """Who opens a confidential case in an own chat stands in its history, where a register keeps that."""
        life = desk.register.life
        if LOOK not in life.handlers or life.roles[LOOK].isdisjoint(life.roles_in(case, actor)):
            return case
        looked: KeptCase = await desk.act(case.number, LOOK, actor, now)
        return looked

    async def _translated(
        self, desk: CaseDesk[Any], event: CardAction, number: str, actor: Actor, now: datetime
    ) -> Answer:
        """A press that means an event with more than it carries; what it means is read from the case as it stands."""
        register = desk.register
        case = await self._for_offices(desk, number, actor)
        try:
            verb, payload = register.translated[event.verb](case, event.data, now, self._org)
            case = await desk.act(number, verb, actor, now, payload)
        except Refused as refusal:
            return Say(self._sentence(desk, Problem(refusal.field, refusal.key)))
        self._wake()
        return await self._show_case(desk, event, case, actor, now)

    async def _event(
        self, desk: CaseDesk[Any], event: CardAction, number: str, actor: Actor, now: datetime
    ) -> Answer:
        register, verb = desk.register, event.verb
        payload = self._carried(event)
        form = register.forms.get(verb)
        if form is not None:
            life = register.life
            if not form.reporter and (life.offices | life.roles[verb]).isdisjoint(actor.roles):
                raise NoRole(verb)
            case = await desk.see(number, actor)
            reading = read_fields(asked_by(form, case, self._org, payload), event.data)
            if reading.problems:
                wrong = {each.field: self._sentence(desk, each) for each in reading.problems}
                return await self._form_again(desk, event, number, actor, now, form, reading.values, wrong)
            payload |= reading.values
        if verb == "send_facts":
            await self._for_offices(desk, number, actor)  # nobody else makes us open a chat
            await self._chat_with(event)
        try:
            case = await desk.act(number, verb, actor, now, payload)
        except Refused as refusal:
            wrong = {refusal.field: self._sentence(desk, Problem(refusal.field, refusal.key))}
            if form is None:
                return Say(wrong[refusal.field])
            return await self._form_again(desk, event, number, actor, now, form, payload, wrong)
        self._wake()
        if verb == "seen" and payload.get("stage"):
            office, _ = seen_by(register.life, case, actor)
            card = register.draw_seen(case, payload["stage"], office, self._org)
            return await self._show(desk, event, card, case, now)
        if verb == "send_facts":
            return Say(say("facts_come"))
        if form is not None and form.reporter:
            thanks = register.thanks(case, verb, now, self._org)
            if thanks is not None:
                return await self._thank(desk, event, case, thanks, now)
        return await self._show_case(desk, event, case, actor, now)

    def _carried(self, event: CardAction) -> dict[str, str]:
        """What came back beside the place of the button, with typed text as it may be kept."""
        return {name: self.kept(value) for name, value in event.data.items() if name not in PLACE}

    async def _form_again(
        self,
        desk: CaseDesk[Any],
        event: CardAction,
        number: str,
        actor: Actor,
        now: datetime,
        form: CaseForm[Any],
        values: Mapping[str, str],
        wrong: Mapping[str, str],
    ) -> Answer:
        """The form comes back with what was typed and the lines that say what is wrong."""
        case = await desk.see(number, actor)
        life = desk.register.life
        if life.roles[form.event].isdisjoint(life.roles_in(case, actor)):
            raise NoRole(form.event)
        if form.event not in life.allowed(case, now, self._org) or (
            form.event == "answer" and not _is_open(case, event.data.get("exchange", ""))
        ):
            return await self._show_case(desk, event, case, actor, now, old=True)
        filling = Filling(given=self._carried(event), values=values, errors=wrong)
        return await self._show(desk, event, form_card(form, case, now, self._org, filling), case, now)

    def _sentence(self, desk: CaseDesk[Any], problem: Problem) -> str:
        try:
            return desk.register.refusals(problem.key)
        except LookupError:
            return say(f"refused.{problem.key}", **problem.values)

    async def _for_offices(self, desk: CaseDesk[Any], number: str, actor: Actor) -> KeptCase:
        if desk.register.life.offices.isdisjoint(actor.roles):
            raise NoRole
        case: KeptCase = await desk.see(number, actor)
        return case

    def _for(
        self, desk: CaseDesk[Any], event: CardAction, case: KeptCase, actor: Actor, now: datetime
    ) -> Card:
        """The case as this person may see it here: an officer's own report is a report."""
        private = event.place.scope == "personal"
        if case.reporter.aad_id == actor.aad_id and private:
            return desk.register.draw_own(case, now, self._org)
        # A card of an office that has a task only stays that card, whoever presses on it.
        task = desk.register.life.only_task(case, actor) or self._task_card(desk, event, case)
        if task:
            return desk.register.draw_task(case, task, now, self._org)
        if private:
            return desk.register.drawn_for(case, actor.roles, now, self._org, True)
        return desk.register.draw(case, now, self._org, False)

    def _task_card(self, desk: CaseDesk[Any], event: CardAction, case: KeptCase) -> str:
        office = event.data.get("for", "")
        return office if office in desk.register.life.tasks(case) else ""

    def _line(self, case: KeptCase, now: datetime) -> str:
        return self._desks.of(case.number).register.summary(case, now, self._org)

    async def _show(
        self, desk: CaseDesk[Any], event: CardAction, card: Card, case: KeptCase, now: datetime
    ) -> Answer:
        """The pressed message shows something else than the living card now: it is not redrawn any more."""
        if event.card_id and event.place.scope == "personal":
            for name in ("reporter", f"person:{event.person.aad_id.lower()}"):
                await desk.forget_post(case.number, name, event.card_id)
        return self._follow(event, ShowCard(card, self._line(case, now)))

    async def _thank(
        self, desk: CaseDesk[Any], event: CardAction, case: KeptCase, card: Card, now: datetime
    ) -> Answer:
        """The thanks stand where the form stood, until the case moves on: then the receipt is drawn there again."""
        if (
            event.card_id
            and event.place.scope == "personal"
            and not await desk.has_post(case.number, "reporter")
        ):
            await self._remember(desk, case.number, "reporter", event.place, event.card_id, case.version)
        return self._follow(event, ShowCard(card, self._line(case, now)))

    async def _show_case(
        self,
        desk: CaseDesk[Any],
        event: CardAction,
        case: KeptCase,
        actor: Actor,
        now: datetime,
        *,
        old: bool = False,
    ) -> Answer:
        """The case as this person may see it; in a personal chat it follows the case from now on."""
        card = self._for(desk, event, case, actor, now)
        if event.card_id and event.place.scope == "personal":
            own = case.reporter.aad_id == actor.aad_id
            name = "reporter" if own else f"person:{actor.aad_id}"
            if name in case.cards:
                await self._remember(desk, case.number, name, event.place, event.card_id, case.version)
        shown = with_old_card_banner(card) if old else card
        return self._follow(event, ShowCard(shown, self._line(case, now)))

    def _follow(self, event: CardAction, answer: ShowCard) -> Answer:
        """In a personal chat the message follows its press; in a channel the outbox redraws what changed."""
        if event.by_invoke and event.card_id and event.place.scope == "personal":
            self._follower.follow(event.place, event.card_id, answer.card, answer.summary)
        return answer

    async def _old_card(
        self, desk: CaseDesk[Any], event: CardAction, number: str, actor: Actor, now: datetime
    ) -> Answer:
        try:
            case = await desk.see(number, actor)
        except NoSuchCase:
            return self._told(event, "no_case")
        unsent = self._unsent(desk, event)
        if unsent and event.place.scope == "personal":
            words = (Quoted(say("not_sent.words"), unsent),)
            buttons = (Button(say("not_sent.show"), "show", {"case": case.number}, primary=True),)
            card = note_card(
                NoteView(case.number, say("not_sent.title"), (say("not_sent.line"),), words, buttons=buttons)
            )
            return await self._show(desk, event, card, case, now)
        if unsent and event.by_invoke:  # only who pressed reads the answer
            return Say(say("not_sent.message", words=shortened(unsent, MOST_UNSENT)))
        return await self._show_case(desk, event, case, actor, now, old=True)

    def _unsent(self, desk: CaseDesk[Any], event: CardAction) -> str:
        """What was typed on a card that is old by now: somebody was first, and it must not be lost."""
        form = desk.register.forms.get(event.verb)
        typed = [each.id for each in form.fields if each.kind == "long_text"] if form is not None else []
        return "\n".join(words for name in typed if (words := self.kept(event.data.get(name, ""))))

    def _told(self, event: CardAction, key: str) -> Answer:
        """A refusal: a line in a channel, so that the card there stays; a card in a personal chat."""
        titles = {
            "no_case": say("no_case.title"),
            "no_role": say("no_role.title"),
            "unknown": say("unknown.title"),
        }
        texts = {
            "no_case": say("no_case.text"),
            "no_role": say("no_role.text"),
            "unknown": say("unknown.text"),
        }
        if event.place.scope != "personal":
            return Say(texts[key].replace("\n", " "))
        view = NoticeView(titles[key], tuple(texts[key].split("\n")), (Button(say("menu"), "menu"),))
        return self._follow(event, ShowCard(notice_card(view), titles[key]))


def _stepped(desk: CaseDesk[Any], event: CardAction) -> CardAction:
    """The press that was chosen from a list of steps: an event or its form, and behind a dot what it is about."""
    chosen, _, about = event.data.get(STEP, "").partition(".")
    given = {name: value for name, value in event.data.items() if name != STEP}
    form = desk.register.forms.get(chosen)
    if form is None:
        return replace(event, verb="" if chosen == STEP else chosen, data=given)
    if about and form.carries:
        given[form.carries[0]] = about
    return replace(event, verb=form.opens, data=given)


def _is_open(case: KeptCase, exchange_id: str) -> bool:
    exchange = case.exchange(exchange_id)
    return exchange is not None and not exchange.answer
