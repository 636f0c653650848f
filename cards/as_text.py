"""What a card says, line by line, without its buttons and fields: for a file in which somebody reads it later."""

from collections.abc import Iterator
from typing import Any

from cards.view import Card

_PARTS = ("body", "items", "columns")


def lines_on(card: Card) -> list[str]:
    """Every line, folded parts too, each once in a row."""
    return [line for line in (_bare(each) for each in _lines(card)) if line]


def _lines(part: Any) -> Iterator[str]:
    kind = part.get("type", "")
    if kind == "TextBlock":
        yield part.get("text", "")
    elif kind == "RichTextBlock":
        yield "".join(each.get("text", "") for each in part["inlines"])
    elif kind == "FactSet":
        for fact in part["facts"]:
            yield f"{fact['title']}: {fact['value']}"
    for name in _PARTS:
        for inner in part.get(name, ()):
            yield from _lines(inner)


def _bare(line: str) -> str:
    return line.replace("**", "").strip(" ›")
