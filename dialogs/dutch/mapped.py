"""A file of weights that is looked at where it lies: a line of JSON that tells what is in it, then arrays. Pure.

Nothing of it takes memory until it is looked at. What it holds is checked when it is opened, at the start.
"""

import json
import mmap
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogs.dutch.model import ModelError

VERSION = 1

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the heading tells, and the bytes after it."""

    name: str
    told: Mapping[str, Any]
    body: memoryview


def open_mapped(path: Path) -> Mapped:
    """The file of `path`. Raises ModelError when it is not whole or not of this version."""
    try:
        with path.open("rb") as file:
            head = file.readline()
            told = json.loads(head)
            version, checked = told["version"], told["sum"]
            found = 0
            while chunk := file.read(_CHUNK):
                found = zlib.crc32(chunk, found)
            body = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))[len(head) :]
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise ModelError(f"{path.name} cannot be read: {wrong!r}") from wrong
    if version != VERSION:
        raise ModelError(f"{path.name} was made for version {version}, not {VERSION}")
    if found != checked:
        raise ModelError(f"{path.name} is torn")
    return Mapped(path.name, told, body)


def mapped_file(told: Mapping[str, Any], arrays: Sequence[tuple[str, str, Sequence[int], bytes]]) -> bytes:
    """The bytes for `open_mapped`. An array: name, kind of numbers, shape, and the numbers, smallest byte first."""
    body, places = bytearray(), []
    for name, kind, shape, content in arrays:
        body += b"\0" * (-len(body) % 16)
        places.append((name, kind, list(shape), len(body)))
        body += content
    head = json.dumps(
        {**told, "version": VERSION, "sum": zlib.crc32(body), "arrays": places}, separators=(",", ":")
    )
    return head.encode() + b"\n" + bytes(body)
