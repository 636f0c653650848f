"""Trained weights, and how likely they make each answer for a sentence: what is wanted, or what is asked about. Pure.

Two layers. The first holds for every part of a sentence how much it speaks for and against each answer (a linear model,
one against all others). The second turns those sums into chances that add up to one. Both are trained offline by
`make understanding` on sentences of our own; nothing is learnt while the bot runs.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogs.dutch.features import BLOCKS, VERSION, parts_of
from dialogs.dutch.packed import Body, PackedError, read_packed


class ModelError(ValueError):
    """The file of weights is missing, torn, or made for another version of the code."""


@dataclass(frozen=True, slots=True)
class Block:
    """The known parts of one kind, in order of their numbers: how telling each is, and its weights for each name."""

    share: float
    numbers: Sequence[int]
    telling: Sequence[float]
    weights: Sequence[int]


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
        import numpy as np

        sums = np.zeros(len(self.names))
        for block, parts in zip(self.blocks, parts_of(text), strict=True):
            known, asked = np.asarray(block.numbers), np.fromiter(parts, np.uint32, len(parts))
            at = np.searchsorted(known, asked)
            heard = np.flatnonzero(known.take(at, mode="clip") == asked)
            at, counts = at[heard], np.fromiter(parts.values(), float, len(parts))[heard]
            values = (1 + np.log(counts)) * np.asarray(block.telling)[at]
            if length := math.sqrt(values @ values):
                rows = np.asarray(block.weights).reshape(-1, len(self.names))[at]
                sums += values @ rows.astype(float) * (block.share / length)
        found: list[float] = (sums * self.steps + self.bias).tolist()
        return found


def load_model(path: Path) -> Model:
    """The model of `path`, read at start. Raises ModelError when it is not whole or not of this version."""
    try:
        return _model(*read_packed(path, VERSION))
    except (PackedError, KeyError, TypeError, ValueError) as wrong:
        raise ModelError(f"{path.name}: {wrong}") from wrong


def _model(head: Mapping[str, Any], body: Body) -> Model:
    names = tuple(head["names"])
    blocks = []
    for name in BLOCKS:
        count = head["parts"][name]
        numbers, telling = body.column("I", count), body.column("f", count)
        blocks.append(Block(head["shares"][name], numbers, telling, body.column("b", count * len(names))))
    body.end()
    return Model(
        names=names,
        blocks=tuple(blocks),
        steps=tuple(head["steps"]),
        bias=tuple(head["bias"]),
        mixing=tuple(tuple(row) for row in head["mixing"]),
        sentences=head["sentences"],
    )
