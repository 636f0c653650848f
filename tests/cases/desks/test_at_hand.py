"""What is kept at hand for a search is as new as the rows: it finds what a look at each case finds, and no more."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.breach.life import file_report
from cases.breach.report import Report
from cases.desks import at_hand
from cases.desks.at_hand import ALL_AGAIN
from cases.desks.case_desk import CaseDesk
from cases.desks.purge import Purge
from cases.desks.queries import Query, reported_within
from cases.desks.register_desk import RegisterDesk
from cases.desks.searching import Wanted, hits_of, search
from cases.ports import ANY_ETAG, Delete, Overwrite, Row, RowStore, StoreUnavailable, Table, Write
from cases.register.filing import Filing
from cases.register.listing import Entry, reported_range
from cases.register.searched import words_in
from storage.azure_rows import AzureRows
from storage.sqlite_rows import SqliteRows
from tests.azurite import connection_string
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, SAM, pause

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
LATER = NOW.replace(year=NOW.year + ORG.retention.breach_years) + timedelta(days=30)
STORY = ("brief", "briefpapier", "envelop", "loonstrook", "café", "arm", "warm", "123", "de", "paraplu")
TYPED = (
    *STORY,
    "papier",
    "loonstrok",
    "cafe",
    "ar",
    "23",
    "paraplo",
    "envelop brief",
    "arm de",
    "zzz",
    "sam",
)
MOMENTS = (NOW, NOW - timedelta(hours=5), NOW - timedelta(days=40), NOW - timedelta(days=400))


class Counting:
    """A store that counts the rows that are read, and loses what it is asked when told to."""

    def __init__(self, rows: RowStore) -> None:
        self._rows = rows
        self.read = self.asked = 0
        self.fails_after = -1

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        self.read += 1
        self._count()
        return await self._rows.get(table, partition, key)

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        self._count()
        found = await self._rows.scan(table, partition, first, before, limit)
        self.read += len(found)
        return found

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        return await self._rows.commit(table, partition, writes)

    async def close(self) -> None:
        await self._rows.close()

    def _count(self) -> None:
        self.asked += 1
        if self.fails_after == 0:
            raise StoreUnavailable("the store is away")
        self.fails_after -= 1


@dataclass
class Instances:
    """Two instances of the bot on one store, in an organisation of its own."""

    rows: RowStore
    filed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.organisation = ORG.model_copy(update={"short_name": f"t{uuid4().hex}"})
        self.partition = self.organisation.partition("breach")
        self.counting = Counting(self.rows)
        self.desks = [CaseDesk(self.rows, self.organisation, BREACH, pause) for _ in range(2)]
        self.registers = [
            RegisterDesk(each, self.organisation, BREACH) for each in (self.counting, self.rows)
        ]
        self._drafts = count()

    async def file(self, story: str, at: datetime = NOW, by: int = 0) -> str:
        draft = f"d{next(self._drafts)}"
        report = Report(kind="kwijt", discovered_at=at - timedelta(hours=1), what_happened=story)
        case = await self.desks[by].file(
            lambda number: file_report(report, Filing(number, draft, SAM, at, self.organisation)),
            draft_id=draft,
            reporter=SAM,
            now=at,
        )
        self.filed.append(case.number)
        return case.number

    async def close(self, number: str, by: int = 0) -> None:
        desk = self.desks[by]
        await desk.act(number, "ask_withdrawal", SAM, NOW, {"reason": "Het was mijn eigen brief."})
        await desk.act(number, "accept_withdrawal", NOOR, NOW, {"reason": "Klopt, nagekeken."})

    async def destroy(self) -> None:
        """All that is closed, as its term would."""
        purge = Purge(self.rows, self.organisation, BREACH)
        for hour in range(26):
            await purge.look(LATER + timedelta(hours=hour))
        gone = {each.number for each in await self.registers[1].destroyed()}
        self.filed = [each for each in self.filed if each not in gone]

    async def found(self, query: Query, by: int = 0, now: datetime = NOW) -> list[str]:
        wanted = Wanted((self.registers[by],), query, now, self.organisation, (), private=True)
        return [each.number for each in (await hits_of(wanted)).entries["breach"]]

    async def plain(self, query: Query, now: datetime = NOW) -> list[str]:
        """What a look at the rows of each case finds, newest first."""
        listed = await self.rows.scan("cases", self.partition, "all|", "all|~", 10_000)
        words = {row.key.split("|")[2]: set[str]() for row in listed}
        for row in await self.rows.scan("cases", self.partition, "words|", "words|~", 10_000):
            words[row.key.split("|")[2]] |= set(row.value.split())
        known = {word for each in words.values() for word in each}
        sought = [
            [word]
            if any(holds(each, word) for each in known)
            else [each for each in known if off(word, each)]
            for word in dict.fromkeys(words_in(query.words))
        ]
        if not sought and query.words.strip():
            return []
        first, before = reported_range(*reported_within(query, now, self.organisation))
        entries = [Entry.model_validate_json(row.value) for row in listed if first <= row.key < before]
        return [
            each.number
            for each in entries
            if query.filter == "all" or each.is_open == (query.filter == "open")
            if all(
                any(holds(held, word) for held in words[each.number] for word in group) for group in sought
            )
        ]


def holds(held: str, word: str) -> bool:
    """As a search means it."""
    return word in held if len(word) > 4 or word.isdigit() else held.startswith(word)


def off(word: str, known: str) -> bool:
    """Whether the one comes of the other by one letter, as a search means it."""
    if len(word) < 4 or any(sign.isdigit() for sign in word) or word == known:
        return False
    at = next((at for at, (one, two) in enumerate(zip(word, known, strict=False)) if one != two), None)
    at = min(len(word), len(known)) if at is None else at
    mine, its = word[at:], known[at:]
    swapped = mine[1:2] + mine[:1] + mine[2:] == its and len(mine) > 1
    less = mine[1:] == its and bool(mine)
    other = bool(its) and "a" <= its[0] <= "z" and its[1:] in (mine, mine[1:])
    return swapped or less or other


class Before(Counting):
    """A store in the hands of a version that knows no marks."""

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        return await super().commit(
            table, partition, [each for each in writes if not isinstance(each, Overwrite)]
        )


@pytest.fixture
async def sqlite_rows(tmp_path: Path) -> AsyncIterator[RowStore]:
    store = await SqliteRows.open(tmp_path / "rows.db")
    yield store
    await store.close()


@pytest.fixture
async def azure_rows(azurite_port: int) -> AsyncIterator[RowStore]:
    store = await AzureRows.open_connection_string(connection_string(azurite_port))
    yield store
    await store.close()


@pytest.fixture(params=["sqlite", "azure"])
def rows(request: pytest.FixtureRequest) -> RowStore:
    """Either engine."""
    store: RowStore = request.getfixturevalue(f"{request.param}_rows")
    return store


stories = st.lists(st.sampled_from(STORY), min_size=1, max_size=4).map(" ".join)
queries = st.builds(
    lambda words, wanted, month: Query("breach", wanted, words=words, month=month),
    st.sampled_from(TYPED),
    st.sampled_from(("all", "all", "open", "closed")),
    st.sampled_from(("", "", *(f"{at:%Y-%m}" for at in MOMENTS))),
)
who = st.integers(0, 1)
which = st.integers(0, 9)
lives = st.lists(
    st.one_of(
        st.tuples(st.just("file"), stories, st.sampled_from(MOMENTS), who),
        st.tuples(st.just("tell"), which, stories, who),
        st.tuples(st.just("close"), which, who),
        st.tuples(st.just("destroy")),
        st.tuples(st.just("search"), queries, who),
    ),
    min_size=2,
    max_size=14,
)


async def _lived(rows: RowStore, life: list[tuple[object, ...]]) -> None:
    both = Instances(rows)
    for step in life:
        match step:
            case ("file", str(story), datetime() as at, int(by)):
                await both.file(story, at, by)
            case ("tell", int(place), str(story), int(by)) if both.filed:
                number = both.filed[place % len(both.filed)]
                if (await both.desks[by].get(number)).is_open:
                    await both.desks[by].act(number, "add_facts", SAM, NOW, {"addition": story})
            case ("close", int(place), int(by)) if both.filed:
                number = both.filed[place % len(both.filed)]
                if (await both.desks[by].get(number)).is_open:
                    await both.close(number, by)
            case ("destroy",):
                await both.destroy()
            case ("search", Query() as query, int(by)):
                assert await both.found(query, by) == await both.plain(query), query
    for typed in TYPED:
        query = Query("breach", "all", words=typed)
        for by in range(2):
            assert await both.found(query, by) == await both.plain(query), typed


@settings(max_examples=60, deadline=None, suppress_health_check=SHARED)
@given(lives)
async def test_two_instances_find_what_a_look_at_each_case_finds(
    sqlite_rows: RowStore, life: list[tuple[object, ...]]
) -> None:
    await _lived(sqlite_rows, life)


@settings(max_examples=6, deadline=None, suppress_health_check=SHARED)
@given(lives)
async def test_so_they_do_on_azure(azure_rows: RowStore, life: list[tuple[object, ...]]) -> None:
    await _lived(azure_rows, life)


async def test_a_search_reads_no_more_in_a_register_of_many(sqlite_rows: RowStore) -> None:
    """The rows that are read once nothing, or one case, changed since the last search."""
    read = dict[int, tuple[int, int]]()
    for cases in (30, 300):
        both = Instances(sqlite_rows)
        for number in range(cases):
            await both.file("Een brief.", NOW - timedelta(days=1000) * number / cases)
        await both.file("Een paraplu.")
        assert await both.found(Query("breach", "all", words="paraplu")) == [both.filed[-1]]
        both.counting.read = 0
        assert await both.found(Query("breach", "all", words="paraplu")) == [both.filed[-1]]
        unchanged, both.counting.read = both.counting.read, 0
        for _ in range(2):  # of days in which nothing changed before all hours are read
            await both.desks[1].act(both.filed[0], "add_facts", SAM, NOW, {"addition": f"Hoed {_}."})
            both.counting.read = 0
            assert await both.found(Query("breach", "all", words="hoed")) == [both.filed[0]]
        read[cases] = (unchanged, both.counting.read)
    assert read[30][0] == read[300][0] == 1
    assert read[300][1] <= read[30][1] + 120, "a hundred marks of days more, for ten times the cases"
    assert read[300][1] < 150


@pytest.mark.parametrize("apart", [timedelta(days=13), timedelta(hours=3), timedelta(minutes=1)])
async def test_much_that_changed_is_read_in_one_go(sqlite_rows: RowStore, apart: timedelta) -> None:
    """An import beside the bot: on Azure Tables each row that is asked for by itself is a wait."""
    both = Instances(sqlite_rows)
    letter = Query("breach", "all", words="brief")
    for again in range(2):  # the second time the marks of the days are known
        for each in range(60):
            await both.file("Een brief.", NOW - each * apart - timedelta(seconds=again), by=1)
        both.counting.asked = 0
        assert len(await both.found(letter)) == 60 * (again + 1)
        assert both.counting.asked <= 12
        assert await both.found(letter) == await both.plain(letter)


async def test_what_was_destroyed_is_gone_at_the_next_search(rows: RowStore) -> None:
    both = Instances(rows)
    number, stays = await both.file("Een paraplu."), await both.file("Een hoed.")
    await both.close(number)
    for by in range(2):
        assert await both.found(Query("breach", "all", words="paraplu"), by) == [number]
    await both.destroy()
    for by in range(2):
        assert await both.found(Query("breach", "all", words="paraplu"), by) == []
        assert await both.found(Query("breach", "all"), by) == [stays]
        assert not both.registers[by]._at_hand._index.holds("paraplu"), "not in the memory either"


async def test_what_another_instance_shuts_a_channel_does_not_find_from_then_on(rows: RowStore) -> None:
    both = Instances(rows)
    number = await both.file("Een paraplu.")

    async def shown(*, private: bool) -> list[str]:
        query = Query("breach", "all", words="paraplu")
        wanted = Wanted((both.registers[0],), query, NOW, both.organisation, (), private=private)
        return [each.number for each in (await search(wanted)).entries]

    assert await shown(private=False) == await shown(private=True) == [number]
    await both.desks[1].act(number, "make_confidential", NOOR, NOW)
    assert await shown(private=False) == []
    assert await shown(private=True) == [number]


async def test_older_cases_than_are_at_hand_are_found_by_their_days(
    rows: RowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_hand, "MOST_SEARCHED", 5)
    both = Instances(rows)
    for month in range(1, 11):
        await both.file("Een brief.", datetime(2026, month, 15, 12, 0, tzinfo=ORG.zone))

    async def looked(**asked: str) -> tuple[list[str], bool]:
        query = Query("breach", "all", words="brief", **asked)  # type: ignore[arg-type]
        wanted = Wanted((both.registers[0],), query, NOW, both.organisation, (), private=True)
        page = await search(wanted)
        return [each.number for each in page.entries], page.more

    newest = both.filed[:-6:-1]
    assert await looked() == (newest, True)
    assert await looked(month="2026-02") == ([both.filed[1]], False)
    assert await looked(month="2026-09") == ([both.filed[8]], False)
    assert await looked(first_day="2026-01-01", last_day="2026-04-30") == (both.filed[3::-1], False)
    assert await looked(last_day="2026-09-30") == (both.filed[8:3:-1], True)
    assert await looked(first_day="2026-07-01") == (both.filed[:5:-1], False)
    later = await both.file("Een brief.", by=1)
    assert await looked() == ([later, *newest[:4]], True)
    assert len(both.registers[0]._at_hand._index) == 5
    await both.desks[1].act(both.filed[0], "add_facts", SAM, NOW, {"addition": "Nog een brief."})
    assert await looked() == ([later, *newest[:4]], True), "an old one that changes does not come among them"
    assert await looked(month="2026-01") == ([both.filed[0]], False)


async def test_what_a_version_without_marks_writes_is_found_within_the_hour(sqlite_rows: RowStore) -> None:
    both = Instances(sqlite_rows)
    both.desks[1] = CaseDesk(Before(sqlite_rows), both.organisation, BREACH, pause)
    first = await both.file("Een hoed.", by=1)
    paraplu = Query("breach", "all", words="paraplu")
    assert await both.found(Query("breach", "all", words="hoed")) == [first], "a store without any marks"
    number = await both.file("Een paraplu.", by=1)
    assert await both.found(paraplu) == [], "the control: nothing told of it"
    assert await both.found(paraplu, now=NOW + ALL_AGAIN) == [number]
    again = await both.file("Een paraplu.", by=1)
    assert await both.found(paraplu, now=NOW) == [number, again], "nor does a clock that was set back hide it"


async def test_one_that_fails_halfway_is_made_good_by_the_next(sqlite_rows: RowStore) -> None:
    both = Instances(sqlite_rows)
    letter = Query("breach", "all", words="brief")
    for asked in range(1, 12):
        await both.found(letter)
        await both.file("Een brief.", NOW - timedelta(days=asked), by=1)
        await both.desks[1].act(both.filed[0], "add_facts", SAM, NOW, {"addition": f"Brief {asked}."})
        both.counting.fails_after = asked
        with contextlib.suppress(StoreUnavailable):
            await both.found(letter)
        both.counting.fails_after = -1
        assert await both.found(letter) == await both.plain(letter)


async def test_searches_while_others_write_find_all_in_the_end(rows: RowStore) -> None:
    both = Instances(rows)
    letter = Query("breach", "all", words="brief")

    async def write(by: int) -> None:
        for each in range(4):
            number = await both.file(f"Een brief {each}.", NOW - timedelta(days=each), by)
            await both.desks[by].act(number, "add_facts", SAM, NOW, {"addition": "Een envelop."})

    async def look(by: int) -> None:
        for _ in range(6):
            await both.found(letter, by)

    await asyncio.gather(*(each(by) for by in range(2) for each in (write, look, look)))
    for words in ("brief", "envelop"):
        for by in range(2):
            query = Query("breach", "all", words=words)
            assert await both.found(query, by) == await both.plain(query)
            assert len(await both.found(query, by)) == 8


async def test_rows_that_somebody_takes_away_with_their_marks_are_gone(sqlite_rows: RowStore) -> None:
    both = Instances(sqlite_rows)
    await both.file("Een brief.")
    assert len(await both.found(Query("breach", "all"))) == 1
    every = await sqlite_rows.scan("cases", both.partition, "+", "~", 100)
    await sqlite_rows.commit("cases", both.partition, [Delete(each.key, ANY_ETAG) for each in every])
    assert await both.found(Query("breach", "all")) == []


async def test_more_of_one_day_than_are_at_hand_are_said_to_be_more(
    rows: RowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an import that knows the day of each case and no more."""
    monkeypatch.setattr(at_hand, "MOST_SEARCHED", 5)
    both = Instances(rows)

    async def looked(**asked: str) -> tuple[list[str], bool]:
        query = Query("breach", "all", words="brief", **asked)  # type: ignore[arg-type]
        wanted = Wanted((both.registers[0],), query, NOW, both.organisation, (), private=True)
        page = await search(wanted)
        return [each.number for each in page.entries], page.more

    newest = [await both.file("Een brief.")]
    assert await looked() == (newest, False)
    newest += [
        await both.file("Een brief.", NOW - timedelta(minutes=minutes), by=1) for minutes in range(1, 8)
    ]
    assert await looked() == (newest[:5], True)
    old = await both.file("Een brief.", datetime(2026, 1, 15, 12, 0, tzinfo=ORG.zone), by=1)
    assert await looked() == (newest[:5], True)
    assert await looked(month="2026-01") == ([old], False)
