"""The turns of the bot with all that is real behind them and no Teams before them: people say, press and read."""

import itertools
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.registers import REGISTERS
from bot.set_aside import SetAside
from bot.teams.card_follow import CardFollower
from bot.teams.events import (
    Answer,
    Brought,
    Card,
    CardAction,
    Deleted,
    Edited,
    Event,
    Installed,
    Message,
    PermanentFailure,
    Person,
    Place,
    Removed,
    Say,
    Scope,
    ShowCard,
    TransientFailure,
)
from bot.teams.refusals import Refusals
from bot.turns.absences import Absences
from bot.turns.budget import UNLIMITED, Allowance, Budget
from bot.turns.links import Links
from bot.turns.talks import Talks, at_hand
from bot.turns.turn import Turns
from bot.turns.workplace import Workplace
from cases.desks.desks import Desks
from cases.desks.organisation_desk import OrganisationDesk
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.people import Actor
from cases.ports import Conflict, Row, RowStore, Table, Write
from cases.register.life import Change
from dialogs.dutch.understanding import load_understanding
from dialogs.talk.dialog import Dialog
from storage.sqlite_rows import SqliteRows
from tests.cards.rules import all_actions
from tests.cases.breach.by_chance import NOW, ORG
from tests.e2e.fake_teams import text_of

SERVICE = "https://smba.example/"
TENANT = "tenant"


class Told(CardFollower):
    """Notes what each message should show from now on."""

    def __init__(self) -> None:
        super().__init__(_Nobody(), now=lambda: 0.0)
        self.followed: list[tuple[str, str, Card, str]] = []

    def follow(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        self.followed.append((place.conversation, message_id, card, summary))


class _Nobody:
    async def update(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        raise AssertionError("nothing is sent here")


class Client:
    """What the bot tells Teams by itself: chats that it opens and cards that it shows there. `refuses` what it is
    asked, once each."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.shown: list[tuple[str, Card, str]] = []
        self.refuses: list[PermanentFailure | TransientFailure] = []

    async def open_chat(self, service_url: str, tenant: str, teams_id: str) -> Place:
        self._refuse()
        self.opened.append(teams_id)
        return Place(service_url, f"opened-{teams_id}", "personal", tenant)

    async def send_to_person(self, place: Place, card: Card, summary: str) -> str:
        self._refuse()
        self.shown.append((place.conversation, card, summary))
        return f"c{len(self.shown)}"

    async def update(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        self._refuse()
        self.shown.append((place.conversation, card, summary))

    def _refuse(self) -> None:
        if self.refuses:
            raise self.refuses.pop(0)


class Losing:
    """A store in which somebody else is first, as often as `losses` says."""

    def __init__(self, store: RowStore) -> None:
        self._store = store
        self.losses = 0
        self.only: Table | None = None
        self.commits: list[tuple[Table, Sequence[Write]]] = []

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        return await self._store.get(table, partition, key)

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        return await self._store.scan(table, partition, first, before, limit)

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        if self.losses and self.only in (None, table):
            self.losses -= 1
            raise Conflict("somebody else was first")
        done = await self._store.commit(table, partition, writes)
        self.commits.append((table, writes))
        return done

    async def close(self) -> None:
        await self._store.close()


@dataclass
class Room:
    """The parts of the bot that a test looks into, and how somebody comes in."""

    turns: Turns
    store: Losing
    desks: Desks
    talks: Talks
    links: Links
    dialog: Dialog
    told: Told
    org: Organisation
    client: "Client"
    refusals: Refusals
    seconds: float = 0.0
    woken: list[str] = field(default_factory=list)
    pauses: list[int] = field(default_factory=list)
    now: datetime = NOW
    ids: Iterator[int] = field(default_factory=itertools.count)

    def chat(self, who: Actor, scope: Scope = "personal", named: str = "") -> "Chat":
        """Where this person talks with the bot: the own chat, or a channel or group of that name."""
        name = named or f"chat-{who.aad_id}"
        place = Place(SERVICE, name, scope, TENANT, "root" if scope == "channel" else None)
        return Chat(self, Person(who.aad_id, f"29:{who.aad_id[-4:]}", who.name), place)

    async def office(self, office: str, who: Actor) -> "Chat":
        """The channel of an office, linked, as this person sees it."""
        await self.links.link_office(office, Place(SERVICE, f"channel-{office}", "channel", TENANT))
        return self.chat(who, "channel", f"channel-{office}")

    async def filed(self, change: Change[Any]) -> Any:
        """This new case in its register."""
        case = change.case
        return await self.desks.of(case.number).file(
            lambda number: change,
            draft_id=case.number.replace("-", ""),
            reporter=case.reporter,
            now=self.now,
        )

    async def acted(self, number: str, event: str, who: Actor, /, **given: str) -> Any:
        """The case after something that somebody did."""
        return await self.desks.of(number).act(number, event, who, self.now, given)

    async def talk(self, who: Actor) -> Any:
        """The conversation with this person as it is kept."""
        return (await self.talks.load(who.aad_id))[0]


@dataclass
class Chat:
    """Somebody in a place. `card_id` is the message of the newest card, `answer` what the bot said last."""

    room: Room
    person: Person
    place: Place
    answer: Answer = None
    card_id: str = ""
    typed: str = ""

    @property
    def text(self) -> str:
        """All that can be read in the last answer."""
        match self.answer:
            case ShowCard(card=card):
                return text_of(card)
            case Say(text=text):
                return text
        return ""

    @property
    def card(self) -> Card:
        """The card of the last answer."""
        assert isinstance(self.answer, ShowCard), self.answer
        return self.answer.card

    async def install(self) -> Answer:
        """The bot is added to this place."""
        return await self.meet(Installed(self._id(), self.person, self.place))

    async def remove(self) -> Answer:
        """The bot is taken out of this place."""
        return await self.meet(Removed(self._id(), self.person, self.place))

    async def say(self, text: str, activity_id: str = "", brings: frozenset[Brought] = frozenset()) -> Answer:
        """Type a line, perhaps with something beside it."""
        self.typed = activity_id or self._id()
        return await self.meet(Message(self.typed, self.person, self.place, text, brings))

    async def edit(self, text: str, activity_id: str = "") -> str:
        """Change the line that was typed last, or another; what then comes into the own chat, "" for nothing."""
        return await self._unasked(Edited(activity_id or self.typed, self.person, self.place, text))

    async def delete(self, activity_id: str = "") -> str:
        """Take it away; what then comes into the own chat."""
        return await self._unasked(Deleted(activity_id or self.typed, self.person, self.place))

    async def _unasked(self, event: Event) -> str:
        shown = len(self.room.client.shown)
        assert await self.room.turns.handle(event) is None
        return "\n".join(text_of(card) for _, card, _ in self.room.client.shown[shown:])

    async def press(
        self,
        verb: str,
        data: Mapping[str, str] | None = None,
        *,
        by_invoke: bool = True,
        card_id: str | None = "",
    ) -> Answer:
        """Press a button with this verb and data on the newest card, or on another."""
        on = self.card_id if card_id == "" else card_id
        return await self.meet(
            CardAction(self._id(), self.person, self.place, verb, data or {}, by_invoke, on or None)
        )

    async def meet(self, event: Event) -> Answer:
        """What the bot makes of this event, and what the adapter then tells it about the message."""
        self.answer = await self.room.turns.handle(event)
        posted = isinstance(event, Message) or (isinstance(event, CardAction) and not event.card_id)
        if isinstance(self.answer, ShowCard) and (posted or isinstance(event, Installed)):
            self.card_id = f"m{self._id()}"
            if isinstance(event, Message | CardAction):
                await self.room.turns.shown(event, self.answer, self.card_id)
        return self.answer

    def _id(self) -> str:
        return str(next(self.room.ids))


@asynccontextmanager
async def bot_room(
    folder: Path, org: Organisation = ORG, allowance: Allowance = UNLIMITED
) -> AsyncIterator[Room]:
    """The turns of a bot on a store of its own; the clock stands still until the test moves it."""
    org = org.model_copy()  # it follows what is changed in Teams
    rows = await SqliteRows.open(folder / "rows.db")
    store = Losing(rows)
    numbers = itertools.count(1)
    made: list[Room] = []

    def here() -> Room:
        return made[0]

    def clock() -> datetime:
        return here().now

    def new_id() -> str:
        return f"id{next(numbers)}"

    def wake() -> None:
        here().woken.append("outbox")

    async def pause(attempt: int) -> None:
        here().pauses.append(attempt)

    dialog, desks = Dialog(org, load_understanding()), Desks(store, org, pause, REGISTERS)
    aside = SetAside(store, org, clock, [])
    talks, links, told = Talks(store, org, at_hand(dialog), aside), Links(store, org, aside), Told()
    client = Client()
    refusals = Refusals()
    turns = Turns(
        Workplace(
            org=org,
            dialog=dialog,
            desks=desks,
            registers={each.register.name: RegisterDesk(store, org, each.register) for each in desks},
            organisation=OrganisationDesk(store, org),
            talks=talks,
            links=links,
            absences=Absences(store, org, aside),
            teams=client,
            follower=told,
            files=None,
            budget=Budget(allowance, lambda: here().seconds),
            refusals=refusals,
            clock=clock,
            new_id=new_id,
            wake=wake,
            pause=pause,
        )
    )
    made.append(Room(turns, store, desks, talks, links, dialog, told, org, client, refusals))
    try:
        yield made[0]
    finally:
        await rows.close()


def buttons(card: Card) -> dict[str, tuple[str, dict[str, str]]]:
    """Every button of a card by its title: its verb and what it carries."""
    return {title: (verb, data) for title, verb, data in _buttons(card)}


def _buttons(card: Any) -> Iterator[tuple[str, str, dict[str, str]]]:
    for each in all_actions(card):
        if each["type"] == "Action.Execute":
            told = {name: str(value) for name, value in each.get("data", {}).items()}
            yield str(each.get("title", "")), str(each.get("verb", "")), told


def inputs(part: Any) -> list[dict[str, Any]]:
    """Every input of a card."""
    if isinstance(part, list):
        return [found for each in part for found in inputs(each)]
    if not isinstance(part, dict):
        return []
    own = [part] if str(part.get("type", "")).startswith("Input.") else []
    return own + [found for each in part.values() for found in inputs(each)]
