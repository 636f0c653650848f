"""Past its years a closed case is destroyed: nothing of a person stays, and the register still adds up."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.registers import BREACH
from cases.consult.register import CONSULT
from cases.desks.case_desk import CaseDesk
from cases.desks.destruction import broken_records, kept_until, years_of
from cases.desks.purge import Looked, Purge
from cases.desks.queries import Query
from cases.desks.register_desk import RegisterDesk
from cases.people import Actor
from cases.ports import Row, RowStore, StoreUnavailable, Table, Write
from cases.register.life import Change
from cases.register.posts import Post
from cases.register.register import Register
from cases.rights.register import RIGHTS
from storage.sqlite_rows import SqliteRows
from tests.cases.breach.by_chance import JIP
from tests.cases.breach.by_chance import SAM as ASKER
from tests.cases.consult.by_chance import ASKED_PO as CONSULT_PLAIN
from tests.cases.consult.by_chance import filed as consult_filed
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, SAM, House, pause
from tests.cases.rights.by_chance import PLAIN as RIGHTS_PLAIN
from tests.cases.rights.by_chance import filed as rights_filed

YEARS = ORG.retention.breach_years
WHERE = ORG.partition("breach")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    yield House(rows)
    await rows.close()


async def ended(house: House, at: datetime = NOW, story: str = "De directeur las een dossier.") -> str:
    """A case with a long history that was closed."""
    number = await house.file(at=at, story=story)
    for each in range(60):
        await house.desk.act(number, "add_facts", SAM, at, {"addition": f"Nog een feit, nummer {each}."})
    post = Post(
        service_url="https://x.example", conversation="c", scope="channel", tenant="t", message_id="1"
    )
    await house.desk.remember_post(number, "po", post)
    await house.close_as_mistake(number, at)
    return number


async def everything(house: House) -> list[Row]:
    return await house.rows.scan("cases", WHERE, "", "~", 10_000)


async def destroyed(purge: Purge[Any], at: datetime) -> int:
    """How many go when it is looked each hour, from this moment on until a day later."""
    return sum([(await purge.look(at + timedelta(hours=each))).gone for each in range(25)])


async def announced(purge: Purge[Any]) -> None:
    """As far as the last look before what is over now goes."""
    for hours in range(24):
        await purge.look(years_later(NOW, hours=hours))


def years_later(at: datetime, **more: float) -> datetime:
    return at.replace(year=at.year + YEARS) + timedelta(**more)


async def test_a_case_goes_to_the_second_when_its_years_are_over(house: House) -> None:
    number = await ended(house)
    purge = Purge(house.rows, ORG, BREACH)
    assert await purge.look(years_later(NOW, seconds=-1)) == Looked()
    assert await purge.look(years_later(NOW)) == Looked(announced=1, waiting=1)
    for hours in range(1, 24):
        assert await purge.look(years_later(NOW, hours=hours)) == Looked(waiting=1)
    assert await purge.look(years_later(NOW, hours=24, seconds=-1)) == Looked(waiting=1)
    assert await house.numbers("all") == [number]
    assert await purge.look(years_later(NOW, hours=24)) == Looked(gone=1)
    assert await purge.look(years_later(NOW, hours=24)) == Looked()
    assert await house.numbers("all") == []


async def test_nothing_of_a_person_stays(house: House) -> None:
    number = await ended(house)
    open_one = await house.file()
    before = {row.key for row in await everything(house)}
    await destroyed(Purge(house.rows, ORG, BREACH), years_later(NOW))
    left = await everything(house)
    told = " ".join(f"{row.key} {row.value}" for row in left if open_one not in row.key)
    for secret in ("directeur", "Nog een feit", "Voorbeeld", SAM.aad_id, NOOR.aad_id, "x.example"):
        assert secret not in told
    about = {row.key.split("|")[0] for row in left if number in f"{row.key} {row.value}"}
    assert about <= {"destroyed", "due"}, "a message that still waits is dropped when its moment comes"
    mine = {row.key for row in left if open_one in row.key}
    assert mine == {key for key in before if open_one in key}, "what is open stays as it was"


async def test_open_cases_and_those_that_were_opened_again_stay(house: House) -> None:
    still_open = await house.file()
    number = await ended(house)
    again = await ended(house)
    await house.desk.act(again, "reopen", NOOR, NOW)
    late = await house.file()
    await house.close_as_mistake(late, NOW + timedelta(days=1))
    await destroyed(Purge(house.rows, ORG, BREACH), years_later(NOW))
    assert set(await house.numbers("all")) == {still_open, again, late}
    assert [each.number for each in await house.register.destroyed()] == [number]


async def test_the_record_counts_and_follows_the_one_before(house: House) -> None:
    for day in range(3):
        for _ in range(2):
            await ended(house, NOW + timedelta(days=2 * day))
    for day in range(3):
        assert await destroyed(Purge(house.rows, ORG, BREACH), years_later(NOW, days=2 * day)) == 2
    records, gone = await house.register.destruction_records(), await house.register.destroyed()
    assert [each.count for each in records] == [2, 2, 2]
    assert {each.years for each in records} == {YEARS}
    assert broken_records(records, gone) == []
    assert await house.register.counters() == {"2026": len(gone)}


async def test_two_instances_destroy_each_case_once(house: House) -> None:
    numbers = [await ended(house) for _ in range(4)]
    purges = [Purge(house.rows, ORG, BREACH) for _ in range(3)]
    await announced(purges[0])
    await asyncio.gather(*(each.look(years_later(NOW, hours=24)) for each in purges))
    await destroyed(purges[0], years_later(NOW, hours=24))  # what each left to another
    gone = await house.register.destroyed()
    assert sorted(each.number for each in gone) == sorted(numbers)
    records = await house.register.destruction_records()
    assert sum(each.count for each in records) == 4
    assert broken_records(records, gone) == []


class Failing:
    """A store that ends the program at its nth commit."""

    def __init__(self, rows: RowStore, commits: int) -> None:
        self._rows = rows
        self._left = commits

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        return await self._rows.get(table, partition, key)

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        return await self._rows.scan(table, partition, first, before, limit)

    async def commit(self, table: Table, partition: str, writes: "list[Write]") -> dict[str, str]:
        if not self._left:
            raise StoreUnavailable("the end")
        self._left -= 1
        return await self._rows.commit(table, partition, writes)

    async def close(self) -> None:
        await self._rows.close()


@pytest.mark.parametrize("commits", range(6))
async def test_a_crash_in_between_is_made_good(house: House, commits: int) -> None:
    numbers = [await ended(house) for _ in range(2)]
    await announced(Purge(house.rows, ORG, BREACH))
    failing: RowStore = Failing(house.rows, commits)  # type: ignore[assignment]
    with pytest.raises(StoreUnavailable):
        await Purge(failing, ORG, BREACH).look(years_later(NOW, hours=24))
    await destroyed(Purge(house.rows, ORG, BREACH), years_later(NOW))
    about = {row.key.split("|")[0] for row in await everything(house) if row.key.split("|")[-1] != "form"}
    assert about <= {"destroyed", "destruction", "counter", "due", "changed"}
    gone = await house.register.destroyed()
    assert sorted(each.number for each in gone) == sorted(numbers)
    assert broken_records(await house.register.destruction_records(), gone) == []


async def test_a_number_is_never_given_out_again(house: House) -> None:
    number = await ended(house)
    await destroyed(Purge(house.rows, ORG, BREACH), years_later(NOW))
    assert await house.file() != number


async def test_requests_and_questions_go_as_breaches_do(house: House) -> None:
    wish = "Een kopie van alle brieven over de uitkering."
    request, question = RIGHTS_PLAIN.model_copy(update={"wish": wish}), CONSULT_PLAIN
    endings: dict[str, dict[str, str]] = {
        "rights": {
            "ending": "ingetrokken",
            "reason": "De persoon heeft het al gevonden.",
            "told_on": "2026-11-23",
        },
        "consult": {"reason": "Het is al opgelost."},
    }
    filings: list[tuple[Register[Any], Callable[[str], Change[Any]], Actor]] = [
        (RIGHTS, lambda number: _of_this_draft(rights_filed(request), number), JIP),
        (CONSULT, lambda number: _of_this_draft(consult_filed(question), number), ASKER),
    ]
    for register, make, who in filings:
        desk = CaseDesk(house.rows, ORG, register, pause)
        case = await desk.file(make, draft_id="d1", reporter=ASKER, now=NOW)
        await desk.act(case.number, "withdraw", who, NOW, endings[register.name])
        reader = RegisterDesk(house.rows, ORG, register)
        assert (await reader.page(Query(register.name, "closed"), NOW)).total == 1
        end = kept_until(NOW, years_of(register.name, ORG) or 0, ORG)
        assert await destroyed(Purge(house.rows, ORG, register), end - timedelta(days=2)) == 0
        assert await destroyed(Purge(house.rows, ORG, register), end) == 1
        assert await desk.own(ASKER.aad_id, 10) == []
        assert await desk.filed_as("d1") is None
        left = await house.rows.scan("cases", ORG.partition(register.name), "", "~", 10_000)
        told = " ".join(f"{row.key} {row.value}" for row in left)
        for secret in (wish, question.question, "Voorbeeld", ASKER.aad_id, "TEST-0000"):
            assert secret not in told
        kinds = {row.key.split("|")[0] for row in left}
        assert kinds <= {"destroyed", "destruction", "counter", "due", "changed"}
        assert [each.number for each in await reader.destroyed()] == [case.number]


def _of_this_draft(done: Change[Any], number: str) -> Change[Any]:
    """The change of another test, which has a number of its own, as the filing of this draft."""
    assert done.case.number == number
    return replace(done, case=done.case.model_copy(update={"draft_id": "d1"}))
