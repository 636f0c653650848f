"""The same again, two at once, and in the wrong order: one thing happens, and everybody is answered."""

import asyncio
from pathlib import Path

import pytest

from bot.teams.events import Message, Say, ShowCard
from bot.turns.conversing import REMEMBERED
from bot.turns.turn import TRIES
from cases.desks.case_desk import TRIES as DESK_TRIES
from tests.bot.turns.begun_talks import LIST, at_the_end, begun
from tests.bot.turns.room import bot_room
from tests.cases.breach.by_chance import BO, JIP, NOOR, PLAIN, SAM, filed


async def test_a_message_that_is_delivered_again_is_answered_and_not_done_again(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        assert await sam.say("hallo", "a1") is not None
        assert await sam.say("hallo", "a1") is None
        first = await sam.say("datalek", "a2")
        before = await room.talk(SAM)
        again = await sam.say("datalek", "a2")
        assert isinstance(first, ShowCard)
        assert isinstance(again, ShowCard)
        assert again.card == first.card
        assert (await room.talk(SAM)).draft == before.draft
        for number in range(20):
            await sam.say("help", f"b{number}")
            assert len((await room.talk(SAM)).handled) <= REMEMBERED
        assert (await room.talk(SAM)).handled == tuple(f"b{number}" for number in range(8, 20))


async def test_a_list_that_is_asked_for_twice_by_one_message_is_shown_once(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        noor = room.chat(NOOR)
        assert isinstance(await noor.say(LIST, "a1"), ShowCard)
        assert await noor.say(LIST, "a1") is None
        assert await noor.say("koppel po", "a1") is None


async def test_a_press_that_is_delivered_twice_is_one_answer(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        verb, data = await begun(sam)
        first = await sam.press(verb, data)
        kept = await room.talk(SAM)
        assert kept.draft is not None
        assert kept.draft.answers
        again = await sam.press(verb, data)
        assert isinstance(first, ShowCard)
        assert isinstance(again, ShowCard)
        assert again.card == first.card
        assert (await room.talk(SAM)).draft == kept.draft


async def test_filing_twice_makes_one_case_and_shows_it_twice(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        draft = await at_the_end(room, SAM)
        data = {"draft": draft.id, "version": str(draft.version)}
        await sam.press("file", data, card_id="m-review")
        await sam.press("file", data, card_id="m-review")
        assert "DL-2026-0001" in sam.text
        mine = await room.desks.named("breach").own(SAM.aad_id, 5)
        assert [each.number for each in mine] == ["DL-2026-0001"]
        (name, post), *others = await room.desks.named("breach").posts("DL-2026-0001")
        assert (name, post.message_id, others) == ("reporter", "m-review", [])
        assert room.woken, "the office hears of it at once"
        jill = room.chat(JIP)
        await jill.press("file", data)
        assert "DL-2026-0001" not in jill.text, "what another filed is nobody else's"


async def test_what_is_filed_by_a_word_has_its_receipt_in_the_new_message(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        await at_the_end(room, SAM)
        answer = await sam.say("ja")
        assert isinstance(answer, ShowCard)
        assert answer.follows == "DL-2026-0001"
        assert answer.answered
        ((name, post),) = await room.desks.named("breach").posts("DL-2026-0001")
        assert (name, post.message_id, post.scope, post.version) == ("reporter", sam.card_id, "personal", 1)
        assert (await room.talk(SAM)).card_id == sam.card_id
        assert (await room.talk(SAM)).draft is None


async def test_an_officer_who_reports_does_so_as_anybody(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        draft = await at_the_end(room, NOOR)
        await room.chat(NOOR).press("file", {"draft": draft.id, "version": str(draft.version)})
        case = await room.desks.named("breach").get("DL-2026-0001")
        assert (case.reporter.aad_id, case.reporter.roles) == (NOOR.aad_id, frozenset())


@pytest.mark.parametrize(("losses", "busy"), [(1, False), (TRIES - 1, False), (TRIES, True)])
async def test_a_turn_that_others_keep_overtaking_is_run_again_and_then_given_up(
    tmp_path: Path, losses: int, busy: bool
) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        await sam.say("hallo")
        before, room.store.losses = await room.talk(SAM), losses
        answer = await sam.say("datalek")
        if busy:
            assert isinstance(answer, Say)
            assert "Er is niets veranderd" in answer.text
            assert await room.talk(SAM) == before
        else:
            assert isinstance(answer, ShowCard)
            assert (await room.talk(SAM)).draft is not None
        assert room.pauses == list(range(losses)), "each time a little longer"


async def test_a_case_that_others_keep_overtaking_is_given_up_at_once(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(filed(PLAIN))
        room.store.only, room.store.losses = "cases", 100
        answer = await (await room.office("po", NOOR)).press("take_up", {"case": "DL-2026-0001"})
        assert isinstance(answer, Say)
        assert "veel tegelijk" in answer.text
        assert room.store.losses == 100 - DESK_TRIES
        assert not (await room.desks.of("DL-2026-0001").get("DL-2026-0001")).taken_up


@pytest.mark.parametrize(("losses", "kept"), [(0, True), (TRIES - 1, True), (TRIES, False)])
async def test_the_newest_card_is_remembered_however_busy_it_is(
    tmp_path: Path, losses: int, kept: bool
) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        answer = await sam.say("datalek")
        assert isinstance(answer, ShowCard)
        room.store.losses = losses
        await room.turns.shown(Message("x", sam.person, sam.place, "datalek"), answer, "m-new")
        room.store.losses = 0
        assert ((await room.talk(SAM)).card_id == "m-new") is kept
        assert room.pauses == list(range(losses))


async def test_of_two_presses_at_once_both_are_answered_and_one_counts(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam, twin = room.chat(SAM), room.chat(SAM)
        verb, data = await begun(sam)
        await asyncio.gather(sam.press(verb, data, card_id="m1"), twin.press(verb, data, card_id="m1"))
        assert sam.text == twin.text
        draft = (await room.talk(SAM)).draft
        assert draft is not None
        assert draft.version == int(data["version"]) + 1


async def test_of_two_officers_at_once_one_takes_the_case(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(filed(PLAIN))
        noor, bo = await room.office("po", NOOR), await room.office("po", BO)
        taken = {"case": "DL-2026-0001"}
        await asyncio.gather(noor.press("take_up", taken), bo.press("take_up", taken))
        case = await room.desks.of("DL-2026-0001").get("DL-2026-0001")
        assert case.taken_up is not None
        for chat in (noor, bo):
            assert case.taken_up.by.name in chat.text
        history = await room.desks.of("DL-2026-0001").history("DL-2026-0001")
        assert [each.event for each in history] == ["file", "take_up"]
