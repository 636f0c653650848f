"""The reporter's card to answer a question, or to add what was still open."""

from dataclasses import dataclass

from cards.view import Button, Card, Field


@dataclass(frozen=True, slots=True)
class AskView:
    """`question` was typed by `asked_by` (both may be empty); `closing` is a small line under the fields."""

    number: str
    title: str
    question: str
    asked_by: str
    fields: tuple[Field, ...]
    send: Button
    closing: str
    buttons: tuple[Button, ...] = ()


def ask_card(view: AskView) -> Card:
    """The question, the fields, one button that sends them. Errors as in a form."""
    raise NotImplementedError
