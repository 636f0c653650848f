"""Where the policy hurts, in Teams: FG and PO type it and see counts, in the own chat or in the FG's channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.teams.events import Answer, CardAction, Message, Place, Say, ShowCard
from bot.turns.links import Links
from cards.words import words_beside
from cases.desks.friction import FRICTION_FOR, counts_from, friction
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.people import Actor
from dialogs.commands.friction import asks_for_friction, friction_shown, friction_summary

say = words_beside(__file__)


class FrictionPresses:
    """Answers that question. `registers` are those whose entries are counted."""

    def __init__(
        self,
        *,
        org: Organisation,
        registers: Mapping[str, RegisterDesk[Any]],
        links: Links,
    ) -> None:
        self._org = org
        self._registers = registers
        self._links = links

    def wanted(self, event: Message, actor: Actor) -> bool:
        """Whether this line of somebody of an office asks for it; of others it is a line like any other."""
        return bool(actor.roles) and asks_for_friction(event.text)

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The card for who may read it; a line for everybody else. Raises StoreUnavailable."""
        return await self.answer(event.place, actor, now)

    async def answer(self, place: Place, actor: Actor, now: datetime) -> Answer:
        """The card with the counts, or the line that says whom it is for. Raises StoreUnavailable."""
        if FRICTION_FOR.isdisjoint(actor.roles):
            offices = self._org.offices
            return Say(say("not_for_you", fg=offices.fg.whom, po=offices.po.whom), refused="no_role")
        if place.scope != "personal" and "fg" not in await self._links.offices_here(place):
            return Say(say("elsewhere", whom=self._org.offices.fg.whom), refused="elsewhere")
        begin = counts_from(now, self._org)
        entries = [
            entry for register in self._registers.values() for entry in await register.reported_since(begin)
        ]
        private = place.scope == "personal"
        leads_on = private and "fg" in actor.roles
        card = friction_shown(friction(entries, begin), now, self._org, leads_on=leads_on)
        return ShowCard(card, friction_summary())
