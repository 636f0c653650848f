"""Messages of the bot that may change later: where they stand, and which version of the case they show."""

import hashlib
from typing import Literal

from cases.kept_row import KeptRow
from cases.register.messages import recipient_key


class Post(KeptRow):
    """A message in a channel or chat."""

    service_url: str
    conversation: str
    scope: Literal["personal", "channel", "group"]
    tenant: str
    thread: str | None = None
    message_id: str
    version: int = 0


def post_key(number: str, name: str) -> str:
    """`name` is the recipient of a living card (po, fg, reporter, person:<id>), a reminder (po.ap-12h), a note under
    the card (po.note-question.3) or a page of the case that somebody called up in a channel (see page_name)."""
    return f"post|{number}|{recipient_key(name)}"


def page_name(message_id: str) -> str:
    """The name of a message in a channel that shows a case because somebody asked for it there."""
    return f"page.{hashlib.sha256(message_id.encode()).hexdigest()[:16]}"


def reminder_name(office: str, stage: str) -> str:
    """The name of a reminder in the channel of an office."""
    return f"{office}.{stage}"


def read_reminder_name(name: str) -> tuple[str, str]:
    """The office and the stage that such a name tells of; another name gives no stage of any case."""
    office, _, stage = name.partition(".")
    return office, stage
