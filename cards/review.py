"""The review card: every answer with its own way to change it, before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.view import Card, Field, Scalar, StepHead


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One answer. `open` marks an answer that is still to come; `typed` says that a person typed the values."""

    label: str
    values: tuple[str, ...]
    open: bool
    step: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class ReviewView:
    """`send` is the title of the button that files (verb "file", with the toggles); Wijzig is verb "edit"."""

    head: StepHead
    title: str
    lines: tuple[ReviewLine, ...]
    toggles: tuple[Field, ...]
    closing: str
    send: str
    data: Mapping[str, Scalar] = field(default_factory=dict)
    notice: str = ""


def review_card(view: ReviewView) -> Card:
    """The last check of a flow."""
    raise NotImplementedError
