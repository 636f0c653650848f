"""How many people and how many papers a sentence tells of: "14 mensen", "een lijst met 200 cliënten"."""

import re
from dataclasses import dataclass

from dialogs.dutch.facts_words import NumberWords
from dialogs.dutch.number_words import value_of
from dialogs.dutch.numbers import read_count_range, read_number
from dialogs.dutch.words import plain

_ONE = re.compile(r"\b(?:één|éen|eén|1)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z]+|[0-9]+(?:[.][0-9]{3})*k?|[^\sa-z0-9]")
_MOST_WORDS = 45
"""A longer text is a story: its numbers count many things."""

_MOST_BEFORE = 5
_BETWEEN = 2
"""Words between a number and what it counts: "3 andere cliënten"."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The bucket in which each number falls ("" when none is told), and the exact number with its noun, as typed."""

    people: str = ""
    pieces: str = ""
    exact: str = ""


def read_counts(text: str, words: NumberWords) -> Counts:
    """The numbers of people and of papers; two different numbers of one of them are none."""
    if len(text.split()) > _MOST_WORDS:
        return Counts()
    tokens = _TOKEN.findall(plain(_ONE.sub("1", text)))
    people, pieces, exact = set[str](), set[str](), list[str]()
    for at, token in enumerate(tokens):
        is_people = token in words.people
        if not is_people and token not in words.pieces:
            continue
        start = _number_before(tokens, at, words)
        if start is None:
            continue
        first = start
        while first > 0 and start - first < _MOST_BEFORE and _belongs(tokens[first - 1], words):
            first -= 1
        said = " ".join(tokens[first : start + 1])
        if is_people and words.receivers & set(tokens[max(first - 1, 0) : start]):
            continue
        bucket = read_count_range(said) or read_count_range(tokens[start])
        if not bucket or (bucket == "1" and not is_people and "in" in tokens[max(first - 1, 0) : start]):
            continue
        (people if is_people else pieces).add(bucket)
        if read_number(said) is not None:
            exact.append(f"{tokens[start]} {token}")
    return Counts(_only(people), _only(pieces), ", ".join(exact) if len(exact) <= 2 else "")


def _number_before(tokens: list[str], at: int, words: NumberWords) -> int | None:
    """The place of the number that counts the word at `at`; None when there is none near it."""
    for place in range(at - 1, max(at - 2 - _BETWEEN, -1), -1):
        token = tokens[place]
        if token[0].isdigit() or token in words.rough:
            return place
        if token != "een" and value_of(token) is not None:
            return place
        if not token.isalpha() or token in words.apart:
            return None
    return None


def _belongs(token: str, words: NumberWords) -> bool:
    return token in words.before or token[0].isdigit() or (token != "een" and value_of(token) is not None)


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""
