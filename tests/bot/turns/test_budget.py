"""How much one person may ask in a while, and all together; it is told kindly, and nobody else waits for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.events import Say, ShowCard
from bot.turns.budget import HOUR, MINUTE, OF_OFFICES, UNLIMITED, Allowance, Budget, TooMany
from dialogs.talk.turn import Talk
from tests.bot.turns.case_cards import ALEX, BREACH, with_a_task
from tests.bot.turns.room import Chat, Room, bot_room
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import NOOR, ORG, PLAIN, SAM

STORY = "ik heb een mail met namen van klanten naar de verkeerde gestuurd"


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 30)), max_size=60),
    st.integers(1, 5),
    st.integers(1, 9),
)
def test_nobody_gets_more_turns_in_a_minute_and_no_one_person_takes_those_of_another(
    asked: list[tuple[str, float]], most: int, of_all: int
) -> None:
    now = 0.0
    budget = Budget(Allowance(turns=most, turns_of_all=of_all), lambda: now)
    given_to: list[tuple[float, str]] = []
    begun, said = 0.0, set[str]()
    for who, later in asked:
        now += later
        if now >= begun + MINUTE or not given_to:
            begun, said = now, set[str]()
        mine = [at for at, each in given_to if each == who and at >= begun]
        everybody = [at for at, _ in given_to if at >= begun]
        spent = budget.turn(who)
        if spent == "fits":
            given_to.append((now, who))
        assert (spent == "fits") == (len(mine) < most and len(everybody) < of_all)
        if spent != "fits":
            assert (spent == "first") == (who not in said), "it is said once"
            said.add(who)


def test_nothing_is_counted_for_longer_than_the_while_it_is_about() -> None:
    now = 0.0
    budget = Budget(Allowance(), lambda: now)
    for number in range(1000):
        budget.turn(f"id-{number}")
    assert budget.counted == 1000
    now = MINUTE
    budget.turn("id-1")
    assert budget.counted == 1


def test_an_office_does_more_that_others_hear_of_and_has_its_end_too() -> None:
    now = 0.0
    budget = Budget(Allowance(told=2), lambda: now)
    for who, most in ((SAM, 2), (NOOR, 2 * OF_OFFICES)):
        for _ in range(most):
            budget.tell(who)
        with pytest.raises(TooMany):
            budget.tell(who)
    budget.tell(ALEX)
    now = HOUR
    budget.tell(SAM)


def test_without_an_allowance_nothing_has_an_end() -> None:
    budget = Budget(UNLIMITED, lambda: 0.0)
    for _ in range(200):
        assert budget.turn("a") == "fits"
        budget.tell(SAM)


async def test_who_types_on_and_on_hears_it_once_and_nobody_else_waits(tmp_path: Path) -> None:
    async with bot_room(tmp_path, allowance=Allowance(turns=3)) as room:
        sam, alex = room.chat(SAM), room.chat(ALEX)
        for _ in range(3):
            assert isinstance(await sam.say("menu"), ShowCard)
        kept = await room.talk(SAM)
        answer = await sam.say(STORY)
        assert isinstance(answer, Say)
        assert "Wacht een minuut" in answer.text
        assert ORG.offices.po.email in answer.text, "a breach does not wait"
        assert await sam.say(STORY) is None, "our answers are messages too"
        assert await room.talk(SAM) == kept
        assert room.refusals.counts["too_fast"] == 2
        assert isinstance(await alex.say("menu"), ShowCard)
        room.seconds = MINUTE
        assert isinstance(await sam.say(STORY), ShowCard)
        assert (await room.talk(SAM)).draft is not None


async def test_a_press_too_many_leaves_the_card_with_what_was_typed(tmp_path: Path) -> None:
    async with bot_room(tmp_path, allowance=Allowance(turns=1)) as room:
        sam = room.chat(SAM)
        await sam.say("datalek")
        for _ in range(3):
            answer = await sam.press("answer", {"what_happened": STORY})
            assert isinstance(answer, Say), "each press must be answered, and the card stays"
            assert "niet gelezen of bewaard" in answer.text


async def begun(room: Room, chat: Chat) -> Talk:
    await chat.say(STORY)
    return await room.talk(SAM)


async def test_one_colleague_cannot_drown_an_office(tmp_path: Path) -> None:
    """A11: what is added again and again stands in the channel of the office, before the breach of another."""
    async with bot_room(tmp_path, allowance=Allowance(told=5)) as room:
        await room.filed(breaches.filed(PLAIN))
        sam, desk = room.chat(SAM), room.desks.of(BREACH)
        for number in range(5):
            await sam.press("add_facts", {"case": BREACH, "addition": f"Nog iets, nummer {number}."})
        before = await desk.history(BREACH)
        assert len(before) == 6
        for number in range(40):
            answer = await sam.press("add_facts", {"case": BREACH, "addition": f"En dit nog, {number}."})
            assert isinstance(answer, Say)
            assert "niet verstuurd" in answer.text
        assert await desk.history(BREACH) == before
        assert room.refusals.counts["too_many"] == 40
        assert isinstance(await sam.press("show", {"case": BREACH}), ShowCard), "looking is free"
        noor = room.chat(NOOR)
        await noor.press("take_up", {"case": BREACH})
        assert (await desk.get(BREACH)).taken_up is not None, "who works on it goes on"
        room.seconds = HOUR
        await sam.press("add_facts", {"case": BREACH, "addition": "Na een uur nog iets."})
        assert len(await desk.history(BREACH)) == len(before) + 2


async def test_all_together_have_an_end_too(tmp_path: Path) -> None:
    async with bot_room(tmp_path, allowance=Allowance(told_of_all=2)) as room:
        await with_a_task(room)
        noor = room.chat(NOOR)
        for reason in ("Een reden.", "Een andere reden."):
            await noor.press("fill_register", {"case": BREACH, "effects": reason, "measures": reason})
        answer = await noor.press(
            "fill_register", {"case": BREACH, "effects": "Derde.", "measures": "Derde."}
        )
        assert isinstance(answer, Say)
        assert "niet verstuurd" in answer.text


async def test_nobody_holds_more_drafts_than_there_are_flows(tmp_path: Path) -> None:
    """The drafts that somebody holds have an end by themselves: one of each flow, and each goes after its days."""
    async with bot_room(tmp_path) as room:
        sam, flows = room.chat(SAM), list(room.dialog.texts)
        for flow in (*flows, *flows):
            await sam.press("start", {"flow": flow})
            await sam.press("restart", {"flow": flow})
        drafts = (await room.talk(SAM)).drafts()
        assert len({each.flow for each in drafts}) == len(drafts) <= len(flows)
