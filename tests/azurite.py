"""A real Azurite (the table service only) on a free loopback port, in memory, for tests."""

import base64
import itertools
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ACCOUNT = "privacybottests"
# Not a secret: the account exists only while a test runs.
_KEY = base64.b64encode(b"only for tests, only on loopback").decode()
_START_SECONDS = 30.0
_MOST_STORES = 200
_stores = itertools.count()


def connection_string(port: int, account: str = _ACCOUNT, key: str = _KEY) -> str:
    """How to reach the table service behind this port. (`localhost` makes the SDK think of Cosmos.)"""
    return f"AccountName={account};AccountKey={key};TableEndpoint=http://127.0.0.1:{port}/{account}"


def fresh_store(port: int) -> str:
    """A store behind this port that nobody used: an account of its own, with tables of its own."""
    return connection_string(port, f"{_ACCOUNT}{next(_stores) % _MOST_STORES}")


def free_port() -> int:
    """A loopback port where nobody listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def azurite_binary() -> Path:
    """From PRIVACYBOT_TEST_AZURITE, the search path, or playground/node_modules. Raises AssertionError."""
    installed = Path(__file__).parents[1] / "playground" / "node_modules" / ".bin" / "azurite-table"
    found = os.environ.get("PRIVACYBOT_TEST_AZURITE") or shutil.which("azurite-table") or str(installed)
    assert Path(found).is_file(), f"no Azurite at {found}: run `npm ci` in playground/ (Node 20 or newer)"
    return Path(found)


@contextmanager
def running_azurite() -> Iterator[int]:
    """Start it, give the port, end it by its process id."""
    port = free_port()
    names = (_ACCOUNT, *(f"{_ACCOUNT}{number}" for number in range(_MOST_STORES)))
    accounts = ";".join(f"{name}:{_KEY}" for name in names)
    command = [str(azurite_binary()), "--tableHost", "127.0.0.1", "--tablePort", str(port)]
    process = subprocess.Popen(
        [*command, "--inMemoryPersistence", "--silent", "--disableTelemetry"],
        env={**os.environ, "AZURITE_ACCOUNTS": accounts},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_listens(process, port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    give_up_at = time.monotonic() + _START_SECONDS
    while True:
        assert process.poll() is None, f"Azurite ended at once with exit code {process.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < give_up_at, f"Azurite does not listen after {_START_SECONDS:.0f} s"
            time.sleep(0.05)
        else:
            return
