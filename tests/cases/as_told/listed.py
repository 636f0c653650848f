"""What the lists, overviews and figures say of all cases of the lives together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cards.view import Card
from cases.desks.desks import Registers
from cases.desks.digest import digest, of_office
from cases.desks.friction import counts_from, friction
from cases.desks.lists import list_summary, month_overview, overviews, register_list
from cases.desks.own_cases import OwnCase, own_cases
from cases.desks.queries import PERIODS, Found, Query, filters_of, month_numbers, overdue, page_of, selected
from cases.desks.year import YearFigures, year_card, year_notes
from cases.register.export import Span, event_titles, events_sheet
from cases.register.forms import answer_button
from cases.register.listing import Entry
from cases.register.register import Register
from tests.cards.said import Said, shown
from tests.cases.as_told.lives import Told
from tests.cases.breach.by_chance import NOW, SAM
from tests.cases.register.walking import WITH_DEPUTY as ORG
from tests.registers import HAPPENED

MOMENTS = (NOW + timedelta(days=9), NOW + timedelta(days=40))
"""When somebody looks."""

ALL = Registers(HAPPENED)


def lists(lives: Mapping[str, Sequence[Told]], said: Said) -> Iterator[str]:
    """Every list of every register, and what is counted over all."""
    entries = {name: list(_entries(ALL.named(name), some)) for name, some in lives.items()}
    for now in MOMENTS:
        yield f"== {now:%Y-%m-%d}"
        counts = []
        for name, some in entries.items():
            register = ALL.named(name)
            if now == MOMENTS[0]:
                yield from _of(register, some, now, said)
            opened = [each for each in some if each.is_open]
            counts.append((register, len(opened), sum(overdue(each, now) for each in opened)))
        for offices in (frozenset({"po"}), frozenset({"fg"}), frozenset({"jz"})):
            yield from _card(
                said, f"overviews {min(offices)}", overviews(counts, offices, figures="fg" in offices)
            )
        parts = tuple(
            each.figures([told.case for told in lives[each.name]], now, ORG)
            for each in HAPPENED
            if each.figures is not None and each.name in lives
        )
        for gone in range(3):
            year = YearFigures(2026, parts, gone)
            yield from _card(said, "year", year_card(year, now, ORG))
            yield f"   {year_notes(year)}"
        yield f"   {friction([each for some in entries.values() for each in some], counts_from(now, ORG))}"
        yield from _own(lives, now, said)
    yield f"   {events_sheet()} {event_titles()}"


def _entries(register: Register[Any], lives: Sequence[Told]) -> Iterator[Entry]:
    """The cases as they are in the end, and as they were on the way, each under a number of its own."""
    for told in lives:
        for number, each in enumerate(told.happened):
            if each is told.happened[-1]:
                yield register.listing.entry(each.case, ORG)
            elif number % 7 == 0:
                entry = register.listing.entry(each.case, ORG)
                back = timedelta(days=(told.seed * 7 + number) % 150)
                moved = {
                    "reported_at": entry.reported_at - back,
                    "number": f"{register.prefix}-2026-{9000 - number}",
                }
                yield entry.model_copy(update=moved)


def _of(register: Register[Any], entries: list[Entry], now: datetime, said: Said) -> Iterator[str]:
    listing, name = register.listing, register.name
    for wanted in filters_of(listing):
        for period in PERIODS:
            fitting = selected(entries, Query(name, wanted, period), now, ORG, private=True)
            query = Query(name, wanted, period, page=1 + (period == "month"))
            listed = page_of(fitting, query, more=period == "year")
            yield f"   {name} {wanted} {period}: {len(fitting)}, {list_summary(listed, ALL)}"
            for private in (True, False):
                yield from _card(
                    said, f"list of {name}", register_list(listed, ALL, now, ORG, private=private)
                )
    where = Found("Wat gebeurde er", (("…een ", False), ("brief", True), (" op straat", False)))
    for hits, near in ((entries, ()), (entries[:3], ("brief",)), ([], ())):
        for private in (True, False):
            listed = page_of(hits, Query("", "all", words="brief"), more=False, unread=["DL-2026-0001"])
            found = {each.number: where for each in listed.entries if not each.confidential}
            listed = replace(listed, found=found, near=near)
            yield f"   {name} {private}: {len(hits)}"
            yield from _card(said, f"found in {name}", register_list(listed, ALL, now, ORG, private=private))
    for back in (0, 1, 2):
        at = now - timedelta(days=30 * back)
        numbers = month_numbers(register, entries, at.year, at.month, now, ORG)
        yield from _card(said, f"month of {name}", month_overview(numbers, register, now, ORG))
    for hours in (None, 0.2, 1.0, 48.0, 49.0) if listing.waits else ():
        numbers = replace(numbers, hours=hours, month=11)
        yield from _card(said, f"month of {name}", month_overview(numbers, register, now, ORG))
    yield f"   {register.export.sheet} {register.export.titles(ORG)}"
    for span in (Span(), Span(first=now.date()), Span(last=now.date()), Span(now.date(), now.date())):
        yield f"   {register.export.nothing_reported(span)} {span.holds(now, ORG)}"
    opened = sorted((each for each in entries if each.is_open), key=lambda each: each.number)
    for office in ("po", "fg", "jz"):
        card, toast = digest(of_office(opened, office), register, now, ORG)
        yield f"   {toast}"
        yield from _card(said, f"digest of {name}", card)


def _own(lives: Mapping[str, Sequence[Told]], now: datetime, said: Said) -> Iterator[str]:
    owned = list[OwnCase]()
    for name, some in lives.items():
        register = ALL.named(name)
        for told in some:
            if register.cards.own_row is None or told.case.reporter != SAM:
                continue
            row, form = register.cards.own_row(told.case, now, ORG), register.forms.get("answer")
            waits = form is not None and told.case.pending and told.case.is_open
            owned.append(
                OwnCase(told.case, row, answer_button(form, told.case, ORG) if form and waits else None)
            )
    for page in (1, 2, 3, 99):
        yield from _card(said, "own cases", own_cases(owned, page))
    yield from _card(said, "no own cases", own_cases([], 1))


def _card(said: Said, name: str, card: Card) -> Iterator[str]:
    yield from said.once(name, shown(card))
