"""Runs the program in a process of its own, in an environment that the test chooses."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run_python(
    *arguments: str, typed: bytes, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """What a run of this Python with these arguments gave, from the root of the repository."""
    return subprocess.run(
        [sys.executable, *arguments],
        input=typed,
        capture_output=True,
        env=environment,
        cwd=ROOT,
        check=False,
        timeout=60,
    )
