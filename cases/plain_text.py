"""Typed text as it is kept: without the characters that no row, card or mail can carry."""

import re
import unicodedata

_NOT_KEPT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""All of the categories Cc and Cs of Unicode (neither ever grows), but for the line feed."""


def plain(text: str) -> str:
    """The text without control characters (line breaks stay) and without halves of emoji."""
    if text.isprintable():  # nearly every field of a case: there is no such sign in it
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _NOT_KEPT.sub("", lines)


_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Signs that Unicode counts as letters or symbols and that are drawn as nothing."""


def can_be_read(text: str) -> bool:
    """Whether anything in it is seen: not only spaces and signs that are drawn as nothing."""
    return any(unicodedata.category(sign)[0] not in "CZ" and sign not in _BLANK for sign in text)


def one_line(text: str) -> str:
    """Plain text on one line."""
    return " ".join(plain(text).split())


def shortened(text: str, most: int) -> str:
    """At most so many characters, with "…" where something is gone."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def stored_size(value: str) -> int:
    """Length as the stores count it: an emoji counts twice."""
    return len(value.encode("utf-16-le")) // 2
