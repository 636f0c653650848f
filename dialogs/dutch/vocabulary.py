"""The phrases of `understanding.nl.toml`, read and checked: which words say what, and how sure that is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from dialogs.dutch.phrases import Lexicon, Phrase, PhraseError, lexicon_of, read_phrase

Intent = Literal[
    "breach",
    "processing",
    "sharing",
    "email",
    "rights",
    "retention",
    "question",
    "contact",
    "status",
    "cancel",
    "back",
    "help",
    "restart",
    "greeting",
    "thanks",
    "none",
]

INTENTS: tuple[str, ...] = get_args(Intent)
OFFERED: tuple[str, ...] = INTENTS[: INTENTS.index("cancel")]
"""The intents that are worth offering: those with something behind them."""


class VocabularyError(ValueError):
    """The vocabulary names an intent that does not exist, or has a phrase that cannot be read."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """`wins`: who says this means this, whatever else is said."""

    intent: str
    weight: float
    wins: bool
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of the toml, read and checked."""

    meanings: tuple[Meaning, ...]
    lexicon: Lexicon


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """The vocabulary of `understanding.nl.toml` (or of `path`), read at start. Raises VocabularyError."""
    path = path or Path(__file__).with_name("understanding.nl.toml")
    try:
        words = tomllib.loads(path.read_text("utf-8"))
        negations = frozenset(words["ontkenning"].split())
        meanings = tuple(_meaning(entry, negations) for entry in words["betekenis"])
        if missing := set(INTENTS) - {"none"} - {meaning.intent for meaning in meanings}:
            raise VocabularyError(f"no phrases for: {sorted(missing)}")
        every_phrase = [phrase for meaning in meanings for phrase in meaning.phrases]
        return Vocabulary(
            meanings=meanings,
            lexicon=lexicon_of(
                every_phrase,
                fillers=frozenset(words["vulwoorden"].split()),
                negations=negations,
                not_negated=frozenset(words["toch_geen_ontkenning"].split()),
            ),
        )
    except (KeyError, TypeError, AttributeError, PhraseError, tomllib.TOMLDecodeError) as wrong:
        raise VocabularyError(f"{path.name}: {wrong!r}") from wrong


def _meaning(entry: Mapping[str, Any], negations: frozenset[str]) -> Meaning:
    intent, weight = entry["intent"], entry["gewicht"]
    if intent not in INTENTS or intent == "none":
        raise VocabularyError(f"unknown intent: {intent!r}")
    if not isinstance(weight, float) or not 0 < weight <= 1:
        raise VocabularyError(f"{intent}: a weight lies above 0 and is at most 1, not {weight!r}")
    wins = entry.get("wint", False) is True
    return Meaning(
        intent, weight, wins, tuple(read_phrase(written, negations) for written in entry["zinnen"])
    )
