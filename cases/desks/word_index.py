"""The words of a register kept at hand while the bot runs, so that a search looks at all of it at once.

Nothing stands here alone: it is a copy of the rows of words (cases/register/searched.py), as new as the lists are. A
case that changed has another etag in the list of all, and its words are read again before anything is looked up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

FIT_FOR_TYPOS = 4
"""Shorter words are other words when one letter is another; and a number is another number."""

LONGEST_AT_BEGIN = 4
"""So short a word stands inside many others that have nothing to do with it."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class WordIndex:
    """The words of each case, by its number."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._etags: dict[str, str] = {}
        self._known = set[str]()

    def stale(self, etags: Mapping[str, str]) -> list[str]:
        """Of these cases, by the etag of each, those of which the words must be read; what is not among them goes."""
        if etags == self._etags:  # nearly always, and of ten thousand cases
            return []
        for gone in self._etags.keys() - etags.keys():
            del self._etags[gone], self._words[gone]
        return [number for number, etag in etags.items() if self._etags.get(number) != etag]

    def learn(self, number: str, etag: str, rows: Iterable[str]) -> None:
        """These are the words of this case now."""
        self._words[number] = words = " ".join(rows)
        self._etags[number] = etag
        self._known.update(words.split())

    def holds(self, word: str) -> bool:
        """Whether this word stands in some case, or one that holds it."""
        wanted = as_it_stands(word)
        return any(wanted in words for words in self._words.values())

    def holding(self, words: Sequence[str], among: Iterable[str]) -> list[str]:
        """Those of these cases in which one of these words stands, or one that holds it, in their order."""
        texts = self._words
        if len(words) == 1:  # nearly always, and of ten thousand cases
            wanted = as_it_stands(words[0])
            return [number for number in among if wanted in texts.get(number, "")]
        every = [as_it_stands(word) for word in words]
        return [number for number in among if any(each in texts.get(number, "") for each in every)]

    def near(self, word: str) -> tuple[str, ...]:
        """Words that stand in some case and differ from this one by a letter: another, one more, one less, or two of
        them changed places."""
        if len(word) < FIT_FOR_TYPOS or any(sign.isdigit() for sign in word):
            return ()
        return tuple(sorted({each for each in _one_letter_off(word) if each in self._known} - {word}))


def as_it_stands(word: str) -> str:
    """What of a row of words holds this one: a long word and a number also inside another word, a short one at its
    begin."""
    return word if len(word) > LONGEST_AT_BEGIN or word.isdigit() else f" {word}"


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
