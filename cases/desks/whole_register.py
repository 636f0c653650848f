"""Looks through a whole register: is every case as the bot left it, and what are the ends of its histories."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from cases.desks.anchors import NOTHING_TOLD, Anchor, Anchored, anchored_at, head_fits, head_of
from cases.desks.check import Broken, Told, check_anchored, check_case, check_seals, read_told
from cases.desks.destruction import Destroyed, DestructionRecord, broken_records
from cases.desks.lost_numbers import LOST, Lost
from cases.desks.register_desk import RegisterDesk
from cases.kept_row import KeptRow
from cases.ports import Row
from cases.readable import Unreadable, readable
from cases.register.case import LISTED, KeptCase, case_key
from cases.register.listing import ALL, OPEN, all_key
from cases.register.numbers import make_number
from cases.register.seals import UNSEALED, Standing, place_of

LOOKS = 3
"""How often a case that looks broken is read again: the bot may be writing just now."""

OVERLAP = timedelta(days=1)
"""So far before what was told last the ends are told again: what was being written then is not missed."""


_FAR_TOO_MANY = 100_000
"""A counter so far beyond the cases that there are was written by hand; its numbers are not looked for one by one."""


_Kept = TypeVar("_Kept", bound=KeptRow)


@dataclass(frozen=True, slots=True)
class Checked:
    """How much there is in a register, how much of it is sealed, and what is wrong with it.

    `lost` are numbers that were passed over when a backup was brought back.
    """

    cases: int = 0
    events: int = 0
    destroyed: int = 0
    sealed: int = 0
    unsealed: int = 0
    lost: int = 0
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gone:
    """What was destroyed, and whether its records can be believed."""

    cases: dict[str, Destroyed]
    records: list[DestructionRecord]
    sealed_days: set[str]
    broken: list[Broken]


async def check_register(desk: RegisterDesk[Any], anchored: Anchored = NOTHING_TOLD) -> Checked:
    """A history without a case is found as well, and a number that was given out and is nowhere.

    Raises StoreUnavailable.
    """
    given = await desk.counters()  # first, for more may be given out meanwhile
    gone, events, broken = await _gone(desk), 0, list[Broken]()
    listed = {row.key async for row in desk.rows(ALL)} | {row.key async for row in desk.rows(OPEN)}
    numbers, unsealed, first_sealed = set[str](), list[str](), (9999, 0)
    async for number, row, history in each_case(desk):
        if row is None and number in gone.cases:
            continue  # its history is just being taken away
        numbers.add(number)
        events += len(history)
        told = _all_told(desk, history)
        wrong = _looked_at(desk, number, row, history, told, listed, anchored)
        for _ in range(LOOKS):
            if wrong is not None:
                wrong = await _looked_again(desk, number, anchored)
        if wrong is not None:
            broken.append(wrong)
        standing = _standing(desk, row) if row is not None else None
        if standing is not None and standing.state == "good" and standing.since == 1:
            first_sealed = min(first_sealed, _year_and_count(number))
        if standing is None or standing.state == "unsealed":
            unsealed.append(number)
    broken += gone.broken
    if desk.seals:
        known = {each.number for each in broken}
        # Numbers are given out in order, and this bot sealed one that came before.
        late = [each for each in unsealed if _year_and_count(each) > first_sealed and each not in known]
        late += [
            each.number
            for each in gone.cases.values()
            if each.day.isoformat() not in gone.sealed_days and _year_and_count(each.number) > first_sealed
        ]
        broken += [Broken(number, "unsealed") for number in late]
    broken += await _missing(desk, given, numbers, gone, anchored)
    passed = await _passed_over(desk, broken)
    lost = [each for each in broken if each.fault == "gone" and each.number in passed]
    return Checked(
        cases=len(numbers),
        events=events,
        destroyed=len(gone.cases),
        sealed=len(numbers) - len(unsealed),
        unsealed=len(unsealed),
        lost=len(lost),
        broken=tuple(each for each in broken if each not in lost),
    )


async def each_case(desk: RegisterDesk[Any]) -> AsyncIterator[tuple[str, Row | None, list[Row]]]:
    """Every number with its case and the rows of its history, each read once, a page at a time."""
    cases, ahead, newest = desk.case_rows(), dict[str, Row](), ""

    async def read_up_to(number: str) -> None:
        nonlocal newest
        while number not in ahead and newest <= number:
            row = await anext(cases, None)
            if row is None:
                newest = "~"
                return
            newest = row.key.removeprefix("case|")
            ahead[newest] = row

    async for number, events in _histories(desk):
        await read_up_to(number)
        yield number, ahead.pop(number, None), events
    async for row in cases:
        ahead[row.key.removeprefix("case|")] = row
    for number, row in ahead.items():
        yield number, row, []


async def ends(desk: RegisterDesk[Any], told_in: str, now: datetime) -> Anchor:
    """The ends of the histories that went on since they were told last (all, when nobody knows since when).

    `told_in` is the row that says when that was.
    """
    since = await _told_until(desk, told_in)
    heads, cases = dict[str, str](), 0
    async for number, row, events in each_case(desk):
        cases += row is not None
        try:
            last = (
                readable("cases", events[-1], lambda value: read_told(value, UNSEALED)).event
                if events
                else None
            )
        except Unreadable:
            continue
        if last is not None and (since is None or last.at >= min(since, now) - OVERLAP):
            heads[number] = head_of(last.seq, last.hash, desk.seals)
    destroyed = 0
    async for _ in desk.rows("destroyed|"):
        destroyed += 1
    counters = {year: count for year, count in (await desk.counters()).items() if count is not None}
    return Anchor(
        at=now,
        register_name=desk.register.name,
        cases=cases,
        destroyed=destroyed,
        counters=counters,
        heads=heads,
        organisation=desk.organisation,
    )


async def _told_until(desk: RegisterDesk[Any], key: str) -> datetime | None:
    row = await desk.row(key)
    if row is None or _standing(desk, row).state != "good":
        return None
    try:
        return readable("cases", row, anchored_at)
    except Unreadable:
        return None


async def _histories(desk: RegisterDesk[Any]) -> AsyncIterator[tuple[str, list[Row]]]:
    number, rows = "", list[Row]()
    async for row in desk.event_rows():
        of = row.key.split("|")[1]
        if of != number and rows:
            yield number, rows
            rows = []
        number = of
        rows.append(row)
    if rows:
        yield number, rows


def _looked_at(
    desk: RegisterDesk[Any],
    number: str,
    row: Row | None,
    rows: list[Row],
    told: list[Told] | None,
    listed: set[str],
    anchored: Anchored,
) -> Broken | None:
    if told is None:
        return Broken(number, "unreadable")
    try:
        case: KeptCase | None = readable("cases", row, desk.register.stored.read) if row is not None else None
    except Unreadable:
        return Broken(number, "unreadable")
    events = [each.event for each in told]
    for at, (each, event_row) in enumerate(zip(told, rows, strict=True), 1):
        if each.more or event_row.key != f"event|{number}|{at:06d}":
            return Broken(number, "chain", at)
    if (broken := check_case(number, case, events)) is not None:
        return broken
    broken = check_seals(number, _standing(desk, row), told) if desk.seals and row is not None else None
    if broken is not None:
        return broken
    heads = anchored.heads.get(number, {})
    fits = partial(head_fits, seals=desk.seals)
    if (broken := check_anchored(number, heads, events, fits)) is not None:
        return broken
    if (
        case is not None
        and case.listed == LISTED
        and not {all_key(case), case.open_row or all_key(case)} <= listed
    ):
        return Broken(number, "not_listed")
    return None


async def _looked_again(desk: RegisterDesk[Any], number: str, anchored: Anchored) -> Broken | None:
    row = await desk.case_row(number)
    rows = [each async for each in desk.event_rows(number)]
    listed = set[str]()
    if row is not None:
        try:
            case: KeptCase = readable("cases", row, desk.register.stored.read)
            wanted = [key for key in (all_key(case), case.open_row) if key]
            listed = {key for key in wanted if await desk.row(key) is not None}
        except (Unreadable, ValueError):  # a key made by hand is none that a store takes
            listed = set()
    return _looked_at(desk, number, row, rows, _all_told(desk, rows), listed, anchored)


def _all_told(desk: RegisterDesk[Any], rows: list[Row]) -> list[Told] | None:
    """The events in these rows; None when one of them cannot be read."""
    try:
        return [_told(desk, row) for row in rows]
    except Unreadable:
        return None


def _told(desk: RegisterDesk[Any], row: Row) -> Told:
    return readable("cases", row, lambda value: read_told(value, _standing(desk, row)))


def _standing(desk: RegisterDesk[Any], row: Row) -> Standing:
    return desk.seals.standing(place_of(row.partition, row.key), row.value)


async def _read(
    desk: RegisterDesk[Any], prefix: str, kind: type[_Kept], broken: list[Broken]
) -> AsyncIterator[tuple[Row, str, _Kept]]:
    """The rows under this prefix, what their keys name, and what stands in them; what cannot be read is broken."""
    async for row in desk.rows(prefix):
        name = row.key.removeprefix(prefix)
        try:
            kept = readable("cases", row, kind.model_validate_json)
        except Unreadable:
            broken.append(Broken(name, "unreadable"))
        else:
            yield row, name, kept


async def _gone(desk: RegisterDesk[Any]) -> _Gone:
    gone, standings = _Gone({}, [], set(), []), dict[str, Standing]()
    async for row, number, case in _read(desk, "destroyed|", Destroyed, gone.broken):
        if case.number != number:
            gone.broken.append(Broken(number, "other_case"))
        gone.cases[number] = case
        standings[number] = _standing(desk, row)
    sealed = False
    async for row, day, record in _read(desk, "destruction|", DestructionRecord, gone.broken):
        gone.records.append(record)
        standing = _standing(desk, row)
        if desk.seals and standing.state in ("forged", "unknown_key"):
            gone.broken.append(Broken(day, standing.state))
        elif desk.seals and (standing.doubt or (sealed and standing.state == "unsealed")):
            gone.broken.append(Broken(day, "doubt" if standing.doubt else "unsealed"))
        if standing.state == "good":
            sealed = True
            gone.sealed_days.add(day)
    for number, standing in standings.items() if desk.seals else ():
        if standing.state == "good":
            continue
        if standing.state != "unsealed" or gone.cases[number].day.isoformat() in gone.sealed_days:
            gone.broken.append(Broken(number, standing.state))
    days = broken_records(gone.records, gone.cases.values())
    gone.broken.extend(Broken(day.isoformat(), "destruction") for day in days)
    return gone


async def _missing(
    desk: RegisterDesk[Any],
    given: dict[str, int | None],
    numbers: Iterable[str],
    gone: _Gone,
    anchored: Anchored,
) -> list[Broken]:
    """What is nowhere: numbers below the highest of their year, and what was told outside the store."""
    there = set(numbers)
    highest = dict[str, int]()
    for number in there | gone.cases.keys():
        in_year, place = _year_and_count(number)
        highest[f"{in_year:04d}"] = max(place, highest.get(f"{in_year:04d}", 0))
    now = await desk.counters()
    broken = [Broken(year, "counter") for year, count in sorted(now.items()) if count is None]
    for year in sorted(highest.keys() | given.keys() | anchored.counters.keys()):
        counted, told = now.get(year, 0), anchored.counters.get(year, 0)
        most = max(highest.get(year, 0), given.get(year) or 0, told)
        if len(year) != 4 or not year.isascii() or not year.isdigit() or most > len(there) + _FAR_TOO_MANY:
            broken.append(Broken(year, "counter"))
            continue
        if counted is not None and counted < max(highest.get(year, 0), told):
            broken.append(Broken(year, "counter"))
        for count in range(1, most + 1):
            number = make_number(desk.register.prefix, int(year), count)
            if number in there or number in gone.cases:
                continue
            if await desk.case_row(number) is None and await desk.row(f"destroyed|{number}") is None:
                broken.append(Broken(number, "gone"))
    for number in sorted(anchored.heads.keys() & gone.cases.keys()):
        end, heads = gone.cases[number], anchored.heads[number]
        if max(heads) > end.seq or not head_fits(heads.get(end.seq, ""), end.last_hash, desk.seals):
            broken.append(Broken(number, "anchor", max(heads)))
    for number in anchored.heads.keys() - there - gone.cases.keys():
        if await desk.row(case_key(number)) is None and all(each.number != number for each in broken):
            broken.append(Broken(number, "gone"))
    return broken


async def _passed_over(desk: RegisterDesk[Any], broken: list[Broken]) -> set[str]:
    """The numbers that are lost since a backup was brought back, not taken out; who says so must have had the key."""
    passed = set[str]()
    async for row in desk.rows(LOST):
        year, standing = row.key.split("|")[1], _standing(desk, row)
        try:
            lost = readable("cases", row, Lost.model_validate_json)
        except Unreadable:
            broken.append(Broken(year, "unreadable"))
            continue
        if desk.seals and standing.state != "good":
            broken.append(Broken(year, standing.state))
        elif lost.last - lost.first < _FAR_TOO_MANY:
            every = range(lost.first, lost.last + 1)
            passed |= {make_number(desk.register.prefix, lost.year, count) for count in every}
    return passed


def _year_and_count(number: str) -> tuple[int, int]:
    """As numbers are given out; what is no number comes first."""
    parts = number.split("-")
    if len(parts) != 3 or not all(each.isascii() and each.isdigit() for each in parts[1:]):
        return 0, 0
    return int(parts[1]), int(parts[2])
