"""A file of columns of numbers, made beforehand: a line of JSON that tells what is in it, then the columns. Pure.

What is read is looked at where it lies: a column is no list and no copy, so a file of millions of numbers takes the
room of those numbers.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

Code = Literal["B", "H", "I", "f", "b"]
"""How a number is written: as `array` calls it."""


class PackedError(ValueError):
    """The file is missing, torn, or made for another version of the code."""


class Body:
    """The columns of a file, to be taken from it one after another."""

    def __init__(self, content: bytes) -> None:
        self._left = memoryview(content)

    def column(self, code: Code, count: int) -> Sequence[Any]:
        """The next so many numbers. Raises PackedError when there are not as many."""
        size = count * array(code).itemsize
        taken, self._left = self._left[:size], self._left[size:]
        if len(taken) != size:
            raise PackedError("the columns are shorter than the heading tells")
        if sys.byteorder == "little":
            return taken.cast(code)
        turned = array(code, taken.tobytes())
        turned.byteswap()
        return turned

    def end(self) -> None:
        """Raises PackedError when something is left."""
        if self._left:
            raise PackedError("the columns are longer than the heading tells")


def read_packed(path: Path, version: int) -> tuple[dict[str, Any], Body]:
    """The heading and the columns of `path`. Raises PackedError when it is not whole or not of this version."""
    try:
        with path.open("rb") as file:
            heading = json.loads(file.readline())
            body = zlib.decompress(file.read())
            of, checked = heading["version"], heading["sum"]
    except (OSError, KeyError, TypeError, ValueError, zlib.error) as wrong:
        raise PackedError(f"{path.name} cannot be read: {wrong!r}") from wrong
    if of != version:
        raise PackedError(f"{path.name} was made for version {of}, not {version}")
    if zlib.crc32(body) != checked:
        raise PackedError(f"{path.name} is torn")
    return heading, Body(body)


def packed(heading: Mapping[str, Any], version: int, columns: Sequence["array[Any] | bytes"]) -> bytes:
    """The file for `read_packed`: the same columns give the same bytes."""
    body = b"".join(each if isinstance(each, bytes) else _little(each) for each in columns)
    head = json.dumps({**heading, "version": version, "sum": zlib.crc32(body)}, separators=(",", ":"))
    return head.encode() + b"\n" + zlib.compress(body, 9)


def _little(column: "array[Any]") -> bytes:
    """The numbers with their smallest byte first, whatever this machine does."""
    if sys.byteorder == "big":
        column = array(column.typecode, column)
        column.byteswap()
    return column.tobytes()
