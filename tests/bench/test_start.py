"""The start is measured for every sub-command that there is, and a missed goal is told."""

from pathlib import Path

import pytest

from bench.servers import CannotMeasure
from bench.start import (
    GOAL_COMMAND,
    GOAL_READY,
    RUNS,
    Started,
    measure_starts,
    run_whole,
    start_results,
    start_table,
)
from bot.commands.command_line import COMMANDS


def test_every_sub_command_is_measured_and_the_bot_until_it_is_ready(tmp_path: Path) -> None:
    starts = measure_starts(["ours"], 1, tmp_path)
    assert set(starts) == {"python", "ours", *RUNS}
    assert {run.arguments[0] for run in RUNS.values()} == set(COMMANDS)
    told = start_results(starts)
    assert [goal["name"] for goal in told["goals"]] == ["ready", "resident", *RUNS]
    assert all(name in start_table(told) for name in starts)


def test_the_quickest_round_is_held_against_the_goal() -> None:
    slow, quick = Started(GOAL_READY * 2, 120.0), Started(GOAL_READY / 2, 90.0)
    late = Started(GOAL_COMMAND + 0.01)
    told = start_results({"ours": [slow, quick], "understand": [late, late], "floor": [slow, slow]})
    assert {goal["name"]: goal["met"] for goal in told["goals"]} == {
        "ready": True,
        "resident": True,
        "understand": False,
    }
    assert start_table(told).count("MISSED") == 1


def test_a_slow_round_of_the_machine_leaves_the_ratio_alone() -> None:
    told = start_results({"ours": [Started(1.0), Started(4.0)], "stock": [Started(0.5), Started(2.0)]})
    assert told["ratios"] == [{"over": "stock", "ratio": {"low": 2.0, "middle": 2.0, "high": 2.0}}]
    assert "ours ready / stock listens" in start_table(told)


def test_where_memory_cannot_be_read_nothing_is_said_of_it() -> None:
    told = start_results({"ours": [Started(1.0)]})
    assert [goal["name"] for goal in told["goals"]] == ["ready"]
    assert told["started"]["ours"]["resident_mb"] is None


def test_what_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match=r"(?s)broken ended with code 3:.*no facts"):
        run_whole("broken", ["-c", "print('no facts'); raise SystemExit(3)"], "", {}, tmp_path)
