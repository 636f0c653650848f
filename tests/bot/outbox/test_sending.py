"""One message goes out: the living card is changed where it stands, and drawn again by whoever tries a second time."""

from pathlib import Path
from typing import Any

import pytest

from bot.outbox.sending import NotReachable
from bot.teams.events import PermanentFailure
from cases.register.life import message
from cases.register.messages import channel
from cases.register.plans import Redraw, SendCard
from cases.register.posts import Post
from tests.bot.outbox.post_room import PostRoom, post_room
from tests.bot.turns.room import SERVICE, TENANT
from tests.cases.breach.by_chance import NOOR, NOW, PLAIN, filed

PO = channel("po")


async def shown(
    room: PostRoom, attempts: int = 1, *, conversation: str = "channel-po", version: int = 1
) -> Any:
    """What becomes of the living card of a case of version 1, tried so often, with a message that shows `version`."""
    await room.link("po")
    case = await room.room.filed(filed(PLAIN))
    desk = room.room.desks.of(case.number)
    post = Post(
        service_url=SERVICE,
        conversation=conversation,
        scope="channel",
        tenant=TENANT,
        message_id="m1",
        version=version,
    )
    await desk.remember_post(case.number, "po", post)
    waits = message(case, "card", PO, NOW).model_copy(update={"attempts": attempts})
    return await room.sending.send(desk, waits, case, Redraw(PO))


async def test_a_card_that_shows_this_state_is_left_alone_at_the_first_try(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        assert await shown(room) is None
        assert room.teams.taken() == []


async def test_a_second_try_draws_again_whatever_is_noted(tmp_path: Path) -> None:
    """The instance before may have died between noting one state and drawing an older one."""
    async with post_room(tmp_path) as room:
        name, post = await shown(room, attempts=2)
        assert (name, post.message_id, post.version) == ("po", "m1", 1)
        assert [(each.how, each.on) for each in room.teams.taken()] == [("update", "m1")]


async def test_an_older_card_is_changed_where_it_stands(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        _, post = await shown(room, version=0)
        assert (post.message_id, post.version) == ("m1", 1)
        assert [each.how for each in room.teams.taken()] == ["update"]


async def test_in_another_channel_the_card_comes_anew(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        _, post = await shown(room, conversation="channel-old")
        assert (post.conversation, post.message_id) == ("channel-po", "t1")
        assert [each.how for each in room.teams.taken()] == ["post"]


async def test_a_case_that_moves_while_its_card_is_sent_is_drawn_again(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po")
        case = await room.room.filed(filed(PLAIN))
        desk = room.room.desks.of(case.number)
        await room.room.acted(case.number, "take_up", NOOR)
        sent = await room.sending.send(desk, message(case, "card", PO, NOW), case, Redraw(PO))
        assert sent is not None
        assert sent[1].version == case.version + 1
        first, last = room.teams.taken()
        assert (first.how, last.how, last.on) == ("post", "update", "t1")
        assert NOOR.name in str(last.card)
        assert NOOR.name not in str(first.card)


async def test_without_a_channel_or_a_living_card_nothing_can_be_sent(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        case = await room.room.filed(filed(PLAIN))
        desk, note = (
            room.room.desks.of(case.number),
            SendCard("thread", {}, "", office="po", name="po.note-x"),
        )
        for decided in (Redraw(PO), note):
            with pytest.raises(NotReachable):
                await room.sending.send(desk, message(case, "thread", PO, NOW), case, decided)
        await room.link("po")
        with pytest.raises(NotReachable):
            await room.sending.send(desk, message(case, "thread", PO, NOW), case, note)
        assert room.teams.taken() == []


async def test_an_office_that_does_not_follow_a_case_is_told_at_the_top_level(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        case = await room.room.filed(filed(PLAIN))
        assert "fg" not in case.cards
        await room.link("fg")
        card = SendCard("thread", {}, "", office="fg", name="fg.ap-12h")
        sent = await room.sending.send(
            room.room.desks.of(case.number), message(case, "reminder", PO, NOW), case, card
        )
        assert sent is not None
        assert (sent[0], sent[1].thread) == ("fg.ap-12h", None)
        assert [each.how for each in room.teams.taken()] == ["post"]


async def test_a_message_that_nobody_can_change_any_more_counts_as_gone(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        room.teams.refusing["channel-old"] = PermanentFailure("deleted")
        card = SendCard("update", {}, "", office="po", name="po")
        case = await room.room.filed(filed(PLAIN))
        desk = room.room.desks.of(case.number)
        post = Post(
            service_url=SERVICE, conversation="channel-old", scope="channel", tenant=TENANT, message_id="m1"
        )
        await desk.remember_post(case.number, "po", post)
        assert await room.sending.send(desk, message(case, "shrink", PO, NOW), case, card) is None
