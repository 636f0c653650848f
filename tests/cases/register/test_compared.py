"""Every register whose cases are compared looks again whenever a fact changes that it compares by, and only then."""

from collections.abc import Callable
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from bot.registers import REGISTERS
from cases.breach.alike import alike as breach_alike
from cases.register.life import Change, Deed
from cases.register.plans import LookBeside
from cases.register.register import Register
from cases.rights.alike import alike as rights_alike
from tests.cases.breach import by_chance as breach
from tests.cases.breach.by_chance import ORG
from tests.cases.register.walking import WITH_DEPUTY, Press, sound_presses
from tests.cases.rights import by_chance as rights

COMPARING = [each for each in REGISTERS if each.life.compares is not None]
every_comparing = pytest.mark.parametrize("register", COMPARING, ids=lambda each: each.name)

CORRECTING = {
    "breach": {"correct_discovery", "correct_report", "correct_details"},
    "rights": {"amend", "add_reference"},
}
"""Events that change what is compared, whatever others do so too."""


def facts_of(register: Register[Any], case: Any) -> tuple[object, ...]:
    assert register.life.compares is not None
    return register.life.compares.facts(case)


def looked_again(done: Change[Any]) -> int:
    return [due.kind for _, due in done.dues].count("compare")


def pressed(register: Register[Any]) -> list[tuple[Press, Change[Any]]]:
    presses = [each for some in sound_presses(register.name).values() for each in some]
    return [
        (each, register.life.change(each.case, each.event, Deed(each.who, each.at, WITH_DEPUTY, each.given)))
        for each in presses
    ]


def test_the_registers_that_notice_doubles_are_those_that_compare() -> None:
    """A drill is compared with nothing: it did not happen."""
    noticing = {each.name for each in REGISTERS if "keep_apart" in each.life.entries and not each.practised}
    assert {each.name for each in COMPARING} == noticing == set(CORRECTING)
    for each in COMPARING:
        assert each.life.compares is not None
        assert each.life.compares.register == each.name


@every_comparing
def test_whatever_changes_what_is_compared_it_is_looked_again(register: Register[Any]) -> None:
    changing = set[str]()
    for press, done in pressed(register):
        differs = facts_of(register, press.case) != facts_of(register, done.case)
        assert looked_again(done) == (differs and done.case.is_open), press.event
        if differs:
            changing.add(press.event)
            (due,) = (each for _, each in done.dues if each.kind == "compare")
            assert isinstance(register.plan(due, done.case, press.at, ORG), LookBeside)
    assert CORRECTING[register.name] <= changing


@every_comparing
def test_a_case_is_compared_once_when_it_is_filed(register: Register[Any]) -> None:
    filed = breach.filed(breach.PLAIN) if register.name == "breach" else rights.filed(rights.PLAIN)
    assert looked_again(filed) == 1


class Spied:
    """What somebody told, that keeps which of it was looked at."""

    def __init__(self, told: Any, seen: set[str]) -> None:
        self._told, self._seen = told, seen

    def __getattr__(self, name: str) -> Any:
        self._seen.add(name)
        return getattr(self._told, name)


ALIKE: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "breach": (breach_alike, "report"),
    "rights": (rights_alike, "request"),
}
"""What tells whether two of them may be one, and where in a case it looks."""


@every_comparing
def test_whether_two_are_alike_follows_from_the_facts_that_are_watched_alone(register: Register[Any]) -> None:
    """A fact that `alike` looks at and `compares` forgets would be compared once and never again."""
    alike, where = ALIKE[register.name]
    cases = [press.case for press, _ in pressed(register)][::5]
    looked_at, watched = set[str](), set[str]()
    for one, other in product(cases, cases):
        spied = [SimpleNamespace(**{where: Spied(getattr(each, where), looked_at)}) for each in (one, other)]
        assert alike(*spied) == alike(one, other)
    for one in cases:
        facts_of(register, SimpleNamespace(**{where: Spied(getattr(one, where), watched)}))
    assert looked_at <= watched
    assert looked_at
