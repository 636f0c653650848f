"""Whether the register was tampered with: the chain of every history, and whether the case fits its end. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cases.register.case import KeptCase
from cases.register.history import Event, first_broken

Fault = Literal[
    "chain", "missing_events", "other_end", "other_status", "no_case", "unreadable", "gone", "destruction"
]


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong with a case. `seq` is the first event that does not fit, 0 when it is the case itself.

    gone: a number that was given out, without a case and without a record that it was destroyed. destruction: such a
    record (its `number` is the day) was changed or does not fit what is gone.
    """

    number: str
    fault: Fault
    seq: int = 0


def check_case(number: str, case: KeptCase | None, events: Sequence[Event]) -> Broken | None:
    """What is wrong with this case, or None.

    chain: an event was changed, left out or put in. missing_events: the case counts more of them than there are.
    other_end: the last event is not the one that the case was left with. other_status: the case stands elsewhere
    than where its history ends. no_case: a history without its case.
    """
    if case is None:
        return Broken(number, "no_case")
    if (seq := first_broken(events)) is not None:
        return Broken(number, "chain", seq)
    if any(each.number != number for each in events):
        return Broken(number, "chain", next(each.seq for each in events if each.number != number))
    if len(events) < case.seq:
        return Broken(number, "missing_events", len(events) + 1)
    if len(events) != case.seq or not events or events[-1].hash != case.last_hash:
        return Broken(number, "other_end", len(events))
    if events[-1].status_to != case.status:
        return Broken(number, "other_status", len(events))
    return None
