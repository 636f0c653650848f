"""All that is in a nested value: a card, the words of a flow, what was read of JSON."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any


def every_part(value: object, without: Callable[[object], bool] = lambda part: False) -> Iterator[Any]:
    """The value and everything in it, however deep, in its order, but for parts that are left out with all that is in
    them. The names of members are no parts."""
    if without(value):
        return
    yield value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    for each in inner:
        yield from every_part(each, without)
