"""The files that tell what every register says: which lives they tell, what stands in them, and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cards.said import Said
from tests.cases.as_told.listed import lists
from tests.cases.as_told.lives import lived, register_of
from tests.cases.as_told.refusals import refusals, refused_by_hand
from tests.cases.as_told.telling import Telling
from tests.registers import HAPPENED

FOLDER = Path(__file__).parent
NAMES = tuple(each.name for each in HAPPENED)
LISTS = "lists"
"""The file beside those of the registers: what is said of all cases together."""

_LIVES, _SHORT = "lives: ", " in short: "


def file_of(name: str) -> Path:
    """Where it is kept."""
    return FOLDER / f"{name}.txt"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lives that a file tells, and those that it tells in short."""

    whole: tuple[int, ...]
    short: tuple[int, ...] = ()

    @property
    def every(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.whole, *self.short)

    def __str__(self) -> str:
        return f"{_LIVES}{' '.join(map(str, self.whole))}{_SHORT}{' '.join(map(str, self.short))}"


def chosen(name: str) -> Chosen:
    """The lives that the file of a register tells."""
    first = file_of(name).read_text("utf-8").split("\n", 1)[0]
    whole, _, short = first.removeprefix(_LIVES).partition(_SHORT)
    return Chosen(tuple(map(int, whole.split())), tuple(map(int, short.split())))


def told(name: str, seeds: Chosen) -> str:
    """What a register says in these lives."""
    register, said = register_of(name), Said()
    telling = Telling(register, said)
    course = [line for seed in seeds.whole for line in telling.life(lived(name, seed))]
    short = [line for seed in seeds.short for line in telling.in_short(lived(name, seed))]
    refused = ["== what the forms say", *refusals(register, [lived(name, seed) for seed in seeds.every])]
    refused += refused_by_hand(register)
    words = ["", "== every line by its code", *said.table()]
    return "\n".join([str(seeds), "", *course, *short, *refused, *words]) + "\n"


def told_of_all(seeds: Mapping[str, Chosen]) -> str:
    """What is said of the cases of all registers together."""
    said = Said()
    lives = {name: [lived(name, seed) for seed in some.every] for name, some in seeds.items()}
    course = list(lists(lives, said))
    return "\n".join([*course, "", "== every line by its code", *said.table()]) + "\n"
