"""Stops a command of ours by hand, as somebody at a terminal does."""

import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path


def stopped(words: Sequence[str], folder: Path, *first: str) -> tuple[int, str]:
    """How it ended and what it said last, stopped once its first lines held `first`, line by line."""
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            for each in first:
                assert each in running.stdout.readline()
            running.send_signal(signal.SIGINT)
            said = running.stdout.read()
            return running.wait(30), said
        finally:
            running.kill()
