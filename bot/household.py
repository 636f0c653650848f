"""Everything of one organisation in the running bot: its registers, links, conversations, chores and outbox.

Households know nothing of each other. They share what knows of nobody (`Shared`). A deployment may have many (ADR
0031).
"""

import asyncio
import logging
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.heartbeat import Heartbeat
from bot.outbox.chores import Chores
from bot.outbox.leaving import Leaving
from bot.outbox.loop import Outbox
from bot.outbox.mail import Mailer
from bot.outbox.sending import Sending
from bot.outbox.told_time import LastAsked, ToldTime
from bot.register_places import places_of
from bot.registers import REGISTERS
from bot.set_aside import SetAside
from bot.settings import Settings
from bot.surroundings import mail_works_of
from bot.teams.card_follow import CardFollower
from bot.teams.chat_files import ChatFiles
from bot.teams.connector import ConnectorClient
from bot.teams.events import Answer, CardAction, Event, Message, ShowCard
from bot.teams.refusals import Refusals
from bot.teams.web import Words, load_words
from bot.turns.absences import Absences
from bot.turns.budget import Allowance, Budget
from bot.turns.links import Links
from bot.turns.talks import Talks
from bot.turns.turn import Turns
from bot.turns.workplace import Workplace
from bot.watch.logs import lines_of
from bot.watch.looking import Look
from bot.watch.metrics import Metrics
from bot.watch.self_check import SelfCheck
from cases.desks.desks import Desks
from cases.desks.organisation_desk import OrganisationDesk
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.ports import RowStore
from dialogs.dutch.understanding import Hears
from dialogs.talk.dialog import Dialog

log = logging.getLogger(__name__)

LONGEST_PAUSE_SECONDS = 0.5
"""Between two tries of who lost a race for a row."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all organisations of a deployment use, and what holds nothing of any.

    `files` is None where no file can be shown; `mailer` makes what sends the mail of one; `now` counts seconds and
    never goes back; `wake` makes the loop that sends look at once.
    """

    settings: Settings
    store: RowStore
    clock: Callable[[], datetime]
    now: Callable[[], float]
    connector: ConnectorClient
    follower: CardFollower
    files: ChatFiles | None
    understanding: Hears
    mailer: Callable[[Organisation], Mailer]
    allowance: Allowance
    asked: LastAsked
    heart: Heartbeat
    metrics: Metrics
    refusals: Refusals
    wake: Callable[[], None]


class Household:
    """One organisation. What is costly, knowing how to talk with the names of the organisation, is made when somebody
    talks; the rest when this is. Before anything else `begin` is awaited: every way in here does."""

    def __init__(self, org: Organisation, shared: Shared) -> None:
        """`org` is as its file says; a copy of it follows what is changed in Teams."""
        store, clock, connector = shared.store, shared.clock, shared.connector
        self.org = org = org.model_copy()
        self._shared = shared
        self._named = org.key if shared.settings.of_folder else ""
        self._beginning = asyncio.Lock()
        self._talking = asyncio.Lock()
        self._begun = False
        self._dialog: Dialog | None = None
        self._turns: Turns | None = None
        self.words: Words = load_words(org.offices.po.title, org.offices.po.email)
        settings = shared.settings
        self._organisation = OrganisationDesk(store, org)
        self._desks = Desks(store, org, _pause, REGISTERS, settings.seals)
        self.aside = SetAside(store, org, clock, places_of(org))
        self._links = Links(store, org, self.aside)
        self._talks = Talks(store, org, self.dialog, self.aside)
        self._registers = {
            each.register.name: RegisterDesk(store, org, each.register, settings.seals)
            for each in self._desks
        }
        self._absences = Absences(store, org, self.aside)
        self._figures = shared.metrics.of_one()
        mailer = shared.mailer(org)
        self.check = SelfCheck(
            org=org,
            teams=connector,
            links=self._links,
            mailer=mailer,
            around=Look(org, connector, self._links.office, shared.heart.beats, mail_works_of(mailer)).around,
            metrics=self._figures,
            aside=lambda: self.aside.count,
            password_expires=settings.password_expires,
            sealed=bool(settings.seals) or settings.local,
        )
        look = None if settings.local else self.check.look  # a Playground has no administrators
        self._chores = Chores(
            store,
            org,
            connector,
            self._links,
            self._registers,
            connector.server_time,
            mailer,
            Leaving(store, org, self._organisation),
            look,
        )
        sending = Sending(
            store=store, org=org, teams=connector, mailer=mailer, links=self._links, clock=clock
        )
        self._outbox = Outbox(
            store,
            org,
            sending,
            connector,
            self._links,
            self._talks,
            self._desks,
            self._chores,
            self.aside,
            organisation=self._organisation,
            clock=clock,
            wake=shared.wake,
            time=ToldTime(connector, self._links, shared.asked),
            absences=self._absences,
            metrics=self._figures,
        )

    async def begin(self) -> None:
        """Follow what is kept, and plan what recurs; once. Raises StoreUnavailable, and may be tried again then."""
        async with self._beginning:
            if self._begun:
                return
            now = self._shared.clock()
            await self._organisation.refresh()
            for name, register in self._registers.items():
                if older := await register.list_older():
                    log.info(
                        "%d cases of an earlier version were put in the lists of the register %s", older, name
                    )
            await self._chores.plan(now)
            await self._absences.refresh(now)
            self._begun = True

    async def round(self) -> int:
        """Send what is due now; gives how many messages were dealt with. Raises StoreUnavailable."""
        lines_of(self._named)
        await self.begin()
        return await self._outbox.tick()

    @property
    def hangs(self) -> bool:
        """Whether something that is being sent takes so long that only a new start helps."""
        return self._outbox.hangs

    async def finished(self) -> None:
        """No round comes any more: what is being sent is finished."""
        await self._outbox.finished()

    async def next_due(self) -> datetime | None:
        """When the first of what waits is due; None when nothing waits. Raises StoreUnavailable."""
        return await self._outbox.next_due()

    async def handle(self, event: Event) -> Answer:
        """The answer to this event of somebody of this organisation."""
        lines_of(self._named)
        await self.begin()
        return await (await self.turns()).handle(event)

    async def shown(self, event: Message | CardAction, answer: ShowCard, card_id: str) -> None:
        """The answer to this event now stands in the chat as a new message with this id."""
        await (await self.turns()).shown(event, answer, card_id)

    async def dialog(self) -> Dialog:
        """What knows how to talk. With names of its own it takes a moment to make: others go on meanwhile."""
        if self._dialog is None:
            async with self._talking:
                if self._dialog is None:
                    self._dialog = await asyncio.to_thread(Dialog, self.org, self._shared.understanding)
        return self._dialog

    async def turns(self) -> Turns:
        """What answers events."""
        dialog = await self.dialog()
        if self._turns is None:
            self._turns = self._made_turns(dialog)
        return self._turns

    def _made_turns(self, dialog: Dialog) -> Turns:
        shared = self._shared
        return Turns(
            Workplace(
                org=self.org,
                dialog=dialog,
                desks=self._desks,
                registers=self._registers,
                organisation=self._organisation,
                talks=self._talks,
                links=self._links,
                absences=self._absences,
                teams=shared.connector,
                follower=shared.follower,
                files=shared.files,
                budget=Budget(shared.allowance, shared.now),
                refusals=shared.refusals,
                clock=shared.clock,
                new_id=_new_id,
                wake=shared.wake,
                pause=_pause,
                heard=self._figures.line,
            )
        )


def _new_id() -> str:
    return uuid.uuid4().hex


async def _pause(attempt: int) -> None:
    """Waits a little longer at every try, never quite as long as the others who try; all tries of a turn fit in the
    time that Teams waits for its answer."""
    await asyncio.sleep(random.random() * min(0.02 * 2**attempt, LONGEST_PAUSE_SECONDS))
