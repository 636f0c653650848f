"""The register: the rows of its lists live with the cases, lists read by range, search and months count right."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.breach.report import KINDS
from cases.breach.rows import case_row, read_case
from cases.desks.case_desk import CaseDesk
from cases.desks.check import check_case
from cases.desks.lists import MOST_NAMED, unread_told
from cases.desks.queries import (
    MOST_LISTED,
    MOST_READ,
    ROWS,
    Query,
    month_numbers,
    month_range,
    page_of,
    read_query,
    selected,
)
from cases.ports import ANY_ETAG, Delete, Replace
from cases.register.case import case_key
from cases.register.listing import Entry, reported_range
from state_machines.breach_life import REPORTED, TAKEN_UP, WITHDRAWN
from storage.sqlite_rows import SqliteRows
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, REGISTERS, House, pause


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    yield House(rows)
    await rows.close()


async def test_the_rows_of_the_lists_follow_every_change(house: House) -> None:
    number = await house.file()
    await house.check_lists()
    await house.desk.act(number, "take_up", NOOR, NOW)
    await house.desk.act(number, "ask_reporter", NOOR, NOW, {"question": "Lag er een naam bij?"})
    await house.check_lists()
    await house.close_as_mistake(number, NOW)
    await house.check_lists()
    assert await house.keys("open|") == []
    await house.desk.act(number, "reopen", NOOR, NOW)
    await house.check_lists()
    assert await house.numbers() == [number]


async def test_the_tightest_term_comes_first(house: House) -> None:
    late = await house.file(discovered_at=NOW - timedelta(hours=80))
    fresh = await house.file()
    tight = await house.file(discovered_at=NOW - timedelta(hours=60))
    assert await house.numbers() == [late, tight, fresh]
    assert await house.numbers("overdue") == [late]
    assert await house.numbers("overdue", now=NOW + timedelta(hours=12)) == [late, tight]
    edge = NOW + timedelta(hours=71)  # to the second the term of the fresh one
    assert fresh in await house.numbers("overdue", now=edge)
    assert fresh not in await house.numbers("overdue", now=edge - timedelta(seconds=1))


async def test_filters_and_periods(house: House) -> None:
    last_year = await house.file(at=datetime(2025, 12, 31, 23, 59, 59, tzinfo=ORG.zone))
    new_year = await house.file(at=datetime(2026, 1, 1, 0, 0, tzinfo=ORG.zone))
    last_month = await house.file(at=datetime(2026, 10, 31, 23, 59, 59, tzinfo=ORG.zone))
    this_month = await house.file(at=datetime(2026, 11, 1, 0, 0, tzinfo=ORG.zone))
    await house.close_as_mistake(last_month, NOW)
    assert await house.numbers("all") == [this_month, last_month, new_year, last_year], "newest first"
    assert await house.numbers("all", period="year") == [this_month, last_month, new_year]
    assert await house.numbers("all", period="month") == [this_month]
    assert await house.numbers("open", period="month") == [this_month]
    assert await house.numbers("closed") == [last_month]
    assert await house.numbers("closed", period="month") == []


async def test_pages_hold_five_and_the_last_one_what_is_left(house: House) -> None:
    numbers = [await house.file(at=NOW - timedelta(minutes=each)) for each in range(12)]
    assert await house.numbers("all") == numbers[:5]
    assert await house.numbers("all", page=3) == numbers[10:]
    page = await house.page(Query("breach", "all", page=99))
    assert (page.query.page, page.first, page.last, page.total, page.more) == (3, 11, 12, 12, False)
    empty = await house.page(Query("breach", "closed", page=2))
    assert (empty.query.page, empty.first, empty.last, empty.total) == (1, 0, 0, 0)


async def test_the_newest_cases_are_the_newest(house: House) -> None:
    numbers = [await house.file(at=NOW + timedelta(minutes=each)) for each in range(5)]
    assert [each.number for each in await house.desk.newest(3)] == numbers[:1:-1]
    assert [each.number for each in await house.desk.newest(9)] == numbers[::-1]


async def test_cases_from_before_the_lists_get_their_rows(house: House) -> None:
    numbers = [await house.file(story=f"Verhaal {each} over een envelop.") for each in range(3)]
    await house.close_as_mistake(numbers[2], NOW)
    where = ORG.partition("breach")
    for row in await house.scan("case|"):  # as the version before wrote them
        older = read_case(row.value).model_copy(update={"listed": 0, "open_row": ""})
        await house.rows.commit("cases", where, [Replace(row.key, case_row(older), row.etag)])
    for prefix in ("all|", "open|", "words|"):
        for key in await house.keys(prefix):
            await house.rows.commit("cases", where, [Delete(key, ANY_ETAG)])

    await house.desk.act(numbers[0], "take_up", NOOR, NOW)  # one changes before anybody lists the others
    assert await house.numbers() == [numbers[0]]
    assert await house.register.list_older() == 2
    assert await house.register.list_older() == 0
    await house.check_lists()
    assert set(await house.numbers("all", words="envelop")) == set(numbers)
    await house.desk.act(numbers[1], "take_up", NOOR, NOW)
    await house.check_lists()


async def test_a_changed_term_does_not_hold_up_a_case(house: House) -> None:
    number = await house.file()
    stricter = ORG.model_copy(update={"terms": ORG.terms.model_copy(update={"breach_hours": 60})})
    desk = CaseDesk(house.rows, stricter, BREACH, pause)
    await desk.act(number, "take_up", NOOR, NOW)
    await desk.act(number, "seen", NOOR, NOW)
    assert len(await house.keys("open|")) == 1
    assert (await house.case(number)).open_row == (await house.keys("open|"))[0]


async def test_a_month_ends_before_the_first_moment_of_the_next(house: House) -> None:
    last = await house.file(at=datetime(2026, 10, 31, 23, 59, 59, tzinfo=ORG.zone))
    first = await house.file(at=datetime(2026, 11, 1, tzinfo=ORG.zone))
    for month, numbers in ((9, []), (10, [last]), (11, [first])):
        assert [each.number for each in await house.register.listed_in_month(2026, month, ())] == numbers


@pytest.mark.parametrize("beyond", [0, 1])
def test_of_what_cannot_be_read_so_many_are_named_and_the_others_counted(beyond: int) -> None:
    numbers = [f"DL-2026-{number:04d}" for number in range(MOST_NAMED + beyond)]
    (told,) = unread_told(numbers)
    assert [each in told for each in numbers] == [place < MOST_NAMED for place in range(len(numbers))]
    assert ("en nog 1" in told) == bool(beyond)


async def test_the_numbers_of_a_month(house: House) -> None:
    october = datetime(2026, 10, 25, 2, 30, tzinfo=ORG.zone)  # an hour that comes twice
    for hours, kind in ((2, "kwijt"), (4, "kwijt"), (6, "hack")):
        await house.file(at=october, discovered_at=october - timedelta(hours=hours), kind=kind)
    await house.close_as_mistake("DL-2026-0003", october)
    await house.file(at=datetime(2026, 9, 30, 23, 59, tzinfo=ORG.zone))
    await house.file(at=datetime(2026, 11, 1, 0, 0, tzinfo=ORG.zone))
    await house.file(at=datetime(2026, 4, 30, 12, 0, tzinfo=ORG.zone))
    told = await house.register.month(2026, 10, NOW)
    assert (told.reported, told.closed, told.missed, told.hours) == (3, 1, 2, 4.0)
    assert dict(told.marks)["mistake"] == 1
    assert told.kinds == (("kwijt", 2), ("hack", 1))
    assert told.months == ((2026, 9, 1), (2026, 10, 3)), "empty months are left out"
    empty = await house.register.month(2026, 1, NOW)
    assert (empty.reported, empty.hours, empty.kinds) == (0, None, ())
    assert (empty.months, empty.causes, empty.in_time) == ((), (), None)


# --- pure selection -------------------------------------------------------------------------------------------------


def entry(count: int, **told: object) -> Entry:
    """An entry with this number."""
    facts = {
        "number": f"DL-2026-{count:04d}",
        "status": REPORTED,
        "kinds": ("kwijt",),
        "starts_at": NOW - timedelta(hours=count),
        "due_at": NOW + timedelta(hours=72 - count),
        "reported_at": NOW,
        "is_open": told.get("status") != WITHDRAWN,
    }
    return Entry.model_validate(facts | told)


entries = st.lists(
    st.builds(
        lambda count, status, ago: entry(count, status=status, reported_at=NOW - timedelta(hours=ago)),
        st.integers(1, 9999),
        st.sampled_from([REPORTED, TAKEN_UP, WITHDRAWN]),
        st.integers(0, 20_000),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        (Query("breach", "all", month="2026-10"), "2026-10-01", "2026-11-01"),
        (Query("breach", "all", month="2026-12"), "2026-12-01", "2027-01-01"),
        (Query("breach", "all", first_day="2026-10-25"), "2026-10-25", ""),
        (Query("breach", "all", last_day="2026-10-25"), "", "2026-10-26"),
        (Query("breach", "all", first_day="2026-10-24", last_day="2026-10-24"), "2026-10-24", "2026-10-25"),
        (Query("breach", "all", "month"), "2026-11-01", ""),
        (Query("breach", "all", "year"), "2026-01-01", ""),
    ],
    ids=str,
)
def test_a_period_begins_at_midnight_and_ends_before_midnight(asked: Query, begin: str, end: str) -> None:
    second = timedelta(seconds=1)
    for day, before, then in ((begin, False, True), (end, True, False)):
        if day:
            at = datetime.fromisoformat(day).replace(tzinfo=ORG.zone)
            for reported, expected in ((at - second, before), (at, then)):
                listed = [entry(1, status=REPORTED, reported_at=reported)]
                assert bool(selected(listed, asked, NOW, ORG, private=True)) == expected, reported


@given(entries, st.sampled_from(["month", "year", "all"]))
def test_open_and_closed_are_all_and_overdue_are_open(listed: list[Entry], period: str) -> None:
    def chosen(wanted: str) -> list[Entry]:
        return selected(
            listed, read_query({"filter": wanted, "period": period}, REGISTERS), NOW, ORG, private=True
        )

    assert sorted(each.number for each in chosen("open") + chosen("closed")) == sorted(
        each.number for each in chosen("all")
    )
    assert all(each in chosen("open") for each in chosen("overdue"))


@given(st.integers(0, MOST_LISTED + 20), st.integers(-3, 200))
def test_pages_cover_a_list_without_a_gap(count: int, page: int) -> None:
    listed = [entry(each) for each in range(1, count + 1)]
    shown = page_of(listed, Query("breach", page=max(page, 1)), more=False)
    assert len(shown.entries) <= ROWS
    assert list(shown.entries) == listed[shown.first - 1 : shown.last] if shown.entries else count == 0
    assert shown.more == (count > MOST_LISTED)
    assert shown.total == min(count, MOST_LISTED)


@given(
    st.dictionaries(st.sampled_from(["register", "filter", "period", "page", "words"]), st.text(max_size=90))
)
def test_a_made_up_query_is_read_as_some_query(data: dict[str, str]) -> None:
    query = read_query(data, REGISTERS)
    assert query.page >= 1
    assert len(query.words) <= 60
    assert page_of([entry(1)], query, more=False).entries


@settings(max_examples=50)
@given(st.integers(1_577_836_800, 2_051_222_400))
def test_a_month_is_a_range_of_keys(second: int) -> None:
    at = datetime.fromtimestamp(second, UTC)
    here = at.astimezone(ORG.zone)
    begin, end = month_range(here.year, here.month, ORG)
    first, before = reported_range(begin, end)
    key = f"all|{99_999_999_999 - int(at.timestamp()):011d}|DL-2026-0001"
    assert first <= key < before
    assert month_numbers(BREACH, [entry(1, reported_at=at)], here.year, here.month, at, ORG).reported == 1
    earlier = month_range(here.year, here.month, ORG)[0] - timedelta(seconds=1)
    assert not first <= f"all|{99_999_999_999 - int(earlier.timestamp()):011d}|DL-2026-0001" < before


def test_what_is_read_at_most_holds_what_is_listed() -> None:
    assert MOST_READ >= MOST_LISTED
    assert set(KINDS) >= {"kwijt", "hack"}


# --- tampering ------------------------------------------------------------------------------------------------------


async def test_a_check_finds_what_was_tampered_with(house: House) -> None:
    number = await house.file()
    await house.desk.act(number, "take_up", NOOR, NOW)
    case, events = await house.case(number), await house.register.events(number)
    assert check_case(number, case, events) is None

    def fault(*given: object) -> object:
        told = check_case(*given)  # type: ignore[arg-type]
        return (told.fault, told.seq) if told else None

    changed = events[1].model_copy(update={"actor_name": "Iemand Anders"})
    assert fault(number, case, [events[0], changed]) == ("chain", 2)
    assert fault(number, case, [events[0], changed.sealed()]) == ("other_end", 2)
    assert fault(number, case, events[:1]) == ("missing_events", 2)
    assert fault(number, case, events[1:]) == ("chain", 1)
    assert fault(number, case, []) == ("missing_events", 1)
    assert fault(number, None, events) == ("no_case", 0)
    assert fault(number, case.model_copy(update={"status": WITHDRAWN}), events) == ("other_status", 2)
    assert fault("DL-2026-0009", case, events) == ("chain", 1)
    assert case_key(number) in await house.keys("case|")
