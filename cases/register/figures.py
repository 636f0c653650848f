"""The figures of a year that the FG reports on: of each register its numbers and charts. Pure; nobody is in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cards.charts import Count
from cards.figures import FigureChart
from cards.words import words_beside

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

    @property
    def tells(self) -> bool:
        """Whether there is something that it is counted over."""
        return self.number is not None and self.of != 0

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


def average(values: Iterable[float]) -> float | None:
    """The mean; None of nothing."""
    known = list(values)
    return sum(known) / len(known) if known else None


def chart(title: str, counts: Sequence[tuple[str, int]]) -> FigureChart:
    """A chart of what there is: what nobody has is left out, unless it is all nothing."""
    some = [each for each in counts if each[1]] or list(counts[:1])
    return FigureChart(title, tuple(Count(*each) for each in some))
