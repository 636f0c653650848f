"""A loop that runs beside the turns until the house closes, outlives a store that is away, and is started again when
it dies of something that nobody foresaw."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.teams.faults import keep_running
from cases.ports import StoreUnavailable

log = logging.getLogger(__name__)


HUNG_AFTER = 300.0
"""Seconds: a round that takes longer will not end by itself. Sending has its own limits, far below this."""


class KeptLoop:
    """Calls `tick`, at once again while it gives a number above 0, else after `seconds` or when woken."""

    def __init__(
        self,
        name: str,
        tick: Callable[[], Awaitable[int]],
        seconds: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._tick = tick
        self._seconds = seconds
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._fell = False
        self._now = now
        self._began: float | None = None

    def wake(self) -> None:
        """There is something to do now."""
        self._woken.set()

    @property
    def alive(self) -> bool:
        """Whether the loop runs, its last round did not die, and the one under way does not hang."""
        return self._task is not None and not self._task.done() and not self._fell and not self.hangs

    @property
    def hangs(self) -> bool:
        """Whether the round that is under way takes so long that only a new start helps."""
        return self._began is not None and self._now() - self._began > HUNG_AFTER

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The loop beside whatever happens inside; at the end the round that is under way is finished first."""
        self._task = asyncio.create_task(keep_running(self._name, self._rounds, self._after_a_fall))
        try:
            yield
        finally:
            self._stopping = True
            self._woken.set()
            await self._task

    async def _rounds(self) -> None:
        while not self._stopping:
            self._woken.clear()
            try:
                self._began = self._now()
                handled = await self._tick()
                self._fell = False
            except StoreUnavailable as reason:
                log.warning("the store does not answer; the %s tries again (%s)", self._name, reason)
                handled = 0
            finally:
                self._began = None
            if handled == 0:
                await self._rest()

    async def _after_a_fall(self) -> None:
        """Not at once, so that a fault which stays does not keep the machine busy."""
        self._fell = True
        if not self._stopping:
            self._woken.clear()
            await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
