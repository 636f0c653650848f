"""Phrases, how they are written down, and whether a sentence says them: shared by all that typed Dutch is read for.

How a phrase is written:

- `laptop kwijt`: these words, one right after the other;
- `laptop .. kwijt`: with at most five words in between;
- `laptop & kwijt`: both, anywhere in the sentence;
- `mail|brief`: one of these;
- `gestuur*`, `*laptop`, `*gegevens*`: words that begin, end, or have this in them;
- `=stop`: this is all that is said (words without meaning left out).

Small typing errors are forgiven in long words (one slip, first letter right).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from dialogs.dutch.words import nearly, plain

GAP = 5
"""How many words ".." in a phrase may stand for."""

KEY_WORD = 6
"""Words of so many letters are forgiven a slip."""

_MOST_MISTYPED = 30
"""Unknown words that are compared with the key words; a long text of nonsense must not cost more."""

_TOKEN = re.compile(r"[a-z0-9]+|[.,;:!?\n]")


class PhraseError(ValueError):
    """A phrase that cannot be read."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a phrase: any of these words, with at most `gap` words before it."""

    words: frozenset[str]
    gap: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts that must all occur, each a row of elements. `whole`: nothing else may be said. `wanted` are the words of
    all elements: of each some must be said, which is asked of every phrase for every sentence."""

    parts: tuple[tuple[Element, ...], ...]
    whole: bool
    denies: bool
    wanted: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every word that some phrase knows, and the small words that change what a phrase means."""

    fillers: frozenset[str]
    negations: frozenset[str]
    not_negated: frozenset[str]
    exact: frozenset[str]
    starts: frozenset[str]
    ends: frozenset[str]
    longest: int
    inside: tuple[str, ...]
    by_letter: Mapping[str, tuple[str, ...]]


def read_phrase(written: str, negations: frozenset[str]) -> Phrase:
    """The phrase that is written like this. Raises PhraseError."""
    whole = written.startswith("=")
    parts = [_part(part, written) for part in written.removeprefix("=").split("&")]
    if whole and len(parts) > 1:
        raise PhraseError(f"'=' and '&' do not go together: {written!r}")
    return Phrase(
        parts=tuple(parts),
        wanted=tuple(element.words for part in parts for element in part),
        whole=whole,
        denies=any(not element.words.isdisjoint(negations) for part in parts for element in part),
    )


def lexicon_of(
    phrases: Iterable[Phrase],
    fillers: frozenset[str],
    negations: frozenset[str],
    not_negated: frozenset[str],
    key_word: int = KEY_WORD,
) -> Lexicon:
    """The words of these phrases, ready to be looked up. Those of `key_word` letters or more are forgiven a slip."""
    atoms = {
        word for phrase in phrases for part in phrase.parts for element in part for word in element.words
    }
    return Lexicon(
        fillers=fillers,
        negations=negations,
        not_negated=not_negated,
        exact=frozenset(word for word in atoms if "*" not in word),
        starts=frozenset(word for word in atoms if word.endswith("*") and word[0] != "*"),
        ends=frozenset(word for word in atoms if word[0] == "*" and not word.endswith("*")),
        longest=max(map(len, atoms), default=0),
        inside=tuple(sorted(word for word in atoms if word[0] == "*" and word.endswith("*"))),
        by_letter=_key_words(atoms, key_word),
    )


def _part(part: str, written: str) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap = 0
    for piece in part.split():
        if piece == "..":
            gap = GAP
            continue
        words = frozenset(piece.split("|"))
        for word in words:
            core = word.strip("*")
            if not (core.isascii() and core.isalnum() and core == plain(core)):
                raise PhraseError(f"cannot read {word!r} in {written!r}")
        elements.append(Element(words, gap))
        gap = 0
    if not elements or gap:
        raise PhraseError(f"incomplete: {written!r}")
    return tuple(elements)


def _key_words(atoms: Iterable[str], key_word: int) -> Mapping[str, tuple[str, ...]]:
    """The words long enough to be forgiven a slip, by first letter."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for atom in sorted(atoms):
        key = atom.strip("*")
        if len(key) >= key_word:
            by_letter[key[0]].append(atom)
    return {letter: tuple(words) for letter, words in by_letter.items()}


class Sentence:
    """The words of one text, each with the words of the lexicon that it may be.

    `ends` are the places of the words with which a clause ends: what is denied before it is not denied behind it.
    `heard` are all words of the lexicon that some word may be.
    """

    def __init__(self, said: list[str], lexicon: Lexicon, ends: frozenset[int] = frozenset()) -> None:
        self._lexicon = lexicon
        self._ends = ends
        known: dict[str, frozenset[str]] = {}
        for word in said:
            if word not in known:
                known[word] = frozenset(_matching(word, lexicon))
        mistyped = [word for word, atoms in known.items() if not atoms and len(word) >= KEY_WORD - 1]
        for word in mistyped[:_MOST_MISTYPED]:
            known[word] = frozenset(_nearly_matching(word, lexicon))
        self.said = said
        self._atoms = [known[word] for word in said]
        self.heard = frozenset[str]().union(*self._atoms)
        bare = [at for at, word in enumerate(said) if word not in lexicon.fillers]
        self._bare = [self._atoms[at] for at in bare] or self._atoms
        self._bare_heard = frozenset[str]().union(*self._bare)

    def hears(self, phrase: Phrase) -> bool | None:
        """None when the phrase is not there; else whether it is denied ("geen datalek")."""
        if not self._knows_all(phrase):
            return None
        if phrase.whole:
            return False if _covers(phrase.parts[0], self._bare) else None
        denied = False
        for part in phrase.parts:
            span = _find(part, self._atoms)
            if span is None:
                return None
            denied = denied or (not phrase.denies and self._denied(*span))
        return denied

    def told(self, phrase: Phrase, hidden: frozenset[int] = frozenset()) -> frozenset[int]:
        """The places of the words that say this, of a place where it is not denied; empty when it is not said.

        Words at the places `hidden` are not heard.
        """
        if phrase.whole or not self._knows_all(phrase):
            return frozenset()
        places = set[int]()
        for part in phrase.parts:
            found = next(
                (
                    span
                    for span in self._spans(part, hidden)
                    if phrase.denies or not self._denied(span[0], span[-1])
                ),
                None,
            )
            if found is None:
                return frozenset()
            places.update(found)
        return frozenset(places)

    def everywhere(self, phrase: Phrase) -> frozenset[int]:
        """The places of all words that say this, wherever it is said, denied or not."""
        if phrase.whole or not self._knows_all(phrase):
            return frozenset()
        found = [list(self._spans(part, frozenset())) for part in phrase.parts]
        if not all(found):
            return frozenset()
        return frozenset(at for spans in found for span in spans for at in span)

    def _knows_all(self, phrase: Phrase) -> bool:
        heard = self._bare_heard if phrase.whole else self.heard
        return not any(map(heard.isdisjoint, phrase.wanted))

    def _spans(self, part: tuple[Element, ...], hidden: frozenset[int]) -> Iterator[list[int]]:
        """Each way to hear the part, by the places of its words; one for each place where it may begin."""
        for start, atoms in enumerate(self._atoms):
            if start in hidden or part[0].words.isdisjoint(atoms):
                continue
            found = [start]
            for element in part[1:]:
                ahead = range(found[-1] + 1, min(found[-1] + 2 + element.gap, len(self._atoms)))
                place = next(
                    (
                        at
                        for at in ahead
                        if at not in hidden and not element.words.isdisjoint(self._atoms[at])
                    ),
                    None,
                )
                if place is None:
                    break
                found.append(place)
            else:
                yield found

    def _denied(self, start: int, end: int) -> bool:
        before = max((at + 1 for at in self._ends if at < start), default=0)
        places = [*range(max(start - 3, before), start), *([end - 1] if end - 1 > start else [])]
        for at in places:
            if self.said[at] in self._lexicon.negations:
                after = self.said[at + 1] if at + 1 < len(self.said) else ""
                earlier = self.said[at - 1] if at else ""
                if after not in self._lexicon.not_negated and earlier not in self._lexicon.not_negated:
                    return True
        return False


Owner = TypeVar("Owner")


class Finder(Generic[Owner]):
    """Phrases, each with what it is of, by a word that it cannot do without: a sentence is not asked about all."""

    def __init__(self, phrases: Iterable[tuple[Owner, Phrase]]) -> None:
        self._phrases = tuple(phrases)
        common = Counter(
            word
            for _, phrase in self._phrases
            for part in phrase.parts
            for element in part
            for word in element.words
        )
        by_word = defaultdict[str, list[int]](list)
        for number, (_, phrase) in enumerate(self._phrases):
            elements = [element for part in phrase.parts for element in part]
            for word in min(elements, key=lambda each: sum(common[word] for word in each.words)).words:
                by_word[word].append(number)
        self._by_word = {word: tuple(numbers) for word, numbers in by_word.items()}

    def perhaps(self, sentence: Sentence) -> list[tuple[Owner, Phrase]]:
        """The phrases that this sentence may say, in the order in which they were given; it says none of the others."""
        numbers = {number for word in sentence.heard for number in self._by_word.get(word, ())}
        return [self._phrases[number] for number in sorted(numbers)]


def clauses_of(text: str) -> tuple[list[str], frozenset[int]]:
    """The words of `text`, and the places of those with which a clause ends."""
    said: list[str] = []
    ends = set[int]()
    for token in _TOKEN.findall(plain(text)):
        if token.isalnum():
            said.append(token)
        elif said:
            ends.add(len(said) - 1)
    return said, frozenset(ends)


def _nearly_matching(word: str, lexicon: Lexicon) -> Iterator[str]:
    for atom in lexicon.by_letter.get(word[0], ()):
        key = atom.strip("*")
        size = len(key)
        if len(word) < size - 1 or (len(word) > size + 1 and not atom.endswith("*")):
            continue
        # One slip spares the start, or what comes after it (moved by one place at most).
        if word[:3] != key[:3] and key[4:6] not in word[3:7]:
            continue
        lengths = {min(len(word), size - 1), min(len(word), size), min(len(word), size + 1)}
        if any(nearly(word[:length], key) for length in (lengths if atom.endswith("*") else {len(word)})):
            yield atom


def _matching(word: str, lexicon: Lexicon) -> Iterator[str]:
    if word in lexicon.exact:
        yield word
    # A word has fewer beginnings and ends than the lexicon has words.
    for size in range(1, min(len(word), lexicon.longest) + 1):
        if (atom := f"{word[:size]}*") in lexicon.starts:
            yield atom
        if (atom := f"*{word[-size:]}") in lexicon.ends:
            yield atom
    yield from (atom for atom in lexicon.inside if atom[1:-1] in word)


def _covers(part: tuple[Element, ...], bare: list[frozenset[str]]) -> bool:
    return len(part) == len(bare) and all(
        not element.words.isdisjoint(atoms) for element, atoms in zip(part, bare, strict=True)
    )


def _find(part: tuple[Element, ...], atoms: list[frozenset[str]]) -> tuple[int, int] | None:
    """The first and last word of the part. Every step keeps all places reached, so nothing is tried twice."""
    reached = {at: at for at, here in enumerate(atoms) if not part[0].words.isdisjoint(here)}
    for element in part[1:]:
        further: dict[int, int] = {}
        for at, start in reached.items():
            for place in range(at + 1, min(at + 2 + element.gap, len(atoms))):
                if place not in further and not element.words.isdisjoint(atoms[place]):
                    further[place] = start
        reached = further
    if not reached:
        return None
    end = min(reached)
    return reached[end], end
