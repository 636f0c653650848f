"""Whether the store takes rows: a small row is written again now and then, when somebody asks whether we are ready."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from cases.ports import ANY_ETAG, Conflict, Insert, Replace, RowStore, StoreUnavailable

log = logging.getLogger(__name__)

KEY = "heartbeat"

GOOD_FOR_SECONDS = 10.0
"""So long a written row is only read again; after a failure it is tried every time, so that it heals at once."""

WAIT_SECONDS = 8.0
"""Longer than a store may be held by another process (storage/sqlite_rows.py) and a retry on Azure takes."""


class Heartbeat:
    """Writes the row in the partition of an organisation. `now` counts seconds and never goes back."""

    def __init__(
        self, store: RowStore, partition: str, clock: Callable[[], datetime], now: Callable[[], float]
    ) -> None:
        self._store = store
        self._partition = partition
        self._clock = clock
        self._now = now
        self._good_until = float("-inf")
        self._asking = asyncio.Lock()

    async def beats(self) -> bool:
        """Whether a row could be written and read just now. Who asks while somebody else does waits for the same
        answer."""
        async with self._asking:
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    fresh = self._now() < self._good_until
                    if not fresh:
                        await self._write()
                    await self._store.get("links", self._partition, KEY)
                    if fresh:
                        return True
            except StoreUnavailable as error:
                log.warning("no row can be written: %s", error)
                self._good_until = float("-inf")
                return False
            except TimeoutError:
                log.warning("no row can be written: no answer within %.0f s", WAIT_SECONDS)
                self._good_until = float("-inf")
                return False
            self._good_until = self._now() + GOOD_FOR_SECONDS
            return True

    async def _write(self) -> None:
        value = json.dumps({"at": self._clock().astimezone(UTC).isoformat()})
        # Whoever writes last is right: the row only tells that rows can be written.
        try:
            await self._store.commit("links", self._partition, [Replace(KEY, value, ANY_ETAG)])
        except Conflict:
            try:
                await self._store.commit("links", self._partition, [Insert(KEY, value)])
            except Conflict:  # another instance made it in between
                await self._store.commit("links", self._partition, [Replace(KEY, value, ANY_ETAG)])
