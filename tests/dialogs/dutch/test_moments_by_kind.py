"""Moments by the kinds in which they were read wrongly, and what holds for every one of them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.dutch.moment_words import MONTHS
from dialogs.dutch.moments import Reading, read_moment, read_range
from tests.dialogs.dutch.moments_by_kind import MOMENTS, RANGES, told
from tests.dialogs.dutch.test_moments import AMSTERDAM, NOW, moments, written
from tests.steps import steps

WEDNESDAY_IN_OCTOBER = datetime(2018, 10, 24, 11, 15, tzinfo=AMSTERDAM)
FRIDAY = datetime(2016, 11, 11, 13, 0, tzinfo=AMSTERDAM)
TENTH_OF_OCTOBER = datetime(2012, 10, 10, 12, 0, tzinfo=AMSTERDAM)
MONDAY_AT_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
LAST_OF_MARCH = datetime(2027, 3, 31, 9, 0, tzinfo=AMSTERDAM)


def both(found: tuple[Reading, Reading] | None) -> str:
    return "-" if found is None else " > ".join(str(written(end)) for end in found)


@pytest.mark.parametrize(("typed", "meant"), told(MOMENTS))
def test_a_moment_of_every_kind(typed: str, meant: str) -> None:
    assert (written(read_moment(typed, NOW)) or "-") == meant


@pytest.mark.parametrize(("typed", "meant"), told(RANGES))
def test_a_range_of_every_kind(typed: str, meant: str) -> None:
    assert both(read_range(typed, NOW)) == meant


@pytest.mark.parametrize(
    ("typed", "now", "meant"),
    [
        ("zat. om 5 uur", FRIDAY, "2016-11-05 17:00"),
        ("vijf maanden geleden", TENTH_OF_OCTOBER, "~2012-05-10"),
        ("een maand geleden", LAST_OF_MARCH, "~2027-02-28"),
        ("05-aug-2016", WEDNESDAY_IN_OCTOBER, "2016-08-05"),
        ("begin deze maand", LAST_OF_MARCH, "~2027-03-01"),
        ("tweede paasdag", LAST_OF_MARCH, "2027-03-29"),
        ("de 31e", LAST_OF_MARCH.replace(day=30), "2027-01-31"),
        ("maandag om 10.00 uur", MONDAY_AT_TEN, "2026-11-23 10:00"),
        ("maandag om 10.01 uur", MONDAY_AT_TEN, "2026-11-16 10:01"),
    ],
)
def test_a_moment_on_another_day(typed: str, now: datetime, meant: str) -> None:
    assert written(read_moment(typed, now)) == meant


@pytest.mark.parametrize(
    ("typed", "now", "meant"),
    [
        ("van 1-10 tot 7-11", WEDNESDAY_IN_OCTOBER, "2018-10-01 > 2018-11-07"),
        ("van 30 december tot 2 januari", WEDNESDAY_IN_OCTOBER, "2017-12-30 > 2018-01-02"),
        ("van de 29e tot de 3e", WEDNESDAY_IN_OCTOBER, "2018-09-29 > 2018-10-03"),
        ("van 20.00 tot 10.00 uur", MONDAY_AT_TEN, "2026-11-22 20:00 > 2026-11-23 10:00"),
        ("van 20.00 tot 10.01 uur", MONDAY_AT_TEN, "-"),
        ("van 1 januari tot 28 oktober", MONDAY_AT_TEN, "2026-01-01 > 2026-10-28"),
        ("van 1 januari tot 29 oktober", MONDAY_AT_TEN, "-"),
        ("maandag van 10.00 tot 11.00 uur", MONDAY_AT_TEN, "2026-11-23 10:00 > 2026-11-23 11:00"),
        ("maandag van 10.01 tot 11.00 uur", MONDAY_AT_TEN, "2026-11-16 10:01 > 2026-11-16 11:00"),
        ("van augustus t/m februari", WEDNESDAY_IN_OCTOBER, "~2018-08-01 > ~2019-02-28"),
    ],
)
def test_a_range_on_another_day(typed: str, now: datetime, meant: str) -> None:
    assert both(read_range(typed, now)) == meant


@given(
    st.integers(1, 31),
    st.sampled_from(["vorig weekend", "afgelopen weekend", "vorige week", "vorige maand"]),
    st.integers(0, 6000).map(lambda days: NOW + timedelta(days=days)),
)
@example(17, "vorig weekend", datetime(2026, 8, 5, 13, 40, tzinfo=AMSTERDAM))
def test_a_day_of_a_span_lies_in_it_or_is_asked_again(day: int, span: str, now: datetime) -> None:
    ends, found = read_range(span, now), read_moment(f"de {day}e {span}", now)
    assert ends is not None
    if found is not None:
        on = found.date or date.min
        assert (ends[0].date or date.max) <= on <= (ends[1].date or date.min)
        assert on.day == day


READABLE = [typed for typed, meant in told(MOMENTS) if meant != "-"]
RANGES_READ = [typed for typed, meant in told(RANGES) if meant != "-"]


@given(
    st.sampled_from(READABLE), st.sampled_from(["eenenveertigste", "vierduizend", "99999", "12:99", "1.2.3"])
)
def test_a_number_that_is_not_understood_makes_all_of_it_unread(typed: str, number: str) -> None:
    assert read_moment(f"{typed} {number}", NOW) is None
    assert read_moment(f"{number} dus {typed}", NOW) is None


@given(st.sampled_from(RANGES_READ), st.sampled_from(["eenenveertigste", "vierduizend", "99999", "1.2.3"]))
def test_a_number_that_is_not_understood_makes_all_of_a_range_unread(typed: str, number: str) -> None:
    assert read_range(f"{typed} {number}", NOW) is None
    assert read_range(f"{number} dus {typed}", NOW) is None


@given(st.sampled_from(READABLE), st.sampled_from(["uiterlijk", "dagelijks", "doordeweeks", "vorige zomer"]))
def test_a_bound_or_what_recurs_makes_all_of_it_unread(typed: str, bound: str) -> None:
    assert read_moment(f"{bound} {typed}", NOW) is None


PLAIN = ["heb ik iets gezien", "door een collega", "volgens de receptie", "bij de balie"]


@given(st.sampled_from(READABLE), st.sampled_from(PLAIN), moments)
def test_plain_words_leave_a_moment_as_it_was_or_unread(typed: str, words: str, now: datetime) -> None:
    assert read_moment(f"{typed} {words}", now) in {read_moment(typed, now), None}
    assert read_moment(f"{words}, {typed}", now) in {read_moment(typed, now), None}


JOINTS = ["tot", "t/m", "-", "en", "tot en met"]


@given(
    st.sampled_from(READABLE),
    st.sampled_from(READABLE),
    st.sampled_from(JOINTS),
    st.sampled_from(["van", "tussen"]),
    moments,
)
def test_a_range_never_ends_before_it_begins(
    first: str, last: str, joint: str, opening: str, now: datetime
) -> None:
    for typed in (f"{opening} {first} {joint} {last}", f"{first} {joint} {last}", first):
        if ends := read_range(typed, now):
            start, end = ends
            assert (start.date is None) == (end.date is None)
            assert (start.date or date.min, start.time or time.min) <= (
                end.date or date.min,
                end.time or time.max,
            )


@given(st.sampled_from(RANGES_READ), moments)
def test_what_is_a_range_is_no_moment_within_it(typed: str, now: datetime) -> None:
    """One end alone would be a wrong answer; a period ("vorige week") begins where its range does."""
    if (ends := read_range(typed, now)) and (moment := read_moment(typed, now)):
        assert moment == ends[0]


HOURS = st.integers(1, 12)


@given(HOURS, st.integers(0, 59), st.sampled_from(["gisterochtend", "gistermiddag", "gisteravond"]))
def test_a_part_of_the_day_holds_the_hour_or_it_is_asked_again(hour: int, minute: int, part: str) -> None:
    hours = {"gisterochtend": range(1, 13), "gistermiddag": range(11, 19), "gisteravond": range(16, 24)}[part]
    for typed in (f"{part} om {hour}.{minute:02d} uur", f"{part} {hour}:{minute:02d}"):
        found = read_moment(typed, NOW)
        if found and found.time and found.date == date(2026, 11, 22):
            assert found.time.hour in hours
            assert (found.time.hour % 12, found.time.minute) == (hour % 12, minute)


@given(st.integers(1, 400), st.integers(1, 60), moments)
def test_months_and_days_ago_are_those_of_the_calendar(days: int, months: int, now: datetime) -> None:
    assert read_moment(f"{days} dagen geleden", now) == Reading(
        now.date() - timedelta(days=days), None, False
    )
    found = read_moment(f"{months} maanden geleden", now)
    assert found is not None
    assert found.date is not None
    assert (now.year - found.date.year) * 12 + now.month - found.date.month == months
    assert found.date.day == now.day or (found.date + timedelta(days=1)).day == 1


MONTH_NAMES = [name for name in MONTHS if len(name) > 4 or name in {"mei", "juni", "juli"}]


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_day_is_read_back_from_every_way_to_write_it(day: date) -> None:
    name = MONTH_NAMES[day.month - 1]
    for typed in (
        f"{day.day} {name} {day.year}",
        f"{day.day}-{name[:3] if name != 'maart' else 'mrt'}-{day.year}",
        f"de {day.day}e van {name} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert read_moment(typed, NOW) == Reading(day, None, False), typed


@given(
    st.lists(st.sampled_from(" ".join(READABLE + RANGES_READ).split()), max_size=14).map(" ".join), moments
)
def test_shuffled_words_raise_nothing(typed: str, now: datetime) -> None:
    read_moment(typed, now)
    if ends := read_range(typed, now):
        assert all(end.date or end.time for end in ends)


def test_a_line_is_little_work() -> None:
    typed = "gisteren tussen kwart over 2 en half 4 heb ik 3 brieven naar de verkeerde klant gestuurd"
    read_moment(typed, NOW)
    assert steps(lambda: (read_moment(typed, NOW), read_range(typed, NOW))) < 15_000, (
        "well under a millisecond"
    )


def test_now_may_be_in_any_zone() -> None:
    assert written(read_moment("2 uur geleden", NOW.astimezone(UTC))) == "2026-11-23 10:40"
