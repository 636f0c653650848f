"""Finds the entry that answers a question: how alike the words are, and how alike their parts. Pure.

Every way to ask an entry is a passage by itself, and so is its answer: the nearest passage tells how near the entry is.
Two scorers each compare as a cosine of weighted counts (rare weighs more): whole words, and three to five signs of a
word in a row, which forgives slips and endings and looks into long Dutch words. Words that no passage holds
count against a question, so what is about something else comes near nothing.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dialogs.dutch.words import words_of
from dialogs.knowledge.entries import Entry

LONGEST = 600
"""Signs of a question that are looked at: what comes after them hardly changes what it is about."""

SURE = 0.44
"""From this nearness on an entry may answer by itself. Fitted on questions that no entry answers (`make bench`)."""

NEAR = 0.3
"""From here on an entry is offered; below it nothing is known about the question."""

LEAD = 0.06
"""How far the nearest must be ahead of the next to answer by itself."""

_IN_ANSWER = 0.75
"""What the words of an answer weigh beside a way to ask."""

_SIZES = (3, 4, 5)

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that answer, the nearest first: one that is `sure`, or at most two to choose from, or none."""

    entries: tuple[Entry, ...] = ()
    sure: bool = False


class Index:
    """Looks up questions among entries; safe to share, it holds nothing of who asks."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        passages = [passage for each in self._entries for passage in (*each.asked, each.antwoord)]
        said = [words_of(passage) for passage in passages]
        self._ways = np.array(
            [at for each in self._entries for at in (*(1.0,) * len(each.asked), _IN_ANSWER)], np.float32
        )
        sizes = [len(each.asked) + 1 for each in self._entries]
        self._first = np.cumsum([0, *sizes[:-1]])
        self._said = [" ".join(each) for each in said]
        self._words = _Space(said)
        parts = {word: tuple(_parts(word)) for each in said for word in each}
        self._parts = _Space([[part for word in each for part in parts[word]] for each in said])

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return self._entries

    def answer_to(self, text: str) -> Found:
        """What answers this question. Never raises."""
        ranked = self.ranked(text)
        if not ranked or ranked[0][1] < NEAR:
            return Found()
        (first, score), *others = ranked
        close = [entry for entry, near in others[:1] if near >= max(NEAR, score - LEAD)]
        if score >= SURE and not close:
            return Found((first,), sure=True)
        return Found((first, *(close or (entry for entry, near in others[:1] if near >= NEAR))))

    def nearest(self, text: str, wanted: Callable[[Entry], bool], most: int = 2) -> tuple[Entry, ...]:
        """The nearest of the entries that are wanted, however far."""
        ranked = self.ranked(text, most=len(self._entries))
        return tuple(entry for entry, _ in ranked if wanted(entry))[:most]

    def ranked(self, text: str, *, most: int = 5, itself: bool = True) -> list[tuple[Entry, float]]:
        """The nearest entries with how near they are (0 to 1). Without `itself` the same words do not count."""
        said = words_of(text[:LONGEST])
        if not said or not self._entries:
            return []
        near = self._words.near(said) + self._parts.near([part for word in said for part in _parts(word)])
        near *= self._ways / 2
        if not itself:
            same = " ".join(said)
            near[[at for at, passage in enumerate(self._said) if passage == same]] = 0
        best = np.maximum.reduceat(near, self._first)
        order = np.argsort(-best, kind="stable")[:most]
        return [(self._entries[at], float(best[at])) for at in order]


class _Space:
    """Passages as weighted counts of what they hold, laid out by what is held."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        self._names: dict[str, int] = {}
        places = self._names
        held = np.array(
            [places.setdefault(each, len(places)) for passage in passages for each in passage], np.int64
        )
        passage_of = np.repeat(np.arange(len(passages)), [len(each) for each in passages])
        self._count, kinds = len(passages), max(len(places), 1)
        pairs, times = np.unique(held * max(self._count, 1) + passage_of, return_counts=True)
        kind, self._passages = np.divmod(pairs, max(self._count, 1))
        spread = np.bincount(kind, minlength=kinds)
        self._rare = np.log((1 + self._count) / (0.5 + spread))
        self._unknown = math.log((1 + self._count) / 0.5)
        weights = (1 + np.log(times)) * self._rare[kind]
        lengths = np.sqrt(np.bincount(self._passages, weights**2, minlength=self._count))
        self._weights = (weights / lengths[self._passages]).astype(np.float32)
        self._starts = np.concatenate(([0], np.cumsum(spread)))

    def near(self, said: Sequence[str]) -> Scores:
        """How near each passage is to this, 0 to 1."""
        near = np.zeros(self._count, np.float32)
        length = 0.0
        for each, times in Counter(said).items():
            at = self._names.get(each)
            weight = (1 + math.log(times)) * (self._unknown if at is None else float(self._rare[at]))
            length += weight * weight
            if at is not None:
                here = slice(self._starts[at], self._starts[at + 1])
                near[self._passages[here]] += weight * self._weights[here]
        return near / np.float32(math.sqrt(length) or 1)


def _parts(word: str) -> Iterator[str]:
    """Signs in a row, with the edges of the word as signs of their own."""
    edged = f"^{word}$"
    for size in _SIZES:
        yield from (edged[at : at + size] for at in range(len(edged) - size + 1))
