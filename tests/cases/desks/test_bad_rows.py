"""One row that cannot be read never stops the others: whatever its kind and whatever was done to it."""

import asyncio
from collections.abc import Callable
from functools import cache

import pytest

from bot.registers import BREACH
from cases.desks.case_desk import CaseDesk
from cases.desks.purge import Purge
from cases.desks.queries import Query
from cases.desks.register_desk import RegisterDesk, year_figures
from cases.desks.whole_register import check_register
from cases.ports import Insert
from cases.register.export import HISTORY_WHOLE, exported, unread
from cases.register.posts import Post, post_key
from tests.cases.desks.filed_cases import NOW, ORG, SAM, pause
from tests.cases.desks.test_purge import years_later
from tests.cases.desks.test_seals import SEALS, WHERE, _file, _lived, _withdraw
from tests.storage.kept_rows import KeptRows

DAMAGE: dict[str, Callable[[str], str]] = {
    "torn": lambda value: value[: len(value) // 2],
    "of a newer form": lambda value: (
        f'{value[:-1]},"of_a_newer_form":{{"x":1}}}}' if value[0] == "{" else "v2:7"
    ),
    "a list": lambda value: "[1,2]",
    "a number": lambda value: "-1",
    "not even a sentence": lambda value: "²",
    "nothing": lambda value: " ",
    "deep": lambda value: "[" * 20_000,
}


@cache
def lived() -> KeptRows:
    """A register with a row of every kind."""

    async def made() -> KeptRows:
        rows = await _lived()
        post = Post(
            service_url="https://example.org",
            conversation="c",
            scope="channel",
            tenant="t",
            message_id="m",
            version=1,
        )
        await rows.commit("cases", WHERE, [Insert(post_key("DL-2026-0003", "po"), post.model_dump_json())])
        return rows

    return asyncio.run(made())


def first_of_each_kind() -> list[str]:
    """The first key of each kind of row in the register."""
    keys = sorted(key for _, where, key in lived().kept if where == WHERE)
    return sorted({key.split("|")[0]: key for key in reversed(keys)}.values())


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("key", first_of_each_kind())
async def test_all_others_are_filed_listed_exported_counted_and_checked(key: str, damage: str) -> None:
    value = lived().kept["cases", WHERE, key].value
    rows = lived().changed(values={key: DAMAGE[damage](value)})
    desk, register = CaseDesk(rows, ORG, BREACH, pause, SEALS), RegisterDesk(rows, ORG, BREACH, SEALS)
    hit = next((part for part in key.split("|") if part.startswith("DL-")), "")
    others = {f"DL-2026-000{count}" for count in (1, 2, 3, 4, 6)} - {hit}

    number = await _file(rows, SEALS, "new")
    assert number == "DL-2026-0007", "filing goes on, with the next number"
    others.add(number)
    page = await register.page(Query("breach", "all"), NOW)
    listed = {each.number for each in await register.reported_since(NOW.replace(year=2025))}
    assert others <= listed
    assert page.total >= len(others)
    assert others <= {case.number for case in await desk.own(SAM.aad_id, 100)} | {hit}
    torn = list[str]()
    cases = [case async for case in register.cases(None, torn)]
    assert others <= {case.number for case in cases}
    assert {case.number for case in cases} | set(torn) == others | (
        {hit} if hit and hit != "DL-2026-0005" else set()
    )
    for case in cases:
        exported(BREACH.export, case, await register.events(case.number), ORG)
        await desk.history(case.number)
        await desk.posts(case.number)
    for each in torn:
        line = unread(BREACH.export, each).line
        assert list(line) == [*(column.name for column in BREACH.export.columns), HISTORY_WHOLE]
        assert line["number"] == each
        assert "Deze zaak kan ik niet lezen." in line.values()
    figures = await year_figures([register], 2026, NOW, ORG)
    assert figures.unread == len(torn)
    found = await check_register(register)
    gone = {"2031-11-25", "DL-2026-0005"} if key.startswith("destr") else set()
    assert {each.number for each in found.broken} <= {hit, "2026", *gone}


@pytest.mark.parametrize("counter", ["0", "3", "1", "x", "²", "", "99999999", "-4", "007"])
async def test_whatever_the_counter_says_the_next_number_is_a_new_one(counter: str) -> None:
    rows = lived().changed(values={"counter|2026": counter})
    numbers = [await _file(rows, SEALS, f"new{at}") for at in range(2)]
    expected = ["DL-2026-0007", "DL-2026-0008"] if counter != "007" else ["DL-2026-0008", "DL-2026-0009"]
    assert numbers == expected
    assert rows.kept["cases", WHERE, "counter|2026"].value == str(int(numbers[-1][-4:]))


@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_torn_record_of_destruction_does_not_stop_the_next_one(damage: str) -> None:
    key = next(key for _, _, key in lived().kept if key.startswith("destruction|"))
    rows = lived().changed(values={key: DAMAGE[damage](lived().kept["cases", WHERE, key].value)})
    await _withdraw(rows, SEALS, "DL-2026-0006")
    purge = Purge(rows, ORG, BREACH, SEALS)
    for hour in range(50):
        await purge.look(years_later(NOW, days=2, hours=hour))
    assert "DL-2026-0006" in {each.number for each in await RegisterDesk(rows, ORG, BREACH).destroyed()}
    assert (await check_register(RegisterDesk(rows, ORG, BREACH, SEALS))).broken != ()


@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_draft_of_which_the_note_is_torn_is_filed_and_only_once(damage: str) -> None:
    rows = lived().changed(values={"draft|d3": DAMAGE[damage]("DL-2026-0003")})
    assert await _file(rows, SEALS, "d3") == "DL-2026-0007"
    assert await _file(rows, SEALS, "d3") == "DL-2026-0007"
