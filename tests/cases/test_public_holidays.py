"""The days of the law, year by year, beside a package that many countries keep right."""

from datetime import date, timedelta

import holidays
from hypothesis import given
from hypothesis import strategies as st

from cases.public_holidays import LAW_SINCE, easter, is_public_holiday

LAST_KNOWN = 2100
"""The package ends there."""


@given(st.integers(LAW_SINCE, LAST_KNOWN))
def test_the_days_of_a_year_are_those_of_the_package_and_liberation_day(year: int) -> None:
    # The package has 5 May in lustrum years only; the law does not.
    known = {*holidays.country_holidays("NL", years=year), date(year, 5, 5)}
    assert {day for day in days_of(year) if is_public_holiday(day)} == known


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_after_the_first_day_of_spring(year: int) -> None:
    assert easter(year).isoweekday() == 7
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@given(st.integers(1, 9999))
def test_every_year_can_be_asked_for(year: int) -> None:
    free = [day for day in days_of(year) if is_public_holiday(day)]
    assert date(year, 5, 5) in free
    assert len(free) == 1 if year < LAW_SINCE else 10 <= len(free) <= 11


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year, 12, 31) - date(year, 1, 1)).days + 1)]
