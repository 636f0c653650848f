"""Sees to it that a message is answered once, however often and how close together Teams delivers it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

REMEMBERED = 2_000
"""How many answered messages are recognised; an older one is answered as the conversation then stands."""

Key = tuple[str, str, str]
"""The tenant, the conversation and the message in it."""


class Once:
    """Of deliveries of one message at the same time the first is worked on, the others wait for how it ends.

    What failed is worked on again at the next delivery.
    """

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._done: OrderedDict[Key, None] = OrderedDict()
        self._under_way: dict[Key, asyncio.Event] = {}

    async def do(self, key: Key, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work unless it was done for this key. Raises what it does."""
        while (other := self._under_way.get(key)) is not None:
            await other.wait()
        if key in self._done:
            return
        ended = self._under_way[key] = asyncio.Event()
        try:
            await work()
            self._done[key] = None
            if len(self._done) > self._most:
                self._done.popitem(last=False)
        finally:
            del self._under_way[key]
            ended.set()
