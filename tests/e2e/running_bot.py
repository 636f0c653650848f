"""The real bot in this process, on a loopback port, with a clock that the test sets and FakeTeams as its Teams.

Leaving it checks every card that the bot ever sent or answered with against the rules of the house.
"""

import asyncio
import io
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.outbox.mail import Mailer
from bot.registers import REGISTERS
from bot.settings import Registration, Settings
from bot.surroundings import Surroundings
from bot.teams.connector import Limits
from bot.teams.events import PermanentFailure, TransientFailure
from bot.wiring import house
from cases.breach.case import BreachCase
from cases.breach.rows import read_case
from cases.organisation import OFFICES, Member, Office, Offices, Organisation
from cases.ports import ANY_ETAG, Replace, Row, RowStore, Table
from cases.register.case import case_key
from cases.register.history import Event, first_broken
from cases.register.messages import ready_range
from cases.register.numbers import prefix_of
from cases.register.plans import Mail
from cases.register.seals import NO_SEALS, Seals
from dialogs.answers import hidden_in
from storage.open_store import open_rows
from tests.azurite import free_port
from tests.cards.rules import violations
from tests.e2e.fake_teams import (
    APP_ID,
    FINN,
    NOOR,
    SECRET,
    TENANT,
    Card,
    Chat,
    FakePerson,
    FakeTeams,
    channel_id,
    fake_teams,
    person,
)
from tests.e2e.fake_world import FILE_TYPES
from tests.house import organisation

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY_AFTERNOON = datetime(2026, 11, 23, 14, 0, tzinfo=AMSTERDAM)
LOU = person("Lou Voorbeeld")
KIM = person("Kim Voorbeeld")
JIP = person("Jip Voorbeeld")
BSN = "111222333"
"""An invented number that passes the 11-proef: nothing that the bot sends may hold it."""

OFFICERS = {NOOR.name, LOU.name, KIM.name, FINN.name, JIP.name}
STORY_WORDS = 4
"""Typed texts of so many words are told apart from our own words."""


FOLLOW_SECONDS = 0.01
"""After how much silence a message follows the press on it. Shorter than in real life, so that a test need not wait."""

RHYTHM_SECONDS = 0.02
"""How often the outbox looks, unless a test pays for each look: on Azure it is a dozen calls."""

UNHURRIED = Limits(windows=(), first_pause=0.05)
"""Without the pace that Teams demands (tests/bot has that), so that a test need not wait."""


class Clock:
    """What the bot takes for the time of day."""

    def __init__(self, now: datetime = MONDAY_AFTERNOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)

    def advance(self, **amount: float) -> None:
        """Elapsed time, also over the change to summer time."""
        self.now = (self.now.astimezone(UTC) + timedelta(**amount)).astimezone(self.now.tzinfo)


class Mailbox:
    """Takes mail as a relay does; `failures` are raised first, one each."""

    relays = True

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.failures: deque[PermanentFailure | TransientFailure] = deque()

    async def send(self, mail: Mail) -> None:
        if self.failures:
            raise self.failures.popleft()
        self.mails.append(mail)


def office_of(office: str, members: tuple[FakePerson, ...], deputies: tuple[FakePerson, ...] = ()) -> Office:
    """An office of the invented organisation with these people, not linked to a channel."""
    known = organisation().office(office)
    return known.model_copy(
        update={
            "members": tuple(Member(id=each.aad_id, name=each.name) for each in members),
            "deputies": tuple(Member(id=each.aad_id, name=each.name) for each in deputies),
            "channel": "",
            "service_url": "",
        }
    )


def organisation_of(teams: FakeTeams, *, linked: bool = True, **changes: object) -> Organisation:
    """Privacy Officers Noor and Lou with deputy Kim, FG Finn, Jip of JZ; channels are called as their offices."""
    offices = {
        "po": office_of("po", (NOOR, LOU), (KIM,)),
        "fg": office_of("fg", (FINN,)),
        "jz": office_of("jz", (JIP,)),
    }
    if linked:
        for name in OFFICES:
            place = {"channel": channel_id(name), "service_url": teams.service_url}
            offices[name] = offices[name].model_copy(update=place)
    return organisation(tenants=(TENANT,), offices=Offices(**offices), app_id=APP_ID, **changes)


class RunningBot:
    """One instance of the bot on a store. Several may share a store, a clock and a Teams."""

    def __init__(
        self,
        teams: FakeTeams,
        store: str,
        org: Organisation,
        clock: Clock,
        mailer: Mailer,
        *,
        tokens: bool,
        seals: Seals = NO_SEALS,
        metrics_token: str = "",
        beside: tuple[Organisation, ...] = (),
        more_hosts: frozenset[str] = frozenset(),
        rhythm: float = RHYTHM_SECONDS,
    ) -> None:
        self.beside = beside
        self.more_hosts = more_hosts
        self.metrics_token = metrics_token
        self._rhythm = rhythm
        self.teams = teams
        self.store = store
        self.org = org
        self.clock = clock
        self.mailer = mailer
        self.others: list[RunningBot] = []
        self.port = free_port()
        self._tokens = tokens
        self.seals = seals
        self._running: AsyncExitStack | None = None
        self._rows: RowStore | None = None

    @property
    def mails(self) -> list[Mail]:
        """What arrived in the mailbox, when the test did not bring a mailer of its own."""
        assert isinstance(self.mailer, Mailbox)
        return self.mailer.mails

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Open the house; a house that was closed opens again on the same port and store."""
        stack = AsyncExitStack()
        around = Surroundings(
            clock=self.clock,
            outbox_seconds=self._rhythm,
            follow_seconds=FOLLOW_SECONDS,
            mailer=self.mailer,
            limits=UNHURRIED,
            open_id_url=self.teams.open_id_url,
            login_url=self.teams.login_url,
            more_hosts=frozenset({self.teams.origin}) | self.more_hosts,
        )
        registration = Registration(APP_ID, SECRET, "SingleTenant", TENANT) if self._tokens else None
        settings = Settings(
            host="127.0.0.1",
            port=self.port,
            local=not self._tokens,
            registration=registration,
            store=self.store,
            smtp=None,
            organisation=self.org,
            seals=self.seals,
            metrics_token=self.metrics_token,
            beside=self.beside,
            of_folder=bool(self.beside),
        )
        await stack.enter_async_context(house(settings, around))
        self._running = stack
        self.teams.bot_url = self.url

    async def stop(self) -> None:
        """Close the house; what is under way is finished first."""
        if self._running is not None:
            running, self._running = self._running, None
            await running.aclose()
        if self._rows is not None:
            rows, self._rows = self._rows, None
            await rows.close()

    async def restart(self) -> None:
        """As after a deploy."""
        await self.stop()
        await self.start()

    async def get(self, path: str) -> tuple[int, Any]:
        """Status and JSON of a page of the bot."""
        async with self.teams.session.get(f"{self.url}{path}") as response:
            return response.status, await response.json()

    async def post(
        self, body: bytes, headers: Mapping[str, str] | None = None, method: str = "POST"
    ) -> tuple[int, Any]:
        """Any bytes to the door of Teams; gives status and JSON."""
        told = {"Content-Type": "application/json", **(headers or {})}
        async with self.teams.session.request(
            method, f"{self.url}/api/messages", data=io.BytesIO(body), headers=told
        ) as response:
            raw = await response.read()
        return response.status, json.loads(raw) if raw else None

    # --- people -------------------------------------------------------------------------------------------------

    def personal(self, who: FakePerson) -> Chat:
        """The personal chat of this person with the bot."""
        return self.teams.personal(who)

    def channel(self, office: str, who: FakePerson) -> Chat:
        """The channel of an office as this person sees it."""
        return self.teams.channel(office, who)

    # --- time ---------------------------------------------------------------------------------------------------

    async def advance(self, **amount: float) -> None:
        """Let time pass, and wait until all that became due was dealt with."""
        self.clock.advance(**amount)
        await self.settled()

    async def settled(self, within: float = 20.0) -> None:
        """Wait until nothing is due any more and the bot has been silent for a moment."""
        loop = asyncio.get_running_loop()
        give_up_at, quiet, calls = loop.time() + within, 0, len(self.teams.calls)
        # What is due stays in the store until it was sent. Only a message that follows a press is known to nobody else;
        # its timer runs on this same loop, so turns of the loop count here, however slow the machine is.
        while quiet < 5:
            await asyncio.sleep(FOLLOW_SECONDS)
            waiting = [row.key for row in await self.due_now()]
            quiet = 0 if waiting or len(self.teams.calls) != calls else quiet + 1
            calls = len(self.teams.calls)
            assert loop.time() < give_up_at, f"still due after {within:.0f} s: {waiting}"

    async def due_now(self) -> list[Row]:
        """Messages that should go out at this moment."""
        first, before = ready_range(self.clock())
        places: list[tuple[Table, str]] = []
        for org in (self.org, *self.beside):
            places += [("cases", org.partition(register.name)) for register in REGISTERS]
            places.append(("conversations", f"{org.key}:talks"))
        return [row for place in places for row in await self._scan(*place, first, before)]

    # --- what is kept -------------------------------------------------------------------------------------------

    async def keys(self, prefix: str, register: str = "breach") -> list[str]:
        """Row keys in a register that begin so."""
        rows = await self._scan("cases", self.org.partition(register), prefix, f"{prefix}~")
        return [row.key for row in rows]

    async def damage(self, table: Table, where: str, prefix: str, how: Callable[[str], str]) -> list[str]:
        """Change every row whose key begins so, as a torn disk or another program might; gives the keys."""
        rows = await self._scan(table, where, prefix, f"{prefix}~")
        writes = [Replace(row.key, how(row.value), ANY_ETAG) for row in rows]
        await (await self._open()).commit(table, where, writes)
        return [row.key for row in rows]

    async def kept(self, number: str) -> Any:
        """The case of any register as it is kept."""
        register = next(each for each in REGISTERS if each.prefix == prefix_of(number))
        row = await (await self._open()).get("cases", self.org.partition(register.name), case_key(number))
        assert row is not None, f"{number} is not in the register"
        return register.stored.read(row.value)

    async def case(self, number: str) -> BreachCase:
        """The case as the register has it."""
        row = await (await self._open()).get("cases", self.org.partition("breach"), case_key(number))
        assert row is not None, f"{number} is not in the register"
        return read_case(row.value)

    async def numbers(self) -> list[str]:
        """The numbers in the register."""
        return [key.removeprefix("case|") for key in await self.keys("case|")]

    async def events(self, number: str) -> list[Event]:
        """The history of a case of any register, which must be unbroken."""
        register = next(each for each in REGISTERS if each.prefix == prefix_of(number))
        rows = await self._scan(
            "cases", self.org.partition(register.name), f"event|{number}|", f"event|{number}|~"
        )
        told = [Event.model_validate_json(row.value) for row in rows]
        assert first_broken(told) is None
        return told

    async def everything(self) -> str:
        """All that is stored, as one text."""
        tables: tuple[tuple[Table, str], ...] = (
            *(("cases", self.org.partition(each.name)) for each in REGISTERS),
            ("conversations", f"{self.org.key}:talks"),
            ("links", self.org.key),
        )
        found = [row for table, where in tables for row in await self._scan(table, where, "", "~")]
        return "\n".join(f"{row.key} {row.value}" for row in found)

    async def _open(self) -> RowStore:
        if self._rows is None:
            self._rows = await open_rows(self.store)
        return self._rows

    async def _scan(self, table: Table, where: str, first: str, before: str) -> list[Row]:
        return list(await (await self._open()).scan(table, where, first, before, 100_000))


def store_named(store: str | Path) -> str:
    """The setting of a store, which may be told as a folder: then it is a file of SQLite in it."""
    return f"sqlite:{store / 'privacybot.db'}" if isinstance(store, Path) else store


@asynccontextmanager
async def side_by_side(bots: Sequence[RunningBot]) -> AsyncIterator[RunningBot]:
    """Instances on one store; gives the first, which knows the others, and is the one that Teams calls."""
    async with AsyncExitStack() as stack:
        for bot in reversed(bots):
            await bot.start()
            stack.push_async_callback(bot.stop)
        bots[0].others = list(bots[1:])
        yield bots[0]


@asynccontextmanager
async def running_bot(
    store: str | Path,
    *,
    linked: bool = True,
    tokens: bool = False,
    clock: Clock | None = None,
    mailer: Mailer | None = None,
    instances: int = 1,
    seals: Seals = NO_SEALS,
    metrics_token: str = "",
    rhythm: float = RHYTHM_SECONDS,
    **changes: object,
) -> AsyncIterator[RunningBot]:
    """A running bot with all around it; `store` is a folder (for SQLite) or a store setting.

    With more `instances`, the others run beside it on the same store. At the end the cards are checked.
    """
    async with fake_teams(check_tokens=tokens) as teams:
        org = organisation_of(teams, linked=linked, **changes)
        clock, mailer = clock or Clock(), mailer or Mailbox()
        teams.clock = clock
        bots = [
            RunningBot(
                teams,
                store_named(store),
                org,
                clock,
                mailer,
                tokens=tokens,
                seals=seals,
                metrics_token=metrics_token,
                rhythm=rhythm,
            )
            for _ in range(instances)
        ]
        async with side_by_side(bots) as bot:
            yield bot
            check_cards(teams)


@asynccontextmanager
async def talking(store: Path, who: FakePerson, line: str) -> AsyncIterator[Chat]:
    """The own chat of somebody who typed a first line to a running bot."""
    async with running_bot(store) as bot:
        chat = bot.personal(who)
        await chat.say(line)
        yield chat


def check_cards(teams: FakeTeams) -> None:
    """Every card that was sent or answered keeps the rules of tests/cards/rules.py and holds no BSN."""
    typed = typed_texts(teams)
    seen: set[str] = set()
    for card in cards_of(teams):
        told = json.dumps(card, ensure_ascii=False, sort_keys=True)
        if told in seen:
            continue
        seen.add(told)
        wrong = violations(card, typed)
        assert not wrong, f"{wrong}\n{told}"
    said = json.dumps([call.body for call in teams.calls]) + json.dumps([each.body for each in teams.answers])
    assert BSN not in said, "a BSN was sent"


def cards_of(teams: FakeTeams) -> list[Card]:
    """Every card that the bot tried to send, and every card that a press was answered with."""
    sent: list[Card] = []
    for call in teams.calls:
        activity = call.body.get("activity", call.body)
        sent += [
            each["content"]
            for each in activity.get("attachments") or []
            if each.get("contentType") not in FILE_TYPES
        ]
    return sent + [each.card for each in teams.answers if each.card is not None]


def typed_texts(teams: FakeTeams) -> list[str]:
    """What people typed that cannot be mistaken for our own words, and the names of who are no officers."""
    texts: list[str] = []
    for activity in teams.received:
        texts += _texts_in([activity.get("text"), activity.get("value")])
        sender = activity.get("from")
        name = sender.get("name", "") if isinstance(sender, dict) else ""
        if name not in OFFICERS:
            texts.append(name)
    told = {each for each in texts if len(each.split()) >= STORY_WORDS or "Voorbeeld" in each}
    return sorted(told | {hidden_in(each).text for each in told})


def _texts_in(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        inner: Any = [each for name, each in part.items() if name != "title"]  # of the button, not typed
    else:
        inner = part if isinstance(part, list) else ()
    return [text for each in inner for text in _texts_in(each)]
