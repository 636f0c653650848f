"""Numbers and charts of blocks on a card: a shape, no colour alone, and the number in words beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cards.elements import Element, made, paragraph, run, small, text
from cards.words import words_beside

say = words_beside(__file__)

BLOCK = "▰"

MOST_BLOCKS = 20
"""A bar stays shorter than this, so that it fits a phone; then a block stands for more."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts."""

    label: str
    number: int


def scale_of(counts: Iterable[Count]) -> int:
    """How many of them one block stands for, so that the longest bar fits."""
    return max((each.number for each in counts), default=0) // MOST_BLOCKS + 1


def scale_told(scale: int) -> str:
    """What one block is, in words."""
    return say("block") if scale == 1 else say("blocks", count=scale)


def counts_grid(numbers: Sequence[tuple[str, str]]) -> list[Element]:
    """Numbers and their labels, two a row: three stand too close on a phone."""
    pairs = [numbers[place : place + 2] for place in range(0, len(numbers), 2)]
    return [made("ColumnSet", spacing="Medium", columns=[_number(*each) for each in pair]) for pair in pairs]


def bars(counts: Iterable[Count], scale: int) -> list[Element]:
    """The label above, the number before the blocks."""
    drawn: list[Element] = []
    for each in counts:
        blocks = run(f"  {BLOCK * -(-each.number // scale)}", large=True) | {"color": "Accent"}
        shown = [run(str(each.number), bold=True), *([blocks] if each.number else [])]
        drawn += [text(each.label, spacing="Small"), paragraph(*shown, spacing="None")]
    return drawn


def _number(number: str, label: str) -> Element:
    large = made("TextBlock", text=number, wrap=True, size="ExtraLarge", weight="Bolder")
    return made("Column", width="stretch", items=[large, small(label, spacing="None")])
