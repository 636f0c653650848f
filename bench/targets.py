"""The measured programs: how each is started, and what its users do."""

import itertools
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.activities import activity
from bench.load import Reply, Request, Talk, WrongAnswer
from bench.servers import ROOT
from bench.walk import walk

NO_TENANT = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Target:
    """A program to measure. `talk` makes a user, from its number, the bot's and the service address."""

    name: str
    arguments: Callable[[int], list[str]]
    """The arguments of python, from the port to listen on."""
    talk: Callable[[int, str, str], Talk]
    environment: Callable[[int, Path], Mapping[str, str]] = field(default=lambda _port, _folder: {})
    """What to add to the environment, from the port and a folder of its own."""
    starts: bool = True
    """Whether its start is measured; not of what is another's program too."""
    posts_per_turn: int | None = None
    """How many posts the connector must have got per turn, or None when that number may vary."""


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


ORGANISATION = ROOT / "playground" / "organisation.toml"
"""The invented organisation of `make run`."""


def our_talk(user: int, address: str, service_url: str) -> Talk:
    """A colleague of the invented organisation who reports a breach."""
    with ORGANISATION.open("rb") as file:
        tenant: str = tomllib.load(file)["tenants"][0]
    return walk(user, address, service_url, tenant)


TYPED_LINES = (
    "hoe lang bewaren we een dossier",
    "wie is de privacy officer",
    "mag ik een kopie van een paspoort bewaren",
    "wat is een verwerker",
    "hoe mail ik veilig naar een gemeente",
)
"""Questions that are understood and answered at once, each as somebody would type it."""


TAKE_TURNS = 99
"""So many colleagues stand behind one user; no multiple of the number of lines, so that nobody always asks the same."""


def typed_talk(user: int, address: str, service_url: str) -> Talk:
    """Colleagues who each type a question now and then; each must bring a card of its own.

    Many take turns: a conversation takes two messages a second at most (bot/teams/pace.py).
    """
    with ORGANISATION.open("rb") as file:
        tenant: str = tomllib.load(file)["tenants"][0]
    sink, _, label = service_url.rpartition("/")
    before = dict[int, str]()
    for number in itertools.count():
        line, who = TYPED_LINES[number % len(TYPED_LINES)], user * TAKE_TURNS + number % TAKE_TURNS
        said = activity(who, service_url, tenant, type="message", text=line)
        reply: Reply = yield Request(address, said)
        if reply.status not in (200, 201, 202):
            raise WrongAnswer(f"status {reply.status}: {reply.content}")
        posted: Reply = yield Request(f"{sink}/newest/{label}/{said['conversation']['id']}", None, turn=False)
        if (
            not posted.content
            or not posted.content.get("attachments")
            or posted.content["id"] == before.get(who)
        ):
            raise WrongAnswer(f"{line!r} was answered with {posted.content}")
        before[who] = posted.content["id"]


def our_environment(port: int, folder: Path) -> dict[str, str]:
    """A bot on a store of its own: SQLite with its defaults, so durable at every turn."""
    return {
        "PRIVACYBOT_PORT": str(port),
        "PRIVACYBOT_STORE": f"sqlite:{folder / 'bench.db'}",
        "PRIVACYBOT_ORGANISATION": str(ORGANISATION),
    }


OURS = Target("ours", lambda _port: ["app.py", "--local"], our_talk, our_environment)
TYPED = Target("typed", OURS.arguments, typed_talk, our_environment, starts=False)
FLOOR = Target(
    "floor", lambda port: ["-m", "bench.peers.bare_aiohttp", str(port)], floor_talk, posts_per_turn=0
)
STOCK = Target(
    "stock", lambda port: ["-m", "bench.peers.stock_botbuilder", str(port)], echo_talk, posts_per_turn=1
)
AGENTS = Target(
    "agents", lambda port: ["-m", "bench.peers.agents_sdk", str(port)], echo_talk, posts_per_turn=1
)

TARGETS = (OURS, TYPED, STOCK, AGENTS, FLOOR)
"""In the order in which they take turns."""
