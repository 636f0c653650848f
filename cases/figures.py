"""The figures of a year that the FG reports on: of each register its numbers and charts. Pure; nobody is in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cards.charts import Count
from cards.figures import FigureChart, FigureSection, FiguresView, figures_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.organisation import Organisation

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a year. `number` is None when there is nothing to count it over.

    `of` is the whole that it is a part of, `unit` ("uur", "dagen") what an average is in.
    """

    label: str
    number: float | None
    of: int | None = None
    unit: str = ""

    def told(self) -> str:
        """As a card says it."""
        if self.number is None:
            return say("none")
        if self.of is not None:
            return say("part", part=round(self.number), whole=self.of)
        return (
            say("average", number=round(self.number), unit=self.unit)
            if self.unit
            else str(round(self.number))
        )


@dataclass(frozen=True, slots=True)
class RegisterFigures:
    """The figures of one register: the numbers, and what is compared in charts."""

    key: str
    title: str
    figures: tuple[Figure, ...]
    charts: tuple[FigureChart, ...] = ()


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All registers. `destroyed` is how many cases of this year are gone because their term was over."""

    year: int
    parts: tuple[RegisterFigures, ...]
    destroyed: int = 0


def average(values: Iterable[float]) -> float | None:
    """The mean; None of nothing."""
    known = list(values)
    return sum(known) / len(known) if known else None


def chart(title: str, counts: Sequence[tuple[str, int]]) -> FigureChart:
    """A chart of what there is: what nobody has is left out, unless it is all nothing."""
    some = [each for each in counts if each[1]] or list(counts[:1])
    return FigureChart(title, tuple(Count(*each) for each in some))


def year_card(year: YearFigures, now: datetime, org: Organisation) -> Card:
    """Numbers only; the year so far when it is this one."""
    here = now.astimezone(org.zone).year
    sections = tuple(
        FigureSection(
            each.key, each.title, tuple((one.told(), one.label) for one in each.figures), each.charts
        )
        for each in year.parts
    )
    buttons = [Button(say("back"), "figures", {"year": year.year - 1})]
    if year.year < here:
        buttons.append(Button(say("on"), "figures", {"year": year.year + 1}))
    notes = [say("so_far")] if year.year == here else []
    notes += [*year_notes(year), say("export")]
    return figures_card(FiguresView(year_summary(year), sections, tuple(notes), tuple(buttons)))


def year_notes(year: YearFigures) -> list[str]:
    """What is not counted."""
    if not year.destroyed:
        return []
    return [say("destroyed.one") if year.destroyed == 1 else say("destroyed.many", count=year.destroyed)]


def year_summary(year: YearFigures) -> str:
    """The line of a toast."""
    return say("title", year=year.year)
