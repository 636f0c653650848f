"""What fits in a row, a key and a commit, the same for SQLite and for Azure Tables; the rest is refused in whole."""

import json

import pytest

from cases.ports import COMMIT_LIMIT, ROW_LIMIT, Delete, Insert, Replace, RowStore, RowTooLarge

# A fixture lives longer than one example; examples keep apart by taking a partition each.
from tests.storage.looking import keys_in, row_at


@pytest.mark.parametrize(
    "value",
    [
        "",
        "plain",
        "  spaces \n and\ttabs\r\n",
        "Zoë stuurde €5 naar Łódź – 😀👩‍👩‍👧 עברית 中文",
        "quotes ' '' \" ; -- <b>&amp;</b> \\ \\u0041 %20",
        json.dumps({"nul": "\0", "line": "\u2028"}),
        "2026-11-26T10:05:00Z",
        "12345678901234567890",
        "true",
    ],
)
async def test_a_value_comes_back_as_it_went_in(rows: RowStore, partition: str, value: str) -> None:
    await rows.commit("cases", partition, [Insert("a", value)])

    assert (await row_at(rows, partition, "a")).value == value
    assert [row.value for row in await rows.scan("cases", partition, "a", "b", 1)] == [value]


@pytest.mark.parametrize(
    ("longest", "too_long"),
    [
        ("x" * ROW_LIMIT, "x" * (ROW_LIMIT + 1)),
        ("é" * ROW_LIMIT, "é" * (ROW_LIMIT + 1)),
        ("中" * ROW_LIMIT, "中" * (ROW_LIMIT + 1)),
        # Azure counts UTF-16: an emoji is two.
        ("😀" * (ROW_LIMIT // 2), "😀" * (ROW_LIMIT // 2) + "x"),
    ],
    ids=["ascii", "latin", "chinese", "emoji"],
)
async def test_the_longest_value_fits_and_one_more_is_refused(
    rows: RowStore, partition: str, longest: str, too_long: str
) -> None:
    etag = (await rows.commit("cases", partition, [Insert("a", longest)]))["a"]
    assert (await row_at(rows, partition, "a")).value == longest

    for write in (Insert("b", too_long), Replace("a", too_long, etag)):
        with pytest.raises(RowTooLarge):
            await rows.commit("cases", partition, [Insert("c", "{}"), write])
    assert await keys_in(rows, partition) == ["a"]


async def test_a_hundred_writes_fit_in_a_commit_and_one_more_is_refused(
    rows: RowStore, partition: str
) -> None:
    keys = [f"event|{number:06}" for number in range(COMMIT_LIMIT)]
    etags = await rows.commit("cases", partition, [Insert(key, "x" * 600) for key in keys])
    assert list(etags) == keys
    assert await keys_in(rows, partition) == keys

    with pytest.raises(RowTooLarge):
        await rows.commit(
            "cases", partition, [Insert(f"more|{number}", "{}") for number in range(COMMIT_LIMIT + 1)]
        )
    assert await keys_in(rows, partition) == keys


async def test_a_commit_too_large_as_a_whole_is_refused_and_one_just_below_fits(
    rows: RowStore, partition: str
) -> None:
    with pytest.raises(RowTooLarge):
        await rows.commit("cases", partition, [Insert(f"a|{number}", "é" * 32_000) for number in range(4)])
    assert await keys_in(rows, partition) == []

    await rows.commit("cases", partition, [Insert(f"b|{number}", "é" * 31_000) for number in range(4)])
    assert len(await keys_in(rows, partition)) == 4


async def test_two_writes_to_one_key_are_refused(rows: RowStore, partition: str) -> None:
    etag = (await rows.commit("cases", partition, [Insert("a", "1")]))["a"]

    with pytest.raises(ValueError, match="one key"):
        await rows.commit("cases", partition, [Replace("a", "2", etag), Delete("a", etag)])
    assert (await row_at(rows, partition, "a")).value == "1"


async def test_an_empty_commit_is_nothing(rows: RowStore, partition: str) -> None:
    assert await rows.commit("cases", partition, []) == {}


@pytest.mark.parametrize(
    "bad", ["", "a/b", "a\\b", "a#b", "a?b", "a%2Fb", "a b", "é", "a\n", "a\0", "a'b", "a~", "x" * 513]
)
async def test_a_key_outside_the_alphabet_is_refused(rows: RowStore, partition: str, bad: str) -> None:
    with pytest.raises(ValueError, match="a key has"):
        await rows.commit("cases", partition, [Insert(bad, "{}")])
    with pytest.raises(ValueError, match="a key has"):
        await rows.get("cases", partition, bad)
    with pytest.raises(ValueError, match="a key has"):
        await rows.commit("cases", bad, [Insert("a", "{}")])
    with pytest.raises(ValueError, match="a key has"):
        await rows.scan("cases", bad, "", "~", 9)


async def test_the_longest_key_is_kept(rows: RowStore, partition: str) -> None:
    # Both keys together stand in the address of a request.
    longest = "k" * 512
    await rows.commit("cases", partition, [Insert(longest, "{}")])

    assert (await row_at(rows, partition, longest)).key == longest


@pytest.mark.parametrize("bad", ["a/", "é", "a'b", "x" * 513])
async def test_a_bound_outside_the_alphabet_is_refused(rows: RowStore, partition: str, bad: str) -> None:
    with pytest.raises(ValueError, match="a bound has"):
        await rows.scan("cases", partition, bad, "~", 9)
    with pytest.raises(ValueError, match="a bound has"):
        await rows.scan("cases", partition, "", bad, 9)


async def test_half_an_emoji_is_refused(rows: RowStore, partition: str) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        await rows.commit("cases", partition, [Insert("a", "\ud83d")])
    assert await keys_in(rows, partition) == []
