"""Nothing is forgotten: no way to an established entry leaves open what must be said of it, and none ends without a
reason.

The duties are told by what the history recorded, field by field: AVG article 30 and policy point 11 for a processing,
policy point 10 for an agreement, and for a standing answer that nobody is answered without end.
"""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.processing.case import PROCESSOR
from cases.register.life import Change
from state_machines.record_life import CURRENT, ENDED
from tests.cases.lasting.by_chance import BY_HAND, COMPLETE, KINDS, Kept, filed
from tests.cases.living import Owed, owed_at_ends
from tests.cases.register.walking import long_life

Done = Change[Any]

LEAST = 60
"""So many events an entry has at least."""

SAID = {
    "processing": ("name", "purposes", "team", "role", "groups", "kinds", "recipients", "transfers"),
    "agreement": ("party", "kind", "signed_on", "review_on"),
    "standing": ("question", "answer", "review_on"),
}
"""What must be said of an entry of each register, whatever else it says."""

DPIA_DECIDED = ("ja", "nee")


def _recorded(done: Done, field: str) -> str | None:
    """What an event recorded of a field; None when it says nothing of it."""
    return done.event.changes[field][1] if done.event is not None and field in done.event.changes else None


def _begins(done: Done) -> bool:
    return done.event is not None and done.event.event == "file"


def _with_a_reason(before: Any, done: Done) -> bool:
    """It ended, and why was written down: then nothing more must be said of it."""
    return done.event is not None and done.event.event == "end" and bool(done.event.why)


def _back(before: Any, done: Done) -> bool:
    return before.status == ENDED and done.case.status != ENDED


def _to_say(field: str) -> Owed[Any]:
    return Owed(
        f"say {field}",
        lambda before, done: (
            (_begins(done) and not _recorded(done, field))
            or _recorded(done, field) == ""
            or (_back(before, done) and not done.case.content.settled(field))
        ),
        lambda before, done: bool(_recorded(done, field)) or _with_a_reason(before, done),
    )


def _dpia_open(before: Any, done: Done) -> bool:
    content = done.case.content
    return content.role != PROCESSOR and content.dpia not in DPIA_DECIDED


DPIA = Owed[Any](
    "decide on a DPIA",
    _dpia_open,
    lambda before, done: not _dpia_open(before, done) or _with_a_reason(before, done),
)


def _basis_open(before: Any, done: Done) -> bool:
    """A processor has no basis of its own to give (AVG article 30(2))."""
    content = done.case.content
    return content.role != PROCESSOR and not content.bases


BASIS = Owed[Any](
    "name a basis",
    _basis_open,
    lambda before, done: not _basis_open(before, done) or _with_a_reason(before, done),
)


def duties_of(kept: Kept) -> tuple[Owed[Any], ...]:
    """What must be said in this register."""
    own = (DPIA, BASIS) if kept.kind.register == "processing" else ()
    return (*map(_to_say, SAID[kept.kind.register]), *own)


every_kind = pytest.mark.parametrize("kept", KINDS, ids=lambda each: each.kind.register)


def life(kept: Kept, seed: int) -> list[Done]:
    """An entry to which at least LEAST things happen."""
    chance = random.Random(seed)
    begun = filed(kept, chance.choice([BY_HAND, COMPLETE])[kept.kind.register])
    onward = {*kept.kind.changes, "establish", "end", "reopen"}
    return long_life(kept.register, begun, chance, LEAST, onward)


@every_kind
@given(seed=st.integers(0, 2**32))
def test_nothing_is_established_while_something_is_open(kept: Kept, seed: int) -> None:
    assert owed_at_ends(life(kept, seed), duties_of(kept), (CURRENT,)) == []


@every_kind
@given(seed=st.integers(0, 2**32))
def test_what_is_established_stays_whole(kept: Kept, seed: int) -> None:
    for done in life(kept, seed):
        record = done.case
        assert record.status != CURRENT or not (record.missing or record.content.undecided())


@every_kind
def test_it_is_established_and_ends_many_times(kept: Kept) -> None:
    met = [done.event.event for seed in range(20) for done in life(kept, seed) if done.event is not None]
    assert met.count("establish") > LEAST // 2
    assert met.count("end") > LEAST // 2
