"""The clock of a drill: there and back, never backwards, 72 hours in 72 minutes, whatever the season."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.drill.clock import FAST, in_drill, minutes_in, outside, waits_outside
from cases.drill.start import OVER, SCENARIOS, started
from cases.register.life import Deed
from tests.cases.breach.by_chance import NOOR, ORG

STARTS = st.datetimes(*(datetime(year, 1, 1) for year in (2024, 2030)), timezones=st.just(ORG.zone))  # noqa: DTZ001
LATER = st.timedeltas(timedelta(0), timedelta(days=3))


@given(STARTS, LATER)
def test_there_and_back_is_the_same_moment(start: datetime, passed: timedelta) -> None:
    at = (start.astimezone(UTC) + passed).astimezone(ORG.zone)
    there = in_drill(start, at)
    assert there.tzinfo is at.tzinfo
    assert there.astimezone(UTC) - start.astimezone(UTC) == passed * FAST
    assert abs(outside(start, there).astimezone(UTC) - at.astimezone(UTC)) <= timedelta(microseconds=1)


@given(STARTS, LATER, LATER)
def test_what_is_later_outside_is_later_in_it(start: datetime, one: timedelta, other: timedelta) -> None:
    first, second = (in_drill(start, start.astimezone(UTC) + each) for each in sorted((one, other)))
    assert first <= second


@given(STARTS, LATER)
def test_before_its_start_there_is_only_the_clock_on_the_wall(start: datetime, before: timedelta) -> None:
    at = start.astimezone(UTC) - before
    assert in_drill(start, at) == at == outside(start, at)


@pytest.mark.parametrize("scenario", SCENARIOS)
@given(start=STARTS)
def test_all_that_waits_of_a_drill_waits_for_its_fast_clock(scenario: str, start: datetime) -> None:
    done = started({"scenario": scenario}, "OE-2026-0001", "a" * 32, Deed(NOOR, start, ORG))
    case = done.case
    ends = case.deadline(ORG).due
    waits = {(due.kind, due.ref.about): at.astimezone(UTC) for at, due in done.dues}
    left = timedelta(hours=72) - SCENARIOS[scenario].ago
    assert waits["term", ""] - start.astimezone(UTC) == left / FAST
    assert minutes_in(case, ends) == int(left / FAST / timedelta(minutes=1))
    assert waits["term", OVER] - start.astimezone(UTC) == timedelta(hours=3)
    stages = [at for at, due in done.dues if due.kind == "reminder"]
    assert stages
    assert all(at.astimezone(UTC) <= start.astimezone(UTC) + left / FAST for at in stages)
    assert all(due.created_at.astimezone(UTC) == start.astimezone(UTC) for _, due in done.dues)


@given(STARTS, LATER)
def test_a_message_that_was_moved_keeps_when_it_was_due_first(start: datetime, passed: timedelta) -> None:
    done = started({"scenario": "mail"}, "OE-2026-0001", "a" * 32, Deed(NOOR, start, ORG))
    at, due = done.dues[0]
    moved = due.model_copy(update={"since": in_drill(start, start.astimezone(UTC) + passed)})
    ((_, told),) = waits_outside(start, ((at, moved),))
    assert told.since is not None
    assert abs(told.since.astimezone(UTC) - start.astimezone(UTC) - passed) <= timedelta(microseconds=1)
