"""Forms of a case: when they open, what was typed in them, and what became of it."""

from pathlib import Path

import pytest

from bot.teams.events import Say, ShowCard
from bot.turns.unsent import MOST_UNSENT
from cases.people import Actor
from cases.plain_text import shortened
from cases.register.forms import STEP
from tests.bot.turns.case_cards import BREACH, REQUEST, shown, with_a_task
from tests.bot.turns.room import bot_room, buttons, inputs
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import ALEX, BO, JIP, NOOR, ORG, PLAIN, SAM
from tests.cases.drawn import leads
from tests.cases.rights import by_chance as requests
from tests.e2e.running_bot import BSN


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
WITHDRAWN = {"ending": "ingetrokken", "reason": "Zij belde.", "told_on": "2026-11-23"}


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
            assert leads(chat.card) == "show"
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


async def test_what_is_only_chosen_or_stood_there_is_no_work_of_anybodys(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        office = room.chat(NOOR)
        await office.press("ap_full", {"case": BREACH, "on_date": "2026-11-23", "channel": "webformulier"})
        assert OLD in office.text
        assert "webformulier" not in office.text


@pytest.mark.parametrize("scope", ["personal", "channel"])
@pytest.mark.parametrize("register", [BREACH, REQUEST])
async def test_whatever_is_typed_in_a_field_of_any_form_comes_back_of_an_old_card(
    tmp_path: Path, register: str, scope: str
) -> None:
    """Each field of each form of the offices, long or short, on a case that is over: refused, and nothing is lost."""
    async with bot_room(tmp_path) as room:
        if register == BREACH:
            await room.filed(breaches.filed(PLAIN))
            await room.acted(BREACH, "ask_withdrawal", SAM, reason="Vergissing.")
            case = await room.acted(BREACH, "accept_withdrawal", NOOR, reason="Klopt.")
        else:
            await room.filed(requests.filed(requests.PLAIN))
            case = await room.acted(REQUEST, "withdraw", JIP, **WITHDRAWN)
        life = room.desks.of(register).register.life
        who, office = (NOOR, "po") if register == BREACH else (JIP, "jz")
        chat = room.chat(who) if scope == "personal" else await room.office(office, who)
        open_now, tried = life.allowed(case, room.now, ORG), 0
        for event, form in life.forms.items():
            if form.reporter or event in open_now or life.roles[event].isdisjoint(who.roles):
                continue
            for field in form.fields:
                if field.kind not in ("text", "long_text"):
                    continue
                await chat.press(event, {"case": register, field.id: "KORT-7"}, card_id="m1")
                assert "KORT-7" in chat.text, f"{event}: {field.id} is lost"
                tried += 1
        assert tried > 5


@pytest.mark.parametrize("who", [JIP, SAM], ids=["another office", "a colleague"])
async def test_what_was_typed_comes_back_from_who_may_not_any_more(tmp_path: Path, who: Actor) -> None:
    """Nothing of the case comes along."""
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN, reporter=ALEX))
        chat = room.chat(who)
        answer = await chat.press("ask_reporter", {"case": BREACH, "question": f"KORT-7 {BSN}"}, card_id="m1")
        assert isinstance(answer, ShowCard)
        assert answer.refused
        assert "KORT-7" in chat.text
        assert BSN not in chat.text
        assert BREACH not in chat.text


async def test_more_that_was_typed_comes_back_by_its_names(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN))
        office = room.chat(NOOR)
        typed = {"on_date": "2026-11-22", "at_time": "13:40", "ap_number": "AP-1"}
        await office.press("ap_full", {"case": BREACH, **typed})
        assert OLD not in office.text
        for told in ("AP-1", "22-11-2026", "13:40"):
            assert told in office.text


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


async def test_what_was_typed_in_a_channel_of_a_case_that_became_confidential_comes_back(
    tmp_path: Path,
) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(breaches.filed(PLAIN, confidential=True))
        office = await room.office("po", NOOR)
        wrong = {"case": BREACH, "question": f"KORT-7 {'woord ' * 600}"}
        assert isinstance(await office.press("ask_reporter", wrong), Say)
        assert "KORT-7" in office.text
        await office.press("ask_reporter", wrong, by_invoke=False)
        assert "KORT-7" not in office.text, "everybody would read it"
