"""The overview of a month: counts, and a chart of blocks per kind and per month. No names, no cases."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import Element, card, folded, foot, made, paragraph, run, section, small, text, title
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

MOST_BARS, REST, BLOCK = 5, "fold-kinds", "▰"

MOST_BLOCKS = 20
"""A bar stays shorter than this, so that it fits a phone; then a block stands for more."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class MonthView:
    """`counts` come on top, `kinds` from most to least, `months` in order; `notes` are our own last lines."""

    title: str
    counts: tuple[Count, ...]
    kinds: tuple[Count, ...]
    months: tuple[Count, ...]
    notes: tuple[str, ...]
    buttons: tuple[Button, ...]


def month_card(view: MonthView) -> Card:
    """Kinds beyond the fifth unfold. All bars have one scale, which the last line tells."""
    scale = max((each.number for each in (*view.kinds, *view.months)), default=0) // MOST_BLOCKS + 1
    body = [title(view.title), *_counts(view.counts)]
    if view.kinds:
        body.append(section(say("kinds"), spacing="Large"))
        body += _bars(view.kinds[:MOST_BARS], scale)
    if rest := view.kinds[MOST_BARS:]:
        body += [folded(REST, _bars(rest, scale)), *foot("", say("all"), [REST])]
    body.append(section(say("months"), spacing="Large"))
    body += _bars(view.months, scale)
    told = say("block") if scale == 1 else say("blocks", count=scale)
    body += [
        small(words, spacing="Small" if place else "Medium")
        for place, words in enumerate((told, *view.notes))
    ]
    return card(body, presses(view.buttons))


def _counts(counts: tuple[Count, ...]) -> list[Element]:
    """Two a row: three stand too close on a phone."""
    pairs = [counts[place : place + 2] for place in range(0, len(counts), 2)]
    return [made("ColumnSet", spacing="Medium", columns=[_count(each) for each in pair]) for pair in pairs]


def _count(count: Count) -> Element:
    number = made("TextBlock", text=str(count.number), wrap=True, size="ExtraLarge", weight="Bolder")
    return made("Column", width="stretch", items=[number, small(count.label, spacing="None")])


def _bars(counts: tuple[Count, ...], scale: int) -> list[Element]:
    bars: list[Element] = []
    for each in counts:
        blocks = run(f"  {BLOCK * -(-each.number // scale)}", large=True) | {"color": "Accent"}
        shown = [run(str(each.number), bold=True), *([blocks] if each.number else [])]
        bars += [text(each.label, spacing="Small"), paragraph(*shown, spacing="None")]
    return bars
