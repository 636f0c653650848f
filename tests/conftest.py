"""What holds for every test: nothing leaves this machine, and a slow machine is no failure."""

import ipaddress
import os
import sys
from typing import Any

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
# One commit has one verdict: in CI the examples follow from the code. At a desk they are new ones every time.
settings.register_profile("ci", settings.get_profile("house"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "house")


class LeavesTheMachine(RuntimeError):
    """A test tried to reach another machine. Not an OSError, which the code may retry."""


def _loopback_only(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if not isinstance(address, tuple):  # a local socket by its path
        return
    host = str(address[0])
    if host not in ("", "localhost") and not _is_loopback(host):
        raise LeavesTheMachine(f"a test connects to {host}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


sys.addaudithook(_loopback_only)
