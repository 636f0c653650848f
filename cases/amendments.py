"""What of the organisation file was changed in Teams: which items, by whom, what holds then, and what may not be. Pure.

The file is the start. An item that was changed in Teams holds what was filled in there, until somebody sets it back to
the file; every other item is as the file says, also after the file was changed (ADR 0027).
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cases.changeable import ITEMS, PEOPLE_OF, NotSo, Value, value_of, with_values
from cases.kept_row import KeptRow
from cases.organisation import Guid, Member, Organisation
from cases.people import NAME_LIMIT, Actor
from cases.plain_text import one_line

log = logging.getLogger(__name__)

Act = Literal["add", "take", "set", "back"]

MOST_PEOPLE = 40
"""So many people fit in one list: all lists together lie in one row."""

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,'’-]){0,79}")
"""A name that cannot be taken for anything else: it stands in choices and mentions, which clients draw as they like."""

_GUID: TypeAdapter[str] = TypeAdapter(Guid)


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
