"""The overview of a month: counts, and a chart of blocks per kind and per month. No names, no cases."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.charts import Count, bars, counts_grid, scale_of, scale_told
from cards.elements import Element, card, folded, foot, section, small, title
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

MOST_BARS, REST, REST_OF_CAUSES = 5, "fold-kinds", "fold-causes"


@dataclass(frozen=True, slots=True)
class MonthView:
    """`counts` come on top, `kinds` and `causes` go from most to least; `notes` are our own last lines."""

    title: str
    counts: tuple[Count, ...]
    kinds: tuple[Count, ...]
    months: tuple[Count, ...]
    notes: tuple[str, ...]
    buttons: tuple[Button, ...]
    causes: tuple[Count, ...] = ()


def month_card(view: MonthView) -> Card:
    """Kinds and causes beyond the fifth unfold. All bars have one scale, which the last line tells."""
    scale = scale_of((*view.kinds, *view.causes, *view.months))
    body = [
        title(view.title),
        *counts_grid(tuple((str(each.number), each.label) for each in view.counts)),
        *_bars(say("kinds"), view.kinds, scale, REST),
        *_bars(say("causes"), view.causes, scale, REST_OF_CAUSES),
    ]
    if view.months:
        body += [section(say("months"), spacing="Large"), *bars(view.months, scale)]
    drawn = view.kinds or view.causes or view.months
    body += [
        small(words, spacing="Small" if place else "Medium")
        for place, words in enumerate((*((scale_told(scale),) if drawn else ()), *view.notes))
    ]
    return card(body, presses(view.buttons))


def _bars(called: str, counts: tuple[Count, ...], scale: int, fold: str) -> list[Element]:
    if not counts:
        return []
    shown, rest = bars(counts[:MOST_BARS], scale), counts[MOST_BARS:]
    more = [folded(fold, bars(rest, scale)), *foot("", say("all"), [fold])] if rest else []
    return [section(called, spacing="Large"), *shown, *more]
