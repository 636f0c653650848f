"""The figures that a monitoring system reads at /metrics: counts and times, nothing of anybody.

Labels are closed lists (a kind of turn, an outcome, a kind of message): no name, number or word ever is one.
"""

from collections import Counter as Tally
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Where the times of turns are parted."""

OUTCOMES = ("ok", "refused", "fault")
"""What becomes of a request: it is answered, refused at the door, or ends in a fault of ours."""

SENDINGS = ("done", "later", "refused", "given_up", "set_aside")
"""What becomes of a message that was due: dealt with, tried again, refused for now, never to arrive, put away."""

Heard = Literal["at_once", "asked", "nothing", "other"]
HEARD: tuple[Heard, ...] = get_args(Heard)
"""What becomes of a typed line: something begins, it is asked what is meant, nothing is understood, all else."""


class Metrics:
    """All figures of one running bot. What is told of the present is asked when somebody reads it.

    `token` is what who reads them shows; "" lets nobody read them.
    """

    def __init__(self, token: str = "") -> None:
        self.token = token
        self._parts: list[OfOne] = []
        self._all = CollectorRegistry()
        self._turns = Histogram(
            "privacybot_turn_seconds",
            "Time from a request of Teams to its answer",
            ("outcome",),
            buckets=SECONDS,
            registry=self._all,
        )
        self._sendings = Counter(
            "privacybot_outbox_messages",
            "Messages that were due, by what became of them",
            ("became",),
            registry=self._all,
        )
        self._lag = Gauge(
            "privacybot_outbox_lag_seconds",
            "How long the oldest message that was sent in the last round had waited since it was due",
            registry=self._all,
        )
        self._heard = Counter(
            "privacybot_lines", "Typed lines, by what the bot made of them", ("heard",), registry=self._all
        )
        self._round = Gauge(
            "privacybot_outbox_last_round_timestamp_seconds",
            "When the outbox last finished a round",
            registry=self._all,
        )
        for outcome in OUTCOMES:
            self._turns.labels(outcome)
        for became in SENDINGS:
            self._sendings.labels(became)
        for heard in HEARD:
            self._heard.labels(heard)

    def now_told(self, name: str, about: str, told: Callable[[], float]) -> None:
        """A figure of the present, asked whenever somebody reads it. `name` is without the prefix."""
        Gauge(f"privacybot_{name}", about, registry=self._all).set_function(told)

    def turn(self, outcome: str, seconds: float) -> None:
        """A request was answered. Raises ValueError for what is no outcome."""
        self._turns.labels(_one_of(OUTCOMES, outcome)).observe(seconds)

    def sending(self, became: str) -> None:
        """A message that was due was dealt with. Raises ValueError for what it cannot become."""
        self._sendings.labels(_one_of(SENDINGS, became)).inc()

    def line(self, heard: Heard) -> None:
        """A line was typed. Raises ValueError for what it cannot be."""
        self._heard.labels(_one_of(HEARD, heard)).inc()

    def round(self, at: datetime, lag: timedelta) -> None:
        """The outbox finished a round that began then; the oldest message in it was so late."""
        self._round.set(at.timestamp())
        self._lag.set(max(timedelta(0), lag).total_seconds())

    def of_one(self) -> "OfOne":
        """The figures of one more organisation, which count here as well."""
        self._parts.append(OfOne(self))
        return self._parts[-1]

    @property
    def longest_lag(self) -> timedelta:
        """That of the organisation whose messages are latest."""
        return max((each.lag for each in self._parts), default=timedelta(0))

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self._all)


class OfOne:
    """What is counted of one organisation: told to all who read the figures together with the others, and kept apart
    for its own look at itself.

    `counts` are messages by what they became and lines by what was heard, since the start; `lag` that of the last
    round.
    """

    def __init__(self, together: Metrics) -> None:
        self._together = together
        self.counts = Tally[str]()
        self.lag = timedelta(0)

    def sending(self, became: str) -> None:
        """A message that was due was dealt with. Raises ValueError for what it cannot become."""
        self._together.sending(became)
        self.counts[became] += 1

    def line(self, heard: Heard) -> None:
        """A line was typed. Raises ValueError for what it cannot be."""
        self._together.line(heard)
        self.counts[heard] += 1

    def round(self, at: datetime, lag: timedelta) -> None:
        """Its outbox finished a round that began then; the oldest message in it was so late."""
        self.lag = max(timedelta(0), lag)
        self._together.round(at, self._together.longest_lag)


def _one_of(known: tuple[str, ...], label: str) -> str:
    """Only closed lists become labels."""
    if label not in known:
        raise ValueError(f"no such label: {label[:40]!r}")
    return label
