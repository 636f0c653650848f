"""Whether a case was tampered with: the chain of its history, its seals, and whether it fits its end. Pure."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cases.register.case import KeptCase
from cases.register.history import Event, first_broken
from cases.register.seals import UNSEALED, Standing

Fault = Literal[
    "chain",
    "missing_events",
    "other_end",
    "other_status",
    "other_case",
    "no_case",
    "not_listed",
    "unreadable",
    "gone",
    "counter",
    "destruction",
    "forged",
    "unknown_key",
    "unsealed",
    "doubt",
    "anchor",
]


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong with a case. `seq` is the first event that does not fit, 0 when it is the case itself.

    gone: a number that was given out, without a case and without a record that it was destroyed. counter: what says
    how many numbers were given out in a year (`number` is the year) is no number, or less than there are. destruction:
    such a record (its `number` is the day) was changed or does not fit what is gone. anchor: what was told outside the
    store is not what stands there now.
    """

    number: str
    fault: Fault
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was read, with what its seal is worth and which fields it has too many."""

    event: Event
    standing: Standing = UNSEALED
    more: frozenset[str] = frozenset()


def read_told(value: str, standing: Standing) -> Told:
    """Reads the row of an event. Raises ValueError."""
    known = {*Event.model_fields, "seal"}
    names = [name for name, _ in json.loads(value, object_pairs_hook=lambda pairs: pairs)]
    more = {name for name in names if name not in known or names.count(name) > 1}
    return Told(Event.model_validate_json(value), standing, frozenset(more))


def check_case(number: str, case: KeptCase | None, events: Sequence[Event]) -> Broken | None:
    """What is wrong with this case, or None.

    chain: an event was changed, left out or put in. missing_events: the case counts more of them than there are.
    other_end: the last event is not the one that the case was left with. other_status: the case stands elsewhere
    than where its history ends. other_case: it is the case of another number. no_case: a history without its case.
    """
    if case is None:
        return Broken(number, "no_case")
    if (seq := first_broken(events)) is not None:
        return Broken(number, "chain", seq)
    if any(each.number != number for each in events):
        return Broken(number, "chain", next(each.seq for each in events if each.number != number))
    if case.number != number:
        return Broken(number, "other_case")
    if len(events) < case.seq:
        return Broken(number, "missing_events", len(events) + 1)
    if len(events) != case.seq or not events or events[-1].hash != case.last_hash:
        return Broken(number, "other_end", len(events))
    if events[-1].status_to != case.status:
        return Broken(number, "other_status", len(events))
    return None


def check_seals(number: str, row: Standing, events: Sequence[Told]) -> Broken | None:
    """What is wrong with the seals of this case, or None. Only for who has the keys.

    forged: a row is not as it was sealed. unknown_key: it names a key that is not here. unsealed: the bot would have
    sealed it. doubt: it was not as it was sealed when the bot wrote it anew.
    """
    lines = [(0, row), *((each.event.seq, each.standing) for each in events)]
    for seq, standing in lines:
        if standing.state in ("forged", "unknown_key"):
            return Broken(number, standing.state, seq)
    if row.doubt:
        return Broken(number, "doubt")
    if row.state == "unsealed":
        sealed = any(each.standing.state == "good" for each in events)
        return Broken(number, "unsealed") if sealed else None
    for seq, standing in lines[1:]:
        if (seq >= row.since) != (standing.state == "good"):
            return Broken(number, "unsealed", seq)
    return None


def check_anchored(
    number: str, heads: Mapping[int, str], events: Sequence[Event], fits: Callable[[str, str], bool]
) -> Broken | None:
    """Whether the history still goes through every end that was told outside the store (`heads` by event). `fits` tells
    whether a head was told of a hash."""
    hashes = {each.seq: each.hash for each in events}
    for seq, head in sorted(heads.items()):
        if not fits(head, hashes.get(seq, "")):
            return Broken(number, "anchor", seq)
    return None
