"""A small transformer that reads a sentence as a whole, and how likely it makes each answer. Pure.

It knows far more words than our own sentences have, because it was taught on much other text before it was tuned on
ours (docs/adr/0024); `model.py` knows ours better. `understanding.py` puts both together. Tuned offline by
`bench/understanding/tuning.py`; nothing is learnt while the bot runs.

The weights are signed bytes, each row with its own step. They stay in the file, which is mapped and read when they are
first needed; of each matrix one copy in numbers to reckon with is made at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogs.dutch.packed import Body
from dialogs.dutch.pieces import Pieces, pieces_of

Floats = NDArray[np.float32]

_TINY = np.float32(1e-12)
_GELU = np.float32(0.7978845608)
_CUBED = np.float32(0.044715)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows as signed bytes, and the step of each row."""

    rows: NDArray[np.int8]
    steps: Floats

    def times(self, x: Floats, room: Floats) -> Floats:
        """`x` times this matrix, turned; `room` holds its numbers for as long as that takes."""
        numbers = room[: self.rows.size].reshape(self.rows.shape)
        np.copyto(numbers, self.rows)
        found: Floats = (x @ numbers.T) * self.steps
        return found


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

    def chances(self, text: str) -> Mapping[str, float]:
        """How likely each name is for `text`; together 1. Looks at the first signs only; never raises."""
        scores = self.answers @ self._read(text, self.layers).mean(axis=0) + self.answers_bias
        raised = np.exp(scores - scores.max())
        return dict(zip(self.names, (raised / raised.sum()).tolist(), strict=True))

    def meaning(self, text: str) -> Floats:
        """What `text` says, as it stands before the last layer: that one knows only what is wanted. Never raises."""
        found: Floats = self._read(text, self.layers[:-1]).mean(axis=0)
        return found

    def _read(self, text: str, layers: Sequence[Layer]) -> Floats:
        numbers = self.pieces.of(text)
        x = self.words.rows[numbers] * self.words.steps[numbers, None] + self.places[: len(numbers)]
        x = _normed(x, self.norm)
        room = np.empty(max(map(_largest, self.layers)), np.float32)
        for layer in layers:
            x = self._through(layer, x, room)
        return x

    def _through(self, layer: Layer, x: Floats, room: Floats) -> Floats:
        count, width = x.shape
        looked = layer.looks.times(x, room) + layer.looks_bias
        asks, offers, holds = looked.reshape(count, 3, self.heads, width // self.heads).transpose(1, 2, 0, 3)
        weighed = asks @ offers.transpose(0, 2, 1) / np.float32((width // self.heads) ** 0.5)
        weighed = np.exp(weighed - weighed.max(axis=2, keepdims=True))
        weighed /= weighed.sum(axis=2, keepdims=True)
        seen = (weighed @ holds).transpose(1, 0, 2).reshape(count, width)
        x = _normed(x + layer.seen.times(seen, room) + layer.seen_bias, layer.seen_norm)
        wide = layer.wide.times(x, room) + layer.wide_bias
        wide *= (1 + np.tanh(_GELU * (wide + _CUBED * wide * wide * wide))) / 2
        return _normed(x + layer.narrow.times(wide, room) + layer.narrow_bias, layer.norm)


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


def _largest(layer: Layer) -> int:
    return max(each.rows.size for each in (layer.looks, layer.seen, layer.wide, layer.narrow))


def _normed(x: Floats, weights: tuple[Floats, Floats]) -> Floats:
    x = x - x.mean(axis=1, keepdims=True)
    found: Floats = x / np.sqrt((x * x).mean(axis=1, keepdims=True) + _TINY) * weights[0] + weights[1]
    return found
