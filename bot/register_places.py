"""Where each register stands: a sub-command loads the one that it reads, without the others and their questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from cases.register.register import Register


@dataclass(frozen=True, slots=True)
class Place:
    """The letters before its numbers, and the module and the name under which its value stands."""

    prefix: str
    module: str
    value: str


PLACES: Mapping[str, Place] = {
    "breach": Place("DL", "cases.breach.register", "BREACH"),
    "rights": Place("RV", "cases.rights.register", "RIGHTS"),
    "consult": Place("AD", "cases.consult.register", "CONSULT"),
    "processing": Place("VR", "cases.processing.register", "PROCESSING"),
    "agreement": Place("OV", "cases.agreement.register", "AGREEMENT"),
    "advice": Place("KA", "cases.advice.register", "ADVICE"),
}
"""By name, in the order of bot.registers (a test holds them side by side)."""


def register_named(name: str) -> Register[Any]:
    """The register as its files, checks and figures need it; the bot's own has its questions too. Raises KeyError."""
    place = PLACES[name]
    register: Register[Any] = getattr(import_module(place.module), place.value)
    return register


def every_register() -> tuple[Register[Any], ...]:
    """All of them."""
    return tuple(register_named(name) for name in PLACES)


def register_of(prefix: str) -> Register[Any] | None:
    """The register whose numbers begin with these letters."""
    return next((register_named(name) for name, place in PLACES.items() if place.prefix == prefix), None)
