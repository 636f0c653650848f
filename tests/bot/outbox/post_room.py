"""The outbox with all that is real behind it and a Teams that notes what it is told, or refuses."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.outbox.chores import Chores
from bot.outbox.leases import Leases
from bot.outbox.loop import Outbox
from bot.outbox.sending import Sending
from bot.set_aside import SetAside
from bot.teams.events import Card, Person, Place
from bot.turns.talks import TABLE, partition
from cases.desks.organisation_desk import OrganisationDesk
from cases.desks.register_desk import RegisterDesk
from cases.people import Actor
from cases.ports import Insert, Replace, Row
from cases.register.messages import Due, due_at, due_key
from cases.register.plans import Mail
from tests.bot.turns.room import SERVICE, TENANT, Room, bot_room


@dataclass
class Sent:
    """One message as Teams was told it: how, where, under or instead of which one."""

    how: str
    where: str
    on: str
    card: Card
    summary: str


class NotingTeams:
    """Keeps what it is told, by its id; a conversation in `refusing` raises what stands there.

    Each call takes so many `turns` of the event loop before it is noted, and as many after.
    """

    def __init__(self) -> None:
        self.turns = 0
        self.sent: list[Sent] = []
        self.refusing: dict[str, Exception] = {}

    async def post_to_channel(self, place: Place, card: Card, summary: str) -> str:
        return await self._note("post", place, "", card, summary)

    async def send_to_person(self, place: Place, card: Card, summary: str) -> str:
        return await self._note("person", place, "", card, summary)

    async def reply_in_thread(self, place: Place, thread: str, card: Card, summary: str) -> str:
        return await self._note("reply", place, thread, card, summary)

    async def update(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        await self._note("update", place, message_id, card, summary)

    async def open_chat(self, service_url: str, tenant: str, teams_id: str) -> Place:
        return Place(service_url, f"chat-{teams_id}", "personal", tenant)

    async def _note(self, how: str, place: Place, on: str, card: Card, summary: str) -> str:
        for _ in range(self.turns):
            await asyncio.sleep(0)
        if place.conversation in self.refusing:
            raise self.refusing[place.conversation]
        self.sent.append(Sent(how, place.conversation, on, card, summary))
        name = f"t{len(self.sent)}"
        for _ in range(self.turns):
            await asyncio.sleep(0)
        return name

    def taken(self) -> list[Sent]:
        """What was sent since this was asked last."""
        news, self.sent = self.sent, []
        return news


@dataclass
class NotedMail:
    """Keeps the mails."""

    mails: list[Mail] = field(default_factory=list)
    relays: bool = True

    async def send(self, mail: Mail) -> None:
        self.mails.append(mail)


@dataclass
class PostRoom:
    """The outboxes of two instances on one store, and what they send."""

    room: Room
    teams: NotingTeams
    mail: NotedMail
    outbox: Outbox
    other: Outbox
    sending: Sending
    leases: Leases

    async def link(self, *offices: str) -> None:
        """These offices have a channel."""
        for office in offices:
            place = Place(SERVICE, f"channel-{office}", "channel", TENANT)
            await self.room.links.link_office(office, place)

    async def meet(self, *people: Actor) -> None:
        """The bot knows the chats of these people."""
        for each in people:
            place = Place(SERVICE, f"chat-{each.aad_id}", "personal", TENANT)
            await self.room.links.note_person(Person(each.aad_id, "", each.name), place)

    async def settle(self, hours: float = 0) -> list[Sent]:
        """Let time pass and send what is due, until nothing moves any more; gives what was sent."""
        self.room.now += timedelta(hours=hours)
        while await self.outbox.tick():
            pass
        return self.teams.taken()

    async def waiting(self, register: str = "breach") -> list[tuple[Row, Due]]:
        """What waits in the outbox of a register ("talks": of conversations), the earliest first."""
        table, where = ("cases", self.room.org.partition(register))
        if register == "talks":
            table, where = TABLE, partition(self.room.org)
        rows = await self.room.store.scan(table, where, "due|", "due|~", 1000)  # type: ignore[arg-type]
        return [(row, Due.model_validate_json(row.value)) for row in rows]

    async def named(self, *names: str) -> list[tuple[Row, Due]]:
        """What waits of these kinds of message about a breach."""
        return [(row, due) for row, due in await self.waiting() if due.kind in names]

    async def wait(self, at: datetime, due: Due) -> None:
        """One more message about a breach waits until then."""
        where = self.room.org.partition("breach")
        await self.room.store.commit("cases", where, [Insert(due_key(at, due), due.model_dump_json())])

    async def waits_otherwise(self, row: Row, due: Due) -> None:
        """This message waits as it is told here."""
        value = due.model_dump_json()
        await self.room.store.commit("cases", row.partition, [Replace(row.key, value, row.etag)])

    async def until_due(self, row: Row) -> None:
        """The clock is at the moment of this message."""
        self.room.now = due_at(row.key)


@asynccontextmanager
async def post_room(folder: Path) -> AsyncIterator[PostRoom]:
    """On a store of its own; the clock stands still until the test moves it."""
    async with bot_room(folder) as room:
        teams, mail = NotingTeams(), NotedMail()
        aside = SetAside(room.store, room.org, lambda: room.now, [])
        registers = {
            each.register.name: RegisterDesk(room.store, room.org, each.register) for each in room.desks
        }

        sending = Sending(
            store=room.store, org=room.org, teams=teams, mailer=mail, links=room.links, clock=lambda: room.now
        )

        def outbox() -> Outbox:
            chores = Chores(room.store, room.org, teams, room.links, registers, lambda: None)
            return Outbox(
                room.store,
                room.org,
                sending,
                teams,
                room.links,
                room.talks,
                room.desks,
                chores,
                aside,
                organisation=OrganisationDesk(room.store, room.org),
                clock=lambda: room.now,
            )

        leases = Leases(room.store, room.org, lambda: room.now)
        yield PostRoom(room, teams, mail, outbox(), outbox(), sending, leases)
