"""The way of a newcomer: what is committed is all that it takes. A clone starts, answers, leaves nothing behind.

The other steps have suites of their own: `make run` with its pages (tests/playground), the image (tests/deploy), the
app package (tests/manifest).
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.azurite import free_port

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 45.0

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="this is no checkout of git"
)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody gets who clones this."""
    folder = tmp_path_factory.mktemp("newcomer") / "privacybot"
    command = ["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


MAKE = ("make", "--no-print-directory")
"""Also where `make test` runs this."""


def test_the_commands_of_the_readme_are_there_and_lead_somewhere(clone: Path) -> None:
    """`make -n` follows every prerequisite without doing anything."""
    readme = (clone / "README.md").read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", readme, re.MULTILINE))
    assert {"run", "test", "manifest", "image-check"} <= named
    listed = subprocess.run([*MAKE, "help"], cwd=clone, capture_output=True, text=True, check=True).stdout
    targets = {line.split()[0] for line in listed.splitlines()}
    assert named <= targets
    wanted = sorted(targets - {"clean"})
    done = subprocess.run([*MAKE, "-n", *wanted], cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def started(clone: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The bot out of the clone, on the invented organisation of `make run`."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PRIVACYBOT_")},
        "PRIVACYBOT_PORT": str(port),
        "PRIVACYBOT_ORGANISATION": "playground/organisation.toml",
    }
    with subprocess.Popen(
        [sys.executable, "app.py", "--local"], cwd=clone, env=environment, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _ready(port: int, process: subprocess.Popen[bytes]) -> Any:
    """What its health page says as soon as all is well."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
                return json.loads(answer.read())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("it is not ready")


@pytest.mark.timeout(120)
def test_a_clone_starts_answers_and_leaves_nothing_that_git_sees(clone: Path) -> None:
    port = free_port()
    for process in started(clone, port):
        told = _ready(port, process)
        assert (told["store"], told["outbox"]) == (True, True)
    assert process.returncode == 0
    left = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    )
    assert left.stdout == ""
