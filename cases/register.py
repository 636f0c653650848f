"""The register as officers ask for it: lists by filter and period, search, and the numbers of a month. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from cases.breach import KINDS
from cases.case_fields import label
from cases.case_numbers import read_number
from cases.organisation import Organisation
from cases.plain_text import one_line
from cases.register_rows import Entry, folded
from cases.terms import Deadline, breach_deadline
from state_machines.breach_life import OPEN, WITHDRAWN

Filter = Literal["open", "overdue", "closed", "all"]
Period = Literal["month", "year", "all"]

FILTERS: tuple[Filter, ...] = get_args(Filter)
PERIODS: tuple[Period, ...] = get_args(Period)

ROWS = 5
"""How many rows stand on a page."""

MOST_LISTED = 500
"""How many breaches one list holds; a narrower filter shows what lies beyond."""

MOST_READ = 2000
"""How many of the newest breaches a filter or a search looks at, so that its work is bounded."""

SEARCH_LIMIT = 60
"""Most characters of what is searched for."""

MONTHS_SHOWN = 6
"""How many months the overview compares."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is listed. `words` are masked typed words, "" for a plain list; pages count from 1."""

    filter: Filter = "open"
    period: Period = "all"
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list. `first` counts from 1, 0 when the list is empty; `more` says that `total` is not all."""

    query: Query
    entries: tuple[Entry, ...]
    first: int
    total: int
    more: bool

    @property
    def last(self) -> int:
        """The place of the last row in the list."""
        return self.first + len(self.entries) - 1 if self.entries else 0


@dataclass(frozen=True, slots=True)
class MonthNumbers:
    """Counts of one month, by the day of reporting. `hours` is the average from discovery to report, None without any.

    `kinds` goes from most to least; `months` are (year, month, count) of the months up to this one.
    """

    year: int
    month: int
    reported: int
    mistakes: int
    closed: int
    missed: int
    hours: float | None
    kinds: tuple[tuple[str, int], ...]
    months: tuple[tuple[int, int, int], ...]


def read_query(data: Mapping[str, str]) -> Query:
    """A query out of what a card sent back: whatever is no choice becomes the first one. Never raises."""
    wanted: Filter = next((each for each in FILTERS if each == data.get("filter")), "open")
    period: Period = next((each for each in PERIODS if each == data.get("period")), "all")
    page = data.get("page", "")
    known = page.isascii() and page.isdigit() and len(page) <= 4
    words = one_line(data.get("words", ""))[:SEARCH_LIMIT]
    return Query(wanted, period, words, max(int(page), 1) if known else 1)


def deadline(entry: Entry, org: Organisation) -> Deadline:
    """Until when the AP can be told in time, in the organisation's zone."""
    return breach_deadline(entry.discovered_at.astimezone(org.zone), org.terms.breach_hours)


def is_open(entry: Entry) -> bool:
    """Whether the organisation still has something to do."""
    return entry.status in OPEN


def overdue(entry: Entry, now: datetime, org: Organisation) -> bool:
    """Whether the term has passed while nothing is settled."""
    return is_open(entry) and deadline(entry, org).left(now) <= timedelta()


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


def selected(entries: Iterable[Entry], query: Query, now: datetime, org: Organisation) -> list[Entry]:
    """Those that fit the filter and the period, in the order in which they come."""
    begin = since(query.period, now, org)
    return [
        each
        for each in entries
        if (begin is None or each.reported_at >= begin) and _fits(each, query.filter, now, org)
    ]


def page_of(entries: Sequence[Entry], query: Query, *, more: bool) -> Page:
    """The asked page, or the last one. `more` says that there was more to read than was read."""
    listed = entries[:MOST_LISTED]
    last = max(-(-len(listed) // ROWS), 1)
    page = min(query.page, last)
    begin = (page - 1) * ROWS
    shown = tuple(listed[begin : begin + ROWS])
    asked = Query(query.filter, query.period, query.words, page)
    return Page(asked, shown, begin + 1 if shown else 0, len(listed), more or len(entries) > len(listed))


def found(
    entries: Iterable[Entry], words_of: Mapping[str, Sequence[str]], typed: str, *, private: bool
) -> list[Entry]:
    """Breaches in which every typed word stands: in the number, the kind, or what the reporter wrote.

    Outside an officer's own chat (not `private`) of a confidential one only the number counts. `words_of` are
    folded words by number.
    """
    sought = folded(typed).split()
    if not sought:
        return []
    number = read_number(typed)
    if number is not None:
        return [each for each in entries if each.number == number]
    kinds = {kind: folded(label("kind", kind)) for kind in KINDS}
    hits = []
    for each in entries:
        told = each.number.casefold()
        if private or not each.confidential:
            told = " ".join((told, kinds.get(each.kind, ""), *words_of.get(each.number, ())))
        if all(word in told for word in sought):
            hits.append(each)
    return hits


def month_numbers(
    entries: Iterable[Entry], year: int, month: int, now: datetime, org: Organisation
) -> MonthNumbers:
    """The numbers of a month out of all that was reported in it and in the months that it is compared with."""
    per_month = Counter[tuple[int, int]]()
    mine: list[Entry] = []
    for each in entries:
        here = each.reported_at.astimezone(org.zone)
        per_month[here.year, here.month] += 1
        if (here.year, here.month) == (year, month):
            mine.append(each)
    waits = [(each.reported_at - each.discovered_at) / timedelta(hours=1) for each in mine]
    kinds = Counter(each.kind for each in mine)
    compared = [month_beside(year, month, -back) for back in range(MONTHS_SHOWN - 1, -1, -1)]
    return MonthNumbers(
        year=year,
        month=month,
        reported=len(mine),
        mistakes=sum(each.status == WITHDRAWN for each in mine),
        closed=sum(not is_open(each) for each in mine),
        missed=sum(each.missed or overdue(each, now, org) for each in mine),
        hours=sum(waits) / len(waits) if waits else None,
        kinds=tuple(sorted(kinds.items(), key=lambda each: (-each[1], KINDS.index(each[0])))),
        months=tuple((*each, per_month[each]) for each in compared),
    )


def _fits(entry: Entry, wanted: Filter, now: datetime, org: Organisation) -> bool:
    match wanted:
        case "open":
            return is_open(entry)
        case "overdue":
            return overdue(entry, now, org)
        case "closed":
            return not is_open(entry)
    return True


def month_beside(year: int, month: int, step: int) -> tuple[int, int]:
    """The month so many months on (or back)."""
    months = year * 12 + month - 1 + step
    return months // 12, months % 12 + 1
