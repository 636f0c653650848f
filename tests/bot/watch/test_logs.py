"""Lines of the log: one JSON object a line or a line for people, with the turn, and never the values of a fault."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.watch.logs import FORMS, LogForm, begin_turn, lines_of, turn_of, write_logs

SECRET = "Sam Voorbeeld belde"


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    found = logging.getLogger()
    handlers, level = found.handlers[:], found.level
    yield found
    found.handlers[:] = handlers
    found.setLevel(level)


def written(root: logging.Logger, form: LogForm) -> io.StringIO:
    write_logs(form)
    place = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(place)
    return place


def fail() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("bot.test").exception("it failed")


@pytest.mark.parametrize("form", FORMS)
def test_a_line_tells_its_turn_and_nothing_of_a_fault(root: logging.Logger, form: LogForm) -> None:
    place = written(root, form)

    async def turn(code: str) -> None:
        begin_turn(code)
        await asyncio.sleep(0)
        logging.getLogger("bot.test").warning("the %s waits", "card")
        fail()

    async def both() -> None:
        await asyncio.gather(turn("one"), turn("two"))

    asyncio.run(both())
    logging.getLogger("bot.test").info("outside")
    told = place.getvalue()
    assert SECRET not in told
    assert "Traceback" not in told
    for code in ("one", "two"):
        assert sum(code in line for line in told.splitlines()) >= 2
    assert "one" not in told.splitlines()[-1]
    if form == "json":
        lines = [json.loads(line) for line in told.splitlines()]
        assert {line.get("turn") for line in lines} == {"one", "two", None}
        assert all({"at", "level", "logger", "message"} <= set(line) for line in lines)


@pytest.mark.parametrize("form", FORMS)
def test_where_there_are_many_a_line_tells_whose_it_is(root: logging.Logger, form: LogForm) -> None:
    place = written(root, form)

    async def turn(organisation: str) -> None:
        begin_turn("code")
        lines_of(organisation)
        await asyncio.sleep(0)
        logging.getLogger("bot.test").warning("a card waits")

    async def all_of_them() -> None:
        await asyncio.gather(*(turn(each) for each in ("wil", "peer", "")))

    asyncio.run(all_of_them())
    told = place.getvalue().splitlines()
    if form == "json":
        assert [json.loads(line).get("organisation") for line in told] == ["wil", "peer", None]
    else:
        assert [line.partition("bot.test")[2] for line in told] == [
            " [wil code]: a card waits",
            " [peer code]: a card waits",
            " [code]: a card waits",
        ]


def test_the_code_of_a_message_is_the_same_at_every_try_and_tells_nothing() -> None:
    key = "due|2026-11-23T14:00:00Z|DL-2026-0001|card-po-1"
    assert turn_of(key) == turn_of(key)
    assert turn_of(key) != turn_of(f"{key}2")
    assert len(turn_of(key)) == 8


def test_what_others_write_loudly_is_heard_from_a_warning_on(root: logging.Logger) -> None:
    place = written(root, "text")
    logging.getLogger("azure.core").info("loud")
    logging.getLogger("azure.core").warning("heard")
    assert "loud" not in place.getvalue()
    assert "heard" in place.getvalue()
