"""The loop goes on: when the store is away, when a round dies of anything, until the house closes."""

import asyncio
import logging

import pytest

from bot.outbox.kept_loop import HUNG_AFTER, KeptLoop
from bot.teams.faults import caught
from cases.ports import StoreUnavailable


class Rounds:
    """A tick that dies of these, one a round, and then has nothing to do."""

    def __init__(self, *faults: Exception | None) -> None:
        self.faults = list(faults)
        self.count = 0
        self.quiet = asyncio.Event()
        self.begun = asyncio.Semaphore(0)

    async def tick(self) -> int:
        self.count += 1
        self.begun.release()
        if self.faults:
            fault = self.faults.pop(0)
            if fault is not None:
                raise fault
            return 1
        self.quiet.set()
        return 0


async def test_a_round_that_dies_is_followed_by_another(caplog: pytest.LogCaptureFixture) -> None:
    rounds = Rounds(RuntimeError("Sam Voorbeeld"), None, StoreUnavailable("away"), KeyError("Sam"), None)
    loop = KeptLoop("outbox", rounds.tick, 0.001)
    seen = [loop.alive]
    async with loop.running():
        async with asyncio.timeout(5):
            await rounds.quiet.wait()
            await asyncio.sleep(0)
        seen.append(loop.alive)
        assert rounds.count >= 6
    assert [*seen, loop.alive] == [False, True, False]
    assert "Sam" not in caplog.text, "what a fault says may be somebody's words"
    died = [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR]
    assert [line.split(" at ")[0] for line in died] == [
        "the outbox died of RuntimeError",
        "the outbox died of KeyError",
    ]
    assert all("test_kept_loop.py:" in line for line in died)


async def test_a_loop_that_keeps_dying_is_not_alive_and_still_ends() -> None:
    rounds = Rounds(*[ValueError()] * 10_000)
    loop = KeptLoop("outbox", rounds.tick, 0.001)
    async with loop.running():
        async with asyncio.timeout(5):
            for _ in range(5):
                await rounds.begun.acquire()
        assert not loop.alive
    assert 5 <= rounds.count < 1_000, "with pauses between"


async def test_who_wakes_it_need_not_wait() -> None:
    rounds = Rounds()
    loop = KeptLoop("outbox", rounds.tick, 60.0)
    async with asyncio.timeout(5), loop.running():
        for _ in range(4):
            await rounds.begun.acquire()
            loop.wake()


async def test_only_a_fault_of_the_work_itself_is_caught() -> None:
    async def fails(fault: Exception) -> int:
        raise fault

    async def otherwise(fault: Exception) -> int:
        return len(str(fault))

    assert await caught(fails(ValueError("four")), otherwise, passing=StoreUnavailable) == 4
    with pytest.raises(StoreUnavailable):
        await caught(fails(StoreUnavailable()), otherwise, passing=StoreUnavailable)
    with pytest.raises(asyncio.CancelledError):
        await caught(_cancelled(), otherwise, passing=StoreUnavailable)


async def _cancelled() -> int:
    raise asyncio.CancelledError


async def test_a_round_that_hangs_is_not_alive_until_it_ends() -> None:
    begun, go_on, now = asyncio.Event(), asyncio.Event(), [0.0]

    async def tick() -> int:
        begun.set()
        await go_on.wait()
        return 0

    loop = KeptLoop("outbox", tick, 0.001, lambda: now[0])
    async with loop.running():
        await begun.wait()
        now[0] = HUNG_AFTER
        assert (loop.alive, loop.hangs) == (True, False)
        now[0] = HUNG_AFTER + 1
        assert (loop.alive, loop.hangs) == (False, True)
        go_on.set()
        begun.clear()
        await begun.wait()
        assert (loop.alive, loop.hangs) == (True, False)
