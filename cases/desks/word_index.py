"""The newest cases of a register with the words of each, by word: what is looked up costs what it finds.

A copy of rows, kept at hand by cases/desks/at_hand.py. A case goes by its place: what the keys of its rows in the lists
(cases/register/listing.py) and of its words (cases/register/searched.py) have in common, newest first.
"""

import itertools
import re
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from cases.ports import Row
from cases.register.listing import place_in

Sought = tuple[tuple[str, ...], ...]
"""For each typed word what may stand in its place: that word, or, when it stands nowhere, words of one letter off."""

FIT_FOR_TYPOS = 4
"""Shorter words are other words when one letter is another; and a number is another number."""

LONGEST_AT_BEGIN = 4
"""So short a word stands inside many others that have nothing to do with it."""

OPEN, CLOSED = "open", "closed"
"""What a case is named beside its marks."""

_MARKS, _NAME = re.compile(r'"marks":\[([^\]]*)\]'), re.compile(r'"([^"\\]*)"')
_NOT_FEW = 4
"""Of what stands in more than one of so many cases some are found soonest by looking at all from the newest on."""

_SIGNS = 11
_MANY_BITS, _BEYOND = 26, 2**63 - 1
"""A case is numbered by the second at which its place begins and by how many were numbered before it."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class WordIndex:
    """The row of each case in the list of all, and where which word stands.

    Within, a case is a whole number in the order of its place; numbers in arrays are nothing that the collector of
    garbage would look through, of which there may be millions.
    """

    def __init__(self) -> None:
        self._cases: dict[str, int] = {}  # by its place
        self._given = itertools.count()
        self._places: list[str] = []
        self._rows: dict[int, Row] = {}
        self._words: dict[int, str] = {}
        self._standing: dict[str, array[int]] = {}  # the cases in which each word stands, in their order
        self._named: dict[str, array[int]] = {}  # the same of what a list can be filtered by
        # All words in one text, and all that are numbers (each case has one) in another, while that is so.
        self._known: tuple[str, str] | None = None

    def __len__(self) -> int:
        return len(self._cases)

    @property
    def oldest(self) -> str:
        """The place of the oldest case; "" without any."""
        return self._places[-1] if self._places else ""

    def etag(self, place: str) -> str:
        """That of its row as it was learnt; "" for a case that is not known."""
        case = self._cases.get(place)
        return self._rows[case].etag if case is not None else ""

    def places(self, first: str, before: str) -> list[str]:
        """Those with first <= place < before, newest first."""
        return self._places[bisect_left(self._places, first) : bisect_left(self._places, before)]

    def learn(self, row: Row, words: Iterable[str]) -> None:
        """This is the row of a case now, and these are its words."""
        row = row._replace(value=str(row.value))  # what was written by hand may be no text
        place, told = place_in(row.key), " ".join(map(str, words))
        case = self._cases.get(place)
        if case is None:
            case = self._cases[place] = _second(place) << _MANY_BITS | next(self._given)
            insort(self._places, place)
        before, names = set(self._words.get(case, "").split()), self._names_of(case)
        now = set(told.split())
        self._rows[case], self._words[case] = row, told
        _leave(self._named, names, case)
        _stand(self._named, _names_in(row.value), case)
        if _leave(self._standing, before - now, case) + _stand(self._standing, now - before, case):
            self._known = None

    def forget(self, place: str) -> None:
        """This case is gone, or is no longer among the newest."""
        case = self._cases.pop(place, None)
        if case is None:
            return
        _leave(self._named, self._names_of(case), case)
        del self._rows[case], self._places[bisect_left(self._places, place)]
        if _leave(self._standing, set(self._words.pop(case).split()), case):
            self._known = None

    def holds(self, word: str) -> bool:
        """Whether this word stands in some case, or one that holds it."""
        return next(self._holding(word), None) is not None

    def holding(self, sought: Sought, first: str = "", before: str = "~", named: str = "") -> Iterator[Row]:
        """The cases with first <= place < before (of a range of moments) in which for each of the sought words one
        stands, or one that holds it, newest first; without any sought: all of them. `named`: only those that are OPEN,
        or CLOSED, or have this mark."""
        groups = [
            [self._standing[known] for word in words for known in self._holding(word)] for words in sought
        ]
        groups += [[self._named[named]] if named in self._named else []] if named else []
        fewest = min(groups, key=lambda group: sum(map(len, group)), default=[])
        if not groups or sum(map(len, fewest)) * _NOT_FEW > len(self):
            found: Iterable[int] = map(self._case_at, self.places(first, before))
        else:
            low, high = _bound(first), _bound(before)
            found = sorted({case for each in fewest for case in _between(each, low, high)})
        wanted = [[as_it_stands(word) for word in words] for words in sought]
        for case in found:
            row, told = self._rows.get(case), self._words.get(case, "")
            if row is None or (named and named not in _names_in(row.value)):
                continue
            if all(any(each in told for each in words) for words in wanted):
                yield row

    def near(self, word: str) -> tuple[str, ...]:
        """Words that stand in some case and differ from this one by a letter: another, one more, one less, or two of
        them changed places."""
        if len(word) < FIT_FOR_TYPOS or any(sign.isdigit() for sign in word):
            return ()
        return tuple(sorted({each for each in _one_letter_off(word) if each in self._standing} - {word}))

    def _holding(self, word: str) -> Iterator[str]:
        """The known words that hold this one, each once."""
        if self._known is None:
            numbers = [each for each in self._standing if each.isdigit()]
            others = [each for each in self._standing if not each.isdigit()]
            self._known = f" {' '.join(others)} ", f" {' '.join(numbers)} "
        wanted = as_it_stands(word)
        for known in self._known if word.isdigit() else self._known[:1]:
            at = known.find(wanted)
            while at >= 0:
                end = known.find(" ", at + 1)
                yield known[known.rfind(" ", 0, at + 1) + 1 : end]
                at = known.find(wanted, end)

    def _names_of(self, case: int) -> set[str]:
        row = self._rows.get(case)
        return _names_in(row.value) if row is not None else set()

    def _case_at(self, place: str) -> int:
        """That of no case for a place that went meanwhile."""
        return self._cases.get(place, -1)


def as_it_stands(word: str) -> str:
    """What of a row of words holds this one: a long word and a number also inside another word, a short one at its
    begin."""
    return word if len(word) > LONGEST_AT_BEGIN or word.isdigit() else f" {word}"


def _second(place: str) -> int:
    """What a place begins with; 0 for one that was made by hand."""
    told = place[:_SIGNS]
    return int(told) if told.isascii() and told.isdigit() else 0


def _bound(place: str) -> int:
    """Where among the numbers of cases a range begins or ends: before those of this second, or, when something follows
    the second, after them."""
    if not place:
        return 0
    if not place[0].isdigit():
        return _BEYOND
    return _second(place) + (len(place) > _SIGNS) << _MANY_BITS


def _between(cases: "array[int]", low: int, high: int) -> "array[int]":
    return cases[bisect_left(cases, low) : bisect_left(cases, high)]


def _names_in(row: str) -> set[str]:
    """What a list can be filtered by, of a case with this row; one that cannot be read may be open."""
    marks = _MARKS.search(row)
    state = CLOSED if '"is_open":false' in row else OPEN
    return {state, *_NAME.findall(marks[1])} if marks is not None else {state}


def _stand(standing: "dict[str, array[int]]", words: Iterable[str], case: int) -> bool:
    """Put the case in its place under each of these; gives whether one of them is new."""
    new = False
    for word in words:
        cases = standing.get(word)
        if cases is None:
            standing[word], new = array("q", (case,)), True
        elif cases[-1] < case:  # nearly always, when all of them are read
            cases.append(case)
        else:
            insort(cases, case)
    return new


def _leave(standing: "dict[str, array[int]]", words: Iterable[str], case: int) -> bool:
    """Take the case away under each of these; gives whether one of them stands nowhere now."""
    gone = False
    for word in words:
        cases = standing[word]
        del cases[bisect_left(cases, case)]
        if not cases:
            del standing[word]
            gone = True
    return gone


def _one_letter_off(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
