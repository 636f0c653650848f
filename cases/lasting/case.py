"""What the entries have that last for years: what they say field by field, and when to look at them again.

The processing register, the agreements and the standing answers are made of these. Nothing is filled in by us: what
nobody settled stays open, and the card, the list and the export say so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import AfterValidator, ValidationError

from cases.organisation import OfficeId
from cases.people import Actor
from cases.register.case import Kept, KeptCase, Sighting, yes
from cases.register.fields import FormField
from cases.register.numbers import numbers_in
from state_machines.chart import Chart, Facts
from state_machines.record_life import CURRENT, DRAFT, OPEN, record_chart, record_roles

LINE_LIMIT, TEXT_LIMIT, STORY_LIMIT = 120, 300, 600
"""Most characters of a name, of a short and of a longer text. All of them together fit in one row."""

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 1, 1)
"""Days outside these were mistyped."""


def _day(value: str) -> str:
    if value and not FIRST_DAY <= date.fromisoformat(value) <= LAST_DAY:
        raise ValueError("a day of another age")
    return value


Day = Annotated[str, AfterValidator(_day)]
"""A day as 2027-05-31, or "" while it is not settled."""


class Content(Kept):
    """What an entry says. A field that holds "" or () is not settled yet."""

    called: ClassVar[str] = "name"
    """The field that names it."""

    review_on: Day = ""

    def held(self, field: str) -> str:
        """A field as a form shows it: more values with commas between."""
        value = getattr(self, field)
        return ",".join(value) if isinstance(value, tuple) else str(value)

    def settled(self, field: str) -> bool:
        """Whether somebody filled this in."""
        return bool(getattr(self, field))

    def needed(self) -> tuple[str, ...]:
        """Fields that must be settled before it can be established."""
        return (self.called,)

    def undecided(self) -> tuple[str, ...]:
        """Fields that say themselves that somebody still has to decide: it cannot be established before."""
        return ()

    def rests_on(self) -> tuple[str, ...]:
        """The policy points that what it says rests on."""
        return ()


class KeptRecord(KeptCase):
    """One entry. `reporter` is who filed it; `reminders` are those for the present day of review.

    `from_consult` is the number of the consult it came from ("" when somebody made it by hand), `from_points` the
    policy points of that. `withheld`: that consult was confidential, so its words did not come along. `office` keeps
    it (None: the only one that keeps this register). `changed` is who last changed what it says.
    """

    open_states: ClassVar[tuple[str, ...]] = OPEN

    status: str = DRAFT
    content: Content
    from_consult: str = ""
    from_points: tuple[str, ...] = ()
    withheld: bool = False
    established: Sighting | None = None
    office: OfficeId | None = None
    changed: Sighting | None = None

    @property
    def name(self) -> str:
        """What it is called, as somebody typed it."""
        return self.content.held(self.content.called)

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that must be settled before it can be established, and are not."""
        return tuple(each for each in self.content.needed() if not self.content.settled(each))

    @property
    def points(self) -> tuple[str, ...]:
        """The policy points that it rests on, and those of the consult that it came from."""
        return tuple(dict.fromkeys((*self.content.rests_on(), *self.from_points)))

    @property
    def review_on(self) -> date | None:
        """The day to look at it again."""
        return date.fromisoformat(self.content.review_on) if self.content.review_on else None

    def facts(self) -> Facts:
        """What the guards of the life look at."""
        return {"complete": yes(not self.missing), "decided": yes(not self.content.undecided())}

    @property
    def first_status(self) -> str:
        """Where it starts: somebody decided that it belongs in the register, so only what is open makes it a draft."""
        return DRAFT if self.missing or self.content.undecided() else CURRENT


R = TypeVar("R", bound=KeptRecord)


@dataclass(frozen=True, slots=True)
class Section:
    """What one form changes: its event, and its fields in order."""

    event: str
    fields: tuple[FormField, ...]


class WrongValue(ValueError):
    """A value that cannot be kept: the field, and the key of the sentence that says so."""

    def __init__(self, field: str, key: str) -> None:
        super().__init__(f"{field}: {key}")
        self.field = field
        self.key = key


MOST_LINKED = 12
"""How many numbers of other cases one field of an entry holds."""


def linked(typed: str, prefixes: tuple[str, ...], key: str) -> str:
    """Numbers of cases as a field keeps them. Raises ValueError with the key of a sentence: `key` for no numbers."""
    numbers = numbers_in(typed, prefixes, MOST_LINKED)
    if numbers is None:
        raise ValueError(key)
    if len(numbers) > MOST_LINKED:
        raise ValueError("te_veel_nummers")
    return ", ".join(numbers)


Read = Callable[[str], str]
"""Makes one spelling of what was typed, commas between several. Raises ValueError with the key of a sentence."""


@dataclass(frozen=True)
class Says:
    """What the entries of one register say: field by field in sections.

    `in_sight` names the fields that are on the card before it is unfolded, `reads` how fields of a spelling of their
    own are read.
    """

    content: type[Content]
    sections: tuple[Section, ...]
    in_sight: tuple[str, ...]
    reads: Mapping[str, Read] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordKind(Generic[R]):
    """What is special about the entries of one register.

    `keepers` are the offices that decide, each about the entries of its own; `words` gives our sentences (see
    cases/lasting/office_card.py).
    """

    register: str
    prefix: str
    keepers: tuple[OfficeId, ...]
    case: type[R]
    says: Says
    words: Callable[..., str]

    @property
    def changes(self) -> tuple[str, ...]:
        """The events that change what an entry says: one a form."""
        return tuple(each.event for each in self.sections)

    @property
    def chart(self) -> Chart:
        """How its entries live."""
        return record_chart(f"{self.register}_life", self.changes)

    @property
    def roles(self) -> Mapping[str, frozenset[str]]:
        """Who may cause an event."""
        return record_roles(self.changes)

    def keeper_of(self, record: KeptRecord) -> OfficeId:
        """The office that keeps this entry."""
        return record.office or self.keepers[0]

    def keeper_for(self, actor: Actor) -> OfficeId:
        """The office that keeps what this person files; the first one for who is of none of them."""
        return next((each for each in self.keepers if each in actor.roles), self.keepers[0])

    @property
    def sections(self) -> tuple[Section, ...]:
        """What each form changes."""
        return self.says.sections

    @property
    def in_sight(self) -> tuple[str, ...]:
        """What is on the card before it is unfolded."""
        return self.says.in_sight

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Every field, in the order of the forms."""
        return tuple(each for section in self.sections for each in section.fields)

    def field_named(self, name: str) -> FormField:
        """The field of this name. Raises KeyError."""
        for each in self.fields:
            if each.id == name:
                return each
        raise KeyError(name)


def entry_words(own: Callable[..., str]) -> Callable[..., str]:
    """The words of a register that stand in one table beside it."""
    return lambda key, **values: own(f"entry.{key}", **values)


def written(kind: RecordKind[Any], before: Content, given: Mapping[str, str]) -> Content:
    """The content with what was filled in for the fields that are given; an empty field is open again.

    Raises WrongValue.
    """
    row_written: dict[str, object] = before.model_dump(mode="json")
    for each in kind.fields:
        if each.id in given:
            row_written[each.id] = _value(kind, each, given[each.id])
    try:
        return kind.says.content.model_validate(row_written)
    except ValidationError as reason:
        name = str(reason.errors()[0]["loc"][0])
        raise WrongValue(name, "geen_dag" if name.endswith("_on") else "te_lang") from reason


def _value(kind: RecordKind[Any], asked: FormField, given: str) -> object:
    read = kind.says.reads.get(asked.id)
    if read is not None:
        try:
            return read(given)
        except ValueError as reason:
            raise WrongValue(asked.id, str(reason)) from reason
    if asked.kind not in ("choice", "choices"):
        return given
    values = [each for each in given.split(",") if each]
    if not set(values) <= set(asked.options):
        raise WrongValue(asked.id, "geen_keuze")
    if asked.kind == "choices":
        return [each for each in asked.options if each in values]
    return values[0] if values else ""
