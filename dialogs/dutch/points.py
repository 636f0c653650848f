"""Finds the points of the policy that a question is about, by the phrases of `points.nl.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dialogs.dutch.phrases import Lexicon, Phrase, Sentence, lexicon_of, read_phrase
from dialogs.dutch.words import words_of

MOST_POINTS = 3
"""More points of the policy at once answer nothing."""

_LONGEST = 1000
"""Signs that are looked at."""

_NONE = frozenset[str]()


@dataclass(frozen=True, slots=True)
class PointWords:
    """The phrases of each point, by its number."""

    points: Mapping[str, tuple[Phrase, ...]]
    lexicon: Lexicon


def load_point_words() -> PointWords:
    """The words of `points.nl.toml`, read at start. Raises PhraseError."""
    told = tomllib.loads(Path(__file__).with_name("points.nl.toml").read_text("utf-8"))["onderwerp"]
    points = {point: tuple(read_phrase(each, _NONE) for each in phrases) for point, phrases in told.items()}
    every = (phrase for phrases in points.values() for phrase in phrases)
    return PointWords(points, lexicon_of(every, fillers=_NONE, negations=_NONE, not_negated=_NONE))


def points_in(text: str, words: PointWords) -> tuple[str, ...]:
    """The points that `text` is about, those with most in common first; at most MOST_POINTS. Never raises."""
    sentence = Sentence(words_of(text[:_LONGEST]), words.lexicon)
    heard = {
        point: sum(sentence.hears(phrase) is not None for phrase in phrases)
        for point, phrases in words.points.items()
    }
    found = sorted((point for point in heard if heard[point]), key=lambda point: -heard[point])
    return tuple(found[:MOST_POINTS])
