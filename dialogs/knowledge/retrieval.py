"""Finds the entry that answers a question: how alike the words are, and how alike their parts. Pure.

An entry is all that it says: its heading (which counts twice), every other way to ask it, and its answer. Two scorers
each tell how much of a question it holds, rare things weighing more (BM25): whole words, and pieces of three and of
five signs in a row, also across words, which forgive slips and endings and look into long Dutch words. What no entry
holds counts against a question, so what is about something else comes near nothing. A way to ask, word for word,
needs no scorer. The weights and limits are fitted on tests/dialogs/knowledge/questions.tsv; `python -m bench.knowledge`
tells how well it does.
"""

import math
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from dialogs.dutch.model import Model
from dialogs.dutch.words import words_of
from dialogs.knowledge.entries import OF_OFFICE, Entry
from dialogs.knowledge.subjects import subject_of

LONGEST = 600
"""Signs of a question that are looked at: what comes after them hardly changes what it is about."""

SURE, NEAR, LEAD = 0.21, 0.13, 0.02
"""From SURE on an entry may answer by itself, if it is LEAD ahead of the next and holds the rarest word of the
question. From NEAR on it is offered; below that nothing is known about the question."""

SURE_OF_OFFICE = 0.25
"""What an office answered before was asked in one way alone: it needs more to answer by itself."""

LOOKED_AT = 12
"""Among so many of the nearest a second one is looked for."""

PLAINLY = 0.32
"""From here on an entry may answer even what is perhaps no question."""

_WORD = 5
"""Of a longer word its first so many signs are looked for, in any word."""

_SIZES = (3, 5)
_SPREAD = np.uint32(16_777_619)
"""Spreads the signs of a piece over 32 bits; that two pieces share a number hardly ever happens."""
_OF_WORDS = 0.25
"""What the words weigh beside their parts."""

_OF_SUBJECT = 0.6
"""How much more an entry counts that is about what the question is about."""

_WHOLE = (1 + _OF_WORDS) * (1 + _OF_SUBJECT)

_SOON, _LONG = 1.2, 0.6
"""BM25: how soon more of the same adds little, and how much a long entry is held back."""


def any_entry(entry: Entry) -> bool:
    """Among which an answer is looked for, when nothing says otherwise."""
    return True


Numbers = npt.NDArray[np.uint32]
Counted = tuple[Numbers, npt.NDArray[np.uint16]]
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that answer, the nearest first: one that is `sure`, or at most two to choose from, or none."""

    entries: tuple[Entry, ...] = ()
    sure: bool = False


class Index:
    """Looks up questions among entries; safe to share, it holds nothing of who asks."""

    def __init__(
        self, entries: Sequence[Entry], begins: Sequence[str] = (), subjects: Model | None = None
    ) -> None:
        """`begins` are words that a question may begin with and that do not tell what it is about; `subjects` hears
        what it is about (None: nobody does)."""
        self._subjects = subjects
        self._begins = sorted((words_of(each) for each in begins), key=len, reverse=True)
        self._numbers: dict[str, int] = {}
        self._shelves: tuple[_Shelf, ...] = (_Shelf(entries, self._numbers),)

    def with_more(self, entries: Sequence[Entry]) -> "Index":
        """One that looks among these first and as well. How rare things are, the entries of this one tell: so few more
        hardly change that, and are laid out in no time."""
        more = copy(self)
        more._numbers = dict(self._numbers)
        more._shelves = (_Shelf(entries, more._numbers, self._shelves[-1]), *self._shelves)
        return more

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return tuple(each for shelf in self._shelves for each in shelf.entries)

    def answer_to(
        self, text: str, *, sure: float = SURE, among: Callable[[Entry], bool] = any_entry
    ) -> Found:
        """What answers this question; by itself from `sure` on. Never raises.

        Of two to choose from, the second is about something else than the first, if such a one is near: who is not sure
        of the subject offers two. What an office answered before need not be ahead of what the policy says; where it
        could answer by itself but for that, both are offered, it first.
        """
        if (same := self.exactly(text, among)) is not None:
            return Found((same,), sure=True)
        ranked = self.ranked(text, most=LOOKED_AT, among=among)
        if not ranked or ranked[0][1] < NEAR:
            return Found()
        (first, score), *others = ranked
        rivals = [near for entry, near in others if first.staat != OF_OFFICE or entry.staat == OF_OFFICE]
        ahead = not rivals or rivals[0] < score - LEAD
        given = next((entry for entry, near in ranked if near >= sure and entry.staat == OF_OFFICE), None)
        if given is not None and given != first and self._holds_the_rarest(given, text):
            return Found((given, first))
        enough = max(sure, SURE_OF_OFFICE) if first.staat == OF_OFFICE else sure
        if score >= enough and ahead and self._holds_the_rarest(first, text):
            return Found((first,), sure=True)
        near_ones = [entry for entry, near in others if near >= NEAR]
        elsewhere = [entry for entry in near_ones if subject_of(entry) != subject_of(first)]
        return Found((first, *(elsewhere or near_ones)[:1]))

    def exactly(self, text: str, among: Callable[[Entry], bool] = any_entry) -> Entry | None:
        """The entry that is asked in these very words."""
        said = " ".join(words_of(text[:LONGEST]))
        known = (shelf.entries[shelf.ways[said]] for shelf in self._shelves if said in shelf.ways)
        return next(filter(among, known), None)

    def ranked(
        self, text: str, *, most: int = 5, among: Callable[[Entry], bool] = any_entry
    ) -> list[tuple[Entry, float]]:
        """The nearest entries with how much of the question they hold (0 to 1), the nearest first."""
        words = self._about(words_of(text[:LONGEST]))
        entries = self.entries
        if not words or not entries:
            return []
        numbers = self._numbered(words)
        parts = _parts(f" {' '.join(words)} ")
        near = np.concatenate(
            [each.parts.held(parts) + _OF_WORDS * each.words.held(numbers) for each in self._shelves]
        )
        if self._subjects is not None:
            chances = self._subjects.chances(" ".join(words))
            likely = max(chances.values())  # what is about nothing of the policy is held to be about this
            about = [chances.get(each, likely) for shelf in self._shelves for each in shelf.about_what]
            near *= 1 + _OF_SUBJECT * np.array(about, np.float32)
        order = (at for at in np.argsort(-near, kind="stable") if among(entries[at]))
        return [(entries[at], float(near[at]) / _WHOLE) for at in islice(order, most)]

    def _numbered(self, words: list[str]) -> Numbers:
        """The numbers of these words; what no entry holds has the number after the last."""
        return np.array([self._numbers.get(word, len(self._numbers)) for word in words], np.uint32)

    def _about(self, words: list[str]) -> list[str]:
        """What is left without the words that any question may begin with; all of them when that is nothing."""
        begin = next((each for each in self._begins if words[: len(each)] == each), [])
        return words[len(begin) :] or words

    def _holds_the_rarest(self, entry: Entry, text: str) -> bool:
        """Whether the entry speaks of what most questions do not: alike in all but that is about something else."""
        words = self._about(words_of(text[:LONGEST]))
        rare = self._shelves[-1].words.rare(self._numbered(words))
        rarest = words[int(rare.argmax())]
        said = next(each.lines[entry.id] for each in self._shelves if entry.id in each.lines)
        return rarest[:_WORD] in said if len(rarest) >= _WORD else f" {rarest} " in said


class _Shelf:
    """Entries, laid out to be looked through: every way to ask one, what each says, and what that holds."""

    def __init__(
        self, entries: Sequence[Entry], numbers: dict[str, int], like: "_Shelf | None" = None
    ) -> None:
        """`numbers` are those of the words, and get those of new ones; `like` tells how rare things are (else these
        entries do)."""
        self.entries = tuple(entries)
        self.about_what = [subject_of(each) for each in self.entries]
        self.ways: dict[str, int] = {}
        self.lines: dict[str, str] = {}
        parts, held = list[Counted](), list[Counted]()
        for at, each in enumerate(self.entries):  # one by one: all at once would take many times the room
            said = [words_of(passage) for passage in (each.vraag, *each.asked, each.antwoord)]
            self.ways |= {" ".join(words): at for words in said[:-1]}
            self.lines[each.id] = "\n".join(f" {' '.join(words)} " for words in said)
            parts.append(_counted(_parts(self.lines[each.id])))
            numbered = [numbers.setdefault(word, len(numbers)) for words in said for word in words]
            held.append(_counted(np.array(numbered, np.uint32)))
        self.parts: _Scorer = _Scorer(parts, like.parts if like is not None else None)
        self.words: _Scorer = _Scorer(held, like.words if like is not None else None)


class _Scorer:
    """What each entry holds, laid out by thing: a word or a piece of a text, as its number."""

    def __init__(self, held: Sequence[Counted], like: "_Scorer | None" = None) -> None:
        """`held` are the things of each entry, and how often each is there; `like` tells how rare each is, and how long
        entries are."""
        self._like = like or self
        self._count = count = len(held)
        sizes = np.array([times.sum() for _, times in held], np.int64)
        things = np.concatenate([each for each, _ in held] or [np.zeros(0, np.uint32)])
        times = np.concatenate([each for _, each in held] or [np.zeros(0, np.uint16)])
        owners = np.repeat(np.arange(count, dtype=np.uint16), [len(each) for each, _ in held])
        order = np.argsort(things, kind="stable")
        things, times, self._holds = things[order], times[order], owners[order]
        starts = np.flatnonzero(np.concatenate(([True], things[1:] != things[:-1]))[: len(things)])
        self._things = things[starts]
        self._starts = np.append(starts, len(things))
        spread = np.diff(self._starts)
        if like is None:
            self._rare = np.log(1 + (count - spread + 0.5) / (spread + 0.5))
            self._unknown = math.log(1 + count / 0.5)
            self._usual = max(float(sizes.sum()) / max(count, 1), 1.0)
        else:
            self._rare, self._unknown, self._usual = like.rare(self._things), like._unknown, like._usual
        back = (_SOON * (1 - _LONG + _LONG * sizes / self._usual)).astype(np.float32)
        rare = np.repeat(self._rare.astype(np.float32), spread)
        self._weights = times * np.float32(_SOON + 1) / (times + back[self._holds]) * rare

    def rare(self, asked: Numbers) -> npt.NDArray[np.float64]:
        """How rare each of these is; what nobody holds is the rarest."""
        known, at = self._known(asked)
        rare = np.full(len(asked), self._unknown)
        rare[known] = self._rare[at]
        return rare

    def held(self, asked: Numbers) -> Scores:
        """How much of what is asked each entry holds, 0 to 1."""
        held = np.zeros(self._count, np.float32)
        _, known = self._known(asked)
        for start, end in zip(self._starts[known], self._starts[known + 1], strict=True):
            held[self._holds[start:end]] += self._weights[start:end]
        whole = float(self._like.rare(asked).sum())
        return held / np.float32(max(whole * (_SOON + 1), 1e-6))

    def _known(self, asked: Numbers) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]:
        """Which of these some entry holds, and where those stand among the things."""
        at = np.searchsorted(self._things, asked)
        known = at < len(self._things)
        known[known] = self._things[at[known]] == asked[known]
        return known, at[known]


def _counted(things: Numbers) -> Counted:
    """Each of these once, and how often it is there."""
    once, times = np.unique(things, return_counts=True)
    return once, times.astype(np.uint16)


def _parts(text: str) -> Numbers:
    """The pieces of a text, each as one number made of its signs. No piece reaches over the end of a line."""
    signs = np.frombuffer(text.encode("ascii"), np.uint8).astype(np.uint32)
    pieces = []
    for size in _SIZES:
        count = max(len(signs) - size + 1, 0)
        piece, inside = np.full(count, size, np.uint32), np.ones(count, bool)
        for place in range(size):
            here = signs[place : place + count]
            piece = piece * _SPREAD + here
            inside &= here != ord("\n")
        pieces.append(piece[inside])
    return np.concatenate(pieces)
