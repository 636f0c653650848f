"""Lets the stored message follow the card that a press was answered with, off the response path.

In Teams the card in an invoke response is seen by the presser only and does not stay: the message must
follow.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.teams.events import Card, PermanentFailure, Place, TransientFailure

log = logging.getLogger(__name__)


class Updates(Protocol):
    """The one call of `bot.teams.events.Teams` that is needed here."""

    async def update(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        """Replace the card of a message that the bot sent."""


@dataclass(slots=True)
class _Pending:
    place: Place
    message_id: str
    card: Card
    summary: str
    first: float
    last: float


_Key = tuple[str, str, str]


class CardFollower:
    """Remembers the newest card of each message and sends it once the message was quiet for a while.

    `quiet` and `patience` are seconds: a message that never becomes quiet is sent after `patience` anyway. At
    most `most` messages wait; beyond that the oldest is let go. A lost update heals at the next press, so a
    failure is counted and dropped. One timer serves all; a task is made per update sent, not per press.
    """

    def __init__(
        self,
        updates: Updates,
        *,
        now: Callable[[], float],
        quiet: float = 1.0,
        patience: float = 5.0,
        most: int = 1_000,
        at_once: int = 16,
    ) -> None:
        self._updates = updates
        self._now = now
        self._quiet = quiet
        self._patience = patience
        self._most = most
        self._at_once = at_once
        self._waiting: dict[_Key, _Pending] = {}
        self._sending: dict[_Key, asyncio.Task[None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False
        self.lost = 0
        """How many updates did not arrive since the start: failed, or let go because too many waited."""

    @property
    def pending(self) -> int:
        """How many messages still have to follow."""
        return len(self._waiting) + len(self._sending)

    def follow(self, place: Place, message_id: str, card: Card, summary: str) -> None:
        """From now on this message should show this card."""
        if self._closed:
            self.lost += 1
            return
        now = self._now()
        key = place.tenant, place.conversation, message_id
        earlier = self._waiting.get(key)
        if earlier is not None:
            earlier.card, earlier.summary, earlier.place, earlier.last = card, summary, place, now
            return
        if len(self._waiting) >= self._most:
            del self._waiting[next(iter(self._waiting))]
            self.lost += 1
        self._waiting[key] = _Pending(place, message_id, card, summary, now, now)
        if self._timer is None:
            self._wake_in(self._quiet)

    async def close(self, within: float = 5.0) -> None:
        """Send what still waits, for at most `within` seconds; what is left then is counted as lost."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        try:
            async with asyncio.timeout(within):
                while self._waiting or self._sending:
                    self._send_due(everything=True)
                    await asyncio.wait(self._sending.values(), return_when=asyncio.FIRST_COMPLETED)
        except TimeoutError:
            unsent = list(self._sending.values())
            self.lost += len(self._waiting) + len(unsent)
            self._waiting.clear()
            for task in unsent:
                task.cancel()
            await asyncio.gather(*unsent, return_exceptions=True)
            log.warning("%d card updates given up at the end", self.lost)

    def _wake_in(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(max(seconds, 0.0), self._wake)

    def _wake(self) -> None:
        self._timer = None
        self._send_due(everything=False)
        free = [self._due(pending) for key, pending in self._waiting.items() if key not in self._sending]
        # With every place taken, or only messages that are being sent, the end of a sending wakes us.
        if free and len(self._sending) < self._at_once:
            self._wake_in(min(free) - self._now())

    def _send_due(self, *, everything: bool) -> None:
        now = self._now()
        due = [
            key
            for key, pending in self._waiting.items()
            # One update of a message at a time: an older card must never overtake a newer one.
            if key not in self._sending and (everything or self._due(pending) <= now)
        ]
        for key in due[: self._at_once - len(self._sending)]:
            task = asyncio.create_task(self._send(self._waiting.pop(key)))
            self._sending[key] = task
            task.add_done_callback(lambda done, key=key: self._sent(key, done))  # type: ignore[misc]

    def _due(self, pending: _Pending) -> float:
        return min(pending.last + self._quiet, pending.first + self._patience)

    async def _send(self, pending: _Pending) -> None:
        await self._updates.update(pending.place, pending.message_id, pending.card, pending.summary)

    def _sent(self, key: _Key, done: asyncio.Task[None]) -> None:
        del self._sending[key]
        if not done.cancelled() and (error := done.exception()) is not None:
            self.lost += 1
            expected = isinstance(error, PermanentFailure | TransientFailure)
            reason = f"{type(error).__name__}: {error}" if expected else type(error).__name__
            log.warning("a card did not follow (%s); %d so far", reason, self.lost)
        if self._waiting and self._timer is None and not self._closed:
            self._wake()
