"""The phrases of `understanding.nl.toml`, read and checked: which words say what, and how sure that is."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from dialogs.dutch.words import plain

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

_GAP = 5
"""How many words ".." in a phrase may stand for."""

KEY_WORD = 6
"""Words of so many letters are forgiven a slip."""


class VocabularyError(ValueError):
    """The vocabulary names an intent or kind that does not exist, or has a phrase that cannot be read."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a phrase: any of these words, with at most `gap` words before it."""

    words: frozenset[str]
    gap: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts that must all occur, each a row of elements. `whole`: nothing else may be said."""

    parts: tuple[tuple[Element, ...], ...]
    whole: bool
    denies: bool


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
    fillers: frozenset[str]
    negations: frozenset[str]
    not_negated: frozenset[str]
    exact: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    inside: tuple[str, ...]
    by_letter: Mapping[str, tuple[str, ...]]


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
        if missing := set(INTENTS) - {"none"} - {meaning.intent for meaning in meanings}:
            raise VocabularyError(f"no phrases for: {sorted(missing)}")
        every_phrase = [phrase for meaning in meanings for phrase in meaning.phrases]
        for named in (data_kinds, rights, subjects):
            every_phrase += [phrase for phrases in named.values() for phrase in phrases]
        atoms = {
            word
            for phrase in every_phrase
            for part in phrase.parts
            for element in part
            for word in element.words
        }
        return Vocabulary(
            meanings=meanings,
            data_kinds=data_kinds,
            rights=rights,
            subjects=subjects,
            fillers=frozenset(words["vulwoorden"].split()),
            negations=negations,
            not_negated=frozenset(words["toch_geen_ontkenning"].split()),
            exact=frozenset(word for word in atoms if "*" not in word),
            starts=tuple(sorted(word for word in atoms if word.endswith("*") and word[0] != "*")),
            ends=tuple(sorted(word for word in atoms if word[0] == "*" and not word.endswith("*"))),
            inside=tuple(sorted(word for word in atoms if word[0] == "*" and word.endswith("*"))),
            by_letter=_key_words(atoms),
        )
    except (KeyError, TypeError, AttributeError, tomllib.TOMLDecodeError) as wrong:
        raise VocabularyError(f"{path.name}: {wrong!r}") from wrong


def _named(
    told: Mapping[str, Any], known: tuple[str, ...], negations: frozenset[str]
) -> Mapping[str, tuple[Phrase, ...]]:
    """Phrases by the name of a closed list, in the order of that list."""
    if unknown := set(told) - set(known):
        raise VocabularyError(f"unknown names: {sorted(unknown)}")
    return {
        name: tuple(_phrase(written, negations) for written in told[name]) for name in known if name in told
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
        intent, weight, kind, wins, tuple(_phrase(written, negations) for written in entry["zinnen"])
    )


def _phrase(written: str, negations: frozenset[str]) -> Phrase:
    whole = written.startswith("=")
    parts = [_part(part, written) for part in written.removeprefix("=").split("&")]
    if whole and len(parts) > 1:
        raise VocabularyError(f"'=' and '&' do not go together: {written!r}")
    return Phrase(
        parts=tuple(parts),
        whole=whole,
        denies=any(not element.words.isdisjoint(negations) for part in parts for element in part),
    )


def _part(part: str, written: str) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap = 0
    for piece in part.split():
        if piece == "..":
            gap = _GAP
            continue
        words = frozenset(piece.split("|"))
        for word in words:
            core = word.strip("*")
            if not (core.isascii() and core.isalnum() and core == plain(core)):
                raise VocabularyError(f"cannot read {word!r} in {written!r}")
        elements.append(Element(words, gap))
        gap = 0
    if not elements or gap:
        raise VocabularyError(f"incomplete: {written!r}")
    return tuple(elements)


def _key_words(atoms: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The words long enough to be forgiven a slip, by first letter."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for atom in sorted(atoms):
        key = atom.strip("*")
        if len(key) >= KEY_WORD:
            by_letter[key[0]].append(atom)
    return {letter: tuple(words) for letter, words in by_letter.items()}
