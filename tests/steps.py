"""How much work a call is, counted in lines of Python, because seconds depend on what else the machine does."""

import gc
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


def steps(call: Callable[[], object]) -> int:
    """How many lines of Python the call runs. The same at every try, but for what it remembers of an earlier one."""
    with _counted() as count:
        call()
    return count[0]


async def steps_of(call: Coroutine[Any, Any, object]) -> int:
    """The same of what is awaited, with all that its loop runs meanwhile."""
    with _counted() as count:
        await call
    return count[0]


@contextmanager
def _counted() -> Iterator[list[int]]:
    count = [0]

    def line(_frame: FrameType, event: str, _argument: Any) -> Callable[..., Any]:
        count[0] += event == "line"
        return line

    before, collects = sys.gettrace(), gc.isenabled()
    gc.disable()  # what others left behind is cleared away at moments of chance
    sys.settrace(line)
    try:
        yield count
    finally:
        sys.settrace(before)
        if collects:
            gc.enable()
