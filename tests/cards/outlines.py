"""Every everyday card as an outline to read: what stands where, how it looks, what each button sends.

`python -m tests.cards.outlines` writes them anew (`make docs` does too); what changes then is what people will see.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.cards.examples import examples

FILE = Path(__file__).with_name("outlines.txt")

_PARTS = ("body", "items", "columns", "rows", "cells", "facts", "inlines", "choices", "actions", "card")
_OFTEN = frozenset({"type", "wrap", "version", "lang", "$schema", "fallback", "fallbackText", "msteams"})
"""What is the same on every card: tests/cards/rules.py holds it to that."""


def outlines() -> str:
    """All of them, one below the other."""
    told = [
        "\n".join([f"== {name}", *outline(each.card)]) for name, each in examples().items() if each.everyday
    ]
    return "\n\n".join(told) + "\n"


def outline(part: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """A line for each element, deeper ones further in."""
    values = {name: value for name, value in part.items() if name not in _PARTS and name not in _OFTEN}
    kind = str(part.get("type", "")).removeprefix("Action.").removeprefix("Input.")
    own = [f"{name}={_flat(value)}" for name, value in values.items() if name != "selectAction"]
    yield "  " * depth + " ".join([kind or "-", *own])
    pressed = part.get("selectAction")
    if pressed is not None:
        yield from (f"{'  ' * (depth + 1)}on press: {line.strip()}" for line in outline(pressed))
    for name in _PARTS:
        inner = part.get(name, [])
        for each in [inner] if isinstance(inner, Mapping) else inner:
            yield from outline(each, depth + 1)


def _flat(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flat(each)}" for name, each in value.items()) + "}"
    return repr(value)


if __name__ == "__main__":
    FILE.write_text(outlines(), encoding="utf-8")
