"""Typed commands for a new entry of a register in which entries are made by hand. Pure; who may is not asked here."""

from collections.abc import Iterable
from typing import Any

from cases.plain_text import one_line
from cases.register.register import Register
from dialogs.commands.plain_names import names_it

MOST_READ = 100
"""Longer lines are no commands."""


def read_new_entry(raw: str, registers: Iterable[Register[Any]]) -> str | None:
    """The register that this line asks a new entry of, or None. Never raises."""
    if len(raw) > MOST_READ:
        return None
    line = one_line(raw).casefold().rstrip(" .?!")
    return next(
        (
            each.name
            for each in registers
            if line in each.typed.new or (each.typed.button and names_it(raw, each.typed.button))
        ),
        None,
    )
