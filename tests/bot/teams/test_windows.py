"""How fast the bot writes: what no window of time may exceed."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from bot.teams.pace import Pace


@example([0.1525944393291941, 0.0, 0.0, 0.0, 0.745, 0.255, 0.255, 1.0], ((0.5, 2), (5.0, 3)))
@given(
    st.lists(st.floats(0, 3), min_size=1, max_size=80),
    st.sampled_from([((1.0, 6), (2.0, 8), (30.0, 60)), ((1.0, 1),), ((0.5, 2), (5.0, 3))]),
)
def test_no_window_ever_holds_more_than_it_may(
    gaps: list[float], windows: tuple[tuple[float, int], ...]
) -> None:
    pace, now, moments = Pace(windows, 10), 0.0, []
    for gap in gaps:
        now += gap
        wait = pace.reserve("c", now, 1e9)
        assert wait is not None
        moments.append(now + wait)
    assert all(later >= earlier - 1e-6 for earlier, later in pairwise(moments))
    for seconds, most in windows:
        for first, later in zip(moments, moments[most:], strict=False):
            assert later - first >= seconds - 1e-6


def test_what_would_wait_too_long_is_not_taken() -> None:
    pace = Pace(((10.0, 1),), 10)
    assert pace.reserve("c", 0.0, 5.0) == 0.0
    assert pace.reserve("c", 0.0, 5.0) is None
    assert pace.reserve("c", 10.0, 15.0) == 0.0, "the refused one took no place"


def test_only_so_many_conversations_are_remembered() -> None:
    pace = Pace(((10.0, 1),), 3)
    for number in range(20):
        pace.reserve(str(number), 0.0, 5.0)
        pace.hold(str(number), 1.0)
    assert len(pace._sends) == 3
    assert len(pace._held) == 3
