"""The error hooks beside the door's own: a fault in one message is caught, a loop that died is started again.

Here and in bot/teams/web.py everything may be caught, and nowhere else. A message is sent while nobody waits for an
answer, so there is no caller whom a fault could reach: what nobody foresaw in one message would end all sending.
"""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

log = logging.getLogger(__name__)


def place_of(error: BaseException) -> str:
    """File and line that raised it: enough to look it up, and never a value."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    if step is None:
        return "unknown"
    return f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}"


def told_of(error: Exception) -> str:
    """A fault as the log may have it: its kind and place, or what it says where its class promises (`says_no_values`)
    that no value of anybody stands in that."""
    kind = type(error).__name__
    return f"{kind} ({error})" if getattr(error, "says_no_values", False) else f"{kind} at {place_of(error)}"


async def caught(
    work: Awaitable[int], otherwise: Callable[[Exception], Awaitable[int]], *, passing: type[Exception]
) -> int:
    """What the work gives, or `otherwise` does about its fault. Raises `passing`, a fault of more than this work."""
    try:
        return await work
    except passing:
        raise
    except Exception as error:
        return await otherwise(error)


async def keep_running(
    name: str,
    loop: Callable[[], Awaitable[None]],
    fell: Callable[[], Awaitable[None]],
) -> None:
    """Run a loop until it ends by itself. When it dies, `fell` is awaited (a pause), and it starts again."""
    while True:
        try:
            return await loop()
        except Exception as error:
            # Its text may hold values: they may be personal data.
            log.error(
                "the %s died of %s at %s; it is started again", name, type(error).__name__, place_of(error)
            )
            await fell()
