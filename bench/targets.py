"""The measured programs: how each is started, and what its users do."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.load import Reply, Request, Talk, WrongAnswer

NO_TENANT = "00000000-0000-4000-8000-000000000000"
BOT_ID = "28:00000000-0000-4000-8000-0000000000b0"


@dataclass(frozen=True, slots=True)
class Target:
    """A program to measure. `talk` makes a user, from its number, the bot's and the service address."""

    name: str
    arguments: Callable[[int], list[str]]
    """The arguments of python, from the port to listen on."""
    talk: Callable[[int, str, str], Talk]
    environment: Callable[[int, Path], Mapping[str, str]] = field(default=lambda _port, _folder: {})
    """What to add to the environment, from the port and a folder of its own."""
    posts_per_turn: int | None = None
    """How many posts the connector must have got per turn, or None when that number may vary."""


def activity(user: int, service_url: str, tenant: str, **rest: Any) -> dict[str, Any]:
    """What Teams sends in the personal chat of an invented user; the user's number decides all ids."""
    return {
        "id": str(uuid.uuid4()),
        "channelId": "msteams",
        "serviceUrl": service_url,
        "timestamp": "2026-11-23T13:40:00.000Z",
        "locale": "nl-NL",
        "from": {
            "id": f"29:bench-{user}",
            "name": f"Sam Voorbeeld {user}",
            "aadObjectId": str(uuid.UUID(int=user + 1, version=4)),
        },
        "recipient": {"id": BOT_ID, "name": "Privacybot"},
        "conversation": {"id": f"a:bench-{user}", "conversationType": "personal", "tenantId": tenant},
        "channelData": {"tenant": {"id": tenant}},
        **rest,
    }


def echo_talk(user: int, address: str, service_url: str) -> Talk:
    """Says something for ever; the bot must accept it (its answer is counted at the connector)."""
    while True:
        reply: Reply = yield Request(
            address, activity(user, service_url, NO_TENANT, type="message", text="datalek")
        )
        if reply.status not in (200, 201, 202):
            raise WrongAnswer(f"status {reply.status}: {reply.content}")


def floor_talk(user: int, address: str, service_url: str) -> Talk:
    """Says something for ever; the answer is in the response."""
    wanted = Reply(200, {"type": "message", "text": "echo datalek"})
    while True:
        reply: Reply = yield Request(
            address, activity(user, service_url, NO_TENANT, type="message", text="datalek")
        )
        if reply != wanted:
            raise WrongAnswer(f"status {reply.status}: {reply.content}")


FLOOR = Target(
    "floor", lambda port: ["-m", "bench.peers.bare_aiohttp", str(port)], floor_talk, posts_per_turn=0
)
STOCK = Target(
    "stock", lambda port: ["-m", "bench.peers.stock_botbuilder", str(port)], echo_talk, posts_per_turn=1
)
AGENTS = Target(
    "agents", lambda port: ["-m", "bench.peers.agents_sdk", str(port)], echo_talk, posts_per_turn=1
)

TARGETS = (STOCK, AGENTS, FLOOR)
"""In the order in which they take turns."""
