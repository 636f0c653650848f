"""The form card: first aid if there is any, then the fields; errors named on top and above each wrong one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.view import Card, Field, Scalar, StepHead


@dataclass(frozen=True, slots=True)
class FormView:
    """`aid` are our first-aid lines (may hold **bold**) under `aid_title`; then the form has `then_title`.

    `go_on` is the title of the button that sends the fields (verb "answer"); `closing` is the small line
    under them; `notice` stands on top of the card.
    """

    head: StepHead
    title: str
    explanation: str = ""
    aid: tuple[str, ...] = ()
    aid_title: str = ""
    then_title: str = ""
    fields: tuple[Field, ...] = ()
    go_on: str = ""
    data: Mapping[str, Scalar] = field(default_factory=dict)
    can_go_back: bool = False
    closing: str = ""
    notice: str = ""
    example: tuple[str, ...] = ()


def form_card(view: FormView) -> Card:
    """Fields to fill in. A field with an `error` brings the attention band and a line above that field."""
    raise NotImplementedError
