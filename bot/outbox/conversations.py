"""What waits about a conversation: a draft that nobody touched ends, and who asked for it is reminded to tidy up."""

import logging
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot.outbox.lanes import Lanes
from bot.outbox.leases import Leases, Taken
from bot.outbox.told_time import may_go
from bot.set_aside import SetAside
from bot.teams.events import PermanentFailure, Teams, TransientFailure
from bot.teams.faults import caught
from bot.turns.links import Links
from bot.turns.talks import TABLE as TALKS_TABLE
from bot.turns.talks import Talks, gone_flows, partition
from cases.organisation import Organisation
from cases.ports import Conflict, Row, StoreUnavailable
from cases.register.messages import Due, DueKind
from dialogs.talk.presenting import Show

log = logging.getLogger(__name__)

BATCH = 100


class Conversations:
    """The part of the outbox that is about conversations. `failed` is told of what nobody foresaw."""

    def __init__(
        self,
        *,
        org: Organisation,
        lanes: Lanes,
        teams: Teams,
        links: Links,
        talks: Talks,
        aside: SetAside,
        leases: Leases,
        clock: Callable[[], datetime],
        failed: Callable[[Taken, Exception], Awaitable[int]],
    ) -> None:
        self._org = org
        self._lanes = lanes
        self._teams = teams
        self._links = links
        self._talks = talks
        self._aside = aside
        self._leases = leases
        self._clock = clock
        self._failed = failed
        self._works: Mapping[DueKind, Callable[[Taken], Coroutine[Any, Any, int]]] = {
            "tidy": self._tidy,
            "draft_gone": self._tell_gone,
        }

    async def begin(self, now: datetime, until: datetime) -> None:
        """Begin with what is due now, and whose moment has come by `until` too; each person is a lane."""
        where = partition(self._org)

        def lane(due: Due) -> Hashable:
            return where, due.to.key

        def waits(row: Row, due: Due) -> bool:
            return may_go(row, due, until) and lane(due) not in self._lanes

        for row, due in await self._aside.due(TALKS_TABLE, where, now, BATCH, lane, waits):
            # A second one for the same person is begun with the next round.
            self._lanes.begin(lane(due), partial(self._deal_with, row, due))

    async def _deal_with(self, row: Row, due: Due) -> int:
        if self._lanes.closing or await self._leases.put_off(TALKS_TABLE, row, due):
            return 0
        taken = await self._leases.take(TALKS_TABLE, row, due)
        if taken is None:
            return 0
        work = self._works.get(taken.due.kind, self._end_draft)(taken)
        return await caught(work, partial(self._failed, taken), passing=StoreUnavailable)

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
        now = self._clock().astimezone(self._org.zone)
        return await self._tell(taken, await self._talks.end_drafts(taken.due.to.name, taken.row, now))

    async def _tell_gone(self, taken: Taken) -> int:
        """What was wiped at night is told in the morning."""
        try:
            card = await self._talks.tell_gone(taken.row, gone_flows(taken.due))
        except Conflict:
            return 0
        return await self._tell(taken, card)

    async def _tell(self, taken: Taken, card: Show | None) -> int:
        """Tell the owner of a draft that it is gone."""
        aad_id = taken.due.to.name
        chat = await self._links.person(aad_id) if card is not None else None
        if card is None or chat is None:
            return 1
        try:
            await self._teams.send_to_person(chat, card.card, card.summary)
        except (TransientFailure, PermanentFailure) as failure:
            # The answers are gone either way; the person sees it at the next visit.
            log.warning("nobody could be told that a draft ended: %s", failure)
        return 1
