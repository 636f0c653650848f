"""What of the organisation file can be changed in Teams, item by item, and what each item holds (ADR 0027). Pure."""

from collections.abc import Mapping
from typing import Any

from cases.organisation import OFFICES, Member, Organisation

Value = str | tuple[Member, ...]

PEOPLE_OF: Mapping[str, tuple[str, ...]] = {
    each: tuple(f"offices.{each}.{name}" for name in ("members", "deputies")) for each in OFFICES
}
"""The items of each office that hold people, members first."""

LINES_OF: Mapping[str, tuple[str, ...]] = {
    **{each: (f"offices.{each}.phone", f"offices.{each}.contact") for each in OFFICES},
    "fg": ("offices.fg.phone", "offices.fg.contact", "offices.fg.ap_number"),
    "facts": tuple(
        f"facts.{name}"
        for name in ("visiting_address", "postal_address", "phone", "kvk", "sector", "website")
    ),
    "mandate": ("mandate.body", "mandate.by"),
}
"""The items of each part that are one line of text."""

PARTS = tuple(LINES_OF)
"""The parts that can be changed: the offices, the facts, the mandate."""

ITEMS = frozenset(item for items in (*PEOPLE_OF.values(), *LINES_OF.values()) for item in items)


class NotSo(Exception):
    """This change is refused; `key` says why: "unknown", "person", "name", "twice", "absent", "last", "full",
    "wrong", "same", or "moved" when somebody else changed something since."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def value_of(org: Organisation, item: str) -> Value:
    """What this item holds. Raises NotSo for what is none."""
    if item not in ITEMS:
        raise NotSo("unknown")
    found: Any = org
    for name in item.split("."):
        found = getattr(found, name)
    value: Value = found
    return value


def with_values(org: Organisation, values: Mapping[str, Value]) -> Organisation:
    """The organisation with these items. Raises ValidationError for what cannot stand there."""
    written = org.model_dump()
    for item, value in values.items():
        *path, last = item.split(".")
        part = written
        for name in path:
            part = part[name]
        part[last] = value if isinstance(value, str) else [each.model_dump() for each in value]
    return Organisation.model_validate(written)


def part_of(item: str) -> str:
    """The part that an item belongs to. Raises NotSo."""
    for parts in (PEOPLE_OF, LINES_OF):
        for part, items in parts.items():
            if item in items:
                return part
    raise NotSo("unknown")


def items_of(part: str) -> tuple[str, ...]:
    """All items of a part, people first."""
    return (*PEOPLE_OF.get(part, ()), *LINES_OF.get(part, ()))
