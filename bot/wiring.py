"""Builds every real thing and hands it to whoever needs it."""

import asyncio
import logging
import random
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import aiohttp
from aiohttp import web

from bot.heartbeat import Heartbeat
from bot.household import Shared
from bot.households import NOBODYS, Households
from bot.outbox.kept_loop import KeptLoop
from bot.outbox.mail import CountedMail, Mailer, SmtpMail
from bot.outbox.rounds import Rounds
from bot.outbox.told_time import LastAsked
from bot.settings import Registration, Settings
from bot.teams.adapter import TeamsAdapter
from bot.teams.card_follow import CardFollower
from bot.teams.chat_files import ChatFiles
from bot.teams.connector import ConnectorClient, Limits, ServiceUrls
from bot.teams.file_consent import UploadUrls
from bot.teams.inbound_token import OPEN_ID_URL, InboundTokens
from bot.teams.outbound_token import (
    Bearer,
    NoToken,
    OutboundToken,
    client_credentials,
    managed_identity,
    token_url,
)
from bot.teams.refusals import Refusals
from bot.teams.web import Door, runner, web_app
from bot.turns.budget import UNLIMITED, Allowance
from bot.watch.metrics import Metrics
from bot.watch.ping import Ping
from bot.watch.self_check import after_start
from cases.organisation import Organisation
from cases.ports import RowStore
from dialogs.dutch.understanding import load_understanding
from storage.astir import AstirRows
from storage.open_store import open_rows

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the house stands in: the clock, and where Microsoft's doors are. Tests bring their own."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    open_id_url: str = OPEN_ID_URL
    login_url: str = ""
    more_hosts: frozenset[str] = frozenset()
    outbox_seconds: float = 2.0
    follow_seconds: float = 0.3
    """A message that follows is drawn anew and loses what was filled in since: sooner than anybody fills in."""
    mailer: Mailer | None = None
    limits: Limits | None = None
    allowance: Allowance | None = None
    """How much one person may ask. None: the usual, and in a local run as much as they like."""


PUBLIC = Surroundings()


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
    connector = ConnectorClient(
        session,
        _outbound(settings.registration, around, session, stack),
        ServiceUrls(local=settings.local, more_hosts=around.more_hosts),
        f"28:{settings.registration.app_id}" if settings.registration else "28:privacybot-local",
        now=time.monotonic,
        wall=around.clock,
        sleep=asyncio.sleep,
        jitter=random.random,
        limits=around.limits,
    )
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
        mailer=partial(_mailer, settings, around),
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
    stack.push_async_callback(shared.follower.close)
    metrics, refusals, heart = shared.metrics, shared.refusals, shared.heart

    def hangs() -> bool:
        return loop.hangs or (many is not None and many.hangs)

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
        reference=lambda: uuid.uuid4().hex[:8],
        tokens=tokens,
        refusals=refusals,
        figures=metrics,
        alive=lambda: not hangs(),
    )
    return web_app(door)


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


def _outbound(
    registration: Registration | None,
    around: Surroundings,
    session: aiohttp.ClientSession,
    stack: AsyncExitStack,
) -> Bearer:
    if registration is None:
        return NoToken()
    if registration.app_type == "UserAssignedMSI":
        login = managed_identity(
            session, registration.app_id, registration.identity_endpoint, registration.identity_header
        )
        identity = OutboundToken(login, now=time.monotonic)
        stack.push_async_callback(identity.close)
        return identity
    url = around.login_url or token_url(registration.app_type, registration.tenant_id)
    token = OutboundToken(
        client_credentials(session, url, registration.app_id, registration.password), now=time.monotonic
    )
    stack.push_async_callback(token.close)
    return token


def _mailer(settings: Settings, around: Surroundings, org: Organisation) -> Mailer:
    """What sends the mail of one organisation: from the address of its own Privacy Officer."""
    if around.mailer is not None:
        return around.mailer
    if settings.smtp is None:
        return CountedMail()
    mark = org.key if settings.of_folder else ""
    return SmtpMail(settings.smtp, org.offices.po.email, around.clock, mark=mark)
