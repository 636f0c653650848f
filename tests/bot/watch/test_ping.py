"""The sign of life: there while all works, silent when not, and a bad address troubles nobody."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.watch.ping import Ping


class Outside:
    """Who waits for the sign."""

    def __init__(self) -> None:
        self.heard = 0
        self.status = 200
        self.came = asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        assert request.query_string == ""
        self.heard += 1
        self.came.set()
        return web.Response(status=self.status, headers={"Location": "/elsewhere"})

    async def elsewhere(self, request: web.Request) -> web.Response:
        raise AssertionError("a sign of life follows nobody")


@asynccontextmanager
async def outside() -> AsyncIterator[tuple[Outside, str, aiohttp.ClientSession]]:
    who, application = Outside(), web.Application()
    application.router.add_get("/sign", who.answer)
    application.router.add_get("/elsewhere", who.elsewhere)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession() as session:
        yield who, f"http://127.0.0.1:{port}/sign", session
    await runner.cleanup()


async def yes() -> bool:
    return True


@pytest.mark.parametrize("status", [200, 302, 404, 503])
async def test_it_comes_again_and_again_while_all_works(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with outside() as (who, url, session):
        who.status = status
        with caplog.at_level(logging.WARNING):
            async with Ping(session, url, yes, 0.001).running(), asyncio.timeout(10):
                while who.heard < 3:
                    who.came.clear()
                    await who.came.wait()
        told = [each for each in caplog.messages if "sign of life" in each]
        assert len(told) == (status >= 400), "once, not at every try"
        assert all("/sign" not in each for each in told), "the address is a secret"


async def test_it_stays_away_when_something_does_not_work() -> None:
    asked = asyncio.Semaphore(0)

    async def no() -> bool:
        asked.release()
        return False

    async with outside() as (who, url, session):
        async with Ping(session, url, no, 0.001).running(), asyncio.timeout(10):
            for _ in range(5):
                await asked.acquire()
        assert who.heard == 0


async def test_nobody_there_is_said_once_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    asked = asyncio.Semaphore(0)

    async def works() -> bool:
        asked.release()
        return True

    async with outside() as (_, url, session):
        pass
    async with aiohttp.ClientSession() as session:
        with caplog.at_level(logging.WARNING):
            async with Ping(session, url, works, 0.001).running(), asyncio.timeout(10):
                for _ in range(4):
                    await asked.acquire()
    assert len([each for each in caplog.messages if "sign of life" in each]) == 1
