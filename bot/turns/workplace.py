"""What the turns of one organisation work with: what it keeps, how it is reached, and what comes in from outside."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.teams.card_follow import CardFollower, Updates
from bot.teams.events import FileOffer, Place, Upload
from bot.teams.refusals import Refusals
from bot.turns.absences import Absences
from bot.turns.budget import Budget
from bot.turns.links import Links
from bot.turns.own_chats import Chats
from bot.turns.talks import Talks
from bot.watch.metrics import Heard
from cases.desks.desks import Desks
from cases.desks.organisation_desk import OrganisationDesk
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from dialogs.talk.dialog import Dialog


class TeamsChats(Chats, Updates, Protocol):
    """What turns ask of Teams by themselves, besides their answer."""


class Files(Protocol):
    """The two calls of `bot.teams.chat_files.ChatFiles`."""

    async def offer(self, place: Place, offer: FileOffer) -> None:
        """Ask whether this file may come. Raises PermanentFailure or TransientFailure."""

    async def give(self, place: Place, upload: Upload, content: bytes) -> None:
        """Put the file there and show it. Raises UploadGone, PermanentFailure or TransientFailure."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """All of it is made once for an organisation and shared by its turns.

    Without `files` the client can take none. `wake` tells the outbox that something is due, `pause` waits before this
    try of somebody who lost a race, `heard` counts what became of a typed line.
    """

    org: Organisation
    dialog: Dialog
    desks: Desks
    registers: Mapping[str, RegisterDesk[Any]]
    organisation: OrganisationDesk
    talks: Talks
    links: Links
    absences: Absences
    teams: TeamsChats
    follower: CardFollower
    files: Files | None
    budget: Budget
    refusals: Refusals
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    wake: Callable[[], None]
    pause: Callable[[int], Awaitable[None]]
    heard: Callable[[Heard], None] = lambda heard: None
