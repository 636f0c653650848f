"""`make search` finds what fails only now and then, says how to see it again, and keeps what it found when stopped."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.search import drawn
from tests.stopping import stopped

ROOT = Path(__file__).parents[2]
PROPERTIES = """
from hypothesis import given, settings, strategies as st

@given(st.integers(0, 9))
def test_holds(number):
    assert number < 10

@settings(max_examples=20)
@given(st.lists(st.integers()))
def test_fails(numbers):
    assert sum(numbers) < 1000, "too much"

@settings(max_examples=20)
@given(st.text())
def test_fails_too(text):
    if len(text) > 3:
        raise ValueError("long")

def test_is_no_property():
    raise AssertionError
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Properties of which two fail, with the profiles of the house."""
    (tmp_path / "conftest.py").write_text("import tests.conftest\n")
    (tmp_path / "test_some.py").write_text(PROPERTIES)
    return tmp_path


def command(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "tests.search", "--workers", "1", *options, str(folder)]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=50, check=False)


def test_it_collects_what_fails_and_the_command_shows_it_again(folder: Path) -> None:
    ended = run(*command(folder, "--minutes", "0.1", "--seed", "7"))
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "round 1, seed 7: 3 properties, 2 failures so far" in ended.stdout
    assert "\n2 failures\n" in ended.stdout
    assert "AssertionError: too much" in ended.stdout
    assert "numbers=[1000]" in ended.stdout
    assert "@reproduce_failure(" in ended.stdout
    again = re.findall(r"^again: (.*)$", ended.stdout, re.MULTILINE)
    assert len(again) == 2
    python, *rest, test = shlex.split(again[0])
    assert (ROOT / python).samefile(sys.executable)
    shown = run(sys.executable, *rest, "-p", "no:cacheprovider", str(folder / test))
    assert shown.returncode == 1, shown.stdout + shown.stderr
    assert re.findall(r"@reproduce_failure.*?\)", shown.stdout)[-1] in ended.stdout


def test_whoever_stops_it_hears_what_it_found(folder: Path) -> None:
    code, said = stopped(command(folder, "--minutes", "9"), ROOT, "2 failures so far")
    assert "stopped by hand" in said
    assert "test_fails_too" in said
    assert said.endswith("\n2 failures\n")
    assert code == 1


def test_a_suite_that_cannot_be_read_is_no_good_news(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("import tests.conftest\n")
    (tmp_path / "test_broken.py").write_text("def test_(:\n")
    ended = subprocess.run(
        command(tmp_path, "--minutes", "1"), cwd=ROOT, capture_output=True, text=True, timeout=50, check=False
    )
    assert ended.returncode == 2, ended.stdout
    assert "SyntaxError" in ended.stderr


def test_a_long_example_is_cut_and_its_last_line_kept() -> None:
    report = "\n".join(
        ["    some code", "E   ValueError: long", "E   Failing test case: test_it("]
        + [f"E       each={number}," for number in range(100)]
        + [
            "E   You can reproduce this by @reproduce_failure('6', b'AA')",
            "",
            "tests/test_it.py:7: ValueError",
        ]
    )
    told = drawn(report).splitlines()
    assert told[:2] == ["ValueError: long", "Failing test case: test_it("]
    assert told[-1].startswith("You can reproduce this by @reproduce_failure")
    assert len(told) < 50


def test_a_failure_without_an_example_is_shown_by_its_end() -> None:
    assert drawn("worker 'gw0' crashed") == "worker 'gw0' crashed"
