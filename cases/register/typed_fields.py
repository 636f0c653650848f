"""Fields on the cards of a case: what was typed is kept, what was wrong with it is said in Dutch."""

from collections.abc import Mapping

from cards.view import Button, Scalar
from cases.plain_text import stored_size
from cases.register.case import KeptCase

ROOM = 2
"""How much more than its limit fits in a field: clients cut off in silence, the bot says what is wrong."""


def button(
    case: KeptCase,
    title: str,
    verb: str,
    *,
    more: Mapping[str, Scalar] | None = None,
    primary: bool = False,
    in_more: bool = False,
) -> Button:
    """A press about this case as it is now; `more` goes along."""
    return Button(
        title, verb, {"case": case.number, "version": case.version, **(more or {})}, primary, in_more
    )


def named_error(short: str, error: str) -> str:
    """What is wrong with a field, behind its short name; nothing when nothing is wrong."""
    return f"{short}: {error[:1].lower()}{error[1:]}" if error else ""


def within(typed: str, most: int) -> str:
    while stored_size(typed) > most:
        typed = typed[: -max(1, (stored_size(typed) - most) // 2)]
    return typed
