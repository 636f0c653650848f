"""How the rows of a case are sealed when they are written, and what becomes of a row that was not as it was sealed.

Such a row is written again like any other, for its term runs; but its new seal says `doubt` for ever, so that the next
change does not make good what somebody did behind the bot's back.
"""

import logging

from cases.ports import Row
from cases.readable import named, readable
from cases.register.case import C, KeptCase
from cases.register.history import Event, event_key
from cases.register.register import Register
from cases.register.seals import Seals, place_of

log = logging.getLogger(__name__)

_DOUBT = "doubt"


def read_case(register: Register[C], seals: Seals, row: Row) -> C:
    """The case in this row; its `seal` is what the next writing of it must know. Raises Unreadable."""
    case = readable("cases", row, register.stored.read)
    if not seals:
        return case
    standing = seals.standing(place_of(row.partition, row.key), row.value)
    if standing.state == "unsealed":
        return case.model_copy(update={"seal": ""})
    if standing.state != "good":
        log.error("the seal of %s does not fit (%s)", named(row.key), standing.state)
    doubted = standing.doubt or standing.state != "good"
    return case.model_copy(update={"seal": f"{standing.since}:{_DOUBT if doubted else ''}"})


def case_value(
    register: Register[C], seals: Seals, place: tuple[str, str], case: C, before: KeptCase | None
) -> str:
    """What stands in the row of this case (`place`: partition and key). `before` is the case that it replaces."""
    value = register.stored.row(case.model_copy(update={"seal": ""}))
    if before is None:
        return seals.put(place_of(*place), value, 1)
    since, _, doubt = before.seal.partition(":")
    # A case from before there was a key: what happens from now on is sealed.
    first = int(since) if since.isdigit() else before.seq + 1
    return seals.put(place_of(*place), value, first, doubt=doubt == _DOUBT)


def event_value(seals: Seals, partition: str, event: Event) -> str:
    """What stands in the row of this event."""
    return seals.put(place_of(partition, event_key(event.number, event.seq)), event.model_dump_json())
