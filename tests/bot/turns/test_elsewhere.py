"""What is typed where others read along is answered in the own chat, and nothing of it stands in the channel."""

from pathlib import Path

import pytest

from bot.teams.events import PermanentFailure, Scope, ShowCard, TransientFailure
from cards.own_chat import SENTENCE_LIMIT, own_chat
from tests.bot.turns.room import Room, bot_room
from tests.cards.rules import all_actions
from tests.cases.breach.by_chance import JIP, NOOR, ORG, SAM
from tests.e2e.fake_teams import APP_ID, text_of

LINKED = ORG.model_copy(update={"app_id": APP_ID})
STORY = "ik heb een mail met namen van klanten naar de verkeerde gestuurd"
SCOPES: tuple[Scope, ...] = ("channel", "group")


def addresses(answer: object) -> list[str]:
    """Where the buttons of this answer lead."""
    assert isinstance(answer, ShowCard)
    return [each["url"] for each in all_actions(answer.card) if each["type"] == "Action.OpenUrl"]


def shown(room: Room) -> str:
    """What was shown last in an own chat."""
    return text_of(room.client.shown[-1][1])


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("met", [True, False])
async def test_a_story_begins_the_report_in_the_own_chat(tmp_path: Path, scope: Scope, met: bool) -> None:
    async with bot_room(tmp_path, LINKED) as room:
        own = room.chat(SAM)
        if met:
            await own.say("hallo")
        answer = await room.chat(SAM, scope, "elsewhere").say(STORY)
        draft = (await room.talk(SAM)).draft
        assert draft is not None
        assert draft.flow == "breach"
        assert draft.memory["what_happened"] == STORY
        (chat, _, _) = room.client.shown[-1]
        place = await room.links.person(SAM.aad_id)
        assert place is not None
        assert (
            chat == place.conversation == (own.place.conversation if met else room.client.opened[0] and chat)
        )
        assert bool(room.client.opened) is not met
        (address,) = addresses(answer)
        assert address == f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP_ID}"
        assert isinstance(answer, ShowCard)
        assert "verkeerde" not in text_of(answer.card)
        assert "verkeerde" not in answer.summary
        assert "koppel" not in text_of(answer.card)


@pytest.mark.parametrize("failure", [PermanentFailure("403"), TransientFailure("502")])
@pytest.mark.parametrize("met", [True, False])
async def test_who_cannot_be_reached_gets_the_way_with_the_first_sentence(
    tmp_path: Path, failure: PermanentFailure | TransientFailure, met: bool
) -> None:
    async with bot_room(tmp_path, LINKED) as room:
        if met:
            await room.chat(SAM).say("hallo")
        for line, sentence in ((STORY, "Datalek%20melden"), ("qwertz", "Menu")):
            room.client.refuses = [failure]
            answer = await room.chat(SAM, "channel", "c").say(line)
            (address,) = addresses(answer)
            assert address.endswith(f"&message={sentence}")
        draft = (await room.talk(SAM)).draft
        assert (draft is not None) is met, "what could not be shown waits there"


async def test_the_card_there_is_the_one_that_is_answered_next(tmp_path: Path) -> None:
    async with bot_room(tmp_path, LINKED) as room:
        own = room.chat(SAM)
        await own.say("hallo")
        await room.chat(SAM, "channel", "c").say(STORY)
        assert (await room.talk(SAM)).card_id == "c1"
        await own.say("stop")
        assert (
            any(message == "c1" for _, message, _, _ in room.told.followed) or "bewaard" in own.text.lower()
        )


async def test_an_officer_is_told_how_to_link_a_channel_that_is_not_the_office_s(tmp_path: Path) -> None:
    async with bot_room(tmp_path, LINKED) as room:
        linked = await room.office("po", NOOR)
        for chat, hinted in (
            (linked, False),
            (room.chat(NOOR, "channel", "other"), True),
            (room.chat(NOOR, "group", "g"), False),
        ):
            await chat.say("wat mag ik met foto's van collega's doen")
            assert ("koppel po" in chat.text) is hinted
            assert "koppel jz" not in chat.text
        other = await room.office("jz", JIP)
        await other.say("koppel PO")
        assert "kantoor" in other.text


async def test_without_a_registration_there_is_no_address(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        assert addresses(await room.chat(SAM, "channel", "c").say(STORY)) == []
    assert own_chat("x", "", "Menu") == ()


def test_a_sentence_in_an_address_is_escaped_and_short() -> None:
    (link,) = own_chat("x", APP_ID, "a&b=c#d?é " + "y" * 900)
    told = link.url.partition("&message=")[2]
    assert not set(told) & set("&=#?é ")
    assert len(told) <= 3 * SENTENCE_LIMIT + 10


@pytest.mark.parametrize("text", ["", "👍", "koppel", "<b>", "x" * 10_000])
@pytest.mark.parametrize("scope", SCOPES)
async def test_whatever_is_typed_there_is_answered_kindly(tmp_path: Path, text: str, scope: Scope) -> None:
    async with bot_room(tmp_path, LINKED) as room:
        answer = await room.chat(SAM, scope, "c").say(text)
        assert isinstance(answer, ShowCard)
        assert shown(room)
