"""Who and what there is in the invented Teams: persons, messages of the bot, and what can go wrong on the way."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any

from tests.e2e.fake_cards import Card, Json, text_of

TENANT = "11111111-2222-4333-8444-555555555555"
APP_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
SECRET = "not-a-secret"
BOT_NAME = "Privacyhulp"
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
FILE_CONSENT, FILE_INFO = (
    f"application/vnd.microsoft.teams.card.file.{each}" for each in ("consent", "info")
)
FILE_TYPES = (FILE_CONSENT, FILE_INFO)
ISSUER = "https://api.botframework.com"
SIZE_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class FakePerson:
    """Somebody in the organisation, as Teams knows them: `teams_id` in chats, `aad_id` as the identity that it vouches
    for."""

    name: str
    teams_id: str
    aad_id: str


def person(name: str) -> FakePerson:
    """An invented person; the ids follow from the name."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return FakePerson(name, f"29:1{digest[:40]}", str(uuid.UUID(digest[:32])))


SAM = person("Sam Voorbeeld")
NOOR = person("Noor Voorbeeld")
FINN = person("Finn Voorbeeld")
JILL = person("Jill Voorbeeld")


@dataclass(frozen=True, slots=True)
class Failure:
    """What the next request meets. `arrives`: it is carried out, only the answer is bad or late."""

    status: int = 500
    retry_after: str | None = None
    body: str = '{"error":{"code":"ServiceError","message":"invented"}}'
    content_type: str = "application/json"
    delay: float = 0.0
    cut: bool = False
    arrives: bool = False


HTML = Failure(502, body="<html><body>Bad Gateway</body></html>", content_type="text/html")
BLOCKED = Failure(
    403,
    body=json.dumps(
        {
            "errorCode": 209,
            "message": json.dumps({"subCode": "MessageWritesBlocked", "details": "Thread is blocked"}),
        }
    ),
)


@dataclass(slots=True)
class Post:
    """A message of the bot as it stands now. `version` counts its updates."""

    id: str
    conversation: str
    thread: str | None
    activity: Json
    version: int = 0
    only_for: str = ""
    """The one person who sees it, "" when everybody does."""

    @property
    def card(self) -> Card | None:
        """Its card, or None for a text."""
        attachments = self.activity.get("attachments") or []
        if attachments and attachments[0].get("contentType", CARD_TYPE) != CARD_TYPE:
            return None
        return attachments[0]["content"] if attachments else None

    @property
    def file(self) -> Json | None:
        """The card of a file that it is: an offer, or a file that came."""
        attachments = self.activity.get("attachments") or []
        return attachments[0] if attachments and attachments[0].get("contentType") in FILE_TYPES else None

    @property
    def text(self) -> str:
        """Everything that can be read in it."""
        return text_of(self.card) if self.card is not None else self.activity.get("text", "")

    @property
    def summary(self) -> str:
        """What the notification shows."""
        return str(self.activity.get("summary", ""))


@dataclass(frozen=True, slots=True)
class Call:
    """A request that reached the connector and how it was answered. `at` is in seconds of the loop."""

    method: str
    path: str
    body: Json
    status: int
    authorization: str | None
    at: float


@dataclass(frozen=True, slots=True)
class Answered:
    """How the bot answered a person's act. `card`, `notice` and `error` come from the response of a press."""

    status: int
    body: Any
    card: Card | None = None
    notice: str | None = None
    error: str | None = None


def channel_id(name: str) -> str:
    """The conversation id of the channel with this name."""
    return f"19:{hashlib.sha256(name.encode()).hexdigest()[:32]}@thread.tacv2"
