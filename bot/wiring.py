"""Builds every real thing and hands it to whoever needs it."""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import aiohttp
from aiohttp import web

from bot.heartbeat import Heartbeat
from bot.household import Shared
from bot.households import NOBODYS, Households
from bot.outbox.kept_loop import KeptLoop
from bot.outbox.rounds import Rounds
from bot.outbox.told_time import LastAsked
from bot.settings import Registration, Settings
from bot.surroundings import PUBLIC, Surroundings, mailer_of, teams_of
from bot.teams.adapter import TeamsAdapter
from bot.teams.card_follow import CardFollower
from bot.teams.chat_files import ChatFiles
from bot.teams.file_consent import UploadUrls
from bot.teams.inbound_token import InboundTokens
from bot.teams.refusals import Refusals
from bot.teams.web import Door, runner, web_app
from bot.turns.budget import UNLIMITED, Allowance
from bot.watch.metrics import Metrics
from bot.watch.ping import Ping
from bot.watch.self_check import after_start
from cases.ports import RowStore
from dialogs.dutch.packed import give_back
from dialogs.dutch.understanding import load_understanding
from storage.astir import AstirRows
from storage.open_store import open_rows

log = logging.getLogger(__name__)

GIVEN_BACK_EVERY = 10.0
"""Seconds: so often the memory goes back that trained weights take while they are read. Sooner would cost each line a
millisecond."""


@asynccontextmanager
async def house(settings: Settings, around: Surroundings = PUBLIC) -> AsyncIterator[str]:
    """The running bot; gives the address it listens on. Leaving ends it: what is under way is finished first."""
    async with AsyncExitStack() as stack:
        store = await open_rows(settings.store)
        stack.push_async_callback(store.close)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        application = await _application(settings, around, store, session, stack)
        served = runner(application)
        await served.setup()
        stack.push_async_callback(served.cleanup)
        site = web.TCPSite(served, settings.host, settings.port)
        await site.start()
        yield f"http://{settings.host}:{settings.port}"


async def _application(
    settings: Settings,
    around: Surroundings,
    store: RowStore,
    session: aiohttp.ClientSession,
    stack: AsyncExitStack,
) -> web.Application:
    tokens = _inbound(settings.registration, around, session, stack)
    connector = teams_of(settings, around, session, stack)
    if not settings.seals and not settings.local:
        log.warning("PRIVACYBOT_SEAL_KEY is not set: histories are not sealed and not anchored")
    many: Rounds | None = None

    async def tick() -> int:
        return await (homes.first.round() if many is None else many.tick())

    def written(key: str) -> None:
        if many is not None:
            many.written(key)

    loop = KeptLoop("outbox", tick, around.outbox_seconds)
    # The Playground of a local run shows no files.
    urls = UploadUrls(settings.file_hosts, around.more_hosts)
    shared = Shared(
        settings=settings,
        store=AstirRows(store, around.clock, written) if settings.of_folder else store,
        clock=around.clock,
        now=time.monotonic,
        connector=connector,
        follower=CardFollower(connector, now=time.monotonic, quiet=around.follow_seconds),
        files=None if settings.local else ChatFiles(session, connector, urls, asyncio.sleep),
        understanding=load_understanding(),
        mailer=partial(mailer_of, settings, around),
        allowance=around.allowance or (UNLIMITED if settings.local else Allowance()),
        asked=LastAsked(),
        heart=Heartbeat(
            store,
            NOBODYS if settings.of_folder else settings.organisation.key,
            around.clock,
            time.monotonic,
        ),
        metrics=Metrics(settings.metrics_token),
        refusals=Refusals(),
        wake=loop.wake,
    )
    homes = Households(settings.organisations, shared)
    stack.push_async_callback(homes.finished)
    stack.callback(connector.stops)
    if settings.of_folder:
        many = Rounds(
            homes.by_key, store, clock=around.clock, now=time.monotonic, seconds=around.outbox_seconds
        )
        stack.push_async_callback(many.finished)
    else:
        await homes.first.begin()
        await homes.first.turns()
    adapter = TeamsAdapter(connector, homes, homes.tenants, homes.first.words.received)
    await stack.enter_async_context(loop.running())
    await stack.enter_async_context(KeptLoop("memory", _given_back, GIVEN_BACK_EVERY).running())
    stack.push_async_callback(shared.follower.close)
    metrics, refusals, heart = shared.metrics, shared.refusals, shared.heart

    def hangs() -> bool:
        return loop.hangs or homes.hangs or (many is not None and many.hangs)

    def alive() -> bool:
        return loop.alive and not hangs()

    metrics.now_told(
        "rows_set_aside", "Rows that could not be read and wait for a repair", lambda: homes.set_aside
    )
    metrics.now_told(
        "attempts_refused",
        "What was refused since the start, at the door and in a turn",
        lambda: refusals.total,
    )
    metrics.now_told("outbox_alive", "1 while the loop that sends runs and does not hang", alive)

    async def works() -> bool:
        return alive() and await heart.beats()

    if not settings.local:
        checks = [each.check for each in homes.by_key.values()]
        await stack.enter_async_context(after_start(checks, around.clock))
    if settings.ping_url:
        await stack.enter_async_context(Ping(session, settings.ping_url, works).running())

    async def ready() -> dict[str, bool | int]:
        return {
            "store": await heart.beats(),
            "keys": tokens is None or tokens.keys_known,
            "outbox": alive(),
            "set_aside": homes.set_aside,
            "refused": refusals.total,
        }

    door = Door(
        adapter,
        ready,
        homes.words,
        reference=lambda: secrets.token_hex(4),
        tokens=tokens,
        refusals=refusals,
        figures=metrics,
        alive=lambda: not hangs(),
    )
    return web_app(door)


async def _given_back() -> int:
    """A second ear that was asked keeps no memory until it is asked again."""
    give_back()
    return 0


def _inbound(
    registration: Registration | None,
    around: Surroundings,
    session: aiohttp.ClientSession,
    stack: AsyncExitStack,
) -> InboundTokens | None:
    if registration is None:
        return None
    tokens = InboundTokens(registration.app_id, around.open_id_url, session, time.time)
    warming = asyncio.create_task(tokens.warm())
    stack.push_async_callback(tokens.close)
    stack.callback(warming.cancel)
    return tokens
