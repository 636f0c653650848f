"""Messages of the bot that may change later: where they stand, and which version of the case they show."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from cases.register.messages import recipient_key


class Post(BaseModel):
    """A message in a channel or chat."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    form: int = 1
    service_url: str
    conversation: str
    scope: Literal["personal", "channel", "group"]
    tenant: str
    thread: str | None = None
    message_id: str
    version: int = 0


def post_key(number: str, name: str) -> str:
    """`name` is the recipient of a living card (po, fg, reporter, person:<id>) or a reminder (po.ap-12h)."""
    return f"post|{number}|{recipient_key(name)}"
