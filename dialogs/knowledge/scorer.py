"""How much of a question each of many texts holds, rare things weighing more (BM25). Pure.

A thing is a word or a piece of a text, as a number; what is laid out here is in which texts each thing stands.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialogs.dutch.packed import Body

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SOON, _LONG = 1.2, 0.6
"""BM25: how soon more of the same adds little, and how much a long text is held back."""

_MOST_TIMES = 255


@dataclass(frozen=True, slots=True)
class LaidOut:
    """In which texts things stand. Thing `n` stands once in the texts `once[once_starts[n]:once_starts[n + 1]]`, and in
    those of `often`, likewise, as many times as `times` says."""

    things: Sequence[int]
    """In order."""
    once_starts: Sequence[int]
    once: Sequence[int]
    often_starts: Sequence[int]
    often: Sequence[int]
    times: Sequence[int]
    sizes: Sequence[int]
    """How many things each text holds."""

    @property
    def counts(self) -> dict[str, int]:
        """How many of what there are, for the heading of a file."""
        columns = {"things": self.things, "once": self.once, "often": self.often, "sizes": self.sizes}
        return {name: len(column) for name, column in columns.items()}

    @property
    def columns(self) -> list["array[Any]"]:
        """All of it, for a file."""
        return [
            array("I", self.things),
            array("I", self.once_starts),
            array("H", self.once),
            array("I", self.often_starts),
            array("H", self.often),
            array("B", self.times),
            array("I", self.sizes),
        ]


def read_laid_out(counts: Mapping[str, int], body: Body) -> LaidOut:
    """The same out of a file. Raises PackedError."""
    return LaidOut(
        things=body.column("I", counts["things"]),
        once_starts=body.column("I", counts["things"] + 1),
        once=body.column("H", counts["once"]),
        often_starts=body.column("I", counts["things"] + 1),
        often=body.column("H", counts["often"]),
        times=body.column("B", counts["often"]),
        sizes=body.column("I", counts["sizes"]),
    )


def lay_out(texts: Iterable[Mapping[int, int]]) -> LaidOut:
    """Of texts, each as how often it holds which thing."""
    things, sizes, once_starts, often_starts = array("I"), array("I"), array("I"), array("I")
    once, often, times = array("H"), array("H"), array("B")
    held = list[tuple[int, int, int]]()
    for owner, counted in enumerate(texts):
        sizes.append(sum(counted.values()))
        held += [(thing, owner, count) for thing, count in counted.items()]
    held.sort()
    for thing, owner, count in held:
        if not things or things[-1] != thing:
            things.append(thing)
            once_starts.append(len(once))
            often_starts.append(len(often))
        if count == 1:
            once.append(owner)
        else:
            often.append(owner)
            times.append(min(count, _MOST_TIMES))
    once_starts.append(len(once))
    often_starts.append(len(often))
    return LaidOut(things, once_starts, once, often_starts, often, times, sizes)


class Scorer:
    """Tells how much of what is asked each text holds."""

    def __init__(self, laid: LaidOut, like: "Scorer | None" = None) -> None:
        """`like` tells how rare each thing is and how long texts are (else these texts do)."""
        self._laid = laid
        self._like = like or self
        self._usual: float = like._usual if like else max(sum(laid.sizes) / max(len(laid.sizes), 1), 1.0)

    def knows(self, thing: int) -> bool:
        """Whether some text holds it."""
        at = bisect_left(self._laid.things, thing)
        return at < len(self._laid.things) and self._laid.things[at] == thing

    def rare(self, thing: int) -> float:
        """How rare it is; what nobody holds is the rarest."""
        return self._rare([thing])[0]

    def held(self, asked: Mapping[int, int]) -> "NDArray[np.float64]":
        """How much of what is asked (how often which thing) each text holds, 0 to 1."""
        import numpy as np

        laid, things = self._laid, list(asked)
        if not laid.things:
            return np.zeros(len(laid.sizes))
        weights = [count * rare for count, rare in zip(asked.values(), self._rare(things), strict=True)]
        back = _SOON * (1 - _LONG + _LONG * np.asarray(laid.sizes) / self._usual)
        at, known = _places(laid.things, things)
        at, weight = at[known], np.array(weights)[known]
        owners = _spans(laid.once_starts, at, laid.once)
        all_once = np.bincount(owners, np.repeat(weight, _counts(laid.once_starts, at)), len(back))
        owners, times = _spans(laid.often_starts, at, laid.often), _spans(laid.often_starts, at, laid.times)
        each_often = np.repeat(weight, _counts(laid.often_starts, at)) * times / (times + back[owners])
        all_often = np.bincount(owners, each_often, len(back))
        return (all_once / (1 + back) + all_often) / (sum(weights) or 1)

    def _rare(self, things: Sequence[int]) -> list[float]:
        texts = len(self._like._laid.sizes)
        return [
            math.log(1 + (texts - spread + 0.5) / (spread + 0.5)) for spread in self._like._spreads(things)
        ]

    def _spreads(self, things: Sequence[int]) -> list[int]:
        """In how many texts each of these stands."""
        laid = self._laid
        if not laid.things:
            return [0] * len(things)
        at, known = _places(laid.things, things)
        found: list[int] = (known * (_counts(laid.once_starts, at) + _counts(laid.often_starts, at))).tolist()
        return found


def _places(column: Sequence[int], things: Sequence[int]) -> "tuple[NDArray[np.intp], NDArray[np.bool_]]":
    """Where each of these stands in a column in order, and whether it does (else the place says nothing)."""
    import numpy as np

    held, asked = np.asarray(column), np.array(things, np.uint32)
    at = np.minimum(np.searchsorted(held, asked), len(held) - 1)
    return at, held[at] == asked


def _counts(starts: Sequence[int], at: "NDArray[np.intp]") -> "NDArray[np.integer[Any]]":
    """How many texts stand under the things of these places."""
    import numpy as np

    held = np.asarray(starts)
    found: NDArray[np.integer[Any]] = held[at + 1] - held[at]
    return found


def _spans(
    starts: Sequence[int], at: "NDArray[np.intp]", column: Sequence[int]
) -> "NDArray[np.integer[Any]]":
    """What stands in a column under the things of these places, one thing after another."""
    import numpy as np

    begins, held = np.asarray(starts), np.asarray(column)
    spans = zip(begins[at].tolist(), begins[at + 1].tolist(), strict=True)
    return np.concatenate([held[:0], *(held[start:end] for start, end in spans)])
