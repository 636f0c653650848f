"""The stages of reminding: elapsed hours before the term, through summer time; one stage at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.breach.case import BreachCase
from cases.breach.life import chore_reminded
from cases.breach.rhythm import RHYTHM
from cases.register.case import ReminderState
from cases.register.plans import Drop, Record
from cases.register.register import Register
from cases.rights.register import RIGHTS
from state_machines.breach_life import PROVISIONAL
from tests.cases.breach.by_chance import NOW, ORG, PLAIN, filed
from tests.cases.reminding import late_after, waiting
from tests.cases.rights.by_chance import PLAIN as A_REQUEST
from tests.cases.rights.by_chance import filed as passed_on

ZONE = ZoneInfo("Europe/Amsterdam")
moments = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
HOURS = timedelta(hours=1)
FILED = filed(PLAIN).case
REQUEST = passed_on(A_REQUEST).case


def found(discovered: datetime) -> BreachCase:
    """A breach that was discovered then."""
    report = FILED.report.model_copy(update={"discovered_at": discovered.astimezone(UTC)})
    return FILED.model_copy(update={"report": report})


@given(moments)
def test_each_stage_lies_its_elapsed_hours_before_the_term(discovered: datetime) -> None:
    case = found(discovered)
    for stage in RHYTHM.stages(case, ORG):
        assert case.deadline(ORG).due.astimezone(UTC) - stage.at == stage.count * HOURS
        assert RHYTHM.named(case, stage.name, ORG) == stage


@pytest.mark.parametrize(
    "day", [datetime(2026, 10, 23, 20, tzinfo=ZONE), datetime(2027, 3, 26, 20, tzinfo=ZONE)]
)
def test_summer_time_between_discovery_and_term_moves_no_stage(day: datetime) -> None:
    named = {stage.name: stage.at for stage in RHYTHM.stages(found(day), ORG)}
    assert named["ap-48h"] - day.astimezone(UTC) == 24 * HOURS
    assert named["ap-12h"] - day.astimezone(UTC) == 60 * HOURS


@given(moments, st.integers(-100, 400))
def test_after_an_outage_only_the_latest_stage_counts(discovered: datetime, hours: int) -> None:
    case, now = found(discovered), discovered + hours * HOURS
    passed = [stage for stage in RHYTHM.stages(case, ORG) if stage.at <= now]
    left = [stage for stage in passed if not RHYTHM.overtaken(case, stage, now, ORG)]
    assert left == passed[-1:]


@given(moments, st.integers(0, 200))
def test_a_new_case_is_reminded_of_what_is_to_come_and_always_of_the_term(
    discovered: datetime, hours: int
) -> None:
    now = discovered + hours * HOURS
    ahead = RHYTHM.ahead(found(discovered), now, ORG)
    assert ahead[-1].name == BreachCase.term_stage
    assert all(stage.at > now for stage in ahead[:-1])


@given(moments, st.integers(0, 5000))
def test_late_stages_come_daily_and_are_always_ahead(discovered: datetime, minutes: int) -> None:
    case = found(discovered)
    now = case.deadline(ORG).due.astimezone(UTC) + timedelta(minutes=minutes)
    late = late_after(RHYTHM, case, now, ORG)
    assert timedelta() < late.at - now <= timedelta(days=1)
    assert RHYTHM.named(case, late.name, ORG) == late


def test_the_stage_before_is_the_newest_that_went_out() -> None:
    case = found(datetime(2026, 11, 23, 13, 40, tzinfo=ZONE))
    stage = RHYTHM.named(case, "ap-4h", ORG)
    assert stage is not None
    assert RHYTHM.before(case, stage, ORG) is None
    sent = {name: ReminderState(sent_at=stage.at) for name in ("ap-48h", "ap-12h", "ap-24h")}
    before = RHYTHM.before(case.model_copy(update={"reminders": sent}), stage, ORG)
    assert before is not None
    assert before.name == "ap-12h"


@pytest.mark.parametrize(
    "name",
    ["", "ap-", "ap-7h", "ap-late-0x", "ap-late-0d", "ap-late-d", "ap-late-9999999d", "ap-late-²d", "po"],
)
def test_a_name_that_is_none_is_no_stage(name: str) -> None:
    assert RHYTHM.named(FILED, name, ORG) is None


# --- what waits after the decision ----------------------------------------------------------------------------------

WAITING = FILED.model_copy(update={"status": PROVISIONAL, "told": "provisional"})
"""A breach of which the notification is provisional: it has to be completed."""


def test_in_the_third_round_the_fg_hears_of_it_and_each_round_puts_the_one_before_away() -> None:
    case, at = WAITING, NOW
    for number in range(1, 6):
        at += timedelta(hours=ORG.terms.chore_hours)
        done = chore_reminded(case, f"fill-{number}", at, ORG)
        told = {str(due.to): due.ref.about for _, due in done.dues if due.kind == "reminder"}
        assert told.pop("po") == f"fill-{number + 1}", "the next one is planned"
        assert told == ({"fg": f"fill-{number}"} if number >= 3 else {})
        small = [(str(due.to), due.ref.about) for _, due in done.dues if due.kind == "shrink"]
        assert small == ([("po", f"fill-{number - 1}")] if number > 1 else [])
        case = done.case


def test_a_round_that_went_out_twice_is_noted_once() -> None:
    due = waiting("reminder", WAITING.number, "po", "fill-1.1", NOW)
    once = BREACH.after_sent(due, WAITING, NOW, ORG)
    assert once.event is not None
    assert BREACH.after_sent(due, once.case, NOW, ORG).event is None
    assert isinstance(BREACH.plan(due, once.case, NOW, ORG), Drop)


def test_a_stage_that_went_out_twice_is_noted_once() -> None:
    """Two reminders of one stage wait after new facts."""
    first, second = (waiting("reminder", FILED.number, "po", f"ap-48h.{mark}", NOW) for mark in "19")
    at = RHYTHM.stages(FILED, ORG)[0].at
    once = BREACH.after_sent(first, FILED, at, ORG)
    assert once.event is not None
    assert BREACH.after_sent(second, once.case, at, ORG).event is None


@pytest.mark.parametrize(("register", "case"), [(BREACH, FILED), (RIGHTS, REQUEST)], ids=["breach", "rights"])
def test_the_end_of_a_term_is_noted_once(register: Register[Any], case: Any) -> None:
    """Two rows of the term wait after an opening again."""
    due = waiting("term", case.number, "po", "1", NOW)
    at = case.deadline(ORG).due + timedelta(seconds=1)
    assert isinstance(register.plan(due, case, at - timedelta(seconds=2), ORG), Drop), "not yet"
    noted = register.plan(due, case, at, ORG)
    assert isinstance(noted, Record)
    assert noted.change.event is not None
    assert isinstance(register.plan(due, noted.change.case, at, ORG), Drop), "it is missed already"
