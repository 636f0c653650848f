"""Builds every real thing and hands it to whoever needs it."""

import asyncio
import logging
import random
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
from aiohttp import web

from bot.heartbeat import Heartbeat
from bot.outbox.chores import Chores
from bot.outbox.leaving import Leaving
from bot.outbox.loop import Outbox
from bot.outbox.sending import Sending
from bot.outbox.told_time import ToldTime
from bot.register_places import places_of
from bot.registers import REGISTERS
from bot.set_aside import SetAside
from bot.settings import Registration, Settings
from bot.surroundings import PUBLIC, Surroundings, mail_works_of, mailer_of, teams_of
from bot.teams.adapter import TeamsAdapter
from bot.teams.card_follow import CardFollower
from bot.teams.chat_files import ChatFiles
from bot.teams.file_consent import UploadUrls
from bot.teams.inbound_token import InboundTokens
from bot.teams.refusals import Refusals
from bot.teams.web import Door, load_words, runner, web_app
from bot.turns.absences import Absences
from bot.turns.budget import UNLIMITED, Allowance, Budget
from bot.turns.case_presses import CasePresses
from bot.turns.entry_presses import EntryPresses
from bot.turns.files import FileGiving
from bot.turns.friction_presses import FrictionPresses
from bot.turns.held import Held
from bot.turns.known_to_all import KnownToAll
from bot.turns.links import Links
from bot.turns.organisation_presses import OrganisationPresses
from bot.turns.own_cases import OwnCasesOf
from bot.turns.own_chats import OwnChats
from bot.turns.register_check import RegisterCheck
from bot.turns.register_presses import RegisterPresses
from bot.turns.talks import Talks
from bot.turns.turn import Turns
from bot.turns.viewings import Viewings
from bot.watch.looking import Look
from bot.watch.metrics import Metrics
from bot.watch.ping import Ping
from bot.watch.self_check import SelfCheck
from cases.desks.desks import Desks
from cases.desks.organisation_desk import OrganisationDesk
from cases.desks.register_desk import RegisterDesk
from cases.ports import RowStore
from dialogs.dutch.understanding import load_understanding
from dialogs.talk.dialog import Dialog
from storage.open_store import open_rows

log = logging.getLogger(__name__)


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
    org = settings.organisation.model_copy()  # it follows what is changed in Teams
    organisation = OrganisationDesk(store, org)
    await organisation.refresh()
    tokens = _inbound(settings.registration, around, session, stack)
    connector = teams_of(settings, around, session, stack)
    follower = CardFollower(connector, now=time.monotonic, quiet=around.follow_seconds)
    dialog = Dialog(org, load_understanding())
    desks = Desks(store, org, _pause, REGISTERS, settings.seals)
    aside = SetAside(store, org, around.clock, places_of(org))
    talks, links = Talks(store, org, dialog, aside), Links(store, org, aside)
    registers = {
        each.register.name: RegisterDesk(store, org, each.register, settings.seals) for each in desks
    }
    absences = Absences(store, org, aside)
    mailer = mailer_of(settings, around)
    leaving = Leaving(store, org, organisation)
    metrics = Metrics(settings.metrics_token)
    heart = Heartbeat(store, org.key, around.clock, time.monotonic)
    check = SelfCheck(
        org=org,
        teams=connector,
        links=links,
        mailer=mailer,
        around=Look(org, connector, links.office, heart.beats, mail_works_of(mailer)).around,
        metrics=metrics,
        aside=lambda: aside.count,
        password_expires=settings.password_expires,
        sealed=bool(settings.seals) or settings.local,
    )
    look = None if settings.local else check.look  # a Playground has no administrators
    chores = Chores(store, org, connector, links, registers, connector.server_time, mailer, leaving, look)
    if not settings.seals and not settings.local:
        log.warning("PRIVACYBOT_SEAL_KEY is not set: histories are not sealed and not anchored")
    sending = Sending(store=store, org=org, teams=connector, mailer=mailer, links=links, clock=around.clock)
    outbox = Outbox(
        store,
        org,
        sending,
        connector,
        links,
        talks,
        desks,
        chores,
        aside,
        organisation=organisation,
        clock=around.clock,
        seconds=around.outbox_seconds,
        time=ToldTime(connector, links),
        absences=absences,
        metrics=metrics,
    )

    own_chats = OwnChats(connector, links)
    # The Playground of a local run shows no files.
    urls = UploadUrls(settings.file_hosts, around.more_hosts)
    files = None if settings.local else ChatFiles(session, connector, urls, asyncio.sleep)
    viewings = Viewings(org=org, registers=registers)
    held = Held(
        org=org,
        desks=desks,
        registers=registers,
        talks=talks,
        links=links,
        organisation=organisation,
        dialog=dialog,
    )
    budget = Budget(around.allowance or (UNLIMITED if settings.local else Allowance()), time.monotonic)
    refusals = Refusals()
    presses = CasePresses(
        org=org, desks=desks, wake=outbox.wake, own_chats=own_chats, links=links, budget=budget
    )
    for name, register in registers.items():
        if older := await register.list_older():
            log.info("%d cases of an earlier version were put in the lists of the register %s", older, name)
    await chores.plan(around.clock())
    await absences.refresh(around.clock())
    turns = Turns(
        org=org,
        dialog=dialog,
        desks=desks,
        talks=talks,
        links=links,
        own_chats=own_chats,
        follower=follower,
        presses=presses,
        own=OwnCasesOf(org, desks),
        register=RegisterPresses(org=org, desks=desks, registers=registers, links=links, viewings=viewings),
        friction=FrictionPresses(
            org=org,
            registers={name: each for name, each in registers.items() if not each.register.practised},
            links=links,
        ),
        check=RegisterCheck(org=org, registers=registers, links=links),
        absences=absences,
        known=KnownToAll(registers, org),
        files=FileGiving(
            org=org,
            desks=desks,
            registers=registers,
            own_chats=own_chats,
            teams=connector,
            files=files,
            new_id=_new_id,
            wake=outbox.wake,
            held=held,
        ),
        entries=EntryPresses(
            org=org, desks=desks, links=links, wake=outbox.wake, new_id=_new_id, budget=budget
        ),
        budget=budget,
        refusals=refusals,
        viewings=viewings,
        organisation=OrganisationPresses(organisation),
        held=held,
        clock=around.clock,
        new_id=_new_id,
        wake=outbox.wake,
        pause=_pause,
        heard=metrics.line,
    )
    words = load_words(org.offices.po.title, org.offices.po.email)
    adapter = TeamsAdapter(connector, turns, frozenset(org.tenants), words.received)
    await stack.enter_async_context(outbox.running())
    stack.push_async_callback(follower.close)

    metrics.now_told(
        "rows_set_aside", "Rows that could not be read and wait for a repair", lambda: aside.count
    )
    metrics.now_told(
        "attempts_refused",
        "What was refused since the start, at the door and in a turn",
        lambda: refusals.total,
    )
    metrics.now_told(
        "outbox_alive", "1 while the loop that sends runs and does not hang", lambda: outbox.alive
    )

    async def works() -> bool:
        return outbox.alive and await heart.beats()

    if not settings.local:
        await stack.enter_async_context(check.after_start(around.clock))
    if settings.ping_url:
        await stack.enter_async_context(Ping(session, settings.ping_url, works).running())

    async def ready() -> dict[str, bool | int]:
        return {
            "store": await heart.beats(),
            "keys": tokens is None or tokens.keys_known,
            "outbox": outbox.alive,
            "set_aside": aside.count,
            "refused": refusals.total,
        }

    door = Door(
        adapter,
        ready,
        words,
        reference=lambda: uuid.uuid4().hex[:8],
        tokens=tokens,
        refusals=refusals,
        figures=metrics,
        alive=lambda: not outbox.hangs,
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


def _new_id() -> str:
    return uuid.uuid4().hex


async def _pause(attempt: int) -> None:
    """Waits a little longer at every try, never quite as long as the others who try."""
    await asyncio.sleep(random.random() * 0.02 * 2**attempt)
