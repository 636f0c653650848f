"""The pieces that card views are made of: buttons, fields, options, clocks. Plain values, no decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

Card = dict[str, Any]

Scalar = str | int

Owner = Literal["talk", "case", "register", "entry", "friction", "file", "organisation", "viewings"]
OWNERS: tuple[Owner, ...] = get_args(Owner)
"""Whose a button is: the conversation, a case, the lists of the registers, a new entry, where the policy hurts, a
file, the offices and facts of the organisation, who saw what."""


@dataclass(frozen=True, slots=True)
class Button:
    """A press: `verb` and `data` come back to the bot, and whose button it is. With `fields` the card's inputs too.

    `of` may be left out for a button of a case, which carries its number, and of the conversation, which does not.
    """

    title: str
    verb: str
    data: Mapping[str, Scalar] = field(default_factory=dict)
    primary: bool = False
    in_more: bool = False
    fields: bool = False
    of: Owner | None = None

    @property
    def owner(self) -> Owner:
        """Whose button this is."""
        return self.of or ("case" if "case" in self.data else "talk")


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address (https) and tells the bot nothing."""

    title: str
    url: str
    in_more: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: `value` is what is sent, `title` what is read."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `value` is what stands in it, `note` the kind line below it.

    `error` is the bot's line above it: the short name of the field, a colon, what is wrong. `placeholder` is
    the hint in an empty field, and the words beside the box of a toggle. `max_length` is where the client
    cuts off, about twice the real limit. "person" is somebody of the organisation, looked up by name in Teams: it
    gives the object id. What `folds` stands behind a link while it is empty and nothing is wrong; a choice that is
    `compact` shows its options only when it is opened.
    """

    id: str
    kind: Literal["choice", "choices", "text", "long_text", "number", "date", "time", "toggle", "person"]
    label: str
    required: bool = False
    value: str = ""
    options: tuple[Option, ...] = ()
    placeholder: str = ""
    max_length: int = 0
    client_error: str = ""
    error: str = ""
    note: str = ""
    folds: bool = False
    compact: bool = False


@dataclass(frozen=True, slots=True)
class AskButton:
    """A button that unfolds one or two fields and a send button (a ShowCard); `note` stands under the fields, in words
    of ours."""

    title: str
    fields: tuple[Field, ...]
    send: Button
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time left: `deadline` is when it is over, `now` when the card is drawn; both carry the organisation's zone.
    `term` is the whole length."""

    deadline: datetime
    now: datetime
    term: timedelta


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a fact list. `mark` is shown bold behind the value; `typed` means that a person typed it, `mixed` that
    words of ours stand around what a person typed: all of it counts among ours then (cards/room.py)."""

    label: str
    value: str
    mark: str = ""
    typed: bool = False
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class StepHead:
    """The eyebrow and the foot of a card in a flow."""

    flow: str
    progress: str
    source: str
    chosen: str = ""
