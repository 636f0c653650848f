"""Stands between the store and Azurite, and does what a bad network and a busy service do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from aiohttp import ClientSession, web
from yarl import URL

Fault = Literal[
    "none", "429", "500", "503", "garbage", "silence", "slow", "request lost", "answer lost", "answer cut"
]


class FaultyProxy:
    """Passes requests on; the next ones meet `faults`, one each, the last one for ever if `for_ever`.

    `only` is the method of those that do ("" all): every commit is a POST. `retry_after` goes with 429 and 503, as it
    does with Azure's; `slow_seconds` is how long a slow answer takes.
    """

    def __init__(self, target_port: int) -> None:
        self.port = 0
        self.faults: list[Fault] = []
        self.for_ever = False
        self.requests = 0
        self.only = ""
        self.retry_after = ""
        self.slow_seconds = 0.1
        self._target = f"http://127.0.0.1:{target_port}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        body = await request.read()
        fault: Fault | None = None
        if self.faults and self.only in ("", request.method):
            fault = self.faults[0] if self.for_ever and len(self.faults) == 1 else self.faults.pop(0)
        match fault:
            case "429" | "500" | "503":
                told = {"Retry-After": self.retry_after} if self.retry_after else {}
                return web.Response(status=int(fault), text="busy", headers=told)
            case "garbage":
                return web.Response(
                    status=202 if request.method == "POST" else 200, text="<html>Please sign in</html>"
                )
            case "slow":
                await asyncio.sleep(self.slow_seconds)
            case "silence":
                await asyncio.sleep(60)
            case "request lost":
                return self._hang_up(request)
        # Nothing may be added to the headers: they are signed.
        async with (
            ClientSession(auto_decompress=False) as session,
            session.request(
                request.method,
                URL(self._target + request.raw_path, encoded=True),
                headers=request.headers,
                data=body or None,
            ) as answer,
        ):
            text = await answer.read()
            if fault == "answer lost":
                return self._hang_up(request)
            headers = {name: value for name, value in answer.headers.items() if name not in _HOP_BY_HOP}
            if fault == "answer cut":
                cut = web.StreamResponse(
                    status=answer.status, headers={**headers, "Content-Length": str(len(text) + 9)}
                )
                await cut.prepare(request)
                await cut.write(text[: len(text) // 2])
                return self._hang_up(request)
            return web.Response(status=answer.status, headers=headers, body=text)

    @staticmethod
    def _hang_up(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()


_HOP_BY_HOP = {"Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"}


@asynccontextmanager
async def faulty_proxy(target_port: int) -> AsyncIterator[FaultyProxy]:
    """A proxy on a free loopback port."""
    proxy = FaultyProxy(target_port)
    application = web.Application(client_max_size=8 * 1024 * 1024)
    application.router.add_route("*", "/{path:.*}", proxy.handle)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    proxy.port = runner.addresses[0][1]
    try:
        yield proxy
    finally:
        await runner.cleanup()
