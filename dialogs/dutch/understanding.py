"""Finds out from typed Dutch what somebody wants, by words and phrases; it knows what it does not know.

The phrases, their weights and how they are written stand in `understanding.nl.toml`. Decisions:

- small typing errors are forgiven in words of six letters or more (one slip, first letter right);
- the phrases of one intent strengthen each other; two intents that are nearly as likely make it unsure;
- "geen datalek" counts for half: not sure enough to start a report, sure enough to offer one. "Ik weet niet
  of dit een datalek is" is no denial;
- commands and greetings count only when nothing else is said: "stop de verwerking van mijn gegevens" is no
  stop.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import get_args

from dialogs.dutch.vocabulary import INTENTS, KEY_WORD, OFFERED, Element, Intent, Phrase, Vocabulary
from dialogs.dutch.words import nearly, words_of

SURE = 0.6
"""From this confidence on the bot may start; below it, it offers."""

_LONGEST = 1000
"""Signs that are looked at: whoever tells more has said by then what it is about."""

_MOST_MISTYPED = 30
"""Unknown words that are compared with the key words; a long text of nonsense must not cost more."""

_LEAD = 0.15
"""How far the likeliest intent must be ahead of the next."""

_WORTH_OFFERING = 0.25
"""Below this confidence an intent is not even offered."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody wants, how sure that is (0 to 1), what to offer when it is not, what was told already.

    For a breach `slots` may hold `kind` (of INCIDENT_KINDS) and `data_kinds` (of DATA_KINDS, with commas), for a
    request of a data subject `rights` (of RIGHTS, with commas) and `subject` (of SUBJECTS).
    """

    intent: Intent
    confidence: float
    offered: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def understand(text: str, words: Vocabulary) -> Understood:
    """What `text` asks for. Looks at the first 1,000 signs; never raises."""
    said = words_of(text[:_LONGEST])
    if not said:
        return Understood("none", 0.0)
    listener = _Sentence(said, words)
    weights: dict[str, list[float]] = defaultdict(list)
    kinds: dict[str, list[float]] = defaultdict(list)
    winners = set[str]()
    for meaning in words.meanings:
        for phrase in meaning.phrases:
            denied = listener.hears(phrase)
            if denied is None:
                continue
            if meaning.wins:
                winners.add(meaning.intent)
            denied = denied and meaning.intent == "breach"
            weights[meaning.intent].append(meaning.weight / 2 if denied else meaning.weight)
            if meaning.kind and not denied:
                kinds[meaning.kind].append(meaning.weight)
    scores = {intent: _together(found) for intent, found in weights.items()}
    if not scores:
        return Understood("none", 0.0)
    if len(winners) == 1:
        scores = {intent: score if intent in winners else score / 2 for intent, score in scores.items()}
    ranked = sorted(scores, key=lambda intent: (-scores[intent], INTENTS.index(intent)))
    best = ranked[0]
    confidence = scores[best]
    if len(ranked) > 1 and confidence - scores[ranked[1]] < _LEAD:
        confidence = min(confidence, SURE - 0.05)
    offered: tuple[str, ...] = ()
    if confidence < SURE:
        offered = tuple(i for i in ranked if i in OFFERED and scores[i] >= _WORTH_OFFERING)[:3]
    slots: Mapping[str, str] = {}
    if best == "breach":
        slots = _slots(listener, kinds, words)
    elif best == "rights":
        slots = _request_slots(listener, words)
    intent: Intent = next(known for known in get_args(Intent) if known == best)
    return Understood(intent, round(confidence, 3), offered, MappingProxyType(slots))


def _together(weights: list[float]) -> float:
    """The strongest phrase counts whole, each next one half of what the one before added."""
    doubt, share = 1.0, 1.0
    for weight in sorted(weights, reverse=True)[:4]:
        doubt *= 1 - weight * share
        share /= 2
    return 1 - doubt


def _slots(sentence: "_Sentence", kinds: Mapping[str, list[float]], words: Vocabulary) -> dict[str, str]:
    slots: dict[str, str] = {}
    ranked = sorted(((_together(found), kind) for kind, found in kinds.items()), reverse=True)
    if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
        slots["kind"] = ranked[0][1]
    if named := _heard(sentence, words.data_kinds):
        slots["data_kinds"] = ",".join(named)
    return slots


def _request_slots(sentence: "_Sentence", words: Vocabulary) -> dict[str, str]:
    slots: dict[str, str] = {}
    if named := _heard(sentence, words.rights):
        slots["rights"] = ",".join(named)
    if people := _heard(sentence, words.subjects):
        slots["subject"] = people[0]
    return slots


def _heard(sentence: "_Sentence", named: Mapping[str, tuple[Phrase, ...]]) -> list[str]:
    """The names of which a phrase is said and not denied, in the order of the vocabulary."""
    return [name for name, phrases in named.items() if any(sentence.hears(each) is False for each in phrases)]


class _Sentence:
    """The words of one text, each with the words of the vocabulary that it may be."""

    def __init__(self, said: list[str], words: Vocabulary) -> None:
        self._words = words
        known: dict[str, frozenset[str]] = {}
        for word in said:
            if word not in known:
                known[word] = frozenset(_matching(word, words))
        mistyped = [word for word, atoms in known.items() if not atoms and len(word) >= KEY_WORD - 1]
        for word in mistyped[:_MOST_MISTYPED]:
            known[word] = frozenset(_nearly_matching(word, words))
        self._said = said
        self._atoms = [known[word] for word in said]
        self._heard = frozenset().union(*self._atoms)
        bare = [at for at, word in enumerate(said) if word not in words.fillers]
        self._bare = [self._atoms[at] for at in bare] or self._atoms
        self._bare_heard = frozenset().union(*self._bare)

    def hears(self, phrase: Phrase) -> bool | None:
        """None when the phrase is not there; else whether it is denied ("geen datalek")."""
        heard = self._bare_heard if phrase.whole else self._heard
        if any(heard.isdisjoint(element.words) for part in phrase.parts for element in part):
            return None
        if phrase.whole:
            return False if _covers(phrase.parts[0], self._bare) else None
        denied = False
        for part in phrase.parts:
            span = _find(part, self._atoms)
            if span is None:
                return None
            denied = denied or (not phrase.denies and self._denied(*span))
        return denied

    def _denied(self, start: int, end: int) -> bool:
        places = [*range(max(start - 3, 0), start), *([end - 1] if end - 1 > start else [])]
        for at in places:
            if self._said[at] in self._words.negations:
                after = self._said[at + 1] if at + 1 < len(self._said) else ""
                before = self._said[at - 1] if at else ""
                if after not in self._words.not_negated and before not in self._words.not_negated:
                    return True
        return False


def _nearly_matching(word: str, words: Vocabulary) -> Iterator[str]:
    for atom in words.by_letter.get(word[0], ()):
        key = atom.strip("*")
        size = len(key)
        if len(word) < size - 1 or (len(word) > size + 1 and not atom.endswith("*")):
            continue
        # One slip spares the start, or what comes after it (moved by one place at most).
        if word[:3] != key[:3] and key[4:6] not in word[3:7]:
            continue
        lengths = {min(len(word), size - 1), min(len(word), size), min(len(word), size + 1)}
        if any(nearly(word[:length], key) for length in (lengths if atom.endswith("*") else {len(word)})):
            yield atom


def _matching(word: str, words: Vocabulary) -> Iterator[str]:
    if word in words.exact:
        yield word
    yield from (atom for atom in words.starts if word.startswith(atom[:-1]))
    yield from (atom for atom in words.ends if word.endswith(atom[1:]))
    yield from (atom for atom in words.inside if atom[1:-1] in word)


def _covers(part: tuple[Element, ...], bare: list[frozenset[str]]) -> bool:
    return len(part) == len(bare) and all(
        not element.words.isdisjoint(atoms) for element, atoms in zip(part, bare, strict=True)
    )


def _find(part: tuple[Element, ...], atoms: list[frozenset[str]]) -> tuple[int, int] | None:
    """The first and last word of the part. Every step keeps all places reached, so nothing is tried twice."""
    reached = {at: at for at, here in enumerate(atoms) if not part[0].words.isdisjoint(here)}
    for element in part[1:]:
        further: dict[int, int] = {}
        for at, start in reached.items():
            for place in range(at + 1, min(at + 2 + element.gap, len(atoms))):
                if place not in further and not element.words.isdisjoint(atoms[place]):
                    further[place] = start
        reached = further
    if not reached:
        return None
    end = min(reached)
    return reached[end], end
