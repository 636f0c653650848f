"""A row of a file that was kept elsewhere becomes a case: what its cells say, and what cannot be read in them. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Generic

from cards.words import words_beside
from cases.organisation import OfficeId
from cases.people import Actor
from cases.register.case import C, Moment
from cases.register.life import Change, Deed
from cases.register.numbers import read_number
from cases.terms import CLOCK_SKEW, to_instant

say = words_beside(__file__)

SPOKEN = ("wrong",)
"""Words that are looked up by what is wrong with a cell."""

ELSEWHERE = "elsewhere"
"""Stands for the id of a person whom only another system knew: nobody in Teams has it."""

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?")
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}$")


class WrongCell(ValueError):
    """A cell that cannot be taken over: its column, and the key of the sentence that says why."""

    def __init__(self, column: str, key: str) -> None:
        super().__init__(f"{column}: {key}")
        self.column = column
        self.key = key


@dataclass(frozen=True)
class FileRow:
    """One row of a file: what it says by column, the case that it becomes, who takes it over and from where.

    `origin` is the sentence of the history that tells the file and the row.
    """

    cells: Mapping[str, str]
    number: str
    draft_id: str
    deed: Deed
    origin: str

    def cell(self, column: str) -> str:
        """What stands there; "" for what the file does not have."""
        return self.cells.get(column, "")

    def moment(self, column: str) -> datetime | None:
        """A moment that has passed, where the organisation is when nothing else is said. Raises WrongCell."""
        cell = self.cell(column)
        if not cell:
            return None
        at = moment_in(cell, self.deed.org.zone)
        if at is None:
            raise WrongCell(column, "geen_moment")
        if at > self.deed.now.astimezone(UTC) + CLOCK_SKEW:
            raise WrongCell(column, "toekomst")
        return at

    def day(self, column: str) -> str:
        """A day as it is kept; "" for none. Raises WrongCell."""
        cell = self.cell(column)
        if not cell:
            return ""
        day = day_in(cell)
        if day is None:
            raise WrongCell(column, "geen_dag")
        return day.isoformat()

    def holds(self, column: str) -> bool:
        """Whether the cell says yes; an empty one does not. Raises WrongCell."""
        return bool(self.one_of(column, {"true": say("yes"), "": say("no")}))

    def one_of(self, column: str, words: Mapping[str, str]) -> str:
        """The name of which these are the words; "" for an empty cell. Raises WrongCell."""
        found = self.some_of(column, words)
        if len(found) > 1:
            raise WrongCell(column, "een_keuze")
        return found[0] if found else ""

    def some_of(self, column: str, words: Mapping[str, str]) -> tuple[str, ...]:
        """The names of the words that stand there with commas between; words may hold commas. Raises WrongCell."""
        found = listed(self.cell(column), words)
        if found is None:
            raise WrongCell(column, "geen_keuze")
        return found

    def case_number(self, column: str) -> str:
        """The number of another case; "" for none. Raises WrongCell."""
        number = read_number(self.cell(column)) if self.cell(column) else ""
        if number is None:
            raise WrongCell(column, "geen_nummer")
        return number

    def person(self, column: str) -> Actor:
        """Somebody of whom the file tells a name and nothing more."""
        return Actor(aad_id=ELSEWHERE, name=self.cell(column))


@dataclass(frozen=True)
class FromFile(Generic[C]):
    """How rows of a file become cases of a register: `columns` of its export that are read, those that are `needed`.

    `keepers` are the offices whose people may do it. `make` raises WrongCell for what cannot be taken over.
    """

    keepers: tuple[OfficeId, ...]
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    make: Callable[[FileRow], Change[C]]


def wrong_told(key: str) -> str:
    """Why a cell cannot be taken over. Raises LookupError for a key of the register's own."""
    return say(f"wrong.{key}")


def moment_in(cell: str, zone: tzinfo) -> Moment | None:
    """The moment that a cell tells: as our files write it, or as people do; a day alone is its first minute, so that no
    term ends too late."""
    told = " ".join(cell.replace("T", " ").split())
    day, _, clock = told.partition(" ")
    on = day_in(day)
    if on is None:
        return None
    try:
        if _OFFSET.search(clock):
            return datetime.combine(on, time.fromisoformat(clock)).astimezone(UTC)
        at = _CLOCK.fullmatch(clock) if clock else None
        if clock and at is None:
            return None
        return to_instant(on, time(int(at[1]), int(at[2])) if at else time(), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day_in(cell: str) -> date | None:
    """The day that a cell tells: 2026-05-31 or 31-05-2026, also with a midnight behind it, as Excel has it."""
    found = _DAY.fullmatch(cell.strip().removesuffix(" 00:00"))
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def listed(cell: str, words: Mapping[str, str]) -> tuple[str, ...] | None:
    """The names of the words in a cell, the longest that fits first; None when something else stands there."""
    by_words = {_plain(said): name for name, said in words.items()}
    longest = sorted(by_words, key=len, reverse=True)
    rest, found = _plain(cell), list[str]()
    while rest:
        fits = next(
            (each for each in longest if rest == each or rest.startswith((f"{each},", f"{each} ·"))), None
        )
        if fits is None:
            return None
        found.append(by_words[fits])
        rest = rest[len(fits) :].lstrip(" ,·")
    return tuple(dict.fromkeys(found))


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().replace("’", "'").replace("‘", "'")
