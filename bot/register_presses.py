"""The register in Teams: what officers type and press to see it. Nobody else learns anything, not even what exists."""

from datetime import datetime

from bot.card_follow import CardFollower
from bot.events import Answer, CardAction, Message, Place, Say, ShowCard
from bot.links import Links
from bot.registers import Desks
from cards.notice import NoticeView, notice_card
from cards.view import Button
from cards.words import words_beside
from cases.case_desk import NoSuchCase
from cases.organisation import Organisation
from cases.people import Actor
from cases.register import Query, read_query
from cases.register_cards import list_summary, month_overview, month_summary, register_list
from cases.register_desk import RegisterDesk
from dialogs.answers import hidden_in
from dialogs.register_words import (
    ListBreaches,
    RegisterCommand,
    ShowBreach,
    ShowMonth,
    read_command,
    read_month,
)
from state_machines.breach_life import OFFICERS

say = words_beside(__file__)

VERBS = frozenset({"register", "month"})
"""Verbs of the buttons on cards of the register. A row has the verb of a case: show."""

FIELDS = {"which": "filter", "when": "period", "sought": "words"}
"""Fields of the filter, and the parts of a query that they are."""


class RegisterPresses:
    """Answers commands and presses about the register."""

    def __init__(
        self,
        *,
        org: Organisation,
        desks: Desks,
        register: RegisterDesk,
        links: Links,
        follower: CardFollower,
    ) -> None:
        self._org = org
        self._desks = desks
        self._register = register
        self._links = links
        self._follower = follower

    def wanted(self, event: Message, actor: Actor, now: datetime, *, in_flow: bool) -> RegisterCommand | None:
        """What this line asks of the register, or None when it is for the conversation.

        In the middle of a flow the words of who is no officer are an answer, whatever they look like.
        """
        if in_flow and OFFICERS.isdisjoint(actor.roles):
            return None
        return read_command(event.text, now)

    async def answer(self, wanted: RegisterCommand, place: Place, actor: Actor, now: datetime) -> Answer:
        """The answer to a command."""
        officer = not OFFICERS.isdisjoint(actor.roles)
        if not officer and isinstance(wanted, ShowBreach) and place.scope == "personal":
            return await self._own(wanted.number, actor, now)
        if not officer:
            return _refused(place)
        if not await self._may_show(place):
            return Say(say("other_channel"))
        match wanted:
            case ListBreaches(query):
                return await self._list(query, place, now)
            case ShowMonth(year, month):
                numbers = await self._register.month(year, month, now)
                return ShowCard(month_overview(numbers, now, self._org), month_summary(numbers))
            case ShowBreach(number):
                return await self._one(number, place, actor, now)

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press on a card of the register; never raises for what a sender may make up."""
        if event.verb == "month":
            wanted: RegisterCommand = read_month(event.data.get("month", "")[:7], now) or ShowMonth(
                now.year, now.month
            )
        else:
            told = {
                **event.data,
                **{part: event.data[name] for name, part in FIELDS.items() if name in event.data},
            }
            if "which" in event.data:
                told["words"] = event.data.get("sought", "")  # an emptied field is not sent
            if "words" in told:
                told["words"] = hidden_in(told["words"]).text
            wanted = ListBreaches(read_query(told))
        answer = await self.answer(wanted, event.place, actor, now)
        if (
            isinstance(answer, ShowCard)
            and event.by_invoke
            and event.card_id
            and event.place.scope == "personal"
        ):
            self._follower.follow(event.place, event.card_id, answer.card, answer.summary)
        return answer

    async def _list(self, query: Query, place: Place, now: datetime) -> Answer:
        private = place.scope == "personal"
        page = await self._register.page(query, now, private=private)
        return ShowCard(register_list(page, now, self._org, private=private), list_summary(page))

    async def _one(self, number: str, place: Place, actor: Actor, now: datetime) -> Answer:
        try:
            desk = self._desks.of(number)
            case = await desk.see(number, actor)
        except NoSuchCase:
            return _told(place, say("no_case.title"), say("no_case.text", number=number))
        card = desk.register.draw(case, now, self._org, place.scope == "personal")
        return ShowCard(card, desk.register.summary(case, now, self._org))

    async def _own(self, number: str, actor: Actor, now: datetime) -> Answer:
        """A reporter may ask for the own case by its number; for everybody else there is none."""
        try:
            desk = self._desks.of(number)
            case = await desk.see(number, actor)
        except NoSuchCase:
            return _told_kindly()
        card = desk.register.draw_own(case, now, self._org)
        return ShowCard(card, desk.register.summary(case, now, self._org))

    async def _may_show(self, place: Place) -> bool:
        """In an own chat, and in the channels of the Privacy Officer and the FG; nowhere else."""
        if place.scope == "personal":
            return True
        if place.scope != "channel":
            return False
        channels = [await self._links.office(office) for office in ("po", "fg")]
        return any(each is not None and each.conversation == place.conversation for each in channels)


def _refused(place: Place) -> Answer:
    return _told_kindly() if place.scope == "personal" else Say(say("refused.text").replace("\n", " "))


def _told_kindly() -> Answer:
    lines = tuple(say("refused.text").split("\n"))
    buttons = (Button(say("own_cases"), "own_cases"), Button(say("menu"), "menu"))
    return ShowCard(notice_card(NoticeView(say("refused.title"), lines, buttons)), say("refused.title"))


def _told(place: Place, title: str, text: str) -> Answer:
    if place.scope != "personal":
        return Say(text)
    buttons = (Button(say("open_list"), "register", {"filter": "open"}), Button(say("menu"), "menu"))
    return ShowCard(notice_card(NoticeView(title, (text,), buttons)), title)
