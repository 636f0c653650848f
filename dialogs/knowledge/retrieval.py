"""Finds the entry that answers a question: how alike the words are, their parts, and what is meant. Pure.

Two scorers each tell how much of a question an entry holds (`scorer.py`): one looks at whole words, one at pieces of
them (`shelf.py`). What no entry holds counts against a question, so what is about something else comes near nothing. A
way to ask, word for word, needs no scorer. What is known at all, these two tell; which of what is known comes first,
the second ear tells as well (`meanings.py`). The weights of the words and the limits are fitted on
tests/dialogs/knowledge/questions.tsv, that of the meaning on ways to ask that were left out; `python -m
bench.knowledge` tells how well it does.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING

from dialogs.dutch.model import Model
from dialogs.dutch.words import plain, words_of
from dialogs.knowledge.entries import OF_OFFICE, Entry
from dialogs.knowledge.meanings import Meanings
from dialogs.knowledge.own_names import OwnNames
from dialogs.knowledge.shelf import Shelf, number_of, numbered_parts, numbered_words
from dialogs.knowledge.subjects import subject_of

if TYPE_CHECKING:
    from dialogs.dutch.encoder import Read

LONGEST = 600
"""Signs of a question that are looked at: what comes after them hardly changes what it is about."""

SURE, NEAR, LEAD = 0.24, 0.13, 0.02
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

_OF_WORDS = 0.25
"""What the words weigh beside their parts."""

_OF_SUBJECT = 0.6
"""How much more an entry counts that is about what the question is about."""

_OF_MEANING = 0.5
"""What an entry loses that is as much less like the question in meaning than the nearest one (1: at right angles)."""

_WHOLE = (1 + _OF_WORDS) * (1 + _OF_SUBJECT)


def any_entry(entry: Entry) -> bool:
    """Among which an answer is looked for, when nothing says otherwise."""
    return True


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that answer, the nearest first: one that is `sure`, or at most two to choose from, or none."""

    entries: tuple[Entry, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Near:
    """An entry, how much of the question it `holds`, and how `near` it is when what is meant counts too."""

    entry: Entry
    holds: float
    near: float


class Index:
    """Looks up questions among entries; safe to share, it holds nothing of who asks."""

    def __init__(
        self,
        shelf: Shelf,
        begins: Sequence[str] = (),
        subjects: Model | None = None,
        meanings: Meanings | None = None,
    ) -> None:
        """`begins` are words that a question may begin with and that do not tell what it is about; `subjects` hears
        what it is about, `meanings` how near it is to each entry (None: nobody does)."""
        self._subjects, self._meanings = subjects, meanings
        self._begins = sorted((words_of(each) for each in begins), key=len, reverse=True)
        self._shelves: tuple[Shelf, ...] = (shelf,)
        self._by_id = {each.id: each for each in shelf.entries}
        self._own: OwnNames | None = None

    def __contains__(self, entry_id: str) -> bool:
        """Whether `entry` has one for this id."""
        return entry_id in self._by_id

    def called(self, own: OwnNames) -> "Index":
        """The same, for who is called otherwise than these entries say."""
        theirs = copy(self)
        theirs._own = own
        return theirs

    def holds(self, word: str) -> bool:
        """Whether some entry holds this word."""
        return self._shelves[-1].words.knows(number_of(word))

    def with_more(self, entries: Sequence[Entry]) -> "Index":
        """One that looks among these first and as well. How rare things are, the entries of this one tell: so few more
        hardly change that, and are laid out in no time."""
        more = copy(self)
        more._shelves = (Shelf(entries, like=self._shelves[-1], words=self._words), *self._shelves)
        return more

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return tuple(map(self._told, self._kept))

    def entry(self, entry_id: str) -> Entry:
        """The one with this id, which is not one of an office. Raises KeyError."""
        return self._told(self._by_id[entry_id])

    @property
    def _kept(self) -> Iterator[Entry]:
        """All of them, as they are laid out."""
        return (each for shelf in self._shelves for each in shelf.entries)

    def _heard(self, text: str) -> str:
        """What is looked at of a question, with the names that the entries have."""
        return text[:LONGEST] if self._own is None else self._own.heard(text[:LONGEST])

    def _told(self, entry: Entry) -> Entry:
        return entry if self._own is None else self._own.told(entry)

    def _words(self, text: str) -> list[str]:
        return words_of(self._named(text))

    def _named(self, text: str) -> str:
        return text if self._own is None else self._own.heard(text)

    def answer_to(
        self, text: str, *, sure: float = SURE, among: Callable[[Entry], bool] = any_entry
    ) -> Found:
        """What answers this question, as `Asked.answer` tells. Never raises."""
        return self.asked(text).answer(sure=sure, among=among)

    def asked(self, text: str, read: "Read | None" = None) -> "Asked":
        """This question, to be looked up once or more. `read` is what the second ear made of the line, if it was
        asked."""
        return Asked(self, text, self._heard(text), read)

    def _answer_to(self, question: "Asked", sure: float, among: Callable[[Entry], bool]) -> Found:
        # What comes before a flow, or in the middle of one, the words alone decide.
        text = question.heard
        ranked = self._nearest(question, LOOKED_AT, among, by_meaning=sure <= SURE)
        if not ranked or ranked[0].near < NEAR:
            return Found()
        first, *others = ranked
        of_office = first.entry.staat == OF_OFFICE
        rivals = [each.near for each in others if not of_office or each.entry.staat == OF_OFFICE]
        ahead = not rivals or rivals[0] < first.near - LEAD
        given = next(
            (each.entry for each in ranked if each.holds >= sure and each.entry.staat == OF_OFFICE), None
        )
        if given is not None and given != first.entry and self._holds_the_rarest(given, text):
            return Found((given, first.entry))
        enough = max(sure, SURE_OF_OFFICE) if of_office else sure
        if first.holds >= enough and ahead and self._holds_the_rarest(first.entry, text):
            return Found((first.entry,), sure=True)
        near_ones = [each.entry for each in others if each.near >= NEAR]
        elsewhere = [each for each in near_ones if subject_of(each) != subject_of(first.entry)]
        return Found((first.entry, *(elsewhere or near_ones)[:1]))

    def exactly(self, text: str, among: Callable[[Entry], bool] = any_entry) -> Entry | None:
        """The entry that is asked in these very words."""
        readings = [self._heard(text)]
        if self._own is not None:
            readings.append(self._own.heard(text[:LONGEST], every=True))
        said = dict.fromkeys(tuple(words_of(each)) for each in readings)
        known = (each for words in said for shelf in self._shelves for each in shelf.asked_as(words))
        found = next(filter(among, known), None)
        return found and self._told(found)

    def ranked(
        self, text: str, *, most: int = 5, among: Callable[[Entry], bool] = any_entry
    ) -> list[tuple[Entry, float]]:
        """The nearest entries to this question, as `Asked.ranked` tells."""
        return self.asked(text).ranked(most=most, among=among)

    def _nearest(
        self, question: "Asked", most: int, among: Callable[[Entry], bool], *, by_meaning: bool = True
    ) -> list[_Near]:
        """The nearest ones, the nearest first. What is meant is asked only when some entry holds enough of it."""
        holds = question.held
        if not holds:
            return []
        held = [each for each in zip(self._kept, holds, strict=True) if among(each[0])]
        near = self._by_meaning(question, held) if by_meaning else [each for _, each in held]
        nearest = nlargest(most, zip(near, range(0, -len(near), -1), strict=True))
        return [_Near(*held[-at], how_near) for how_near, at in nearest]

    def _by_meaning(self, question: "Asked", held: Sequence[tuple[Entry, float]]) -> list[float]:
        """How near each of these entries is when what is meant counts too; those of offices are told by words alone."""
        own = {entry.id: holds for entry, holds in held if entry.staat != OF_OFFICE}
        most_held = max(own.values(), default=0.0)
        if self._meanings is not None and most_held >= NEAR:
            lacks = self._meanings.lacks(question.heard, question.read)
            meant = {each: holds - _OF_MEANING * lacks.get(each, 0.0) for each, holds in own.items()}
            up = most_held - max(meant.values())
            own = {each: value + up for each, value in meant.items()}
        return [own.get(entry.id, holds) for entry, holds in held]

    def _held(self, text: str) -> list[float]:
        """How much of the question each entry holds (0 to 1); nothing when it has no word."""
        words = self._about(words_of(text))
        if not words:
            return []
        import numpy as np

        numbers, parts = numbered_words(words), Counter(numbered_parts(" ".join(words)))
        near = np.concatenate(
            [shelf.parts.held(parts) + _OF_WORDS * shelf.words.held(numbers) for shelf in self._shelves]
        )
        if self._subjects is not None:
            chances = self._subjects.chances(" ".join(words))
            likely = max(chances.values())  # what is about nothing of the policy is held to be about this
            about = [chances.get(each, likely) for shelf in self._shelves for each in shelf.about_what]
            near *= 1 + _OF_SUBJECT * np.array(about)
        found: list[float] = (near / _WHOLE).tolist()
        return found

    def _about(self, words: list[str]) -> list[str]:
        """What is left without the words that any question may begin with; all of them when that is nothing."""
        begin = next((each for each in self._begins if words[: len(each)] == each), [])
        return words[len(begin) :] or words

    def _holds_the_rarest(self, entry: Entry, text: str) -> bool:
        """Whether the entry speaks of what most questions do not: alike in all but that is about something else."""
        words = self._about(words_of(text))
        rarest = max(words, key=lambda each: self._shelves[-1].words.rare(number_of(each)))
        said = self._named("\n".join((*entry.asked, entry.antwoord)))
        # What stands in plain words stands in one of them: a word has no sign of those between two.
        return rarest[:_WORD] in plain(said) if len(rarest) >= _WORD else rarest in words_of(said)


class Asked:
    """A question, looked up among the entries of an index: how much of it each of them holds is found out once. It
    lives as long as a turn."""

    def __init__(self, index: Index, text: str, heard: str, read: "Read | None") -> None:
        """`heard` is what is looked at of `text`, with the names that the entries have."""
        self._index, self._text = index, text
        self.heard, self.read = heard, read

    @cached_property
    def held(self) -> list[float]:
        """How much of it each entry holds (0 to 1); nothing when it has no word."""
        return self._index._held(self.heard)

    def answer(self, *, sure: float = SURE, among: Callable[[Entry], bool] = any_entry) -> Found:
        """What answers it; by itself from `sure` on. Never raises.

        Of two to choose from, the second is about something else than the first, if such a one is near: who is not sure
        of the subject offers two. What an office answered before need not be ahead of what the policy says; where it
        could answer by itself but for that, both are offered, it first.
        """
        if (same := self._index.exactly(self._text, among)) is not None:
            return Found((same,), sure=True)
        found = self._index._answer_to(self, sure, among)
        return Found(tuple(map(self._index._told, found.entries)), found.sure)

    def ranked(
        self, *, most: int = 5, among: Callable[[Entry], bool] = any_entry
    ) -> list[tuple[Entry, float]]:
        """The nearest entries and how near they are (0 to 1), the nearest first. That is as near as what holds most of
        the question."""
        found = self._index._nearest(self, most, among)
        return [(self._index._told(each.entry), max(each.near, 0.0)) for each in found]
