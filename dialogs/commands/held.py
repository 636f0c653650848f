"""What somebody types to get all that the bot holds about them, and the card that offers it."""

from cards.page import PageView, page_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.organisation import Organisation
from dialogs.commands.plain_names import names_it

say = words_beside(__file__)


def asks_for_held(raw: str) -> bool:
    """Whether this line asks for it. What a client wants is a request, and says more than these words."""
    return names_it(raw, say("asked"))


def held_card(org: Organisation) -> Card:
    """What is in the file, what is not, and the button that asks for it."""
    view = PageView(
        say("title"),
        (say("line"), say("not_in")),
        notes=(say("client"), say("rights", email=org.offices.fg.email)),
        buttons=(
            Button(say("give"), "give", {"file": "own"}, primary=True, of="file"),
            Button(say("menu"), "menu"),
        ),
    )
    return page_card(view)


def held_summary() -> str:
    """The line of a toast."""
    return say("title")
