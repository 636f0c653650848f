"""The register on cards: lists with their filter, and the numbers of a month."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cards.charts import Count
from cards.dutch_time import full_day, full_moment, month_name, short_moment
from cards.month import MonthView, month_card
from cards.register import RegisterRow, RegisterView, register_card
from cards.view import Button, Card, Clock, Field, Option, Scalar
from cards.welcome import MenuRow, WelcomeView, welcome_card
from cards.words import words_beside
from cases.desks.desks import Registers
from cases.desks.friction import FRICTION_FOR
from cases.desks.queries import (
    DAYS,
    PERIODS,
    ROWS,
    SEARCH_LIMIT,
    TODO,
    Found,
    MonthNumbers,
    Page,
    Query,
    day_of,
    filters_of,
    month_beside,
    month_named,
    overdue,
    read_month_of,
)
from cases.names import names_of
from cases.organisation import Organisation
from cases.register.listing import FILTERS, Entry, Listing
from cases.register.marks import EXPLAINED, LATE
from cases.register.office import MOST_SEEN
from cases.register.register import Register

say = words_beside(__file__)

SPOKEN = ("filter", "period", "over_all", "days")
"""Words that are looked up by what was asked."""

MOST_NAMED = 5
"""So many of what cannot be read are named."""

DAYS_FROM = 48
"""An average wait of more hours than this is told in days."""


def register_list(
    page: Page, registers: Registers, now: datetime, org: Organisation, *, private: bool
) -> Card:
    """A page of a register, or of what was found in several.

    Outside an own chat (not `private`) a confidential case is number and clock.
    """
    query = page.query
    view = RegisterView(
        title=list_title(query, registers),
        counts=" · ".join(each for each in (_days(query), _counts(page)) if each),
        rows=tuple(
            entry_row(
                each,
                registers.of(each.number).listing,
                now,
                org,
                private=private,
                found=page.found.get(each.number),
            )
            for each in page.entries
        ),
        filters=_filters(query, registers),
        apply=Button(say("apply"), "register", {"register": query.register}, fields=True, of="register"),
        buttons=(*_paging(page), _as_file(query, page)) if page.entries else _paging(page),
        typed=query.words,
        notes=_notes(page, registers, private=private),
    )
    return register_card(view)


def _notes(page: Page, registers: Registers, *, private: bool) -> tuple[str, ...]:
    """What the list does not hold, and why."""
    query, notes = page.query, list[str]()
    if query.unclear:
        notes.append(say("unclear"))
    if not page.entries:
        notes.append(_empty(query, registers))
    if page.more:
        notes.append(say("more_found") if query.words else say("more_listed"))
    if page.near:
        notes.append(say("near"))
    if query.words and not private:
        notes.append(say("not_in_channel"))
    return (*notes, *unread_told(page.unread))


def unread_told(numbers: Sequence[str]) -> tuple[str, ...]:
    """That these cases cannot be read; nothing without any."""
    if not numbers:
        return ()
    shown = ", ".join(numbers[:MOST_NAMED])
    if len(numbers) > MOST_NAMED:
        return (say("unread.more", numbers=shown, count=len(numbers) - MOST_NAMED),)
    return (say("unread.one", number=shown) if len(numbers) == 1 else say("unread.many", numbers=shown),)


def _empty(query: Query, registers: Registers) -> str:
    if query.words:
        return say("nothing")
    if not query.register or _has_days(query):
        return say("nothing_here")
    return registers.named(query.register).listing.words.empty(query.filter)


def list_summary(page: Page, registers: Registers) -> str:
    """The line of a toast; never what was searched for."""
    return list_title(page.query, registers)


def month_overview(numbers: MonthNumbers, register: Register[Any], now: datetime, org: Organisation) -> Card:
    """Counts only: no names, and no way from a number to a person."""
    here, words = now.astimezone(org.zone), register.listing.words
    back, on = (month_beside(numbers.year, numbers.month, step) for step in (-1, 1))
    buttons = [_to_month(say("month.back"), register, *back)]
    if (numbers.year, numbers.month) < (here.year, here.month):
        buttons.append(_to_month(say("month.on"), register, *on))
    if numbers.reported:
        mine = {
            "register": register.name,
            "filter": "all",
            "month": month_named(numbers.year, numbers.month),
        }
        buttons.append(Button(say("month.cases"), "register", mine, of="register"))
    opened = {"register": register.name, "filter": "open"}
    in_more = len(buttons) >= MOST_SEEN
    buttons.append(Button(words.month("list"), "register", opened, in_more=in_more, of="register"))
    month = {"register": register.name, "month": f"{numbers.year:04d}-{numbers.month:02d}", "file": "month"}
    if numbers.reported:
        buttons.append(Button(say("excel"), "give", month, in_more=True, of="file"))
    notes = []
    if numbers.hours is not None:
        notes.append(words.month("wait", hours=_hours(numbers.hours), **names_of(org)))
    if numbers.in_time is not None:
        told, every = numbers.in_time
        notes.append(words.month("in_time", count=told, every=every, hours=org.terms.breach_hours))
    if numbers.unread:
        notes.append(say("month.unread", count=numbers.unread))
    view = MonthView(
        title=month_summary(numbers, register),
        counts=(
            Count(words.month("reported"), numbers.reported),
            Count(say("month.closed"), numbers.closed),
            Count(say("month.open"), numbers.reported - numbers.closed),
            Count(say("month.missed"), numbers.missed),
            *(Count(words.mark(mark), count) for mark, count in numbers.marks),
        ),
        causes=tuple(Count(words.cause(cause), count) for cause, count in numbers.causes),
        kinds=tuple(Count(words.kind(kind), count) for kind, count in numbers.kinds),
        months=tuple(
            Count(_capital(month_name(month)) + (f" {year}" if year != numbers.year else ""), count)
            for year, month, count in numbers.months
        ),
        notes=tuple(notes),
        buttons=tuple(buttons),
    )
    return month_card(view)


def month_summary(numbers: MonthNumbers, register: Register[Any]) -> str:
    """The line of a toast."""
    return month_title(register, numbers.year, numbers.month)


def month_title(register: Register[Any], year: int, month: int) -> str:
    """What the overview of this month is called."""
    return register.listing.words.month("title", month=month_name(month), year=year)


def overviews(
    counts: Sequence[tuple[Register[Any], int, int]], offices: frozenset[str], *, figures: bool
) -> Card:
    """A way into each register (the first five), with how much is open and late. `figures`: those of a year too.

    `offices` are those of who looks: who keeps a register can make an entry from here, FG and PO see where the
    policy hurts.
    """
    rows = tuple(
        MenuRow(
            register.listing.words.title("open"),
            say("overviews.late", count=count, late=late) if late else say("overviews.open", count=count),
            "register",
            {"register": register.name, "filter": "open"},
            of="register",
        )
        for register, count, late in counts[:ROWS]
    )
    todo = {"register": "", "filter": TODO}
    buttons = [
        Button(say("overviews.today"), "register", todo, of="register"),
        Button(say("overviews.month"), "month", of="register"),
    ]
    if figures:
        buttons.append(Button(say("overviews.year"), "figures", of="register"))
    for register, _, _ in counts:
        if register.made.by_hand is not None and not offices.isdisjoint(register.made.by_hand.keepers):
            new, label = {"register": register.name}, register.typed.button
            buttons.append(Button(label, "new_record_form", new, in_more=True, of="entry"))
    if not FRICTION_FOR.isdisjoint(offices):
        buttons.append(Button(say("overviews.friction"), "friction", in_more=True, of="friction"))
    lines = (say("overviews.title"), say("overviews.explanation"))
    return welcome_card(WelcomeView(*lines, rows, say("overviews.about"), "", tuple(buttons)))


def overviews_summary() -> str:
    """The line of a toast."""
    return say("overviews.title")


def entry_row(
    entry: Entry,
    listing: Listing[Any],
    now: datetime,
    org: Organisation,
    *,
    private: bool,
    found: Found | None = None,
) -> RegisterRow:
    """One case in a list: its clock while a term runs, who has it, what has to happen next, and what was `found` in
    it."""
    row = _row(entry, listing, now, org, private=private)
    return row if found is None else replace(row, where=found.where, found=found.parts)


def _row(
    entry: Entry, listing: Listing[Any], now: datetime, org: Organisation, *, private: bool
) -> RegisterRow:
    words, hidden = listing.words, say("confidential") if entry.confidential else ""
    shut = bool(hidden) and not private
    if not entry.is_open:
        at = _moment(entry.closed_at or entry.reported_at, now, org)
        why = "" if shut else words.closed(entry.status)
        return RegisterRow(
            entry.number,
            (why, hidden),
            mark=say("done"),
            bold=say("closed_at", moment=at),
            called=entry.called,
        )
    holder = entry.holder or say("nobody")
    unexplained = listing.explains and overdue(entry, now) and EXPLAINED not in entry.marks
    named = LATE if unexplained else entry.step
    step = "" if shut or not named else words.step(named)
    if entry.due_at is None:
        return RegisterRow(entry.number, (holder, hidden), bold=step or say("no_term"), called=entry.called)
    here = entry.due_at.astimezone(org.zone)
    clock = Clock(here, now.astimezone(org.zone), entry.due_at - entry.starts_at)
    return RegisterRow(entry.number, (holder, step, hidden), clock=clock, called=entry.called)


def _to_month(label: str, register: Register[Any], year: int, month: int) -> Button:
    return Button(
        label, "month", {"register": register.name, "month": f"{year:04d}-{month:02d}"}, of="register"
    )


def list_title(query: Query, registers: Registers) -> str:
    """What this list is called; never what was searched for."""
    if query.words and query.filter == "all" and not _has_days(query):
        return say("found")
    called = (
        registers.named(query.register).listing.words.title(query.filter)
        if query.register
        else say(f"over_all.{query.filter}")
    )
    month = read_month_of(query.month)
    if month is not None:
        called = say("of_month", list=called, month=month_name(month[1]), year=month[0])
    return say("found_among", list=called) if query.words else called


def _days(query: Query) -> str:
    """From which days it is, when it names its own."""
    first, last = (full_day(day) if day else "" for day in map(day_of, (query.first_day, query.last_day)))
    if not first and not last:
        return ""
    ends = "day" if first == last else "between" if first and last else "since" if first else "until"
    return say(f"days.{ends}", first=first, last=last)


def _has_days(query: Query) -> bool:
    """Whether it says when a case was reported in another way than by its period."""
    return bool(query.month or query.first_day or query.last_day)


def _counts(page: Page) -> str:
    if not page.entries:
        return say("counts.none")
    values = {"first": page.first, "last": page.last, "total": page.total}
    if page.more:
        return say("counts.more", **values)
    by_term = page.query.filter in ("open", "overdue") and page.query.register and not page.query.words
    order = say("counts.tightest") if by_term or page.query.filter == TODO else ""
    return say("counts.all", **values) + f" · {order or say('counts.newest')}"


def _filters(query: Query, registers: Registers) -> tuple[Field, ...]:
    """No field carries the name of a key that the paging buttons send: a client would mix them up."""
    listing = registers.named(query.register).listing if query.register else None
    return (
        Field(
            "which",
            "choice",
            say("label.filter"),
            value=query.filter,
            options=tuple(Option(each, _filter(each, listing)) for each in filters_of(listing)),
        ),
        Field(
            "when",
            "choice",
            say("label.period"),
            value=query.period if not _has_days(query) else "",
            options=tuple(Option(each, say(f"period.{each}")) for each in PERIODS),
        ),
        Field("sought", "text", say("label.words"), value=query.words, max_length=2 * SEARCH_LIMIT),
    )


def _as_file(query: Query, page: Page) -> Button:
    """All of this list as a file."""
    return Button(say("excel"), "give", {**_place(query, 1), "file": "list"}, in_more=True, of="file")


def _paging(page: Page) -> tuple[Button, ...]:
    query = page.query
    buttons = []
    if query.page > 1:
        buttons.append(Button(say("previous"), "register", _place(query, query.page - 1), of="register"))
    if query.page * ROWS < page.total:
        buttons.append(Button(say("next"), "register", _place(query, query.page + 1), of="register"))
    return tuple(buttons)


def _place(query: Query, page: int) -> dict[str, Scalar]:
    place: dict[str, Scalar] = {
        "register": query.register,
        "page": page,
        "filter": query.filter,
        "period": query.period,
    }
    more = {"words": query.words, "month": query.month, **{each: getattr(query, each) for each in DAYS}}
    return place | {name: value for name, value in more.items() if value}


def _filter(name: str, listing: Listing[Any] | None) -> str:
    if name in FILTERS or listing is None:
        return say(f"filter.{name}")
    return _capital(listing.words.mark(name))


def _moment(at: datetime, now: datetime, org: Organisation) -> str:
    here = at.astimezone(org.zone)
    return short_moment(here) if here.year == now.astimezone(org.zone).year else full_moment(here)


def _hours(hours: float) -> str:
    if hours < 1:
        return say("month.under_an_hour")
    if hours > DAYS_FROM:
        return say("month.so_many_days", count=int(hours / 24))
    return say("month.so_many", count=int(hours))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
