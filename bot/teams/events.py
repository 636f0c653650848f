"""What Teams tells us, as plain typed events, and what we tell Teams: the seam of the Bot Framework."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Card = dict[str, Any]
Scope = Literal["personal", "channel", "group"]
Brought = Literal["picture", "file"]
"""What a message can bring beside its text. Neither is fetched."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts. `aad_id` is the identity that Teams vouches for, `teams_id` what it calls that person in a chat;
    `name` is for display only."""

    aad_id: str
    teams_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens. In a channel `conversation` is the bare channel id and `thread` the root message id."""

    service_url: str
    conversation: str
    scope: Scope
    tenant: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    """Something that `person` did in `place`, as Teams vouches for both.

    `activity_id` recognises a redelivery.
    """

    activity_id: str
    person: Person
    place: Place


@dataclass(frozen=True, slots=True)
class Message(_Done):
    """Typed text, mentions of the bot taken out, and what was sent along.

    `unseen`: it stands where others read along, but Teams shows it to nobody but the sender (a slash command).
    """

    text: str
    brings: frozenset[Brought] = frozenset()
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Edited(_Done):
    """A message that was typed before, `activity_id`, now says this."""

    text: str


@dataclass(frozen=True, slots=True)
class Deleted(_Done):
    """Who typed the message `activity_id` took it away."""


@dataclass(frozen=True, slots=True)
class CardAction(_Done):
    """A pressed button: `data` is what the card carried merged with what was filled in, all hostile strings.

    `by_invoke` says whether the answer travels back in the response (Action.Execute) or must be posted
    (the Action.Submit fallback). `card_id` is the message that holds the card, when Teams tells it.
    """

    verb: str
    data: Mapping[str, str]
    by_invoke: bool
    card_id: str | None


@dataclass(frozen=True, slots=True)
class MessageAction(_Done):
    """Somebody chose our action on a message, of anybody: `link` is its address ("" when none is known), `sent_at` when
    it was sent. What stands in it is not taken over.

    `place` is where that message stands, also when that is a chat of two people without the bot; it is never the own
    chat. First it is asked what to show (`confirmed` is False), then the button of that card comes back.
    """

    command: str
    link: str
    sent_at: datetime | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Installed(_Done):
    """The bot was added to a chat or team, or a chat was opened for the first time."""


@dataclass(frozen=True, slots=True)
class Removed(_Done):
    """The bot was taken out of a chat or team; nothing can be said there any more."""


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """Others joined or left; nothing is said about it."""

    activity_id: str
    place: Place
    added: tuple[str, ...] = field(default=())
    removed: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Upload:
    """Where Teams lets a file be put, and what it is called there; all of it as it was told, so hostile."""

    url: str
    content_url: str
    name: str
    unique_id: str
    file_type: str


@dataclass(frozen=True, slots=True)
class FileConsent(_Done):
    """Somebody said whether an offered file may come: `context` is what the offer carried, as hostile as a press.

    `upload` is None when the person does not want it, or when nothing usable was told. `card_id` is the offer.
    """

    accepted: bool
    context: Mapping[str, str]
    upload: Upload | None
    card_id: str | None


@dataclass(frozen=True, slots=True)
class FileOffer:
    """A file that can be given: its name, what it is, about how many bytes, and what comes back with a yes or a no."""

    name: str
    about: str
    size: int
    context: Mapping[str, str]


Event = (
    Message
    | Edited
    | Deleted
    | CardAction
    | MessageAction
    | FileConsent
    | Installed
    | Removed
    | MembersChanged
)


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Answer with this card: in place for a press, as a new message for typed text.

    What must be remembered once the card stands in a message goes along: `follows` is the case that the message shows
    from then on, `answered` says that what is typed next is about this card. `alone` is the card to show instead where
    others read along, as a message that only whoever is answered sees; `card` stands there when Teams refuses that.
    `refused` says why nothing was done, "" when nothing was refused: that is counted.
    """

    card: Card
    summary: str
    follows: str = ""
    answered: bool = False
    alone: Card | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Answer with a short text; the card that was pressed stays as it is. `refused` as in ShowCard."""

    text: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class ShowDialog:
    """Answer an action on a message with this card, in a window of its own."""

    card: Card
    title: str


Answer = ShowCard | ShowDialog | Say | None


class PermanentFailure(Exception):
    """Teams will never accept this message (blocked, uninstalled, unknown, too large). The text names the reason."""


class TransientFailure(Exception):
    """Teams did not accept this message now; trying again later makes sense. It may have arrived."""


class NotLetIn(TransientFailure):
    """Microsoft refuses the bot's login: nothing goes until somebody repairs the registration or its secret."""


class Teams(Protocol):
    """The four things that we tell Teams outside the direct answer. All raise PermanentFailure or TransientFailure."""

    async def post_to_channel(self, place: Place, card: Card, summary: str) -> str:
        """A new post at the top level of a channel; gives its message id ("" when Teams tells none)."""

    async def send_to_person(self, place: Place, card: Card, summary: str) -> str:
        """A new message in an existing personal chat; gives its message id."""

    async def update(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        """Replace the card of a message that the bot sent."""

    async def reply_in_thread(self, place: Place, thread: str, card: Card, summary: str) -> str:
        """A reply under a post of a channel; gives its message id."""

    async def open_chat(self, service_url: str, tenant: str, teams_id: str) -> Place:
        """The personal chat with this person, made when there is none yet."""
