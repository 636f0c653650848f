"""The reporter's card: first the receipt, later the same card with the state of the case."""

from dataclasses import dataclass

from cards.view import AskButton, Button, Card, Clock


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """`office` has the report; `steps` say what happens now; `decides` is the paragraph above the clock.

    `night` adds that the clock also runs in the evening and at the weekend. Once the case moves on, `state`
    and `turn` replace the words of the band.
    """

    number: str
    office: str
    steps: tuple[str, ...]
    clock: Clock | None
    decides: str
    night: bool
    closing: str
    buttons: tuple[Button | AskButton, ...]
    state: str = ""
    turn: str = ""


def receipt_card(view: ReceiptView) -> Card:
    """The report is with someone: who has it, what now, who decides."""
    raise NotImplementedError
