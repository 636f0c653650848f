"""What holds for every test: nothing leaves this machine, and a slow machine is no failure."""

import ipaddress
import sys
from typing import Any

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


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
