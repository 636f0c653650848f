"""Typed lines with which an office opens a register, or begins an entry in one: the same in every place."""

import re
from datetime import datetime

from bot.teams.events import Answer, Message, Place
from bot.turns.absences import Absences
from bot.turns.entry_presses import EntryPresses
from bot.turns.friction_presses import FrictionPresses
from bot.turns.held import Held
from bot.turns.organisation_presses import OrganisationPresses
from bot.turns.register_check import RegisterCheck
from bot.turns.register_presses import RegisterPresses
from bot.turns.viewings import Viewings
from cases.people import Actor
from dialogs.commands.wants import ShowCase, ShowOverviews

_DIGIT = re.compile(r"\d")


class TypedCommands:
    """Answers a command about some register."""

    def __init__(
        self,
        register: RegisterPresses,
        entries: EntryPresses,
        friction: FrictionPresses,
        check: RegisterCheck,
        absences: Absences,
        viewings: Viewings,
        organisation: OrganisationPresses,
        held: Held,
    ) -> None:
        self._register = register
        self._entries = entries
        self._friction = friction
        self._check = check
        self._absences = absences
        self._viewings = viewings
        self._organisation = organisation
        self._held = held

    async def answer(self, event: Message, actor: Actor, now: datetime, *, in_flow: bool) -> Answer:
        """The answer to a command about some register; None when the line is none."""
        if self._friction.wanted(event, actor):
            return await self._friction.answer(event.place, actor, now)
        if self._check.wanted(event, actor):
            return await self._check.answer(event.place, actor)
        away = self._absences.wanted(event, actor, now)
        if away is not None:
            return await self._absences.answer(away, event.place, actor, now)
        number = self._viewings.wanted(event, actor)
        if number is not None:
            return await self._viewings.answer(number, event.place, actor, now)
        if self._organisation.wanted(event, actor):
            return await self._organisation.answer(event.place, actor)
        if self._held.wanted(event):
            return self._held.offered()
        register = self._entries.wanted(event, actor)
        if register is not None:
            return await self._entries.answer(register, event.place, actor, now)
        wanted = self._register.wanted(event, actor, now, in_flow=in_flow)
        if wanted is None:
            return None
        beside = wanted if isinstance(wanted, ShowCase) and wanted.beside else None
        if beside is not None and not await self._register.opens(beside, event.place, actor):
            return None  # it is named in a sentence: who may not see it goes on talking
        return await self._register.answer(wanted, event.place, actor, now)

    async def given_to_all(self, event: Message, actor: Actor, now: datetime) -> str:
        """The case that this line names, of which everybody may know something and this person not all; else ""."""
        if _DIGIT.search(event.text) is None:
            return ""  # no number of a case is without one
        wanted = self._register.wanted(event, actor, now, in_flow=True)
        if not isinstance(wanted, ShowCase) or not self._register.gives_all(wanted.number):
            return ""
        return "" if await self._register.opens(wanted, event.place, actor) else wanted.number

    async def wish(self, text: str, place: Place, actor: Actor, now: datetime) -> Answer:
        """What a whole sentence of an officer asks of the registers."""
        return await self._register.answer(self._register.wish(text, actor, now), place, actor, now)

    async def overviews(self, place: Place, actor: Actor, now: datetime) -> Answer:
        """Which registers this person can open here."""
        return await self._register.answer(ShowOverviews(), place, actor, now)
