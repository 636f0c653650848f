"""The card of a flow that was stopped: the answers are kept, and may be thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.buttons import presses
from cards.elements import card, eyebrow, text, title
from cards.view import Button, Card, Scalar
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class StoppedView:
    """`flow` is the eyebrow. The verbs are resume and discard, both with `data`, and menu."""

    flow: str
    title: str
    explanation: str
    data: Mapping[str, Scalar] = field(default_factory=dict)


def stopped_card(view: StoppedView) -> Card:
    """Go on, throw away, or the menu."""
    buttons = (
        Button(say("resume"), "resume", view.data, primary=True),
        Button(say("discard"), "discard", view.data),
        Button(say("menu"), "menu"),
    )
    body = [eyebrow(view.flow), title(view.title, spacing="Small"), text(view.explanation, spacing="Small")]
    return card(body, presses(buttons))
