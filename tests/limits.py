"""How long a test may take: a plugin of pytest that ends a test which goes on, and the worker only when it must."""

import asyncio
import faulthandler
import signal
import sys
import time
from collections.abc import Generator
from types import FrameType

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from pytest_timeout import Settings, is_debugging

LIMITS = {"crash": 400, "playground": 180, "azurite": 120}
"""Seconds for the slow kinds. For all others pyproject.toml says it."""

AGAIN_SECONDS = 15.0
"""A first blow may land in a task of the bot, which then only fails by itself. The test gets the next one."""


ENDED_SECONDS, LOOK_SECONDS = 600.0, 60.0
"""What no exception can end, such as a call that waits in C, is ended with the worker that runs it, after the first and
at most the second beyond. pytest can do so by itself, but begins and ends a thread for it with every test: where all
processors are busy, most tests take less time than they then wait for that thread."""

_watched_since = float("-inf")


class TookTooLong(BaseException):
    """A test went over its limit.

    No Exception, so that no code takes it for a fault that it can live with. Hypothesis lets it pass too: whatever it
    catches it tries again, and an endless loop would be endless again.
    """


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives each test of a slow kind its limit, unless it says its own, and puts first what has the most time.

    A worker that is done takes over from the others, but no test can be shared: the long ones must not come last. Nor
    must those that share something dear, or each worker that gets some of them makes it anew.
    """
    most = dict[pytest.Item, float]()
    for item in items:
        kind, own = _kind(item), item.get_closest_marker("timeout")
        if kind and own is None:
            item.add_marker(pytest.mark.timeout(LIMITS[kind]))
        most[item] = max(LIMITS.get(kind or "", 0), own.args[0] if own is not None and own.args else 0)
    items.sort(key=lambda item: most[item], reverse=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Puts off the end of the worker, once in a while."""
    global _watched_since
    now = time.monotonic()
    if now - _watched_since >= LOOK_SECONDS:
        stderr = item.config.stash[fault_handler_stderr_fd_key]
        faulthandler.dump_traceback_later(ENDED_SECONDS + LOOK_SECONDS, file=stderr, exit=True)
        _watched_since = now
    return (yield)


def pytest_sessionfinish() -> None:
    """Nothing is watched any more."""
    faulthandler.cancel_dump_traceback_later()


def pytest_timeout_set_timer(item: pytest.Item, settings: Settings) -> bool:
    """Ends the test by an exception where it stands. What cannot be ended so, ends with the worker."""

    def too_long(_number: int, _frame: FrameType | None) -> None:
        if not is_debugging():
            _show_tasks()
            raise TookTooLong(
                f"more than {settings.timeout:g} s. A property that fails may need more to find its smallest example: "
                "run it alone with --timeout=0."
            )

    signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, settings.timeout, AGAIN_SECONDS)
    return True


def pytest_timeout_cancel_timer(item: pytest.Item) -> bool:
    """The test is done."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    return True


def _kind(item: pytest.Item) -> str | None:
    for kind in ("crash", "playground"):
        if item.get_closest_marker(kind) is not None:
            return kind
    fixtures = getattr(item, "fixturenames", ())
    chosen = getattr(getattr(item, "callspec", None), "params", {})
    azurite = any(name.startswith("azur") for name in fixtures) or "azure" in chosen.values()
    return "azurite" if azurite else None


def _show_tasks() -> None:
    """Where each task waits, for the report: the traceback shows no more than an idle loop."""
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:
        return
    for task in tasks:
        task.print_stack(limit=3, file=sys.stderr)
