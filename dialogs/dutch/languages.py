"""Tells in which language a line was typed when that is plain: by the small words that nearly every sentence has.

Decisions: Dutch is what it is unless another language is plain, so Dutch with English words in it stays Dutch; the
words stand in `languages.toml`; what is written in other letters than ours is told by its letters.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from dialogs.dutch.words import words_of

Language = Literal["en", "de", "fr", "other"]
"""English, German, French; or any other language, which is answered in English."""

_READ = 1000
"""Signs that are looked at."""

PLAIN_WORDS = 2
"""So many words of a language make it plain, and one in a line of at most `SHORT` words."""

SHORT = 4

SHARE = 5
"""One word in so many must be one of them."""

AHEAD = 3
"""So many times the words of the next language: what two languages have is in the way of both."""

OURS = "dutch"

LATIN = 0x24F
"""The last sign of our letters, with all that stand on and under them."""


@dataclass(frozen=True, slots=True)
class SmallWords:
    """Words of a language: those that no Dutch line has, and those that count only beside one of them."""

    plain: frozenset[str]
    shared: frozenset[str]

    def hits(self, typed: Sequence[str]) -> int:
        """How many of these words are of this language."""
        plain = sum(word in self.plain for word in typed)
        return plain + sum(word in self.shared for word in typed) if plain else 0


@dataclass(frozen=True, slots=True)
class Languages:
    """The small words of each language."""

    words: Mapping[str, SmallWords]

    def of(self, text: str) -> Language | None:
        """The language of `text` when it is plainly another than Dutch; else None. Never raises."""
        text = text[:_READ]
        if _other_letters(text):
            return "other"
        typed = words_of(text)
        hits = {name: words.hits(typed) for name, words in self.words.items()}
        ours = hits.pop(OURS)
        best = max(hits, key=lambda name: hits[name])
        next_best = max(ours, *(count for name, count in hits.items() if name != best))
        enough = hits[best] >= (1 if len(typed) <= SHORT else PLAIN_WORDS)
        if not enough or hits[best] * SHARE < len(typed) or hits[best] < AHEAD * next_best:
            return None
        return next((each for each in get_args(Language) if each == best), "other")


def load_languages() -> Languages:
    """The words of `languages.toml`, read once, at start."""
    file = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return Languages(
        {
            name: SmallWords(frozenset(words["plain"].split()), frozenset(words["shared"].split()))
            for name, words in file.items()
        }
    )


def _other_letters(text: str) -> bool:
    """Whether most letters are not ours."""
    letters = [sign for sign in text if sign.isalpha()]
    return 2 * sum(ord(sign) > LATIN for sign in letters) > len(letters)
