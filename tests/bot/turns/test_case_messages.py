"""Which message shows what of a case, and which is redrawn."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cases.register.messages import recipient_key
from tests.bot.turns.case_cards import ALEX, BREACH, everything
from tests.bot.turns.room import bot_room
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, SAM
from tests.e2e.fake_teams import text_of


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
        assert office.card == register.cards.seen(case, "ap-12h", "po", ORG)
        assert len(office.text) < len(text_of(whole))


async def test_a_receipt_is_remembered_where_it_stands(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        case = await room.filed(breaches.filed(PLAIN))
        await room.turns.presses.remember_receipt(BREACH, room.chat(SAM).place, "m7")
        ((name, post),) = await room.desks.of(BREACH).posts(BREACH)
        assert (name, post.message_id, post.version, post.conversation) == (
            "reporter",
            "m7",
            1,
            f"chat-{SAM.aad_id}",
        )
        told = room.turns.presses.receipt(case, NOW)
        assert told.card == room.desks.of(BREACH).register.cards.own(case, NOW, ORG)


async def test_a_list_in_a_channel_is_remembered_for_each_case_that_can_become_confidential(
    tmp_path: Path,
) -> None:
    async with bot_room(tmp_path) as room:
        for change in everything():
            await room.filed(change)
        card: Mapping[str, Any] = {"rows": [{"case": change.case.number} for change in everything()]}
        await room.turns.presses.remember_page(room.chat(NOOR, "channel", "c").place, "m1", dict(card))
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
