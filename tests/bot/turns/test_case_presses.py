"""Presses on cards of cases: whose card is shown to whom, what is opened where, and what is typed on an old card."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.registers import REGISTERS
from bot.teams.events import Answer, Say, ShowCard
from bot.turns.case_presses import LOOK, MOST_UNSENT
from cases.people import Actor
from cases.plain_text import shortened
from cases.register.forms import FORM, STEP
from cases.register.life import Change
from cases.register.messages import recipient_key
from tests.bot.turns.room import Room, bot_room, buttons, inputs
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import BO, FEN, JIP, NOOR, NOW, ORG, PLAIN, SAM
from tests.cases.consult import by_chance as consults
from tests.cases.lasting import by_chance as entries
from tests.cases.rights import by_chance as requests
from tests.e2e.fake_teams import text_of
from tests.e2e.running_bot import BSN

BREACH, REQUEST, CONSULT = "DL-2026-0001", "RV-2026-0001", "AD-2026-0001"
ALEX = breaches.ALEX
ASSESSED = {
    "step": "role",
    "count": "0",
    "values": json.dumps({"role": "eigen"}),
    "spoken": "Vraag? Antwoord",
    "outcome": "breach",
    "facts": json.dumps({"sensitive": True, "n_people": 1, "n_recipients": 1, "data_kinds": ["inkomen"]}),
}
"""The AP is told, and JZ tells the people."""


def everything(*, confidential: bool = False) -> list[Change[Any]]:
    """A new case of each register that has one."""
    return [
        breaches.filed(PLAIN, confidential=confidential),
        requests.filed(requests.PLAIN, confidential=confidential),
        consults.filed(consults.ASKED_PO),
        *(entries.filed(kept, entries.BY_HAND[kept.kind.register]) for kept in entries.KINDS),
    ]


async def with_a_task(room: Room) -> Any:
    """A breach of which JZ tells the people."""
    await room.filed(breaches.filed(PLAIN))
    await room.acted(BREACH, "begin_triage", NOOR)
    await room.acted(BREACH, "assess", NOOR, **ASSESSED)
    return await room.acted(BREACH, "decide", NOOR, choice="follow")


def shown(answer: Answer) -> object:
    """What is read, whichever way it is answered."""
    return answer.card if isinstance(answer, ShowCard) else answer


# --- whose card -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [NOOR, FEN, JIP], ids=lambda who: who.name)
async def test_a_card_of_a_task_stays_one_whoever_presses_on_it(tmp_path: Path, who: Actor) -> None:
    async with bot_room(tmp_path) as room:
        case = await with_a_task(room)
        register = room.desks.named("breach").register
        task = register.draw_task(case, "jz", NOW, ORG)
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
        whole, task = register.draw(case, NOW, ORG, False), register.draw_task(case, "jz", NOW, ORG)
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


async def test_an_officer_who_reported_sees_a_report_in_the_own_chat_and_a_case_in_the_channel(
    tmp_path: Path,
) -> None:
    async with bot_room(tmp_path) as room:
        case = await room.filed(breaches.filed(PLAIN, reporter=NOOR))
        register = room.desks.named("breach").register
        own, office = room.chat(NOOR), await room.office("po", NOOR)
        await own.press("show", {"case": BREACH}, card_id="m-own")
        assert own.card == register.draw_own(case, NOW, ORG)
        await office.press("show", {"case": BREACH})
        assert office.card == register.draw(case, NOW, ORG, False)
        posts = dict(await room.desks.of(BREACH).posts(BREACH))
        assert posts["reporter"].message_id == "m-own"


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
            *register.pages,
            *register.translated,
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
        assert not room.opened
        assert not room.woken


@pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.name)
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


# --- what is confidential ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("register", ["breach", "rights", "consult"])
async def test_no_page_of_a_confidential_case_opens_in_a_channel(tmp_path: Path, register: str) -> None:
    async with bot_room(tmp_path) as room:
        (change,) = (
            each for each in everything() if room.desks.of(each.case.number).register.name == register
        )
        number = change.case.number
        await room.filed(change)
        desk = room.desks.of(number)
        home = desk.register.life.home(change.case)
        (officer,) = (each for each in (NOOR, FEN, JIP) if home in each.roles)
        pages = [*desk.register.pages, "history", "paper"]
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
        (change,) = (
            each for each in everything() if room.desks.of(each.case.number).register.name == register
        )
        number = change.case.number
        await room.filed(change)
        desk = room.desks.of(number)

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
        assert room.opened == [], "nobody else makes us open a chat"
        answer = await (await room.office("po", NOOR)).press("send_facts", {"case": BREACH})
        assert isinstance(answer, Say)
        assert "eigen chat" in answer.text
        assert room.opened == [NOOR.aad_id]


# --- papers -----------------------------------------------------------------------------------------------------


async def test_a_paper_opens_at_the_page_that_is_asked_for(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        case = await with_a_task(room)
        register = room.desks.of(BREACH).register
        offered = dict(register.papers_of(case, ""))
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
        mine, every = dict(register.papers_of(case, "jz")), dict(register.papers_of(case, ""))
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


# --- forms and what was typed -----------------------------------------------------------------------------------


async def test_a_form_opens_while_there_is_a_use_for_it(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        office = room.chat(NOOR)
        await office.press("ask_reporter_form", {"case": BREACH, "version": "1"})
        send = next(data for verb, data in buttons(office.card).values() if verb == "ask_reporter")
        assert send["case"] == BREACH
        assert not room.woken, "opening a form changes nothing"
        await office.press("fill_register_form", {"case": BREACH})
        assert "fill_register" not in [verb for verb, _ in buttons(office.card).values()]
        assert OLD in office.text
        sam = room.chat(SAM)
        for verb in ("ask_reporter_form", "late_reason_form"):
            await sam.press(verb, {"case": BREACH})
            assert "Dit kun jij niet doen" in sam.text
        await office.press("ask_withdrawal_form", {"case": BREACH})
        assert "Dit kun jij niet doen" in office.text, "that is the reporter's"


async def test_what_cannot_be_used_comes_back_as_it_was_typed_with_what_is_wrong(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await with_a_task(room)
        office = room.chat(NOOR)
        told = {"case": BREACH, "on_date": "morgen", "at_time": "25:61", "ap_number": "AP-1"}
        await office.press("ap_full", told)
        assert "Dit is geen datum" in office.text or "geen datum" in office.text
        assert "geen tijd" in office.text
        values = {each["id"]: each.get("value") for each in inputs(office.card)}
        assert values["ap_number"] == "AP-1"
        assert not room.woken
        # What only the case can refuse comes back in the same way.
        await office.press("ap_full", {**told, "on_date": "2030-01-01", "at_time": "14:00"})
        values = {each["id"]: each.get("value") for each in inputs(office.card)}
        assert (values["on_date"], values["ap_number"]) == ("2030-01-01", "AP-1")
        assert (await room.desks.of(BREACH).get(BREACH)).told == "no"


async def test_what_is_typed_is_kept_without_a_bsn(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        await room.chat(NOOR).press("ask_reporter", {"case": BREACH, "question": f"  Is {BSN} zijn BSN?  "})
        case = await room.desks.of(BREACH).get(BREACH)
        (asked,) = case.exchanges
        assert BSN not in asked.question
        assert asked.question == asked.question.strip()
        assert room.woken


@pytest.mark.parametrize("again", [True, False], ids=["again", "other words"])
async def test_the_same_press_twice_is_one_event(tmp_path: Path, again: bool) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        office = room.chat(NOOR)
        for words in ("Wie kreeg de brief?", "Wie kreeg de brief?" if again else "En wanneer?"):
            await office.press("ask_reporter", {"case": BREACH, "question": words})
            assert isinstance(office.answer, ShowCard)
        case = await room.desks.of(BREACH).get(BREACH)
        assert len(case.exchanges) == (1 if again else 2)


OLD = "Deze kaart was oud"
UNSENT = f"Hier staat {BSN} in, en het was veel werk."


@pytest.mark.parametrize(
    ("scope", "by_invoke"),
    [("personal", True), ("personal", False), ("channel", True), ("channel", False)],
)
async def test_what_was_typed_on_an_old_card_is_not_lost(tmp_path: Path, scope: str, by_invoke: bool) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        await room.acted(BREACH, "ask_withdrawal", SAM, reason="Vergissing.")
        await room.acted(BREACH, "accept_withdrawal", NOOR, reason="Klopt.")
        room.woken.clear()
        chat = room.chat(BO) if scope == "personal" else await room.office("po", BO)
        answer = await chat.press(
            "ask_reporter", {"case": BREACH, "question": UNSENT}, by_invoke=by_invoke, card_id="m1"
        )
        assert BSN not in chat.text
        told = "veel werk" in chat.text
        if scope == "personal":
            assert isinstance(answer, ShowCard)
            assert told
            assert ("show", BREACH) in [(verb, data["case"]) for verb, data in buttons(chat.card).values()]
        elif by_invoke:
            assert isinstance(answer, Say)
            assert told
        else:
            assert isinstance(answer, ShowCard)
            assert not told, "everybody would read it"
        assert not room.woken
        long = await chat.press("ask_reporter", {"case": BREACH, "question": "woord " * 900}, card_id="m1")
        if isinstance(long, Say):
            assert shortened("woord " * 900, MOST_UNSENT).strip()[-20:] in long.text
        # Without words of one's own there is nothing to give back.
        await chat.press("ask_reporter", {"case": BREACH, "question": "  "}, card_id="m1")
        assert "veel werk" not in chat.text
        # What is chosen or short is no work of anybody's.
        await chat.press("ap_full", {"case": BREACH, "on_date": "2026-11-23", "ap_number": "AP-1"})
        assert OLD in chat.text
        assert "AP-1" not in chat.text


async def test_an_event_whose_time_is_over_shows_the_case_as_it_is(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        await room.acted(BREACH, "ask_withdrawal", SAM, reason="Vergissing.")
        await room.acted(BREACH, "accept_withdrawal", NOOR, reason="Klopt.")
        office = await room.office("po", NOOR)
        await office.press("show", {"case": BREACH})
        now = office.text
        await office.press("take_up", {"case": BREACH})
        assert office.text != now
        assert all(line in office.text for line in now.splitlines()), (
            "the case, and a line about the old card"
        )


async def test_a_step_from_a_list_is_the_press_that_it_names(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(requests.filed(requests.TWO))
        await room.acted(REQUEST, "confirm_receipt", JIP, told_on="2026-11-20")
        await room.acted(REQUEST, "confirm_identity", JIP, way="balie", authority="true")
        office = room.chat(JIP)
        for chosen, verb, data in (
            ("decide.verbetering", "decide_form", {"right": "verbetering"}),
            ("decide.inzage", "decide_form", {"right": "inzage"}),
            ("ask_reporter", "ask_reporter_form", {}),
            ("ask_reporter.about", "ask_reporter_form", {}),
            ("take_up", "take_up", {}),
            ("nonsense.x", "nonsense", {}),
            ("", "", {}),
        ):
            await office.press(STEP, {"case": REQUEST, STEP: chosen, "version": "3"})
            by_list = shown(office.answer)
            await office.press(verb, {"case": REQUEST, "version": "3", **data})
            assert by_list == shown(office.answer), chosen


# --- which message shows what -----------------------------------------------------------------------------------


async def test_a_message_that_shows_another_page_is_not_redrawn_until_it_shows_the_case_again(
    tmp_path: Path,
) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        sam, desk = room.chat(SAM), room.desks.of(BREACH)

        async def posts() -> dict[str, tuple[str, int]]:
            return {name: (post.message_id, post.version) for name, post in await desk.posts(BREACH)}

        await sam.press("show", {"case": BREACH}, card_id="m1")
        assert await posts() == {"reporter": ("m1", 1)}
        await sam.press("ask_withdrawal_form", {"case": BREACH}, card_id="m2")
        assert await posts() == {"reporter": ("m1", 1)}, "another message is another matter"
        await sam.press("ask_withdrawal_form", {"case": BREACH}, card_id="m1")
        assert await posts() == {}
        await sam.press("show", {"case": BREACH}, card_id=None)
        assert await posts() == {}
        await sam.press("ask_withdrawal", {"case": BREACH, "reason": "Vergissing."}, card_id="m1")
        assert await posts() == {"reporter": ("m1", 2)}, "the thanks are drawn over when the case moves on"
        await sam.press("ask_withdrawal", {"case": BREACH, "reason": "Vergissing."}, card_id="m3")
        assert (await posts())["reporter"][0] == "m1", "the receipt has its place already"


async def test_an_officers_own_chat_is_redrawn_when_it_is_to_be(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN, confidential=True))
        own, desk = room.chat(NOOR), room.desks.of(BREACH)
        name = recipient_key(f"person:{NOOR.aad_id}")
        await own.press("show", {"case": BREACH}, card_id="m1")
        assert dict(await desk.posts(BREACH))[name].message_id == "m1"
        await own.press("history", {"case": BREACH}, card_id="m1")
        assert await desk.posts(BREACH) == []
        office = await room.office("po", NOOR)
        for verb in ("show", "take_up"):
            await office.press(verb, {"case": BREACH}, card_id="m5")
        assert all(post.message_id != "m5" for _, post in await desk.posts(BREACH))


async def test_a_reminder_that_was_seen_becomes_a_line(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        office = await room.office("po", NOOR)
        await office.press("seen", {"case": BREACH})
        whole = office.card
        await office.press("seen", {"case": BREACH, "stage": "ap-12h"})
        case, register = await room.desks.of(BREACH).get(BREACH), room.desks.of(BREACH).register
        assert office.card == register.draw_seen(case, "ap-12h", "po", ORG)
        assert len(office.text) < len(text_of(whole))


async def test_a_receipt_is_remembered_where_it_stands(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        case = await room.filed(breaches.filed(PLAIN))
        await room.presses.remember_receipt(BREACH, room.chat(SAM).place, "m7")
        ((name, post),) = await room.desks.of(BREACH).posts(BREACH)
        assert (name, post.message_id, post.version, post.conversation) == (
            "reporter",
            "m7",
            1,
            f"chat-{SAM.aad_id}",
        )
        told = room.presses.receipt(case, NOW)
        assert told.card == room.desks.of(BREACH).register.draw_own(case, NOW, ORG)


async def test_a_list_in_a_channel_is_remembered_for_each_case_that_can_become_confidential(
    tmp_path: Path,
) -> None:
    async with bot_room(tmp_path) as room:
        for change in everything():
            await room.filed(change)
        card: Mapping[str, Any] = {"rows": [{"case": change.case.number} for change in everything()]}
        await room.presses.remember_page(room.chat(NOOR, "channel", "c").place, "m1", dict(card))
        for change in everything():
            desk = room.desks.of(change.case.number)
            hides = "make_confidential" in desk.register.life.handlers
            posts = await desk.posts(change.case.number)
            assert [(each.message_id, each.version) for _, each in posts] == [("m1", 0)] * hides


async def test_a_chat_is_known_by_a_press_in_it(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        await (await room.office("po", NOOR)).press("show", {"case": BREACH})
        assert await room.links.person(NOOR.aad_id) is None
        for who, verb, data in (
            (NOOR, "show", {"case": BREACH}),
            (SAM, "menu", {}),
            (ALEX, "show", {"case": BREACH}),
        ):
            await room.chat(who).press(verb, data)
            assert await room.links.person(who.aad_id) == room.chat(who).place


async def test_a_question_that_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        await room.acted(BREACH, "ask_reporter", NOOR, question="Kende zij de buurman?")
        (asked,) = (await room.desks.of(BREACH).get(BREACH)).exchanges
        sam = room.chat(SAM)
        for number, opens in ((asked.id, True), ("99", False), ("", False)):
            await sam.press("answer_form", {"case": BREACH, "exchange": number})
            assert ("answer" in [verb for verb, _ in buttons(sam.card).values()]) is opens
        await room.acted(BREACH, "answer", SAM, exchange=asked.id, answer="Nee.")
        await room.acted(BREACH, "ask_reporter", NOOR, question="En verder?")
        await sam.press("answer_form", {"case": BREACH, "exchange": asked.id})
        assert "answer" not in [verb for verb, _ in buttons(sam.card).values()]
        assert OLD in sam.text
