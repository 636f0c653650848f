"""How much work a call is, counted in lines of Python, because seconds depend on what else the machine does."""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(call: Callable[[], object]) -> int:
    """How many lines of Python the call runs. The same at every try, but for what it remembers of an earlier one."""
    count = 0

    def line(_frame: FrameType, event: str, _argument: Any) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return line

    before, collects = sys.gettrace(), gc.isenabled()
    gc.disable()  # what others left behind is cleared away at moments of chance
    sys.settrace(line)
    try:
        call()
    finally:
        sys.settrace(before)
        if collects:
            gc.enable()
    return count
