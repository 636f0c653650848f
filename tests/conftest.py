"""What holds for every test: nothing leaves this machine, nothing hangs, and a slow machine is no failure."""

import gc
import ipaddress
import sys
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Any, TypeVar

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings
from playwright.async_api import Browser

from dialogs.dutch.encoder import Read
from tests import limits
from tests.azurite import running_azurite
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


LOGGED = 5_000
"""Characters of each log that stand in the report of a story that failed."""


T = TypeVar("T")


def _once(found: Callable[[Read], T]) -> property:
    """What the encoder makes of a line, worked out once: tests type the same lines again and again."""
    known: dict[tuple[str, str], T] = {}

    def finds(read: Read) -> T:
        key = read.encoder.sentences, read.text
        if key not in known:
            known[key] = found(read)
        return known[key]

    return property(finds)


@pytest.fixture(scope="session", autouse=True)
def encoded_once() -> Iterator[None]:
    """See above."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Read, "chances", _once(vars(Read)["chances"].func))
        patch.setattr(Read, "meaning", _once(vars(Read)["meaning"].func))
        yield


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests of a worker; each takes a page of its own. Such a test runs in the loop of the session."""
    async with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def azurite_port() -> Iterator[int]:
    """One Azurite for all tests of a worker; `fresh_store` gives each a store of its own in it."""
    with running_azurite() as port:
        yield port


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: the garbage collector need not look at it, again and again.

    A test that itself looks through all there is calls `gc.unfreeze` first.
    """
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(limits)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A story that failed elsewhere is read from its report alone: what the bot logged stands there too."""
    report = yield
    if report.failed and item.get_closest_marker("playground") is not None:
        places: pytest.TempPathFactory | None = getattr(item, "funcargs", {}).get("tmp_path_factory")
        for log in sorted(places.getbasetemp().rglob("*.log")) if places else ():
            if log.stat().st_mtime >= call.start:
                report.sections.append(
                    (log.name, log.read_text(encoding="utf-8", errors="replace")[-LOGGED:])
                )
    return report


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
