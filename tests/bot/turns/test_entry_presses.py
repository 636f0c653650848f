"""Making an entry by hand: who gets the form, what is refused, and that one form makes one entry."""

from pathlib import Path
from typing import Any

import pytest

from bot.teams.events import Say, ShowCard
from cases.organisation import OFFICES
from cases.people import Actor
from cases.register.register import Register
from tests.bot.turns.room import Room, bot_room, buttons
from tests.cases.breach.by_chance import FEN, JIP, NOOR, SAM
from tests.cases.lasting.by_chance import BY_HAND
from tests.registers import HAPPENED

BY_HAND_IN = [each for each in HAPPENED if each.made.by_hand is not None]
COMMANDS = {
    "processing": "nieuwe verwerking",
    "agreement": "nieuwe overeenkomst",
    "standing": "nieuw vast antwoord",
}
NOT_YOURS = "Dit kun jij niet doen"
every_kind = pytest.mark.parametrize("register", BY_HAND_IN, ids=lambda each: each.name)


def keeper_of(register: Register[Any]) -> Actor:
    """Somebody of the office that keeps this register."""
    assert register.made.by_hand is not None
    return next(each for each in (NOOR, FEN, JIP) if not each.roles.isdisjoint(register.made.by_hand.keepers))


async def kept(room: Room, register: Register[Any]) -> list[str]:
    """The numbers in this register."""
    return [each.number for each in await room.desks.named(register.name).newest(20)]


def test_each_register_that_is_filled_by_hand_has_its_command() -> None:
    assert {each.name for each in BY_HAND_IN} == set(COMMANDS) == set(BY_HAND)


@every_kind
async def test_the_form_is_for_the_office_that_keeps_it(tmp_path: Path, register: Register[Any]) -> None:
    async with bot_room(tmp_path) as room:
        keeper = keeper_of(register)
        assert register.made.by_hand is not None
        for who in (NOOR, FEN, JIP):
            own = room.chat(who)
            for answer in (
                await own.say(COMMANDS[register.name]),
                await own.press("new_record_form", {"register": register.name}),
            ):
                assert isinstance(answer, ShowCard)
                assert (NOT_YOURS in own.text) is who.roles.isdisjoint(register.made.by_hand.keepers)
        own = room.chat(keeper)
        forms = list[str]()
        for _ in range(2):
            await own.say(COMMANDS[register.name])
            forms += [data["draft"] for verb, data in buttons(own.card).values() if verb == "new_record"]
        first, second = forms
        assert first != second, "two forms make two entries"


@every_kind
async def test_a_channel_that_is_no_office_gets_no_form(tmp_path: Path, register: Register[Any]) -> None:
    async with bot_room(tmp_path) as room:
        keeper = keeper_of(register)
        for scope in ("group", "channel"):
            there = room.chat(keeper, scope, "somewhere")
            answer = await there.say(COMMANDS[register.name])
            assert isinstance(answer, Say)
            assert "eigen chat" in answer.text
        for office in OFFICES:
            assert isinstance(
                await (await room.office(office, keeper)).say(COMMANDS[register.name]), ShowCard
            )


@every_kind
async def test_one_form_makes_one_entry(tmp_path: Path, register: Register[Any]) -> None:
    async with bot_room(tmp_path) as room:
        own = room.chat(keeper_of(register))
        given = {"register": register.name, "draft": "form1", **BY_HAND[register.name]}
        await own.press("new_record", given)
        first = own.text
        assert room.woken, "the channel of the office hears of it at once"
        room.woken.clear()
        await own.press("new_record", given)
        assert own.text == first
        assert not room.woken
        (number,) = await kept(room, register)
        assert number in first
        case = await room.desks.of(number).get(number)
        assert (case.reporter.aad_id, case.draft_id) == (own.person.aad_id, "form1")


@every_kind
@pytest.mark.parametrize("draft", ["", "../x", "a|b", "é", " "])
async def test_a_form_that_is_none_of_ours_gets_an_id_of_its_own(
    tmp_path: Path, register: Register[Any], draft: str
) -> None:
    async with bot_room(tmp_path) as room:
        own = room.chat(keeper_of(register))
        await own.press("new_record", {"register": register.name, "draft": draft, **BY_HAND[register.name]})
        (number,) = await kept(room, register)
        assert (await room.desks.of(number).get(number)).draft_id not in ("", draft)


@every_kind
async def test_a_longer_id_than_we_give_is_cut(tmp_path: Path, register: Register[Any]) -> None:
    async with bot_room(tmp_path) as room:
        own = room.chat(keeper_of(register))
        for draft in ("d" * 64, "d" * 65, "d" * 500):
            await own.press(
                "new_record", {"register": register.name, "draft": draft, **BY_HAND[register.name]}
            )
        (number,) = await kept(room, register)
        assert (await room.desks.of(number).get(number)).draft_id == "d" * 64


@every_kind
async def test_nobody_else_makes_an_entry(tmp_path: Path, register: Register[Any]) -> None:
    async with bot_room(tmp_path) as room:
        given = {"register": register.name, "draft": "form1", **BY_HAND[register.name]}
        assert register.made.by_hand is not None
        keepers = register.made.by_hand.keepers
        for who in (SAM, *(each for each in (NOOR, FEN, JIP) if each.roles.isdisjoint(keepers))):
            for chat in (room.chat(who), await room.office("fg", who)):
                await chat.press("new_record", given)
                assert "Er is niets veranderd" in chat.text
        assert await kept(room, register) == []
        keeper = room.chat(keeper_of(register))
        for name in ("breach", "rights", "consult", "advice", "", "nonsense"):
            await keeper.press("new_record", {**given, "register": name})
            await keeper.press("new_record_form", {"register": name})
            assert "Dit register ken ik niet" in keeper.text
        assert await kept(room, register) == []


@every_kind
async def test_what_cannot_be_kept_comes_back_and_makes_nothing(
    tmp_path: Path, register: Register[Any]
) -> None:
    assert register.made.by_hand is not None
    async with bot_room(tmp_path) as room:
        own = room.chat(keeper_of(register))
        good = {"register": register.name, "draft": "form1", **BY_HAND[register.name]}
        wrong: list[tuple[str, str]] = []
        for each in register.made.by_hand.fields:
            wrong += [(each.id, "")] if each.required else []
            match each.kind:
                case "text" | "long_text":
                    wrong.append((each.id, "x" * (each.limit + 1)))
                case "choice" | "choices":
                    wrong.append((each.id, "nonsense"))
                case "date":
                    wrong.append((each.id, "morgen"))
        assert len(wrong) >= len(register.made.by_hand.fields)
        for name, value in wrong:
            await own.press("new_record", good | {name: value})
            assert await kept(room, register) == [], name
            assert ("new_record", "form1") in [
                (verb, data.get("draft")) for verb, data in buttons(own.card).values()
            ], "the same form again"
        assert not room.woken
