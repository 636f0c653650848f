"""An office: what it is for, who are in it, how to reach them, and how to ask it something."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import card, eyebrow, fact_list, spoken, text, title
from cards.view import Button, Card, Fact
from cards.words import words_beside

say = words_beside(__file__)

MOST_NAMES = 5
"""More names than this are counted."""


@dataclass(frozen=True, slots=True)
class ContactView:
    """`purpose` says what the office does, in words of ours; `first` whom to ask first. `phone` may be empty.

    `others` are the other offices: name, mail and telephone, which may be empty.
    """

    office: str
    purpose: str
    members: tuple[str, ...]
    deputies: tuple[str, ...]
    email: str
    phone: str
    others: tuple[tuple[str, str, str], ...]
    first: str
    buttons: tuple[Button, ...]


def contact_card(view: ContactView) -> Card:
    """The office, with its people as text."""
    facts = [Fact(say("email"), view.email)]
    facts += [Fact(say("phone"), view.phone)] if view.phone else []
    facts += [Fact(say("members"), _names(view.members), typed=True)] if view.members else []
    facts += [Fact(say("deputies"), _names(view.deputies), typed=True)] if view.deputies else []
    facts += [
        Fact(name, say("reach", email=email, phone=phone) if phone else email)
        for name, email, phone in view.others
    ]
    body = [
        eyebrow(say("eyebrow")),
        title(view.office, spacing="Small"),
        text(view.purpose, spacing="Small"),
        *fact_list(tuple(facts)),
        spoken(view.first, subtle=True, spacing="Medium"),
    ]
    return card(body, presses(view.buttons))


def _names(names: tuple[str, ...]) -> str:
    named, more = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    return say("more", names=named, count=more) if more > 0 else named
