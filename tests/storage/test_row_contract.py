"""What the cases may rely on, the same for SQLite and for Azure Tables (a real Azurite)."""

import asyncio
import random
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.ports import (
    ANY_ETAG,
    COMMIT_LIMIT,
    Conflict,
    Delete,
    Insert,
    Overwrite,
    Replace,
    Row,
    RowStore,
    StoreUnavailable,
    Table,
    Write,
)

# A fixture lives longer than one example; examples keep apart by taking a partition each.
from tests.storage.looking import SHARED_STORE, keys_in, row_at


async def test_a_row_is_inserted_replaced_and_deleted(rows: RowStore, partition: str) -> None:
    assert await rows.get("cases", partition, "case|DL-2026-0001") is None

    first = (await rows.commit("cases", partition, [Insert("case|DL-2026-0001", "{}")]))["case|DL-2026-0001"]
    assert await rows.get("cases", partition, "case|DL-2026-0001") == Row(
        partition, "case|DL-2026-0001", "{}", first
    )

    changed = await rows.commit("cases", partition, [Replace("case|DL-2026-0001", '{"n":1}', first)])
    second = changed["case|DL-2026-0001"]
    assert await rows.get("cases", partition, "case|DL-2026-0001") == Row(
        partition, "case|DL-2026-0001", '{"n":1}', second
    )

    assert await rows.commit("cases", partition, [Delete("case|DL-2026-0001", second)]) == {}
    assert await rows.get("cases", partition, "case|DL-2026-0001") is None


async def test_the_etag_changes_at_every_write_even_of_the_same_value(rows: RowStore, partition: str) -> None:
    seen: list[str] = []
    for _ in range(3):
        etag = (await rows.commit("cases", partition, [Insert("a", "{}")]))["a"]
        seen.append(etag)
        etag = (await rows.commit("cases", partition, [Replace("a", "{}", etag)]))["a"]
        seen.append(etag)
        await rows.commit("cases", partition, [Delete("a", etag)])

    assert len(set(seen)) == len(seen)


async def test_an_etag_of_before_a_deletion_does_not_fit_the_row_that_came_after(
    rows: RowStore, partition: str
) -> None:
    old = (await rows.commit("cases", partition, [Insert("a", "1")]))["a"]
    await rows.commit("cases", partition, [Delete("a", old)])
    await rows.commit("cases", partition, [Insert("a", "2")])

    for write in (Replace("a", "3", old), Delete("a", old)):
        with pytest.raises(Conflict):
            await rows.commit("cases", partition, [write])
    assert [row.value for row in await rows.scan("cases", partition, "", "~", 9)] == ["2"]


@pytest.mark.parametrize(
    "refused",
    [
        "insert of what is there",
        "old replace",
        "replace of nothing",
        "old delete",
        "delete of nothing",
        "any replace of nothing",
        "any delete of nothing",
    ],
)
@pytest.mark.parametrize("position", [0, 2])
async def test_a_conflict_rolls_back_the_whole_commit(
    rows: RowStore, partition: str, refused: str, position: int
) -> None:
    old = (await rows.commit("cases", partition, [Insert("kept", "1"), Insert("other", "1")]))["kept"]
    etags = await rows.commit("cases", partition, [Replace("kept", "2", old)])
    other = (await row_at(rows, partition, "other")).etag
    kinds: dict[str, Write] = {
        "insert of what is there": Insert("kept", "3"),
        "old replace": Replace("kept", "3", old),
        "replace of nothing": Replace("nothing", "3", old),
        "old delete": Delete("kept", old),
        "delete of nothing": Delete("nothing", old),
        "any replace of nothing": Replace("nothing", "3", ANY_ETAG),
        "any delete of nothing": Delete("nothing", ANY_ETAG),
    }
    writes: list[Write] = [Insert("new", "3"), Replace("other", "3", other)]
    writes.insert(position, kinds[refused])

    with pytest.raises(Conflict):
        await rows.commit("cases", partition, writes)

    assert await rows.scan("cases", partition, "", "~", 9) == [
        Row(partition, "kept", "2", etags["kept"]),
        Row(partition, "other", "1", other),
    ]


async def test_rows_that_go_along_with_another_are_changed_in_whatever_version(
    rows: RowStore, partition: str
) -> None:
    etags = await rows.commit("cases", partition, [Insert("case", "1"), Insert("a", "1"), Insert("b", "1")])
    along: list[Write] = [Replace("a", "2", ANY_ETAG), Delete("b", ANY_ETAG)]
    after = await rows.commit("cases", partition, [Replace("case", "2", etags["case"]), *along])

    assert [row.value for row in await rows.scan("cases", partition, "", "~", 9)] == ["2", "2"]
    assert after["a"] not in etags.values()
    with pytest.raises(Conflict):
        await rows.commit(
            "cases", partition, [Replace("a", "3", ANY_ETAG), Replace("case", "3", etags["case"])]
        )
    assert [row.value for row in await rows.scan("cases", partition, "", "~", 9)] == ["2", "2"]


async def test_what_is_written_over_need_not_be_there_and_refuses_nobody(
    rows: RowStore, partition: str
) -> None:
    first = await rows.commit("cases", partition, [Overwrite("mark", "1"), Insert("a", "1")])
    second = await rows.commit("cases", partition, [Overwrite("mark", "1"), Replace("a", "2", first["a"])])
    assert second["mark"] != first["mark"], "the same value is another version"
    alone = await rows.commit("cases", partition, [Overwrite("mark", "2")])
    assert await rows.get("cases", partition, "mark") == Row(partition, "mark", "2", alone["mark"])
    with pytest.raises(Conflict):
        await rows.commit("cases", partition, [Overwrite("mark", "3"), Replace("a", "3", first["a"])])
    with pytest.raises(Conflict):
        await rows.commit("cases", partition, [Replace("mark", "3", second["mark"])])
    assert await rows.get("cases", partition, "mark") == Row(partition, "mark", "2", alone["mark"])


async def test_twenty_who_write_one_mark_at_once_hold_up_nobody(rows: RowStore, partition: str) -> None:
    await rows.commit("cases", partition, [Overwrite("mark", "")])
    commits = [
        rows.commit("cases", partition, [Insert(f"event|{number}", "{}"), Overwrite("mark", str(number))])
        for number in range(20)
    ]
    etags = [each["mark"] for each in await asyncio.gather(*commits)]
    assert len(set(etags)) == 20
    assert (await row_at(rows, partition, "mark")).etag in etags
    assert len(await keys_in(rows, partition, "event|", "event|~")) == 20


async def test_a_commit_gives_the_new_etags_of_what_is_left(rows: RowStore, partition: str) -> None:
    before = await rows.commit("cases", partition, [Insert("a", "1"), Insert("b", "1")])
    after = await rows.commit(
        "cases", partition, [Replace("a", "2", before["a"]), Delete("b", before["b"]), Insert("c", "2")]
    )

    assert after == {row.key: row.etag for row in await rows.scan("cases", partition, "", "~", 9)}
    assert list(after) == ["a", "c"]


async def test_a_range_is_half_open_in_key_order_and_limited(rows: RowStore, partition: str) -> None:
    keys = ["due|2026-11-26T10:05:00Z|DL-2026-0042|ap-48h", "due|2026-11-26T10:05:00Z|DL-2026-0043|ap-48h"]
    keys += ["due|2026-11-27T10:05:00Z|DL-2026-0001|ap-24h", "event|DL-2026-0042|000001", "case|DL-2026-0042"]
    await rows.commit(
        "cases", partition, [Insert(key, "{}") for key in random.Random(1).sample(keys, len(keys))]
    )

    assert await keys_in(rows, partition) == sorted(keys)
    assert await keys_in(rows, partition, "due|", "due|~") == keys[:3]
    assert await keys_in(rows, partition, "due|", "due}") == keys[:3]
    assert await keys_in(rows, partition, "due|", "due|2026-11-27") == keys[:2]
    assert await keys_in(rows, partition, keys[0], keys[1]) == keys[:1], "the end is not in it"
    assert await keys_in(rows, partition, limit=2) == sorted(keys)[:2]
    assert await keys_in(rows, partition, limit=0) == []
    assert await keys_in(rows, partition, "due}", "due|") == []


async def test_a_range_longer_than_a_page_comes_whole(rows: RowStore, partition: str) -> None:
    keys = [f"event|DL-2026-0042|{number:06}" for number in range(1_150)]
    for start in range(0, len(keys), COMMIT_LIMIT):
        await rows.commit(
            "cases", partition, [Insert(key, "{}") for key in keys[start : start + COMMIT_LIMIT]]
        )

    assert await keys_in(rows, partition, limit=5_000) == keys
    assert await keys_in(rows, partition, limit=1_100) == keys[:1_100]


@settings(max_examples=15, deadline=None, suppress_health_check=SHARED_STORE)
@given(keys=st.sets(st.text("Aa0Zz9|:.-_+=T", min_size=1, max_size=6), min_size=2, max_size=20))
async def test_the_order_of_keys_is_the_order_of_code_points(rows: RowStore, keys: set[str]) -> None:
    partition = f"test:{uuid4().hex}"
    await rows.commit("cases", partition, [Insert(key, "{}") for key in keys])

    assert await keys_in(rows, partition) == sorted(keys)
    middle = sorted(keys)[len(keys) // 2]
    assert await keys_in(rows, partition, "", middle) == [key for key in sorted(keys) if key < middle]
    assert await keys_in(rows, partition, middle, "~") == [key for key in sorted(keys) if key >= middle]
    assert (await row_at(rows, partition, middle)).key == middle


async def test_partitions_and_tables_are_apart(rows: RowStore, partition: str) -> None:
    tables: list[Table] = ["cases", "conversations", "links"]
    places = [
        (table, place) for table in tables for place in (partition, f"{partition}-2", partition.upper())
    ]
    for number, (table, place) in enumerate(places):
        await rows.commit(table, place, [Insert("a", str(number))])

    for number, (table, place) in enumerate(places):
        found = await rows.get(table, place, "a")
        assert found is not None
        assert (found.partition, found.value) == (place, str(number))
        assert await rows.scan(table, place, "", "~", 9) == [found]


async def test_keys_tell_capitals_apart(rows: RowStore, partition: str) -> None:
    await rows.commit("cases", partition, [Insert("a", "1"), Insert("A", "2")])

    assert await keys_in(rows, partition) == ["A", "a"]


async def test_twenty_workers_count_to_exactly_two_hundred(rows: RowStore, partition: str) -> None:
    await rows.commit("cases", partition, [Insert("counter|2026", "0")])
    chance = random.Random(7)

    async def work() -> None:
        for _ in range(10):
            attempt = 0
            while True:
                row = await row_at(rows, partition, "counter|2026")
                try:
                    await rows.commit(
                        "cases", partition, [Replace(row.key, str(int(row.value) + 1), row.etag)]
                    )
                    break
                except Conflict:
                    attempt += 1
                    await asyncio.sleep(chance.uniform(0, min(0.02 * 2**attempt, 0.5)))

    await asyncio.gather(*(work() for _ in range(20)))

    assert (await row_at(rows, partition, "counter|2026")).value == "200"


async def test_of_twenty_racing_inserts_one_wins(rows: RowStore, partition: str) -> None:
    racers = [
        rows.commit(
            "cases", partition, [Insert(f"event|{number}", "{}"), Insert("case|DL-2026-0001", str(number))]
        )
        for number in range(20)
    ]
    results = await asyncio.gather(*racers, return_exceptions=True)

    won = [number for number, result in enumerate(results) if isinstance(result, dict)]
    assert len(won) == 1
    assert [type(result) for result in results].count(Conflict) == 19
    assert (await row_at(rows, partition, "case|DL-2026-0001")).value == str(won[0])
    assert await keys_in(rows, partition) == ["case|DL-2026-0001", f"event|{won[0]}"]


async def test_a_closed_store_is_unavailable(rows: RowStore, partition: str) -> None:
    await rows.close()

    with pytest.raises(StoreUnavailable):
        await rows.commit("cases", partition, [Insert("a", "{}")])
    with pytest.raises(StoreUnavailable):
        await rows.get("cases", partition, "a")
    with pytest.raises(StoreUnavailable):
        await rows.scan("cases", partition, "", "~", 9)
    await rows.close()
