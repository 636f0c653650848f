"""The pace that Teams demands: no window holds more than it may, first come first served, and little is remembered."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.connector import _refuse
from bot.teams.events import PermanentFailure, TransientFailure
from bot.teams.pace import Pace

WINDOWS = ((1.0, 2), (10.0, 5))
FOREVER = 1e9


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60))
def test_no_window_ever_holds_more_than_it_may(waits: list[float]) -> None:
    pace, now, moments = Pace(WINDOWS, 10), 0.0, list[float]()
    for wait in waits:
        now += wait
        pause = pace.reserve("c", now, FOREVER)
        assert pause is not None
        assert pause >= 0
        moments.append(now + pause)
    assert all(earlier <= later for earlier, later in pairwise(moments)), "first come, first served"
    for seconds, most in WINDOWS:
        for first, beyond in zip(moments, moments[most:], strict=False):
            assert beyond - first >= seconds - 1e-6


def test_a_free_conversation_waits_for_nobody() -> None:
    pace = Pace(WINDOWS, 10)
    assert [pace.reserve("a", 0.0, FOREVER) for _ in range(3)] == [0.0, 0.0, 1.0]
    assert pace.reserve("b", 0.0, FOREVER) == 0.0
    assert pace.reserve("a", 5.0, FOREVER) == 0.0
    assert Pace((), 10).reserve("a", 0.0, FOREVER) == 0.0


@pytest.mark.parametrize(("before", "taken"), [(0.5, False), (1.0, False), (1.1, True)])
def test_a_moment_past_what_somebody_can_wait_is_not_taken(before: float, taken: bool) -> None:
    pace = Pace(((1.0, 1),), 10)
    assert pace.reserve("c", 0.0, FOREVER) == 0.0
    assert (pace.reserve("c", 0.0, before) == 1.0) is taken
    # What was not taken is still free.
    assert pace.reserve("c", 0.0, FOREVER) == (2.0 if taken else 1.0)


def test_what_need_not_wait_goes_also_when_there_is_no_time_to_wait() -> None:
    pace = Pace(((1.0, 1),), 10)
    assert pace.reserve("c", 5.0, 5.0) == 0.0
    assert pace.reserve("c", 5.0, 5.0) is None


def test_who_was_asked_for_silence_is_silent_and_no_longer() -> None:
    pace = Pace(WINDOWS, 10)
    pace.hold("c", 7.0)
    pace.hold("c", 3.0)
    assert pace.reserve("c", 1.0, FOREVER) == 6.0
    assert pace.reserve("other", 1.0, FOREVER) == 0.0
    assert pace.reserve("c", 8.0, FOREVER) == 0.0


def test_little_is_remembered_of_a_long_conversation_and_nothing_of_the_oldest() -> None:
    pace = Pace(WINDOWS, 3)
    for second in range(1_000):
        pace.reserve("c", float(second) * 3, FOREVER)
        assert len(pace._sends["c"]) <= WINDOWS[-1][1]
    for name in ("d", "e", "f"):
        pace.hold(name, 9e6)
        pace.reserve(name, 3_000.0, FOREVER)
    assert list(pace._sends) == ["d", "e", "f"]
    pace.reserve("d", 3_000.0, FOREVER)
    pace.reserve("g", 3_000.0, FOREVER)
    assert list(pace._sends) == ["f", "d", "g"], "the one that was silent longest is forgotten"
    assert set(pace._held) == {"d", "f"}


@pytest.mark.parametrize("status", range(400, 600))
def test_what_passes_is_tried_again_and_what_stays_is_not(status: int) -> None:
    passes = status >= 500 or status in (401, 408, 409, 412, 425, 429)
    with pytest.raises(TransientFailure if passes else PermanentFailure):
        _refuse(status, b"{}")
