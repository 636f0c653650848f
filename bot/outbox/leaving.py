"""Takes away what the bot holds of somebody who left, once it was kept long enough; cases stay."""

import logging
from datetime import datetime

from bot.turns.links import person_row, taken_away
from bot.turns.talks import TABLE, partition, talk_row
from cases.desks.organisation_cards import history_years
from cases.desks.organisation_desk import OrganisationDesk
from cases.organisation import Organisation
from cases.ports import RowStore

log = logging.getLogger(__name__)


class Leaving:
    """Forgets people whose day has come, and changes of the organisation of long ago."""

    def __init__(self, store: RowStore, org: Organisation, desk: OrganisationDesk) -> None:
        self._store = store
        self._org = org
        self._desk = desk

    async def look(self, now: datetime) -> int:
        """Forget who left long enough ago; gives how many. Raises StoreUnavailable.

        The row that says that somebody left goes last: after a crash it is done again.
        """
        gone = 0
        for row, leaver in await self._desk.over(now):
            await forget(self._store, self._org, leaver.person)
            gone += await self._desk.forgotten(row)
        here = now.astimezone(self._org.zone)
        day = min(here.day, 28) if here.month == 2 else here.day
        await self._desk.wipe_before(here.replace(year=here.year - history_years(self._org), day=day))
        if gone:
            log.info("what was held of %d people who left is gone", gone)
        return gone


async def forget(store: RowStore, org: Organisation, aad_id: str) -> list[str]:
    """The address of somebody's chat and the conversation go, drafts and all; gives what was there."""
    chat = await taken_away(store, "links", org.key, person_row(aad_id))
    talk = await taken_away(store, TABLE, partition(org), talk_row(aad_id))
    return [name for name, went in (("chat", chat), ("conversation", talk)) if went]
