"""Does what recurs: the digest of an office goes to its channel, and what was kept long enough is destroyed."""

import contextlib
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.teams.events import Place, Teams
from bot.turns.links import Links
from cases.desks.chores import Chore, chores_of, due_of, next_moment, still_useful
from cases.desks.digest import digest, of_office
from cases.desks.purge import Purge
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.ports import Conflict, Insert, RowStore
from cases.register.messages import due_key
from cases.terms import later

log = logging.getLogger(__name__)

MORE_SECONDS = 5
"""When there is more to destroy than goes in one turn, it goes on so much later."""


class NoChannel(Exception):
    """The office has no channel, yet."""


class Chores:
    """Plans the chores of all registers, and does one when its moment has come."""

    def __init__(
        self,
        store: RowStore,
        org: Organisation,
        teams: Teams,
        links: Links,
        registers: Mapping[str, RegisterDesk[Any]],
    ) -> None:
        self._store = store
        self._org = org
        self._teams = teams
        self._links = links
        self._registers = registers

    async def plan(self, now: datetime) -> None:
        """Write the first row of each chore that was never planned; who is later finds it there."""
        for desk in self._registers.values():
            for chore in chores_of(desk.register, self._org):
                if await self._store.get("cases", desk.partition, chore.key) is not None:
                    continue
                at = next_moment(chore, now, self._org)
                due = due_of(chore, at)
                first = [Insert(chore.key, "{}"), Insert(due_key(at, due), due.model_dump_json())]
                with contextlib.suppress(Conflict):  # another instance did the same
                    await self._store.commit("cases", desk.partition, first)

    async def do(self, register: str, chore: Chore, now: datetime) -> datetime:
        """Do it, and give its next moment. Raises NoChannel, TransientFailure, PermanentFailure or StoreUnavailable."""
        if chore.name == "purge":
            return await self._purge(register, chore, now)
        if still_useful(chore, now, self._org):
            await self._tell(register, chore.to, now)
        return next_moment(chore, now, self._org)

    async def _tell(self, register: str, office: str, now: datetime) -> None:
        """Nothing open: no card."""
        desk = self._registers[register]
        entries = of_office(await desk.open_entries(), office)
        if not entries:
            return
        channel: Place | None = await self._links.office(office)
        if channel is None:
            raise NoChannel
        await self._teams.post_to_channel(channel, *digest(entries, desk.register, now, self._org))

    async def _purge(self, register: str, chore: Chore, now: datetime) -> datetime:
        count, more = await Purge(self._store, self._org, self._registers[register].register).run(now)
        if count:
            log.info(
                "%d closed cases of the register %s were past their term and are destroyed", count, register
            )
        return later(now, seconds=MORE_SECONDS) if more else next_moment(chore, now, self._org)
