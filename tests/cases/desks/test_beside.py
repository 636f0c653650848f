"""What is read for a case that may be the same as another: as much of a large register as of a small one."""

from datetime import timedelta

import pytest

from cases.breach.alike import SINCE, near
from cases.breach.case import BreachCase
from cases.desks import case_desk
from cases.register.plans import LookBeside
from tests.cases.desks.filed_cases import NOW, House
from tests.cases.desks.test_queries import house

__all__ = ["house"]

STORY = "De uitdraai met de wachtlijst voor schuldhulp lag op de printer bij de ingang."


def wanted(case: BreachCase) -> LookBeside:
    return LookBeside(
        NOW - SINCE,
        lambda entry, words: near(case, entry, words),
        lambda fresh, others: None,  # type: ignore[arg-type,return-value]
    )


async def test_the_likeliest_are_found_and_what_is_old_is_not(house: House) -> None:
    old = await house.file(at=NOW - SINCE - timedelta(days=1), story=STORY)
    same = await house.file(at=NOW - timedelta(days=2), story=STORY, kind="openbaar")
    for number in range(12):
        await house.file(at=NOW - timedelta(hours=number), story=f"Brief {number} is zoek.", kind="retour")
    case = await house.case(await house.file(story=STORY))
    found = [each.number for each in await house.desk.beside(wanted(case))]
    assert same in found
    assert old not in found
    assert len(found) <= case_desk.MOST_COMPARED


async def test_it_costs_the_same_however_many_there_are(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_desk, "MOST_BESIDE", 10)
    reads = list[str]()
    get, scan = house.rows.get, house.rows.scan

    async def counted_get(*place: str) -> object:
        reads.append("get")
        return await get(*place)  # type: ignore[arg-type]

    async def counted_scan(*place: object) -> object:
        rows = await scan(*place)  # type: ignore[arg-type]
        reads.extend("row" for _ in rows)
        return rows

    case = await house.case(await house.file(story=STORY))
    for _ in range(40):
        await house.file(story=STORY)
    house.rows.get, house.rows.scan = counted_get, counted_scan  # type: ignore[method-assign,assignment]
    await house.desk.beside(wanted(case))
    assert reads.count("get") <= case_desk.MOST_COMPARED
    assert reads.count("row") <= 3 * case_desk.MOST_BESIDE
