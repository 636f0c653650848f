"""A store that is filled fast holds what the desks would have written."""

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bench.filling import RARE, Drawn, Mould, Told, fill, one, rarely, templates
from bot.registers import BREACH
from cases.breach.report import CHOICES
from cases.desks.case_desk import CaseDesk
from cases.desks.queries import Query
from cases.desks.register_desk import RegisterDesk
from cases.desks.searching import Wanted, search
from cases.people import Actor
from cases.ports import Delete
from storage.sqlite_rows import SqliteRows
from tests.cases.desks.filed_cases import NOW, ORG, pause

MOULDS = {kind: Mould.of(templates(ORG, NOW)[1], kind, NOW, ORG) for kind in CHOICES["kind"]}

moments = st.datetimes(datetime(2001, 1, 1), datetime(2026, 11, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=ORG.zone)
)
tales = st.builds(
    lambda number, at, hours, kind, words: Told(
        False, f"DL-{at.year}-{number:04d}", at, at - timedelta(hours=hours), kind, " ".join(words)
    ),
    st.integers(1, 2_000_000),
    moments,
    st.integers(1, 900),
    st.sampled_from(sorted(CHOICES["kind"])),
    st.lists(st.from_regex(r"[a-z]{1,9}[0-9]{0,4}", fullmatch=True), min_size=1, max_size=30),
)


@given(tales)
def test_a_case_that_was_cast_is_as_the_desks_write_it(told: Told) -> None:
    _, writes = one(templates(ORG, NOW)[1], told, ORG)
    made = {each.key: each.value for each in writes if not isinstance(each, Delete)}
    cast = MOULDS[told.kind].cast(told)
    assert dict(cast) == made
    assert len(cast) == len(made)


async def test_what_was_filled_is_listed_found_and_goes_on(tmp_path: Path) -> None:
    numbers = await fill(tmp_path / "rows.db", ORG, Drawn(240, NOW, 20, rarely(240, 120, 2)))
    assert len(set(numbers)) == 240
    rows = await SqliteRows.open(tmp_path / "rows.db")
    register, desk = RegisterDesk(rows, ORG, BREACH), CaseDesk(rows, ORG, BREACH, pause)
    assert len(await register.open_entries()) == 12
    for word in RARE:
        query = Query("", "all", words=word)
        found = await search(Wanted((register,), query, NOW, ORG, (), private=True))
        assert found.total >= 2
        assert {each.number for each in found.entries} <= set(numbers[120:])
    sam = Actor(aad_id="00000000-0000-4000-8000-000000000099", name="Sam Voorbeeld")
    case = await desk.act(numbers[20], "add_facts", sam, NOW, {"addition": "Er kwam een kattenbak bij."})
    assert case.number == numbers[20]
    query = Query("", "all", words="kattenbak")
    page = await search(Wanted((register,), query, NOW, ORG, (), private=True))
    assert [each.number for each in page.entries] == [numbers[20]]
    await rows.close()
