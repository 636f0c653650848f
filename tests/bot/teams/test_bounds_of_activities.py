"""The bounds of what Teams may send: every limit on both sides, and what is taken out of names and texts."""

from typing import Any

import pytest

from bot.teams import activities
from bot.teams.activities import (
    FIELD_COUNT_LIMIT,
    FIELD_NAME_LIMIT,
    TEXT_LIMIT,
    read_activity,
    to_event,
)
from bot.teams.events import CardAction, Event, Installed, MembersChanged, Message, Removed
from bot.teams.refusals import BadActivity, Forbidden
from tests.e2e.fake_teams import NOOR, SAM, TENANT, FakeTeams

TEAMS = FakeTeams()
CHAT, CHANNEL = TEAMS.personal(SAM), TEAMS.channel("po", NOOR)
ID, MEMBERS, ENTITIES = (
    getattr(activities, name) for name in ("_ID_LIMIT", "_MEMBERS_LIMIT", "_ENTITIES_LIMIT")
)


def event_of(raw: object, tenants: frozenset[str] = frozenset({TENANT})) -> Event | None:
    return to_event(read_activity(raw), tenants)


def typed(text: object = "hallo", **changes: object) -> dict[str, Any]:
    return CHAT.activity("message") | {"text": text} | changes


def pressed(data: object, verb: object = "answer") -> dict[str, Any]:
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    return CHAT.activity("invoke") | {"name": "adaptiveCard/action", "value": {"action": action}}


def data_of(raw: dict[str, Any]) -> dict[str, str]:
    event = event_of(raw)
    assert isinstance(event, CardAction)
    return dict(event.data)


def refused(raw: object) -> str:
    with pytest.raises(BadActivity) as told:
        event_of(raw)
    return str(told.value)


SHORT_TEXTS = ("type", "id", "name", "action", "channelId", "serviceUrl", "replyToId")


@pytest.mark.parametrize("name", SHORT_TEXTS)
def test_a_short_text_is_short_and_printable(name: str) -> None:
    fits = typed() | {name: "x" * ID}
    read_activity(fits)
    no_texts: tuple[object, ...] = ("x" * (ID + 1), "a\nb", "a\x00", 3, [], {}, True)
    for wrong in no_texts:
        with pytest.raises(BadActivity, match=name):
            read_activity(typed() | {name: wrong})


@pytest.mark.parametrize("name", ["type", "channelId", "serviceUrl"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_what_every_activity_needs(name: str, nothing: object) -> None:
    with pytest.raises(BadActivity, match=f"{name} is missing"):
        read_activity(typed() | {name: nothing})


def test_a_message_needs_an_id_a_sender_and_a_place() -> None:
    assert refused(typed(id=None)) == "id is missing"
    assert refused(pressed({}) | {"id": ""}) == "id is missing"
    assert refused(typed() | {"from": None}) == "from is missing"
    assert refused(typed() | {"from": {}}) == "from is missing"
    assert refused(typed(conversation=None)) == "conversation is missing"
    assert refused(typed(conversation={"id": "", "conversationType": "personal"})) == "id is missing"
    assert refused(typed(conversation={"id": ";messageid=3", "conversationType": "channel"})) == (
        "conversation id is missing"
    )
    for kind in (None, "", "meeting", "Personal"):
        assert (
            refused(typed(conversation={"id": "c", "conversationType": kind}))
            == "conversationType is unknown"
        )


@pytest.mark.parametrize(
    ("kind", "scope"), [("personal", "personal"), ("channel", "channel"), ("groupChat", "group")]
)
def test_each_place_has_its_scope_and_a_channel_its_thread(kind: str, scope: str) -> None:
    event = event_of(typed(conversation={"id": "c;messageid=9", "conversationType": kind}))
    assert isinstance(event, Message)
    assert event.place.scope == scope
    in_channel = kind == "channel"
    assert (event.place.conversation, event.place.thread) == (
        ("c", "9") if in_channel else ("c;messageid=9", None)
    )


def test_a_name_is_for_display_and_never_in_the_way() -> None:
    sender = typed()["from"]
    for name, shown in (("Sam", "Sam"), ("x" * 201, "x" * 200), ("a\nb", ""), (None, ""), (3, ""), ("", "")):
        event = event_of(typed(**{"from": sender | {"name": name}}))
        assert isinstance(event, Message)
        assert event.person.name == shown


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("Tekst", "Tekst"),
        ("é 👍", "é 👍"),
        ("a\x00b\x07c", "abc"),
        ("tab\tregel\nend", "tab\tregel\nend"),
        ("een\rtwee\r\ndrie\n\rvier", "een\ntwee\ndrie\n\nvier"),
        ("on\u200bzicht\ufeffbaar\x7f", "onzichtbaar"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (1.5, "1.5"),
    ],
)
def test_a_field_becomes_text(value: object, kept: str) -> None:
    assert data_of(pressed({"field": value})) == {"field": kept}


def test_a_field_without_a_value_is_not_there() -> None:
    assert data_of(pressed({"field": None, "other": ""})) == {"other": ""}
    assert data_of(pressed(None)) == {}


def test_every_limit_of_the_fields_on_both_sides() -> None:
    most = {f"f{number}": "" for number in range(FIELD_COUNT_LIMIT)}
    assert len(data_of(pressed(most))) == FIELD_COUNT_LIMIT
    assert refused(pressed(most | {"more": ""})) == "data has too many fields"
    name = "n" * FIELD_NAME_LIMIT
    assert data_of(pressed({name: "x"})) == {name: "x"}
    for strange in (f"{name}n", "", "a\nb"):
        assert refused(pressed({strange: "x"})) == "a field has a strange name"
    assert len(data_of(pressed({"f": "x" * TEXT_LIMIT}))["f"]) == TEXT_LIMIT
    assert refused(pressed({"f": "x" * (TEXT_LIMIT + 1)})) == "a field is too long"
    no_texts: tuple[object, ...] = ([], {}, float("nan"), float("inf"))
    for wrong in no_texts:
        assert refused(pressed({"f": wrong})) == "a field is not text"
    assert refused(pressed({"f": "\ud83d"})) == "a field is not text"
    assert refused(pressed([])) == "data is not an object"
    for verb in (None, "", 3, "x" * (ID + 1)):
        assert refused(pressed({}, verb)).startswith("verb is")


def test_every_limit_of_a_typed_text_on_both_sides() -> None:
    for length in (TEXT_LIMIT - 1, TEXT_LIMIT, TEXT_LIMIT + 1):
        event = event_of(typed("x" * length))
        assert isinstance(event, Message)
        assert len(event.text) == min(length, TEXT_LIMIT)
    assert refused(typed(text=3)) == "text is not text"
    assert refused(typed("half \ud83d")) == "text is not text"
    for raw, kept in (
        ("  a  ", "a"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a&nbsp;b &amp; c", "a b & c"),
        ("&#0;&#x7;a&#13;b", "�a\nb"),
    ):
        event = event_of(typed(raw))
        assert isinstance(event, Message)
        assert event.text == kept


def mention(bot_id: object, name: object, text: object, kind: object = "mention") -> dict[str, Any]:
    return {"type": kind, "text": text, "mentioned": {"id": bot_id, "name": name}}


def test_entities_are_bounded_and_of_a_known_shape() -> None:
    one = mention("x", "X", "<at>X</at>")
    assert isinstance(event_of(typed(entities=[one] * ENTITIES)), Message)
    assert refused(typed(entities=[one] * (ENTITIES + 1))) == "entities is not a list of objects"
    no_lists: tuple[object, ...] = ({}, "x", [3], [None])
    for wrong in no_lists:
        assert refused(typed(entities=wrong)) == "entities is not a list of objects"
    for bad in (mention(3, "X", "t"), mention("x", 3, "t"), mention("x", "X", 3), mention("x", "X", "t", 3)):
        assert refused(typed(entities=[bad])) == "an entity is not as it should be"
    assert refused(typed(entities=[{"type": "mention", "mentioned": 3}])) == "mentioned is not an object"


def test_mentions_of_the_bot_are_taken_out_and_no_mark_is_left_of_others() -> None:
    bot = TEAMS.bot_id
    for entities, text, kept in (
        ([mention(bot, "Hulp", "<at>Hulp</at>")], "<at>Hulp</at> <at>Hulp</at> help", "help"),
        ([mention(bot, "Hulp", None)], "<at>Hulp</at> help", "help"),
        ([mention("other", "Jan", "<at>Jan</at>")], "<at>Jan</at> help", "Jan help"),
        ([mention("other", None, "<at>Jan</at>")], "<at>Jan</at> help", "help"),
        ([mention(bot, "Hulp", "<at>Hulp</at>", "clientInfo")], "<at>Hulp</at> x", "Hulp x"),
    ):
        event = event_of(typed(text, entities=entities))
        assert isinstance(event, Message)
        assert event.text == kept


def coming(name: str, count: int) -> dict[str, Any]:
    members = [{"id": f"29:{number}"} for number in range(count)]
    return CHAT.activity("conversationUpdate") | {name: members}


@pytest.mark.parametrize("name", ["membersAdded", "membersRemoved"])
def test_who_comes_and_goes_is_bounded(name: str) -> None:
    event = event_of(coming(name, MEMBERS))
    assert isinstance(event, MembersChanged)
    told = event.added if name == "membersAdded" else event.removed
    assert (len(told), len(event.added) + len(event.removed)) == (MEMBERS, MEMBERS)
    assert refused(coming(name, MEMBERS + 1)) == f"{name} is not a list of objects"
    assert event_of(coming(name, 0)) is None
    assert event_of(CHAT.activity("conversationUpdate") | {name: [{}]}) is None


def test_the_bot_itself_that_goes_is_no_installation() -> None:
    bot = {"id": TEAMS.bot_id}
    assert isinstance(event_of(CHAT.activity("conversationUpdate") | {"membersAdded": [bot]}), Installed)
    assert isinstance(
        event_of(CHAT.activity("conversationUpdate") | {"membersRemoved": [bot]}), MembersChanged
    )
    for action, told in (
        ("add", True),
        ("add-upgrade", True),
        ("remove-upgrade", False),
        (None, False),
    ):
        raw = CHAT.activity("installationUpdate") | {"action": action}
        assert (event_of(raw) is not None) is told
    assert isinstance(event_of(CHAT.activity("installationUpdate") | {"action": "remove"}), Removed)


@pytest.mark.parametrize("sender", [None, TENANT, "other"])
@pytest.mark.parametrize("conversation", [None, TENANT, "other"])
@pytest.mark.parametrize("channel", [None, TENANT, "other"])
def test_every_tenant_that_is_named_is_one_that_is_served(
    channel: str | None, conversation: str | None, sender: str | None
) -> None:
    place = {"id": "c", "conversationType": "personal"}
    raw = typed(
        conversation=place | {"tenantId": conversation},
        channelData={"tenant": {"id": channel}} if channel else None,
    )
    raw["from"] = raw["from"] | {"tenantId": sender}
    if {channel, conversation, sender} - {None} == {TENANT}:
        event = event_of(raw)
        assert isinstance(event, Message)
        assert event.place.tenant == TENANT
    else:
        with pytest.raises(Forbidden):
            event_of(raw)
    anybody = event_of(raw, frozenset())
    assert isinstance(anybody, Message)
    assert anybody.place.tenant == (channel or conversation or sender or "")


def test_a_card_with_a_value_but_no_verb_is_no_press_unless_something_was_typed() -> None:
    assert refused(typed("", value={"x": 1})) == "value has no verb"
    assert isinstance(event_of(typed("toch iets", value={"x": 1})), Message)
    press = event_of(typed("", value={"verb": "show", "case": "1"}, replyToId="m1"))
    assert isinstance(press, CardAction)
    assert (press.verb, dict(press.data), press.by_invoke, press.card_id) == (
        "show",
        {"case": "1"},
        False,
        "m1",
    )
    bare = event_of(typed("", value={"verb": "show"}, replyToId=""))
    assert isinstance(bare, CardAction)
    assert bare.card_id is None


def test_a_sender_without_an_identity_is_nobody_of_ours() -> None:
    sender = typed()["from"]
    for missing in (None, ""):
        with pytest.raises(Forbidden):
            event_of(typed(**{"from": sender | {"aadObjectId": missing}}))
