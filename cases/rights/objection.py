"""An objection (Awb) to the answer on a request: that it came, its term, and how it ended. Pure.

An answer on AVG articles 15 to 22 is a decision (UAVG article 34). The policy says nothing about it.
"""

from datetime import date
from typing import Annotated, Literal, get_args

from cases.register.case import REASON_LIMIT, Kept, Moment, text_of

ObjectionOutcome = Literal["gegrond", "deels", "ongegrond", "niet_ontvankelijk", "ingetrokken"]
OBJECTION_OUTCOMES: tuple[ObjectionOutcome, ...] = get_args(ObjectionOutcome)

GRANTED = frozenset({"gegrond", "deels"})
"""The decision does not stand: a new one takes its place as far as that is needed (Awb article 7:11)."""

Words = Annotated[str, text_of(REASON_LIMIT)]


WORDS_OF_IT = ("about", "reason", "late_reason", "not_renewed")
"""What was typed about an objection."""


class Objection(Kept):
    """`decision_on` is the day on which the decision went out that it is against; `late` tells that it came after the
    term for objecting. `missed`: the term to decide passed; `late_reason` is why. `renewed_on` is the day on which the
    new decision went out, `not_renewed` why none is needed: after a granted objection one of both, unless it ended
    before this was asked."""

    received_on: date
    decision_on: date
    about: Words
    late: bool = False
    recorded_at: Moment
    outcome: ObjectionOutcome | None = None
    decided_on: date | None = None
    reason: Words = ""
    missed: bool = False
    late_reason: Words = ""
    renewed_on: date | None = None
    not_renewed: Words = ""
