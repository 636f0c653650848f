"""How much of a question each of many texts holds, rare things weighing more (BM25). Pure.

A thing is a word or a piece of a text, as a number; what is laid out here is in which texts each thing stands.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogs.dutch.packed import Body

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
        self._back = [_SOON * (1 - _LONG + _LONG * size / self._usual) for size in laid.sizes]

    def knows(self, thing: int) -> bool:
        """Whether some text holds it."""
        return _place(self._laid.things, thing) is not None

    def rare(self, thing: int) -> float:
        """How rare it is; what nobody holds is the rarest."""
        laid = self._like._laid
        at = _place(laid.things, thing)
        spread = 0
        if at is not None:
            spread += laid.once_starts[at + 1] - laid.once_starts[at]
            spread += laid.often_starts[at + 1] - laid.often_starts[at]
        return math.log(1 + (len(laid.sizes) - spread + 0.5) / (spread + 0.5))

    def held(self, asked: Mapping[int, int]) -> list[float]:
        """How much of what is asked (how often which thing) each text holds, 0 to 1."""
        laid, back, whole = self._laid, self._back, 0.0
        once, often = [0.0] * len(back), [0.0] * len(back)
        for thing, count in asked.items():
            weight = count * self.rare(thing)
            whole += weight
            at = _place(laid.things, thing)
            if at is None:
                continue
            for owner in laid.once[laid.once_starts[at] : laid.once_starts[at + 1]]:
                once[owner] += weight
            start, end = laid.often_starts[at], laid.often_starts[at + 1]
            for owner, times in zip(laid.often[start:end], laid.times[start:end], strict=True):
                often[owner] += weight * times / (times + back[owner])
        rows = zip(once, often, back, strict=True)
        return [
            (all_once / (1 + held_back) + all_often) / (whole or 1) for all_once, all_often, held_back in rows
        ]


def _place(things: Sequence[int], thing: int) -> int | None:
    at = bisect_left(things, thing)
    return at if at < len(things) and things[at] == thing else None
