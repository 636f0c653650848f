"""A fixed number of users who each wait for their answer before they go on: a closed loop."""

import asyncio
import json
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bench.servers import CannotMeasure

PATIENCE = aiohttp.ClientTimeout(total=30)
"""An answer that takes longer ends the measurement."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a user sends. Only a `turn` counts; the rest is set-up, such as looking at what was posted."""

    url: str
    body: dict[str, Any] | None
    turn: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `content` is the JSON, or None for an empty body."""

    status: int
    content: Any


class WrongAnswer(Exception):
    """The reply is not what the user had to get."""


Talk = Generator[Request, Reply, None]
"""One user: yields requests for ever, gets the replies, raises WrongAnswer."""


@dataclass(slots=True)
class Measured:
    """One round of one program: the seconds that every turn in the window took, and the window's length."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    sent: int = 0
    """All turns, also those of the warm-up and those that ended after the window."""
    cpu: float | None = None
    """Seconds of processor that the program used for all that was sent (None where that cannot be seen)."""

    @property
    def cpu_ms(self) -> float | None:
        """Milliseconds of processor a turn: what others do on the machine hardly moves it."""
        return None if self.cpu is None or not self.sent else self.cpu / self.sent * 1000

    @property
    def turns_per_second(self) -> float:
        """Turns that ended within the window, by its length."""
        return len(self.latencies) / self.seconds


async def exchange(session: aiohttp.ClientSession, request: Request) -> Reply:
    """Send one request. A body of None is a GET."""
    method = "GET" if request.body is None else "POST"
    async with session.request(method, request.url, json=request.body) as response:
        text = await response.read()
        if not text:
            return Reply(response.status, None)
        try:
            return Reply(response.status, json.loads(text))
        except ValueError:
            return Reply(response.status, text.decode("utf-8", errors="replace"))


async def run_user(
    session: aiohttp.ClientSession, talk: Talk, waiting: Request, start: float, measured: Measured
) -> Request:
    """Let one user go on from the request that waits, until the window is over; gives the next request."""
    end = start + measured.seconds
    request = waiting
    while time.perf_counter() < end:
        sent_at = time.perf_counter()
        reply = await exchange(session, request)
        answered_at = time.perf_counter()
        measured.sent += request.turn
        if request.turn and start <= answered_at <= end:
            measured.latencies.append(answered_at - sent_at)
        request = talk.send(reply)
    return request


class Crowd:
    """The users of one program. They keep their place in their talk from round to round."""

    def __init__(self, name: str, talks: Sequence[Talk]) -> None:
        self.name = name
        self.talks = talks
        self.waiting = [next(talk) for talk in talks]

    async def round(self, warm_up: float, seconds: float) -> Measured:
        """All users at once, `warm_up` and then `seconds` long. Raises CannotMeasure at a wrong answer."""
        measured = Measured(seconds)
        # One connection a user, kept open: what is measured is the turn.
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector, timeout=PATIENCE) as session:
            start = time.perf_counter() + warm_up
            try:
                async with asyncio.TaskGroup() as group:
                    users = [
                        group.create_task(run_user(session, talk, request, start, measured))
                        for talk, request in zip(self.talks, self.waiting, strict=True)
                    ]
            except* (WrongAnswer, aiohttp.ClientError, TimeoutError) as problems:
                first = problems.exceptions[0]
                raise CannotMeasure(f"{self.name}: {type(first).__name__}: {first}") from first
        self.waiting = [user.result() for user in users]
        if not measured.latencies:
            raise CannotMeasure(f"{self.name}: not one turn in {seconds} s")
        return measured
