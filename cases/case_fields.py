"""Fields on the cards of a case: what was typed is kept, what was wrong with it is said in Dutch."""

from cards.view import Button, Field, Option
from cards.words import words_beside
from cases.breach import CHOICES, SEVERAL, BreachCase
from cases.plain_text import stored_size

say = words_beside(__file__)

SPOKEN = ("option", "field")
"""Words that are looked up by what the case holds."""

ROOM = 2
"""How much more than its limit fits in a field: clients cut off in silence, the bot says what is wrong."""


def label(field: str, value: str) -> str:
    """A value of a closed list as people read it. Raises LookupError for a value outside its list."""
    return say(f"option.{field}.{value}")


def field_name(field: str) -> str:
    """What a field of a report is called."""
    return say(f"field.{field}")


def closed_list(field: str, value: str) -> Field:
    """The field of a closed list."""
    return Field(
        field,
        "choices" if field in SEVERAL else "choice",
        field_name(field),
        value=value,
        options=tuple(Option(each, label(field, each)) for each in CHOICES[field]),
    )


def text_field(
    name: str,
    title: str,
    limit: int,
    *,
    short: str,
    client_error: str = "",
    typed: str = "",
    error: str = "",
) -> Field:
    """A field to write in, required when it has a `client_error`.

    `error` is our sentence about what is wrong with what was `typed`; it stands behind the `short` name.
    """
    return Field(
        name,
        "long_text",
        title,
        required=bool(client_error),
        value=_within(typed, limit * ROOM),
        max_length=limit * ROOM,
        client_error=client_error,
        error=named_error(short, error),
    )


def button(
    case: BreachCase, title: str, verb: str, *, primary: bool = False, in_more: bool = False
) -> Button:
    """A press about this case as it is now."""
    return Button(title, verb, {"case": case.number, "version": case.version}, primary, in_more)


def named_error(short: str, error: str) -> str:
    """What is wrong with a field, behind its short name; nothing when nothing is wrong."""
    return f"{short}: {error[:1].lower()}{error[1:]}" if error else ""


def _within(typed: str, most: int) -> str:
    while stored_size(typed) > most:
        typed = typed[: -max(1, (stored_size(typed) - most) // 2)]
    return typed
