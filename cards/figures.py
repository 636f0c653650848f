"""The figures of a year: per register its numbers, and charts of blocks that unfold. No names, no cases."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.charts import Count, bars, counts_grid, scale_of, scale_told
from cards.elements import Element, card, folded, foot, section, small, title
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class FigureChart:
    """What is compared, and the counts in order."""

    title: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class FigureSection:
    """One register: numbers with their labels, and its charts. `key` is a name of ours."""

    key: str
    title: str
    numbers: tuple[tuple[str, str], ...]
    charts: tuple[FigureChart, ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresView:
    """All sections, one below the other; `notes` are our own last lines."""

    title: str
    sections: tuple[FigureSection, ...]
    notes: tuple[str, ...]
    buttons: tuple[Button, ...]


def figures_card(view: FiguresView) -> Card:
    """The numbers in sight, the charts of each register behind a link."""
    body = [title(view.title)]
    for each in view.sections:
        body += [section(each.title, spacing="Large"), *counts_grid(each.numbers)]
        if each.charts:
            fold = f"fold-{each.key}"
            body += [folded(fold, _charts(each.charts)), *foot("", say("charts", title=each.title), [fold])]
    body += [small(words, spacing="Small" if place else "Medium") for place, words in enumerate(view.notes)]
    return card(body, presses(view.buttons))


def _charts(charts: tuple[FigureChart, ...]) -> list[Element]:
    scale = scale_of(count for each in charts for count in each.counts)
    drawn: list[Element] = []
    for place, each in enumerate(charts):
        drawn += [small(each.title, spacing="Medium" if place else "None"), *bars(each.counts, scale)]
    return [*drawn, small(scale_told(scale), spacing="Small")]
