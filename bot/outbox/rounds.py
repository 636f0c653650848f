"""Looks at the outboxes of many organisations in one loop: at each when something of it is due, when its rows were
written, and now and then. One that is slow or fails holds up no other.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.outbox.kept_loop import HUNG_AFTER
from bot.teams.faults import caught, place_of
from cases.ports import RowStore, StoreUnavailable
from storage.astir import MARKED_FOR, READ_BACK, marked, marks, sweep

log = logging.getLogger(__name__)

AT_LEAST_EVERY = 3600.0
"""Seconds: so often an organisation is looked at of which nothing is due or written, for what recurs each hour."""

ASTIR_FOR = MARKED_FOR.total_seconds() + 30.0
"""Seconds: so long after a new mark its organisation is looked at in every round. What is written under a mark comes
within its minute, or a little later when the store was slow."""

UNREAD_FOR = READ_BACK - MARKED_FOR
"""Whose rounds were so far apart, or whose clock jumped so far, may have missed a mark."""

AT_ONCE = 8
"""So many organisations are looked at side by side."""

ROUTINE = 50
"""So many are looked at in one round only because it is time again."""

SWEEP_EVERY = 600.0


class Looked(Protocol):
    """The outbox of one organisation, as the loop sees it."""

    async def round(self) -> int:
        """Send what is due; gives how much was dealt with. Raises StoreUnavailable."""

    async def next_due(self) -> datetime | None:
        """When the first of what waits is due, perhaps already; None when nothing waits. Raises StoreUnavailable."""


class Rounds:
    """Runs in every instance. `now` counts seconds and never goes back; `rows` is the store itself, for its marks."""

    def __init__(
        self,
        outboxes: Mapping[str, Looked],
        rows: RowStore,
        *,
        clock: Callable[[], datetime],
        now: Callable[[], float],
        seconds: float,
    ) -> None:
        """`outboxes` by the key of their organisation; `seconds` is the rhythm."""
        self._outboxes = outboxes
        self._rows = rows
        self._clock = clock
        self._now = now
        self._seconds = seconds
        self._places = asyncio.Semaphore(AT_ONCE)
        self._written = set[str]()
        self._due = dict[str, datetime]()
        self._astir = dict[str, float]()
        self._seen = set[str]()
        self._looking = dict[str, asyncio.Task[int]]()
        self._began = dict[str, float]()
        self._sweep_at = now() + SWEEP_EVERY
        self._read = clock(), now()
        # Spread over the hour, so that a thousand do not come at one moment; the first look comes in the first minute.
        self._again = dict.fromkeys(outboxes, float("-inf"))
        self._every = {
            key: AT_LEAST_EVERY * (place + 1) / len(outboxes) for place, key in enumerate(outboxes)
        }

    def written(self, key: str) -> None:
        """Rows of this organisation were written here: it is looked at in the next round."""
        if key in self._outboxes:
            self._written.add(key)

    @property
    def hangs(self) -> bool:
        """Whether a look takes so long that only a new start helps."""
        return any(self._now() - began > HUNG_AFTER for began in self._began.values())

    async def finished(self) -> None:
        """No round comes any more: what is being sent is finished."""
        await asyncio.gather(*self._looking.values(), return_exceptions=True)

    async def tick(self) -> int:
        """One round; gives how many messages were dealt with. Raises StoreUnavailable."""
        now, at = self._clock(), self._now()
        await self._read_marks(now, at)
        handled, away = await self._ended()
        for key in self._wanted(now, at):
            self._written.discard(key)
            self._looking[key] = asyncio.create_task(self._look(key))
        if self._looking:
            # Who takes longer than the rhythm goes on by itself.
            await asyncio.wait(self._looking.values(), timeout=self._seconds)
        more, away_now = await self._ended()
        if away := away or away_now:
            raise away
        return handled + more

    async def _read_marks(self, now: datetime, at: float) -> None:
        """Who has a new mark is looked at for a while; everybody, after a time in which marks came and went unread."""
        found = await marks(self._rows, now)
        if abs(now - self._read[0]) > UNREAD_FOR or at - self._read[1] > UNREAD_FOR.total_seconds():
            self._again = dict.fromkeys(self._outboxes, float("-inf"))
        self._read = now, at
        for mark in found:
            if mark not in self._seen:
                self._astir[marked(mark)] = at + ASTIR_FOR
        self._seen = set(found)
        self._astir = {key: until for key, until in self._astir.items() if until > at}
        if at >= self._sweep_at:
            self._sweep_at = at + SWEEP_EVERY
            await sweep(self._rows, now)

    def _wanted(self, now: datetime, at: float) -> Sequence[str]:
        routine, wanted = 0, list[str]()
        for key in self._outboxes:
            if key in self._looking:
                continue
            due = self._due.get(key)
            if key in self._written or key in self._astir or (due is not None and due <= now):
                wanted.append(key)
            elif self._again[key] <= at and routine < ROUTINE:
                routine += 1
                wanted.append(key)
        return wanted

    async def _look(self, key: str) -> int:
        async with self._places:
            self._began[key] = self._now()
            try:
                return await caught(self._looked(key), partial(self._fell, key), passing=StoreUnavailable)
            finally:
                del self._began[key]

    async def _looked(self, key: str) -> int:
        outbox = self._outboxes[key]
        handled = await outbox.round()
        due = await outbox.next_due()
        if due is None:
            self._due.pop(key, None)
        else:
            self._due[key] = due
        first = self._again[key] == float("-inf")
        self._again[key] = self._now() + (self._every[key] if first else AT_LEAST_EVERY)
        return handled

    async def _fell(self, key: str, fault: Exception) -> int:
        """Something unforeseen in one organisation: it is tried again in the next round."""
        log.error("the outbox of %s failed of %s at %s", key, type(fault).__name__, place_of(fault))
        self._written.add(key)
        return 0

    async def _ended(self) -> tuple[int, StoreUnavailable | None]:
        """What the looks dealt with that ended by now, and whether the store was away for one."""
        handled, away = 0, None
        for key in [key for key, task in self._looking.items() if task.done()]:
            try:
                handled += await self._looking.pop(key)
            except StoreUnavailable as reason:
                self._written.add(key)
                away = reason
        return handled, away
