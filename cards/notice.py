"""Small cards: a refusal, help, an offer; the banner of an old card; what is left of an answered one."""

from dataclasses import dataclass

from cards.view import Button, Card


@dataclass(frozen=True, slots=True)
class NoticeView:
    """`lines` are our own paragraphs, may hold **bold**."""

    title: str
    lines: tuple[str, ...]
    buttons: tuple[Button, ...] = ()


def notice_card(view: NoticeView) -> Card:
    """A title, a few lines, the ways on."""
    raise NotImplementedError


def with_old_card_banner(card: Card) -> Card:
    """The present card under the words that the pressed card was old. The card passed in is not changed."""
    raise NotImplementedError


def answered_card(flow: str, chosen: str) -> Card:
    """What an answered question shrinks to, without buttons."""
    raise NotImplementedError
