"""Sees whether a text may hold the name of a person: only for a kind word before sending, never to hold anything up.

It sees a form of address with a name behind it ("mevrouw Jansen"), initials ("J. de Wit"), two words with a capital
in a row, and a word with a capital behind "van", "aan" and the like ("het dossier van Fatima"). Places, offices and
products are no people; the words stand in `names.nl.toml`.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dialogs.dutch.words import plain

_LONGEST = 4000
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?|[.!?\n]")


@dataclass(frozen=True, slots=True)
class NameWords:
    """Forms of address, what stands between the parts of a name, what stands before one, and what is no name."""

    address: frozenset[str]
    between: frozenset[str]
    before: frozenset[str]
    no_name: frozenset[str]


def load_name_words() -> NameWords:
    """The words of `names.nl.toml`, read once, at start."""
    file = tomllib.loads(Path(__file__).with_name("names.nl.toml").read_text("utf-8"))
    return NameWords(
        *(frozenset(file[key].split()) for key in ("aanspreking", "tussen", "voor_naam", "geen_naam"))
    )


def may_name(text: str, words: NameWords) -> bool:
    """Whether `text` may hold the name of a person. Looks at 4,000 signs; never raises."""
    tokens = _TOKEN.findall(text[:_LONGEST])
    return any(_starts_name(tokens, at, words) for at in range(len(tokens)))


def _starts_name(tokens: list[str], at: int, words: NameWords) -> bool:
    token, ahead = tokens[at], _after_between(tokens, at + 1, words)
    follows = ahead is not None and _is_name(tokens[ahead], words)
    if plain(token).rstrip(".") in words.address:
        return follows
    if len(token) == 2 and token[0].isalpha() and token.endswith("."):  # an initial, also one of several
        return follows and (token[0].isupper() or ahead != at + 1)
    if plain(token) in words.before and token[0].islower():
        return follows and ahead == at + 1
    return follows and _is_name(token, words) and not _begins(tokens, at)


def _after_between(tokens: list[str], at: int, words: NameWords) -> int | None:
    """The next word that is no "van" or "de"; None at the end."""
    for place in range(at, min(at + 3, len(tokens))):
        if plain(tokens[place]) not in words.between:
            return place
    return None


def _is_name(token: str, words: NameWords) -> bool:
    return (
        len(token) > 2
        and token[0].isupper()
        and token[1:].rstrip(".").islower()
        and plain(token).rstrip(".") not in words.no_name
    )


def _begins(tokens: list[str], at: int) -> bool:
    """Whether a sentence begins here, so that the capital says nothing."""
    return at == 0 or tokens[at - 1] in ".!?\n" or (tokens[at - 1].endswith(".") and len(tokens[at - 1]) > 2)
