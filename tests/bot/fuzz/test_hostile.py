"""Whatever is sent: no fault, no trace, nothing typed in the log, no growth, and never much work.

Each example is one bot that gets some hundreds of inputs; the same seed sends the same. `make search` draws new seeds,
`python -m tests.bot.fuzz` sends as many as one likes and tells milliseconds. What it finds stands as an example.
"""

import asyncio
import gc
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.bot.fuzz.door import Stranger, one_ear, stranger
from tests.bot.fuzz.inputs import MARK, Input, Inputs
from tests.bot.fuzz.trying import Watch
from tests.steps import steps_of

INPUTS = 250
"""So many one bot gets."""

MOST_STEPS = 1_200_000
"""Lines of Python that one input may run. A line typed in a channel, as long as can be, runs about a million."""

seeds = st.integers(0, 2**32)
one_after_another = settings(max_examples=4, phases=[Phase.explicit, Phase.generate], deadline=None)


@contextmanager
def watched() -> Iterator[Watch]:
    """The log at every level, with all that every logger says."""
    watch, root = Watch(), logging.getLogger()
    before = root.level
    root.addHandler(watch)
    root.setLevel(logging.DEBUG)
    try:
        yield watch
    finally:
        root.removeHandler(watch)
        root.setLevel(before)


async def tried(seed: int, count: int, watch: Watch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with stranger(Path(folder), seed) as trying:
            for number in range(count):
                given_to_it = trying.inputs.next()
                status, _ = await trying.send(given_to_it)
                watch.check(given_to_it, status, f"seed {seed} number {number}")
                assert watch.faults == []


@one_after_another
@given(seeds)
def test_no_fault_no_trace_and_nothing_typed_in_the_log(seed: int) -> None:
    with watched() as watch, one_ear():
        asyncio.run(tried(seed, INPUTS, watch))
        assert watch.lines, "the control: something is logged"


@settings(one_after_another, max_examples=1)
@given(seeds)
def test_nor_with_both_ears(seed: int) -> None:
    with watched() as watch:
        asyncio.run(tried(seed, 100, watch))


@settings(one_after_another, max_examples=1)
@given(seeds)
def test_no_input_makes_much_work(seed: int) -> None:
    """Counted for the heaviest of many: the longest, and one in so many of the rest."""

    async def heaviest() -> list[tuple[int, str]]:
        found = list[tuple[int, str]]()
        with tempfile.TemporaryDirectory() as folder:
            async with stranger(Path(folder), seed) as trying:
                for number in range(INPUTS):
                    each = trying.inputs.next()
                    if len(each.body) > 5_000 or number % 12 == 0:
                        found.append((await steps_of(trying.send(each)), f"number {number}: {each.kind}"))
                    else:
                        await trying.send(each)
        return found

    with one_ear():
        counted = asyncio.run(heaviest())
    assert max(counted) < (MOST_STEPS, ""), max(counted)


def test_a_bot_does_not_grow_with_what_it_is_sent() -> None:
    """What is made for an input goes with it; what a bot remembers of inputs has its end (tests of each part)."""

    async def objects() -> list[int]:
        counts = list[int]()
        with tempfile.TemporaryDirectory() as folder:
            async with stranger(Path(folder), 7) as trying:
                for _ in range(5):
                    await _sent(trying, INPUTS)
                    gc.collect()
                    counts.append(len(gc.get_objects()))
        return counts

    with one_ear():
        counts = asyncio.run(objects())
    # What is made once, when it is first needed, comes in one round or another; what grows does so in each.
    grown = [after - before for before, after in pairwise(counts)]
    assert min(grown) < INPUTS, counts


async def _sent(trying: Stranger, count: int) -> None:
    for _ in range(count):
        await trying.send(trying.inputs.next())
    trying.room.store.commits.clear()
    trying.room.woken.clear()
    trying.room.told.followed.clear()
    trying.room.client.shown.clear()


def test_the_same_seed_sends_the_same() -> None:
    first, second = Inputs(3), Inputs(3)
    assert [first.next() for _ in range(200)] == [second.next() for _ in range(200)]
    assert len({first.next().kind.split()[0] for _ in range(300)}) >= 6


def test_what_may_not_be_is_seen() -> None:
    """The control of the watch itself."""
    watch = Watch()
    logger = logging.getLogger("tests.hostile")
    logger.addHandler(watch)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    nothing = Input("x", b"")
    for level, line, more in (
        (logging.DEBUG, f"typed {MARK}", None),
        (logging.ERROR, "something", None),
        (logging.INFO, "fault abc: KeyError at x.py:1", None),
        (logging.INFO, "broken", ValueError("x")),
    ):
        logger.log(level, line, exc_info=more)
        watch.check(nothing, 200, "here")
        assert watch.faults
        watch.faults.clear()
    watch.check(nothing, 500, "here")
    assert watch.faults


@pytest.mark.parametrize("status", [200, 400, 501])
def test_a_clean_answer_is_no_fault(status: int) -> None:
    watch = Watch()
    watch.check(Input("x", b""), status, "here")
    assert watch.faults == []
