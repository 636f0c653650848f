"""Reading the whole register: lists, the numbers of a month, every case for a search, an export or a check."""

import contextlib
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic

from cases.desks.at_hand import AtHand, Looked, Within
from cases.desks.destruction import Destroyed, DestructionRecord
from cases.desks.every_row import every_row
from cases.desks.queries import (
    MONTHS_SHOWN,
    MOST_LISTED,
    MOST_READ,
    MonthNumbers,
    Page,
    Query,
    month_numbers,
    month_range,
    overdue,
    page_of,
    reported_within,
    selected,
)
from cases.desks.sealing import case_value, read_case
from cases.desks.year import YearFigures
from cases.organisation import Organisation
from cases.ports import Conflict, Insert, Replace, Row, RowStore, Write
from cases.readable import Unreadable, readable, those_readable
from cases.register.case import LISTED, C, case_key
from cases.register.figures import RegisterFigures
from cases.register.history import Event
from cases.register.listing import (
    ALL,
    OPEN,
    Entry,
    in_lists,
    list_writes,
    number_in,
    reported_range,
)
from cases.register.numbers import read_count
from cases.register.register import Register
from cases.register.seals import NO_SEALS, Seals
from cases.register.searched import word_writes, words_of_history

log = logging.getLogger(__name__)

Read = tuple[list[Entry], list[str]]
"""Entries of a list, and the numbers of those that cannot be read."""

LONGEST_MARKED = timedelta(days=3 * 366)
"""How far back cases with a mark are looked for."""

Viewers = tuple[frozenset[str], ...]

_EVER = datetime(2000, 1, 1, tzinfo=UTC)
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
        self.organisation = org.key
        self._store = store
        self._org = org
        self._at_hand = AtHand(store, self.partition)

    async def page(self, query: Query, now: datetime, viewers: Viewers = (), *, private: bool = True) -> Page:
        """A page of a list. Raises StoreUnavailable."""
        (entries, unread), more = await self._listed(query, now, MOST_LISTED, MOST_READ)
        listed = selected(self.seen(entries, viewers), query, now, self._org, private=private)
        return page_of(listed, query, more=more, unread=self.seen_numbers(unread, viewers))

    async def listed(self, query: Query, now: datetime, viewers: Viewers) -> tuple[list[Entry], bool]:
        """All that a list holds, as far as it is read, for whoever looks in the own chat; and whether there is more."""
        (entries, unread), more = await self._listed(query, now, MOST_READ, MOST_READ)
        listed = selected(self.seen(entries, viewers), query, now, self._org)
        return listed + [_shut(number) for number in self.seen_numbers(unread, viewers)], more

    async def looked_over(self, within: Within, now: datetime) -> Looked:
        """The newest cases of these moments for a search, with their words as they are now. Raises StoreUnavailable."""
        return await self._at_hand.looked_over(within, now)

    async def listed_in_month(self, year: int, month: int, viewers: Viewers) -> list[Entry]:
        """What was filed in this month, for whoever looks in the own chat."""
        entries = await self.reported_since(month_range(year, month, self._org, before=0)[0])
        end = month_range(year, month, self._org, before=0)[1]
        return self.seen([each for each in entries if each.reported_at < end], viewers)

    async def write(self, writes: Sequence[Write]) -> None:
        """Rows beside the cases, as in cases/desks/access.py. Raises Conflict or StoreUnavailable."""
        await self._store.commit("cases", self.partition, writes)

    async def open_entries(self, limit: int = MOST_LISTED) -> list[Entry]:
        """What is open and can be read, tightest term first."""
        return (await self.open_read(limit))[0]

    async def open_read(self, limit: int = MOST_LISTED) -> Read:
        """What is open, tightest term first, and the numbers of what is open and cannot be read."""
        return _read(await self._store.scan("cases", self.partition, OPEN, f"{OPEN}~", limit))

    async def newest_at(self) -> datetime | None:
        """When the newest case was filed; None when there is none."""
        entries, _ = _read(await self._store.scan("cases", self.partition, ALL, f"{ALL}~", 5))
        return max((each.reported_at for each in entries), default=None)

    async def open_and_late(self, now: datetime, viewers: Viewers = ()) -> tuple[int, int]:
        """How much is open, and how much of that is late; counted up to MOST_LISTED."""
        entries = self.seen(await self.open_entries(), viewers)
        return len(entries), sum(overdue(each, now) for each in entries)

    async def month(self, year: int, month: int, now: datetime, viewers: Viewers = ()) -> MonthNumbers:
        """The numbers of a month, and of those before it. Raises StoreUnavailable."""
        begin, end = month_range(year, month, self._org, before=MONTHS_SHOWN - 1)
        rows = [row async for row in self._every(*reported_range(begin, end))]
        entries, _ = _read(rows)
        of_this_month = reported_range(month_range(year, month, self._org)[0], end)
        unread = sum(
            of_this_month[0] <= row.key < of_this_month[1] and not _read([row])[0]
            for row in rows
            if len(entries) < len(rows)
        )
        seen = self.seen(entries, viewers)
        return month_numbers(self.register, seen, year, month, now, self._org, unread)

    async def reported_since(self, begin: datetime) -> list[Entry]:
        """What was reported from then on, newest first. Raises StoreUnavailable."""
        return _read([row async for row in self._every(*reported_range(begin, None))])[0]

    async def marked(self, mark: str, now: datetime) -> list[C]:
        """The cases with this mark, of those that were filed in the last years: measures last no longer."""
        since_then = now.astimezone(UTC) - LONGEST_MARKED
        numbers = [each.number for each in await self.reported_since(since_then) if mark in each.marks]
        rows = [await self.case_row(number) for number in numbers]
        return those_readable("cases", (row for row in rows if row is not None), self.register.stored.read)

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
            writes += list_writes(self.register.listing, case, listed, self._org)
            writes += word_writes(self.register, case, listed, None, self._org)
            events = await self.events(case.number)
            writes += words_of_history(self.register, listed, events, self._org)
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

    def read_entry(self, row: Row) -> Read:
        """What the list says in this row."""
        return _read((row,))

    def seen(self, entries: list[Entry], viewers: Viewers) -> list[Entry]:
        """Those that all who look may see."""
        sees = self.register.listing.sees
        return [each for each in entries if all(sees(each, offices) for offices in viewers)]

    def seen_numbers(self, unread: Iterable[str], viewers: Viewers) -> list[str]:
        """Those of what cannot be read whose number all who look may see: whose turn it is is not known of these."""
        sees = self.register.listing.sees
        return list(unread) if all(sees(_shut(""), offices) for offices in viewers) else []

    async def _listed(
        self, query: Query, now: datetime, most_listed: int, most_read: int
    ) -> tuple[Read, bool]:
        """What is read for a list, and whether there was more to read; a filter looks at more than it lists."""
        begin, end = reported_within(query, now, self._org)
        if query.filter in ("open", "overdue"):
            first, before = OPEN, f"{OPEN}~"
            if query.filter == "overdue":
                before = f"{OPEN}{now.astimezone(UTC) + timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"
            most = most_listed if begin is None else most_read
        else:
            first, before = reported_range(begin, end)
            most = most_listed if query.filter == "all" else most_read
        rows = await self._store.scan("cases", self.partition, first, before, most + 1)
        return _read(rows[:most]), len(rows) > most

    def _every(self, first: str, before: str) -> AsyncIterator[Row]:
        return every_row(self._store, self.partition, first, before)


def _shut(number: str) -> Entry:
    """What is known of a case whose row in the lists cannot be read."""
    return Entry(number=number, status="", starts_at=_EVER, reported_at=_EVER)


def _read(rows: Iterable[Row]) -> Read:
    entries, unread = list[Entry](), list[str]()
    for row in rows:
        try:
            entries.append(readable("cases", row, Entry.model_validate_json))
        except Unreadable as broken:
            log.error("a row cannot be read: %s", broken)
            unread.append(number_in(row.key))
    return entries, unread


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
