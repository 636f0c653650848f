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

# Closed lists of the flows that a sentence can fill in; a test holds them against the registers' own.
INCIDENT_KINDS = ("verkeerde_ontvanger", "cc", "kwijt", "hack", "onbevoegd", "openbaar", "weg", "anders")
RIGHTS = ("inzage", "verbetering", "wissing", "beperking", "overdracht", "bezwaar", "toestemming")
SUBJECTS = ("client", "medewerker", "sollicitant", "anders", "onbekend")
DATA_KINDS = ("contact", "bsn", "financieel", "gezondheid", "bijzonder", "strafrecht", "id_kopie", "login")


class VocabularyError(ValueError):
    """The vocabulary names an intent or kind that does not exist, or has a phrase that cannot be read."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """`wins`: who says this means this, whatever else is said."""

    intent: str
    weight: float
    kind: str | None
    wins: bool
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of the toml, read and checked."""

    meanings: tuple[Meaning, ...]
    data_kinds: Mapping[str, tuple[Phrase, ...]]
    rights: Mapping[str, tuple[Phrase, ...]]
    subjects: Mapping[str, tuple[Phrase, ...]]
    points: Mapping[str, tuple[Phrase, ...]]
    lexicon: Lexicon


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """The vocabulary of `understanding.nl.toml` (or of `path`), read at start. Raises VocabularyError."""
    path = path or Path(__file__).with_name("understanding.nl.toml")
    try:
        words = tomllib.loads(path.read_text("utf-8"))
        negations = frozenset(words["ontkenning"].split())
        meanings = tuple(_meaning(entry, negations) for entry in words["betekenis"])
        data_kinds = _named(words["gegevens"], DATA_KINDS, negations)
        rights = _named(words["rechten"], RIGHTS, negations)
        subjects = _named(words["mensen"], SUBJECTS, negations)
        points = _named(words["onderwerp"], tuple(words["onderwerp"]), negations)
        if missing := set(INTENTS) - {"none"} - {meaning.intent for meaning in meanings}:
            raise VocabularyError(f"no phrases for: {sorted(missing)}")
        every_phrase = [phrase for meaning in meanings for phrase in meaning.phrases]
        for named in (data_kinds, rights, subjects, points):
            every_phrase += [phrase for phrases in named.values() for phrase in phrases]
        return Vocabulary(
            meanings=meanings,
            data_kinds=data_kinds,
            points=points,
            rights=rights,
            subjects=subjects,
            lexicon=lexicon_of(
                every_phrase,
                fillers=frozenset(words["vulwoorden"].split()),
                negations=negations,
                not_negated=frozenset(words["toch_geen_ontkenning"].split()),
            ),
        )
    except (KeyError, TypeError, AttributeError, PhraseError, tomllib.TOMLDecodeError) as wrong:
        raise VocabularyError(f"{path.name}: {wrong!r}") from wrong


def _named(
    told: Mapping[str, Any], known: tuple[str, ...], negations: frozenset[str]
) -> Mapping[str, tuple[Phrase, ...]]:
    """Phrases by the name of a closed list, in the order of that list."""
    if unknown := set(told) - set(known):
        raise VocabularyError(f"unknown names: {sorted(unknown)}")
    return {
        name: tuple(read_phrase(written, negations) for written in told[name])
        for name in known
        if name in told
    }


def _meaning(entry: Mapping[str, Any], negations: frozenset[str]) -> Meaning:
    intent, weight, kind = entry["intent"], entry["gewicht"], entry.get("soort")
    if intent not in INTENTS or intent == "none":
        raise VocabularyError(f"unknown intent: {intent!r}")
    if not isinstance(weight, float) or not 0 < weight <= 1:
        raise VocabularyError(f"{intent}: a weight lies above 0 and is at most 1, not {weight!r}")
    if kind is not None and (kind not in INCIDENT_KINDS or intent != "breach"):
        raise VocabularyError(f"{intent}: unknown kind of incident: {kind!r}")
    wins = entry.get("wint", False) is True
    return Meaning(
        intent, weight, kind, wins, tuple(read_phrase(written, negations) for written in entry["zinnen"])
    )
