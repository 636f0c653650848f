"""The welcome card: the ways in, the likeliest first, each a row that can be pressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.view import Card, Scalar


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One way in. The whole row is the button."""

    title: str
    detail: str
    verb: str
    data: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """`about` says what the bot is; `policy_url` may be empty, then there is no button for it."""

    title: str
    explanation: str
    rows: tuple[MenuRow, ...]
    about: str
    policy_url: str


def welcome_card(view: WelcomeView) -> Card:
    """The menu."""
    raise NotImplementedError
