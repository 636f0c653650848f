"""The words of a register kept at hand while the bot runs, as new as its rows are at each search.

Nothing stands here alone: it is a copy of the rows of lists and of words, of at most MOST_SEARCHED cases. With every
change of a case three marks are written anew in the same commit (cases/register/listing.py): the first tells
whether anything changed, the others lead to what did. Marks are read before what they are about, so what changes
meanwhile is read again the next time; nothing hangs on which instance wrote, or on messages between instances.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.desks.every_row import every_row
from cases.desks.queries import MOST_SEARCHED
from cases.desks.word_index import WordIndex
from cases.ports import Row, RowStore
from cases.register.listing import (
    ALL,
    CHANGED,
    CHANGED_DAYS,
    CHANGED_HOURS,
    place_in,
    reported_range,
)
from cases.register.searched import WORDS
from cases.terms import lately

MANY, ONE_IN = 50, 20
"""From so many cases on whose words must be read, or when they are more than one in so many, all words of their range
are read in one go."""

A_FEW = 5
"""When more stretches of time changed than this, as after an `import`, what holds them is read in one go."""

ALL_AGAIN = timedelta(hours=1)
"""So long after all rows of the lists were looked at they are looked at again: an instance of a version from before
there were marks writes none, while one after the other is brought up to date."""

_STRETCH = 20

Within = tuple[datetime | None, datetime | None]
"""From when on and until when a case was reported; None is no limit."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search looks at: cases with their words, of which those count from the place `first` on and before
    `before`; and whether there are `more` of those that are asked."""

    index: WordIndex
    first: str
    before: str
    more: bool


class AtHand:
    """The newest cases of one register, with their words."""

    def __init__(self, store: RowStore, partition: str) -> None:
        self._store = store
        self._partition = partition
        self._index = WordIndex()
        self._more = False
        self._root = ""
        self._days: dict[str, str] = {}
        self._hours: dict[str, dict[str, str]] = {}
        self._all_at: datetime | None = None
        self._reading = asyncio.Lock()

    async def looked_over(self, within: Within, now: datetime) -> Looked:
        """The newest cases that were reported within these moments, as they are now: of those at hand, or, when these
        do not go back so far, read for this once. Raises StoreUnavailable."""
        first, before = (each.removeprefix(ALL) for each in reported_range(*within))
        async with self._reading:  # what one has read must not undo what another read later
            await self._follow(now)
            oldest = self._index.oldest
        if not self._more or before <= oldest:
            return Looked(self._index, first, before, more=False)
        if within[1] is None:
            return Looked(self._index, first, before, more=True)
        index = WordIndex()
        more = await self._read(index, first, before)
        return Looked(index, first, before, more)

    async def _follow(self, now: datetime) -> None:
        """Read what changed since the last time."""
        row = await self._store.get("cases", self._partition, CHANGED)
        root = row.etag if row is not None else ""
        if not lately(self._all_at, now, ALL_AGAIN):
            days = await self._marks(CHANGED_DAYS)
            self._more = await self._read(self._index, "", "~")
            self._days, self._all_at = days, now
        elif root != self._root:
            await self._follow_marks()
        self._root = root

    async def _follow_marks(self) -> None:
        days = await self._marks(CHANGED_DAYS)
        changed = _changed(self._days, days)
        if len(changed) > A_FEW:
            self._more, changed = await self._read(self._index, "", "~"), []
        for day in changed:
            hours, known = await self._marks(f"{CHANGED_HOURS}{day}"), self._hours.get(day)
            # Of days in which nothing changed before it is not known how their hours stood: all of them are read.
            others = [day] if known is None else _changed(known, hours)
            for each in others if len(others) <= A_FEW else [day]:
                await self._read_within(each)
            self._hours[day] = hours
        self._days = days

    async def _read_within(self, begin: str) -> None:
        """The cases of which the place begins so, as far as they are among the newest."""
        before = f"{begin}~"
        if self._more:
            before = min(before, f"{self._index.oldest}~")
        if await self._read(self._index, begin, before):
            self._more = True
        for place in self._index.places("", "~")[MOST_SEARCHED:]:
            self._index.forget(place)
            self._more = True

    async def _read(self, index: WordIndex, first: str, before: str) -> bool:
        """Bring the index up to what stands in these places, of which it holds no more than MOST_SEARCHED. Gives
        whether there are more."""
        found, stale = set[str](), dict[str, Row]()
        more = False
        async for row in self._rows(ALL, first, before, MOST_SEARCHED + 1):
            if more := len(found) == MOST_SEARCHED:
                continue  # it is the one that is asked beyond them
            place = place_in(row.key)
            found.add(place)
            if index.etag(place) != row.etag:
                stale[place] = row
        for place in index.places(first, before):
            if place not in found:
                index.forget(place)
        words: dict[str, list[str]] = {place: [] for place in stale}
        in_one_go = len(stale) > MANY or len(stale) * ONE_IN > len(found)
        async for row in self._words_of(list(stale), in_one_go=in_one_go):
            place = place_in(row.key)
            if place in words:
                words[place].append(row.value)
        for number, (place, row) in enumerate(stale.items()):
            index.learn(row, words.pop(place))
            if number % _STRETCH == 0:
                await asyncio.sleep(0)  # others get their turn
        return more

    async def _words_of(self, places: list[str], *, in_one_go: bool) -> AsyncIterator[Row]:
        """The rows of words of these cases, and perhaps of others between them."""
        ranges = [(places[0], places[-1])] if places and in_one_go else [(each, each) for each in places]
        for first, last in ranges:
            async for row in self._rows(WORDS, f"{first}|", f"{last}|~"):
                yield row

    async def _marks(self, begin: str) -> dict[str, str]:
        """The marks of which the key begins so, by the stretch of time that each is about."""
        return {
            row.key.rpartition("|")[2]: row.etag
            async for row in every_row(self._store, self._partition, begin, f"{begin}~")
        }

    def _rows(self, kind: str, first: str, before: str, most: int | None = None) -> AsyncIterator[Row]:
        return every_row(self._store, self._partition, f"{kind}{first}", f"{kind}{before}", most)


def _changed(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """Which marks are other ones, new, or gone."""
    return [each for each in before.keys() | now.keys() if before.get(each) != now.get(each)]
