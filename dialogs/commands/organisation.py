"""What the FG or an administrator types to change the offices and the facts of the organisation."""

from cards.words import words_beside
from dialogs.commands.plain_names import names_it

say = words_beside(__file__)


def asks_for_organisation(raw: str) -> bool:
    """Whether this line asks for the page. Never raises."""
    return names_it(raw, say("asked"))
