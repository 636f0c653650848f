"""Searching in registers: in which cases every typed word stands, and where in them it is read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cases.desks.at_hand import Looked
from cases.desks.queries import (
    MOST_LISTED,
    MOST_READ,
    TODO,
    Found,
    Page,
    Query,
    page_of,
    reported_within,
    selected,
)
from cases.desks.register_desk import RegisterDesk, Viewers
from cases.desks.word_index import OPEN, Sought, as_it_stands
from cases.organisation import Organisation
from cases.ports import Row
from cases.readable import those_readable
from cases.register.filer_name import for_a_channel
from cases.register.listing import Entry
from cases.register.numbers import read_number
from cases.register.register import Register
from cases.register.searched import folded, texts_in, texts_of, words_in, words_told

BEFORE, AROUND = 30, 110
"""How many signs are shown before the first word that was found, and in all."""

NOT_SHOWN = frozenset({"number"})
"""Columns that stand in the row of a list anyway."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, by the name of the register, newest first. `more`: not all was looked at. `unread` are the
    numbers of cases that fit and cannot be shown. `sought` is what was looked for, `near` what was taken for a word
    that stands nowhere, when that found something."""

    entries: Mapping[str, list[Entry]]
    more: bool
    unread: tuple[str, ...]
    sought: Sought
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for, and in which registers. `viewers` are whose eyes read what is found; `private` where
    nobody reads along."""

    desks: Sequence[RegisterDesk[Any]]
    query: Query
    now: datetime
    org: Organisation
    viewers: Viewers
    private: bool


async def hits_of(wanted: Wanted, most: int = MOST_LISTED) -> Hits:
    """The newest cases, of each register so many and one more, that fit the query and in which every typed word stands:
    in what its columns or its history say.

    Outside an officer's own chat (not `private`) of a confidential one only the number counts, and nobody is found by a
    name that stays out of channels. Raises StoreUnavailable.
    """
    desks, query, now, org = wanted.desks, wanted.query, wanted.now, wanted.org
    if (number := read_number(query.words)) is not None:
        return await _numbered(wanted, number)
    within = reported_within(query, now, org)
    looked = [await desk.looked_over(within, now) for desk in desks]
    sought, near = _alternatives(words_in(query.words), looked)
    entries, unread = dict[str, list[Entry]](), list[str]()
    for desk, each in zip(desks, looked, strict=True):
        fitting, broken = list[Entry](), list[str]()
        for row in _standing_in(each, query, sought):
            read, torn = desk.read_entry(row)
            broken += torn
            seen = desk.seen(read, wanted.viewers)
            if not wanted.private:
                seen = [one for one in seen if not one.confidential or _in_number(one.number, sought)]
                seen = [one for one in seen if await _told_in_channel(desk, one, sought, org)]
            fitting += selected(seen, query, now, org, private=wanted.private)
            if len(fitting) > most:
                break
        entries[desk.register.name] = fitting
        unread += desk.seen_numbers(broken, wanted.viewers)
    # Only where it leads to something: of what nobody here may see, nothing tells that such a word stands in it.
    told = near if any(entries.values()) else ()
    return Hits(entries, any(each.more for each in looked), tuple(unread), sought, told)


async def search(wanted: Wanted) -> Page:
    """A page of what is found in these registers together, newest first, with where the words stand.

    What is in a confidential case is not read here: opening it is what its history tells. Raises StoreUnavailable.
    """
    hits = await hits_of(wanted)
    every = [each for entries in hits.entries.values() for each in entries]
    every.sort(key=lambda each: each.reported_at, reverse=True)
    page = page_of(every, wanted.query, more=hits.more, unread=hits.unread)
    found = dict[str, Found]()
    for desk in wanted.desks:
        own = {each.number for each in hits.entries.get(desk.register.name, ())}
        for each in page.entries:
            if each.number in own and not each.confidential and hits.sought:
                where = await _found_in(desk, each.number, hits.sought, wanted.org, private=wanted.private)
                found |= {each.number: where} if where is not None else {}
    return replace(page, found=found, near=hits.near)


async def waiting_of(
    desks: Sequence[RegisterDesk[Any]], offices: frozenset[str], viewers: Viewers
) -> tuple[dict[str, list[Entry]], list[str]]:
    """What is open in these registers and waits for these offices, and the numbers of what cannot be read.

    Of a register of which no office gets a digest nothing waits. Raises StoreUnavailable.
    """
    found, unread = dict[str, list[Entry]](), list[str]()
    for desk in desks:
        mine = offices & set(desk.register.listing.digests)
        if not mine:
            continue
        read, broken = await desk.open_read()
        found[desk.register.name] = [each for each in desk.seen(read, viewers) if each.office in ("", *mine)]
        unread += desk.seen_numbers(broken, viewers)
    return found, unread


async def waiting(
    desks: Sequence[RegisterDesk[Any]], query: Query, now: datetime, offices: frozenset[str], viewers: Viewers
) -> Page:
    """A page of what waits for these offices, the tightest term first. Raises StoreUnavailable."""
    found, unread = await waiting_of(desks, offices, viewers)
    every = [each for entries in found.values() for each in entries]
    every.sort(key=lambda each: (each.due_at is None, each.due_at or now, each.number))
    return page_of(every, query, more=False, unread=unread)


async def all_of(
    desks: Sequence[RegisterDesk[Any]],
    query: Query,
    now: datetime,
    org: Organisation,
    offices: frozenset[str],
) -> tuple[dict[str, list[Entry]], bool]:
    """All that fits a query, as far as it is read, for people of these offices in the own chat; and whether there is
    more. Raises StoreUnavailable."""
    viewers = (offices,)
    if query.filter == TODO:
        return (await waiting_of(desks, offices, viewers))[0], False
    if query.words or not query.register:
        hits = await hits_of(Wanted(desks, query, now, org, viewers, private=True), MOST_READ)
        return dict(hits.entries), hits.more
    entries, more = await desks[0].listed(query, now, viewers)
    return {query.register: entries}, more


async def _numbered(wanted: Wanted, number: str) -> Hits:
    """The case of this number."""
    entries, unread = dict[str, list[Entry]](), list[str]()
    for desk in wanted.desks:
        row = await desk.case_row(number)
        if row is None:
            continue
        cases = those_readable("cases", [row], desk.register.stored.read)
        unread += desk.seen_numbers([] if cases else [number], wanted.viewers)
        read = [desk.register.listing.entry(case, wanted.org) for case in cases]
        entries[desk.register.name] = selected(
            desk.seen(read, wanted.viewers), wanted.query, wanted.now, wanted.org, private=wanted.private
        )
    return Hits(entries, False, tuple(unread), ())


def _alternatives(words: Sequence[str], looked: Sequence[Looked]) -> tuple[Sought, tuple[str, ...]]:
    sought, taken = list[tuple[str, ...]](), list[str]()
    for word in dict.fromkeys(words):
        if any(each.index.holds(word) for each in looked):
            sought.append((word,))
            continue
        near = sorted({found for each in looked for found in each.index.near(word)})
        sought.append(tuple(near) or (word,))
        taken += near
    return tuple(sought), tuple(taken)


def _standing_in(looked: Looked, query: Query, sought: Sought) -> Iterator[Row]:
    """The rows of the cases in which each of the words stands and that may fit the query, newest first."""
    if not sought and query.words.strip():
        return  # nothing that was typed is a word
    yield from looked.index.holding(sought, looked.first, looked.before, _named(query.filter))


def _named(wanted: str) -> str:
    """What an entry that fits the filter is named: read is only what may fit, and what is read tells."""
    match wanted:
        case "all":
            return ""
        case "overdue" | "todo":
            return OPEN
    return wanted


def _in_number(number: str, sought: Sought) -> bool:
    told = number.casefold()
    return bool(sought) and all(any(word in told for word in words) for words in sought)


async def _told_in_channel(desk: RegisterDesk[Any], entry: Entry, sought: Sought, org: Organisation) -> bool:
    """Whether all that is sought also stands in what a channel may read of this case."""
    row = await desk.case_row(entry.number)
    cases = those_readable("cases", [row] if row is not None else [], desk.register.stored.read)
    if not cases or not cases[0].nameless:
        return True
    events = await desk.events(entry.number)
    told = f" {' '.join(words_told(desk.register, for_a_channel(cases[0]), events, org))} "
    return all(any(as_it_stands(word) in told for word in words) for words in sought)


async def _found_in(
    desk: RegisterDesk[Any], number: str, sought: Sought, org: Organisation, *, private: bool
) -> Found | None:
    row = await desk.case_row(number)
    cases = those_readable("cases", [row] if row is not None else [], desk.register.stored.read)
    if not cases:
        return None
    case, events = cases[0] if private else for_a_channel(cases[0]), await desk.events(number)
    register: Register[Any] = desk.register
    told = [
        (register.export.title(name, org), text)
        for name, text in texts_of(register.export, case, events, org)
        if name not in NOT_SHOWN
    ]
    told += [("", text) for event in events for text in texts_in(event)]
    best = max(told, key=lambda each: _how_many(each[1], sought), default=("", ""))
    if not _how_many(best[1], sought):
        return None
    return Found(best[0], _around(best[1], [word for words in sought for word in words]))


def _how_many(text: str, sought: Sought) -> int:
    """How many of the words stand in a text."""
    sentence = f" {' '.join(words_in(text))} "
    return sum(any(as_it_stands(word) in sentence for word in words) for words in sought)


def _around(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The text around the first of the words, each of them marked."""
    places = [
        (each.start(), each.end())
        for each in _WORD.finditer(text)
        if any(as_it_stands(word) in f" {folded(each.group())}" for word in words)
    ]
    if not places:
        return ((text[:AROUND], False),)
    begin = _word_before(text, max(places[0][0] - BEFORE, 0))
    end = begin + AROUND
    parts, at = list[tuple[str, bool]](), begin
    if begin:
        parts.append(("…", False))
    for start, stop in places:
        if stop > end:
            break
        parts += [(text[at:start], False)] if start > at else []
        parts.append((text[start:stop], True))
        at = stop
    parts += [(text[at:end], False)] if at < min(end, len(text)) else []
    if end < len(text):
        parts.append(("…", False))
    return tuple((" ".join(part.split("\n")), bold) for part, bold in parts)


def _word_before(text: str, place: int) -> int:
    """The begin of a word at or after this place, so that no word is cut at its head."""
    while 0 < place < len(text) and not text[place - 1].isspace():
        place += 1
    return place
