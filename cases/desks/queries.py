"""The register as officers ask for it: lists by filter and period, search, and the numbers of a month. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from cases.desks.desks import Registers
from cases.organisation import Organisation
from cases.plain_text import one_line
from cases.register.listing import FILTERS, Entry, Listing
from cases.register.marks import COUNTED_ELSEWHERE, UNDECIDED
from cases.register.register import Register

Period = Literal["month", "year", "all"]

PERIODS: tuple[Period, ...] = get_args(Period)

DAYS = ("first_day", "last_day")
"""What a query calls the first and the last day on which a case was reported."""

_DAY = re.compile(r"20\d{2}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])", re.ASCII)

ROWS = 5
"""How many rows stand on a page."""

MOST_LISTED = 500
"""How many cases one list holds; a narrower filter shows what lies beyond."""

MOST_READ = 2000
"""How many of the newest cases of a register a filter looks at, and how many stand in a file: its work is bounded."""

MOST_SEARCHED = 20_000
"""How many of the newest cases of a register a search looks at."""

TODO = "todo"
"""The filter for what waits for the offices of who looks, over all registers."""

SEARCH_LIMIT = 60
"""Most characters of what is searched for."""

MONTHS_SHOWN = 6
"""How many months the overview compares."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is listed, of which register ("": of all that somebody may see, for what is searched).

    `filter` is one of FILTERS or a mark of the register, over all of them also UNDECIDED or TODO. `words` are masked
    typed words, "" for a plain list. `month` ("2026-11") says when it was reported, instead of the period, and so do
    `first_day` and `last_day` ("2026-11-03", both included, "" is no limit). `unclear`: a time was asked that is not
    understood. Pages count from 1.
    """

    register: str
    filter: str = "open"
    period: Period = "all"
    words: str = ""
    page: int = 1
    month: str = ""
    first_day: str = ""
    last_day: str = ""
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Where in a case a word stands: the column that says it, and what is around it, each part with whether it was
    sought."""

    where: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list. `first` counts from 1, 0 when the list is empty; `more` says that `total` is not all.

    `unread` are the numbers of those that belong in the list and cannot be read. `found` is by number where the words
    stand that were sought, `near` are the words that were taken for one that stands nowhere.
    """

    query: Query
    entries: tuple[Entry, ...]
    first: int
    total: int
    more: bool
    unread: tuple[str, ...] = ()
    found: Mapping[str, Found] = field(default_factory=dict)
    near: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """The place of the last row in the list."""
        return self.first + len(self.entries) - 1 if self.entries else 0


@dataclass(frozen=True, slots=True)
class MonthNumbers:
    """Counts of one month, by the day of reporting. `hours` is the average from start to report, None without any.

    `kinds` and `causes` go from most to least; `marks` are those of the register that somebody has. `in_time` is how
    many were told to the authority within the term, of so many (None: the register tells it nothing). `months` are
    (year, month, count) of the months up to this one in which something was reported. `unread` cannot be counted.
    """

    register: str
    year: int
    month: int
    reported: int
    closed: int
    missed: int
    hours: float | None
    kinds: tuple[tuple[str, int], ...]
    marks: tuple[tuple[str, int], ...]
    months: tuple[tuple[int, int, int], ...]
    causes: tuple[tuple[str, int], ...] = ()
    in_time: tuple[int, int] | None = None
    unread: int = 0


def filters_of(listing: Listing[Any] | None) -> tuple[str, ...]:
    """What a list can be filtered by; without a listing (a search in all of them) only what every register has."""
    marks = listing.marks if listing is not None else (TODO, UNDECIDED)
    return (*FILTERS[:2], *marks, *FILTERS[2:])


def read_query(data: Mapping[str, str], registers: Registers) -> Query:
    """A query out of what a card sent back: whatever is no choice becomes the first one. Never raises."""
    register = data.get("register")
    words = one_line(data.get("words", ""))[:SEARCH_LIMIT]
    if register is None or register not in registers:
        over_all = bool(words) or register == ""
        register = "" if over_all else next((each.name for each in registers), "")
    filters = filters_of(registers.named(register).listing if register else None)
    wanted = next((each for each in filters if each == data.get("filter")), filters[0])
    period: Period = next((each for each in PERIODS if each == data.get("period")), "all")
    page = data.get("page", "")
    known = page.isascii() and page.isdigit() and len(page) <= 4
    month = data.get("month", "")
    month = month if read_month_of(month) is not None else ""
    days = [each if day_of(each) is not None else "" for each in (data.get(name, "") for name in DAYS)]
    return Query(register, wanted, period, words, max(int(page), 1) if known else 1, month, days[0], days[1])


def month_named(year: int, month: int) -> str:
    """A month as a query has it."""
    return f"{year:04d}-{month:02d}"


def read_month_of(month: str) -> tuple[int, int] | None:
    """The year and the month that a query names; None for what is none."""
    found = _MONTH.fullmatch(month)
    return (int(found[1]), int(found[2])) if found is not None else None


def day_of(day: str) -> date | None:
    """The day that a query names; None for what is none."""
    if _DAY.fullmatch(day) is None:
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def reported_within(
    query: Query, now: datetime, org: Organisation
) -> tuple[datetime | None, datetime | None]:
    """From when on and until when a case was reported that fits the query; None is no limit."""
    month = read_month_of(query.month)
    if month is not None:
        return month_range(*month, org)
    first, last = day_of(query.first_day), day_of(query.last_day)
    if first is None and last is None:
        return since(query.period, now, org), None
    end = datetime(last.year, last.month, last.day, tzinfo=org.zone) + timedelta(days=1) if last else None
    return datetime(first.year, first.month, first.day, tzinfo=org.zone) if first else None, end


def overdue(entry: Entry, now: datetime) -> bool:
    """Whether the term has passed while nothing is settled."""
    return entry.is_open and entry.due_at is not None and entry.due_at <= now


def since(period: Period, now: datetime, org: Organisation) -> datetime | None:
    """Where a period begins; None for everything."""
    here = now.astimezone(org.zone)
    match period:
        case "month":
            return datetime(here.year, here.month, 1, tzinfo=org.zone)
        case "year":
            return datetime(here.year, 1, 1, tzinfo=org.zone)
    return None


def month_range(year: int, month: int, org: Organisation, *, before: int = 0) -> tuple[datetime, datetime]:
    """A month and so many before it, in the organisation's zone: from the first moment, up to the next month."""
    begin_year, begin_month = month_beside(year, month, -before)
    end_year, end_month = month_beside(year, month, 1)
    return (
        datetime(begin_year, begin_month, 1, tzinfo=org.zone),
        datetime(end_year, end_month, 1, tzinfo=org.zone),
    )


def selected(
    entries: Iterable[Entry], query: Query, now: datetime, org: Organisation, *, private: bool = True
) -> list[Entry]:
    """Those that fit the filter and the period, in the order in which they come.

    Outside an own chat (not `private`) a confidential one has no marks: they tell what was decided in it.
    """
    begin, end = reported_within(query, now, org)
    return [
        each
        for each in entries
        if (begin is None or each.reported_at >= begin)
        and (end is None or each.reported_at < end)
        and _fits(each, query.filter, now, private)
    ]


def page_of(entries: Sequence[Entry], query: Query, *, more: bool, unread: Iterable[str] = ()) -> Page:
    """The asked page, or the last one. `more` says that there was more to read than was read."""
    listed = entries[:MOST_LISTED]
    last = max(-(-len(listed) // ROWS), 1)
    page = min(query.page, last)
    begin = (page - 1) * ROWS
    shown = tuple(listed[begin : begin + ROWS])
    asked = replace(query, page=page)
    over = more or len(entries) > len(listed)
    return Page(asked, shown, begin + 1 if shown else 0, len(listed), over, tuple(unread))


def month_numbers(
    register: Register[Any],
    entries: Iterable[Entry],
    year: int,
    month: int,
    now: datetime,
    org: Organisation,
    unread: int = 0,
) -> MonthNumbers:
    """The numbers of a month out of all that was reported in it and in the months that it is compared with."""
    listing = register.listing
    per_month = Counter[tuple[int, int]]()
    mine: list[Entry] = []
    for each in entries:
        if COUNTED_ELSEWHERE in each.marks:
            continue
        here = each.reported_at.astimezone(org.zone)
        per_month[here.year, here.month] += 1
        if (here.year, here.month) == (year, month):
            mine.append(each)
    waits = [(each.reported_at - each.starts_at) / timedelta(hours=1) for each in mine if listing.waits]
    kinds = Counter(kind for each in mine for kind in each.kinds if kind in listing.kinds)
    causes = Counter(each.cause for each in mine if each.cause in listing.causes)
    marks = Counter(mark for each in mine for mark in each.marks)
    lines = [each.told_in_time for each in mine if each.told_in_time is not None]
    compared = [month_beside(year, month, -back) for back in range(MONTHS_SHOWN - 1, -1, -1)]
    return MonthNumbers(
        register=register.name,
        year=year,
        month=month,
        reported=len(mine),
        closed=sum(not each.is_open for each in mine),
        missed=sum(each.missed or overdue(each, now) for each in mine),
        hours=sum(waits) / len(waits) if waits else None,
        kinds=tuple(sorted(kinds.items(), key=lambda each: (-each[1], listing.kinds.index(each[0])))),
        marks=tuple(
            (mark, marks[mark]) for mark in listing.marks if marks[mark] and mark not in listing.uncounted
        ),
        months=tuple((*each, per_month[each]) for each in compared if per_month[each]),
        causes=tuple(sorted(causes.items(), key=lambda each: (-each[1], listing.causes.index(each[0])))),
        in_time=(sum(lines), len(lines)) if lines else None,
        unread=unread,
    )


def _fits(entry: Entry, wanted: str, now: datetime, private: bool) -> bool:
    match wanted:
        case "open" | "todo":
            return entry.is_open
        case "overdue":
            return overdue(entry, now)
        case "closed":
            return not entry.is_open
        case "all":
            return True
    return wanted in entry.marks and (private or not entry.confidential)


def month_beside(year: int, month: int, step: int) -> tuple[int, int]:
    """The month so many months on (or back)."""
    months = year * 12 + month - 1 + step
    return months // 12, months % 12 + 1
