"""The card of a flow that was stopped: the answers are kept, and may be thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.view import Card, Scalar


@dataclass(frozen=True, slots=True)
class StoppedView:
    """`flow` is the eyebrow. The verbs are resume and discard, both with `data`, and menu."""

    flow: str
    title: str
    explanation: str
    data: Mapping[str, Scalar] = field(default_factory=dict)


def stopped_card(view: StoppedView) -> Card:
    """Go on, throw away, or the menu."""
    raise NotImplementedError
