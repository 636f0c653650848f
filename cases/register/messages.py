"""Messages that wait for their moment: rows beside the case, written with the change that causes them.

Whom one is for (`To`) and what it is about (`Ref`) are values. How they are spelled in a row stands here and nowhere
else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BeforeValidator, PlainSerializer, field_validator
from pydantic_core.core_schema import ValidationInfo

from cases.kept_row import KeptRow
from cases.organisation import OFFICES, Organisation
from cases.people import person_key
from cases.ports import Insert
from cases.terms import CLOCK_SKEW, awake

DueKind = Literal[
    "card",
    "thread",
    "mail",
    "tell",
    "reminder",
    "term",
    "open_answers",
    "question_reminder",
    "question_ends",
    "handed",
    "task",
    "unreached",
    "empty_office",
    "shrink",
    "take_away",
    "draft_expired",
    "draft_gone",
    "tidy",
    "file",
    "chore",
    "link",
    "compare",
    "taken",
]

Way = Literal["channel", "reporter", "person", "mail", "within"]
"""The channel of an office, who filed the case, the own chat of a person, the mail of an office, nobody outside."""

_PREFIXED: Mapping[str, Way] = {"person:": "person", "mail:": "mail"}


@dataclass(frozen=True, slots=True)
class To:
    """Whom a message is for. `name` is an office, the id of a person, or within the bot a register ("" for who
    filed the case)."""

    way: Way
    name: str = ""

    def __str__(self) -> str:
        match self.way:
            case "reporter":
                return "reporter"
            case "person" | "mail":
                return f"{self.way}:{self.name}"
        return self.name

    @property
    def key(self) -> str:
        """As it stands in a row key, which shows nobody."""
        return f"person:{person_key(self.name)}" if self.way == "person" else str(self)

    @property
    def public(self) -> str:
        """As it may be told in a log."""
        return "a person" if self.way == "person" else str(self)


REPORTER = To("reporter")


def channel(office: str) -> To:
    """The channel of an office."""
    return To("channel", office)


def person(aad_id: str) -> To:
    """The own chat of somebody."""
    return To("person", aad_id)


def mailbox(office: str) -> To:
    """The mail of an office."""
    return To("mail", office)


def within(name: str) -> To:
    """A register that gets something of it, or the bot itself."""
    return To("within", name)


def read_to(value: str) -> To:
    """Whom a row names."""
    for prefix, way in _PREFIXED.items():
        if value.startswith(prefix):
            return To(way, value.removeprefix(prefix))
    if value in OFFICES:
        return channel(value)
    return REPORTER if value == str(REPORTER) else within(value)


@dataclass(frozen=True, slots=True)
class Ref:
    """What a message is about, and what sets it apart from others.

    `about` is what happened or the stage of a reminder, `of` the question or search task that it happened to, or the
    office that did it when another case hears it, `mark` the number of events of the case then, or the try at which
    others are told instead.
    """

    about: str = ""
    of: str = ""
    mark: str = ""

    def __str__(self) -> str:
        return ".".join(part for part in (self.about, self.of, self.mark) if part)


NOTHING = Ref()
"""About nothing but the case itself."""

_LAYOUTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "card": (("mark",),),
    "thread": (("about", "of"),),
    "mail": (("about",), ("about", "mark")),
    "tell": (("about", "mark"), ("about", "of", "mark")),
    "reminder": (("about", "mark"),),
    "term": (("mark",), ("about", "mark")),
    "question_reminder": (("of",), ("about", "of", "mark")),
    "question_ends": (("of",),),
    "handed": (("mark",),),
    "task": (("of",),),
    "unreached": (("of",),),
    "empty_office": (("about", "mark"),),
    "shrink": (("about", "mark"),),
    "take_away": (("about", "of"), ("about", "of", "mark")),
    "draft_expired": (("of",),),
    "draft_gone": (("of",),),
    "file": (("mark",),),
    "link": (("about", "mark"), ("about", "of", "mark")),
    "compare": (("mark",),),
    "taken": (("of",),),
}
"""Which parts the spelled ref of each kind of message has, between dots. What has none of these layouts says what it is
about before the first dot: so does a mail of bebdbef about a question whose reminder did not arrive."""


def read_ref(kind: str, value: str) -> Ref:
    """What the ref in the row of a message of this kind says; whatever it is, it is spelled the same again."""
    parts = value.split(".")
    for layout in _LAYOUTS.get(kind, ()):
        if len(layout) == len(parts) and all(parts):
            return Ref(**dict(zip(layout, parts, strict=True)))
    about, _, mark = value.partition(".")
    return Ref(about, mark=mark) if about and mark else Ref(value)


def _to_of(value: Any) -> Any:
    return read_to(value) if isinstance(value, str) else value


class Due(KeptRow):
    """One waiting message. `ref` makes its key its own; `faults` is how often it failed of something unforeseen.

    `since` is when it was due first, once it had to be moved.
    """

    kind: DueKind
    number: str
    to: Annotated[To, BeforeValidator(_to_of), PlainSerializer(str, return_type=str)]
    ref: Annotated[Ref, PlainSerializer(str, return_type=str)] = NOTHING
    attempts: int = 0
    faults: int = 0
    lease_until: AwareDatetime | None = None
    created_at: AwareDatetime
    since: AwareDatetime | None = None

    @field_validator("ref", mode="before")
    @classmethod
    def _read(cls, value: Any, so_far: ValidationInfo) -> Any:
        return read_ref(so_far.data.get("kind", ""), value) if isinstance(value, str) else value


LEASE = timedelta(seconds=90)
"""How long an instance may work on a message before another takes it over; longer than any sending takes."""

SILENT = frozenset({"card", "shrink", "take_away", "draft_expired"})
"""Kinds that say nothing new: what stands there already changes, or something is wiped."""


def may_go_at(at: datetime, due: Due, org: Organisation) -> datetime:
    """When a message that could go at this moment may: somebody without an office is left alone outside working hours.

    An office hears at any hour that a term runs, its deputies in their own chats too.
    """
    if due.to.way not in ("reporter", "person") or due.kind in SILENT:
        return at
    if due.kind in ("reminder", "handed") and org.roles_of(due.to.name):
        return at
    return awake(at, org.zone, rest=org.terms.employees_rest)


def waiting(at: datetime, due: Due, org: Organisation) -> Insert:
    """The row in which a message waits for its moment: the only way in which one gets it."""
    return Insert(due_key(may_go_at(at, due, org), due), due.model_dump_json())


def due_key(at: datetime, due: Due) -> str:
    """Where a message waits: keys sort by moment (whole seconds, rounded down), then by case."""
    return f"due|{_stamp(at)}|{due.number}|{due.kind}-{due.to.key}-{due.ref}"


def recipient_key(name: str) -> str:
    """The name of a post in a row key: offices as they are, people as a key that shows nobody."""
    return read_to(name).key


def is_leased(due: Due, now: datetime) -> bool:
    """Whether an instance works on it at this moment. One that would work on it longer than a lease lasts had a clock
    that was ahead."""
    return due.lease_until is not None and now < due.lease_until <= now + LEASE + CLOCK_SKEW


def ready_range(now: datetime) -> tuple[str, str]:
    """The key range of everything that is due at this moment."""
    return "due|", f"due|{_stamp(now)}|~"


def end_of_moment(key: str) -> str:
    """Where the keys end of what waits for the same moment about the same case."""
    return "|".join(key.split("|")[:3]) + "|~"


_MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")

EVERY_DUE = ("due|", "due|~")
"""The key range of all that waits, due or not, the earliest first."""


def due_at(key: str) -> datetime:
    """The moment in a key. Raises ValueError for a key of something else."""
    told = key.split("|")[1]
    if _MOMENT.fullmatch(told) is None:
        raise ValueError("no moment of ours")
    return datetime.fromisoformat(told)


def first_due(key: str, due: Due) -> datetime:
    """When a message was due for the first time: the moment in its key, unless it was moved since."""
    return due.since or due_at(key)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
