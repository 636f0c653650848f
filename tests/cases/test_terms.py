"""The 72 hours: elapsed hours across summer time and the turn of the year; and when the office is closed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.public_holidays import is_public_holiday
from cases.terms import (
    REMIND_AT,
    breach_deadline,
    elapsed,
    is_working_day,
    lately,
    months_later,
    morning_after,
    next_quarter,
    outside_office_hours,
    to_instant,
    working_days_after,
    working_days_before,
)

ZONE = ZoneInfo("Europe/Amsterdam")
HOUR = timedelta(hours=1)


def here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 25), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.astimezone(ZONE)
)


@pytest.mark.parametrize(
    ("discovered", "due"),
    [
        ("2026-11-23T13:40", "2026-11-26T13:40"),
        ("2026-10-23T13:40", "2026-10-26T12:40"),  # summer time ends on 25 October: a day of 25 hours
        ("2027-03-26T13:40", "2027-03-29T14:40"),  # and begins on 28 March: a day of 23
        ("2026-10-25T01:30", "2026-10-28T00:30"),
        ("2026-12-30T09:00", "2027-01-02T09:00"),  # New Year and a Saturday in it
        ("2028-02-27T23:59", "2028-03-01T23:59"),  # leap day
        ("2026-04-03T16:00", "2026-04-06T16:00"),  # Good Friday to Easter Monday: no hour is added
    ],
)
def test_72_hours_are_elapsed_hours(discovered: str, due: str) -> None:
    deadline = breach_deadline(here(discovered), 72)
    assert deadline.due == here(due)
    assert deadline.due.tzinfo is ZONE
    assert deadline.term == 72 * HOUR


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_two_hours(fold: int) -> None:
    at = here("2026-10-25T02:30").replace(fold=fold)
    assert elapsed(at, breach_deadline(at, 72).due) == 72 * HOUR
    assert breach_deadline(at, 72).due.hour == (1 if fold == 0 else 2)


@given(moments, st.integers(2, 72))
def test_the_term_is_always_as_long_as_it_says(discovered: datetime, hours: int) -> None:
    deadline = breach_deadline(discovered, hours)
    assert deadline.term == deadline.left(discovered) == hours * HOUR
    assert deadline.left(discovered.astimezone(UTC) + hours * HOUR) == timedelta()
    assert deadline.left(discovered.astimezone(UTC) + (hours + 1) * HOUR) == -HOUR
    assert deadline.legal_latest == deadline.due


def test_time_left_is_not_what_python_subtracts_within_a_zone() -> None:
    start, end = here("2026-10-24T12:00"), here("2026-10-25T12:00")
    assert end - start == 24 * HOUR, "the trap: on the wall it is a day"
    assert elapsed(start, end) == 25 * HOUR
    deadline = breach_deadline(here("2026-10-23T13:40"), 72)
    assert deadline.left(here("2026-10-25T00:40")) == 37 * HOUR
    assert deadline.left(here("2026-10-25T00:40").astimezone(UTC)) == 37 * HOUR


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        breach_deadline(datetime(2026, 11, 23, 13, 40), 72)  # noqa: DTZ001


def test_a_term_says_how_it_was_counted_with_its_source() -> None:
    told = breach_deadline(here("2026-11-23T13:40"), 72).explained()
    assert "ma 23 november 2026, 13.40 uur" in told
    assert "do 26 november 2026, 13.40 uur" in told
    assert "AVG artikel 33 lid 1" in told


@pytest.mark.parametrize(
    ("day", "free"),
    [
        ("2026-01-01", True),
        ("2026-04-03", True),  # Good Friday
        ("2026-04-06", True),  # Easter Monday
        ("2026-04-27", True),  # King's Day
        ("2026-05-05", True),  # every year, not in lustrum years only
        ("2025-05-05", True),
        ("2027-05-05", True),
        ("2026-05-14", True),  # Ascension Day
        ("2026-05-25", True),  # Whit Monday
        ("2026-12-25", True),
        ("2026-12-26", True),
        ("2026-05-04", False),
        ("2026-12-05", False),
        ("2026-12-31", False),
        ("2026-11-23", False),
    ],
)
def test_public_holidays(day: str, free: bool) -> None:
    assert is_public_holiday(date.fromisoformat(day)) is free


@given(st.integers(1900, 2200))
def test_liberation_day_is_free_in_every_year(year: int) -> None:
    assert is_public_holiday(date(year, 5, 5))


@pytest.mark.parametrize(
    ("moment", "closed"),
    [
        ("2026-11-23T07:59", True),
        ("2026-11-23T08:00", False),
        ("2026-11-23T17:29", False),
        ("2026-11-23T17:30", True),
        ("2026-11-21T12:00", True),  # Saturday
        ("2026-11-22T12:00", True),
        ("2026-05-05T12:00", True),
        ("2026-12-25T12:00", True),
        ("2026-12-24T12:00", False),
    ],
)
def test_the_office_is_closed(moment: str, closed: bool) -> None:
    assert outside_office_hours(here(moment)) is closed


@given(moments)
def test_a_quarter_on_is_a_morning_of_work_three_months_later(at: datetime) -> None:
    found = next_quarter(at, ZONE)
    assert is_working_day(found.date())
    assert timedelta() <= found.date() - months_later(at.date(), 3) <= timedelta(days=7)


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 1))


@given(DAYS, st.integers(0, 30))
def test_so_many_working_days_on_is_the_last_of_so_many(day: date, count: int) -> None:
    """Counted the other way round: the working days between are as many as was asked."""
    after, before = working_days_after(day, count), working_days_before(day, count)
    assert (after - day).days <= 2 * count + 14, "no run of free days is longer"
    assert (day - before).days <= 2 * count + 14
    between = [day + timedelta(days=each) for each in range(1, (after - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    between = [day - timedelta(days=each) for each in range(1, (day - before).days + 1)]
    assert sum(map(is_working_day, between)) == count
    if count:
        assert is_working_day(after)
        assert is_working_day(before)
    else:
        assert before == after == day


@pytest.mark.parametrize(
    ("day", "count", "before", "after"),
    [
        ("2026-11-23", 1, "2026-11-20", "2026-11-24"),  # a Monday
        ("2026-11-20", 1, "2026-11-19", "2026-11-23"),  # a Friday
        ("2026-11-21", 1, "2026-11-20", "2026-11-23"),  # a Saturday
        ("2026-04-02", 1, "2026-04-01", "2026-04-07"),  # before Good Friday
        ("2026-04-07", 3, "2026-03-31", "2026-04-10"),
        ("2026-12-24", 2, "2026-12-22", "2026-12-29"),
    ],
)
def test_working_days_by_the_calendar(day: str, count: int, before: str, after: str) -> None:
    there = date.fromisoformat(day)
    assert working_days_before(there, count) == date.fromisoformat(before)
    assert working_days_after(there, count) == date.fromisoformat(after)


@given(moments, st.integers(1, 10))
def test_a_morning_so_many_working_days_on(at: datetime, count: int) -> None:
    found = morning_after(at.astimezone(UTC), count, ZONE)
    assert found.tzinfo is ZONE
    assert (found.date(), found.time()) == (working_days_after(at.date(), count), REMIND_AT)


@given(moments)
def test_a_quarter_on_comes_at_the_hour_of_reminders(at: datetime) -> None:
    found = next_quarter(at.astimezone(UTC), ZONE)
    assert (found.tzinfo, found.time()) == (ZONE, REMIND_AT)
    skipped = (found.date() - months_later(at.date(), 3)).days
    assert not any(
        is_working_day(months_later(at.date(), 3) + timedelta(days=each)) for each in range(skipped)
    )


@pytest.mark.parametrize("year", [1, 1899, 1900, 2026, 9000, 9001, 9999])
def test_a_wall_clock_of_any_year_is_an_instant_here(year: int) -> None:
    found = to_instant(date(year, 6, 1), time(13, 40, fold=1), ZONE)
    assert found.tzinfo is ZONE
    assert (found.date(), found.hour, found.minute) == (date(year, 6, 1), 13, 40)


def test_a_wall_clock_brings_no_zone_of_its_own() -> None:
    here_at_noon = to_instant(date(2026, 6, 1), time(12, tzinfo=UTC), ZONE)
    assert here_at_noon.astimezone(UTC) == datetime(2026, 6, 1, 10, tzinfo=UTC)


def test_lately_is_less_than_so_long_ago_and_not_what_a_clock_that_was_set_back_makes_of_it() -> None:
    at, second = here("2026-10-25T02:30"), timedelta(seconds=1)
    for passed, expected in (
        (-second, False),
        (0 * second, True),
        (HOUR - second, True),
        (HOUR, False),
    ):
        now = (at.astimezone(UTC) + passed).astimezone(ZONE)
        assert lately(at, now, HOUR) == expected, passed
    assert not lately(None, at, HOUR)


def test_months_are_counted_to_the_end_of_the_calendar() -> None:
    assert months_later(date(9999, 11, 30), 1) == date(9999, 12, 30)
    with pytest.raises(OverflowError):
        months_later(date(9999, 12, 1), 1)
