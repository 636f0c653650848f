"""Reading the whole register: lists, search, the numbers of a month, every case for an export or a check."""

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from cases.breach import BreachCase, case_row, read_case
from cases.case_numbers import read_number
from cases.history import Event
from cases.kept_case import case_key
from cases.organisation import Organisation
from cases.ports import Conflict, Insert, Replace, Row, RowStore
from cases.register import (
    MONTHS_SHOWN,
    MOST_LISTED,
    MOST_READ,
    MonthNumbers,
    Page,
    Query,
    found,
    month_numbers,
    month_range,
    page_of,
    selected,
    since,
)
from cases.register_rows import (
    ALL,
    LISTED,
    OPEN,
    Entry,
    index_writes,
    number_in,
    open_row,
    reported_range,
    words_range,
)

MOST_WORDS_READ = 3 * MOST_READ
"""How many texts a search reads: reports and what was added to them."""

_AT_A_TIME = 500
_FORM_KEY = "register|form"


class RegisterDesk:
    """Reads the breach register; the only thing it writes are the rows of its lists, for cases older than these."""

    def __init__(self, store: RowStore, org: Organisation) -> None:
        self._store = store
        self._org = org
        self._partition = org.partition("breach")

    async def page(self, query: Query, now: datetime, *, private: bool) -> Page:
        """A page of a list or of what was found. Raises StoreUnavailable."""
        if query.words:
            return await self._found(query, now, private=private)
        match query.filter:
            case "open" | "overdue":
                first, before = OPEN, f"{OPEN}~"
                if query.filter == "overdue":
                    before = f"{OPEN}{now.astimezone(UTC) + timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"
                most = MOST_LISTED if query.period == "all" else MOST_READ
            case _:
                first, before = reported_range(since(query.period, now, self._org), None)
                most = MOST_LISTED if query.filter == "all" else MOST_READ
        entries = await self._entries(first, before, most + 1)
        listed = selected(entries, query, now, self._org)
        return page_of(listed, query, more=len(entries) > most)

    async def month(self, year: int, month: int, now: datetime) -> MonthNumbers:
        """The numbers of a month, and of those before it. Raises StoreUnavailable."""
        begin, end = month_range(year, month, self._org, before=MONTHS_SHOWN - 1)
        entries = [
            Entry.model_validate_json(row.value) async for row in self._every(*reported_range(begin, end))
        ]
        return month_numbers(entries, year, month, now, self._org)

    async def cases(self) -> AsyncIterator[BreachCase]:
        """Every case, each read once. Raises StoreUnavailable."""
        async for row in self.case_rows():
            yield read_case(row.value)

    async def case_rows(self) -> AsyncIterator[Row]:
        """The row of every case."""
        async for row in self._every("case|", "case|~"):
            yield row

    async def case_row(self, number: str) -> Row | None:
        """The row of this case as it is now."""
        return await self._store.get("cases", self._partition, case_key(number))

    async def event_rows(self, number: str = "") -> AsyncIterator[Row]:
        """The rows of the history of a case, or of all of them, oldest event first."""
        first = f"event|{number}|" if number else "event|"
        async for row in self._every(first, f"{first}~"):
            yield row

    async def events(self, number: str) -> list[Event]:
        """The whole history of a case."""
        return [Event.model_validate_json(row.value) async for row in self.event_rows(number)]

    async def exists(self) -> bool:
        """Whether a bot of this organisation ever used this store."""
        if await self._store.get("cases", self._partition, _FORM_KEY) is not None:
            return True
        return bool(await self._store.scan("cases", self._partition, "case|", "case|~", 1))

    async def list_older(self) -> int:
        """Write the rows of the lists for cases from before there were any, once in the life of a store.

        Gives how many were written. A case that changes meanwhile gets its rows with that change.
        """
        if await self._store.get("cases", self._partition, _FORM_KEY) is not None:
            return 0
        count = 0
        async for row in self.case_rows():
            case = read_case(row.value)
            if case.listed == LISTED:
                continue
            listed = case.model_copy(update={"listed": LISTED, "open_row": open_row(case, self._org)})
            writes = [Replace(row.key, case_row(listed), row.etag), *index_writes(case, listed, None)]
            try:
                await self._store.commit("cases", self._partition, writes)
            except Conflict:
                continue
            count += 1
        with contextlib.suppress(Conflict):  # another instance did the same
            await self._store.commit("cases", self._partition, [Insert(_FORM_KEY, str(LISTED))])
        return count

    async def _found(self, query: Query, now: datetime, *, private: bool) -> Page:
        entries = await self._entries(ALL, f"{ALL}~", MOST_READ + 1)
        more, entries = len(entries) > MOST_READ, entries[:MOST_READ]
        words = dict[str, list[str]]()
        if entries and read_number(query.words) is None:
            first, before = words_range(entries[0], entries[-1])
            for row in await self._store.scan("cases", self._partition, first, before, MOST_WORDS_READ):
                words.setdefault(number_in(row.key), []).append(row.value)
        hits = found(entries, words, query.words, private=private)
        return page_of(selected(hits, query, now, self._org), query, more=more)

    async def _entries(self, first: str, before: str, limit: int) -> list[Entry]:
        rows = await self._store.scan("cases", self._partition, first, before, limit)
        return [Entry.model_validate_json(row.value) for row in rows]

    async def _every(self, first: str, before: str) -> AsyncIterator[Row]:
        """All rows of a range, so many at a time: the memory this takes does not grow with the register."""
        while True:
            rows = await self._store.scan("cases", self._partition, first, before, _AT_A_TIME)
            for row in rows:
                yield row
            if len(rows) < _AT_A_TIME:
                return
            first = rows[-1].key + "+"  # the least sign that a key may hold: nothing lies between
