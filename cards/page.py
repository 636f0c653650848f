"""A plain page: lines of ours, facts that may be typed by people, ways on as rows, fields, and what is kind to know."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.elements import card, fact_list, spoken, title
from cards.fields import error_band, inputs
from cards.view import Button, Card, Fact, Field
from cards.welcome import MenuRow, menu_row


@dataclass(frozen=True, slots=True)
class PageView:
    """`lines` and `notes` are our own, may hold **bold** and names; `facts` stand between them, then `rows`, then
    `fields`."""

    title: str
    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    rows: tuple[MenuRow, ...] = ()
    fields: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()


def page_card(view: PageView) -> Card:
    """The page."""
    body = [
        *error_band(view.fields),
        title(view.title),
        *(spoken(words, spacing="Small") for words in view.lines),
        *fact_list(view.facts),
        *(menu_row(row, spacing="Small" if place else "Medium") for place, row in enumerate(view.rows)),
        *inputs(view.fields),
        *(spoken(words, spacing="Medium", subtle=True) for words in view.notes),
    ]
    return card(body, presses(view.buttons))
