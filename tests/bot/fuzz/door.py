"""The real door, turns and store in this process, with nothing but the wire before them taken away."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from aiohttp import StreamReader, web
from aiohttp.test_utils import make_mocked_request

from bot.teams.adapter import TeamsAdapter
from bot.teams.web import Door, load_words, web_app
from cases.organisation import OFFICES
from dialogs.dutch.encoder import Read
from dialogs.dutch.understanding import load_understanding
from tests.bot.fuzz.inputs import PEOPLE, SERVICE, TENANT, Input, Inputs, buttons_on
from tests.bot.turns.case_cards import everything
from tests.bot.turns.room import Room, bot_room
from tests.cases.breach.by_chance import NOOR

BASE = {"Content-Type": "application/json"}


class _Wire:
    """Stands for what carries a request: whatever is asked of it, it says nothing and keeps nothing."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


WIRE: Any = _Wire()


class Connector:
    """Teams that takes whatever comes."""

    def __init__(self) -> None:
        self.cards: dict[str, Any] = {}
        self.sent = 0

    def allows(self, service_url: str) -> bool:
        return service_url == SERVICE

    async def send(self, service_url: str, conversation: str, activity: dict[str, Any]) -> str:
        return self._take(conversation, activity)

    async def send_alone(self, service_url: str, conversation: str, activity: dict[str, Any]) -> str:
        return self._take(conversation, activity)

    async def reply(self, service_url: str, conversation: str, _: str, activity: dict[str, Any]) -> str:
        return self._take(conversation, activity)

    async def replace(self, service_url: str, conversation: str, _: str, activity: dict[str, Any]) -> None:
        self._take(conversation, activity)

    def _take(self, conversation: str, activity: dict[str, Any]) -> str:
        json.dumps(activity, ensure_ascii=False).encode("utf-8")
        self.sent += 1
        for each in activity.get("attachments", ()):
            self.cards[conversation] = each["content"]
        return f"c{self.sent}"


@dataclass
class Stranger:
    """Sends inputs to the door, one after another."""

    room: Room
    app: web.Application
    connector: Connector
    inputs: Inputs
    faults: list[str] = field(default_factory=list)

    async def send(self, given: Input) -> tuple[int, Any]:
        """Status and JSON of the answer; what it shows is at hand for the next input."""
        reader = StreamReader(WIRE, 2**16, loop=asyncio.get_running_loop())
        reader.feed_data(given.body)
        reader.feed_eof()
        headers = {**BASE, "Content-Length": str(len(given.body)), **given.headers}
        request = make_mocked_request(
            "POST",
            "/api/messages",
            headers=headers,
            payload=reader,
            app=self.app,
            client_max_size=2**18,
            protocol=WIRE,
            transport=WIRE,
            writer=WIRE,
        )
        response = await self.app._handle(request)
        assert isinstance(response, web.Response)
        assert isinstance(response.body, bytes)
        told = json.loads(response.body)
        self._remember(told)
        return response.status, told

    def _remember(self, told: Any) -> None:
        for who in PEOPLE:
            card = self.connector.cards.pop(f"chat-{who.aad_id}", None)
            if card is not None and (buttons := list(buttons_on(card))):
                self.inputs.at_hand[who.aad_id] = buttons
        value = told.get("value") if isinstance(told, dict) else None
        if isinstance(value, dict) and (buttons := list(buttons_on(value))):
            who = PEOPLE[len(buttons) % len(PEOPLE)]
            self.inputs.at_hand[who.aad_id] = buttons


@contextmanager
def one_ear() -> Iterator[None]:
    """Without the encoder: it reckons the same for every line, and most of the time goes into it."""
    names = load_understanding().second.names
    deaf = dict.fromkeys(names, 1 / len(names))
    with mock.patch.object(Read, "chances", deaf):
        yield


@asynccontextmanager
async def stranger(folder: Path, seed: int) -> AsyncIterator[Stranger]:
    """A bot with a case in every register and a linked channel for every office, and who will try it."""
    async with bot_room(folder) as room:
        for change in everything():
            await room.filed(change)
        for office in OFFICES:
            await room.office(office, NOOR)
        connector = Connector()
        adapter = TeamsAdapter(connector, room.turns, [frozenset({TENANT})], "Ontvangen.")  # type: ignore[arg-type]

        async def ready() -> dict[str, bool | int]:
            return {}

        words = load_words("de Privacy Officer", "privacy@voorbeeld.example")
        door = Door(adapter, ready, lambda tenant: words, lambda: "code", None, room.refusals)
        application = web_app(door)
        application.freeze()
        yield Stranger(room, application, connector, Inputs(seed))
