"""A file of columns of numbers, made beforehand: a line of JSON that tells what is in it, then the columns. Pure.

It is looked at where it lies: the file is mapped, a column is no list and no copy, and nothing of it takes memory until
it is looked at. That it is whole is checked when it is opened.
"""

import json
import mmap
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from weakref import WeakSet

Code = Literal["B", "H", "I", "f", "b"]
"""How a number is written: as `array` calls it."""

_ROOM = 16
"""Every column begins at a multiple of so many bytes."""

_CHUNK = 1 << 20

_MAPPED = WeakSet[mmap.mmap]()
"""All files that this process looks at."""


class PackedError(ValueError):
    """The file is missing, torn, or made for another version of the code."""


class Body:
    """The columns of a file, to be taken from it one after another."""

    def __init__(self, content: memoryview) -> None:
        self._content = content
        self._at = 0

    def column(self, code: Code, count: int) -> Sequence[Any]:
        """The next so many numbers. Raises PackedError when there are not as many."""
        start = self._at + -self._at % _ROOM
        self._at = start + count * array(code).itemsize
        if count < 0 or self._at > len(self._content):
            raise PackedError("the columns are shorter than the heading tells")
        taken = self._content[start : self._at]
        if sys.byteorder == "little":
            return taken.cast(code)
        turned = array(code, taken.tobytes())
        turned.byteswap()
        return turned

    def end(self) -> None:
        """Raises PackedError when something is left."""
        if self._at != len(self._content):
            raise PackedError("the columns are longer than the heading tells")


def read_packed(path: Path, version: int) -> tuple[dict[str, Any], Body]:
    """The heading and the columns of `path`. Raises PackedError when it is not whole or not of this version."""
    try:
        with path.open("rb") as file:
            line = file.readline()
            heading = json.loads(line)
            of, checked = heading["version"], heading["sum"]
            found = 0
            while chunk := file.read(_CHUNK):
                found = zlib.crc32(chunk, found)
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise PackedError(f"{path.name} cannot be read: {wrong!r}") from wrong
    if of != version:
        raise PackedError(f"{path.name} was made for version {of}, not {version}")
    if found != checked:
        raise PackedError(f"{path.name} is torn")
    _MAPPED.add(mapped)
    return heading, Body(memoryview(mapped)[len(line) :])


def give_back() -> None:
    """What was looked at of any such file takes no memory until it is looked at again. The system has it ready, as long
    as nothing else needs the room."""
    for each in _MAPPED:
        each.madvise(mmap.MADV_DONTNEED)


def packed(heading: Mapping[str, Any], version: int, columns: Sequence["array[Any] | bytes"]) -> bytes:
    """The file for `read_packed`: the same columns give the same bytes."""
    body = bytearray()
    for each in columns:
        body += b"\0" * (-len(body) % _ROOM)
        body += each if isinstance(each, bytes) else _little(each)
    head = json.dumps({**heading, "version": version, "sum": zlib.crc32(body)}, separators=(",", ":"))
    return head.encode() + b"\n" + body


def _little(column: "array[Any]") -> bytes:
    """The numbers with their smallest byte first, whatever this machine does."""
    if sys.byteorder == "big":
        column = array(column.typecode, column)
        column.byteswap()
    return column.tobytes()
