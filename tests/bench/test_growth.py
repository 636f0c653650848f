"""What is measured of growth is measured in stores of all sizes, also in those that were kept."""

import json
import sys
from pathlib import Path

import pytest

from bench import growth


def test_each_walk_is_measured_in_each_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(growth, "ROUNDS", 1)
    monkeypatch.setattr(growth, "FEW_ROUNDS", 1)
    monkeypatch.setattr(sys, "argv", ["growth", "--sizes", "200", "100", "--keep", str(tmp_path)])
    for filled in (2, 0):
        assert growth.main() in (0, 1)
        out, err = capsys.readouterr()
        told = [json.loads(each) for each in out.splitlines()]
        assert {"turn", "own cases", "list of open cases", "search, a rare word"} <= {
            each["growth"] for each in told
        }
        assert all(each["cpu_ms"].keys() == {"100", "200"} for each in told)
        assert len(err.splitlines()) == filled, "those that are there are used again"
