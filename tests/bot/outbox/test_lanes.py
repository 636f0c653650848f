"""What is slow holds up its own lane, what cannot go hides nothing behind it, a lease of a wrong clock holds nobody."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox.kept_loop import HUNG_AFTER
from bot.outbox.lanes import AT_ONCE, PATIENCE_SECONDS, Lanes
from bot.outbox.loop import BATCH
from bot.outbox.told_time import ToldTime
from cases.ports import Delete
from cases.register.messages import LEASE, Due, channel
from tests.bot.outbox.post_room import post_room
from tests.bot.outbox.test_told_time import TrueTime
from tests.cases.breach.by_chance import NOW, PLAIN, filed
from tests.e2e.fake_teams import text_of
from tests.virtual_time import in_virtual_time, now

YEAR = timedelta(days=366)
CARD = Due(kind="card", number="DL-2026-0001", to=channel("po"), created_at=NOW)


@in_virtual_time
async def test_a_round_does_not_wait_for_a_lane_that_hangs_for_ever() -> None:
    late, go_on = list[float](), asyncio.Event()
    lanes = Lanes(lambda: late.append(now()), now)

    async def hangs() -> int:
        await go_on.wait()
        return 2

    async def quick() -> int:
        return 1

    lanes.begin("slow", hangs)
    lanes.begin("quick", quick)
    assert await lanes.handled() == 1
    assert "slow" in lanes
    assert "quick" not in lanes
    lanes.begin("slow", quick)
    lanes.begin("quick", quick)
    assert await lanes.handled() == 1, "a lane that runs is not begun twice"
    assert lanes.longest_seconds > PATIENCE_SECONDS
    assert late == []
    go_on.set()
    await lanes.ended()
    assert len(late) == 1, "whoever waits is told to look again"
    assert await lanes.handled() == 2
    assert lanes.longest_seconds < 1


@in_virtual_time
async def test_a_message_that_takes_long_leaves_its_lane() -> None:
    late, go_on = list[float](), asyncio.Event()
    lanes = Lanes(lambda: late.append(now()), now)

    async def hangs() -> int:
        await go_on.wait()
        return 2

    async def sends() -> int:
        assert await lanes.patiently("case", CARD, hangs) == 0
        assert lanes.slow("case") == [CARD]
        assert await lanes.patiently("case", CARD, quick) == 1
        return 5

    async def quick() -> int:
        return 1

    lanes.begin("case", sends)
    await asyncio.sleep(PATIENCE_SECONDS * 2)
    assert await lanes.handled() == 5
    assert "case" not in lanes, "what comes new is begun"
    assert lanes.longest_seconds > PATIENCE_SECONDS, "it hangs, whether or not its lane goes on"
    late.clear()
    go_on.set()
    await lanes.ended()
    assert lanes.slow("case") == ()
    assert len(late) == 1
    assert await lanes.handled() == 2


@in_virtual_time
async def test_a_slow_message_that_fails_is_told_to_who_asks() -> None:
    lanes = Lanes(lambda: None, now)

    async def fails() -> int:
        await asyncio.sleep(PATIENCE_SECONDS * 2)
        raise KeyError("invented")

    async def sends() -> int | None:
        return await lanes.patiently("case", CARD, fails)

    lanes.begin("case", sends)
    await lanes.ended()
    with pytest.raises(KeyError):
        await lanes.handled()
    assert lanes.slow("case") == ()


@in_virtual_time
async def test_who_stands_in_a_queue_does_not_hang() -> None:
    """A whole register to be told in a channel that says nothing: a new start would not help."""
    lanes, each_takes = Lanes(lambda: None, now), 10

    async def sends() -> int:
        async with lanes.place("silent"):
            await asyncio.sleep(each_takes)
        return 1

    for number in range(AT_ONCE * 40):
        lanes.begin(number, sends)
    while 0 in lanes or AT_ONCE * 40 - 1 in lanes:
        await asyncio.sleep(1)
        assert lanes.longest_seconds < each_takes * 2
    assert now() > HUNG_AFTER
    assert await lanes.handled() == AT_ONCE * 40


@in_virtual_time
async def test_a_fault_of_a_lane_is_told_to_who_asks() -> None:
    lanes = Lanes(lambda: None, now)

    async def fails() -> int:
        raise KeyError("invented")

    lanes.begin("faulty", fails)
    with pytest.raises(KeyError):
        await lanes.handled()
    assert await lanes.handled() == 0


@in_virtual_time
async def test_only_so_many_at_once_go_to_one_destination() -> None:
    lanes, there, most = Lanes(lambda: None, now), 0, 0

    async def sends() -> int:
        nonlocal there, most
        async with lanes.place("relay"):
            there += 1
            most = max(most, there)
            await asyncio.sleep(1)
            there -= 1
        return 1

    for number in range(3 * AT_ONCE):
        lanes.begin(number, sends)
    await lanes.ended()
    assert most == AT_ONCE


async def test_what_waits_for_its_moment_does_not_hide_what_goes_at_once(tmp_path: Path) -> None:
    """A clock that is ahead makes all reminders of a register due: more than are looked at in one round."""
    async with post_room(tmp_path) as room:
        room.outbox._time = ToldTime(TrueTime(lambda: NOW), room.room.links)
        await room.link("po", "fg")
        case = await room.room.filed(filed(PLAIN))
        for row, due in await room.named("card"):
            await room.room.store.commit("cases", row.partition, [Delete(row.key, row.etag)])
            await room.wait(NOW + YEAR, due.model_copy(update={"created_at": NOW + YEAR}))
        for number in range(BATCH + 20):
            await room.wait(
                NOW + timedelta(days=1),
                Due(kind="reminder", number=f"DL-2026-{number + 100:04d}", to=channel("po"), created_at=NOW),
            )
        room.room.now = NOW + YEAR
        assert any(case.number in text_of(each.card) for each in await room.settle())
        assert len(await room.named("reminder")) > BATCH, "their moment has not come"


async def test_a_lease_of_a_clock_that_was_ahead_holds_nobody_up(tmp_path: Path) -> None:
    async with post_room(tmp_path) as room:
        await room.link("po", "fg")
        case = await room.room.filed(filed(PLAIN))
        for row, due in await room.named("card"):
            await room.waits_otherwise(row, due.model_copy(update={"lease_until": NOW + YEAR + LEASE}))
        assert any(case.number in text_of(each.card) for each in await room.settle())
