"""Sends side by side what does not depend on each other: what is slow holds up its own lane and nothing else.

A lane is what goes in order: the messages about one case, its mails apart. Only so many at once go to one
destination (a channel, a chat, the mail relay), so that one which hangs leaves the others their places.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractAsyncContextManager

AT_ONCE = 8
"""So many messages at once to one destination."""

PATIENCE_SECONDS = 2.0
"""So long a round waits for its lanes; what takes longer goes on beside the next rounds."""


class Lanes:
    """What is being sent. `late` is called when a lane ends after its round, and did something.

    `now` counts seconds and never goes back.
    """

    def __init__(self, late: Callable[[], None], now: Callable[[], float] = time.monotonic) -> None:
        self._late = late
        self._now = now
        self._running: dict[Hashable, asyncio.Task[int]] = {}
        self._began: dict[Hashable, float] = {}
        self._places: dict[Hashable, asyncio.Semaphore] = {}
        self._fresh: list[asyncio.Task[int]] = []
        self._ended: list[asyncio.Task[int]] = []
        self._waiting = 0
        self.closing = False
        """Whether a lane must end after the message that it is at."""

    def __contains__(self, lane: Hashable) -> bool:
        """Whether this lane is still under way."""
        return lane in self._running

    def begin(self, lane: Hashable, work: Callable[[], Awaitable[int]]) -> None:
        """Have this done beside the rest; it gives how many messages it dealt with. A lane that runs is left alone."""
        if lane in self._running:
            return
        task = asyncio.ensure_future(work())
        self._running[lane], self._began[lane] = task, self._now()
        self._fresh.append(task)
        task.add_done_callback(lambda ended: self._end(lane, ended))

    def place(self, destination: Hashable) -> AbstractAsyncContextManager[None]:
        """One of the places for this destination."""
        return self._places.setdefault(destination, asyncio.Semaphore(AT_ONCE))

    async def handled(self) -> int:
        """How much was dealt with since this was asked last; what began since then is waited for, a while. Raises what
        a lane raised."""
        begun, self._fresh = self._fresh, []
        if begun:
            self._waiting += 1
            try:
                await asyncio.wait(begun, timeout=PATIENCE_SECONDS)
                await asyncio.sleep(0)  # what ended is noted down
            finally:
                self._waiting -= 1
        ended, self._ended = self._ended, []
        if not self._running:  # nobody holds a place: what is not used any more need not be kept
            self._places.clear()
        return sum([task.result() for task in ended])

    async def ended(self) -> None:
        """When no lane runs any more. What one raised is for who asks what was handled."""
        while self._running:
            await asyncio.wait(list(self._running.values()))
            await asyncio.sleep(0)

    @property
    def longest_seconds(self) -> float:
        """How long the oldest lane has been under way."""
        return self._now() - min(self._began.values(), default=self._now())

    def _end(self, lane: Hashable, task: asyncio.Task[int]) -> None:
        del self._running[lane], self._began[lane]
        if task.cancelled():
            return
        self._ended.append(task)
        fault = task.exception()  # told by who asks what was handled
        if not self._waiting and fault is None and task.result():
            self._late()
