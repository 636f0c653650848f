"""The real door with a handler of a few lines behind it, for tests of the edge."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from bot.teams.adapter import TeamsAdapter
from bot.teams.connector import ConnectorClient, Limits, ServiceUrls
from bot.teams.events import Answer, Card, CardAction, Event, Message, ShowCard
from bot.teams.inbound_token import InboundTokens
from bot.teams.outbound_token import Bearer, NoToken
from bot.teams.refusals import Refusals
from bot.teams.web import Door, load_words, runner, web_app
from tests.e2e.fake_teams import FakeTeams
from tests.house import organisation

HELPER = organisation().offices.po
"""Where somebody goes whom the bot cannot help."""

QUICK = Limits(windows=((1.0, 1_000),), attempts=4, total=5.0, request=1.0, first_pause=0.001)


def question(text: str, *titles: str) -> Card:
    """A card with a text and buttons that can be pressed in both ways."""
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "TextBlock", "text": text}],
        "actions": [
            {
                "type": "Action.Execute",
                "title": title,
                "verb": "answer",
                "data": {"pressed": title},
                "fallback": {
                    "type": "Action.Submit",
                    "title": title,
                    "data": {"pressed": title, "verb": "answer"},
                },
            }
            for title in titles
        ],
    }


@dataclass
class Script:
    """A handler that notes what came and answers by a function."""

    answer: Callable[[Event], Answer]
    events: list[Event] = field(default_factory=list)
    cards_shown: list[tuple[Event, str]] = field(default_factory=list)

    async def handle(self, event: Event) -> Answer:
        self.events.append(event)
        return self.answer(event)

    async def shown(self, event: Message | CardAction, answer: ShowCard, card_id: str) -> None:
        self.cards_shown.append((event, card_id))


def connector_to(
    teams: FakeTeams,
    session: aiohttp.ClientSession,
    token: Bearer | None = None,
    **options: Any,
) -> ConnectorClient:
    """A connector that may send to this machine only, and does not wait long."""
    given: dict[str, Any] = {
        "now": time.monotonic,
        "wall": lambda: datetime.now(UTC),
        "sleep": asyncio.sleep,
        "jitter": lambda: 0.5,
        "limits": QUICK,
    }
    urls = ServiceUrls(local=True)
    return ConnectorClient(session, token or NoToken(), urls, teams.bot_id, **(given | options))


@asynccontextmanager
async def small_bot(
    teams: FakeTeams,
    handler: Script,
    *,
    tenants: frozenset[str] | None = None,
    check_tokens: bool = False,
    body_seconds: float = 5.0,
    header_seconds: float = 5.0,
    ready: dict[str, bool | int] | None = None,
) -> AsyncIterator[str]:
    """Serves until the test ends; gives its address and tells it to `teams`."""
    codes = itertools.count(1)
    words = load_words(HELPER.title, HELPER.email)

    async def parts() -> dict[str, bool | int]:
        return ready or {"store": True}

    async with aiohttp.ClientSession() as session:
        tokens = None
        if check_tokens:
            tokens = InboundTokens(teams.app_id, teams.open_id_url, session, time.time)
        adapter = TeamsAdapter(
            connector_to(teams, session),
            handler,
            [frozenset({teams.tenant}) if tenants is None else tenants],
            words.received,
        )
        door = Door(
            adapter,
            parts,
            lambda tenant: words,
            lambda: f"code-{next(codes)}",
            tokens,
            Refusals(),
            body_seconds,
        )
        serving = runner(web_app(door), header_seconds=header_seconds)
        await serving.setup()
        try:
            await web.TCPSite(serving, "127.0.0.1", 0).start()
            host, port = serving.addresses[0][:2]
            teams.bot_url = f"http://{host}:{port}"
            teams.signs = check_tokens
            yield teams.bot_url
        finally:
            await serving.cleanup()
            if tokens is not None:
                await tokens.close()
