"""What Teams sends, read without trust: an activity becomes one of our events, or is refused with a clean error."""

import json
import math
from collections.abc import Mapping
from typing import Any

from botbuilder.schema import Activity, Attachment, ChannelAccount, ConversationAccount

from bot.teams import events
from bot.teams.file_consent import FILE_CONSENT, upload_in
from bot.teams.message_action import FETCH_TASK, SUBMIT_TASK, from_message_action
from bot.teams.refusals import BadActivity, Forbidden
from bot.teams.typed_text import without_markup

TEXT_LIMIT = 20_000
"""Characters of a typed message or of a field that are passed on; a handler has its own, smaller limits."""


FIELD_COUNT_LIMIT = 60


FIELD_NAME_LIMIT = 100


_ID_LIMIT = 1_000


_MEMBERS_LIMIT = 1_000


_ENTITIES_LIMIT = 200


_ATTACHMENTS_LIMIT = 200


_FILES = (
    "reference",
    "audio/",
    "video/",
    "application/vnd.microsoft.teams.file.",
    "application/vnd.openxmlformats",
    "application/vnd.ms-",
    "application/msword",
    "application/pdf",
    "application/zip",
    "application/octet-stream",
)
"""How the content type of a file begins. Text with markup, previews of links and cards come along by themselves."""


_SCOPES: Mapping[str, events.Scope] = {"personal": "personal", "channel": "channel", "groupChat": "group"}


# Control characters say nothing to a reader and trouble stores and logs; tab and line feed stay. Some clients end a
# line with a carriage return alone.
_CONTROL = dict.fromkeys((*range(0x09), *range(0x0B, 0x20), 0x7F, 0x200B, 0xFEFF))


def read_activity(raw: object) -> Activity:
    """The fields that we use, of the right type and size, as the SDK's Activity. Raises BadActivity.

    `Activity.deserialize` would take 0.3 ms, and lets strange types through in parts that it does not know.
    """
    if not isinstance(raw, dict):
        raise BadActivity("the activity is not an object")
    conversation = _account(raw, "conversation", needed=True)
    recipient = _account(raw, "recipient", needed=False)
    sender = _account(raw, "from", needed=False)
    channel = _object(raw, "channelData")
    tenant = _object(channel or {}, "tenant")
    entities = _objects(raw, "entities", _ENTITIES_LIMIT)
    for entity in entities:
        mentioned = _object(entity, "mentioned") or {}
        for part, name in ((entity, "type"), (entity, "text"), (mentioned, "id"), (mentioned, "name")):
            if not isinstance(part.get(name), str | None):
                raise BadActivity("an entity is not as it should be")
    attachments = _objects(raw, "attachments", _ATTACHMENTS_LIMIT)
    if not all(isinstance(each.get("contentType"), str | None) for each in attachments):
        raise BadActivity("an attachment is not as it should be")
    return Activity(
        type=_id(raw, "type", needed=True),
        id=_id(raw, "id"),
        name=_id(raw, "name"),
        action=_id(raw, "action"),
        channel_id=_id(raw, "channelId", needed=True),
        service_url=_id(raw, "serviceUrl", needed=True),
        reply_to_id=_id(raw, "replyToId"),
        text=_text(raw, "text"),
        value=raw.get("value"),
        entities=entities,
        attachments=[Attachment(content_type=each.get("contentType")) for each in attachments],
        channel_data={
            "tenants": (
                _id(tenant or {}, "id"),
                _id(conversation, "tenantId"),
                _id(sender, "tenantId"),
            ),
            "eventType": _id(channel or {}, "eventType"),
            "unseen": recipient.get("isTargeted") is True,
        },
        from_property=_channel_account(sender),
        recipient=_channel_account(recipient),
        conversation=ConversationAccount(
            id=_id(conversation, "id", needed=True),
            conversation_type=_id(conversation, "conversationType"),
        ),
        members_added=_members(raw, "membersAdded"),
        members_removed=_members(raw, "membersRemoved"),
    )


def first_tenant(activity: Activity) -> str:
    """The tenant in which something happens, as Teams names it first; "" when it names none."""
    return next((str(each) for each in activity.channel_data["tenants"] if each), "")


def to_event(activity: Activity, tenants: frozenset[str]) -> events.Event | None:
    """The event in this activity, None when it is nothing to us (typing, a reaction, an unknown kind). `tenants` are
    those of one organisation: nothing in the activity may name another one (empty: any may).

    Raises BadActivity for one that cannot be read, Forbidden for another tenant or a sender whom Teams does
    not vouch for (a bot, an anonymous guest).
    """
    # In a channel that is shared with others, that of the sender may be another one than that of the place.
    named = [each for each in activity.channel_data["tenants"] if each]
    tenant = first_tenant(activity)
    if tenants and (not named or not tenants.issuperset(named)):
        raise Forbidden("tenant not served")
    match activity.type:
        case "message":
            return _from_message(activity, tenant)
        case "invoke" if activity.name == "adaptiveCard/action":
            return _from_invoke(activity, tenant)
        case "invoke" if activity.name in (FETCH_TASK, SUBMIT_TASK):
            return from_message_action(activity, _activity_id(activity), _person(activity), tenant)
        case "invoke" if activity.name == FILE_CONSENT:
            return _from_consent(activity, tenant)
        case "conversationUpdate":
            return _from_members(activity, tenant)
        case "installationUpdate" if activity.action in {"add", "add-upgrade"}:
            return events.Installed(*_which_who_where(activity, tenant))
        case "installationUpdate" if activity.action == "remove":
            return events.Removed(*_which_who_where(activity, tenant))
        case "messageUpdate" if activity.channel_data["eventType"] == "editMessage":
            typed = _typed_text(activity)
            return events.Edited(*_which_who_where(activity, tenant), typed)
        case "messageDelete" if activity.channel_data["eventType"] == "softDeleteMessage":
            return events.Deleted(*_which_who_where(activity, tenant))
        case _:
            return None


def _from_message(activity: Activity, tenant: str) -> events.Message | events.CardAction:
    person, place = _person(activity), _place(activity, tenant)
    value = activity.value
    if isinstance(value, dict) and "verb" in value:
        return events.CardAction(
            activity_id=_activity_id(activity),
            person=person,
            place=place,
            verb=_verb(value),
            data=_fields({name: given for name, given in value.items() if name != "verb"}),
            by_invoke=False,
            card_id=activity.reply_to_id or None,
        )
    if value is not None and not activity.text:
        raise BadActivity("value has no verb")
    return events.Message(
        activity_id=_activity_id(activity),
        person=person,
        place=place,
        text=_typed_text(activity),
        brings=_brought(activity),
        unseen=activity.channel_data["unseen"],
    )


def _from_invoke(activity: Activity, tenant: str) -> events.CardAction:
    value = activity.value
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(action, dict) or action.get("type") != "Action.Execute":
        raise BadActivity("value has no action")
    return events.CardAction(
        *_which_who_where(activity, tenant),
        verb=_verb(action),
        data=_fields(action.get("data")),
        by_invoke=True,
        card_id=activity.reply_to_id or None,
    )


def _from_consent(activity: Activity, tenant: str) -> events.FileConsent:
    value = activity.value
    if not isinstance(value, dict) or value.get("type") != "fileUpload":
        raise BadActivity("value is no answer about a file")
    return events.FileConsent(
        *_which_who_where(activity, tenant),
        accepted=value.get("action") == "accept",
        context=_fields(value.get("context")),
        upload=upload_in(value),
        card_id=activity.reply_to_id or None,
    )


def _from_members(activity: Activity, tenant: str) -> events.Installed | events.MembersChanged | None:
    added = tuple(one.id for one in activity.members_added)
    removed = tuple(one.id for one in activity.members_removed)
    if activity.recipient is not None and activity.recipient.id in added:
        return events.Installed(*_which_who_where(activity, tenant))
    if not added and not removed:
        return None  # a channel was renamed, a team archived
    return events.MembersChanged(_activity_id(activity), _place(activity, tenant), added, removed)


def _which_who_where(activity: Activity, tenant: str) -> tuple[str, events.Person, events.Place]:
    """What every event begins with."""
    return _activity_id(activity), _person(activity), _place(activity, tenant)


def _person(activity: Activity) -> events.Person:
    sender = activity.from_property
    if sender is None or not sender.id:
        raise BadActivity("from is missing")
    if not sender.aad_object_id:
        raise Forbidden("the sender is nobody of the organisation")
    return events.Person(sender.aad_object_id, sender.id, sender.name or "")


def _place(activity: Activity, tenant: str) -> events.Place:
    scope = _SCOPES.get(activity.conversation.conversation_type or "")
    if scope is None:
        raise BadActivity("conversationType is unknown")
    conversation, thread = activity.conversation.id, None
    if scope == "channel":
        conversation, _, root = conversation.partition(";messageid=")
        thread = root or None
    if not conversation:
        raise BadActivity("conversation id is missing")
    return events.Place(activity.service_url, conversation, scope, tenant, thread)


def _activity_id(activity: Activity) -> str:
    # Without it a redelivery could not be told from a second press.
    if not activity.id:
        raise BadActivity("id is missing")
    return str(activity.id)


def _verb(action: Mapping[str, Any]) -> str:
    verb: str = _id(action, "verb", needed=True)
    return verb


def _fields(data: object) -> dict[str, str]:
    """What button and inputs carried: on the wire one mapping, in which the inputs win. All becomes text."""
    if data is None:
        return {}
    if isinstance(data, str):  # some clients send what a button carries as JSON text
        try:
            data = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise BadActivity("data is not an object") from error
    if not isinstance(data, dict):
        raise BadActivity("data is not an object")
    if len(data) > FIELD_COUNT_LIMIT:
        raise BadActivity("data has too many fields")
    fields: dict[str, str] = {}
    for name, value in data.items():
        if not _clean(name, FIELD_NAME_LIMIT):
            raise BadActivity("a field has a strange name")
        match value:
            case str():
                fields[name] = _readable(value, "a field")
            case bool():
                fields[name] = "true" if value else "false"
            case int():
                fields[name] = str(value)
            case float() if math.isfinite(value):
                fields[name] = str(value)
            case None:
                continue
            case _:
                raise BadActivity("a field is not text")
        if len(fields[name]) > TEXT_LIMIT:
            raise BadActivity("a field is too long")
    return fields


def _typed_text(activity: Activity) -> str:
    """What the person typed: without the mention of the bot, with the names of others as plain words."""
    # Unescaping can bring in what was refused in the raw text.
    text = without_markup(activity.text or "", activity.entities, activity.recipient)
    return _readable(text, "text").strip()[:TEXT_LIMIT]


def _brought(activity: Activity) -> frozenset[events.Brought]:
    """What came along with the text."""
    kinds = [(each.content_type or "").lower() for each in activity.attachments]
    pictures: frozenset[events.Brought] = frozenset(
        {"picture"} if any(k.startswith("image/") for k in kinds) else ()
    )
    files: frozenset[events.Brought] = frozenset({"file"} if any(k.startswith(_FILES) for k in kinds) else ())
    return pictures | files


def _object(raw: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    value = raw.get(name)
    if not isinstance(value, dict | None):
        raise BadActivity(f"{name} is not an object")
    return value


def _objects(raw: Mapping[str, Any], name: str, most: int) -> list[Mapping[str, Any]]:
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most or not all(isinstance(one, dict) for one in value):
        raise BadActivity(f"{name} is not a list of objects")
    return value


def _account(raw: Mapping[str, Any], name: str, *, needed: bool) -> Mapping[str, Any]:
    value = _object(raw, name)
    if value is None and needed:
        raise BadActivity(f"{name} is missing")
    return value or {}


def _members(raw: Mapping[str, Any], name: str) -> list[ChannelAccount]:
    """Who came or went. Nobody in it, which no client sends, is left out."""
    found = (_channel_account(one) for one in _objects(raw, name, _MEMBERS_LIMIT))
    return [one for one in found if one is not None]


def _channel_account(raw: Mapping[str, Any]) -> ChannelAccount | None:
    if not raw:
        return None
    name = raw.get("name")
    return ChannelAccount(
        id=_id(raw, "id", needed=True),
        aad_object_id=_id(raw, "aadObjectId"),
        name=name[:200] if isinstance(name, str) and _clean(name[:200], 200) else None,
    )


def _id(raw: Mapping[str, Any], name: str, *, needed: bool = False) -> Any:
    """A short printable text; None (never when `needed`) when it is not there."""
    value = raw.get(name)
    if value is None or value == "":
        if needed:
            raise BadActivity(f"{name} is missing")
        return None
    if not isinstance(value, str) or not _clean(value, _ID_LIMIT):
        raise BadActivity(f"{name} is not as it should be")
    return value


def _clean(value: str, most: int) -> bool:
    return 0 < len(value) <= most and value.isprintable()


def _text(raw: Mapping[str, Any], name: str) -> str | None:
    value = raw.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadActivity(f"{name} is not text")
    return _readable(value, name)


def _readable(value: str, name: str) -> str:
    if value.isascii() and value.isprintable():
        return value
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:  # half a character: nothing could store or send it
        raise BadActivity(f"{name} is not text") from error
    return value.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
