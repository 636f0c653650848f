"""The closed loop counts what it says it counts, and stops at the first wrong answer."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bench.load import Crowd, Reply, Request, Talk, WrongAnswer
from bench.servers import CannotMeasure


class Desk:
    """A server that counts who waits; from the `fails_from`-th request on it gives a wrong answer."""

    def __init__(self, fails_from: int = 1_000_000) -> None:
        self.fails_from = fails_from
        self.asked = 0
        self.at_once = 0
        self.most_at_once = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        said = await request.json()
        self.at_once -= 1
        return web.json_response(said, status=500 if self.asked >= self.fails_from else 200)


@pytest.fixture
async def desk() -> AsyncIterator[tuple[Desk, str]]:
    counting = Desk()
    app = web.Application()
    app.router.add_post("/", counting.answer)
    async with TestServer(app) as server:
        yield counting, str(server.make_url("/"))


def talker(user: int, address: str) -> Talk:
    number = 0
    while True:
        number += 1
        reply: Reply = yield Request(address, {"user": user, "number": number}, turn=number > 1)
        if reply != Reply(200, {"user": user, "number": number}):
            raise WrongAnswer(f"{reply.status}")


async def test_all_turns_are_sent_and_those_in_the_window_are_timed(desk: tuple[Desk, str]) -> None:
    counting, address = desk
    crowd = Crowd("desk", [talker(user, address) for user in range(4)])

    measured = await crowd.round(warm_up=0.1, seconds=0.2)

    assert counting.asked == measured.sent + 4, "the first request of each user is no turn"
    assert 0 < len(measured.latencies) < measured.sent
    assert counting.most_at_once <= 4
    assert measured.turns_per_second == len(measured.latencies) / 0.2
    assert 0 < min(measured.latencies) <= max(measured.latencies) < 0.2


async def test_users_go_on_where_they_were_in_the_next_round(desk: tuple[Desk, str]) -> None:
    counting, address = desk
    crowd = Crowd("desk", [talker(0, address)])
    first = await crowd.round(warm_up=0.0, seconds=0.1)
    second = await crowd.round(warm_up=0.0, seconds=0.1)
    assert counting.asked == first.sent + second.sent + 1


async def test_a_wrong_answer_ends_the_measurement(desk: tuple[Desk, str]) -> None:
    counting, address = desk
    counting.fails_from = 20
    crowd = Crowd("desk", [talker(user, address) for user in range(2)])
    with pytest.raises(CannotMeasure, match="desk: WrongAnswer: 500"):
        await crowd.round(warm_up=0.0, seconds=5.0)
    assert counting.asked < 30


async def test_nobody_there_ends_the_measurement() -> None:
    crowd = Crowd("desk", [talker(0, "http://127.0.0.1:9/")])
    with pytest.raises(CannotMeasure, match="desk"):
        await crowd.round(warm_up=0.0, seconds=0.1)
