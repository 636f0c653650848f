"""Takes a sentence apart into the pieces of words that the encoder knows: the likeliest row of them. Pure.

Each piece has a score, the logarithm of how common it is; of all ways to write a word in pieces the one with the
highest sum is taken. A sign that stands in no piece is UNKNOWN.
"""

import unicodedata
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

FIRST, LAST, UNKNOWN = 0, 2, 3
"""What stands before every sentence, after it, and for what is no piece."""

LONGEST = 600
"""Signs that are looked at."""

MOST = 94
"""Pieces that are looked at."""

_BEGINS = "▁"
"""Stands before the first sign of a word."""

_UNKNOWN_COSTS = 10.0
"""How much worse a sign that is no piece is than the rarest piece."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The number of each known piece, and the scores by number. `longest` is that of a piece, in signs."""

    known: Mapping[str, int]
    scores: Sequence[float]
    longest: int
    worst: float

    def of(self, text: str) -> list[int]:
        """The numbers of the pieces of `text`, between FIRST and LAST. Never raises."""
        said = unicodedata.normalize("NFKC", text[:LONGEST].lower())
        found = [number for word in said.split() for number in self._of_word(_BEGINS + word)]
        return [FIRST, *found[:MOST], LAST]

    def _of_word(self, word: str) -> Iterator[int]:
        size = len(word)
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(float("-inf"), 0, UNKNOWN)] * size
        for start in range(size):
            so_far = best[start][0]
            for end in range(start + 1, min(size, start + self.longest) + 1):
                piece = self.known.get(word[start:end])
                if piece is not None and so_far + self.scores[piece] > best[end][0]:
                    best[end] = (so_far + self.scores[piece], start, piece)
            if so_far + self.worst > best[start + 1][0]:
                best[start + 1] = (so_far + self.worst, start, UNKNOWN)
        numbers, at = list[int](), size
        while at:
            _, at, number = best[at]
            numbers.append(number)
        return reversed(numbers)


def pieces_of(lines: str, scores: Sequence[float]) -> Pieces:
    """The pieces of a file of weights, one a line, in the order of their numbers; those up to UNKNOWN are no text."""
    names, each_score = lines.split("\n"), array("f", scores)
    if len(names) != len(each_score):
        raise ValueError("not every piece has a score")
    known = {name: number for number, name in enumerate(names) if number > UNKNOWN}
    worst = min(each_score[number] for number in known.values()) - _UNKNOWN_COSTS
    return Pieces(known, each_score, max(map(len, known)), worst)
