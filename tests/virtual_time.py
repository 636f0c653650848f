"""Time that passes only when nothing is left to do, for tests of code that waits."""

import asyncio
import functools
import selectors
from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec

P = ParamSpec("P")


class _Selector(selectors.DefaultSelector):
    """Waits for nothing: what would have been slept is told to the loop."""

    def __init__(self) -> None:
        super().__init__()
        self.slept = 0.0

    def select(self, timeout: float | None = None) -> Any:
        self.slept += max(timeout or 0.0, 0.0)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop on which a sleep of an hour is over at once, and everything comes in the order of its time."""

    def __init__(self) -> None:
        self._selected = _Selector()
        super().__init__(self._selected)

    def time(self) -> float:
        """Seconds since the loop began; never the same twice, so that what was asked for first comes first."""
        self._selected.slept += 1e-9
        return self._selected.slept


def now() -> float:
    """The seconds of the running loop, for code that is handed a clock."""
    return asyncio.get_running_loop().time()


def in_virtual_time(test: Callable[P, Awaitable[None]]) -> Callable[P, None]:
    """Makes a test out of a coroutine, on a loop of its own. For code that reaches for no socket, thread or process."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        async def body() -> None:
            await test(*args, **kwargs)

        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            runner.run(body())

    return run
