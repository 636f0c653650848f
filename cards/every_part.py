"""All that is in a nested value: a card, the words of a flow, what was read of JSON."""

from collections.abc import Iterator, Mapping
from typing import Any


def every_part(value: object) -> Iterator[Any]:
    """The value and everything in it, however deep, in its order. The names of members are no parts."""
    yield value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    for each in inner:
        yield from every_part(each)
