"""Reads the weights that the encoder is tuned from, and cuts them to the pieces of words that are met in Dutch.

The file holds multilingual-e5-small in blocks of four bits: per 32 numbers a step in 16 bits and 16 bytes. Which pieces
are met: those of our sentences, our questions, the policy, and a list of common words beside the file
(`<file>.words`, one a line), if there is one.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.understanding.sentences import asked_of, read_sentences
from dialogs.dutch.pieces import UNKNOWN, Pieces, pieces_of
from dialogs.flows import FLOWS
from dialogs.knowledge.entries import load_entries
from dialogs.knowledge.subjects import WEIGHTS as SUBJECTS

MAGIC = b"E5S1"
_BLOCK = 18
"""Bytes of 32 numbers."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Base:
    """The weights of the file, of the pieces that are kept."""

    raw: bytes
    places: dict[str, tuple[int, int]]
    names: tuple[str, ...]
    scores: Floats
    words: Floats
    pieces: Pieces

    def matrix(self, name: str, width: int) -> Floats:
        """The rows of this matrix."""
        return _numbers(self._bytes(name), width)

    def values(self, name: str) -> Floats:
        """The numbers of this row."""
        return self._bytes(name).view("<f4").astype(np.float32)

    def piece_lines(self) -> NDArray[np.uint8]:
        """The pieces, one a line, as the file of the encoder holds them."""
        return np.frombuffer("\n".join(self.names).encode(), np.uint8)

    def _bytes(self, name: str) -> NDArray[np.uint8]:
        start, count = self.places[name]
        return np.frombuffer(self.raw, np.uint8, count, start)


def read_base(path: Path) -> Base:
    """The weights of `path`. Raises OSError, or ValueError for another kind of file."""
    raw = path.read_bytes()
    if raw[:4] != MAGIC:
        raise ValueError(f"{path.name} is no file of weights in blocks of four bits")
    (count,) = struct.unpack_from("<i", raw, 44)
    at = 64
    (length,) = struct.unpack_from("<Q", raw, at)
    starts = np.frombuffer(raw, "<u4", count + 1, at + 8)
    scores = np.frombuffer(raw, "<f4", count, at + 12 + 4 * count)
    at += 12 + 8 * count
    names = [raw[at + one : at + two].decode("utf-8", "replace") for one, two in pairwise(starts.tolist())]
    at += length
    (folded,) = struct.unpack_from("<I", raw, at + 4)  # how signs are written; we do that ourselves
    at += 8 + folded
    places, (arrays,) = dict[str, tuple[int, int]](), struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(arrays):
        (size,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + size].decode()
        at += 2 + size + 5
        places[name] = struct.unpack_from("<QQ", raw, at)
        at += 16
    words = path.with_name(f"{path.name}.words")
    common = words.read_text("utf-8").split("\n") if words.is_file() else []
    return _cut(raw, places, names, scores.tolist(), common)


def _cut(
    raw: bytes, places: dict[str, tuple[int, int]], names: list[str], scores: list[float], common: list[str]
) -> Base:
    whole = pieces_of("\n".join(each.replace("\n", " ") for each in names), scores)
    met = {number for text in _met(common) for number in whole.of(text)}
    kept = [*range(UNKNOWN + 1), *sorted(number for number in met if number > UNKNOWN)]
    left = tuple(names[number] for number in kept)
    values = np.array([scores[number] for number in kept], np.float32)
    start, count = places["emb.word"]
    rows = np.frombuffer(raw, np.uint8, count, start).reshape(_rows(raw), -1)[kept]
    words = _numbers(np.ascontiguousarray(rows), rows.shape[1] // _BLOCK * 32)
    return Base(raw, places, left, values, words, pieces_of("\n".join(left), values.tolist()))


def _rows(raw: bytes) -> int:
    """How many rows the table of pieces has: a few more than there are pieces."""
    (rows,) = struct.unpack_from("<i", raw, 24)
    return int(rows)


def _met(common: list[str]) -> Iterable[str]:
    yield from (each.text for each in read_sentences())
    yield from (each.text for each in asked_of(load_entries(SUBJECTS.parent, FLOWS)))
    yield from common


def _numbers(packed: NDArray[np.uint8], width: int) -> Floats:
    blocks = packed.reshape(-1, _BLOCK)
    steps = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = (blocks[:, 2:] & 15).astype(np.int8) - 8, (blocks[:, 2:] >> 4).astype(np.int8) - 8
    found: Floats = (np.concatenate([low, high], 1) * steps).reshape(-1, width)
    return found
