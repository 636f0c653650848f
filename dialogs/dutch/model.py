"""Trained weights, and how likely they make each answer for a sentence: what is wanted, or what is asked about. Pure.

Two layers. The first holds for every part of a sentence how much it speaks for and against each answer (a linear model,
one against all others). The second turns those sums into chances that add up to one. Both are trained offline by
`make understanding` on sentences of our own; nothing is learnt while the bot runs.
"""

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogs.dutch.features import BLOCKS, VERSION, parts_of


class ModelError(ValueError):
    """The file of weights is missing, torn, or made for another version of the code."""


@dataclass(frozen=True, slots=True)
class Block:
    """The known parts of one kind, in order of their numbers: how telling each is, and its weights for each name."""

    share: float
    numbers: Sequence[int]
    telling: Sequence[float]
    weights: memoryview


@dataclass(frozen=True, slots=True)
class Model:
    """What the file of weights holds, ready to use. `sentences` tells from which sentences it was trained."""

    names: tuple[str, ...]
    blocks: tuple[Block, ...]
    steps: tuple[float, ...]
    bias: tuple[float, ...]
    mixing: tuple[tuple[float, ...], ...]
    """A row a name: how much the sum of every name counts for it; the last number is its start."""
    sentences: str

    def chances(self, text: str) -> Mapping[str, float]:
        """How likely each name is for `text`; together 1. Looks at the first signs only; never raises."""
        sums = self._sums(text)
        scores = [math.fsum(map(float.__mul__, sums, row)) + row[-1] for row in self.mixing]
        highest = max(scores)
        raised = [math.exp(score - highest) for score in scores]
        whole = sum(raised)
        return dict(zip(self.names, (each / whole for each in raised), strict=True))

    def _sums(self, text: str) -> list[float]:
        size = len(self.names)
        sums = [0.0] * size
        for block, parts in zip(self.blocks, parts_of(text), strict=True):
            heard = []
            for number, count in parts.items():
                at = bisect_left(block.numbers, number)
                if at < len(block.numbers) and block.numbers[at] == number:
                    heard.append((at, (1 + math.log(count)) * block.telling[at]))
            length = math.sqrt(sum(value * value for _, value in heard))
            if not length:
                continue
            found = [0.0] * size
            for at, value in heard:
                row = block.weights[at * size : (at + 1) * size]
                found = [total + value * weight for total, weight in zip(found, row, strict=True)]
            sums = [total + each * block.share / length for total, each in zip(sums, found, strict=True)]
        return [total * step + start for total, step, start in zip(sums, self.steps, self.bias, strict=True)]


def load_model(path: Path) -> Model:
    """The model of `path`, read at start. Raises ModelError when it is not whole or not of this version."""
    try:
        head, _, packed = path.read_bytes().partition(b"\n")
        told = json.loads(head)
        body = zlib.decompress(packed)
        if told["version"] != VERSION:
            raise ModelError(
                f"{path.name} was made for version {told['version']} of the parts, not {VERSION}"
            )
        if zlib.crc32(body) != told["sum"]:
            raise ModelError(f"{path.name} is torn")
        return _model(told, body)
    except (OSError, KeyError, TypeError, ValueError, zlib.error) as wrong:
        if isinstance(wrong, ModelError):
            raise
        raise ModelError(f"{path.name} cannot be read: {wrong!r}") from wrong


def _model(told: Mapping[str, Any], body: bytes) -> Model:
    names = tuple(told["names"])
    blocks, start = [], 0
    for name in BLOCKS:
        count = told["parts"][name]
        numbers, telling = array("I"), array("f")
        for column in (numbers, telling):
            column.frombytes(body[start : start + 4 * count])
            start += 4 * count
            if sys.byteorder == "big":
                column.byteswap()
        end = start + count * len(names)
        blocks.append(Block(told["shares"][name], numbers, telling, memoryview(body)[start:end].cast("b")))
        start = end
    if start != len(body):
        raise ModelError("the weights do not have the length that their heading tells")
    return Model(
        names=names,
        blocks=tuple(blocks),
        steps=tuple(told["steps"]),
        bias=tuple(told["bias"]),
        mixing=tuple(tuple(row) for row in told["mixing"]),
        sentences=told["sentences"],
    )


def packed(told: Mapping[str, Any], columns: Sequence["tuple[array[int], array[float], bytes]"]) -> bytes:
    """The file for `load_model`: a line that tells what is in it, then the columns of each of BLOCKS."""
    body = b""
    for numbers, telling, weights in columns:
        if sys.byteorder == "big":
            numbers, telling = array("I", numbers), array("f", telling)
            numbers.byteswap()
            telling.byteswap()
        body += numbers.tobytes() + telling.tobytes() + weights
    head = json.dumps({**told, "version": VERSION, "sum": zlib.crc32(body)}, separators=(",", ":"))
    return head.encode() + b"\n" + zlib.compress(body, 9)
