"""A moment that was told roughly is marked so while it stands there, and no longer."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dutch.moments import Reading
from dialogs.flow import FormField
from dialogs.rough import day_id, is_rough, mark_id, mark_ids, mark_of, time_id, with_marks

DAY = "happened_date"
FIELDS = (FormField(DAY, "date"), FormField("happened_time", "time"), FormField("kind", "text"))

readings = st.builds(
    Reading,
    st.dates(),
    st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.booleans(),
)


def standing(reading: Reading) -> dict[str, str]:
    """What stands on the card once this was read."""
    assert reading.date is not None
    clock = reading.time.isoformat("minutes") if reading.time is not None else ""
    return {DAY: reading.date.isoformat(), time_id(DAY): clock}


@given(readings)
def test_what_was_read_is_rough_as_long_as_it_stands(reading: Reading) -> None:
    values = standing(reading) | mark_of(DAY, reading)
    assert is_rough(DAY, values) is reading.approximate
    assert with_marks(FIELDS, values) == mark_of(DAY, reading)


@given(readings, st.dates(), st.times())
def test_another_day_or_time_is_told_by_hand(reading: Reading, day: date, clock: time) -> None:
    at = clock.isoformat("minutes")
    values = standing(reading)
    mark = mark_of(DAY, reading)
    for changed in ({DAY: day.isoformat()}, {time_id(DAY): at}, {DAY: ""}):
        now = values | changed
        assert not is_rough(DAY, now | mark) or now == values or (not values[time_id(DAY)] and at == "00:00")


@given(readings)
def test_without_its_time_only_a_day_can_be_rough(reading: Reading) -> None:
    mark = mark_of(DAY, reading, with_time=False)
    assert bool(mark) is (reading.approximate and reading.time is None)


def test_a_day_that_is_completed_with_its_beginning_stays_rough() -> None:
    mark = mark_of(DAY, Reading(date(2026, 11, 1), None, approximate=True))
    assert is_rough(DAY, {DAY: "2026-11-01", time_id(DAY): "00:00"} | mark)
    assert not is_rough(DAY, {DAY: "2026-11-01", time_id(DAY): "09:00"} | mark)


@pytest.mark.parametrize("mark", ["", "x", "T", "2026-11-01T", "T09:00", "2026-11-01T09:00T", "é" * 5000])
def test_an_odd_mark_marks_nothing(mark: str) -> None:
    assert not is_rough(DAY, {DAY: "2026-11-02", time_id(DAY): "09:00", mark_id(DAY): mark})
    assert not is_rough(DAY, {mark_id(DAY): mark})


def test_a_mark_is_called_after_its_day() -> None:
    assert day_id(mark_id(DAY)) == DAY
    assert mark_ids(FIELDS) == {"happened_about"}
