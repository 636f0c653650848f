"""What was filled in with an event, as it may be kept, or what is wrong with it. Pure."""

from collections.abc import Mapping
from typing import TypeVar

from cases.plain_text import can_be_read, plain


class Refused(Exception):
    """What was filled in cannot be used; `key` names the sentence that says so, `field` the field."""

    def __init__(self, field: str, key: str) -> None:
        super().__init__(f"{field}: {key}")
        self.field = field
        self.key = key


def text(given: Mapping[str, str], field: str, limit: int) -> str:
    """What was typed in a field that must be filled in, where something can be read. Raises Refused."""
    words = typed_within(given, field, limit)
    if not can_be_read(words):
        raise Refused(field, "verplicht")
    return words


def typed(given: Mapping[str, str], field: str) -> str:
    """What was typed in a field, as it may be kept."""
    return plain(given.get(field, "")).strip()


def typed_within(given: Mapping[str, str], field: str, limit: int) -> str:
    """What was typed in a field that may stay empty. Raises Refused."""
    words = typed(given, field)
    if len(words) > limit:
        raise Refused(field, "te_lang")
    return words


Chosen = TypeVar("Chosen", bound=str)


def one_of(given: Mapping[str, str], field: str, options: tuple[Chosen, ...]) -> Chosen:
    """What was chosen in a field that must be filled in. Raises Refused."""
    value = given.get(field, "")
    if (chosen := next((each for each in options if each == value), None)) is not None:
        return chosen
    raise Refused(field, "geen_keuze" if value else "verplicht")


def count_of(given: Mapping[str, str], field: str, most: int, key: str = "geen_getal") -> int:
    """A whole number of at most so much; noughts before it say nothing. Raises Refused with the key."""
    value = given.get(field, "")
    digits = value.lstrip("0") or value[:1]
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(most)) and int(digits) <= most):
        raise Refused(field, key)
    return int(digits)
