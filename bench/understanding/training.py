"""Turns labelled sentences into a file of weights for `dialogs.dutch.model`. The same sentences give the same file."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bench.understanding.sentences import Sentence, digest, folds
from dialogs.dutch.features import BLOCKS, VERSION, parts_of
from dialogs.dutch.packed import packed

SHARES = {"pieces": 1.2, "words": 0.8, "near": 0.8}
"""How much each kind of parts counts. Found by trying on writers that were not learnt from; so are the next two."""

OFTEN = {"pieces": 3, "words": 2, "near": 3}
"""In so many sentences a part must occur to be known."""

STRENGTH = 2.0
"""How closely the weights follow the sentences (C of the linear model)."""

_MIXING_STRENGTH = 0.3
_SIGNED_BYTE = 127

Parts = Sequence[tuple[dict[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Known:
    """The parts of one kind that the model knows, in order, and how telling each is (rare ones tell more)."""

    numbers: list[int]
    telling: list[float]


@dataclass(frozen=True, slots=True)
class Linear:
    """The first layer: a row of weights for each intent over the known parts of all kinds."""

    intents: tuple[str, ...]
    known: tuple[Known, ...]
    weights: np.ndarray
    bias: np.ndarray

    def sums(self, parts: Parts) -> np.ndarray:
        """How much the parts of each sentence speak for each intent."""
        sums: np.ndarray = _matrix(parts, self.known) @ self.weights.T + self.bias
        return sums


def _known(parts: Parts, block: int, name: str) -> Known:
    counted = Counter(number for each in parts for number in each[block])
    numbers = sorted(number for number, count in counted.items() if count >= OFTEN[name])
    return Known(numbers, [math.log((1 + len(parts)) / (1 + counted[number])) + 1 for number in numbers])


def _matrix(parts: Parts, known: Sequence[Known]) -> csr_matrix:
    return hstack(
        [
            _block(parts, at, block, SHARES[name])
            for at, (name, block) in enumerate(zip(BLOCKS, known, strict=True))
        ]
    ).tocsr()


def _block(parts: Parts, at: int, known: Known, share: float) -> csr_matrix:
    place = {number: column for column, number in enumerate(known.numbers)}
    columns, values, ends = list[int](), list[float](), [0]
    for each in parts:
        heard = {
            place[number]: (1 + math.log(count)) * known.telling[place[number]]
            for number, count in each[at].items()
            if number in place
        }
        length = math.sqrt(sum(value * value for value in heard.values())) or 1.0
        columns += heard
        values += [value * share / length for value in heard.values()]
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(parts), len(known.numbers)))


def linear(parts: Parts, intents: Sequence[str]) -> Linear:
    """The first layer: one intent against all others."""
    known = tuple(_known(parts, at, name) for at, name in enumerate(BLOCKS))
    fitted = LinearSVC(C=STRENGTH, random_state=0).fit(_matrix(parts, known), np.array(intents))
    return Linear(tuple(str(each) for each in fitted.classes_), known, fitted.coef_, fitted.intercept_)


def mixing(sums: np.ndarray, intents: Sequence[str]) -> np.ndarray:
    """The second layer, from sums for sentences that the first layer did not learn from: a row an intent."""
    fitted = LogisticRegression(C=_MIXING_STRENGTH, max_iter=1000).fit(sums, np.array(intents))
    return np.hstack([fitted.coef_, fitted.intercept_[:, None]])


def chances(sums: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """What the second layer makes of the sums: as `dialogs.dutch.model` does it, for many sentences at once."""
    scores = sums @ rows[:, :-1].T + rows[:, -1]
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    whole: np.ndarray = raised / raised.sum(axis=1, keepdims=True)
    return whole


def sums_of_strangers(sentences: Sequence[Sentence], parts: Parts) -> tuple[tuple[str, ...], np.ndarray]:
    """For each sentence the sums of a first layer that never met its writer."""
    fold = folds(sentences)
    names = tuple(sorted({each.intent for each in sentences}))
    sums = np.zeros((len(sentences), len(names)))
    for this in sorted(set(fold)):
        learnt = [at for at, each in enumerate(fold) if each != this]
        strange = [at for at, each in enumerate(fold) if each == this]
        layer = linear([parts[at] for at in learnt], [sentences[at].intent for at in learnt])
        sums[strange] = layer.sums([parts[at] for at in strange])
    return names, sums


def train(sentences: Sequence[Sentence]) -> bytes:
    """The file of weights for these sentences."""
    parts = [parts_of(each.text) for each in sentences]
    intents = [each.intent for each in sentences]
    names, strange = sums_of_strangers(sentences, parts)
    rows = mixing(strange, intents)
    return written(linear(parts, intents), names, rows, digest(sentences))


def written(layer: Linear, names: Sequence[str], rows: np.ndarray, of: str) -> bytes:
    """Both layers as a file; weights are rounded to signed bytes, in steps of a size for each intent."""
    assert layer.intents == tuple(names)
    steps = np.abs(layer.weights).max(axis=1) / _SIGNED_BYTE
    rounded = np.rint(layer.weights / steps[:, None]).astype(np.int8)
    columns: list[array[Any] | bytes] = []
    start = 0
    for known in layer.known:
        end = start + len(known.numbers)
        weights = np.ascontiguousarray(rounded[:, start:end].T).tobytes()
        columns += [array("I", known.numbers), array("f", known.telling), weights]
        start = end
    told = {
        "names": list(names),
        "parts": {name: len(known.numbers) for name, known in zip(BLOCKS, layer.known, strict=True)},
        "shares": SHARES,
        "steps": _short(steps),
        "bias": _short(layer.bias),
        "mixing": [_short(row) for row in rows],
        "sentences": of,
    }
    return packed(told, VERSION, columns)


def _short(values: Iterable[float]) -> list[float]:
    return [float(f"{value:.6g}") for value in values]
