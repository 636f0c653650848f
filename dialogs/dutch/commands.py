"""Control words that must always be heard: "stop", "terug", "menu", "help". Read from `commands.nl.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dialogs.dutch.features import LONGEST
from dialogs.dutch.intents import CONTROLS, Intent
from dialogs.dutch.phrases import Lexicon, Phrase, PhraseError, Sentence, lexicon_of, read_phrase
from dialogs.dutch.words import words_of

MOST_WORDS = 8
"""A line of more words is no control word, whatever is in it."""


class CommandsError(ValueError):
    """The file misses a control word or has a phrase that cannot be read."""


@dataclass(frozen=True, slots=True)
class Commands:
    """The phrases of each control word, and the words that may stand beside them."""

    phrases: Mapping[Intent, tuple[Phrase, ...]]
    lexicon: Lexicon

    def said(self, text: str) -> Intent | None:
        """The control word that is all of `text`; None when it is something else, or more than that."""
        said = words_of(text[:LONGEST])
        if not 0 < len(said) <= MOST_WORDS:
            return None
        sentence = Sentence(said, self.lexicon)
        return next(
            (
                intent
                for intent, phrases in self.phrases.items()
                if any(sentence.hears(each) is False for each in phrases)
            ),
            None,
        )


def load_commands(path: Path | None = None) -> Commands:
    """The control words of `commands.nl.toml` (or of `path`), read at start. Raises CommandsError."""
    path = path or Path(__file__).with_name("commands.nl.toml")
    try:
        words = tomllib.loads(path.read_text("utf-8"))
        nothing = frozenset[str]()
        phrases = {
            intent: tuple(read_phrase(f"={written}", nothing) for written in words.pop(intent))
            for intent in CONTROLS
        }
        fillers = frozenset(words.pop("vulwoorden").split())
    except (KeyError, TypeError, AttributeError, PhraseError, tomllib.TOMLDecodeError) as wrong:
        raise CommandsError(f"{path.name}: {wrong!r}") from wrong
    if words:
        raise CommandsError(f"{path.name}: unknown names: {sorted(words)}")
    every = [phrase for own in phrases.values() for phrase in own]
    return Commands(phrases, lexicon_of(every, fillers=fillers, negations=nothing, not_negated=nothing))
