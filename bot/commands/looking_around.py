"""Asks what is around the bot for `check --online`: the store, Teams, the channels of the offices, the mail relay."""

import asyncio
import sys
import time
from contextlib import AsyncExitStack

import aiohttp

from bot.heartbeat import Heartbeat
from bot.households import NOBODYS
from bot.set_aside import SetAside
from bot.settings import Settings
from bot.surroundings import PUBLIC, Surroundings, mail_works_of, mailer_of, teams_of
from bot.teams.events import Place
from bot.turns.links import Links
from bot.watch.looking import Look
from cases.desks.organisation_desk import follow_kept
from cases.desks.troubles import Readings
from cases.organisation import Organisation
from cases.ports import RowStore, StoreUnavailable
from storage.open_store import BadStoreSetting, open_rows


def looked_around(settings: Settings, around: Surroundings = PUBLIC) -> dict[str, Readings]:
    """What answers to each organisation, by its key. From now on the organisations of the settings hold what was
    changed in Teams too. Why the store does not answer is a line on stderr."""
    return asyncio.run(look_around(settings, around))


async def look_around(settings: Settings, around: Surroundings) -> dict[str, Readings]:
    """As looked_around, within a running loop. It may run beside the bot: one small row is written."""
    async with AsyncExitStack() as stack:
        store = await _opened(settings.store)
        if store is not None:
            stack.push_async_callback(store.close)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        # Without a registration that can be read there is nobody who could log in.
        may_ask = settings.local or settings.registration is not None
        teams = teams_of(settings, around, session, stack) if may_ask else None
        key = NOBODYS if settings.of_folder else settings.organisation.key
        heart = None if store is None else Heartbeat(store, key, around.clock, time.monotonic)
        found = dict[str, Readings]()
        for org in settings.organisations:
            mail_works = mail_works_of(mailer_of(settings, around, org))
            if store is None or heart is None:
                look = Look(org, teams, _unknown, _never, mail_works)
            else:
                await _follow(store, org)
                links = Links(store, org, SetAside(store, org, around.clock, []))
                look = Look(org, teams, links.office, heart.beats, mail_works)
            found[org.key] = await look.around()
        return found


async def _follow(store: RowStore, org: Organisation) -> None:
    try:
        await follow_kept(store, org)
    except StoreUnavailable as reason:
        print(f"privacybot: PRIVACYBOT_STORE: {reason}", file=sys.stderr)


async def _opened(setting: str) -> RowStore | None:
    try:
        return await open_rows(setting)
    except BadStoreSetting as reason:
        print(f"privacybot: {reason}", file=sys.stderr)
    except StoreUnavailable as reason:
        print(f"privacybot: PRIVACYBOT_STORE: {reason}", file=sys.stderr)
    return None


async def _unknown(office: str) -> Place | None:
    raise StoreUnavailable("the store could not be opened")


async def _never() -> bool:
    return False
