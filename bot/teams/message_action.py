"""The action on a message ("Meld als datalek"): what Teams tells of that message, read without trust and for a part."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from botbuilder.schema import Activity

from bot.teams.events import MessageAction, Person, Place
from bot.teams.refusals import BadActivity

FETCH_TASK = "composeExtension/fetchTask"
SUBMIT_TASK = "composeExtension/submitAction"

LINK, SENT_AT = "link", "sent_at"
"""What the button of our card carries back."""

_LINKS = ("https://teams.microsoft.com/l/message/", "https://teams.cloud.microsoft/l/message/")
_LINK_LIMIT = 1_000
_MOMENT_LIMIT = 40
_COMMAND_LIMIT = 64
_YEARS = range(2000, 9000)
"""What every calendar and time zone can reckon with."""


def from_message_action(activity: Activity, activity_id: str, person: Person, tenant: str) -> MessageAction:
    """What was chosen, on which message. Raises BadActivity."""
    value = activity.value
    command = value.get("commandId") if isinstance(value, dict) else None
    if not isinstance(command, str) or not 0 < len(command) <= _COMMAND_LIMIT:
        raise BadActivity("value has no command")
    confirmed = activity.name == SUBMIT_TASK
    carried = value.get("data" if confirmed else "messagePayload")
    if not isinstance(carried, dict | None):
        raise BadActivity("value is not as it should be")
    names = (LINK, SENT_AT) if confirmed else ("linkToMessage", "createdDateTime")
    # A chat of two people is called personal as well: this place must never be taken for the own chat.
    place = Place(activity.service_url, activity.conversation.id, "group", tenant)
    link, sent_at = (_text(carried or {}, name) for name in names)
    return MessageAction(activity_id, person, place, command, _link(link), _moment(sent_at), confirmed)


def _text(carried: Mapping[str, Any], name: str) -> str:
    value = carried.get(name)
    return value if isinstance(value, str) else ""


def _link(address: str) -> str:
    """The address of a message in Teams; "" for any other."""
    fits = len(address) <= _LINK_LIMIT and address.isascii() and address.isprintable() and " " not in address
    return address if fits and address.startswith(_LINKS) else ""


def _moment(written: str) -> datetime | None:
    """A moment as Teams writes it; None for what is none, or has no zone."""
    try:
        moment = datetime.fromisoformat(written) if len(written) <= _MOMENT_LIMIT else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or moment.year not in _YEARS:
        return None
    return moment
