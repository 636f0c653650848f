"""From Teams' activities to our events: what is read, what is refused."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.activities import (
    FIELD_COUNT_LIMIT,
    TEXT_LIMIT,
    read_activity,
    to_event,
)
from bot.teams.events import (
    CardAction,
    Deleted,
    Edited,
    Event,
    Installed,
    MembersChanged,
    Message,
    Person,
    Place,
    Removed,
)
from bot.teams.refusals import BadActivity, Forbidden
from tests.bot.teams.any_json import ANY_JSON
from tests.e2e.fake_teams import BOT_NAME, NOOR, SAM, TENANT, FakeTeams, channel_id

TENANTS = frozenset({TENANT})


TEAMS = FakeTeams()


BOT = TEAMS.bot_id


CHAT = TEAMS.personal(SAM)


CHANNEL = TEAMS.channel("po", NOOR)


def event_of(raw: object, tenants: frozenset[str] = TENANTS) -> Event | None:
    return to_event(read_activity(raw), tenants)


def typed(text: str, **changes: Any) -> dict[str, Any]:
    return CHAT.activity("message") | {"text": text} | changes


def pressed(**action: Any) -> dict[str, Any]:
    whole = {"type": "Action.Execute", "verb": "answer", "data": {}} | action
    return CHAT.activity("invoke") | {
        "name": "adaptiveCard/action",
        "replyToId": "17",
        "value": {"action": whole, "trigger": "manual"},
    }


def mention(bot_id: str, name: str, text: str | None) -> dict[str, Any]:
    return {"type": "mention", "text": text, "mentioned": {"id": bot_id, "name": name}}


def test_typed_text_says_who_and_where() -> None:
    raw = typed("datalek")
    assert event_of(raw) == Message(
        raw["id"],
        Person(SAM.aad_id, SAM.teams_id, SAM.name),
        Place(TEAMS.service_url, CHAT.conversation, "personal", TENANT),
        "datalek",
    )


def test_in_a_channel_the_thread_is_told_apart() -> None:
    raw = CHANNEL.activity("message", thread="99") | {"text": "koppel PO"}
    event = event_of(raw)
    assert isinstance(event, Message)
    assert event.place == Place(TEAMS.service_url, channel_id("po"), "channel", TENANT, "99")
    bare = raw | {"conversation": raw["conversation"] | {"id": channel_id("po")}}
    event = event_of(bare)
    assert isinstance(event, Message)
    assert event.place.thread is None


@pytest.mark.parametrize(
    ("text", "mentions", "meant"),
    [
        ("<at>Hulp</at> koppel PO", [(BOT, "Hulp", "<at>Hulp</at>")], "koppel PO"),
        ("koppel PO <at>Hulp</at>", [(BOT, "Hulp", None)], "koppel PO"),
        ("<at>mail</at> mail naar A", [(BOT, "mail", "<at>mail</at>")], "mail naar A"),
        ("<at>a.*b(</at> x", [(BOT, "a.*b(", "<at>a.*b(</at>")], "x"),
        ("vraag <at>Noor V</at> dit", [("29:n", "Noor V", "<at>Noor V</at>")], "vraag Noor V dit"),
        ("Hulp doet het", [(BOT, "Hulp", "<at>Hulp</at>")], "Hulp doet het"),
        ("ja&nbsp;hoor &amp; nee\xa0", [], "ja hoor & nee"),
        ("een\r\ntwee\x00\x07\u200b", [], "een\ntwee"),
        ("  é 👩‍💻 ", [], "é 👩‍💻"),
        ("&lt;at&gt;x&lt;/at&gt;", [], "<at>x</at>"),
        ("&#0;&#xD800;&#7;ok", [], "\ufffd\ufffdok"),
        ('<quoted messageId="1764000000000"/> stop', [], "stop"),
        ('ja<quoted messageId="1"/>', [], "ja"),
        ('<quoted messageId="1">wat er stond</quoted> ja', [], "ja"),
        ('<quoted messageId="1"/> <at>Hulp</at> menu', [(BOT, "Hulp", "<at>Hulp</at>")], "menu"),
        ("&lt;quoted&gt; ja", [], "<quoted> ja"),
        (
            "vraag <at>Piet &amp; Co</at> dit",
            [("29:n", "Piet & Co", "<at>Piet & Co</at>")],
            "vraag Piet & Co dit",
        ),
        ("<at>A &amp; B</at> help", [(BOT, "A & B", "<at>A & B</at>")], "help"),
        ("<at>A &amp; B</at> help", [(BOT, "A & B", None)], "help"),
        ('<at id="0">Noor V</at> belde', [], "Noor V belde"),
        (f"<at>{BOT_NAME}</at> menu", [], "menu"),
    ],
)
def test_the_bots_own_mention_goes_and_nothing_else(
    text: str, mentions: list[tuple[str, str, str | None]], meant: str
) -> None:
    event = event_of(typed(text, entities=[mention(*one) for one in mentions]))
    assert isinstance(event, Message)
    assert event.text == meant


@given(st.text(st.sampled_from('<>at/quoted &;"=1x '), max_size=200))
def test_no_mark_of_a_client_is_left(text: str) -> None:
    event = event_of(typed(f'{text}<quoted messageId="1"/><at>x</at>'))
    assert isinstance(event, Message)
    assert '<quoted messageId="1"/>' not in event.text
    assert "<at>x</at>" not in event.text


@pytest.mark.parametrize("part", ["<at>", "<quoted ", "<at", "</at>", "<quoted>", "&"])
def test_a_text_full_of_openings_is_read_in_one_go(part: str) -> None:
    assert isinstance(event_of(typed(part * (200_000 // len(part)))), Message)


@pytest.mark.parametrize(
    ("kinds", "brought"),
    [
        ([], set()),
        (["text/html"], set()),
        (["application/vnd.microsoft.card.adaptive", "messageReference"], set()),
        (["image/*", "text/html"], {"picture"}),
        (["IMAGE/PNG"], {"picture"}),
        (["application/vnd.microsoft.teams.file.download.info"], {"file"}),
        (["application/pdf", "image/jpeg"], {"file", "picture"}),
        ([None, ""], set()),
    ],
)
def test_what_came_along_is_named_and_not_fetched(kinds: list[str | None], brought: set[str]) -> None:
    event = event_of(typed("", attachments=[{"contentType": each, "contentUrl": "x"} for each in kinds]))
    assert isinstance(event, Message)
    assert event.brings == brought


def test_an_edit_and_a_deletion_are_about_the_message_itself() -> None:
    edited = event_of(
        typed(
            "stop", type="messageUpdate", channelData={"tenant": {"id": TENANT}, "eventType": "editMessage"}
        )
    )
    assert isinstance(edited, Edited)
    assert edited.text == "stop"
    gone = CHAT.activity("messageDelete")
    gone["channelData"]["eventType"] = "softDeleteMessage"
    deleted = event_of(gone)
    assert isinstance(deleted, Deleted)
    assert deleted.activity_id == gone["id"]
    gone["type"], gone["channelData"]["eventType"] = "messageUpdate", "undeleteMessage"
    assert event_of(gone) is None


def test_long_text_is_passed_on_up_to_the_limit() -> None:
    event = event_of(typed("x" * (TEXT_LIMIT + 5)))
    assert isinstance(event, Message)
    assert len(event.text) == TEXT_LIMIT


def test_a_message_without_text_is_a_message() -> None:
    event = event_of(CHAT.activity("message") | {"attachments": [{"contentType": "image/png"}]})
    assert isinstance(event, Message)
    assert event.text == ""


def test_a_press_carries_button_and_fields_as_text() -> None:
    data = {"case": "DL-1", "version": 3, "share": 0.5, "sure": True, "none": None, "what": "é\x00"}
    event = event_of(pressed(data=data))
    assert isinstance(event, CardAction)
    assert event.data == {"case": "DL-1", "version": "3", "share": "0.5", "sure": "true", "what": "é"}
    assert (event.verb, event.by_invoke, event.card_id) == ("answer", True, "17")


def test_what_a_button_carries_may_come_as_json_text() -> None:
    event = event_of(pressed(data='{"case": "DL-1", "version": 3}'))
    assert isinstance(event, CardAction)
    assert event.data == {"case": "DL-1", "version": "3"}


def test_a_submit_is_the_same_press() -> None:
    raw = CHAT.activity("message") | {"replyToId": "17", "value": {"verb": "answer", "case": "DL-1"}}
    event = event_of(raw)
    assert isinstance(event, CardAction)
    assert (event.verb, event.data, event.by_invoke, event.card_id) == (
        "answer",
        {"case": "DL-1"},
        False,
        "17",
    )
    alone = event_of({name: value for name, value in raw.items() if name != "replyToId"})
    assert isinstance(alone, CardAction)
    assert alone.card_id is None


@pytest.mark.parametrize(
    "action",
    [
        {"type": "Action.Submit"},
        {"verb": None},
        {"verb": ""},
        {"verb": 7},
        {"verb": "x" * 2_000},
        {"verb": "a\nb"},
        {"data": []},
        {"data": "text"},
        {"data": "[]"},
        {"data": '{"a": {}}'},
        {"data": "[" * 50_000},
        {"data": {"a": {}}},
        {"data": {"a": []}},
        {"data": {"a": ["b"]}},
        {"data": {"a": "x" * (TEXT_LIMIT + 1)}},
        {"data": {"": "x"}},
        {"data": {"a\x00": "x"}},
        {"data": {"n" * 101: "x"}},
        {"data": {"a": "half \ud83d"}},
        {"data": {"a": float("inf")}},
        {"data": {str(n): "x" for n in range(FIELD_COUNT_LIMIT + 1)}},
    ],
)
def test_a_press_that_no_card_of_ours_makes_is_bad(action: dict[str, Any]) -> None:
    with pytest.raises(BadActivity):
        event_of(pressed(**action))


@pytest.mark.parametrize("value", [None, [], "x", {}, {"action": None}, {"action": []}])
def test_a_press_without_an_action_is_bad(value: object) -> None:
    with pytest.raises(BadActivity):
        event_of(pressed() | {"value": value})


def test_the_bot_being_added_is_told_apart_from_others_coming_and_going() -> None:
    raw = CHAT.activity("conversationUpdate")
    added = event_of(raw | {"membersAdded": [{"id": SAM.teams_id}, {"id": TEAMS.bot_id}]})
    assert isinstance(added, Installed)
    assert added.person.aad_id == SAM.aad_id
    assert isinstance(event_of(CHAT.activity("installationUpdate") | {"action": "add"}), Installed)
    others = event_of(raw | {"membersAdded": [{"id": "29:a"}], "membersRemoved": [{"id": "29:b"}]})
    assert isinstance(others, MembersChanged)
    assert (others.added, others.removed) == (("29:a",), ("29:b",))
    assert event_of(raw) is None
    assert isinstance(event_of(CHAT.activity("installationUpdate") | {"action": "remove"}), Removed)
    assert event_of(CHAT.activity("installationUpdate") | {"action": "remove-upgrade"}) is None


@pytest.mark.parametrize(
    "kind", ["typing", "messageReaction", "event", "messageUpdate", "endOfConversation", "x"]
)
def test_other_kinds_are_nothing_to_us(kind: str) -> None:
    assert event_of(CHAT.activity(kind)) is None


def test_another_tenant_is_forbidden_wherever_it_is_named() -> None:
    raw = typed("hoi")
    with pytest.raises(Forbidden):
        event_of(raw | {"channelData": {"tenant": {"id": "elsewhere"}}})
    without = raw | {"channelData": None}
    assert isinstance(event_of(without), Message), "the conversation names it too"
    with pytest.raises(Forbidden):
        event_of(without | {"conversation": raw["conversation"] | {"tenantId": None}})
    with pytest.raises(Forbidden):
        event_of(raw | {"channelData": {"tenant": {"id": "elsewhere"}}, "type": "typing"})
    assert isinstance(event_of(raw | {"channelData": {}}, frozenset()), Message)


def test_nobody_without_an_identity_of_the_organisation_is_served() -> None:
    nameless = {"id": SAM.teams_id, "name": "Gast"}
    for raw in (
        typed("hoi"),
        pressed(),
        CHAT.activity("installationUpdate") | {"action": "add"},
        CHAT.activity("message") | {"value": {"verb": "answer"}},
    ):
        with pytest.raises(Forbidden):
            event_of(raw | {"from": nameless})
        with pytest.raises(Forbidden):
            event_of(raw | {"from": nameless | {"aadObjectId": ""}})


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"id": None},
        {"id": 7},
        {"id": "x" * 2_000},
        {"id": "a\u0000"},
        {"from": None},
        {"from": []},
        {"from": {"id": ""}},
        {"conversation": None},
        {"conversation": {}},
        {"conversation": {"id": "a:1"}},
        {"conversation": {"id": "a:1", "conversationType": "other"}},
        {"conversation": {"id": ";messageid=1", "conversationType": "channel", "tenantId": TENANT}},
        {"serviceUrl": None},
        {"channelId": None},
        {"channelData": "x"},
        {"channelData": {"tenant": "x"}},
        {"channelData": {"tenant": {"id": 7}}},
        {"text": 7},
        {"text": "half \ud83d"},
        {"entities": {}},
        {"entities": [7]},
        {"entities": [{}] * 201},
        {"entities": [{"type": "mention", "mentioned": "x"}]},
        {"entities": [{"type": "mention", "mentioned": {"id": 7}}]},
        {"entities": [{"type": 7}]},
        {"attachments": {}},
        {"attachments": ["x"]},
        {"attachments": [{"contentType": 7}]},
        {"attachments": [{}] * 201},
        {"membersAdded": "x"},
        {"membersAdded": [{"name": "x"}]},
        {"recipient": "x"},
        {"replyToId": {}},
        {"text": None, "value": {"case": "DL-1"}},
        {"text": None, "value": [1]},
    ],
    ids=str,
)
def test_wrong_shapes_are_bad_activities(changes: dict[str, Any]) -> None:
    with pytest.raises(BadActivity):
        event_of(typed("hoi") | changes)


def places_in(document: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if way:
        yield way
    if isinstance(document, dict):
        for name, part in document.items():
            yield from places_in(part, (*way, name))
    elif isinstance(document, list):
        for number, part in enumerate(document):
            yield from places_in(part, (*way, number))


WHOLE = [
    typed("<at>x</at> ja", entities=[mention(TEAMS.bot_id, "x", "<at>x</at>")]),
    pressed(data={"a": "b"}),
    CHANNEL.activity("message") | {"replyToId": "1", "value": {"verb": "answer", "a": "b"}},
    CHANNEL.activity("conversationUpdate") | {"membersAdded": [{"id": "29:a"}], "membersRemoved": []},
    CHAT.activity("installationUpdate") | {"action": "add"},
    typed("ja", type="messageUpdate", channelData={"tenant": {"id": TENANT}, "eventType": "editMessage"}),
    typed("", attachments=[{"contentType": "image/png"}]),
    CHAT.activity("invoke")
    | {
        "name": "composeExtension/fetchTask",
        "value": {"commandId": "report", "messagePayload": {"linkToMessage": "x", "createdDateTime": "x"}},
    },
    CHAT.activity("invoke")
    | {
        "name": "composeExtension/submitAction",
        "value": {"commandId": "report", "data": {"link": "x", "sent_at": "2026-11-23T09:15:00Z"}},
    },
]


@given(st.data())
def test_whatever_stands_in_whatever_field_it_is_an_event_or_a_refusal(data: st.DataObject) -> None:
    raw = copy.deepcopy(data.draw(st.sampled_from(WHOLE)))
    for way in data.draw(st.lists(st.sampled_from(list(places_in(raw))), min_size=1, max_size=3)):
        inner: Any = raw
        for step in way[:-1]:
            inner = inner[step] if isinstance(inner, dict | list) and _has(inner, step) else {}
        if isinstance(inner, dict) or (isinstance(inner, list) and _has(inner, way[-1])):
            inner[way[-1]] = data.draw(ANY_JSON)
    try:
        event = event_of(raw)
    except (BadActivity, Forbidden):
        return
    if isinstance(event, CardAction):
        assert all(isinstance(value, str) for value in event.data.values())
        "".join(event.data.values()).encode()
    if isinstance(event, Message):
        assert len(event.text.encode()) <= TEXT_LIMIT * 4


def _has(inner: dict[Any, Any] | list[Any], step: Any) -> bool:
    return step in inner if isinstance(inner, dict) else isinstance(step, int) and step < len(inner)
