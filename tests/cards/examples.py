"""Every card in every state: as people will see it most days, and with the nastiest things typed into it."""

from tests.cards.everyday import everyday
from tests.cards.example_words import Example
from tests.cards.nasty import nasty
from tests.cards.rarer import rarer


def examples() -> dict[str, Example]:
    """All of them by name. The everyday ones come first, in the order of the rules."""
    return everyday() | rarer() | nasty()
