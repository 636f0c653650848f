"""A message that is delivered several times is worked on once."""

import asyncio

import pytest

from bot.teams.once import Once

KEY = ("tenant", "chat", "message")


async def test_of_deliveries_at_once_one_is_worked_on_and_the_others_wait_for_it() -> None:
    once, begun, go = Once(), 0, asyncio.Event()

    async def work() -> None:
        nonlocal begun
        begun += 1
        await go.wait()

    deliveries = [asyncio.create_task(once.do(KEY, work)) for _ in range(3)]
    await asyncio.sleep(0)
    assert not any(each.done() for each in deliveries)
    go.set()
    await asyncio.gather(*deliveries)
    await once.do(KEY, work)
    await once.do(("tenant", "other chat", "message"), work)
    await once.do(("other tenant", "chat", "message"), work)
    assert begun == 3


async def test_what_failed_is_worked_on_again() -> None:
    once, tries = Once(), 0

    async def work() -> None:
        nonlocal tries
        tries += 1
        await asyncio.sleep(0)
        if tries == 1:
            raise OSError("invented")

    first, second = await asyncio.gather(once.do(KEY, work), once.do(KEY, work), return_exceptions=True)
    assert isinstance(first, OSError)
    assert second is None
    with pytest.raises(OSError, match="invented"):
        await once.do(("a", "b", "c"), _fails)
    assert tries == 2


async def _fails() -> None:
    raise OSError("invented")


async def test_the_oldest_is_forgotten() -> None:
    once, done = Once(most=2), list[int]()

    async def work() -> None:
        done.append(1)

    for key in ("a", "b", "c", "b", "c", "a"):
        await once.do(("tenant", "chat", key), work)
    assert len(done) == 4
