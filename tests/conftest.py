"""What holds for every test: nothing leaves this machine, nothing hangs, and a slow machine is no failure."""

import ipaddress
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import limits

# One commit has one verdict, at every desk: the examples follow from the code and from nothing else.
settings.register_profile(
    "house",
    deadline=None,
    print_blob=True,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# `make search` draws new ones (tests/search.py), one seed a round.
settings.register_profile("search", settings.get_profile("house"), derandomize=False)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(limits)


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
