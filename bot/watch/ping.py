"""A sign of life to an address outside: whoever waits for it there sounds the alarm when it stays away."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp

from bot.outbox.kept_loop import KeptLoop

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
ANSWER_SECONDS = 10.0


class Ping:
    """Asks the address with a GET, now and then, as long as the bot `works`. The address gets nothing but that."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        works: Callable[[], Awaitable[bool]],
        seconds: float = EVERY_SECONDS,
    ) -> None:
        self._session = session
        self._url = url
        self._works = works
        self._failing = False
        self._loop = KeptLoop("sign of life", self._tick, seconds)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The loop beside whatever happens inside."""
        async with self._loop.running():
            yield

    async def _tick(self) -> int:
        if not await self._works():
            return 0  # the silence is the alarm
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        try:
            async with self._session.get(self._url, timeout=timeout, allow_redirects=False) as answer:
                failed = "" if answer.status < 400 else str(answer.status)
        except (aiohttp.ClientError, TimeoutError) as reason:
            failed = type(reason).__name__
        if bool(failed) != self._failing:
            log.warning("the sign of life %s", f"is not taken: {failed}" if failed else "is taken again")
        self._failing = bool(failed)
        return 0
