"""A search task of a request goes to any colleague by name: a card in the own chat, and the answer on the request."""

from pathlib import Path
from typing import Any

import pytest

from bot.teams.events import PermanentFailure, Say
from cases.desks.case_desk import NoSuchCase
from cases.register.life import NoRole
from cases.register.plans import UNHEARD_TRIES
from tests.bot.outbox.post_room import PostRoom, post_room
from tests.bot.turns.room import buttons, inputs
from tests.cards.rules import violations
from tests.cases.breach.by_chance import ALEX, JIP, SAM
from tests.cases.rights import by_chance as requests
from tests.cases.rights.by_chance import PLAIN
from tests.e2e.fake_teams import text_of

TASK = "Zoek het dossier met kenmerk K-1."
BLOCKED = PermanentFailure("the app is not there")
ASKED = {"to": "collega", "colleague": ALEX.aad_id, "place": ALEX.name, "what": TASK, "until": "2026-11-25"}


async def asked(room: PostRoom) -> str:
    """A request of which somebody who has no office got a search task."""
    await room.link("jz", "po")
    case = await room.room.filed(requests.filed(PLAIN))
    await room.room.acted(case.number, "take_up", JIP)
    await room.settle()
    await room.room.acted(case.number, "ask_search", JIP, **ASKED)
    return str(case.number)


async def kept(room: PostRoom, number: str) -> Any:
    return await room.room.desks.of(number).get(number)


async def test_the_colleague_gets_the_task_alone_and_the_answer_lands_on_the_request(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        number = await asked(room)
        (sent,) = [each for each in await room.settle() if each.how == "person"]
        assert ALEX.aad_id in sent.where, "the bot never met Alex: the chat is opened by the id"
        assert TASK in text_of(sent.card)
        for told in (PLAIN.reference, PLAIN.wish, SAM.name):
            assert not told or told not in text_of(sent.card)
        assert violations(sent.card, [TASK, JIP.name, ALEX.name]) == []
        assert [verb for verb, _ in buttons(sent.card).values()] == ["answer_search"]
        data = next(data for _, data in buttons(sent.card).values())
        alex = room.room.chat(ALEX)
        await alex.press("answer_search", {**data, "answer": "In de kast van team 3."})
        assert number in alex.text
        assert "show" not in [verb for verb, _ in buttons(alex.card).values()]
        (search,) = (await kept(room, number)).searches
        assert (search.answer, search.answered_by) == ("In de kast van team 3.", ALEX.name)
        assert any("kast van team 3" in text_of(each.card) for each in await room.settle())
        await alex.press("answer_search", {**data, "answer": "Toch in een andere kast."})
        assert "De zaak ging intussen verder" in alex.text
        assert "Toch in een andere kast." in alex.text, "what was typed comes back"
        shown = alex.text
        for told in (PLAIN.reference, PLAIN.wish, SAM.name, "kast van team 3"):
            assert not told or told not in shown, "nothing of the request is shown to who comes too late"


async def test_who_got_a_task_sees_nothing_of_the_request(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        number = await asked(room)
        alex = room.room.chat(ALEX)
        nothing = ("Deze zaak kan ik je niet laten zien", "Dit kun jij niet doen", "Deze knop ken ik niet")
        for verb in ("show", "receipt", "history", "paper", "duties", "ask_search_form", "take_up", "seen"):
            await alex.press(verb, {"case": number})
            assert any(each in alex.text for each in nothing) or isinstance(alex.answer, Say), verb
            assert TASK not in alex.text
        desk = room.room.desks.of(number)
        with pytest.raises(NoSuchCase):
            await desk.see(number, ALEX)
        with pytest.raises((NoSuchCase, NoRole)):
            await desk.act(number, "add_note", ALEX, room.room.now, {"note": "Ik ook."})
        with pytest.raises(NoSuchCase):
            await desk.act(number, "answer_search", SAM.model_copy(update={"aad_id": "x"}), room.room.now, {})


async def test_what_was_wrong_comes_back_without_a_way_to_the_request(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        number = await asked(room)
        alex = room.room.chat(ALEX)
        await alex.press(
            "answer_search", {"case": number, "search": await search_id(room, number), "answer": ""}
        )
        assert [verb for verb, _ in buttons(alex.card).values()] == ["answer_search"]


async def search_id(room: PostRoom, number: str) -> str:
    return str((await kept(room, number)).searches[0].id)


async def test_whom_teams_does_not_let_us_reach_is_said_and_the_task_stays(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        number = await asked(room)
        room.teams.refusing[f"chat-{ALEX.aad_id}"] = BLOCKED
        for _ in range(UNHEARD_TRIES + 2):
            await room.settle(hours=0.2)
        case = await kept(room, number)
        assert case.searches[0].unreached_at is not None
        told = [due for _, due in await room.waiting("rights") if due.kind == "task"]
        assert told, "it is tried again: perhaps the app comes"
        assert "record_answer" not in room.room.desks.of(number).register.life.allowed(
            case, room.room.now, room.room.org
        )
        del room.teams.refusing[f"chat-{ALEX.aad_id}"]
        assert any(
            TASK in text_of(each.card) for each in await room.settle(hours=0.2) if each.how == "person"
        )


async def test_the_day_itself_reminds_the_colleague_and_the_day_after_legal_affairs(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        await asked(room)
        await room.settle()
        sent = await room.settle(hours=48)
        assert any(ALEX.aad_id in each.where and TASK in text_of(each.card) for each in sent)
        later = await room.settle(hours=24)
        assert any(each.where == "channel-jz" and TASK in text_of(each.card) for each in later)
        assert not any(ALEX.aad_id in each.where for each in later)


async def test_a_colleague_is_chosen_by_name_in_teams_or_from_who_is_known(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        case = await room.room.filed(requests.filed(PLAIN))
        office = room.room.chat(JIP)
        await office.press("ask_search_form", {"case": case.number})
        (picker,) = [each for each in inputs(office.card) if each["id"] == "colleague"]
        assert picker["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
        assert JIP.aad_id in {each["value"] for each in picker["choices"]}
        await office.press("ask_search", {"case": case.number, **ASKED, "colleague": "verzonnen"})
        assert (await kept(room, case.number)).searches == ()
        assert "collega" in office.text
        await office.press("ask_search", {"case": case.number, **ASKED, "colleague": "", "place": ""})
        assert (await kept(room, case.number)).searches == ()
        await office.press("ask_search", {"case": case.number, **ASKED, "colleague": JIP.aad_id, "place": ""})
        assert (await kept(room, case.number)).searches[0].place == JIP.name, "who is known needs no name"
