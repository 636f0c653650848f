"""All that is in a nested value: a card, the words of a flow, what was read of JSON."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any


def every_part(value: object, without: Callable[[object], bool] | None = None) -> Iterator[Any]:
    """The value and everything in it, however deep, in its order, but for parts that are left out with all that is in
    them. The names of members are no parts."""
    waiting = [value]
    while waiting:  # no calls within calls: cards and cases are looked through with every turn
        part = waiting.pop()
        if without is not None and without(part):
            continue
        yield part
        if isinstance(part, str):
            continue
        if isinstance(part, Mapping):
            waiting += reversed([*part.values()])
        elif isinstance(part, list | tuple):
            waiting += reversed(part)
