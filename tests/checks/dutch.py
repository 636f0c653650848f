"""The Dutch that a colleague or a client reads, sentence by sentence, and the words that the house chose for things."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "cards", "cases", "dialogs", "playground")

MOST_WORDS, MOST_IN_LETTERS = 16, 22
"""Words in a sentence on a card (CARDS.md, section 2), and in a letter or form."""

LETTERS = re.compile(r"/letters/|^cases/papers/|/papers\.nl\.toml$")

NOT_READ = re.compile(
    r"(^|\.)(manieren|stems)\."  # what people may say
    r"|(^|\.)typed\.(?!button$)|^asking$|^asked$"  # what people may type
    r"|(^|\.)(id|verwant|gesprek|vraag_aan|staat|punten|when|unless|toon|plek_soort)(\.\d+)?$"  # names of ours
)
"""Texts of a words file that nobody reads."""

NOT_READ_FILES = re.compile(
    r"^dialogs/dutch/"  # the vocabulary of understanding
    r"|^dialogs/commands/register(s|_wishes)\.nl\.toml$"  # what an office may type
    r"|^dialogs/talk/foreign\.nl\.toml$"  # other languages
)

CITED = re.compile(r"\s*\((?=[^()]*(?:AVG|artikel|Verordening|[Bb]eleid,))[^()]*\)")
"""A source between brackets is looked up, not read along."""

_ENDS = re.compile(r"\n|(?<=[.?!;])[’”\"*]*\s+| · ")
_LEAST_IN_A_LIST = 3


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a words file: where it stands and what it says."""

    file: str
    key: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.words[:110]}"


@dataclass(frozen=True, slots=True)
class Twin:
    """A word that has a twin here: `say` is the one that is meant. `but` are places that may have it, with why."""

    banned: str
    say: str
    but: dict[str, str] = field(default_factory=dict)

    def stands_in(self, text: Text) -> bool:
        """Whether the banned word stands in a text that may not have it."""
        place = f"{text.file}: {text.key}"
        return bool(re.search(self.banned, text.words)) and not any(
            re.search(each, place) for each in self.but
        )


def texts(root: Path = ROOT) -> Iterator[Text]:
    """Everything in the words files that somebody reads."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.nl.toml")):
            name = path.relative_to(root).as_posix()
            if "node_modules" not in path.parts and not NOT_READ_FILES.search(name):
                yield from texts_of(name, tomllib.loads(path.read_text("utf-8")))


def texts_of(name: str, told: Any, key: str = "") -> Iterator[Text]:
    """The texts in one file that somebody reads, with their dotted keys; an entry of a list goes by its own id."""
    if isinstance(told, str):
        if not NOT_READ.search(key):
            yield Text(name, key, told)
    elif isinstance(told, dict):
        for part, each in told.items():
            yield from texts_of(name, each, f"{key}.{part}" if key else part)
    elif isinstance(told, list):
        for at, each in enumerate(told):
            part = each.get("id", at) if isinstance(each, dict) else at
            yield from texts_of(name, each, f"{key}.{part}")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text. What follows a colon is one of its own; three things or more after it are a list, and
    count apart. A source between brackets does not count."""
    for sentence in _ENDS.split(CITED.sub("", text)):
        first, *rest = re.split(r":\s+", sentence)
        yield first
        for each in rest:
            items = each.split(", ")
            yield from items if len(items) >= _LEAST_IN_A_LIST else (each,)


def words_in(sentence: str) -> int:
    """How many words are read. What is filled in counts as one."""
    return sum(1 for each in re.sub(r"\{\w+\}", "x", sentence).split() if re.search(r"\w", each))


def too_long(text: Text) -> list[str]:
    """The sentences of a text that have too many words."""
    most = MOST_IN_LETTERS if LETTERS.search(text.file) else MOST_WORDS
    return [each for each in sentences(text.words) if words_in(each) > most]
