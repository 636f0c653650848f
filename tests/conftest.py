"""What holds for every test: nothing leaves this machine, nothing hangs, and a slow machine is no failure."""

import ipaddress
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings
from playwright.async_api import Browser

from dialogs.dutch.encoder import Encoder
from tests import limits
from tests.browser import chromium

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


os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as app.py does

_encoded: dict[tuple[str, str], Mapping[str, float]] = {}
_encode = Encoder.chances


def _encoded_once(encoder: Encoder, text: str) -> Mapping[str, float]:
    """What the encoder makes of a line, worked out once: tests type the same lines again and again."""
    if (encoder.sentences, text) not in _encoded:
        _encoded[encoder.sentences, text] = _encode(encoder, text)
    return _encoded[encoder.sentences, text]


@pytest.fixture(scope="session", autouse=True)
def encoded_once() -> Iterator[None]:
    """See above."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Encoder, "chances", _encoded_once)
        yield


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests of a worker; each takes a page of its own. Such a test runs in the loop of the session."""
    async with chromium() as running:
        yield running


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
