"""The figures of a year that the FG reports on: of all registers, as one card. Pure; nobody is in them."""

from dataclasses import dataclass
from datetime import datetime

from cards.figures import FigureSection, FiguresView, figures_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.figures import RegisterFigures

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All registers. `destroyed` is how many cases of this year are gone because their term was over, `unread` how
    many cannot be read."""

    year: int
    parts: tuple[RegisterFigures, ...]
    destroyed: int = 0
    unread: int = 0


def year_card(year: YearFigures, now: datetime, org: Organisation) -> Card:
    """Numbers only; the year so far when it is this one."""
    here = now.astimezone(org.zone).year
    sections = tuple(
        FigureSection(
            each.key,
            each.title,
            tuple((one.told(), one.label) for one in each.figures if one.tells),
            each.charts,
        )
        for each in year.parts
    )
    buttons = [Button(say("back"), "figures", {"year": year.year - 1}, of="register")]
    if year.year < here:
        buttons.append(Button(say("on"), "figures", {"year": year.year + 1}, of="register"))
    buttons.append(Button(say("excel"), "give", {"file": "year", "year": year.year}, of="file"))
    notes = [say("so_far")] if year.year == here else []
    notes += year_notes(year)
    return figures_card(FiguresView(year_summary(year), sections, tuple(notes), tuple(buttons)))


def year_notes(year: YearFigures) -> list[str]:
    """What is not counted."""
    notes = list[str]()
    if year.destroyed:
        notes.append(
            say("destroyed.one") if year.destroyed == 1 else say("destroyed.many", count=year.destroyed)
        )
    if year.unread:
        notes.append(say("unread.one") if year.unread == 1 else say("unread.many", count=year.unread))
    return notes


def year_summary(year: YearFigures) -> str:
    """The line of a toast."""
    return say("title", year=year.year)
