"""The phrases of `facts.nl.toml`, read and checked: what a sentence can tell, and which answer of a field that is."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogs.dutch.phrases import Finder, Lexicon, Phrase, PhraseError, lexicon_of, read_phrase

FORGIVEN = 8
"""Words of so many letters are forgiven a slip: in shorter ones it makes another word ("zwager", "zwanger")."""


class FactWordsError(ValueError):
    """The words name a notion that nothing tells, or have a phrase that cannot be read."""


@dataclass(frozen=True, slots=True)
class Notion:
    """Something that a sentence can name. `elsewhere` are the phrases in which its words mean something else."""

    phrases: tuple[Phrase, ...]
    elsewhere: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class IncidentKind:
    """A kind of incident, how sure these phrases make it (0 to 1)."""

    kind: str
    weight: float
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Nouns:
    """What is counted: whole words, and beginnings of words."""

    whole: frozenset[str]
    begins: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.begins)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a number counts, and the small words around it.

    Behind `receivers` people are no data subjects but who got it; `rough` are numbers that are no numbers; `before`
    may stand before a number and belongs to it ("ongeveer"); behind `apart` a number counts something else.
    """

    people: "Nouns"
    pieces: "Nouns"
    receivers: frozenset[str]
    rough: frozenset[str]
    before: frozenset[str]
    apart: frozenset[str]


@dataclass(frozen=True, slots=True)
class FactWords:
    """The words of the toml.

    `fields` holds the notions of each option by field; a field of one flow only is called "<flow>.<field>". `sure` are
    the questions that need not be asked once a sentence answered them. The finders hold the phrases of the notions (but
    not those in which its words mean something else) and of the kinds.
    """

    notions: Mapping[str, Notion]
    fields: Mapping[str, Mapping[str, tuple[str, ...]]]
    kinds: tuple[IncidentKind, ...]
    sure: frozenset[str]
    discovery: tuple[Phrase, ...]
    receipt: tuple[Phrase, ...]
    no_moment: tuple[Phrase, ...]
    clause: re.Pattern[str]
    numbers: NumberWords
    lexicon: Lexicon
    notion_finder: Finder[str]
    kind_finder: Finder[IncidentKind]


def load_fact_words(path: Path | None = None) -> FactWords:
    """The words of `facts.nl.toml` (or of `path`), read at start. Raises FactWordsError."""
    path = path or Path(__file__).with_name("facts.nl.toml")
    try:
        return _words_of(tomllib.loads(path.read_text("utf-8")))
    except (KeyError, TypeError, AttributeError, PhraseError, tomllib.TOMLDecodeError) as wrong:
        raise FactWordsError(f"{path.name}: {wrong!r}") from wrong


def _words_of(file: Mapping[str, Any]) -> FactWords:
    negations = frozenset(file["ontkenning"].split())

    def phrases(written: list[str]) -> tuple[Phrase, ...]:
        return tuple(read_phrase(each, negations) for each in written)

    notions = {
        name: Notion(phrases(each["zinnen"]), phrases(each.get("niet", [])))
        for name, each in file["begrip"].items()
    }
    fields = {name: _options(each) for name, each in file["veld"].items()}
    for flow, own in file["gesprek"].items():
        fields |= {f"{flow}.{name}": _options(each) for name, each in own.items()}
    used = {notion for options in fields.values() for named in options.values() for notion in named}
    if wrong := used ^ notions.keys():
        raise FactWordsError(f"notions that are not there, or that no field asks for: {sorted(wrong)}")
    kinds = tuple(
        IncidentKind(each["is"], _weight(each["gewicht"]), phrases(each["zinnen"])) for each in file["soort"]
    )
    time = file["tijd"]
    when = {name: phrases(time[name]) for name in ("ontdekt", "ontvangen", "geen_moment")}
    every = [each for notion in notions.values() for each in (*notion.phrases, *notion.elsewhere)]
    every += [
        *(each for found in when.values() for each in found),
        *(each for kind in kinds for each in kind.phrases),
    ]
    return FactWords(
        notions=notions,
        fields=fields,
        kinds=kinds,
        sure=frozenset(file["zeker"].split()),
        discovery=when["ontdekt"],
        receipt=when["ontvangen"],
        no_moment=when["geen_moment"],
        clause=_clause_ends(time["deelt"], time["dat_deelt_voor"]),
        numbers=_numbers(file["aantal"]),
        lexicon=lexicon_of(
            every,
            fillers=frozenset(file["vulwoorden"].split()),
            negations=negations,
            not_negated=frozenset(file["toch_geen_ontkenning"].split()),
            key_word=FORGIVEN,
        ),
        notion_finder=Finder((name, each) for name, notion in notions.items() for each in notion.phrases),
        kind_finder=Finder((kind, each) for kind in kinds for each in kind.phrases),
    )


def _numbers(table: Mapping[str, str]) -> NumberWords:
    return NumberWords(
        people=_nouns(table["mensen"]),
        pieces=_nouns(table["stukken"]),
        receivers=frozenset(table["ontvangers"].split()),
        rough=frozenset(table["deel"].split()),
        before=frozenset(table["hoort_erbij"].split()),
        apart=frozenset(table["hoort_niet_bij"].split()),
    )


def _nouns(written: str) -> Nouns:
    words = written.split("|")
    return Nouns(
        whole=frozenset(each for each in words if not each.endswith("*")),
        begins=tuple(each[:-1] for each in words if each.endswith("*")),
    )


def _clause_ends(words: str, behind_that: str) -> re.Pattern[str]:
    """Where a clause ends: at a sign, at one of these words, and at "dat" with one of the others behind it."""
    split, behind = "|".join(words.split()), "|".join(behind_that.split())
    return re.compile(
        rf"[,;:!?]\s|[.]\s+(?=\D)|[\n–]|\bdat (?=(?:{behind})\b)|\b(?:{split})\b", re.IGNORECASE
    )


def _options(table: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {option: tuple(notions) for option, notions in table.items()}


def _weight(number: object) -> float:
    if not isinstance(number, float) or not 0 < number <= 1:
        raise FactWordsError(f"a weight lies above 0 and is at most 1, not {number!r}")
    return number
