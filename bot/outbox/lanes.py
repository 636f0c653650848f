"""Sends side by side what does not depend on each other: what is slow holds up its own lane and nothing else.

A lane is what goes in order: the messages about one case, its mails apart. A message that takes long leaves its lane,
and what need not wait for it (bot/outbox/order.py) goes on. Only so many at once go to one destination (a channel, a
chat, the mail relay), so that one which hangs leaves the others their places.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from cases.register.messages import Due

Work = Callable[[], Coroutine[Any, Any, int | None]]
"""Gives how many messages it dealt with; None when the rest of its lane is somebody else's."""

AT_ONCE = 8
"""So many messages at once to one destination."""

PATIENCE_SECONDS = 2.0
"""So long a round waits for its lanes, and a lane for a message; what takes longer goes on beside the next ones."""


class Lanes:
    """What is being sent. `late` is called when a lane ends after its round, and did something.

    `now` counts seconds and never goes back.
    """

    def __init__(self, late: Callable[[], None], now: Callable[[], float] = time.monotonic) -> None:
        self._late = late
        self._now = now
        self._running: dict[Hashable, asyncio.Task[int | None]] = {}
        self._began: dict[Hashable, float] = {}
        self._slow: dict[Hashable, list[Due]] = {}
        self._places: dict[Hashable, asyncio.Semaphore] = {}
        self._queueing: set[asyncio.Task[Any] | None] = set()
        self._placed: dict[asyncio.Task[Any] | None, float] = {}
        self._fresh: list[asyncio.Task[int | None]] = []
        self._ended: list[asyncio.Task[int | None]] = []
        self._waiting = 0
        self.closing = False
        """Whether a lane must end after the message that it is at."""

    def __contains__(self, lane: Hashable) -> bool:
        """Whether this lane is still under way."""
        return lane in self._running

    def begin(self, lane: Hashable, work: Work) -> None:
        """Have this done beside the rest. A lane that runs is left alone."""
        if lane in self._running:
            return
        task = asyncio.create_task(work())
        self._running[lane], self._began[lane] = task, self._now()
        self._fresh.append(task)
        task.add_done_callback(lambda ended: self._end(lane, ended))

    async def patiently(self, lane: Hashable, due: Due, work: Work) -> int | None:
        """Do this in its lane, and give what it gives; 0 when it takes so long that it goes on beside its lane, where
        it counts as slow until it ends. Raises what it raises before that."""
        began, task = self._now(), asyncio.create_task(work())
        ended, _ = await asyncio.wait([task], timeout=PATIENCE_SECONDS)
        if ended:
            return task.result()
        beside = lane, task
        self._running[beside], self._began[beside] = task, began
        self._slow.setdefault(lane, []).append(due)

        def end(ended: asyncio.Task[int | None]) -> None:
            self._slow[lane].remove(due)
            if not self._slow[lane]:
                del self._slow[lane]
            self._end(beside, ended)

        task.add_done_callback(end)
        return 0

    def slow(self, lane: Hashable) -> Sequence[Due]:
        """What takes long of this lane, and is still under way."""
        return self._slow.get(lane, ())

    @asynccontextmanager
    async def place(self, destination: Hashable) -> AsyncIterator[None]:
        """One of the places for this destination."""
        task, places = (
            asyncio.current_task(),
            self._places.setdefault(destination, asyncio.Semaphore(AT_ONCE)),
        )
        self._queueing.add(task)
        try:
            await places.acquire()
        finally:
            self._queueing.discard(task)
        self._placed[task] = self._now()
        try:
            yield
        finally:
            del self._placed[task]
            places.release()

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
        return sum([task.result() or 0 for task in ended])

    async def ended(self) -> None:
        """When no lane runs any more. What one raised is for who asks what was handled."""
        while self._running:
            await asyncio.wait(list(self._running.values()))
            await asyncio.sleep(0)

    @property
    def longest_seconds(self) -> float:
        """How long the oldest lane, or slow message, has been under way; who stands in a queue for a place does not
        hang."""
        at_work = [
            self._placed.get(task, self._began[each])
            for each, task in self._running.items()
            if task not in self._queueing
        ]
        return self._now() - min(at_work, default=self._now())

    def _end(self, lane: Hashable, task: asyncio.Task[int | None]) -> None:
        del self._running[lane], self._began[lane]
        if task.cancelled():
            return
        self._ended.append(task)
        fault = task.exception()  # told by who asks what was handled
        if not self._waiting and fault is None and task.result():
            self._late()
