"""The small words that forks and consequences are declared in: "said yes to", "has one of these", "both".

They look at what was answered on the way; a question that was not asked is no answer. Each has a name to be read
in the drawing of a flow.
"""

from dialogs.flow import DOUBT, Fork, Target
from state_machines.chart import Facts, Guard

YES, NO = "ja", "nee"
ANSWERS = (YES, NO, DOUBT)
"""The three answers to a question of the policy."""


def said(field: str, *values: str) -> Guard:
    """The answer to this field is one of these."""

    def guard(facts: Facts) -> bool:
        return facts.get(field, "") in values

    return _named(guard, f"{field}: {' / '.join(values)}")


def has(field: str, *values: str) -> Guard:
    """One of these is among the answers to this field."""

    def guard(facts: Facts) -> bool:
        return not set(values).isdisjoint(facts.get(field, "").split(","))

    return _named(guard, f"{field}: {' / '.join(values)}")


def told(field: str) -> Guard:
    """This field was filled in."""

    def guard(facts: Facts) -> bool:
        return bool(facts.get(field, ""))

    return _named(guard, f"{field}: …")


def both(*guards: Guard) -> Guard:
    """All of them hold."""

    def guard(facts: Facts) -> bool:
        return all(each(facts) for each in guards)

    return _named(guard, " + ".join(_in_brackets(each) for each in guards))


def either(*guards: Guard) -> Guard:
    """One of them holds."""

    def guard(facts: Facts) -> bool:
        return any(each(facts) for each in guards)

    return _named(guard, " | ".join(name_of(each) for each in guards))


def unless(held: Guard) -> Guard:
    """It does not hold."""

    def guard(facts: Facts) -> bool:
        return not held(facts)

    return _named(guard, f"≠ {_in_brackets(held)}")


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

    return _named(renamed, name)


def name_of(guard: Guard) -> str:
    """How the drawing calls it."""
    return getattr(guard, "__name__", "?")


def _in_brackets(guard: Guard) -> str:
    name = name_of(guard)
    return f"({name})" if " | " in name else name


def _named(guard: Guard, name: str) -> Guard:
    guard.__name__ = name
    return guard
