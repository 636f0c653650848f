"""What a typed sentence is made of, for the model of understanding: pieces of words, words, and words near each other.

The trainer and the program take a sentence apart with this same code; a model fits only the code that it was trained
with, so `VERSION` goes up with every change here.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from dialogs.dutch.words import plain

VERSION = 1

LONGEST = 1000
"""Signs that are looked at: whoever tells more has said by then what it is about."""

BLOCKS = ("pieces", "words", "near")
"""The kinds of parts. Each is weighed by itself, so that a long word does not drown the words beside it."""

_SHORTEST_PIECE, _LONGEST_PIECE = 2, 5
_NEAR = 5
"""How many words apart two words may stand and still be heard together ("mag … mailen")."""
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z0-9]+|\?")


def parts_of(text: str) -> tuple[dict[int, int], ...]:
    """For each of BLOCKS the parts of the first LONGEST signs of `text`, as numbers of 32 bits, and how often each."""
    said = _DIGIT.sub("0", plain(text[:LONGEST]))
    words = _WORD.findall(said)
    return tuple(_counted(parts) for parts in (_pieces(said), _words(words), _near(words)))


def _counted(parts: Iterator[str]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for part in parts:
        number = crc32(part.encode())
        counts[number] = counts.get(number, 0) + 1
    return counts


def _pieces(said: str) -> Iterator[str]:
    """Rows of two to five signs within a word; the space on both sides says where it begins and ends."""
    for word in said.split():
        padded = f" {word} "
        for size in range(_SHORTEST_PIECE, _LONGEST_PIECE + 1):
            if size >= len(padded):
                yield padded
                break
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def _words(words: list[str]) -> Iterator[str]:
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def _near(words: list[str]) -> Iterator[str]:
    """Three in a row, two apart, how it begins and ends, how long it is."""
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        yield f"{first} {second} {third}"
    for at, word in enumerate(words):
        for other in words[at + 2 : at + 1 + _NEAR]:
            yield f"{word}~{other}"
    for count in (1, 2, 3):
        yield f"^{' '.join(words[:count])}"
    for count in (1, 2):
        yield f"{' '.join(words[-count:])}$"
    yield f"#{min(len(words) // 3, 12)}"
