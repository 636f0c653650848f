"""Buttons that belong to a case: what the case says to a press, and which card is the answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.teams.events import Answer, CardAction, Place, Say, ShowCard
from bot.teams.refusals import REASONS
from bot.turns.budget import Budget
from bot.turns.case_papers import papers_for
from bot.turns.links import Links
from bot.turns.own_chats import OwnChats
from bot.turns.posts import post_in
from bot.turns.press import PLACE, Elsewhere, Press, refusal, stepped
from bot.turns.unsent import beside, given_back, kept, not_sent
from cards.note import NoteView, note_card
from cards.notice import with_old_card_banner
from cards.view import Button, Card
from cards.words import words_beside
from cases.desks.case_desk import NoSuchCase
from cases.desks.desks import Desks
from cases.organisation import OFFICES, Organisation
from cases.papers.cards import FILL, paper_card, papers_card
from cases.people import Actor
from cases.register.case import KeptCase
from cases.register.confidential import cases_on
from cases.register.events import GIVE_PAPER, seen_by
from cases.register.forms import FORM, CaseForm, Filling, asked_by
from cases.register.life import FILER, NoRole, Refused
from cases.register.messages import REPORTER, To, person
from cases.register.posts import page_name
from cases.register.questions import question_names
from cases.register.snooze import SNOOZE
from dialogs.answers import read_fields
from dialogs.flow import Problem
from dialogs.talk.presenting import Show
from state_machines.engine import NotAllowed

say = words_beside(__file__)

SPOKEN = ("refused", "told")

LOOK = "look"
"""The event of somebody who opens a confidential case."""


class CasePresses:
    """Answers presses on cards of cases, of every register."""

    def __init__(
        self,
        *,
        org: Organisation,
        desks: Desks,
        wake: Callable[[], None],
        own_chats: OwnChats,
        links: Links,
        budget: Budget,
    ) -> None:
        self._org = org
        self._desks = desks
        self._wake = wake
        self._own_chats = own_chats
        self._links = links
        self._budget = budget

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press; never raises for what a sender may make up."""
        number = event.data.get("case", "")
        try:
            desk = self._desks.of(number)
        except NoSuchCase:
            return told(event.place, "no_case")
        here = await self._links.offices_here(event.place)
        press = Press(stepped(desk, event), desk, number, actor, now, self._org, self._desks, here)
        try:
            if not press.private:
                await press.case()
            return await self._verb(press)
        except NoSuchCase:
            return self._not_seen(press)
        except Elsewhere:
            return _refused(press, "elsewhere")
        except NoRole:
            return _refused(press, "no_role")
        except NotAllowed:
            return await self._old_card(press)

    def _not_seen(self, press: Press[Any]) -> Answer:
        """A case that this person may not see. In the channel of an office its card can be read all the same: there it
        is said who acts on it, whether it is there or not."""
        if not press.here:
            return _refused(press, "no_case")
        names = " en ".join(self._org.office(each).short for each in OFFICES if each in press.here)
        return _refused(press, "other_office", offices=names)

    def receipt(self, case: KeptCase, now: datetime) -> Show:
        """The reporter's card of a case."""
        register = self._desks.of(case.number).register
        return Show(register.cards.own(case, now, self._org), register.cards.summary(case, now, self._org))

    async def remember_receipt(self, number: str, place: Place, card_id: str) -> None:
        """The receipt stands in this message: it follows the case from now on."""
        await self._desks.of(number).remember_post(number, "reporter", post_in(place, card_id, 1))

    async def remember_page(self, place: Place, card_id: str, card: Card) -> None:
        """A card that somebody called up stands in a channel: it is found again for each case that it is about."""
        for number in sorted(cases_on(card)):
            desk = self._desks.of(number)
            if "make_confidential" in desk.register.life.handlers:
                await desk.remember_post(number, page_name(card_id), post_in(place, card_id, 0))

    # --- what was pressed ---------------------------------------------------------------------------------------

    async def _verb(self, press: Press[Any]) -> Answer:
        register, verb = press.register, press.verb
        if verb.endswith(FORM) and verb.removesuffix(FORM) in register.forms:
            return await self._open_form(press, register.forms[verb.removesuffix(FORM)])
        if verb in register.presses.translated:
            return await self._translated(press)
        if verb in register.life.handlers and verb not in register.presses.inner | {GIVE_PAPER}:
            return await self._event(press)
        if verb in register.cards.pages or verb in ("history", "paper"):
            return await self._page(press)
        if verb == "receipt":
            return await self._receipt(press)
        if verb == "show":
            case = await press.case()
            if case.confidential and press.private and not self._reads_as_reporter(press, case):
                await self._looked_at(press)
            return await self._show_case(press)
        return told(press.event.place, "unknown")

    async def _page(self, press: Press[Any]) -> Answer:
        """Another card of the case for its offices; of a confidential one in an own chat alone."""
        if press.verb == "paper":
            return await self._paper(press)
        register, case = press.register, await press.case_for_offices()
        if case.confidential and not press.private:
            return Say(say("confidential_here"), "elsewhere")
        if press.verb in register.cards.pages:
            page = register.cards.pages[press.verb]
            return await self._show(press, page(case, press.now, self._org, press.viewer))
        events, until = await press.desk.history(case.number), press.number_in("until")
        card = register.cards.history(case, events, press.now, self._org, press.private, until)
        return await self._show(press, card)

    async def _paper(self, press: Press[Any]) -> Answer:
        """A page of a paper of this case, or the list of its papers when it has no such one."""
        register, case = press.register, await press.case()
        task, offered = papers_for(register, case, press.actor, press.task(case))
        if case.confidential and not press.private:
            return Say(say("confidential_here"), "elsewhere")
        wanted = press.event.data.get("paper", "")
        if wanted in offered:
            paper = register.papers.paper(case, wanted, press.now, self._org)
            card = paper_card(paper, press.number_in("page") or 1, task)
        else:
            papers = [register.papers.paper(case, each, press.now, self._org) for each in offered]
            card = papers_card(case.number, papers, task)
        return await self._show(press, card)

    async def _looked_at(self, press: Press[Any]) -> None:
        """Who opens a confidential case in an own chat stands in its history, where a register keeps that."""
        life, case = press.register.life, await press.case()
        if LOOK in life.handlers and not life.roles[LOOK].isdisjoint(life.roles_in(case, press.actor)):
            await press.act(LOOK)

    async def _translated(self, press: Press[Any]) -> Answer:
        """A press that means an event with more than it carries; what it means is read from the case as it stands."""
        case = await press.case_for_offices()
        translate = press.register.presses.translated[press.verb]
        try:
            event, payload = translate(case, press.event.data, press.now, self._org)
            self._budget.tell(press.actor)
            await press.act(event, payload)
        except Refused as refused:
            return Say(self._sentence(press, Problem(refused.field, refused.key)))
        self._wake()
        return await self._show_case(press)

    # --- events and their forms ---------------------------------------------------------------------------------

    async def _open_form(self, press: Press[Any], form: CaseForm[Any]) -> Answer:
        """The form that a button asked for; without a use for it the case as it stands."""
        press.needs_role(form.event, reporter=form.reporter)
        return await self._form(press, form, Filling(given=carried(press.event)))

    async def _form(self, press: Press[Any], form: CaseForm[Any], filling: Filling) -> Answer:
        """The form of an event, while the case has a use for it; otherwise the case, with the line of an old card."""
        case = await press.case()
        press.may(form.event, case)
        if case.confidential and not press.private:  # what is filled in already may be facts
            return beside(press, Say(say("confidential_here"), "elsewhere"), case)
        asked = form.event != "answer" or _is_open(case, press.event.data.get("exchange", ""))
        if form.event == FILL:
            _, offered = papers_for(press.register, case, press.actor, press.task(case))
            asked = press.event.data.get("paper", "") in offered
        if not asked or form.event not in press.register.life.allowed(case, press.now, self._org):
            return await self._old_card(press)
        shown = replace(filling, back=press.sees(case))
        card = press.register.form_card(form, case, press.now, self._org, shown)
        return await self._show(press, card)

    async def _event(self, press: Press[Any]) -> Answer:
        register, verb = press.register, press.verb
        payload = carried(press.event)
        form = register.forms.get(verb)
        if form is not None:
            press.needs_role(verb, reporter=form.reporter)
            reading = read_fields(asked_by(form, await press.case(), self._org, payload), press.event.data)
            if reading.problems:
                wrong = {each.field: self._sentence(press, each) for each in reading.problems}
                return await self._form_again(press, form, reading.values, wrong)
            payload |= reading.values
        if verb == "send_facts":
            await press.case_for_offices()  # nobody else makes us open a chat
            await self._own_chats.of(press.event.person, press.event.place)
        try:
            self._budget.tell(press.actor)
            case = await press.act(verb, payload)
        except Refused as refused:
            wrong = {refused.field: self._sentence(press, Problem(refused.field, refused.key))}
            if form is None:
                return Say(wrong[refused.field])
            await press.fresh()
            return await self._form_again(press, form, payload, wrong)
        self._wake()
        return await self._happened(press, case, payload, form)

    async def _happened(
        self, press: Press[Any], case: KeptCase, payload: Mapping[str, str], form: CaseForm[Any] | None
    ) -> Answer:
        """What is shown once the event happened."""
        register, verb = press.register, press.verb
        if not press.sees(case):
            return ShowCard(_thanked(case), say("thanked.title"))
        if verb in ("seen", SNOOZE) and payload.get("stage"):
            office, _ = seen_by(register.life, case, press.actor)
            return await self._show(press, register.cards.seen(case, payload["stage"], office, self._org))
        if verb == "send_facts":
            return Say(say("facts_come"))
        if verb == FILL:
            return await self._paper(press)
        if form is not None and form.reporter:
            thanks = register.cards.thanks(case, verb, press.now, self._org)
            if thanks is not None:
                return await self._thank(press, thanks)
        if press.private and register.life.roles.get(verb) == FILER:
            return await self._receipt(press)
        return await self._show_case(press)

    async def _form_again(
        self, press: Press[Any], form: CaseForm[Any], values: Mapping[str, str], wrong: Mapping[str, str]
    ) -> Answer:
        """The form comes back with what was typed and the lines that say what is wrong."""
        return await self._form(press, form, Filling(given=carried(press.event), values=values, errors=wrong))

    def _sentence(self, press: Press[Any], problem: Problem) -> str:
        try:
            sentence: str = press.register.refusals(problem.key)
        except LookupError:
            return say(f"refused.{problem.key}", **problem.values)
        return sentence

    # --- what is shown ------------------------------------------------------------------------------------------

    def _reads_as_reporter(self, press: Press[Any], case: KeptCase) -> bool:
        """Whether this person gets the card of who filed the case: who is of an office that works on it does not."""
        working = press.register.life.offices & press.actor.roles
        return press.is_own(case) and press.private and not working

    def _for(self, press: Press[Any], case: KeptCase) -> Card:
        """The case as this person may see it here, with what can be pressed by whoever sees it."""
        register = press.register
        if self._reads_as_reporter(press, case):
            card: Card = register.cards.own(case, press.now, self._org)
            return card
        if task := press.task(case):
            card = register.cards.task(case, task, press.now, self._org)
        else:
            card = register.cards.living(case, press.now, self._org, press.viewer)
        return card

    async def _receipt(self, press: Press[Any]) -> Answer:
        """The card of who filed the case, also when that person is of an office that works on it."""
        case = await press.case()
        if not press.is_own(case) or not press.private:
            raise NoSuchCase
        card = press.register.cards.own(case, press.now, self._org)
        await self._stands_in(press, case, REPORTER)
        return self._shown(press, case, card)

    async def _show(self, press: Press[Any], card: Card) -> Answer:
        """The pressed message shows something else than the living card now: it is not redrawn any more."""
        await press.shows_no_more(str(REPORTER), str(person(press.event.person.aad_id.lower())))
        return self._shown(press, await press.case(), card)

    async def _thank(self, press: Press[Any], card: Card) -> Answer:
        """The thanks stand where the form stood, until the case moves on: then the receipt is drawn there again."""
        case, event = await press.case(), press.event
        await press.shows_no_more(*question_names(event.data.get("exchange", "")))
        if event.card_id and press.private and not await press.desk.has_post(case.number, "reporter"):
            post = post_in(event.place, event.card_id, case.version)
            await press.desk.remember_post(case.number, "reporter", post)
        return self._shown(press, case, card)

    async def _show_case(self, press: Press[Any], *, old: bool = False) -> Answer:
        """The case as this person may see it; in a personal chat it follows the case from now on."""
        case = await press.case()
        if not press.sees(case):
            return told(press.event.place, "task_over")
        card = self._for(press, case)
        own = self._reads_as_reporter(press, case)
        await self._stands_in(press, case, REPORTER if own else person(press.actor.aad_id))
        return self._shown(press, case, with_old_card_banner(card) if old else card)

    async def _stands_in(self, press: Press[Any], case: KeptCase, who: To) -> None:
        """The pressed message in an own chat shows this living card from now on, if the case has it, and no other."""
        event, other = press.event, person(press.actor.aad_id) if who == REPORTER else REPORTER
        if not event.card_id or not press.private:
            return
        await press.desk.forget_post(case.number, str(other), event.card_id)
        if str(who) in case.cards:
            post = post_in(event.place, event.card_id, case.version)
            await press.desk.remember_post(case.number, str(who), post)

    def _shown(self, press: Press[Any], case: KeptCase, card: Card) -> ShowCard:
        return ShowCard(card, press.register.cards.summary(case, press.now, self._org))

    async def _old_card(self, press: Press[Any]) -> Answer:
        try:
            case = await press.fresh()
        except NoSuchCase:
            return _refused(press, "no_case")
        except Elsewhere:
            return _refused(press, "elsewhere")
        sees = press.sees(case)
        back = not_sent(press, case, sees=sees)
        if back is None:
            return await self._show_case(press, old=True) if sees else told(press.event.place, "task_over")
        return await self._show(press, back.card) if sees and isinstance(back, ShowCard) else back


def told(place: Place, key: str, **values: str) -> Answer:
    """What is said to a press that leads nowhere: one of REASONS for which it is refused, or "task_over"."""
    title, text = say(f"told.{key}.title"), say(f"told.{key}.text", **values)
    return refusal(place, title, text, Button(say("menu"), "menu"), why=key if key in REASONS else "")


def _refused(press: Press[Any], key: str, **values: str) -> Answer:
    """What is said to a press that leads nowhere, and what was typed with it."""
    answer, lines = told(press.event.place, key, **values), say(f"told.{key}.text", **values).split("\n")
    return given_back(press, answer, tuple(lines), Button(say("menu"), "menu"))


def _thanked(case: KeptCase) -> Card:
    """What is left of a task for somebody who sees nothing else of the case."""
    return note_card(NoteView(case.number, say("thanked.title"), (say("thanked.line"),)))


def carried(event: CardAction) -> dict[str, str]:
    """What came back beside the place of the button, with typed text as it may be kept."""
    return {name: kept(value) for name, value in event.data.items() if name not in PLACE}


def _is_open(case: KeptCase, exchange_id: str) -> bool:
    exchange = case.exchange(exchange_id)
    return exchange is not None and not exchange.answer
