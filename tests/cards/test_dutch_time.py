"""Moments and time left: the words themselves, and that they never promise too much."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.dutch_time import (
    EMPTY,
    FILLED,
    blocks,
    full_moment,
    hour,
    long_moment,
    remaining,
    short_day,
    short_moment,
    time_left,
)
from cards.view import Clock

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TERM = timedelta(hours=72)
DEADLINE = datetime(2026, 11, 26, 13, 40, tzinfo=AMSTERDAM)

moments = st.integers(1_577_836_800, 2_208_988_800).map(lambda at: datetime.fromtimestamp(at, AMSTERDAM))
spans = st.timedeltas(timedelta(days=-60), timedelta(days=60))


def clock(left: timedelta) -> Clock:
    now = (DEADLINE.astimezone(UTC) - left).astimezone(DEADLINE.tzinfo)  # elapsed time, also over summer time
    return Clock(DEADLINE, now, TERM)


def test_moments_in_words() -> None:
    assert short_moment(DEADLINE) == "do 26 nov, 13.40 uur"
    assert long_moment(DEADLINE) == "donderdag 26 november, 13.40 uur"
    assert full_moment(datetime(2026, 11, 23, 9, 5, tzinfo=AMSTERDAM)) == "ma 23 november 2026, 09.05 uur"
    assert short_day(datetime(2026, 3, 1, tzinfo=AMSTERDAM)) == "zo 1 mrt"
    assert hour(datetime(2026, 11, 23, 16, 10, tzinfo=AMSTERDAM)) == "16.10 uur"


@given(moments)
def test_a_moment_says_its_own_day_and_hour(at: datetime) -> None:
    day, month, year, hours, minutes = re.findall(r"\d+|[a-z]+(?= \d{4})", full_moment(at))
    assert (int(day), int(year), int(hours), int(minutes)) == (at.day, at.year, at.hour, at.minute)
    assert month in long_moment(at)
    assert short_moment(at).startswith(short_day(at))
    assert len({short_day(at + timedelta(days=number))[:2] for number in range(7)}) == 7


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=72), "nog 72 uur"),
        (timedelta(hours=71, minutes=59), "nog 71 uur"),
        (timedelta(hours=2), "nog 2 uur"),
        (timedelta(hours=1, minutes=59, seconds=59), "nog 119 minuten"),
        (timedelta(minutes=95), "nog 95 minuten"),
        (timedelta(seconds=119), "nog 1 minuut"),
        (timedelta(seconds=59), "nog geen minuut"),
        (timedelta(0), "net te laat"),
        (timedelta(seconds=-59), "net te laat"),
        (timedelta(minutes=-1), "1 minuut te laat"),
        (timedelta(minutes=-12), "12 minuten te laat"),
        (timedelta(hours=-1), "1 uur te laat"),
        (timedelta(hours=-3, minutes=-40), "3 uur te laat"),
        (timedelta(hours=-72), "72 uur te laat"),
        (timedelta(hours=-96), "4 dagen te laat"),
        (timedelta(days=26, hours=5), "nog 26 dagen"),
    ],
)
def test_time_left_in_words(left: timedelta, words: str) -> None:
    assert time_left(clock(left)) == words


UNITS = {
    "uur": timedelta(hours=1),
    "minuut": timedelta(minutes=1),
    "minuten": timedelta(minutes=1),
    "dagen": timedelta(days=1),
}


@given(spans)
def test_time_left_never_promises_more_than_there_is(left: timedelta) -> None:
    words = time_left(clock(left))
    assert ("te laat" in words) == (left <= timedelta())
    if told := re.search(r"(\d+) (\w+)", words):
        amount, unit = int(told[1]), UNITS[told[2]]
        assert amount * unit <= abs(left) < (amount + 1) * unit


@given(spans)
def test_there_is_a_block_while_there_is_time(left: timedelta) -> None:
    shown = blocks(clock(left))
    filled = shown.count(FILLED)
    assert shown == FILLED * filled + EMPTY * (10 - filled)
    assert (filled > 0) == (left > timedelta())
    assert (filled == 10) == (left > TERM * 9 / 10)


@given(spans, spans)
def test_less_time_never_shows_more_blocks(one: timedelta, other: timedelta) -> None:
    less, more = sorted((one, other))
    assert blocks(clock(less)).count(FILLED) <= blocks(clock(more)).count(FILLED)


def test_an_hour_that_the_change_of_summer_time_adds_is_counted() -> None:
    # In the night of 25 October 2026 the clock goes back: this weekend has 49 hours.
    start = datetime(2026, 10, 24, 12, 0, tzinfo=AMSTERDAM)
    end = datetime(2026, 10, 26, 12, 0, tzinfo=AMSTERDAM)
    assert remaining(Clock(end, start, TERM)) == timedelta(hours=49)
    assert time_left(Clock(end, start, TERM)) == "nog 49 uur"
