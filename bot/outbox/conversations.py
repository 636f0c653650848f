"""What waits about a conversation: a draft that nobody touched ends, and who asked for it is reminded to tidy up."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.outbox.leases import Leases, Taken
from bot.set_aside import SetAside
from bot.teams.events import PermanentFailure, Teams, TransientFailure
from bot.teams.faults import caught
from bot.turns.links import Links
from bot.turns.talks import TABLE as TALKS_TABLE
from bot.turns.talks import Talks, partition
from cases.organisation import Organisation
from cases.ports import Conflict, StoreUnavailable

log = logging.getLogger(__name__)

BATCH = 100


class Conversations:
    """The part of the outbox that is about conversations. `failed` is told of what nobody foresaw."""

    def __init__(
        self,
        *,
        org: Organisation,
        teams: Teams,
        links: Links,
        talks: Talks,
        aside: SetAside,
        leases: Leases,
        clock: Callable[[], datetime],
        failed: Callable[[Taken, Exception], Awaitable[int]],
    ) -> None:
        self._org = org
        self._teams = teams
        self._links = links
        self._talks = talks
        self._aside = aside
        self._leases = leases
        self._clock = clock
        self._failed = failed

    async def tick(self, now: datetime) -> int:
        """Deal with what is due now; gives how much that was."""
        where = partition(self._org)
        handled = 0
        for row, _ in await self._aside.due(TALKS_TABLE, where, now, BATCH):
            taken = await self._leases.take(TALKS_TABLE, where, row)
            if taken is not None:
                work = self._tidy(taken) if taken.due.kind == "tidy" else self._end_draft(taken)
                handled += await caught(work, partial(self._failed, taken), passing=StoreUnavailable)
        return handled

    async def _tidy(self, taken: Taken) -> int:
        """The reminder each quarter to tidy up: sent, and only then set for the next quarter."""
        aad_id = taken.due.to.name
        show = await self._talks.tidy_card(aad_id, taken.row)
        chat = await self._links.person(aad_id) if show is not None else None
        if show is not None and chat is not None:
            try:
                await self._teams.send_to_person(chat, show.card, show.summary)
            except TransientFailure as failure:
                log.warning("nobody could be reminded to tidy up: %s", failure)
                return 0  # the lease runs out, then it is tried again
            except PermanentFailure as failure:
                log.warning("nobody can be reminded to tidy up: %s", failure)
        try:
            await self._talks.tidied(aad_id, taken.row, self._clock().astimezone(self._org.zone))
        except Conflict:
            return 0  # a turn came between: looked at again when the lease runs out
        return 1

    async def _end_draft(self, taken: Taken) -> int:
        """A draft nobody touched is wiped and its owner told; one that was touched waits on."""
        aad_id = taken.due.to.name
        card = await self._talks.end_drafts(aad_id, taken.row, self._clock().astimezone(self._org.zone))
        chat = await self._links.person(aad_id) if card is not None else None
        if card is None or chat is None:
            return 1
        try:
            await self._teams.send_to_person(chat, card.card, card.summary)
        except (TransientFailure, PermanentFailure) as failure:
            # The answers are gone either way; the person sees it at the next visit.
            log.warning("nobody could be told that a draft ended: %s", failure)
        return 1
