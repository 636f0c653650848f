"""Starts each measured program as a process of its own on loopback, and ends what it started."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

START_LIMIT = 30.0
"""Most seconds that a program may take until it answers on its port."""

STOP_LIMIT = 10.0
"""Seconds that a program has to end by itself."""


def cpu_seconds(process_id: int) -> float | None:
    """The processor time that this process used so far, all its threads together (None where there is no /proc)."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / os.sysconf("SC_CLK_TCK")


class CannotMeasure(Exception):
    """A program did not start, died or gave a wrong answer, so numbers would say nothing."""


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def last_lines(log: Path, count: int = 8) -> str:
    """The end of what a program printed."""
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-count:])


def await_listening(name: str, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the program listens. Raises CannotMeasure when it ends before that, or takes START_LIMIT."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CannotMeasure(
                f"{name} ended with code {process.returncode} at its start:\n{last_lines(log)}"
            )
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.01)
    raise CannotMeasure(
        f"{name} does not listen on port {port} after {START_LIMIT:.0f} s:\n{last_lines(log)}"
    )


def inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """What a measured program may know: whoever runs this may have a real bot configured, which is not the one."""
    return {key: value for key, value in environment.items() if not key.startswith("PRIVACYBOT_")}


@contextmanager
def serving(
    name: str, arguments: Sequence[str], environment: Mapping[str, str], port: int, folder: Path
) -> Iterator[int]:
    """Run `python <arguments>` until the block is left; gives its process id.

    It prints to `<folder>/<name>.log`. Raises CannotMeasure when it does not start, or died meanwhile.
    """
    log = folder / f"{name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**inherited(os.environ), **environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            # Ctrl-C must reach the measuring program alone, which then ends the others in order.
            start_new_session=True,
        )
    try:
        await_listening(name, process, port, log)
        yield process.pid
        if process.poll() is not None:
            raise CannotMeasure(f"{name} died with code {process.returncode}:\n{last_lines(log)}")
    finally:
        process.terminate()
        try:
            process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
