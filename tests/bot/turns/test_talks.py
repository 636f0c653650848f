"""The stored conversations: one row a person, one row that ends its drafts, one that reminds to tidy up."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.turns.talks import TABLE, expiry, gone_flows, partition
from cases.people import person_key
from cases.ports import ANY_ETAG, Conflict, Delete, Replace, Row
from cases.register.messages import Due, due_at, person
from dialogs.talk.turn import Talk
from tests.bot.turns.room import Room, bot_room
from tests.cases.breach.by_chance import ALEX, NOW, ORG, SAM

DAYS = timedelta(days=ORG.terms.draft_days)


async def waiting(room: Room) -> list[tuple[datetime, Due, Row]]:
    """What waits for its moment in the conversations."""
    rows = await room.store.scan(TABLE, partition(ORG), "due|", "due|~", 99)
    return [(due_at(row.key), Due.model_validate_json(row.value), row) for row in rows]


def with_draft(room: Room, draft_id: str = "d1", at: datetime = NOW, **kept: object) -> Talk:
    """A conversation with a draft of this id, touched at that moment."""
    return Talk(draft=room.dialog.guides["breach"].start(draft_id, at), **kept)  # type: ignore[arg-type]


async def test_a_conversation_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        assert await room.talks.load(SAM.aad_id) == (Talk(), "")
        talk = with_draft(room, card_id="m1", handled=("a", "b"), greeted=True)
        etag = await room.talks.save(SAM.aad_id, Talk(), talk, "", NOW)
        assert await room.talks.load(SAM.aad_id) == (talk, etag)
        assert await room.talks.load(SAM.aad_id.upper()) == (talk, etag)
        assert await room.talks.load(ALEX.aad_id) == (Talk(), "")


async def test_what_did_not_change_is_not_written_but_a_new_one_is(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        etag = await room.talks.save(SAM.aad_id, Talk(), Talk(), "", NOW)
        assert etag
        count = len(room.store.commits)
        assert await room.talks.save(SAM.aad_id, Talk(), Talk(), etag, NOW) == etag
        assert len(room.store.commits) == count
        with pytest.raises(Conflict):
            await room.talks.save(SAM.aad_id, Talk(), Talk(greeted=True), "", NOW)
        with pytest.raises(Conflict):
            await room.talks.save(SAM.aad_id, Talk(), Talk(greeted=True), "stale", NOW)


async def test_a_draft_waits_for_its_end_in_one_row(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        first = with_draft(room)
        etag = await room.talks.save(SAM.aad_id, Talk(), first, "", NOW)
        ((at, due, _),) = await waiting(room)
        assert (due.kind, due.number, due.to) == (
            "draft_expired",
            person_key(SAM.aad_id),
            person(SAM.aad_id),
        )
        assert abs(at - (NOW + DAYS)) < timedelta(seconds=1)
        touched = with_draft(room, at=NOW + timedelta(hours=1))
        etag = await room.talks.save(SAM.aad_id, first, touched, etag, NOW)
        assert len(await waiting(room)) == 1, "a press need not touch it"
        etag = await room.talks.save(SAM.aad_id, touched, Talk(), etag, NOW)
        await room.talks.save(SAM.aad_id, Talk(), with_draft(room, "d2"), etag, NOW)
        assert [str(each.ref) for _, each, _ in await waiting(room)] == ["d1", "d2"]


async def test_a_draft_that_nobody_touched_is_wiped_and_told_once(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.talks.save(SAM.aad_id, Talk(), with_draft(room, greeted=True), "", NOW)
        ((at, _, fired),) = await waiting(room)
        later = at + timedelta(seconds=1)
        told = await room.talks.end_drafts(SAM.aad_id, fired, later)
        assert told is not None
        assert str(ORG.terms.draft_days) in str(told.card)
        talk, _ = await room.talks.load(SAM.aad_id)
        assert (talk.draft, talk.greeted) == (None, True)
        assert await waiting(room) == []


async def test_what_is_wiped_at_night_is_told_in_the_morning(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.talks.save(SAM.aad_id, Talk(), with_draft(room, greeted=True), "", NOW)
        ((at, _, fired),) = await waiting(room)
        night = at.astimezone(ORG.zone).replace(hour=23)
        assert await room.talks.end_drafts(SAM.aad_id, fired, night) is None
        assert (await room.talk(SAM)).draft is None, "wiped when it was promised"
        ((morning, due, row),) = await waiting(room)
        assert morning.astimezone(ORG.zone).strftime("%H:%M") == "08:30"
        assert gone_flows(due) == ("breach",)
        show = await room.talks.tell_gone(row, (*gone_flows(due), "of another version"))
        assert room.dialog.texts["breach"].titel in str(show.card)
        assert await waiting(room) == []


async def test_a_draft_that_was_touched_waits_again(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        first = with_draft(room)
        etag = await room.talks.save(SAM.aad_id, Talk(), first, "", NOW)
        touched = with_draft(room, at=NOW + timedelta(days=1))
        await room.talks.save(SAM.aad_id, first, touched, etag, NOW)
        ((at, _, fired),) = await waiting(room)
        assert await room.talks.end_drafts(SAM.aad_id, fired, at) is None
        assert (await room.talks.load(SAM.aad_id))[0] == touched
        ((again, due, _),) = await waiting(room)
        assert again - at == timedelta(days=1)
        assert str(due.ref) == "again"


async def test_rows_that_meet_become_one(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        talk = with_draft(room)
        await room.talks.save(SAM.aad_id, Talk(), talk, "", NOW)
        ends = room.dialog.expires_at(talk)
        assert ends is not None
        await room.store.commit(TABLE, partition(ORG), [expiry(ORG, SAM.aad_id, ends, "again", NOW)])
        fired = next(row for _, due, row in await waiting(room) if str(due.ref) == "d1")
        assert await room.talks.end_drafts(SAM.aad_id, fired, NOW) is None
        assert [str(due.ref) for _, due, _ in await waiting(room)] == ["again"]


async def test_a_turn_that_comes_between_is_left_alone(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        talk = with_draft(room)
        await room.talks.save(SAM.aad_id, Talk(), talk, "", NOW)
        ((at, _, fired),) = await waiting(room)
        room.store.losses = 1
        assert await room.talks.end_drafts(SAM.aad_id, fired, at + timedelta(days=1)) is None
        assert (await room.talks.load(SAM.aad_id))[0] == talk
        assert len(await waiting(room)) == 1, "it is looked at again later"


async def test_the_reminder_to_tidy_up_goes_on_each_quarter_until_it_is_stopped(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.chat(SAM).press("quarterly", {"value": "ja"})
        ((at, due, fired),) = await waiting(room)
        assert (due.kind, due.to) == ("tidy", person(SAM.aad_id))
        assert (await room.talk(SAM)).tidy_at == at
        await room.chat(SAM).press("quarterly", {"value": "ja"})
        assert len(await waiting(room)) == 1
        assert await room.talks.tidy_card(SAM.aad_id, fired) is not None
        await room.talks.tidied(SAM.aad_id, fired, at)
        ((next_at, _, after),) = await waiting(room)
        assert timedelta(days=80) < next_at - at < timedelta(days=100)
        assert await room.talks.tidy_card(SAM.aad_id, fired) is None, "another moment was set"
        await room.chat(SAM).press("quarterly", {"value": "nee"})
        assert await room.talks.tidy_card(SAM.aad_id, after) is None
        await room.talks.tidied(SAM.aad_id, after, next_at)
        assert await waiting(room) == []
        assert (await room.talk(SAM)).tidy_at is None


async def test_stopped_and_begun_again_on_one_day_is_one_reminder(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        for value in ("ja", "nee", "ja"):
            await room.chat(SAM).press("quarterly", {"value": value})
        assert len(await waiting(room)) == 1
        assert (await room.talk(SAM)).tidy_at is not None


@pytest.mark.parametrize("torn", ["", "torn", "[]", '{"form": "x"}', '{"draft": 3}'])
async def test_what_cannot_be_read_is_put_away_and_said_once(tmp_path: Path, torn: str) -> None:
    async with bot_room(tmp_path) as room:
        await room.talks.save(SAM.aad_id, Talk(), with_draft(room), "", NOW)
        key = f"talk|{person_key(SAM.aad_id)}"
        await room.store.commit(TABLE, partition(ORG), [Replace(key, torn, ANY_ETAG)])
        lost, etag = await room.talks.load(SAM.aad_id)
        assert lost == Talk(lost=True, greeted=True)
        assert await room.talks.load(SAM.aad_id) == (lost, etag)
        put_away = await room.store.scan(TABLE, partition(ORG), "", "~", 99)
        assert torn in [row.value for row in put_away]


async def test_what_cannot_be_read_while_another_turn_is_at_it_is_tried_again(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.talks.save(SAM.aad_id, Talk(), with_draft(room), "", NOW)
        key = f"talk|{person_key(SAM.aad_id)}"
        await room.store.commit(TABLE, partition(ORG), [Replace(key, "torn", ANY_ETAG)])
        room.store.losses = 1
        with pytest.raises(Conflict):
            await room.talks.load(SAM.aad_id)
        await room.store.commit(TABLE, partition(ORG), [Delete(key, ANY_ETAG)])
        assert await room.talks.load(SAM.aad_id) == (Talk(), "")
