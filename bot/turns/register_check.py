"""Looks through all registers for the FG, who types it in the own chat or in the FG's channel."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.teams.events import Answer, Message, Place, Say, ShowCard
from bot.turns.links import Links
from cards.words import words_beside
from cases.desks.register_desk import RegisterDesk
from cases.desks.whole_register import check_register
from cases.organisation import Organisation
from cases.people import Actor
from dialogs.commands.register_check import asks_for_check, check_shown, check_summary, too_large

say = words_beside(__file__)

SECONDS = 9.0
"""Teams waits some fifteen for an answer. What takes longer is done with `verify`, beside the bot."""


class RegisterCheck:
    """Answers the question of the FG. `registers` are those that are looked through."""

    def __init__(
        self, *, org: Organisation, registers: Mapping[str, RegisterDesk[Any]], links: Links
    ) -> None:
        self._org = org
        self._registers = registers
        self._links = links

    def wanted(self, event: Message, actor: Actor) -> bool:
        """Whether this line of somebody of an office asks for it; of others it is a line like any other."""
        return bool(actor.roles) and asks_for_check(event.text)

    async def answer(self, place: Place, actor: Actor) -> Answer:
        """What was found, in counts and numbers, for the FG alone. Raises StoreUnavailable."""
        if "fg" not in actor.roles:
            return Say(say("fg_only", whom=self._org.offices.fg.whom), refused="no_role")
        if place.scope != "personal" and "fg" not in await self._links.offices_here(place):
            return Say(say("elsewhere", whom=self._org.offices.fg.whom), refused="elsewhere")
        try:
            async with asyncio.timeout(SECONDS):
                found = [(each.register, await check_register(each)) for each in self._registers.values()]
        except TimeoutError:
            return Say(too_large())
        sealed = all(bool(each.seals) for each in self._registers.values())
        return ShowCard(check_shown(found, sealed=sealed), check_summary())
