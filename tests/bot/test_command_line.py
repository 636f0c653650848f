"""The start: what is wrong with the surroundings is one line and code 2, never a trace."""

import subprocess
import sys
from pathlib import Path

from tests.azurite import connection_string, free_port

ROOT = Path(__file__).resolve().parents[2]


def started_with(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), "--local"],
        env={"PRIVACYBOT_ORGANISATION": str(ROOT / "playground" / "organisation.toml"), **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_store_that_cannot_be_reached_is_one_line() -> None:
    ended = started_with({"PRIVACYBOT_STORE": connection_string(free_port())})
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("privacybot: PRIVACYBOT_STORE: ")
