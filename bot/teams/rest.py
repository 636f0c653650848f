"""Rests between sends, which end when the bot stops: what waits for its moment waits in the store as well."""

import asyncio
from collections.abc import Awaitable, Callable


class Rest:
    """`sleep` waits so many seconds."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._sleep = sleep
        self._over = asyncio.Event()

    def end(self) -> None:
        """Nobody rests any more."""
        self._over.set()

    async def of(self, seconds: float, otherwise: Exception) -> None:
        """Wait so long; raises `otherwise` when rests end before that."""
        waits = [asyncio.ensure_future(self._sleep(seconds)), asyncio.ensure_future(self._over.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        if self._over.is_set():
            raise otherwise
