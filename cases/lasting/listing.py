"""How entries that last stand in the lists and files of their register: by name, with the day to look at them again."""

from typing import Any

from cards.words import words_beside
from cases.lasting.case import KeptRecord, R, RecordKind
from cases.lasting.office_card import state_told
from cases.lasting.rhythm import review_moment
from cases.lasting.values import value_told
from cases.organisation import Organisation
from cases.register.export import Column, Export, filed_columns, number_column, status_column
from cases.register.life import Life
from cases.register.linking import together_column
from cases.register.listing import Entry, Listing, ListWords
from state_machines.record_life import DRAFT, READERS

say = words_beside(__file__)

SPOKEN = ("step", "column", "mark")
"""Words that are looked up by how an entry stands, or by the name of a column."""

DRAFTS = "draft"
"""The mark by which drafts can be listed."""


def record_listing(kind: RecordKind[R], counted: str) -> Listing[R]:
    """The lists of this register. `counted` is the field by whose choices a month is counted ("" when by none).

    The term of an entry runs to its day of review: what is to be looked at first comes first, and what was not looked
    at in time is late.
    """

    def entry(record: R, org: Organisation) -> Entry:
        on = record.review_on
        return Entry(
            number=record.number,
            status=record.status,
            kinds=_chosen(record, counted) if counted else (),
            starts_at=record.reported_at,
            reported_at=record.reported_at,
            due_at=review_moment(on, org) if on is not None and record.is_open else None,
            closed_at=record.closed_at,
            is_open=record.is_open,
            holder=org.office(kind.keeper_of(record)).name,
            step=record.status if record.is_open else "",
            marks=(DRAFTS,) if record.status == DRAFT else (),
            called=record.name,
        )

    return Listing(
        entry=entry,
        words=ListWords(
            title=lambda name: kind.words(f"list.{name}"),
            empty=lambda name: kind.words(f"empty.{name}"),
            step=lambda name: say(f"step.{name}"),
            closed=lambda name: "",
            kind=lambda name: kind.words(f"field.{counted}.option.{name}"),
            mark=lambda name: say(f"mark.{name}"),
            month=lambda name, **values: kind.words(f"month.{name}", **values),
        ),
        readers=READERS,
        kinds=kind.field_named(counted).options if counted else (),
        marks=(DRAFTS,),
    )


def record_export(kind: RecordKind[R], life: Life[R]) -> Export[R]:
    """The files of this register: a column for every field, what is not settled said in words."""
    names = tuple(each.id for each in kind.fields)

    def column(name: str, **called: str) -> str:
        if name in names:
            return kind.words(f"field.{name}.short", **called)
        return say(f"column.{name}", **called)

    def field_column(name: str) -> Column[R]:
        return Column(name, lambda of: _cell(kind, of.case, name, of.org))

    def told(name: str, value: str) -> tuple[str, str]:
        if name not in names:
            return name, value
        return kind.words(f"field.{name}.short"), _in_words(kind, name, value) if value else ""

    return Export(
        columns=(
            number_column(),
            status_column(state_told),
            *filed_columns("filed_at", "filed_by"),
            Column(
                "established_at", lambda of: of.at(of.case.established.at if of.case.established else None)
            ),
            *(field_column(each) for each in names),
            Column(
                "open_fields",
                lambda of: ", ".join(kind.words(f"field.{each}.short") for each in of.case.missing),
            ),
            Column("from_consult", lambda of: of.case.from_consult),
            together_column(),
            Column("ended_at", lambda of: of.at(of.case.closed_at)),
            Column("ended_because", lambda of: of.case.closing_reason),
        ),
        column=column,
        status=state_told,
        event=life.words.exported,
        sheet=kind.words("sheet"),
        nothing=lambda name, **days: kind.words(f"nothing.{name}", **days),
        told=told,
    )


def _cell(kind: RecordKind[Any], record: KeptRecord, name: str, org: Organisation) -> str:
    """A field in words; a day in a form that sorts."""
    value = record.content.held(name)
    return value if value and kind.field_named(name).kind == "date" else value_told(kind, name, value, org)


def _chosen(record: KeptRecord, field: str) -> tuple[str, ...]:
    return tuple(each for each in record.content.held(field).split(",") if each)


def _in_words(kind: RecordKind[Any], name: str, value: str) -> str:
    if kind.field_named(name).options:
        return ", ".join(kind.words(f"field.{name}.option.{each}") for each in value.split(","))
    return value
