"""Looks at what is around the bot: whether Teams, the channels of the offices, the mail relay and the store answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.teams.events import NotLetIn, Place, TransientFailure
from bot.turns.links import channel_in_file
from cases.desks.troubles import Readings
from cases.organisation import OFFICES, Organisation
from cases.ports import StoreUnavailable


class AsksTeams(Protocol):
    """What is asked of Teams. Nothing is sent to anybody."""

    async def log_in(self) -> None:
        """Raises NotLetIn or TransientFailure."""

    async def who_is_in(self, place: Place) -> frozenset[str] | None:
        """Object ids, None when we are not let in. Raises TransientFailure."""

    def server_time(self) -> datetime | None:
        """What time it is there, if it said so."""


class Look:
    """`teams` is None when it cannot be asked, `mail_works` when no relay is set. `channel` is where an office is
    reached (raises StoreUnavailable), `writes` whether rows are written and read."""

    def __init__(
        self,
        org: Organisation,
        teams: AsksTeams | None,
        channel: Callable[[str], Awaitable[Place | None]],
        writes: Callable[[], Awaitable[bool]],
        mail_works: Callable[[], Awaitable[bool]] | None,
    ) -> None:
        self._org = org
        self._teams = teams
        self._channel = channel
        self._writes = writes
        self._mail_works = mail_works

    async def around(self) -> Readings:
        """What the checks of the source "around" look at. Never raises for what does not answer."""
        writes = await self._writes()
        mail = await self._mail_works() if self._mail_works is not None else None
        places, lost = dict[str, Place](), list[str]()
        for each in OFFICES:
            try:
                place = await self._channel(each)
            except StoreUnavailable:
                place = channel_in_file(each, self._org)
                if place is None:  # where it was linked to stands in the store
                    continue
            if place is None:
                lost.append(each)
            else:
                places[each] = place
        found = Readings(channels_lost=tuple(lost), writes=writes, mail=mail)
        return found if self._teams is None else await self._asked(self._teams, found, places)

    async def _asked(self, teams: AsksTeams, found: Readings, places: Mapping[str, Place]) -> Readings:
        """The same with what Teams says itself."""
        try:
            await teams.log_in()
        except NotLetIn:
            return replace(found, teams="refused")
        except TransientFailure:
            return replace(found, teams="silent")
        lost, of_others, answer = set(found.channels_lost), set[str](), found.teams
        for each, place in places.items():
            try:
                people = await teams.who_is_in(place)
            except TransientFailure:  # who does not answer now is not lost
                answer = "silent"
                continue
            if people is None:
                lost.add(each)
            elif people and people.isdisjoint(self._people_of(each)):
                of_others.add(each)
        return replace(
            found,
            channels_lost=tuple(each for each in OFFICES if each in lost),
            channels_of_others=tuple(each for each in OFFICES if each in of_others),
            teams=answer,
            server=teams.server_time(),
        )

    def _people_of(self, office: str) -> frozenset[str]:
        named = self._org.office(office)
        return frozenset(each.id for each in (*named.members, *named.deputies))
