"""A card in a window of its own, which opens from an action on a message."""

from collections.abc import Mapping

from cards.buttons import opens
from cards.elements import card as whole
from cards.elements import made, spoken, title
from cards.view import Card, Link


def window_card(heading: str, lines: tuple[str, ...], send: str, data: Mapping[str, str]) -> Card:
    """A few lines of ours and one button, which sends this. In such a window Teams knows no other kind of button."""
    body = [title(heading), *(spoken(words, spacing="Small") for words in lines)]
    return whole(body, [made("Action.Submit", title=send, style="positive", data=dict(data))])


def done_card(heading: str, lines: tuple[str, ...], links: tuple[Link, ...]) -> Card:
    """What stands there once it was sent, and where it goes on."""
    body = [title(heading), *(spoken(words, spacing="Small") for words in lines)]
    return whole(body, [opens(each) for each in links])
