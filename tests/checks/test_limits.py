"""A test that goes on too long is ended by itself, whatever it does, and the tests after it still run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.limits import LIMITS, pytest_collection_modifyitems

ROOT = Path(__file__).parents[2]
BEGIN = """
import asyncio, time
from contextlib import suppress
import pytest
from hypothesis import given, settings, strategies as st
"""
HANGS = {
    "waits": """
async def test_it():
    await asyncio.sleep(30)
""",
    "turns in circles": """
def test_it():
    while True:
        pass
""",
    "forgives everything": """
def test_it():
    while True:
        with suppress(Exception):
            time.sleep(30)
""",
    "a property that turns in circles": """
@given(st.integers())
def test_it(number):
    while True:
        pass
""",
    "a task of somebody else turns in circles": """
async def turning():
    while True:
        pass

async def test_it():
    task = asyncio.create_task(turning())
    await asyncio.sleep(0)
    await task
""",
    "a fixture waits": """
@pytest.fixture
async def slow():
    await asyncio.sleep(30)

def test_it(slow):
    pass
""",
}
NEXT = """
def test_the_next_one():
    pass
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of a folder in which one test a file hangs, and one does not."""
    folder = tmp_path_factory.mktemp("hanging")
    for number, code in enumerate(HANGS.values()):
        (folder / f"test_{number}.py").write_text(BEGIN + code + NEXT)
    (folder / "none.ini").write_text("[pytest]\nasyncio_mode = auto\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.limits", "-p", "no:cacheprovider", "-n", "0"]
    options = ["--timeout=0.3", "-c", str(folder / "none.ini"), str(folder)]
    ended = subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert ended.returncode == 1, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.parametrize("number", range(len(HANGS)), ids=list(HANGS))
def test_what_hangs_is_ended(ended: str, number: int) -> None:
    assert re.search(rf"^(FAILED|ERROR) .*test_{number}\.py::test_it - .*TookTooLong", ended, re.MULTILINE)


def test_the_tests_after_it_run(ended: str) -> None:
    assert f" {len(HANGS)} passed" in ended


def test_what_no_exception_can_end_ends_with_the_worker(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("""
import signal, time
from tests import limits

limits.ENDED_SECONDS = limits.LOOK_SECONDS = 0.3

def test_it():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(300)
""")
    (tmp_path / "none.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.limits", "-p", "no:cacheprovider", "-n", "0"]
    options = ["--timeout=0.1", "-c", str(tmp_path / "none.ini"), str(tmp_path)]
    ended = subprocess.run(
        [*command, *options], cwd=ROOT, capture_output=True, text=True, timeout=50, check=False
    )
    assert ended.returncode == 1
    assert "Timeout" in ended.stderr
    assert "in test_it" in ended.stderr


def test_the_report_says_where_each_task_waited(ended: str) -> None:
    assert "await asyncio.sleep(30)" in "".join(ended.split("Captured stderr call")[1:])


def test_the_slow_kinds_may_take_longer_and_one_that_says_so_what_it_says(
    request: pytest.FixtureRequest,
) -> None:
    def item(*marks: pytest.MarkDecorator) -> pytest.Item:
        made = pytest.Function.from_parent(request.node.parent, name="made", callobj=lambda: None)
        for mark in marks:
            made.add_marker(mark)
        return made

    items = [item(pytest.mark.crash), item(pytest.mark.playground), item()]
    items.append(item(pytest.mark.crash, pytest.mark.timeout(7)))
    sorted_items = list(items)
    pytest_collection_modifyitems(sorted_items)
    assert sorted_items[-1] is items[2], "the slow kinds come first"
    limits = [mark.args[0] if (mark := each.get_closest_marker("timeout")) else None for each in items]
    assert limits == [LIMITS["crash"], LIMITS["playground"], None, 7]
