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
from dataclasses import dataclass
from typing import get_args

from dialogs.dutch.phrases import Sentence
from dialogs.dutch.vocabulary import INTENTS, OFFERED, Intent, Vocabulary
from dialogs.dutch.words import words_of

SURE = 0.6
"""From this confidence on the bot may start; below it, it offers."""

_LONGEST = 1000
"""Signs that are looked at: whoever tells more has said by then what it is about."""

_LEAD = 0.15
"""How far the likeliest intent must be ahead of the next."""

_WORTH_OFFERING = 0.25
"""Below this confidence an intent is not even offered."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody wants, how sure that is (0 to 1), what to offer when it is not. What it tells: see facts.py."""

    intent: Intent
    confidence: float
    offered: tuple[str, ...] = ()


def understand(text: str, words: Vocabulary) -> Understood:
    """What `text` asks for. Looks at the first 1,000 signs; never raises."""
    said = words_of(text[:_LONGEST])
    if not said:
        return Understood("none", 0.0)
    listener = Sentence(said, words.lexicon)
    weights: dict[str, list[float]] = defaultdict(list)
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
    intent: Intent = next(known for known in get_args(Intent) if known == best)
    return Understood(intent, round(confidence, 3), offered)


def _together(weights: list[float]) -> float:
    """The strongest phrase counts whole, each next one half of what the one before added."""
    doubt, share = 1.0, 1.0
    for weight in sorted(weights, reverse=True)[:4]:
        doubt *= 1 - weight * share
        share /= 2
    return 1 - doubt
