"""The card of who passed on a request: who has it, what to tell the person and until when, what to do and not to do."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import band, card, foot, numbered, section, small, spoken
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class RightsReceiptView:
    """`office` has the request; `tell` is what the person should hear, `term_note` the small line below it.

    `steps` are what to do and what to leave; `notes` come last. Once the case moves on, `state` and `turn` replace
    the words of the band.
    """

    number: str
    office: str
    tell: str
    term_note: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    buttons: tuple[Button, ...]
    closing: str = ""
    state: str = ""
    turn: str = ""


def rights_receipt_card(view: RightsReceiptView) -> Card:
    """The request is with someone."""
    if view.state:
        turn = [spoken(view.turn, spacing="None")] if view.turn else []
        top = band(f"{view.number} · {view.state}", turn, "emphasis")
    else:
        where = spoken(say("lies_with", office=view.office), spacing="None")
        top = band(f"{view.number} · ✓ {say('sent')}", [where], "good")
    tell = [section(say("tell")), spoken(view.tell, spacing="Small")] if view.tell else []
    body = [
        top,
        *tell,
        *([small(view.term_note, spacing="None")] if view.term_note else []),
        *([section(say("steps")), *numbered(view.steps)] if view.steps else []),
        *(spoken(words, spacing="Small") for words in view.notes),
        *foot(view.closing),
    ]
    return card(body, presses(view.buttons))
