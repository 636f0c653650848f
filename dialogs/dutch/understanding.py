"""Finds out from typed Dutch what somebody wants; it knows what it does not know.

Two trained ears tell how likely each intent is: one that learnt from our own sentences alone (`model.py`), and, where
that one is not certain, one that knows more Dutch than stands in them (`encoder.py`). Decided here is what that is
enough for: to begin at once, to ask which of two or three is meant, or nothing. Decisions:

- what somebody does not hear of is a breach: it is offered long before it is likely, also beside something likelier;
- control words count only when nothing else is said: "stop de verwerking van mijn gegevens" is no stop;
- a case number says that it is about that case.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dialogs.dutch.commands import MOST_WORDS, Commands, load_commands
from dialogs.dutch.features import LONGEST
from dialogs.dutch.intents import CONTROLS, INTENTS, OFFERED, Intent
from dialogs.dutch.model import Model, ModelError, load_model
from dialogs.dutch.second_ear import SecondEar, shared_ear
from dialogs.dutch.words import words_of

if TYPE_CHECKING:
    from dialogs.dutch.encoder import Read

WEIGHTS = Path(__file__).with_name("intents.model")
ENCODER = Path(__file__).with_name("encoder.model")

CERTAIN = 0.95
"""From this chance on the first ear is enough: the second changes nothing then, and takes ten times as long."""

BREACH_WEIGHS = 1.5
"""How much more a breach counts than its chance: not to hear one is the costly mistake."""

BEGINS_AT = 0.85
"""From this chance on the likeliest intent begins at once. Found, as the numbers below, on writers whom neither ear
knew: see docs/adr/0024."""

OFFERED_AT = 0.035
"""From this chance on an intent is offered when the bot asks."""

BREACH_BESIDE = 0.06
"""From this chance of a breach on nothing else begins at once."""

OFFERED_OUT_OF_NOTHING = 0.055
BREACH_OUT_OF_NOTHING = 0.02
"""The same when the line seems to be about nothing of ours."""

MOST_OFFERED = 3

_LEAST = 1e-6
"""Neither ear alone makes anything impossible."""

_NUMBER = re.compile(r"\b(?:dl|rv|ad|vr|ov|ka)[- ]?\d{4}[- ]\d{1,7}\b", re.IGNORECASE)
_WORDS_OF_A_NUMBER, _FEW_BESIDE_A_NUMBER = 3, 3
"""Words beside a case number that leave it to be about that case alone."""

_SHOWN = frozenset({"toon", "open", "bekijk", "laat", "geef", "pak", "show"})
"""What an officer says who wants to see a case; others ask how it stands."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody wants, how likely that is (0 to 1), and what to offer when it is not sure enough to begin.

    `sure`: it may begin at once. What the line tells beside it: see facts.py. `read` is what the second ear made of the
    line, where it was asked: who looks for an answer to the line goes on from there. It is kept nowhere.
    """

    intent: Intent
    confidence: float
    offered: tuple[Intent, ...] = ()
    sure: bool = False
    read: "Read | None" = field(default=None, compare=False, repr=False)


class Hears(Protocol):
    """Tells what a typed line wants."""

    def of(self, text: str) -> Understood:
        """What `text` asks for. Never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Understanding:
    """Hears what typed lines want. Holds nothing about anybody."""

    model: Model
    second: SecondEar
    commands: Commands

    def of(self, text: str) -> Understood:
        """What `text` asks for. Looks at the first 1,000 signs; never raises."""
        words = words_of(text[:LONGEST])
        if not words:
            return Understood("none", 0.0)
        if command := self.commands.said(text):
            return Understood(command, 1.0, sure=True)
        if _NUMBER.search(text) and len(words) <= _WORDS_OF_A_NUMBER + _FEW_BESIDE_A_NUMBER:
            return Understood("register" if _SHOWN & set(words) else "status", 1.0, sure=True)
        chances, read = self.model.chances(text), None
        if max(chances.values()) < CERTAIN:
            read = self.second.read(text)
            chances = together(chances, read.chances)
        possible = INTENTS if len(words) <= MOST_WORDS else (*OFFERED, "none")
        understood = decide({intent: chances[intent] for intent in possible})
        return understood if read is None else replace(understood, read=read)


def load_understanding(weights: Path = WEIGHTS, encoder: Path = ENCODER) -> Understanding:
    """Both ears and the control words, read at start. Raises ModelError or CommandsError."""
    model, second = load_model(weights), shared_ear(encoder)
    for file, names in ((weights, model.names), (encoder, second.names)):
        if set(names) != set(INTENTS):
            raise ModelError(f"{file.name} is not about the intents of this version")
    return Understanding(model, second, load_commands())


def together(first: Mapping[str, float], second: Mapping[str, float]) -> Mapping[str, float]:
    """What both make likely: the middle of their chances on the scale of their logarithms, together 1 again."""
    both = {name: math.sqrt(max(each, _LEAST) * max(second[name], _LEAST)) for name, each in first.items()}
    whole = sum(both.values())
    return {name: each / whole for name, each in both.items()}


def decide(chances: Mapping[Intent, float]) -> Understood:
    """What these chances are enough for."""
    chances = _weighed({**chances, "breach": chances["breach"] * BREACH_WEIGHS})
    ranked = sorted(chances, key=lambda intent: -chances[intent])
    best, breach = ranked[0], chances["breach"]
    likely = chances[best]
    if best in CONTROLS:
        return Understood(best, likely, sure=True)
    if best == "none":
        return Understood(
            best, likely, _worth(chances, ranked, OFFERED_OUT_OF_NOTHING, BREACH_OUT_OF_NOTHING)
        )
    if likely >= BEGINS_AT and (best == "breach" or breach < BREACH_BESIDE):
        return Understood(best, likely, sure=True)
    return Understood(best, likely, _worth(chances, ranked, min(OFFERED_AT, likely), BREACH_BESIDE))


def _worth(
    chances: Mapping[Intent, float], ranked: list[Intent], least: float, least_breach: float
) -> tuple[Intent, ...]:
    """What is likely enough to be offered, the likeliest first; a breach is never what is left out."""
    enough = [each for each in ranked if each in OFFERED and chances[each] >= least][:MOST_OFFERED]
    if "breach" not in enough and chances["breach"] >= least_breach:
        enough = [*enough[: MOST_OFFERED - 1], "breach"]
    return tuple(enough)


def _weighed(chances: Mapping[Intent, float]) -> dict[Intent, float]:
    """The same chances, together 1 again."""
    whole = sum(chances.values()) or 1.0
    return {intent: chance / whole for intent, chance in chances.items()}
