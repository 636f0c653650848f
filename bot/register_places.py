"""Where each register stands: a sub-command loads the one that it reads, without the others and their questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from cases.organisation import Organisation
from cases.ports import Table
from cases.register.register import Register


@dataclass(frozen=True, slots=True)
class Place:
    """The letters before its numbers, and the module and the name of its value, or of what makes it."""

    prefix: str
    module: str
    value: str


PLACES: Mapping[str, Place] = {
    "breach": Place("DL", "cases.breach.register", "breach_register"),
    "rights": Place("RV", "cases.rights.register", "RIGHTS"),
    "consult": Place("AD", "cases.consult.register", "CONSULT"),
    "processing": Place("VR", "cases.processing.register", "PROCESSING"),
    "agreement": Place("OV", "cases.agreement.register", "AGREEMENT"),
    "advice": Place("KA", "cases.advice.register", "ADVICE"),
    "standing": Place("VA", "cases.standing.register", "STANDING"),
    "drill": Place("OE", "cases.drill.register", "drill_register"),
}
"""By name, in the order of bot.registers (a test holds them side by side)."""


PRACTISED = ("drill",)
"""Registers in which nothing happened: they go into no file and no figure (a test holds this beside what they are)."""

FROM_FILES = ("breach", "processing", "agreement")
"""Registers that rows of a file can be taken over into (a test holds this beside what they can)."""


@cache
def register_named(name: str) -> Register[Any]:
    """The register as its files, checks and figures need it, without the questions of the bot. Raises KeyError."""
    place = PLACES[name]
    found: Register[Any] | Callable[[], Register[Any]] = getattr(import_module(place.module), place.value)
    return found if isinstance(found, Register) else found()


def every_register() -> tuple[Register[Any], ...]:
    """All of them."""
    return tuple(register_named(name) for name in PLACES)


def register_of(prefix: str) -> Register[Any] | None:
    """The register whose numbers begin with these letters."""
    return next((register_named(name) for name, place in PLACES.items() if place.prefix == prefix), None)


def places_of(org: Organisation) -> list[tuple[Table, str]]:
    """Every partition of the organisation."""
    cases: list[tuple[Table, str]] = [("cases", org.partition(name)) for name in PLACES]
    cases.append(("cases", org.partition("organisation")))
    return [*cases, ("conversations", org.partition("talks")), ("links", org.key)]
