"""Whose card a case is: who sees what of it, what is confidential, its papers."""

from pathlib import Path
from typing import Any

import pytest

from bot.teams.events import Say, ShowCard
from bot.turns.case_presses import LOOK
from cases.desks.case_desk import CaseDesk
from cases.people import Actor, Viewer
from cases.register.forms import FORM, STEP
from cases.register.life import Change
from tests.bot.turns.case_cards import ALEX, BREACH, everything, shown, with_a_task
from tests.bot.turns.room import Room, bot_room, buttons
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG, PLAIN, SAM
from tests.cases.viewers import at_home
from tests.e2e.fake_teams import text_of
from tests.registers import HAPPENED


@pytest.mark.parametrize("who", [NOOR, FEN, JIP], ids=lambda who: who.name)
async def test_a_card_of_a_task_stays_one_whoever_presses_on_it(tmp_path: Path, who: Actor) -> None:
    async with bot_room(tmp_path) as room:
        case = await with_a_task(room)
        register = room.desks.named("breach").register
        task = register.cards.task(case, "jz", NOW, ORG)
        for chat in (room.chat(who), await room.office("jz", who)):
            await chat.press("show", {"case": BREACH, "for": "jz"})
            assert chat.card == task
            await chat.press("paper", {"case": BREACH, "for": "jz"})
            assert [data.get("for") for _, data in buttons(chat.card).values()] == ["jz"] * len(
                buttons(chat.card)
            )
            assert len(buttons(chat.card)) > 1


async def test_who_has_more_than_a_task_sees_the_whole_case_on_every_other_card(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        case = await with_a_task(room)
        register = room.desks.named("breach").register
        whole, task = (
            register.cards.living(case, NOW, ORG, at_home(register.life, case)),
            register.cards.task(case, "jz", NOW, ORG),
        )
        assert PLAIN.what_happened in text_of(whole)
        assert PLAIN.what_happened not in text_of(task)
        office = await room.office("po", NOOR)
        for made_up in ({}, {"for": "po"}, {"for": "fg"}, {"for": "jz,po"}, {"for": ""}):
            await office.press("show", {"case": BREACH, **made_up})
            assert office.card == whole
            await room.chat(JIP).press("show", {"case": BREACH, **made_up})
            jip = await room.office("jz", JIP)
            await jip.press("show", {"case": BREACH, **made_up})
            assert jip.card == task, "who has no more than a task cannot ask for more"


async def test_no_card_of_a_task_before_there_is_one(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        office = await room.office("po", NOOR)
        await office.press("show", {"case": BREACH, "for": "jz"})
        assert PLAIN.what_happened in office.text
        jip = await room.office("jz", JIP)
        answer = await jip.press("show", {"case": BREACH, "for": "jz"})
        assert isinstance(answer, Say)
        assert answer == await jip.press("show", {"case": "DL-2026-0999", "for": "jz"})


async def test_an_officer_who_reported_works_on_the_case_and_still_has_the_receipt(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        case = await room.filed(breaches.filed(PLAIN, reporter=NOOR))
        register = room.desks.named("breach").register
        own, office = room.chat(NOOR), await room.office("po", NOOR)
        await own.press("receipt", {"case": BREACH}, card_id="m-own")
        assert own.card == register.cards.own(case, NOW, ORG)
        await own.press("show", {"case": BREACH}, card_id="m-case")
        assert own.card == register.cards.living(case, NOW, ORG, Viewer(NOOR, private=True))
        await office.press("show", {"case": BREACH})
        assert office.card == register.cards.living(case, NOW, ORG, at_home(register.life, case))
        posts = dict(await room.desks.of(BREACH).posts(BREACH))
        assert posts["reporter"].message_id == "m-own"
        taken = await own.press("take_up", {"case": BREACH}, card_id="m-case")
        after = await room.desks.of(BREACH).get(BREACH)
        assert after.taken_up is not None
        assert own.card == register.cards.living(after, NOW, ORG, Viewer(NOOR, private=True)), taken
        sam = room.chat(SAM)
        await sam.press("receipt", {"case": BREACH}, card_id="m-sam")
        assert "kan ik je niet laten zien" in sam.text, "it is the receipt of somebody else"


@pytest.mark.parametrize("change", everything(), ids=lambda change: change.case.number[:2])
async def test_who_may_not_see_a_case_cannot_tell_it_from_one_that_is_not_there(
    tmp_path: Path, change: Change[Any]
) -> None:
    """Every verb of every register: the same answer, the same silence."""
    async with bot_room(tmp_path) as room:
        number = change.case.number
        await room.filed(change)
        desk = room.desks.of(number)
        life, register = desk.register.life, desk.register
        verbs = {
            *life.roles,
            *(form + FORM for form in register.forms),
            *register.cards.pages,
            *register.presses.translated,
        }
        strangers = [who for who in (ALEX, SAM, NOOR, FEN, JIP) if not life.may_see(change.case, who)]
        assert strangers
        for who in strangers:
            for chat in (room.chat(who), room.chat(who, "channel", "somewhere")):
                for verb in sorted({*verbs, "show", "history", "paper", "x_form"}):
                    data = {"exchange": "1", "reason": "x", "to": NOOR.aad_id, "version": "1"}
                    there = await chat.press(verb, {**data, "case": number})
                    nowhere = await chat.press(verb, {**data, "case": number[:-4] + "0999"})
                    assert shown(there) == shown(nowhere), (who.name, verb)
                    assert number not in chat.text
        assert [each.event for each in await desk.history(number)] == ["file"]
        assert await desk.posts(number) == []
        assert not room.client.opened
        assert not room.woken


@pytest.mark.parametrize("register", HAPPENED, ids=lambda each: each.name)
@pytest.mark.parametrize(
    "number", ["", "nonsense", "XX-2026-0001", "{}-2026-0001", "{}-0000-0000", "{}-2026-0001|x"]
)
async def test_a_number_that_is_none_leads_nowhere(tmp_path: Path, register: Any, number: str) -> None:
    async with bot_room(tmp_path) as room:
        for who in (SAM, NOOR):
            chat = room.chat(who)
            for verb in ("show", "history", "paper", "take_up", "ask_reporter_form", STEP):
                await chat.press(verb, {"case": number.format(register.prefix), "of": "case"})
                assert "Er is niets veranderd" in chat.text


async def filed_in(room: Room, register: str) -> tuple[str, CaseDesk[Any]]:
    """A case of this register, and its desk."""
    (change,) = (each for each in everything() if room.desks.of(each.case.number).register.name == register)
    await room.filed(change)
    return change.case.number, room.desks.of(change.case.number)


@pytest.mark.parametrize("register", ["breach", "rights", "consult"])
async def test_no_page_of_a_confidential_case_opens_in_a_channel(tmp_path: Path, register: str) -> None:
    async with bot_room(tmp_path) as room:
        number, desk = await filed_in(room, register)
        home = desk.register.life.home(await desk.get(number))
        (officer,) = (each for each in (NOOR, FEN, JIP) if home in each.roles)
        pages = [*desk.register.cards.pages, "history", "paper"]
        office, own = await room.office(home, officer), room.chat(officer)
        for page in pages:
            assert isinstance(await office.press(page, {"case": number}), ShowCard), page
        await room.acted(number, "make_confidential", officer)
        for page in pages:
            answer = await office.press(page, {"case": number})
            assert isinstance(answer, Say), page
            assert "vertrouwelijk" in answer.text
            assert isinstance(await own.press(page, {"case": number}), ShowCard), page


@pytest.mark.parametrize("register", ["breach", "consult"])
async def test_who_opens_a_confidential_case_in_an_own_chat_is_kept_once(
    tmp_path: Path, register: str
) -> None:
    async with bot_room(tmp_path) as room:
        number, desk = await filed_in(room, register)

        async def looks() -> list[str]:
            return [each.actor_id for each in await desk.history(number) if each.event == LOOK]

        await room.chat(FEN).press("show", {"case": number})
        assert await looks() == [], "an open case is no matter"
        await room.acted(number, "make_confidential", NOOR)
        await (await room.office("fg", FEN)).press("show", {"case": number})
        await room.chat(SAM).press("show", {"case": number})
        assert await looks() == [], "a channel shows nothing, and this is the reporter's own"
        await room.chat(FEN).press("show", {"case": number})
        await room.chat(FEN).press("show", {"case": number})
        assert await looks() == [FEN.aad_id]


async def test_a_task_in_a_confidential_case_is_no_look_at_it(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await with_a_task(room)
        await room.acted(BREACH, "make_confidential", NOOR)
        assert isinstance(await room.chat(JIP).press("show", {"case": BREACH}), ShowCard)
        assert LOOK not in [each.event for each in await room.desks.of(BREACH).history(BREACH)]


async def test_the_facts_come_in_an_own_chat_for_the_offices_alone(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN, confidential=True))
        for who in (SAM, ALEX, JIP):
            await (await room.office("po", who)).press("send_facts", {"case": BREACH})
        assert room.client.opened == [], "nobody else makes us open a chat"
        office = await room.office("po", NOOR)
        answer = await office.press("send_facts", {"case": BREACH})
        assert isinstance(answer, Say)
        assert "eigen chat" in answer.text
        assert room.client.opened == [office.person.teams_id]


async def test_a_paper_opens_at_the_page_that_is_asked_for(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        case = await with_a_task(room)
        register = room.desks.of(BREACH).register
        offered = dict(register.papers.of(case, ""))
        office = room.chat(NOOR)

        async def on(**asked: str) -> Any:
            await office.press("paper", {"case": BREACH, **asked})
            return office.card

        listed = await on()
        assert all(title in office.text for title in offered.values())
        for wrong in ("x", "../x", "ap_form_", "9" * 40):
            assert await on(paper=wrong) == listed
        long = [name for name in offered if await on(paper=name) != await on(paper=name, page="2")]
        assert long
        several, first = long[0], await on(paper=long[0])
        assert first != listed
        for none in ("", "1", "0001", "-1", "x", "1.5", "٢", "2 ", "12345"):
            assert await on(paper=several, page=none) == first, none
        assert await on(paper=several, page="2") == await on(paper=several, page="002")


async def test_an_office_with_a_task_gets_the_papers_of_that_task(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        case = await with_a_task(room)
        register = room.desks.of(BREACH).register
        mine, every = dict(register.papers.of(case, "jz")), dict(register.papers.of(case, ""))
        assert 0 < len(mine) < len(every)
        jip = room.chat(JIP)
        await jip.press("paper", {"case": BREACH})
        listed = jip.card
        assert all(title in jip.text for title in mine.values())
        for name in every.keys() - mine.keys():
            await jip.press("paper", {"case": BREACH, "paper": name})
            assert jip.card == listed
        for who in (SAM, ALEX):
            chat = room.chat(who)
            await chat.press("paper", {"case": BREACH})
            assert "niets veranderd" in chat.text, "also who reported it gets no papers"


async def test_who_reads_a_card_in_a_channel_and_may_not_act_hears_who_does(tmp_path: Path) -> None:
    """The card of the FG stands where the Privacy Officer reads it; nobody learns whether a number is there."""
    async with bot_room(tmp_path) as room:
        number, desk = await filed_in(room, "consult")
        home = desk.register.life.home(await desk.get(number))
        strangers = [
            who for who in (NOOR, JIP, SAM) if not desk.register.life.may_see(await desk.get(number), who)
        ]
        assert strangers
        for who in strangers:
            chat = await room.office(home, who)
            answer = await chat.press("reply", {"case": number, "words": "Dat mag."})
            assert isinstance(answer, Say), "the card stays, with what was typed"
            assert f"Alleen {ORG.office(home).short}" in answer.text
            assert answer == await chat.press("reply", {"case": number[:-4] + "0999", "words": "Dat mag."})
