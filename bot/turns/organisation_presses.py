"""Changing offices and facts in Teams: for the FG and the named administrators, in the own chat, asked twice."""

from datetime import datetime, timedelta
from typing import get_args

from bot.teams.events import Answer, CardAction, Message, Place, Say, ShowCard
from cards.dutch_time import full_day
from cards.view import Card
from cards.words import words_beside
from cases.amendments import Act, Wish, name_in, person_in, steps_without
from cases.changeable import PARTS, NotSo, items_of
from cases.desks.organisation_cards import (
    Filled,
    confirm_card,
    done_line,
    form_card,
    history_card,
    leave_card,
    left_card,
    overview_card,
    part_card,
    summary,
    why_not,
)
from cases.desks.organisation_desk import OrganisationDesk
from cases.people import Actor
from dialogs.answers import hidden_in
from dialogs.commands.organisation import asks_for_organisation

say = words_beside(__file__)

MOST_TYPED = 400

LEFT = "left"

NUMBERS = ("phone", "kvk", "ap_number")
"""Items that hold a number of the organisation: nothing is masked in them."""


class OrganisationPresses:
    """Answers who may change the organisation. What a card brings back is decided anew each time."""

    def __init__(self, desk: OrganisationDesk) -> None:
        self._desk = desk
        self._org = desk.org

    def wanted(self, event: Message, actor: Actor) -> bool:
        """Whether this line asks for it; of anybody else it is a line like any other."""
        return self._org.may_amend(actor.aad_id) and asks_for_organisation(event.text)

    async def answer(self, place: Place, actor: Actor) -> Answer:
        """The page of what can be changed. Raises StoreUnavailable."""
        refused = self._refused(place, actor)
        return refused or _shown(overview_card(self._org, await self._desk.standing()))

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press on one of these cards; never raises for what a sender may make up."""
        await self._desk.refresh()
        refused = self._refused(event.place, actor)
        if refused is not None:
            return refused
        given = {name: value[:MOST_TYPED].strip() for name, value in event.data.items()}
        match event.verb:
            case "organisation_part":
                return await self._part(given, now)
            case "organisation_form":
                return await self._form(given)
            case "amend_office" | "amend_office_sure" if given.get("act") == LEFT:
                return await self._left(given, actor, now, sure=event.verb == "amend_office_sure")
            case "amend_office" | "amend_office_sure":
                return await self._change(given, actor, now, sure=event.verb == "amend_office_sure")
        return await self.answer(event.place, actor)

    async def _part(self, given: dict[str, str], now: datetime) -> Answer:
        part = given.get("part", "")
        if part == "history":
            page = given.get("page", "")
            asked = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1
            return _shown(history_card(await self._desk.history(), asked, now, self._org))
        if part == LEFT:
            return _shown(left_card(await self._desk.leavers(), self._org))
        return await self._shown_part(part)

    async def _shown_part(self, part: str, done: str = "") -> Answer:
        standing = await self._desk.standing()
        if part not in PARTS:
            return _shown(overview_card(self._org, standing))
        return _shown(part_card(part, self._org, self._desk.filed, standing, done))

    async def _form(self, given: dict[str, str]) -> Answer:
        act, _, item = given.get("what", "").partition(":")
        try:
            wish = _wish({"act": act, "item": item})
            if wish.act == "back":
                step, seq = await self._desk.looked_at(wish)
                return _shown(confirm_card(step, wish, seq, self._org))
            return _shown(form_card(wish, self._org))
        except NotSo as reason:
            return await self._shown_part(given.get("part", ""), say("not", why=why_not(reason.key)))

    async def _change(self, given: dict[str, str], actor: Actor, now: datetime, *, sure: bool) -> Answer:
        try:
            wish = _wish(given)
        except NotSo:
            return await self._shown_part("")
        try:
            if not sure:
                step, seq = await self._desk.looked_at(wish)
                return _shown(confirm_card(step, wish, seq, self._org))
            await self._desk.change(wish, actor, now, _seq(given))
        except NotSo as reason:
            if reason.key == "moved":
                return await self._change(given, actor, now, sure=False)
            return await self._not(wish, reason.key)
        return await self._shown_part(_part(wish.item), done_line("changed"))

    async def _not(self, wish: Wish, why: str) -> Answer:
        """The form again, with why it cannot be; the part for what has no form."""
        if wish.act == "back" or why == "unknown":
            return await self._shown_part(_part(wish.item), say("not", why=why_not(why)))
        filled = Filled(name=wish.name, text=wish.text, ident=wish.person, why=why)
        return _shown(form_card(wish, self._org, filled))

    async def _left(self, given: dict[str, str], actor: Actor, now: datetime, *, sure: bool) -> Answer:
        typed, stays = given.get("person") or given.get("ident", ""), given.get("stays", "")
        if stays and not typed:
            gone = await self._desk.stays(stays)
            done = done_line("stays") if gone else ""
            return _shown(left_card(await self._desk.leavers(), self._org, done=done))
        name = hidden_in(given.get("name", "")).text
        goes = (now + timedelta(days=self._org.oversight.left_days)).astimezone(self._org.zone)
        try:
            person, name = person_in(typed), name_in(name)
            if not sure:
                standing = await self._desk.standing()
                steps = steps_without(person, self._org)
                day = full_day(goes.date())
                return _shown(leave_card(person, name, steps, day, standing.seq, self._org))
            leaver = await self._desk.leave(person, name, actor, now, _seq(given))
        except NotSo as reason:
            if reason.key == "moved":
                return await self._left(given, actor, now, sure=False)
            filled = Filled(name=name, ident=typed, why=reason.key)
            return _shown(left_card(await self._desk.leavers(), self._org, filled))
        day = full_day(leaver.goes_at.astimezone(self._org.zone).date())
        return _shown(left_card(await self._desk.leavers(), self._org, done=done_line(LEFT, day=day)))

    def _refused(self, place: Place, actor: Actor) -> Answer:
        if not self._org.may_amend(actor.aad_id):
            return Say(say("not_yours", whom=self._org.offices.fg.whom), refused="no_role")
        return None if place.scope == "personal" else Say(say("own_chat"), refused="elsewhere")


def _wish(given: dict[str, str]) -> Wish:
    """What a card brought back. Raises NotSo for what is no change."""
    act: Act | None = next((each for each in get_args(Act) if each == given.get("act")), None)
    item = given.get("item", "")
    if act is None or not _part(item):
        raise NotSo("unknown")
    text = given.get("text", "")
    return Wish(
        item,
        act,
        person=given.get("person") or given.get("ident", ""),
        name=hidden_in(given.get("name", "")).text,
        text=text if item.rpartition(".")[2] in NUMBERS else hidden_in(text).text,
    )


def _part(item: str) -> str:
    """The part of an item; "" for what is none."""
    return next((part for part in PARTS if item in items_of(part)), "")


def _seq(given: dict[str, str]) -> int:
    seq = given.get("seq", "")
    return int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 9 else -1


def _shown(card: Card) -> ShowCard:
    return ShowCard(card, summary())
