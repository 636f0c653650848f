"""Reads a stored row, or says which one cannot be read: torn, of a newer form, or changed by somebody's hand.

What is in it is never told: an error of a reader may quote what somebody typed.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from cases.ports import Row, Table

log = logging.getLogger(__name__)

T = TypeVar("T")


class Unreadable(Exception):
    """This row cannot be read. The text is what kind of row it is and of which number, never its words."""

    def __init__(self, table: Table, row: Row) -> None:
        super().__init__(named(row.key))
        self.table: Table = table
        self.row = row


def named(key: str) -> str:
    """A row by its kind and number, as a log may show it: of a person's row the kind alone."""
    kind, *parts = key.split("|")
    if kind in ("due", "open", "all", "words"):  # a moment stands before the number
        parts = parts[1:]
    number = parts[0] if parts and "-" in parts[0] else ""
    return f"{kind} of {number}" if number else kind


def readable(table: Table, row: Row, read: Callable[[str], T]) -> T:
    """What stands in the row. Raises Unreadable."""
    try:
        return read(row.value)
    except (ValueError, LookupError, TypeError, RecursionError):
        raise Unreadable(table, row) from None  # the error may quote the row


def those_readable(table: Table, rows: Iterable[Row], read: Callable[[str], T]) -> list[T]:
    """What stands in these rows; one that cannot be read is told in the log and passed over.

    For rows that belong to a case and are written anew when it changes: to take one away would hold up the case.
    """
    found = list[T]()
    for row in rows:
        try:
            found.append(readable(table, row, read))
        except Unreadable as broken:
            log.error("a row cannot be read and is passed over: %s", broken)
    return found
