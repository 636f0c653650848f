"""The register on cards: lists with their filter, and the numbers of a month."""

from datetime import datetime

from cards.dutch_time import month_name
from cards.month import Count, MonthView, month_card
from cards.register import RegisterRow, RegisterView, register_card
from cards.view import Button, Card, Clock, Field, Option, Scalar
from cards.words import words_beside
from cases.breach_facts import moment
from cases.organisation import Organisation
from cases.register import (
    FILTERS,
    PERIODS,
    ROWS,
    SEARCH_LIMIT,
    MonthNumbers,
    Page,
    Query,
    deadline,
    is_open,
    month_beside,
)
from cases.register_rows import Entry
from state_machines.breach_life import REPORTED

say = words_beside(__file__)

SPOKEN = ("filter", "period", "title", "empty", "kind", "closed")
"""Words that are looked up by what was asked or what a case holds."""


def register_list(page: Page, now: datetime, org: Organisation, *, private: bool) -> Card:
    """A page of the register. Outside an own chat (not `private`) a confidential breach is number and clock."""
    query = page.query
    notes = []
    if not page.entries:
        notes.append(say("nothing") if query.words else say(f"empty.{query.filter}"))
    if page.more:
        notes.append(say("more_found") if query.words else say("more_listed"))
    if query.words and not private:
        notes.append(say("not_in_channel"))
    view = RegisterView(
        title=_title(query),
        counts=_counts(page),
        rows=tuple(_row(each, now, org, private=private) for each in page.entries),
        filters=_filters(query),
        apply=Button(say("apply"), "register", fields=True),
        buttons=_paging(page),
        typed=query.words,
        notes=tuple(notes),
    )
    return register_card(view)


def list_summary(page: Page) -> str:
    """The line of a toast; never what was searched for."""
    return _title(page.query)


def month_overview(numbers: MonthNumbers, now: datetime, org: Organisation) -> Card:
    """Counts only: no names, and no way from a number to a person."""
    here = now.astimezone(org.zone)
    back, on = (month_beside(numbers.year, numbers.month, step) for step in (-1, 1))
    buttons = [Button(say("month.back"), "month", {"month": f"{back[0]:04d}-{back[1]:02d}"})]
    if (numbers.year, numbers.month) < (here.year, here.month):
        buttons.append(Button(say("month.on"), "month", {"month": f"{on[0]:04d}-{on[1]:02d}"}))
    buttons.append(Button(say("month.list"), "register", {"filter": "open"}))
    notes = []
    if numbers.hours is not None:
        notes.append(say("month.hours", hours=_hours(numbers.hours)))
    if numbers.mistakes:
        notes.append(
            say("month.mistake") if numbers.mistakes == 1 else say("month.mistakes", count=numbers.mistakes)
        )
    view = MonthView(
        title=_month_title(numbers),
        counts=(
            Count(say("month.reported"), numbers.reported),
            Count(say("month.closed"), numbers.closed),
            Count(say("month.open"), numbers.reported - numbers.closed),
            Count(say("month.missed"), numbers.missed),
        ),
        kinds=tuple(Count(say(f"kind.{kind}"), count) for kind, count in numbers.kinds),
        months=tuple(
            Count(_capital(month_name(month)) + (f" {year}" if year != numbers.year else ""), count)
            for year, month, count in numbers.months
        ),
        notes=tuple(notes),
        buttons=tuple(buttons),
    )
    return month_card(view)


def month_summary(numbers: MonthNumbers) -> str:
    """The line of a toast."""
    return _month_title(numbers)


def _title(query: Query) -> str:
    return say("title.found") if query.words else say(f"title.{query.filter}")


def _counts(page: Page) -> str:
    if not page.entries:
        return say("counts.none")
    values = {"first": page.first, "last": page.last, "total": page.total}
    if page.more:
        return say("counts.more", **values)
    order = (
        say("counts.tightest") if page.query.filter in ("open", "overdue") and not page.query.words else ""
    )
    return say("counts.all", **values) + (f" · {order or say('counts.newest')}")


def _row(entry: Entry, now: datetime, org: Organisation, *, private: bool) -> RegisterRow:
    hidden = say("confidential") if entry.confidential else ""
    if not is_open(entry):
        at = moment(entry.closed_at or entry.reported_at, now, org)
        why = "" if hidden and not private else say(f"closed.{entry.status}")
        return RegisterRow(entry.number, (why, hidden), mark=say("done"), bold=say("closed_at", moment=at))
    term = deadline(entry, org)
    clock = Clock(term.due, now.astimezone(org.zone), term.term)
    holder = entry.holder or say("nobody")
    step = "" if hidden and not private else _step(entry)
    return RegisterRow(entry.number, (holder, step, hidden), clock=clock)


def _step(entry: Entry) -> str:
    """What has to happen next."""
    if entry.withdrawal_asked:
        return say("step.withdrawal")
    if entry.open_questions:
        return say("step.reporter")
    if entry.status == REPORTED:
        return say("step.take_up") if entry.seen else say("step.unseen")
    return say("step.assess")


def _filters(query: Query) -> tuple[Field, ...]:
    """No field carries the name of a key that the paging buttons send: a client would mix them up."""
    return (
        Field(
            "which",
            "choice",
            say("label.filter"),
            value=query.filter,
            options=tuple(Option(each, say(f"filter.{each}")) for each in FILTERS),
        ),
        Field(
            "when",
            "choice",
            say("label.period"),
            value=query.period,
            options=tuple(Option(each, say(f"period.{each}")) for each in PERIODS),
        ),
        Field("sought", "text", say("label.words"), value=query.words, max_length=2 * SEARCH_LIMIT),
    )


def _paging(page: Page) -> tuple[Button, ...]:
    query = page.query
    buttons = []
    if query.page > 1:
        buttons.append(Button(say("previous"), "register", _place(query, query.page - 1)))
    if query.page * ROWS < page.total:
        buttons.append(Button(say("next"), "register", _place(query, query.page + 1)))
    return tuple(buttons)


def _place(query: Query, page: int) -> dict[str, Scalar]:
    place: dict[str, Scalar] = {"page": page, "filter": query.filter, "period": query.period}
    return place | {"words": query.words} if query.words else place


def _month_title(numbers: MonthNumbers) -> str:
    return say("month.title", month=month_name(numbers.month), year=numbers.year)


def _hours(hours: float) -> str:
    return say("month.under_an_hour") if hours < 1 else say("month.so_many", count=int(hours))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
