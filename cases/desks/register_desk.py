"""Reading the whole register: lists, search, the numbers of a month, every case for an export or a check."""

import contextlib
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic

from cases.desks.destruction import Destroyed, DestructionRecord
from cases.desks.queries import (
    MONTHS_SHOWN,
    MOST_LISTED,
    MOST_READ,
    MonthNumbers,
    Page,
    Query,
    found,
    month_numbers,
    month_range,
    overdue,
    page_of,
    selected,
    since,
)
from cases.desks.sealing import case_value, read_case
from cases.desks.year import YearFigures
from cases.organisation import Organisation
from cases.ports import Conflict, Insert, Replace, Row, RowStore, Write
from cases.readable import Unreadable, those_readable
from cases.register.case import LISTED, C, case_key
from cases.register.figures import RegisterFigures
from cases.register.history import Event
from cases.register.listing import (
    ALL,
    OPEN,
    Entry,
    in_lists,
    index_writes,
    number_in,
    reported_range,
    words_range,
)
from cases.register.numbers import read_count, read_number
from cases.register.register import Register
from cases.register.seals import NO_SEALS, Seals

log = logging.getLogger(__name__)

MOST_WORDS_READ = 3 * MOST_READ
"""How many texts a search reads: reports and what was added to them."""

Viewers = tuple[frozenset[str], ...]

_AT_A_TIME = 500
_FORM_KEY = "register|form"


class RegisterDesk(Generic[C]):
    """Reads a register; it writes the rows of its lists, for cases older than these, and what others keep
    beside the cases.

    `viewers` are all who look, each as the offices that they are of: a case that one of them may not see is in no list.
    """

    def __init__(
        self, store: RowStore, org: Organisation, register: Register[C], seals: Seals = NO_SEALS
    ) -> None:
        self.register = register
        self.seals = seals
        self.partition = org.partition(register.name)
        self._store = store
        self._org = org

    async def page(self, query: Query, now: datetime, *, private: bool, viewers: Viewers = ()) -> Page:
        """A page of a list or of what was found. Raises StoreUnavailable."""
        if query.words:
            return await search((self,), query, now, self._org, private=private, viewers=viewers)
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
        seen = self._seen(entries, viewers)
        listed = selected(seen, query, now, self._org, private=private)
        return page_of(listed, query, more=len(entries) > most)

    async def listed(self, query: Query, now: datetime, viewers: Viewers) -> list[Entry]:
        """All that a list or a search holds, as far as it is read, for whoever looks in the own chat."""
        if query.words:
            return (await self.hits(query, now, private=True, viewers=viewers))[0]
        first, before = reported_range(since(query.period, now, self._org), None)
        if query.filter in ("open", "overdue"):
            first, before = OPEN, f"{OPEN}~"
        entries = await self._entries(first, before, MOST_READ)
        return selected(self._seen(entries, viewers), query, now, self._org, private=True)

    async def listed_in_month(self, year: int, month: int, viewers: Viewers) -> list[Entry]:
        """What was filed in this month, for whoever looks in the own chat."""
        entries = await self.reported_since(month_range(year, month, self._org, before=0)[0])
        end = month_range(year, month, self._org, before=0)[1]
        return self._seen([each for each in entries if each.reported_at < end], viewers)

    async def write(self, writes: Sequence[Write]) -> None:
        """Rows beside the cases, as in cases/desks/access.py. Raises Conflict or StoreUnavailable."""
        await self._store.commit("cases", self.partition, writes)

    async def open_entries(self, limit: int = MOST_LISTED) -> list[Entry]:
        """What is open, tightest term first."""
        return await self._entries(OPEN, f"{OPEN}~", limit)

    async def newest_at(self) -> datetime | None:
        """When the newest case was filed; None when there is none."""
        entries = await self._entries(ALL, f"{ALL}~", 5)
        return max((each.reported_at for each in entries), default=None)

    async def open_and_late(self, now: datetime, viewers: Viewers = ()) -> tuple[int, int]:
        """How much is open, and how much of that is late; counted up to MOST_LISTED."""
        entries = self._seen(await self.open_entries(), viewers)
        return len(entries), sum(overdue(each, now) for each in entries)

    async def month(self, year: int, month: int, now: datetime, viewers: Viewers = ()) -> MonthNumbers:
        """The numbers of a month, and of those before it. Raises StoreUnavailable."""
        begin, end = month_range(year, month, self._org, before=MONTHS_SHOWN - 1)
        entries = _entries_in([row async for row in self._every(*reported_range(begin, end))])
        return month_numbers(self.register, self._seen(entries, viewers), year, month, now, self._org)

    async def reported_since(self, begin: datetime) -> list[Entry]:
        """What was reported from then on, newest first. Raises StoreUnavailable."""
        return _entries_in([row async for row in self._every(*reported_range(begin, None))])

    async def hits(
        self, query: Query, now: datetime, *, private: bool, viewers: Viewers
    ) -> tuple[list[Entry], bool]:
        """What is found by the words of the query, newest first, and whether there was more than was looked at."""
        number = read_number(query.words)
        if number is not None:
            row = await self.case_row(number)
            cases = those_readable("cases", [row] if row else [], self.register.stored.read)
            entries = [self.register.listing.entry(case, self._org) for case in cases]
            seen = self._seen(entries, viewers)
            return selected(seen, query, now, self._org, private=private), False
        entries = await self._entries(ALL, f"{ALL}~", MOST_READ + 1)
        more, entries = len(entries) > MOST_READ, entries[:MOST_READ]
        words = dict[str, list[str]]()
        if entries:
            first, before = words_range(entries[0], entries[-1])
            for row in await self._store.scan("cases", self.partition, first, before, MOST_WORDS_READ):
                words.setdefault(number_in(row.key), []).append(row.value)
        seen = self._seen(entries, viewers)
        hits = found(self.register.listing, seen, words, query.words, private=private)
        return selected(hits, query, now, self._org, private=private), more

    async def cases(self, year: int | None = None, unread: list[str] | None = None) -> AsyncIterator[C]:
        """Every case (with a number of this year) that can be read, each read once. Raises StoreUnavailable.

        The numbers of the others come in `unread`.
        """
        async for row in self.case_rows(year):
            cases = those_readable("cases", [row], self.register.stored.read)
            for case in cases:
                yield case
            if unread is not None and not cases:
                unread.append(row.key.removeprefix("case|"))

    async def case_rows(self, year: int | None = None) -> AsyncIterator[Row]:
        """The row of every case (with a number of this year)."""
        first = "case|" if year is None else f"case|{self.register.prefix}-{year:04d}-"
        async for row in self._every(first, f"{first}~"):
            yield row

    async def case_row(self, number: str) -> Row | None:
        """The row of this case as it is now."""
        return await self._store.get("cases", self.partition, case_key(number))

    async def event_rows(self, number: str = "") -> AsyncIterator[Row]:
        """The rows of the history of a case, or of all of them, oldest event first."""
        first = f"event|{number}|" if number else "event|"
        async for row in self._every(first, f"{first}~"):
            yield row

    async def events(self, number: str) -> list[Event]:
        """The whole history of a case, as far as it can be read: what is missing breaks its chain."""
        rows = [row async for row in self.event_rows(number)]
        return those_readable("cases", rows, Event.model_validate_json)

    async def destroyed(self) -> list[Destroyed]:
        """What stays of the cases that were destroyed when their term was over."""
        rows = [row async for row in self.rows("destroyed|")]
        return those_readable("cases", rows, Destroyed.model_validate_json)

    async def destruction_records(self) -> list[DestructionRecord]:
        """How many were destroyed on which day, the oldest first."""
        rows = [row async for row in self.rows("destruction|")]
        return those_readable("cases", rows, DestructionRecord.model_validate_json)

    async def counters(self) -> dict[str, int | None]:
        """How many numbers were given out, by year; None where that stands as no number."""
        return {
            row.key.removeprefix("counter|"): read_count(row.value) async for row in self.rows("counter|")
        }

    async def rows(self, prefix: str) -> AsyncIterator[Row]:
        """Every row of this kind, in the order of the keys."""
        async for row in self._every(prefix, f"{prefix}~"):
            yield row

    async def row(self, key: str) -> Row | None:
        """This row as it is now."""
        return await self._store.get("cases", self.partition, key)

    async def exists(self) -> bool:
        """Whether a bot of this organisation ever used this store."""
        if await self._store.get("cases", self.partition, _FORM_KEY) is not None:
            return True
        return bool(await self._store.scan("cases", self.partition, "case|", "case|~", 1))

    async def list_older(self) -> int:
        """Write the rows of the lists for cases from before there were any of this form, once in the life of a store.

        Gives how many were written. A case that changes meanwhile gets its rows with that change.
        """
        form = await self._store.get("cases", self.partition, _FORM_KEY)
        if form is not None and int(form.value) >= LISTED:
            return 0
        count = 0
        async for row in self.case_rows():
            try:
                case = read_case(self.register, self.seals, row)
            except Unreadable as broken:
                log.error("a row cannot be read and is passed over: %s", broken)
                continue
            if case.listed == LISTED:
                continue
            listed = in_lists(self.register.listing, case, self._org)
            value = case_value(self.register, self.seals, (self.partition, row.key), listed, case)
            writes: list[Write] = [Replace(row.key, value, row.etag)]
            writes += index_writes(self.register.listing, case, listed, None, self._org)
            try:
                await self._store.commit("cases", self.partition, writes)
            except Conflict:
                continue
            count += 1
        told = str(LISTED)
        with contextlib.suppress(Conflict):  # another instance did the same
            done = Insert(_FORM_KEY, told) if form is None else Replace(_FORM_KEY, told, form.etag)
            await self._store.commit("cases", self.partition, [done])
        return count

    def _seen(self, entries: list[Entry], viewers: Viewers) -> list[Entry]:
        sees = self.register.listing.sees
        return [each for each in entries if all(sees(each, offices) for offices in viewers)]

    async def _entries(self, first: str, before: str, limit: int) -> list[Entry]:
        rows = await self._store.scan("cases", self.partition, first, before, limit)
        return _entries_in(rows)

    async def _every(self, first: str, before: str) -> AsyncIterator[Row]:
        """All rows of a range, so many at a time: the memory this takes does not grow with the register."""
        while True:
            rows = await self._store.scan("cases", self.partition, first, before, _AT_A_TIME)
            for row in rows:
                yield row
            if len(rows) < _AT_A_TIME:
                return
            first = rows[-1].key + "+"  # the least sign that a key may hold: nothing lies between


def _entries_in(rows: list[Row]) -> list[Entry]:
    return those_readable("cases", rows, Entry.model_validate_json)


async def search(
    desks: Iterable[RegisterDesk[Any]],
    query: Query,
    now: datetime,
    org: Organisation,
    *,
    private: bool,
    viewers: Viewers,
) -> Page:
    """What is found in these registers together, newest first. Raises StoreUnavailable."""
    entries, more = list[Entry](), False
    for desk in desks:
        hits, left = await desk.hits(query, now, private=private, viewers=viewers)
        entries, more = entries + hits, more or left
    entries.sort(key=lambda each: each.reported_at, reverse=True)
    return page_of(entries, query, more=more)


async def year_figures(
    desks: Iterable[RegisterDesk[Any]], year: int, now: datetime, org: Organisation
) -> YearFigures:
    """The figures of a year of all registers that have any. Raises StoreUnavailable."""
    parts, destroyed, unread = list[RegisterFigures](), 0, list[str]()
    for desk in desks:
        if desk.register.figures is None:
            continue
        cases = [case async for case in desk.cases(year, unread)]
        parts.append(desk.register.figures(cases, now, org))
        start = f"{desk.register.prefix}-{year:04d}-"
        destroyed += sum(each.number.startswith(start) for each in await desk.destroyed())
    return YearFigures(year, tuple(parts), destroyed, len(unread))
