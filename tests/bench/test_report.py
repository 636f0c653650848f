"""The ratios come from rounds side by side, and a missed goal is told."""

import pytest

from bench.load import Measured
from bench.report import Rounds, percentile, ratios, results, table


def round_of(turns: int, milliseconds: float = 10.0) -> Measured:
    return Measured(2.0, [milliseconds / 1000] * turns, turns)


def rounds(ours: tuple[int, ...]) -> Rounds:
    return {
        "ours": [round_of(turns) for turns in ours],
        "stock": [round_of(turns) for turns in (100, 50, 100)],
        "agents": [round_of(turns) for turns in (1000, 500, 1000)],
        "floor": [round_of(turns) for turns in (4000, 2000, 4000)],
    }


def test_a_slow_round_of_the_machine_leaves_the_ratio_alone() -> None:
    assert ratios(rounds((1200, 600, 1200)), "ours", "stock") == [12.0, 12.0, 12.0]


def test_goals_met_and_missed() -> None:
    told = results(rounds((1200, 450, 1100)), users=8)
    by_name = {goal["over"]: goal for goal in told["ratios"]}
    assert by_name["stock"]["ratio"] == {"low": 9.0, "middle": 11.0, "high": 12.0}
    assert [by_name[over]["met"] for over in ("stock", "agents", "floor")] == [True, True, None]
    assert "MISSED" not in table(told)

    slow = results(rounds((900, 450, 900)), users=8)
    assert [goal["met"] for goal in slow["ratios"]] == [False, False, None]
    assert table(slow).count("MISSED") == 2


def test_rates_and_times() -> None:
    ours = results(rounds((1200, 600, 800)), users=8)["programs"]["ours"]
    assert ours["turns_per_second"] == {"low": 300.0, "middle": 400.0, "high": 600.0}
    assert ours["p50_ms"]["middle"] == pytest.approx(10.0)
    assert ours["turns"] == 2600


def test_without_ours_there_is_no_ratio() -> None:
    peers = rounds((1,))
    del peers["ours"]
    assert results(peers, users=8)["ratios"] == []


def test_percentiles() -> None:
    latencies = [number / 1000 for number in range(1, 102)]
    assert percentile(latencies, 50) == pytest.approx(51.0)
    assert percentile(latencies, 95) == pytest.approx(96.0)
    assert percentile([0.004], 95) == 4.0
