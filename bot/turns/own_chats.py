"""The own chat of somebody who is elsewhere: found or opened, and what is shown there without being asked there."""

import logging
from typing import Protocol

from bot.teams.events import Card, PermanentFailure, Person, Place, ShowCard, TransientFailure
from bot.turns.links import Links

log = logging.getLogger(__name__)


class Chats(Protocol):
    """The two calls of `bot.teams.events.Teams` that are needed here."""

    async def open_chat(self, service_url: str, tenant: str, teams_id: str) -> Place:
        """The personal chat with this person, made when there is none yet."""

    async def send_to_person(self, place: Place, card: Card, summary: str) -> str:
        """A new message in an existing personal chat; gives its message id."""


class OwnChats:
    """Opens own chats and speaks in them, as the direct answer to something that the person did elsewhere."""

    def __init__(self, teams: Chats, links: Links) -> None:
        self._teams = teams
        self._links = links

    async def of(self, person: Person, place: Place) -> Place | None:
        """The own chat of this person, opened when the bot never met them; None when Teams refuses.

        Then what is sent there waits until this person writes to the bot. `place` is where the person is now.
        """
        known = await self._links.person(person.aad_id)
        if known is not None:
            return known
        try:
            chat = await self._teams.open_chat(place.service_url, place.tenant, person.teams_id)
        except (TransientFailure, PermanentFailure) as failure:
            log.warning("a personal chat could not be opened: %s", failure)
            return None
        await self._links.note_person(person, chat)
        return chat

    async def show(self, chat: Place, answer: ShowCard) -> str | None:
        """Show this card there; gives the id of the message ("" when Teams tells none), None when it did not arrive."""
        try:
            return await self._teams.send_to_person(chat, answer.card, answer.summary)
        except (TransientFailure, PermanentFailure) as failure:
            log.warning("an answer did not reach the personal chat: %s", failure)
            return None
