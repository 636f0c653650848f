"""Entries, laid out to be looked through: every way to ask one, and what each holds. Pure.

An entry is all that it says: its heading (which counts twice), every other way to ask it, and its answer.
Laying out all entries of the policy takes a second and many times their room, so they are laid out beforehand: the
trainer writes `entries.index`, and the start reads it. The file counts for the very words that it was made of; whoever
changes one finds it laid out anew at the start, until the file is made again.
"""

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from dialogs.dutch.packed import packed, read_packed
from dialogs.dutch.words import words_of
from dialogs.knowledge.entries import Entry
from dialogs.knowledge.scorer import LaidOut, Scorer, lay_out, read_laid_out
from dialogs.knowledge.subjects import subject_of

INDEX = Path(__file__).with_name("entries.index")

VERSION = 1
"""Of how entries are laid out: goes up with every change of that."""

_SIZES = (3, 5)
"""Signs of a piece. Pieces also reach across words: that forgives slips and endings and looks into long Dutch words."""


class Shelf:
    """Some entries, ready to be looked through."""

    def __init__(
        self,
        entries: Sequence[Entry],
        *,
        like: "Shelf | None" = None,
        index: "tuple[_Ways, LaidOut, LaidOut] | None" = None,
        words: Callable[[str], list[str]] = words_of,
    ) -> None:
        """`like` tells how rare things are (else these entries do); `index` is how they are laid out, if known;
        `words` are those of a text."""
        self.entries, self._words_of = tuple(entries), words
        self.about_what = [subject_of(each) for each in self.entries]
        self._ways, in_parts, in_words = index or _laid_out(self.entries, words)
        self.parts: Scorer = Scorer(in_parts, like.parts if like else None)
        self.words: Scorer = Scorer(in_words, like.words if like else None)

    def asked_as(self, said: Sequence[str]) -> Iterator[Entry]:
        """The entries that are asked in these very words."""
        line = " ".join(said)
        for at in self._ways.places(line):
            entry = self.entries[at]
            if any(" ".join(self._words_of(way)) == line for way in entry.asked):
                yield entry


class _Ways:
    """Which entry is asked in which words: a number for each way, in order, and whose it is."""

    def __init__(self, numbers: Sequence[int], owners: Sequence[int]) -> None:
        self.numbers, self.owners = numbers, owners

    def places(self, line: str) -> Iterator[int]:
        """Where the entries stand that may be asked in these words."""
        number = number_of(line)
        at = bisect_left(self.numbers, number)
        while at < len(self.numbers) and self.numbers[at] == number:
            yield self.owners[at]
            at += 1


def number_of(said: str) -> int:
    """A word or a line as a number of 32 bits; that two share one hardly ever happens."""
    return crc32(said.encode())


def numbered_words(words: Iterable[str]) -> Counter[int]:
    """How often there is which word."""
    return Counter(map(number_of, words))


def numbered_parts(line: str) -> Iterator[int]:
    """The pieces of a line of plain words."""
    signs = f" {line} ".encode()
    for size in _SIZES:
        for start in range(len(signs) - size + 1):
            yield crc32(signs[start : start + size])


def _laid_out(
    entries: Sequence[Entry], words_of: Callable[[str], list[str]] = words_of
) -> tuple[_Ways, LaidOut, LaidOut]:
    said = [[words_of(passage) for passage in (each.vraag, *each.asked, each.antwoord)] for each in entries]
    ways = sorted(
        {
            (number_of(" ".join(words)), owner)
            for owner, passages in enumerate(said)
            for words in passages[:-1]
        }
    )
    return (
        _Ways(array("I", [number for number, _ in ways]), array("H", [owner for _, owner in ways])),
        lay_out(
            Counter(number for words in passages for number in numbered_parts(" ".join(words)))
            for passages in said
        ),
        lay_out(numbered_words(word for words in passages for word in words) for passages in said),
    )


def digest(entries: Iterable[Entry]) -> str:
    """Tells these entries from others: all that is laid out of them."""
    lines = "\n".join("\t".join((each.id, *each.asked, each.antwoord)) for each in entries)
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def index_of(entries: Sequence[Entry]) -> bytes:
    """The file for `read_shelf`. The same entries give the same bytes."""
    ways, parts, words = _laid_out(entries)
    head: Mapping[str, object] = {
        "entries": digest(entries),
        "ways": len(ways.numbers),
        "parts": parts.counts,
        "words": words.counts,
    }
    columns = [array("I", ways.numbers), array("H", ways.owners), *parts.columns, *words.columns]
    return packed(head, VERSION, columns)


def read_shelf(entries: Sequence[Entry], path: Path = INDEX) -> Shelf:
    """These entries, laid out as the file says when it was made of them; else anew. Raises PackedError for a file that
    is not whole."""
    head, body = read_packed(path, VERSION)
    if head["entries"] != digest(entries):
        return Shelf(entries)
    ways = _Ways(body.column("I", head["ways"]), body.column("H", head["ways"]))
    parts, words = read_laid_out(head["parts"], body), read_laid_out(head["words"], body)
    body.end()
    return Shelf(entries, index=(ways, parts, words))
