"""One kind line before something is sent in which there may be the name of a person."""

from collections.abc import Iterable

from cards.words import words_beside
from dialogs.dutch.names import load_name_words, may_name

say = words_beside(__file__)

WORDS = load_name_words()


def name_hint(texts: Iterable[str]) -> str:
    """The line, when one of these texts may hold a name; "" otherwise."""
    return say("hint") if any(may_name(each, WORDS) for each in texts) else ""
