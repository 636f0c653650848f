"""What somebody can want of the registers, however it was said: as a command, in a sentence, by its plain name."""

from dataclasses import dataclass

from cases.desks.queries import Query


@dataclass(frozen=True, slots=True)
class ListCases:
    """Wanted: a list of one register, or what is found by the words of the query in all of them."""

    query: Query


@dataclass(frozen=True, slots=True)
class ShowCase:
    """Wanted: the case of this number. `beside`: it stood in a sentence, so it is only wanted of who may see it."""

    number: str
    beside: bool = False


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """Wanted: the numbers of a month of a register; "" is the one that is nearest to who asks."""

    register: str
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class ShowOverviews:
    """Wanted: all registers that somebody may see, with how much is open in each."""


@dataclass(frozen=True, slots=True)
class ShowYear:
    """Wanted: the figures of a year, of all registers together."""

    year: int


RegisterCommand = ListCases | ShowCase | ShowMonth | ShowYear | ShowOverviews
