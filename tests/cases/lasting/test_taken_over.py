"""An entry that lasts, out of a file: equal to what went into it; what cannot be read is named."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.desks.check import check_case
from cases.lasting.case import KeptRecord
from cases.register.export import exported
from cases.register.history import Event
from cases.register.life import Change, Deed
from cases.register.register import Register
from cases.register.taken_over import FileRow, WrongCell
from state_machines.record_life import CURRENT, DRAFT
from tests.cases.breach.by_chance import NOW, ORG
from tests.cases.lasting.by_chance import COMPLETE, KINDS, Kept, Lived, filed, lived

LATER = NOW.replace(year=NOW.year + 3)
FROM_FILES = [each for each in KINDS if each.register.made.from_file is not None]


def cells_of(register: Register[Any], record: KeptRecord, events: tuple[Event, ...]) -> dict[str, str]:
    """The row that the export makes of an entry."""
    return exported(register.export, record, events, ORG).line


def taken(kept: Kept, cells: Mapping[str, str]) -> Change[Any]:
    """The entry that this row becomes."""
    how = kept.register.made.from_file
    assert how is not None
    known = {name: words.strip() for name, words in cells.items() if name in how.columns}
    deed = Deed(kept.keeper, LATER, ORG)
    return how.make(FileRow(known, f"{kept.kind.prefix}-2029-0007", "row1", deed, "Overgenomen uit x."))


@given(data=st.data())
@pytest.mark.parametrize("kept", FROM_FILES, ids=lambda each: each.register.name)
def test_what_was_exported_comes_back_equal(kept: Kept, data: st.DataObject) -> None:
    life: Lived = data.draw(lived(kept))
    before = cells_of(kept.register, life.record, life.events)
    done = taken(kept, before)
    assert done.event is not None
    record = kept.register.stored.read(kept.register.stored.row(done.case))
    assert check_case(record.number, record, [done.event]) is None
    told = cells_of(kept.register, record, (done.event,))
    new = {"number"}
    # Nobody established here what was complete by now, or what said so before more was asked of it.
    new |= {"status", "established_at"} if life.record.status == CURRENT != done.case.status else set()
    assert {each: words for each, words in told.items() if each not in new} == {
        each: words.strip() for each, words in before.items() if each not in new
    }
    assert all(due.kind != "card" for _, due in done.dues), "no channel gets a card of each row"


@pytest.mark.parametrize("kept", FROM_FILES, ids=lambda each: each.register.name)
def test_a_row_tells_where_it_came_from_and_who_took_it_over(kept: Kept) -> None:
    record = filed(kept, COMPLETE[kept.register.name]).case
    done = taken(kept, cells_of(kept.register, record, ()))
    assert done.event is not None
    assert (done.event.actor_name, done.event.why) == (kept.keeper.name, "Overgenomen uit x.")
    assert done.case.reporter.name == record.reporter.name


@pytest.mark.parametrize("kept", FROM_FILES, ids=lambda each: each.register.name)
def test_what_says_draft_stays_one_and_what_is_not_complete_becomes_one(kept: Kept) -> None:
    whole = cells_of(kept.register, filed(kept, COMPLETE[kept.register.name]).case, ())
    called = kept.kind.says.content.called
    assert taken(kept, whole).case.status == CURRENT
    assert taken(kept, whole | {"status": "concept"}).case.status == DRAFT
    assert taken(kept, {called: "Iets"}).case.status == DRAFT


@pytest.mark.parametrize(
    ("register", "column", "cell", "key"),
    [
        ("processing", "role", "de baas", "geen_keuze"),
        ("processing", "groups", "Cliënten, marsmannen", "geen_keuze"),
        ("processing", "review_on", "binnenkort", "geen_dag"),
        ("processing", "review_on", "1066-10-14", "geen_dag"),
        ("processing", "name", "x" * 400, "te_lang"),
        ("processing", "agreements", "de overeenkomst", "geen_overeenkomsten"),
        ("processing", "status", "weg", "geen_keuze"),
        ("processing", "filed_at", "2999-01-01", "toekomst"),
        ("agreement", "kind", "handdruk", "geen_keuze"),
        ("agreement", "entries", "OV-2026-0001", "geen_nummers"),
        ("agreement", "from_consult", "vraag", "geen_nummer"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(register: str, column: str, cell: str, key: str) -> None:
    kept = next(each for each in FROM_FILES if each.register.name == register)
    whole = cells_of(kept.register, filed(kept, COMPLETE[register]).case, ())
    with pytest.raises(WrongCell) as wrong:
        taken(kept, whole | {column: cell})
    assert (wrong.value.column, wrong.value.key) == (column, key)
