"""The end of a flow that files nothing: what the bot says, and on what it rests."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import card, eyebrow, foot, text, title
from cards.view import Button, Card


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """`flow` is the eyebrow, `lines` are our own paragraphs.

    `source` is the policy point that these rest on.
    """

    flow: str
    title: str
    lines: tuple[str, ...]
    source: str
    buttons: tuple[Button, ...]


def outcome_card(view: OutcomeView) -> Card:
    """What this means for the user."""
    body = [
        eyebrow(view.flow),
        title(view.title, spacing="Small"),
        *(text(words, spacing="Small") for words in view.lines),
        *foot(view.source),
    ]
    return card(body, presses(view.buttons))
