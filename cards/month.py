"""The overview of a month: counts, and a chart of blocks per kind and per month. No names, no cases."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.charts import Count, bars, counts_grid, scale_of, scale_told
from cards.elements import card, folded, foot, section, small, title
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

MOST_BARS, REST = 5, "fold-kinds"


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
    scale = scale_of((*view.kinds, *view.months))
    body = [title(view.title), *counts_grid(tuple((str(each.number), each.label) for each in view.counts))]
    if view.kinds:
        body.append(section(say("kinds"), spacing="Large"))
        body += bars(view.kinds[:MOST_BARS], scale)
    if rest := view.kinds[MOST_BARS:]:
        body += [folded(REST, bars(rest, scale)), *foot("", say("all"), [REST])]
    body.append(section(say("months"), spacing="Large"))
    body += bars(view.months, scale)
    meaning = scale_told(scale)
    body += [
        small(words, spacing="Small" if place else "Medium")
        for place, words in enumerate((meaning, *view.notes))
    ]
    return card(body, presses(view.buttons))
