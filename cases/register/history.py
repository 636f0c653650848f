"""The history of a case: events that are only ever added, each holding the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable

from pydantic import AwareDatetime, Field

from cases.kept_row import KeptRow


class Event(KeptRow):
    """Who did what when, from which status to which, what changed and why (AVG art. 5(2) and 33(5))."""

    number: str
    seq: int
    at: AwareDatetime
    actor_id: str
    actor_name: str
    role: str
    event: str
    status_from: str
    status_to: str
    changes: dict[str, tuple[str, str]] = Field(default_factory=dict)
    why: str = ""
    previous_hash: str
    hash: str = ""

    def sealed(self) -> "Event":
        """The event with its hash, over everything else in it."""
        return self.model_copy(update={"hash": self._digest()})

    def intact(self) -> bool:
        """Whether the hash still fits what the event says."""
        return self.hash == self._digest()

    def _digest(self) -> str:
        written = self.model_dump(mode="json", exclude={"hash"})
        return hashlib.sha256(json.dumps(written, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def event_key(number: str, seq: int) -> str:
    """Where an event stands; keys sort as the events happened."""
    return f"event|{number}|{seq:06d}"


def first_broken(events: Iterable[Event]) -> int | None:
    """The number of the first event that was changed, left out or put in; None when the history is whole."""
    before, expected = "", 1
    for event in events:
        if event.seq != expected or event.previous_hash != before or not event.intact():
            return expected
        before, expected = event.hash, expected + 1
    return None
