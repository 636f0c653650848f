"""The small words that forks and consequences are declared in: "said yes to", "has one of these", "both".

They look at what was answered on the way; a question that was not asked is no answer. Each has a name, and a meaning
that the drawing of a flow tells in words (dialogs/told_conditions.py).
"""

from dataclasses import dataclass
from typing import Literal

from dialogs.flow import DOUBT, Fork, Target
from state_machines.chart import Facts, Guard

YES, NO = "ja", "nee"
ANSWERS = (YES, NO, DOUBT)
"""The three answers to a question of the policy."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a condition looks at: a field with values, or other conditions."""

    kind: Literal["said", "told", "both", "either", "unless", "called"]
    field: str = ""
    values: tuple[str, ...] = ()
    of: tuple[Guard, ...] = ()


def said(field: str, *values: str) -> Guard:
    """The answer to this field is one of these."""

    def guard(facts: Facts) -> bool:
        return facts.get(field, "") in values

    return _named(guard, f"{field}: {' / '.join(values)}", Meaning("said", field, values))


def has(field: str, *values: str) -> Guard:
    """One of these is among the answers to this field."""

    def guard(facts: Facts) -> bool:
        return not set(values).isdisjoint(facts.get(field, "").split(","))

    return _named(guard, f"{field}: {' / '.join(values)}", Meaning("said", field, values))


def told(field: str) -> Guard:
    """This field was filled in."""

    def guard(facts: Facts) -> bool:
        return bool(facts.get(field, ""))

    return _named(guard, f"{field}: …", Meaning("told", field))


def both(*guards: Guard) -> Guard:
    """All of them hold."""

    def guard(facts: Facts) -> bool:
        return all(each(facts) for each in guards)

    return _named(guard, " + ".join(_in_brackets(each) for each in guards), Meaning("both", of=guards))


def either(*guards: Guard) -> Guard:
    """One of them holds."""

    def guard(facts: Facts) -> bool:
        return any(each(facts) for each in guards)

    return _named(guard, " | ".join(name_of(each) for each in guards), Meaning("either", of=guards))


def unless(held: Guard) -> Guard:
    """It does not hold."""

    def guard(facts: Facts) -> bool:
        return not held(facts)

    return _named(guard, f"≠ {_in_brackets(held)}", Meaning("unless", of=(held,)))


def yes(*fields: str) -> Guard:
    """All these questions were answered with yes."""
    return both(*(said(each, YES) for each in fields))


def fork(*branches: tuple[Guard, Target], otherwise: Target) -> Target:
    """Where an answer leads; a branch may lead to a fork of its own."""
    flat = list[tuple[Guard, str]]()
    for guard, target in branches:
        if isinstance(target, Fork):
            flat += [(both(guard, inner), name) for inner, name in target.branches]
            flat.append((guard, target.otherwise))
        else:
            flat.append((guard, target))
    if isinstance(otherwise, Fork):
        return Fork((*flat, *otherwise.branches), otherwise.otherwise)
    return Fork(tuple(flat), otherwise) if flat else otherwise


def called(name: str, guard: Guard) -> Guard:
    """The same under a name of its own."""

    def renamed(facts: Facts) -> bool:
        return guard(facts)

    return _named(renamed, name, Meaning("called", of=(guard,)))


def name_of(guard: Guard) -> str:
    """How code calls it."""
    return getattr(guard, "__name__", "?")


def meaning_of(guard: Guard) -> Meaning | None:
    """What it looks at; None for a function of a flow's own."""
    found = getattr(guard, "meaning", None)
    return found if isinstance(found, Meaning) else None


def _in_brackets(guard: Guard) -> str:
    name = name_of(guard)
    return f"({name})" if " | " in name else name


def _named(guard: Guard, name: str, meaning: Meaning) -> Guard:
    guard.__name__ = name
    setattr(guard, "meaning", meaning)  # noqa: B010  a function takes it, its type does not know
    return guard
