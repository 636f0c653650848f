"""Which classes of data free Dutch words name, and how much harm each class can do in wrong hands."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from cards.words import words_beside

say = words_beside(__file__)
SPOKEN = ("stems",)

WHOLE_WORD_UP_TO = 4
"""Stems of at most this many letters would be found inside other words by chance ("ras" in "terras")."""


class Level(IntEnum):
    """How much harm data can do: the ladder of the policy (point 2), with a step for data that do hardly any."""

    HARMLESS = 0
    ORDINARY = 1
    SENSITIVE = 2
    SPECIAL = 3


LEVELS = {
    Level.HARMLESS: ("contact", "occasion", "order", "mild_health"),
    Level.ORDINARY: (
        "birth",
        "insurance",
        "application",
        "vehicle",
        "location",
        "behaviour",
        "image",
        "household",
        "number",
        "children",
    ),
    Level.SENSITIVE: (
        "finance",
        "benefits",
        "bsn",
        "client",
        "id_copy",
        "login",
        "safety",
        "other_sensitive",
    ),
    Level.SPECIAL: (
        "health",
        "religion",
        "union",
        "ethnic",
        "sexual",
        "political",
        "biometric",
        "genetic",
        "crime",
        "other_special",
    ),
}
"""Every class by its level. Data about crime (AVG article 10) stand with the special ones (article 9)."""

LEVEL_OF = {name: level for level, names in LEVELS.items() for name in names}
OCCASION = "occasion"
"""A day in the year that colleagues congratulate one another on: without a year, and without an address, it tells
hardly anything to whoever reads it."""
CLIENT, CLIENT_WORD = "client", "client van wil"
"""That somebody is a client of WIL tells of a benefit or debts (policy point 2): with a name it is sensitive."""
NAMED_SENSITIVE = frozenset({"finance", "benefits", "bsn", "other_sensitive"})
"""What the policy calls gevoelig (point 2)."""
MISUSED = frozenset({"id_copy", "login", "safety"})
"""What the policy does not name: it is weighed as sensitive for what can be done with it."""

ABOUT_VULNERABLE = frozenset({"children", "safety", "benefits"})
"""Classes that by themselves say that the people are vulnerable: they depend on WIL, are young or in danger."""


@dataclass(frozen=True, slots=True)
class DataKinds:
    """What a list of words turned out to name. `unread` counts the words that no class has.

    `everyday`: it is a day to be congratulated on, at most with names, and nothing else.
    """

    classes: frozenset[str]
    unread: int
    nothing: bool
    everyday: bool = False

    @property
    def read_level(self) -> Level:
        """The highest level that was named for certain."""
        return max((LEVEL_OF[name] for name in self.classes), default=Level.HARMLESS)

    @property
    def mild_health(self) -> bool:
        """Something about health that as a rule tells little is in it, as a wish for a meal."""
        return "mild_health" in self.classes

    @property
    def tells_little(self) -> bool:
        """That is all there is about health, and no word stayed unread that may hide more."""
        return self.mild_health and not self.unread and self.read_level < Level.SPECIAL

    @property
    def about_vulnerable(self) -> bool:
        return not ABOUT_VULNERABLE.isdisjoint(self.classes)


def read_data_kinds(words: Iterable[str]) -> DataKinds:
    """Sorts free words into classes. `nothing` is true when all that is said is that there are no personal data."""
    classes, spoken = set[str](), set[str]()
    unread = said = nothing = 0
    for phrase in (part for word in words for part in _parts(word)):
        said += 1
        if phrase in _stems("nothing"):
            nothing += 1
        elif phrase.split()[0] not in _stems("denial"):
            found = _classes_in(phrase)
            spoken.update(phrase.split())
            classes |= found
            unread += not found
    everyday = OCCASION in classes and not unread and all(map(_goes_with_an_occasion, spoken))
    return DataKinds(frozenset(classes), unread, bool(said) and nothing == said, everyday)


def _goes_with_an_occasion(word: str) -> bool:
    return word in _stems("with_occasion") or any(stem in word for stem in _stems(OCCASION))


def _classes_in(phrase: str) -> frozenset[str]:
    spans = [
        (start, start + len(stem), name)
        for stem, name in _every_stem()
        if stem in phrase
        for start in _places(stem, phrase)
    ]
    return frozenset(
        name
        for start, end, name in spans
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in spans)
    )


def _places(stem: str, phrase: str) -> list[int]:
    pattern = re.escape(stem)
    if len(stem) <= WHOLE_WORD_UP_TO:
        pattern = rf"\b{pattern}\b"
    return [found.start() for found in re.finditer(pattern, phrase)]


@lru_cache(maxsize=1)
def _every_stem() -> tuple[tuple[str, str], ...]:
    return tuple((stem, name) for name in LEVEL_OF for stem in _stems(name))


@lru_cache(maxsize=64)
def _stems(name: str) -> tuple[str, ...]:
    return tuple(stem.strip() for stem in say(f"stems.{name}").split(","))


def _parts(word: str) -> list[str]:
    """The single things of an enumeration, so that one word that is known does not hide one that is not."""
    parts = re.split(r"[,;:/+&()\n]", word)
    plain = (_plain(each) for part in parts for each in re.split(rf"\b{say('stems.joint')}\b", part))
    return [each for each in plain if each]


def _plain(phrase: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", phrase.casefold()) if sign.isascii())
    return " ".join(re.findall(r"[a-z0-9]+", bare))
