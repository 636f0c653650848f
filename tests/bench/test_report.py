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
        "agents": [round_of(turns) for turns in (600, 300, 600)],
        "floor": [round_of(turns) for turns in (4000, 2000, 4000)],
    }


def test_a_slow_round_of_the_machine_leaves_the_ratio_alone() -> None:
    assert ratios(rounds((1200, 600, 1200)), "ours", "stock") == [12.0, 12.0, 12.0]


def test_goals_met_and_missed() -> None:
    told = results(rounds((1800, 675, 1650)), users=8)
    by_name = {goal["over"]: goal for goal in told["ratios"]}
    assert by_name["stock"]["ratio"] == {"low": 13.5, "middle": 16.5, "high": 18.0}
    assert [by_name[over]["met"] for over in ("stock", "agents", "floor")] == [True, True, True]
    assert "MISSED" not in table(told)

    slow = results(rounds((900, 450, 900)), users=8)
    assert [goal["met"] for goal in slow["ratios"]] == [False, False, False]
    assert table(slow).count("MISSED") == 3


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


def test_what_is_typed_has_goals_of_its_own() -> None:
    both = rounds((1800, 900, 1800)) | {"typed": [round_of(999), round_of(499), round_of(999)]}
    told = {goal["name"]: goal["met"] for goal in results(both, users=8)["ratios"]}
    assert told["typed / stock botbuilder echo"] is False
    assert told["typed / Agents SDK echo"] is True


def test_the_time_of_processor_is_told_beside_it() -> None:
    measured = rounds((1800, 900, 1800))
    for name, each in (("ours", 0.0005), ("stock", 0.02)):
        for one in measured[name]:
            one.cpu = each * one.sent
    told = results(measured, users=8)
    assert told["programs"]["ours"]["cpu_ms"]["middle"] == pytest.approx(0.5)
    assert told["ratios"][0]["by_cpu"] == pytest.approx(40.0)
    assert told["ratios"][1]["by_cpu"] is None
    assert "by cpu 40.00" in table(told)


def test_the_slowest_in_a_hundred_has_a_goal_with_many_users_alone() -> None:
    slow = rounds((100, 100, 100))
    for one in slow["ours"]:
        one.latencies = [0.01] * 95 + [0.08] * 5
    for users, met in ((8, None), (64, False)):
        (tail,) = results(slow, users)["tails"]
        assert tail["ratio"]["middle"] == pytest.approx(8.0)
        assert tail["met"] is met
