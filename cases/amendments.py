"""What of the organisation file was changed in Teams: which items, by whom, what holds then, and what may not be. Pure.

The file is the start. An item that was changed in Teams holds what was filled in there, until somebody sets it back to
the file; every other item is as the file says, also after the file was changed (ADR 0027).
"""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cases.kept_row import KeptRow
from cases.organisation import OFFICES, Guid, Member, Organisation
from cases.people import NAME_LIMIT, Actor
from cases.plain_text import one_line

log = logging.getLogger(__name__)

Value = str | tuple[Member, ...]
Act = Literal["add", "take", "set", "back"]

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

MOST_PEOPLE = 40
"""So many people fit in one list: all lists together lie in one row."""

ITEMS = frozenset(item for items in (*PEOPLE_OF.values(), *LINES_OF.values()) for item in items)

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,'’-]){0,79}")
"""A name that cannot be taken for anything else: it stands in choices and mentions, which clients draw as they like."""

_GUID: TypeAdapter[str] = TypeAdapter(Guid)


class NotSo(Exception):
    """This change is refused; `key` says why: "unknown", "person", "name", "twice", "absent", "last", "full",
    "wrong", "same", or "moved" when somebody else changed something since."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Amendment(BaseModel):
    """What an item holds instead of what the file says, and who said so when."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    value: Value
    by: str
    name: str
    at: AwareDatetime


class Amendments(KeptRow, extra="forbid"):
    """All that differs from the file. `seq` is the number of changes ever made."""

    seq: int = 0
    items: dict[str, Amendment] = Field(default_factory=dict)


class Changed(KeptRow, extra="forbid"):
    """One change in the history. `act` is what somebody wanted; "left" is that this person left the organisation.

    `before` and `after` are what the item held.
    """

    seq: int
    at: AwareDatetime
    by: str
    name: str
    item: str
    act: Literal["add", "take", "set", "back", "left"]
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that somebody wants: of a list of people with `person` and `name`, of a line with `text`."""

    item: str
    act: Act
    person: str = ""
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What an item holds now and would hold then."""

    item: str
    act: Act
    before: Value
    after: Value


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


def amended(filed: Organisation, amendments: Amendments) -> Organisation:
    """What holds: the file, with what was changed in Teams over it. An item that fits no more is left as the file."""
    org = filed
    for item, amendment in amendments.items.items():
        if item not in ITEMS:
            continue
        try:
            org = with_values(org, {item: amendment.value})
        except ValidationError:
            log.error("%s was changed in Teams to what cannot stand there: the file holds", item)
    return org


def step_of(wish: Wish, org: Organisation, filed: Organisation) -> Step:
    """What this wish would change. Raises NotSo. Nobody takes away the last member of an office."""
    before = value_of(org, wish.item)
    after: Value
    if wish.act == "back":
        after = value_of(filed, wish.item)
    elif isinstance(before, str):
        if wish.act != "set":
            raise NotSo("unknown")
        after = one_line(wish.text)
    else:
        after = _people(wish, before)
    if after == before:
        raise NotSo("same")
    _keeps_a_member(wish.item, after)
    try:
        kept = value_of(with_values(org, {wish.item: after}), wish.item)
    except ValidationError:
        raise NotSo("wrong") from None  # it would quote what was typed
    return Step(wish.item, wish.act, before, kept)


def after_step(amendments: Amendments, step: Step, by: Actor, now: datetime) -> tuple[Amendments, Changed]:
    """The amendments after this change, and its line in the history."""
    items = dict(amendments.items)
    if step.act == "back":
        items.pop(step.item, None)
    else:
        items[step.item] = Amendment(value=step.after, by=by.aad_id, name=by.name, at=now)
    seq = amendments.seq + 1
    told = Changed(
        seq=seq,
        at=now,
        by=by.aad_id,
        name=by.name,
        item=step.item,
        act=step.act,
        before=step.before,
        after=step.after,
    )
    return Amendments(seq=seq, items=items), told


def steps_without(person: str, org: Organisation) -> tuple[Step, ...]:
    """What takes this person out of every office. Raises NotSo for the last member of one."""
    steps = list[Step]()
    for item in (each for items in PEOPLE_OF.values() for each in items):
        before = value_of(org, item)
        if isinstance(before, str) or person not in [each.id for each in before]:
            continue
        after = tuple(each for each in before if each.id != person)
        _keeps_a_member(item, after)
        steps.append(Step(item, "take", before, after))
    return tuple(steps)


def person_in(given: str) -> str:
    """The object id that was chosen or typed. Raises NotSo."""
    try:
        return _GUID.validate_python(given.strip())
    except ValidationError:
        raise NotSo("person") from None


def name_in(given: str) -> str:
    """The name that was typed: letters, and what stands between the parts of a name. Raises NotSo."""
    name = one_line(given)[:NAME_LIMIT].strip()
    if not _NAME.fullmatch(name):
        raise NotSo("name")
    return name


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


def _people(wish: Wish, before: Sequence[Member]) -> tuple[Member, ...]:
    if wish.act not in ("add", "take"):
        raise NotSo("unknown")
    person = person_in(wish.person)
    others = tuple(each for each in before if each.id != person)
    match wish.act:
        case "add" if len(before) >= MOST_PEOPLE:
            raise NotSo("full")
        case "add" if len(others) == len(before):
            return (*before, Member(id=person, name=name_in(wish.name)))
        case "add":
            raise NotSo("twice")
    if len(others) == len(before):
        raise NotSo("absent")
    return others


def _keeps_a_member(item: str, after: Value) -> None:
    if item.endswith(".members") and not after:
        raise NotSo("last")
