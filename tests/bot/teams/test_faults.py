"""The error hooks: what is caught, what passes, and that a loop which died is started again without telling values."""

import logging

import pytest

from bot.teams.faults import caught, keep_running, place_of


class Passing(Exception):
    """A fault of more than one piece of work."""


async def gives(value: int) -> int:
    return value


async def raises(error: Exception) -> int:
    raise error


async def test_what_nobody_foresaw_is_caught_and_what_is_of_all_passes() -> None:
    seen: list[Exception] = []

    async def otherwise(error: Exception) -> int:
        seen.append(error)
        return -1

    assert await caught(gives(3), otherwise, passing=Passing) == 3
    assert seen == []
    fault = ValueError("a value")
    assert await caught(raises(fault), otherwise, passing=Passing) == -1
    assert seen == [fault]
    with pytest.raises(Passing):
        await caught(raises(Passing()), otherwise, passing=Passing)
    assert len(seen) == 1


@pytest.mark.parametrize("deaths", [0, 1, 3])
async def test_a_loop_that_died_is_started_again_after_a_pause(
    caplog: pytest.LogCaptureFixture, deaths: int
) -> None:
    course: list[str] = []

    async def loop() -> None:
        course.append("loop")
        if course.count("loop") <= deaths:
            raise ValueError("Sam Voorbeeld")

    async def fell() -> None:
        course.append("fell")

    with caplog.at_level(logging.ERROR):
        await keep_running("outbox", loop, fell)
    assert course == ["loop", "fell"] * deaths + ["loop"]
    assert len(caplog.records) == deaths
    for told in caplog.messages:
        assert "outbox died of ValueError at test_faults.py:" in told
        assert "Voorbeeld" not in told


async def test_who_is_told_to_stop_stops() -> None:
    async def loop() -> None:
        raise KeyboardInterrupt

    async def fell() -> None:
        raise AssertionError("this is no fault of the loop")

    with pytest.raises(KeyboardInterrupt):
        await keep_running("outbox", loop, fell)


def test_a_fault_is_told_by_the_innermost_line() -> None:
    def inner() -> None:
        raise ValueError("a value")

    with pytest.raises(ValueError, match="a value") as told:
        inner()
    line = inner.__code__.co_firstlineno + 1
    assert place_of(told.value) == f"test_faults.py:{line}"
    assert place_of(ValueError("never raised")) == "unknown"
