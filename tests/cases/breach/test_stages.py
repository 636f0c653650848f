"""The stages of reminding: elapsed hours before the term, through summer time; one stage at a time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.breach.stages import (
    TERM_STAGE,
    next_late_stage,
    overtaken,
    stage_before,
    stage_named,
    stages,
    stages_ahead,
)
from cases.organisation import Terms
from cases.terms import breach_deadline

ZONE = ZoneInfo("Europe/Amsterdam")
TERMS = Terms()
moments = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
HOURS = timedelta(hours=1)


@given(moments)
def test_each_stage_lies_its_elapsed_hours_before_the_term(discovered: datetime) -> None:
    due = breach_deadline(discovered.astimezone(ZONE), 72).due
    for stage in stages(due, TERMS):
        assert due.astimezone(UTC) - stage.at == stage.hours_left * HOURS
        assert stage_named(stage.name, due, TERMS) == stage


@pytest.mark.parametrize(
    "day", [datetime(2026, 10, 23, 20, tzinfo=ZONE), datetime(2027, 3, 26, 20, tzinfo=ZONE)]
)
def test_summer_time_between_discovery_and_term_moves_no_stage(day: datetime) -> None:
    due = breach_deadline(day, 72).due
    named = {stage.name: stage.at for stage in stages(due, TERMS)}
    assert named["ap-48h"] - day.astimezone(UTC) == 24 * HOURS
    assert named["ap-12h"] - day.astimezone(UTC) == 60 * HOURS


@given(moments, st.integers(-100, 400))
def test_after_an_outage_only_the_latest_stage_counts(discovered: datetime, hours: int) -> None:
    due = breach_deadline(discovered.astimezone(ZONE), 72).due
    now = discovered + hours * HOURS
    passed = [stage for stage in stages(due, TERMS) if stage.at <= now]
    left = [stage for stage in passed if not overtaken(stage, due, TERMS, now)]
    assert left == passed[-1:]


@given(moments, st.integers(0, 200))
def test_a_new_case_is_reminded_of_what_is_to_come_and_always_of_the_term(
    discovered: datetime, hours: int
) -> None:
    due = breach_deadline(discovered.astimezone(ZONE), 72).due
    now = discovered + hours * HOURS
    ahead = stages_ahead(due, TERMS, now)
    assert ahead[-1].name == TERM_STAGE
    assert all(stage.at > now for stage in ahead[:-1])


@given(moments, st.integers(0, 5000))
def test_late_stages_come_daily_and_are_always_ahead(discovered: datetime, minutes: int) -> None:
    due = breach_deadline(discovered.astimezone(ZONE), 72).due
    now = due.astimezone(UTC) + timedelta(minutes=minutes)
    late = next_late_stage(due, now)
    assert timedelta() < late.at - now <= timedelta(days=1)
    assert stage_named(late.name, due, TERMS) == late


def test_the_stage_before_is_the_newest_that_went_out() -> None:
    due = breach_deadline(datetime(2026, 11, 23, 13, 40, tzinfo=ZONE), 72).due
    stage = stage_named("ap-4h", due, TERMS)
    assert stage is not None
    assert stage_before(stage, ("ap-48h", "ap-12h", "ap-24h"), due, TERMS) == "ap-12h"
    assert stage_before(stage, (), due, TERMS) == ""


@pytest.mark.parametrize("name", ["", "ap-", "ap-7h", "ap-late-0x", "ap-late-d", "ap-late-9999999d", "po"])
def test_a_name_that_is_none_is_no_stage(name: str) -> None:
    assert stage_named(name, datetime(2026, 11, 26, tzinfo=UTC), TERMS) is None
