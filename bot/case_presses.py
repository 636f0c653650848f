"""Buttons that belong to a case: who pressed, what the case says to it, and which card is the answer."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.card_follow import CardFollower
from bot.events import Answer, CardAction, Place, Say, ShowCard
from cards.notice import NoticeView, notice_card, with_old_card_banner
from cards.view import Button, Card
from cards.words import words_beside
from cases.breach import BreachCase
from cases.breach_cards import hand_over_form, history_of, incident, officer_form, summary_of
from cases.breach_changes import NoRole, Refused
from cases.breach_desk import BreachDesk, NoSuchCase
from cases.organisation import Organisation
from cases.people import Actor
from cases.posts import Post
from cases.reminder_cards import shrunk
from cases.reporter_cards import (
    add_facts_form,
    noted,
    own_cases,
    question_form,
    receipt,
    withdraw_form,
)
from cases.terms import outside_office_hours
from dialogs.answers import hidden_in
from dialogs.presenting import Show
from state_machines.breach_life import OFFICERS
from state_machines.engine import NotAllowed

say = words_beside(__file__)

SPOKEN = ("refused",)

TYPED = ("question", "reason", "answer", "addition")
"""Fields that hold typed text: masked before they go anywhere."""

OFFICER_EVENTS = frozenset(
    {
        "take_up",
        "seen",
        "ask_reporter",
        "make_confidential",
        "hand_over",
        "late_reason",
        "accept_withdrawal",
        "keep_open",
        "reopen",
        "send_facts",
    }
)
REPORTER_FORMS = frozenset({"add_facts", "withdraw", "answer_question"})
REPORTER_EVENTS: Mapping[str, tuple[str, str]] = {
    "save_facts": ("add_facts", "facts"),
    "confirm_withdrawal": ("ask_withdrawal", "withdrawal"),
    "send_answer": ("answer", "answer"),
}
"""What a reporter's form sends: the event, and the thanks that follow."""


class CasePresses:
    """Answers presses on cards of cases."""

    def __init__(
        self,
        *,
        org: Organisation,
        desk: BreachDesk,
        follower: CardFollower,
        wake: Callable[[], None],
        chat_with: Callable[[CardAction], Awaitable[None]],
    ) -> None:
        self._org = org
        self._desk = desk
        self._follower = follower
        self._wake = wake
        self._chat_with = chat_with

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press; never raises for what a sender may make up."""
        number = event.data.get("case", "")
        try:
            return await self._verb(event, number, actor, now)
        except NoSuchCase:
            return self._told(event, "no_case")
        except NoRole:
            return self._told(event, "no_role")
        except NotAllowed:
            return await self._old_card(event, number, actor, now)
        except Refused as refusal:
            return await self._refused(event, number, actor, now, refusal)

    def receipt(self, case: BreachCase, now: datetime) -> Show:
        """The reporter's card of a case."""
        card = receipt(case, now, self._org, night=outside_office_hours(now))
        return Show(card, summary_of(case, now, self._org))

    async def own_cases(self, actor: Actor, page: int, now: datetime) -> Show:
        """What this person reported, and nobody else."""
        found = await self._desk.own(actor.aad_id, limit=50)
        return Show(own_cases(found, now, self._org, page), say("own_cases"))

    async def remember_receipt(self, number: str, place: Place, card_id: str) -> None:
        """The receipt stands in this message: it follows the case from now on."""
        await self._remember(number, "reporter", place, card_id, 1)

    async def _remember(self, number: str, name: str, place: Place, card_id: str, version: int) -> None:
        post = Post(
            service_url=place.service_url,
            conversation=place.conversation,
            scope=place.scope,
            tenant=place.tenant,
            message_id=card_id,
            version=version,
        )
        await self._desk.remember_post(number, name, post)

    def kept(self, text: str) -> str:
        """Typed text as it may be kept."""
        return hidden_in(text).text.strip()

    async def _verb(self, event: CardAction, number: str, actor: Actor, now: datetime) -> Answer:
        payload = {
            name: value for name, value in event.data.items() if name not in ("case", "version", "verb")
        }
        payload |= {name: self.kept(payload[name]) for name in TYPED if name in payload}
        match event.verb:
            case verb if verb in OFFICER_EVENTS:
                if verb == "send_facts":
                    await self._officers(number, actor)  # nobody else makes us open a chat
                    await self._chat_with(event)
                case = await self._desk.act(number, verb, actor, now, payload)
                self._wake()
                if verb == "seen" and payload.get("stage"):
                    office = "po" if "po" in actor.roles else "fg"
                    return await self._show(
                        event, shrunk(case, payload["stage"], office, self._org), case, now
                    )
                if verb == "send_facts":
                    return Say(say("facts_come"))
                return await self._show_case(event, case, actor, now)
            case verb if verb in REPORTER_EVENTS:
                name, thanks = REPORTER_EVENTS[verb]
                case = await self._desk.act(number, name, actor, now, payload)
                self._wake()
                return await self._thank(event, case, noted(case, thanks, now, self._org), now)
            case verb if verb in REPORTER_FORMS:
                case = await self._own(number, actor)
                return await self._reporter_form(event, case, actor, now)
            case "hand_over_form":
                case = await self._officers(number, actor)
                return await self._show(event, hand_over_form(case, now, self._org), case, now)
            case "history":
                case = await self._officers(number, actor)
                private = event.place.scope == "personal"
                if case.confidential and not private:
                    return Say(say("confidential_here"))
                told = await self._desk.history(case.number)
                return await self._show(
                    event, history_of(case, told, now, self._org, private=private), case, now
                )
            case "show" | "status":
                return await self._show_case(event, await self._desk.see(number, actor), actor, now)
        return self._told(event, "unknown")

    async def _reporter_form(
        self, event: CardAction, case: BreachCase, actor: Actor, now: datetime
    ) -> Answer:
        """The form that a reporter asked for; without a use for it the case as it stands."""
        waiting = case.exchange(event.data.get("exchange", "")) or (case.pending[0] if case.pending else None)
        match event.verb:
            case "add_facts" if case.is_open:
                card = add_facts_form(case, now, self._org)
            case "withdraw" if case.is_open and case.withdrawal is None:
                card = withdraw_form(case, now, self._org)
            case "answer_question" if case.is_open and waiting is not None and not waiting.answer:
                card = question_form(case, waiting, now, self._org)
            case verb:
                return await self._show_case(event, case, actor, now, old=verb == "answer_question")
        return await self._show(event, card, case, now)

    async def _own(self, number: str, actor: Actor) -> BreachCase:
        case = await self._desk.see(number, actor)
        if case.reporter.aad_id != actor.aad_id:
            raise NoRole
        return case

    async def _officers(self, number: str, actor: Actor) -> BreachCase:
        if OFFICERS.isdisjoint(actor.roles):
            raise NoRole
        return await self._desk.see(number, actor)

    def _for(self, event: CardAction, case: BreachCase, actor: Actor, now: datetime) -> Card:
        """The case as this person may see it here: an officer's own report is a report."""
        if case.reporter.aad_id == actor.aad_id and event.place.scope == "personal":
            return self._for_reporter(case, now)
        return self._for_officer(event, case, now)

    def _for_reporter(self, case: BreachCase, now: datetime) -> Card:
        return receipt(case, now, self._org, night=outside_office_hours(now))

    def _for_officer(self, event: CardAction, case: BreachCase, now: datetime) -> Card:
        return incident(case, now, self._org, private=event.place.scope == "personal")

    async def _show(self, event: CardAction, card: Card, case: BreachCase, now: datetime) -> Answer:
        """The pressed message shows something else than the living card now: it is not redrawn any more."""
        if event.card_id and event.place.scope == "personal":
            for name in ("reporter", f"person:{event.person.aad_id.lower()}"):
                await self._desk.forget_post(case.number, name, event.card_id)
        return self._follow(event, ShowCard(card, summary_of(case, now, self._org)))

    async def _thank(self, event: CardAction, case: BreachCase, card: Card, now: datetime) -> Answer:
        """The thanks stand where the form stood, until the case moves on: then the receipt is drawn there again."""
        if (
            event.card_id
            and event.place.scope == "personal"
            and not await self._desk.has_post(case.number, "reporter")
        ):
            await self._remember(case.number, "reporter", event.place, event.card_id, case.version)
        return self._follow(event, ShowCard(card, summary_of(case, now, self._org)))

    async def _show_case(
        self, event: CardAction, case: BreachCase, actor: Actor, now: datetime, *, old: bool = False
    ) -> Answer:
        """The case as this person may see it; in a personal chat it follows the case from now on."""
        card = self._for(event, case, actor, now)
        if event.card_id and event.place.scope == "personal":
            own = case.reporter.aad_id == actor.aad_id
            name = "reporter" if own else f"person:{actor.aad_id}"
            if name in case.cards:
                await self._remember(case.number, name, event.place, event.card_id, case.version)
        shown = with_old_card_banner(card) if old else card
        return self._follow(event, ShowCard(shown, summary_of(case, now, self._org)))

    def _follow(self, event: CardAction, answer: ShowCard) -> Answer:
        """In a personal chat the message follows its press; in a channel the outbox redraws what changed."""
        if event.by_invoke and event.card_id and event.place.scope == "personal":
            self._follower.follow(event.place, event.card_id, answer.card, answer.summary)
        return answer

    async def _old_card(self, event: CardAction, number: str, actor: Actor, now: datetime) -> Answer:
        try:
            case = await self._desk.see(number, actor)
        except NoSuchCase:
            return self._told(event, "no_case")
        return await self._show_case(event, case, actor, now, old=True)

    async def _refused(
        self, event: CardAction, number: str, actor: Actor, now: datetime, refusal: Refused
    ) -> Answer:
        """The form comes back with what was typed and the line that says what is wrong."""
        case = await self._desk.see(number, actor)
        typed, error = self.kept(event.data.get(refusal.field, "")), say(f"refused.{refusal.key}")
        match event.verb:
            case "ask_reporter" | "late_reason" | "accept_withdrawal":
                card = officer_form(case, event.verb, self._org, typed=typed, error=error)
            case "send_answer":
                exchange = case.exchange(event.data.get("exchange", ""))
                if exchange is None:
                    return await self._old_card(event, number, actor, now)
                card = question_form(case, exchange, now, self._org, typed=typed, error=error)
            case "save_facts":
                card = add_facts_form(case, now, self._org, values=event.data, error=error)
            case "confirm_withdrawal":
                card = withdraw_form(case, now, self._org, typed=typed, error=error)
            case _:
                return Say(error)
        return await self._show(event, card, case, now)

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
