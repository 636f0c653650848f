"""The outbox goes on: two instances, a lost lease, a channel that refuses, and nobody who is told twice."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.outbox.loop import Outbox
from bot.teams.events import PermanentFailure, TransientFailure
from cases.register.messages import LEASE, Ref, channel, due_at, first_due
from cases.register.plans import GIVE_UP_AFTER, UNHEARD_TRIES
from dialogs.talk.turn import Talk
from tests.bot.outbox.post_room import PostRoom, post_room
from tests.bot.turns.test_talks import with_draft
from tests.cases.breach.by_chance import KIM, NOOR, NOW, PLAIN, SAM, filed

BLOCKED = PermanentFailure("the bot is not part of this team")


async def breach(room: PostRoom) -> str:
    """A breach whose card stands in the channel of the Privacy Officer."""
    await room.link("po", "fg")
    await room.meet(SAM)
    case = await room.room.filed(filed(PLAIN))
    await room.settle()
    return str(case.number)


async def first_reminder(room: PostRoom) -> datetime:
    """The clock is where the first reminder of that breach becomes due."""
    row, _ = next((row, due) for row, due in await room.waiting() if due.kind == "reminder")
    await room.until_due(row)
    return room.room.now


# --- several instances ----------------------------------------------------------------------------------------------


async def test_two_instances_send_each_message_once(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po")
        await room.room.filed(filed(PLAIN))
        await room.room.talks.save(SAM.aad_id, Talk(), with_draft(room.room), "", NOW)
        await room.meet(SAM)
        room.room.now += timedelta(days=room.room.org.terms.draft_days, minutes=1)
        for _ in range(3):
            await asyncio.gather(room.outbox.tick(), room.other.tick())
        sent = room.teams.taken()
        assert len([each for each in sent if each.how == "post" and each.where == "channel-po"]) == 1
        days = str(room.room.org.terms.draft_days)
        assert (
            len([each for each in sent if each.where == f"chat-{SAM.aad_id}" and days in str(each.card)]) == 1
        )


@pytest.mark.parametrize("register", ["talks", "breach"])
async def test_who_loses_the_lease_leaves_the_message_to_the_other(tmp_path: Path, register: str) -> None:
    async with post_room(tmp_path) as room:
        await room.meet(SAM)
        await room.link("po")
        if register == "talks":
            await room.room.talks.save(SAM.aad_id, Talk(), with_draft(room.room), "", NOW)
            room.room.now += timedelta(days=room.room.org.terms.draft_days, minutes=1)
        else:
            await room.room.filed(filed(PLAIN))
        before = [row.key for row, _ in await room.waiting(register)]
        room.room.store.only = "conversations" if register == "talks" else "cases"
        room.room.store.losses = 100
        assert await room.outbox.tick() == 0
        assert room.teams.taken() == []
        assert [row.key for row, _ in await room.waiting(register)] == before
        room.room.store.losses = 0
        assert await room.other.tick() > 0
        assert room.teams.taken()


async def test_a_message_that_one_instance_has_waits_until_its_lease_ends(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po")
        await room.room.filed(filed(PLAIN))
        row, due = (await room.named("card"))[0]
        assert await room.leases.take("cases", row, due) is not None
        await room.outbox.tick()
        assert room.teams.taken() == []
        assert [each.attempts for _, each in await room.named("card")] == [1]
        room.room.now += LEASE
        await room.outbox.tick()
        assert [each.how for each in room.teams.taken()] == ["post"]
        assert due.attempts == 0


async def test_what_comes_after_a_message_that_another_instance_has_waits_for_it(tmp_path: Path) -> None:
    """Else the second card of a case would be a second post, or its news would come before it."""
    async with post_room(tmp_path) as room:
        await room.link("po")
        number = str((await room.room.filed(filed(PLAIN))).number)
        ((first, due),) = await room.named("card")
        assert await room.leases.take("cases", first, due) is not None
        again = due.model_copy(update={"ref": Ref(mark="2")})
        await room.wait(room.room.now, again)
        await room.room.filed(filed(PLAIN, number="DL-2026-0002"))
        await room.outbox.tick()
        sent = room.teams.taken()
        assert [each.how for each in sent] == ["post"]
        assert number not in sent[0].summary, "only the other case goes on"
        room.room.now += LEASE
        sent = await room.settle()
        assert [each.how for each in sent if number in each.summary] == ["post", "update"]


@pytest.mark.parametrize("slow", [1, 10, 100, 1000])
async def test_two_instances_never_make_two_posts_of_one_case(tmp_path: Path, slow: int) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po", "fg")
        # So much alike that the card of each is sent again, with the number of the others.
        cases = [await room.room.filed(filed(PLAIN, number=f"DL-2026-000{each}")) for each in range(1, 5)]
        room.teams.turns = slow

        async def rounds(outbox: Outbox) -> None:
            for _ in range(20):
                await outbox.tick()

        await asyncio.gather(rounds(room.outbox), rounds(room.other))
        posts = [each.summary for each in room.teams.taken() if each.how == "post"]
        for case in cases:
            assert len([each for each in posts if str(case.number) in each]) == 1


# --- a channel that refuses -----------------------------------------------------------------------------------------


async def test_a_reminder_planned_days_ago_is_not_given_up_at_the_first_refusal(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        await breach(room)
        first = await first_reminder(room)
        room.teams.refusing["channel-po"] = BLOCKED
        for _ in range(UNHEARD_TRIES + 1):
            await room.settle(hours=0.1)
        (tried,) = [
            due for _, due in await room.named("reminder") if due.attempts and due.to == channel("po")
        ]
        assert tried.since == first, "it says since when it waits"
        assert {mail.to for mail in room.mail.mails} >= {
            room.room.org.offices.po.email,
            room.room.org.offices.fg.email,
        }


async def test_after_months_of_planning_too_a_refused_reminder_goes_on_until_the_channel_is_back(
    tmp_path: Path,
) -> None:
    """The one at the deadline plans the daily ones: were it given up, the term would pass in silence."""
    async with post_room(tmp_path) as room:
        await breach(room)
        end = max(due_at(row.key) for row, due in await room.waiting() if due.kind == "reminder")
        room.teams.refusing["channel-po"] = BLOCKED
        room.room.now = end
        await room.settle()
        for _ in range(5):
            await room.settle(hours=24)
        assert room.room.now - end > GIVE_UP_AFTER
        del room.teams.refusing["channel-po"]
        sent = await room.settle(hours=1)
        assert [each.how for each in sent if each.where == "channel-po"].count("reply") == 1
        late = [due.ref.about for _, due in await room.named("reminder") if due.to == channel("po")]
        assert late == ["ap-late-6d"], "and the next one is planned"


async def test_a_card_that_a_channel_refuses_for_days_is_given_up(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        number = await breach(room)
        room.teams.refusing["channel-po"] = BLOCKED
        await room.room.acted(number, "take_up", NOOR)
        await room.settle(hours=1)
        ((_, card),) = await room.named("card")
        await room.settle(hours=GIVE_UP_AFTER / timedelta(hours=1))
        assert card.ref not in [due.ref for _, due in await room.named("card")]


async def test_what_is_moved_keeps_when_it_was_due_first(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po")
        await room.room.filed(filed(PLAIN))
        ((row, due),) = await room.named("card")
        first = due_at(row.key)
        room.teams.refusing["channel-po"] = TransientFailure("later")
        for _ in range(3):
            await room.settle(hours=0.1)
            ((row, due),) = await room.named("card")
            assert first_due(row.key, due) == first
            assert due_at(row.key) > first


async def test_two_reminders_of_one_stage_tell_the_others_once(tmp_path: Path) -> None:
    """After new facts or an opening again both the old and the new reminder of a stage wait."""
    async with post_room(tmp_path) as room:
        await breach(room)
        row, due = next((row, due) for row, due in await room.waiting() if due.kind == "reminder")
        again = due.model_copy(update={"ref": replace(due.ref, mark="99")})
        await room.wait(due_at(row.key), again)
        await first_reminder(room)
        room.teams.refusing["channel-po"] = BLOCKED
        await room.meet(KIM)
        for _ in range(UNHEARD_TRIES + 2):
            await room.settle(hours=0.1)
            hanging = [
                due.lease_until for _, due in await room.named("reminder") if due.lease_until is not None
            ]
            assert hanging == [], "neither hangs in its lease"
        seeds = [mail.message_id_seed for mail in room.mail.mails if "unheard" in mail.message_id_seed]
        assert len(seeds) == len(set(seeds)) == 2, "the Privacy Officer and the FG, once each"
        both = [due for _, due in await room.named("reminder") if due.to == channel("po") and due.attempts]
        assert len(both) == 2


# --- a person who cannot be reached ---------------------------------------------------------------------------------


async def test_a_personal_message_is_given_up_days_after_it_was_due_not_after_it_was_planned(
    tmp_path: Path,
) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po")
        case = await room.room.filed(filed(PLAIN))
        await room.room.acted(case.number, "ask_reporter", NOOR, question="Is het gewist?")
        await room.settle()
        ((row, due),) = await room.named("question_reminder")
        await room.waits_otherwise(row, due.model_copy(update={"created_at": NOW - timedelta(days=30)}))
        await room.until_due(row)
        await room.settle(hours=0.1)
        assert await room.named("question_reminder"), "nobody was there for minutes, not for a month"
        await room.settle(hours=GIVE_UP_AFTER / timedelta(hours=1) + 1)
        assert await room.named("question_reminder") == []
