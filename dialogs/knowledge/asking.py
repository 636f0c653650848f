"""How people ask: words that do not tell what a question is about, and who asks how long something is kept."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from cases.told import KnownTerm
from dialogs.dutch.words import words_of

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

BEGINS: tuple[str, ...] = tuple(_WORDS["begin"])
"""Words that a question may begin with."""

_HOW_LONG = tuple(f" {' '.join(words_of(each))} " for each in _WORDS["hoe_lang"])
_EMPTY = frozenset(words_of(_WORDS["zegt_niets"]))

LONGEST = 1000
"""Signs that are looked at."""

_SHORT, _STEM = 5, 6
"""Shorter words must be the same; of longer ones so many first signs stand in a word of the other side."""


def asks_how_long(text: str) -> bool:
    """Whether somebody asks how long something is kept, and names what."""
    said = f" {' '.join(words_of(text[:LONGEST]))} "
    return any(each in said for each in _HOW_LONG) and bool(_named(text))


def terms_about(text: str, terms: Iterable[KnownTerm], most: int = 3) -> tuple[KnownTerm, ...]:
    """The terms of what this question names, the one with most in common first."""
    asked = _named(text)
    held = [(sum(_stands_in(word, each) for word in asked), each) for each in map(_Worded, terms)]
    found = sorted((each for each in held if each[0]), key=lambda each: -each[0])
    return tuple(each.term for _, each in found[:most])


def _named(text: str) -> list[str]:
    """The words that tell what it is about."""
    return [each for each in dict.fromkeys(words_of(text[:LONGEST])) if each not in _EMPTY and len(each) > 1]


class _Worded:
    def __init__(self, term: KnownTerm) -> None:
        self.term = term
        self.words = frozenset(words_of(f"{term.name} {term.purposes}")) - _EMPTY


def _stands_in(word: str, worded: _Worded) -> bool:
    if len(word) < _SHORT:
        return word in worded.words
    return any(word[:_STEM] in each for each in worded.words)
