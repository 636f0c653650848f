"""Somebody reports a message of a chat or channel from that message itself."""

from pathlib import Path
from typing import Any

import pytest

from tests.cards.rules import violations
from tests.e2e.fake_teams import BLOCKED, FINN, SAM, Answered, Chat
from tests.e2e.filing import SEND
from tests.e2e.running_bot import running_bot
from tests.e2e.test_case import living

WORDS = "Kijk, de uitkering van Bram Voorbeeld staat hier in"
LINK = "https://teams.microsoft.com/l/message/19:ffffffffffffffff@thread.tacv2/1763985600000?groupId=g&tenantId=t"
SENT = "2026-11-23T09:15:00.123Z"


def payload(**changes: Any) -> dict[str, Any]:
    """A message as Teams hands it to the action."""
    return {
        "id": "1763985600000",
        "createdDateTime": SENT,
        "linkToMessage": LINK,
        "from": {"user": {"id": FINN.aad_id, "displayName": FINN.name, "userIdentityType": "aadUser"}},
        "body": {"contentType": "html", "content": f"<p>{WORDS}</p>"},
        "attachments": [],
    } | changes


async def act(chat: Chat, name: str, **value: Any) -> Answered:
    """Choose the action on a message here, or press the button of its window."""
    activity = chat.activity("invoke") | {"name": f"composeExtension/{name}"}
    activity["conversation"]["id"] = "19:invented_of-two-people@unq.gbl.spaces"
    activity["value"] = {
        "commandId": "report",
        "commandContext": "message",
        "messagePayload": payload(),
    } | value
    return await chat.send(activity)


def window(answered: Answered) -> dict[str, Any]:
    """The card in the window."""
    assert answered.status == 200
    assert answered.body["task"]["type"] == "continue", answered.body
    value: dict[str, Any] = answered.body["task"]["value"]
    assert value["title"] == "Meld dit bericht als datalek"
    card: dict[str, Any] = value["card"]["content"]
    # In such a window Teams knows no Action.Execute.
    wrong = [each for each in violations(card, []) if "Submit by itself" not in each and "owner:" not in each]
    assert not wrong
    return card


async def confirmed(chat: Chat) -> Answered:
    """Choose the action and begin the report."""
    (button,) = window(await act(chat, "fetchTask"))["actions"]
    return await act(chat, "submitAction", data=button["data"])


@pytest.mark.parametrize("scope", ["personal", "channel", "group"])
async def test_a_message_is_reported_by_its_address_and_moment_alone(tmp_path: Path, scope: str) -> None:
    async with running_bot(tmp_path) as bot:
        own, office = bot.personal(SAM), bot.channel("po", FINN)
        there = {"channel": bot.channel("x", SAM), "group": bot.teams.group("x", SAM)}.get(scope, own)
        done = window(await confirmed(there))
        assert "Er is nog niets verstuurd" in own.text_of(done)
        assert done["actions"][0]["url"].startswith("https://teams.microsoft.com/l/chat/0/0?users=28:")
        assert "Datalek melden" in own.text
        await own.press("Volgende", {"kind": "openbaar"})
        assert LINK in own.text
        assert "23 november 2026, 10.15 uur" in own.text
        await own.press("Volgende")
        await own.press("Volgende", {"data_kinds": ["contact"]})
        await own.press("Volgende", {"groups": ["client"]})
        await own.press("Volgende")
        await own.press(SEND)
        await bot.settled()
        case = await bot.case("DL-2026-0001")
        assert LINK in case.report.what_happened
        assert "DL-2026-0001" in living(office).text
        kept = await bot.everything()
        for secret in ("Bram", "uitkering van", FINN.name):
            assert secret not in kept.replace(f'"name":"{FINN.name}"', "")
        assert "unq.gbl.spaces" not in kept, "that chat is not the own chat"


async def test_who_cannot_be_reached_gets_the_way_there(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        there = bot.channel("x", SAM)
        (button,) = window(await act(there, "fetchTask"))["actions"]
        bot.teams.fail(BLOCKED)
        done = window(await act(there, "submitAction", data=button["data"]))
        assert "Er is nog niets gemeld" in there.text_of(done)
        assert done["actions"][0]["url"].endswith("&message=Datalek%20melden")


async def test_a_report_that_lies_open_is_not_lost(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        own = bot.personal(SAM)
        await own.say("laptop kwijt")
        await own.press("Volgende")
        await confirmed(bot.channel("x", SAM))
        assert "Je was al begonnen" in own.text
        await own.press("Ga verder")
        assert LINK not in own.text


@pytest.mark.parametrize(
    "changes",
    [
        {"messagePayload": None},
        {"messagePayload": {}},
        {
            "messagePayload": payload(
                linkToMessage="https://evil.invalid/l/message/1", createdDateTime="gisteren"
            )
        },
        {"messagePayload": payload(linkToMessage="x" * 5_000, createdDateTime="9999-12-31T23:59:59Z")},
        {"messagePayload": payload(linkToMessage=7, createdDateTime={})},
        {"messagePayload": payload(createdDateTime="2026-11-23T09:15:00")},
    ],
    ids=range(6),
)
async def test_what_is_not_known_of_the_message_is_left_out(tmp_path: Path, changes: dict[str, Any]) -> None:
    async with running_bot(tmp_path) as bot:
        own = bot.personal(SAM)
        (button,) = window(await act(own, "fetchTask", **changes))["actions"]
        assert "evil" not in str(button)
        window(await act(own, "submitAction", data=button["data"]))
        assert "Datalek melden" in own.text


@pytest.mark.parametrize("name", ["fetchTask", "submitAction"])
@pytest.mark.parametrize(
    "value",
    [{"commandId": None}, {"commandId": ""}, {"commandId": "x" * 99}, {"messagePayload": [], "data": []}],
    ids=range(4),
)
async def test_what_teams_never_sends_is_refused(tmp_path: Path, name: str, value: dict[str, Any]) -> None:
    async with running_bot(tmp_path) as bot:
        assert (await act(bot.personal(SAM), name, **value)).status == 400


async def test_a_strange_command_is_told_in_the_window(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        own = bot.personal(SAM)
        answered = await act(own, "fetchTask", commandId="other")
        assert answered.body["task"]["type"] == "message"
        assert "Er is niets gemeld" in answered.body["task"]["value"]
