"""Making an entry by hand in Teams: what the office that keeps a register types and presses for a new one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.teams.events import Answer, CardAction, Message, Place, Say, ShowCard
from bot.turns.budget import Budget
from bot.turns.links import Links, viewer_of
from bot.turns.press import refusal
from cards.view import Button
from cards.words import words_beside
from cases.desks.case_desk import CaseDesk, draft_key
from cases.desks.desks import Desks
from cases.organisation import OFFICES, Organisation
from cases.people import Actor
from cases.register.case import KeptCase
from cases.register.forms import EMPTY, Filling
from cases.register.life import Deed, Refused
from cases.register.register import OPEN_NOW, ByHand
from dialogs.answers import read_fields
from dialogs.commands.new_entry import read_new_entry

say = words_beside(__file__)

SPOKEN = ("refused",)
"""Words that are looked up by what cannot be kept."""


MOST_OPEN = 3
"""So many of what is open a form shows."""


class EntryPresses:
    """Answers the wish for a new entry, and what was filled in. `new_id` gives ids for new forms."""

    def __init__(
        self,
        *,
        org: Organisation,
        desks: Desks,
        links: Links,
        wake: Callable[[], None],
        new_id: Callable[[], str],
        budget: Budget,
    ) -> None:
        self._org = org
        self._desks = desks
        self._registers = tuple(each.register for each in desks)
        self._links = links
        self._wake = wake
        self._budget = budget
        self._new_id = new_id

    def wanted(self, event: Message, actor: Actor) -> str | None:
        """The register that this line wants a new entry of, or None when it is for something else.

        Of a colleague "a new processing" is a question about the policy.
        """
        return read_new_entry(event.text, self._registers) if actor.roles else None

    async def answer(self, register: str, place: Place, actor: Actor, now: datetime) -> Answer:
        """The form for a new entry; a kind line for a register that has none."""
        found = self._desks.by_hand(register)
        if found is None:
            return refusal(place, say("no_such.title"), say("no_such.text"), _menu(), why="unknown")
        desk, made = found
        if actor.roles.isdisjoint(made.keepers):
            return self._not_yours(made, place)
        if (elsewhere := await self._not_here(place)) is not None:
            return elsewhere
        filling = await self._open_now(desk) if made.tells_open else EMPTY
        return ShowCard(made.card(self._new_id(), now, self._org, filling), made.title)

    async def _open_now(self, desk: CaseDesk[Any]) -> Filling:
        open_now = [each.number for each in await desk.newest(MOST_OPEN) if each.is_open]
        return Filling(given={OPEN_NOW: ",".join(open_now)})

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press for a form or on one; never raises for what a sender may make up."""
        register = event.data.get("register", "")
        found = self._desks.by_hand(register)
        if event.verb == "new_record_form" or found is None:
            return await self.answer(register, event.place, actor, now)
        desk, made = found
        if actor.roles.isdisjoint(made.keepers):
            return self._not_yours(made, event.place)
        if (elsewhere := await self._not_here(event.place)) is not None:
            return elsewhere
        return await self._file(desk, made, event, Deed(actor, now, self._org))

    async def _file(self, desk: CaseDesk[Any], made: ByHand[Any], event: CardAction, deed: Deed) -> Answer:
        """The entry that was filled in, or the form again with what is wrong."""
        draft_id = event.data.get("draft", "")[:64]
        known = await desk.filed_as(draft_id)
        if known is not None:
            return await self._shown(desk, known, event, deed)
        if not draft_key(draft_id):
            draft_id = self._new_id()  # a made-up one is none of ours
        reading = read_fields(made.fields, event.data)
        wrong = {each.field: _sentence(desk, each.key, each.values) for each in reading.problems}
        wrong |= {
            each.id: _sentence(desk, "niet_bekend", {})
            for each in made.fields
            if each.names
            and each.id not in wrong
            and await self._desks.missing(reading.values.get(each.id, ""), "", deed.actor)
        }
        if not wrong:
            try:
                self._budget.tell(deed.actor)
                entry = await desk.file(
                    lambda number: made.make(reading.values, number, draft_id, deed),
                    draft_id=draft_id,
                    reporter=deed.actor,
                    now=deed.now,
                )
            except Refused as refused:
                wrong = {refused.field: _sentence(desk, refused.key, {})}
            else:
                self._wake()
                return await self._shown(desk, entry, event, deed)
        filling = Filling(values=reading.values, errors=wrong)
        return ShowCard(made.card(draft_id, deed.now, self._org, filling), made.title)

    async def _shown(self, desk: CaseDesk[Any], entry: KeptCase, event: CardAction, deed: Deed) -> Answer:
        register, viewer = desk.register, await viewer_of(event.place, deed.actor, self._links)
        card = register.cards.living(entry, deed.now, self._org, viewer)
        return ShowCard(card, register.cards.summary(entry, deed.now, self._org))

    async def _not_here(self, place: Place) -> Answer:
        """What is said where nobody knows who reads along; None in an own chat and in the channel of an office."""
        if place.scope == "personal" or await self._links.offices_here(place):
            return None
        return Say(say("other_channel", offices=self._named(OFFICES)), refused="elsewhere")

    def _not_yours(self, made: ByHand[Any], place: Place) -> Answer:
        text = say("not_yours.text", offices=self._named(made.keepers))
        return refusal(place, say("not_yours.title"), text, _menu(), why="no_role")

    def _named(self, offices: Iterable[str]) -> str:
        """These offices by name, in the order in which the house names them."""
        among = set(offices)
        return ", ".join(self._org.office(each).name for each in OFFICES if each in among)


def _sentence(desk: CaseDesk[Any], key: str, values: Mapping[str, object]) -> str:
    try:
        return desk.register.refusals(key)
    except LookupError:
        return say(f"refused.{key}", **values)


def _menu() -> Button:
    return Button(say("menu"), "menu")
