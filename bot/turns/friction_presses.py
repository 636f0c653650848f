"""Where the policy hurts, in Teams: the FG types it and sees counts, in the own chat or in the FG's channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.teams.events import Answer, CardAction, Message, Place, Say, ShowCard
from bot.turns.links import Links
from cards.words import words_beside
from cases.desks.friction import counts_from, friction
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.people import Actor
from dialogs.commands.friction import asks_for_friction, friction_shown, friction_summary

say = words_beside(__file__)


class FrictionPresses:
    """Answers the question of the FG. `registers` are those whose entries are counted."""

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
        """Whether this line asks for it; of anybody but the FG it is a line like any other."""
        return "fg" in actor.roles and asks_for_friction(event.text)

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The card for the FG; a line for everybody else. Raises StoreUnavailable."""
        if "fg" not in actor.roles:
            return Say(say("fg_only", whom=self._org.offices.fg.whom), refused="no_role")
        return await self.answer(event.place, now)

    async def answer(self, place: Place, now: datetime) -> Answer:
        """The card with the counts. Raises StoreUnavailable."""
        if place.scope != "personal" and "fg" not in await self._links.offices_here(place):
            return Say(say("elsewhere", whom=self._org.offices.fg.whom), refused="elsewhere")
        begin = counts_from(now, self._org)
        entries = [
            entry for register in self._registers.values() for entry in await register.reported_since(begin)
        ]
        private = place.scope == "personal"
        card = friction_shown(friction(entries, begin), now, self._org, private=private)
        return ShowCard(card, friction_summary())
