"""One turn: who is welcomed, which card is answered, what ran out, what channels may do."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.teams.events import MembersChanged, Message, Say, ShowCard
from bot.turns.talks import TABLE, partition
from bot.turns.turn import OFFICE_WORDS
from cards.view import OWNERS
from cases.people import Actor
from cases.ports import ANY_ETAG, Replace
from cases.register.case import case_key
from cases.register.posts import page_name
from dialogs.talk.turn import Talk
from tests.bot.turns.begun_talks import LIST, OF_A_DRAFT, begun
from tests.bot.turns.room import Room, bot_room
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG, PLAIN, SAM, filed

WELCOME = "Hoi"


async def test_who_was_welcomed_is_not_welcomed_again(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        assert isinstance(await sam.install(), ShowCard)
        assert await sam.install() is None
        assert isinstance(await sam.say("datalek"), ShowCard)
        assert await room.links.person(SAM.aad_id) == sam.place


async def test_who_adds_the_bot_again_is_welcomed_again(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        assert await sam.remove() is None, "never met"
        assert await room.talk(SAM) == Talk()
        await begun(sam)
        draft = (await room.talk(SAM)).draft
        for _ in range(2):
            assert await sam.remove() is None
            assert isinstance(await sam.install(), ShowCard)
            assert await sam.install() is None, "both events of one installation"
        assert (await room.talk(SAM)).draft == draft
        await room.chat(SAM, "channel", "c").remove()
        assert await sam.install() is None, "a team is not the own chat"


@pytest.mark.parametrize("first", ["datalek", "menu", "hallo", LIST, "", "koppel po", "mijn zaken"])
async def test_who_typed_first_is_not_welcomed_in_the_middle(tmp_path: Path, first: str) -> None:
    async with bot_room(tmp_path) as room:
        for who in (SAM, NOOR):
            chat = room.chat(who)
            answer = await chat.say(first)
            assert answer is not None
            assert await chat.install() is None
            assert (await room.talk(who)).greeted


async def test_a_place_of_many_is_not_welcomed_and_others_come_and_go_in_silence(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        for chat in (room.chat(SAM, "group", "g"), room.chat(SAM, "channel", "c")):
            assert await chat.install() is None
            assert await chat.meet(MembersChanged("a", chat.place, added=("29:x",))) is None
        assert await room.talk(SAM) == Talk()
        assert await room.links.person(SAM.aad_id) is None


async def test_typing_shrinks_the_card_that_was_answered_also_after_a_channel_spoke_between(
    tmp_path: Path,
) -> None:
    async with bot_room(tmp_path) as room:
        own, office = room.chat(NOOR), await room.office("po", NOOR)
        await begun(own)
        first = own.card_id
        await office.say(LIST)
        await office.say("help")
        assert (await room.talk(NOOR)).card_id == first
        await own.say("een brief kwam bij de verkeerde buurman")
        (place, message, _, _) = room.told.followed[-1]
        assert (place, message) == (own.place.conversation, first)
        assert (await room.talk(NOOR)).card_id == own.card_id != first


async def test_a_list_beside_a_flow_leaves_its_card_the_one_that_is_answered(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        own = room.chat(NOOR)
        await own.say(LIST)
        assert (await room.talk(NOOR)).card_id == own.card_id, "outside a flow the list is the last card"
        await begun(own)
        first = own.card_id
        for command in (LIST, "nieuwe verwerking", "overzicht"):
            answer = await own.say(command)
            assert isinstance(answer, ShowCard)
            assert not answer.answered
            assert (await room.talk(NOOR)).card_id == first


async def test_the_message_follows_a_press_in_the_own_chat_alone(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(filed(PLAIN))
        number = {"case": "DL-2026-0001"}
        own, office = room.chat(NOOR), await room.office("po", NOOR)
        await office.press("show", number, card_id="m-office")
        await own.press("show", number, card_id="m-own", by_invoke=False)
        await own.press("show", number, card_id=None)
        await own.press("show", {"case": "no number"}, card_id="m-own")
        assert [each[:2] for each in room.told.followed] == [(own.place.conversation, "m-own")]
        room.told.followed.clear()
        await own.press("show", number, card_id="m-own")
        await own.press("menu", card_id="m-talk")
        assert [each[1] for each in room.told.followed] == ["m-own", "m-talk"]
        assert room.told.followed[0][2] == room.told.followed[0][2] | {"type": "AdaptiveCard"}
        assert (await room.talk(NOOR)).card_id == "m-talk", "a press on an older card makes that the newest"


async def test_a_card_called_up_in_a_channel_is_found_again_and_one_in_an_own_chat_is_not(
    tmp_path: Path,
) -> None:
    async with bot_room(tmp_path) as room:
        case = await room.filed(filed(PLAIN))
        own, office = room.chat(NOOR), await room.office("po", NOOR)
        await own.say(f"toon {case.number}")
        desk = room.desks.of(case.number)
        assert await desk.posts(case.number) == []
        await office.say(f"toon {case.number}")
        ((name, post),) = await desk.posts(case.number)
        assert name == page_name(office.card_id)
        assert (post.conversation, post.scope, post.message_id) == ("channel-po", "channel", office.card_id)


@pytest.mark.parametrize(("line", "told"), [("hallo", True), ("datalek", False)])
async def test_who_comes_back_too_late_hears_that_the_answers_are_gone(
    tmp_path: Path, line: str, told: bool
) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        verb, data = await begun(sam)
        await sam.press(verb, data)
        room.now = NOW.replace(year=2027)
        await sam.say(line)
        assert (f"{ORG.terms.draft_days} dagen" in sam.text) is told
        draft = (await room.talk(SAM)).draft
        assert (draft is None) is told, "who begins anew goes on with that"
        if draft is not None:
            assert not draft.answers


async def test_a_press_on_a_question_that_ran_out_tells_so(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        verb, data = await begun(sam)
        room.now = NOW.replace(year=2027)
        await sam.press(verb, data)
        assert f"{ORG.terms.draft_days} dagen" in sam.text
        assert (await room.talk(SAM)).draft is None


async def test_a_list_asked_for_too_late_leaves_the_news_for_the_next_turn(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        noor = room.chat(NOOR)
        await begun(noor)
        room.now = NOW.replace(year=2027)
        await noor.say(LIST)
        assert f"{ORG.terms.draft_days} dagen" not in noor.text
        await noor.say("hallo")
        assert f"{ORG.terms.draft_days} dagen" in noor.text


@pytest.mark.parametrize("pressing", [True, False])
async def test_a_conversation_that_cannot_be_read_is_told_once(tmp_path: Path, pressing: bool) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        await begun(sam)
        (row,) = await room.store.scan(TABLE, partition(ORG), "talk|", "talk|~", 9)
        await room.store.commit(TABLE, row.partition, [Replace(row.key, "torn", ANY_ETAG)])
        first = await (sam.press("menu") if pressing else sam.say("datalek"))
        assert isinstance(first, ShowCard)
        lost = sam.text
        kept = await room.talk(SAM)
        assert (kept.lost, kept.draft, kept.greeted) == (False, None, True)
        await (sam.press("menu") if pressing else sam.say("datalek"))
        assert sam.text != lost
        assert await sam.install() is None, "we met before"


@pytest.mark.parametrize("office", ["po", "fg", "jz"])
async def test_only_an_officer_links_a_channel_of_a_team(tmp_path: Path, office: str) -> None:
    (word,) = (word for word, each in OFFICE_WORDS.items() if each == office)
    async with bot_room(tmp_path) as room:
        for who in (SAM, *(each for each in (NOOR, FEN, JIP) if office not in each.roles)):
            await room.chat(who, "channel", "c").say(word)
            assert await room.links.office(office) is None
        (officer,) = (each for each in (NOOR, FEN, JIP) if office in each.roles)
        for chat in (room.chat(officer, "group", "g"), room.chat(officer)):
            answer = await chat.say(word)
            assert isinstance(answer, Say) is (chat.place.scope == "group")
            assert await room.links.office(office) is None
        assert not room.woken
        answer = await room.chat(officer, "channel", "c").say(f" {word.upper().replace(' ', '   ')} ")
        assert isinstance(answer, Say)
        assert ORG.office(office).title in answer.text
        linked = await room.links.office(office)
        assert linked is not None
        assert (linked.conversation, linked.thread) == ("c", None)
        assert room.woken, "what waited for a channel goes out now"


async def test_help_in_a_channel_shows_an_officer_the_registers_and_nobody_else(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        office = await room.office("po", NOOR)
        assert isinstance(await office.say("help"), ShowCard)
        for chat in (await room.office("po", SAM), room.chat(SAM, "group", "g")):
            answer = await chat.say("help")
            assert isinstance(answer, ShowCard)
            assert "koppel" not in chat.text, "words of an administrator are for an office alone"
            assert room.client.shown[-1][0] == "opened-29:" + SAM.aad_id[-4:]
        assert isinstance(await office.say("iets heel anders"), ShowCard)
        assert "eigen chat" in office.text


@pytest.mark.parametrize("scope", ["channel", "group"])
async def test_a_button_of_a_conversation_does_nothing_where_others_read(tmp_path: Path, scope: str) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        await begun(sam)
        before = await room.talk(SAM)
        draft = before.draft
        assert draft is not None
        there = room.chat(SAM, scope, "elsewhere")  # type: ignore[arg-type]
        for verb in sorted({*OF_A_DRAFT, "start", "menu", "contact", "own_cases", "switch", "nonsense"}):
            answer = await there.press(
                verb, {"of": "talk", "draft": draft.id, "version": str(draft.version), "flow": "breach"}
            )
            assert isinstance(answer, Say)
        assert await room.talk(SAM) == before


MADE_UP = (
    "",
    "answer",
    "answer_form",
    "show",
    "history",
    "paper",
    "step",
    "file",
    "assess",
    "_form",
    "Ω",
    "x" * 99,
)


@pytest.mark.parametrize("of", [*OWNERS, "", "nobody"])
@pytest.mark.parametrize("who", [SAM, NOOR, FEN, JIP], ids=lambda who: who.name)
async def test_whatever_is_pressed_is_answered_and_changes_no_case(
    tmp_path: Path, of: str, who: Actor
) -> None:
    hostile: tuple[Mapping[str, str], ...] = (
        {},
        {"case": "DL-2026-0001", "step": "zzz", "paper": "9" * 9, "page": "-1", "for": "po", "exchange": "1"},
        {
            "case": "DL-9999-9999",
            "register": "breach",
            "draft": "../..",
            "year": "9" * 30,
            "month": "2026-99",
        },
        {"case": "a|b", "register": "x|y", "page": "٣", "flow": "breach", "version": "٣", "which": "\x00"},
    )
    async with bot_room(tmp_path) as room:
        await room.filed(filed(PLAIN))
        before = await kept(room)
        for chat in (room.chat(who), await room.office("po", who), room.chat(who, "group", "g")):
            for verb in MADE_UP:
                for data in hostile:
                    answer = await chat.press(verb, {**data, "of": of})
                    assert isinstance(answer, ShowCard | Say), (verb, data)
        assert await kept(room) == before


async def kept(room: Room) -> object:
    """The case with its history."""
    desk = room.desks.of("DL-2026-0001")
    row = await room.store.get("cases", desk.partition, case_key("DL-2026-0001"))
    assert row is not None
    return row.value, await desk.history("DL-2026-0001")


async def test_what_stands_in_a_channel_is_never_what_somebody_answers_in_the_own_chat(
    tmp_path: Path,
) -> None:
    """Whatever the answer says of itself: a channel has no conversation and no receipt."""
    async with bot_room(tmp_path) as room:
        await room.filed(filed(PLAIN))
        own = room.chat(NOOR)
        answer = await own.say("datalek")
        assert isinstance(answer, ShowCard)
        before = await room.talk(NOOR)
        told = replace(answer, follows="DL-2026-0001", answered=True)
        for chat in (await room.office("po", NOOR), room.chat(NOOR, "group", "g")):
            await room.turns.shown(Message("x", chat.person, chat.place, "datalek"), told, "m-channel")
        assert await room.talk(NOOR) == before
        assert await room.desks.of("DL-2026-0001").posts("DL-2026-0001") == []
