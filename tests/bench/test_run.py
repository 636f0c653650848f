"""The peers really start, answer and are ended; a program that does not start is told in words."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from bench.servers import ROOT, CannotMeasure, free_port, serving


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_peers_answer_and_post_once_a_turn() -> None:
    peers = ["stock", "agents", "floor"]
    done = bench(
        "--only", *peers, "--users", "2", "--rounds", "1", "--seconds", "1", "--starts", "1", "--json"
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert list(told["programs"]) == peers
    for numbers in told["programs"].values():
        assert numbers["turns"] > 0
    started = told["start"]["started"]
    assert list(started) == ["python", *peers]
    assert all(numbers["seconds"]["low"] > 0 for numbers in started.values())
    assert told["start"]["goals"] == [], "goals are of our own program"


@pytest.mark.parametrize(
    "arguments",
    [("--users", "1000"), ("--seconds", "0"), ("--rounds", "x"), ("--starts", "0"), ("--only", "us")],
)
def test_unbounded_load_is_refused(arguments: tuple[str, ...]) -> None:
    assert bench(*arguments).returncode == 2


def test_a_server_is_there_in_the_block_and_gone_behind_it(tmp_path: Path) -> None:
    port = free_port()
    with serving("sink", ["-m", "bench.sink", str(port)], {}, port, tmp_path) as process_id:
        os.kill(process_id, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


def test_a_server_that_ends_at_once_is_told_with_its_last_words(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotMeasure, match=r"(?s)broken ended with code 3 .*no store"),
        serving("broken", ["-c", "print('no store'); raise SystemExit(3)"], {}, free_port(), tmp_path),
    ):
        raise AssertionError("it never served")


def test_settings_of_a_real_bot_do_not_reach_the_measured_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRIVACYBOT_APP_ID", "1b4e28ba-2fa1-41d2-883f-0016d3cca427")
    look = "import os; print([k for k in os.environ if k.startswith('PRIVACYBOT_')]); raise SystemExit(3)"
    with (
        pytest.raises(CannotMeasure, match=r"\['PRIVACYBOT_PORT'\]"),
        serving("look", ["-c", look], {"PRIVACYBOT_PORT": "1"}, free_port(), tmp_path),
    ):
        raise AssertionError("it never served")


def test_when_stopped_from_outside_nothing_is_left_running() -> None:
    command = [sys.executable, "-m", "bench", "--only", "floor", "--seconds", "60", "--starts", "1"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as running:
        deadline = time.monotonic() + 30
        started: set[int] = set()
        while len(started) < 2 and time.monotonic() < deadline:
            started = children_of(running.pid)
            time.sleep(0.1)
        running.send_signal(signal.SIGTERM)
        running.wait(30)
    assert running.returncode == 130
    assert len(started) == 2, "the connector and the floor"
    for process_id in started:
        with pytest.raises(ProcessLookupError):
            os.kill(process_id, 0)


def children_of(process_id: int) -> set[int]:
    """From /proc, because a bare machine has no ps."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it may just have ended
            if f"\nPPid:\t{process_id}\n" in status.read_text():
                found.add(int(status.parent.name))
    return found
