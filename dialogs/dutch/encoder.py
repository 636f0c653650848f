"""A small transformer that reads a sentence as a whole, and how likely it makes each answer. Pure.

It knows far more words than our own sentences have, because it was taught on much other text before it was tuned on
ours (docs/adr/0024); `model.py` knows ours better. `understanding.py` puts both together. Tuned offline by
`bench/understanding/tuning.py`; nothing is learnt while the bot runs.

The weights are signed bytes, each row with its own step. They stay in the file, which is mapped and read when they are
first needed. They are made numbers to reckon with a block at a time, so small that a block stays in the nearest memory
of the processor until it is used, and that BLAS reckons with it where it lies: that takes half the time of whole
matrices (docs/performance.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogs.dutch.packed import Body
from dialogs.dutch.pieces import LONGEST, Pieces, pieces_of

Floats = NDArray[np.float32]

_TINY = np.float32(1e-12)
_GELU = np.float32(0.7978845608)
_CUBED = np.float32(0.044715)


_FEW = 20
"""A line of so many pieces is short, as most are."""

_BLOCK, _LARGE_BLOCK = 48 * 1024, 144 * 1024
"""So many weights are unpacked at a time, for a short line and for a longer one."""

_AT_ONCE = 8
"""BLAS takes so many pieces of a longer line together: as many as are missing are added and thrown away."""


class Matrix:
    """The rows as signed bytes, and the step of each row."""

    def __init__(self, rows: NDArray[np.int8], steps: Floats) -> None:
        self.rows, self.steps = rows, steps
        self._blocks, self._large_blocks = _blocks(rows, _BLOCK), _blocks(rows, _LARGE_BLOCK)

    @property
    def room(self) -> int:
        """How many numbers the largest block has."""
        return max(block.size for block in self._large_blocks)

    def times(self, x: Floats, room: Floats) -> Floats:
        """`x` times this matrix, turned; `room` holds the numbers of a block for as long as that takes."""
        count, width = x.shape
        if count <= _FEW:
            blocks, turned = self._blocks, np.ascontiguousarray(x.T)
        else:
            blocks, turned = (
                self._large_blocks,
                np.zeros((width, -(-count // _AT_ONCE) * _AT_ONCE), np.float32),
            )
            turned[:, :count] = x.T
        sums, start = np.empty((len(self.rows), turned.shape[1]), np.float32), 0
        for block in blocks:
            numbers = room[: block.size].reshape(block.shape)
            np.copyto(numbers, block)
            np.matmul(numbers, turned, out=sums[start : start + len(block)])
            start += len(block)
        found = np.ascontiguousarray(sums[:, :count].T)
        found *= self.steps
        return found


def _blocks(rows: NDArray[np.int8], size: int) -> tuple[NDArray[np.int8], ...]:
    high = max(size // rows.shape[1], 1)
    return tuple(rows[start : start + high] for start in range(0, len(rows), high))


@dataclass(frozen=True, slots=True)
class Layer:
    """Which words look at which, and what is made of what they saw."""

    looks: Matrix
    looks_bias: Floats
    seen: Matrix
    seen_bias: Floats
    seen_norm: tuple[Floats, Floats]
    wide: Matrix
    wide_bias: Floats
    narrow: Matrix
    narrow_bias: Floats
    norm: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Encoder:
    """What the file of weights holds, ready to use. `sentences` tells on which sentences it was tuned."""

    names: tuple[str, ...]
    pieces: Pieces
    heads: int
    words: Matrix
    places: Floats
    norm: tuple[Floats, Floats]
    layers: tuple[Layer, ...]
    answers: Floats
    answers_bias: Floats
    sentences: str

    def read(self, text: str) -> "Read":
        """What is made of `text`; looks at the first signs only. Never raises."""
        return Read(self, text[:LONGEST])

    def begun(self, text: str) -> Floats:
        """What each piece of `text` says after all layers but the last."""
        numbers = self.pieces.of(text)
        x = self.words.rows[numbers] * self.words.steps[numbers, None] + self.places[: len(numbers)]
        return self._through(self.layers[:-1], _normed(x, self.norm))

    def ended(self, begun: Floats) -> Floats:
        """The same after the last layer too."""
        return self._through(self.layers[-1:], begun)

    def _through(self, layers: Sequence[Layer], x: Floats) -> Floats:
        room = np.empty(max((_room(each) for each in layers), default=0), np.float32)
        for layer in layers:
            x = self._through_one(layer, x, room)
        return x

    def _through_one(self, layer: Layer, x: Floats, room: Floats) -> Floats:
        count, width = x.shape
        looked = layer.looks.times(x, room)
        looked += layer.looks_bias
        asks, offers, holds = looked.reshape(count, 3, self.heads, width // self.heads).transpose(1, 2, 0, 3)
        weighed: Floats = asks @ offers.transpose(0, 2, 1)
        weighed /= np.float32((width // self.heads) ** 0.5)
        weighed -= weighed.max(axis=2, keepdims=True)
        np.exp(weighed, out=weighed)
        weighed /= weighed.sum(axis=2, keepdims=True)
        looked_at: Floats = (weighed @ holds).transpose(1, 0, 2).reshape(count, width)
        seen = layer.seen.times(looked_at, room)
        seen += layer.seen_bias
        seen += x
        x = _normed(seen, layer.seen_norm)
        wide = layer.wide.times(x, room)
        wide += layer.wide_bias
        narrow = layer.narrow.times(_gelu(wide), room)
        narrow += layer.narrow_bias
        narrow += x
        return _normed(narrow, layer.norm)


class Read:
    """A line as the encoder reads it: no further than is asked, and nothing of it twice. It holds what somebody typed,
    so it lives as long as a turn."""

    def __init__(self, encoder: Encoder, text: str) -> None:
        self.encoder, self.text = encoder, text

    def is_of(self, text: str) -> bool:
        """Whether it is what is made of `text`."""
        return self.text == text[:LONGEST]

    @cached_property
    def chances(self) -> Mapping[str, float]:
        """How likely each name is; together 1."""
        said = self.encoder.ended(self._begun).mean(axis=0)
        scores = self.encoder.answers @ said + self.encoder.answers_bias
        raised = np.exp(scores - scores.max())
        return dict(zip(self.encoder.names, (raised / raised.sum()).tolist(), strict=True))

    @cached_property
    def meaning(self) -> Floats:
        """What it says, as it stands before the last layer: that one knows only what is wanted."""
        found: Floats = self._begun.mean(axis=0)
        return found

    @cached_property
    def _begun(self) -> Floats:
        return self.encoder.begun(self.text)


def encoder_of(told: Mapping[str, Any], body: Body) -> Encoder:
    """The encoder of a file. Raises LookupError, TypeError or ValueError when its heading is not about its body."""
    arrays = {
        name: np.array(body.column(code, int(np.prod(shape))), code, copy=None).reshape(shape)
        for name, code, shape in told["arrays"]
    }
    body.end()

    def matrix(name: str) -> Matrix:
        return Matrix(arrays[name], arrays[f"{name}.steps"])

    def norm(name: str) -> tuple[Floats, Floats]:
        return arrays[f"{name}.weight"], arrays[f"{name}.bias"]

    def layer(number: int) -> Layer:
        of = f"layer{number}"
        return Layer(
            *(matrix(f"{of}.looks"), arrays[f"{of}.looks.bias"]),
            *(matrix(f"{of}.seen"), arrays[f"{of}.seen.bias"]),
            norm(f"{of}.seen_norm"),
            *(matrix(f"{of}.wide"), arrays[f"{of}.wide.bias"]),
            *(matrix(f"{of}.narrow"), arrays[f"{of}.narrow.bias"]),
            norm(f"{of}.norm"),
        )

    return Encoder(
        names=tuple(told["names"]),
        pieces=pieces_of(arrays["pieces"].tobytes().decode(), arrays["scores"].tolist()),
        heads=told["heads"],
        words=matrix("words"),
        places=arrays["places"],
        norm=norm("norm"),
        layers=tuple(layer(number) for number in range(told["layers"])),
        answers=arrays["answers"],
        answers_bias=arrays["answers.bias"],
        sentences=told["sentences"],
    )


def _room(layer: Layer) -> int:
    return max(each.room for each in (layer.looks, layer.seen, layer.wide, layer.narrow))


def _gelu(x: Floats) -> Floats:
    """The bend between two layers; `x` itself is spent."""
    bent = x * x
    bent *= _GELU * _CUBED
    bent += _GELU
    bent *= x
    np.tanh(bent, out=bent)
    bent += 1
    x *= np.float32(0.5)
    bent *= x
    return bent


def _normed(x: Floats, weights: tuple[Floats, Floats]) -> Floats:
    """Each row with a mean of 0 and a spread of 1, then weighed; `x` itself is spent."""
    width = np.float32(x.shape[1])
    x -= np.add.reduce(x, axis=1, keepdims=True) / width
    x /= np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / width + _TINY)
    x *= weights[0]
    x += weights[1]
    return x
