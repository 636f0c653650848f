"""The use cases of a register: file, act, look up. Each writes once, and reruns when it lost a race."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Generic

from cases.desks.lost_numbers import LOST, Lost
from cases.desks.sealing import case_value, event_value, read_case
from cases.organisation import Organisation
from cases.people import Actor, person_key
from cases.ports import Conflict, Delete, Insert, Replace, Row, RowStore, StoreUnavailable, Write
from cases.readable import those_readable
from cases.register.case import C, case_key
from cases.register.history import Event, event_key
from cases.register.life import Change, Deed, NoRole
from cases.register.listing import ALL, Entry, in_lists, list_writes, number_in, reported_range
from cases.register.messages import waiting
from cases.register.numbers import count_of, make_number, prefix_of, read_count, read_number
from cases.register.plans import LookBeside
from cases.register.posts import Post, post_key
from cases.register.register import Register
from cases.register.seals import NO_SEALS, Seals
from cases.register.searched import WORDS, word_writes

log = logging.getLogger(__name__)

TRIES = 12
"""How often a use case is decided again after somebody else was first."""

EVENTS_AT_A_TIME = 500

MOST_SCANNED = 10_000

MOST_BESIDE, MOST_COMPARED = 300, 8
"""How many entries of the lists are looked at for a case that may be the same, and how many cases are read for that:
however large the register is, a new case costs no more."""


class NoSuchCase(Exception):
    """There is no case of this number, or none that this person may know of."""


class Busy(Exception):
    """Others were first too often; trying again makes sense."""


class CaseDesk(Generic[C]):
    """Opens, changes and shows the cases of a register. `pause` waits between tries, a little longer each time."""

    def __init__(
        self,
        store: RowStore,
        org: Organisation,
        register: Register[C],
        pause: Callable[[int], Awaitable[None]],
        seals: Seals = NO_SEALS,
    ) -> None:
        self.register = register
        self.partition = org.partition(register.name)
        self._store = store
        self._org = org
        self._pause = pause
        self._seals = seals
        self._filing = asyncio.Lock()

    async def file(
        self, make: Callable[[str], Change[C]], *, draft_id: str, reporter: Actor, now: datetime
    ) -> C:
        """A new case, made with its number; the same draft always gives the same one.

        Raises Busy or StoreUnavailable.
        """
        async with self._filing:  # within one process nobody loses the race for a number
            for attempt in range(TRIES):
                try:
                    return await self._file(make, draft_id, reporter, now, sure=attempt > 1)
                except Conflict:
                    await self._pause(attempt)
        raise Busy

    async def filed_as(self, draft_id: str) -> C | None:
        """The case that this draft became, or None."""
        row = await self._draft_row(draft_id)
        return (await self._load(row.value))[0] if row is not None and read_number(row.value) else None

    async def get(self, number: str) -> C:
        """The case of this number. Raises NoSuchCase, also for what is no number, and Unreadable."""
        return (await self._load(number))[0]

    async def load(self, number: str, known: tuple[C, str] | None = None) -> tuple[C, str]:
        """The case with its etag, for who writes it together with something else. Raises NoSuchCase.

        `known` is what this gave a moment ago: its row is looked at again, and read again only when it changed.
        """
        return await self._load(number, known)

    async def see(self, number: str, actor: Actor) -> C:
        """The case, for somebody who may see it. Raises NoSuchCase for everybody else, whether it exists or not."""
        case = await self.get(number)
        self.admit(case, actor)
        return case

    def admit(self, case: C, actor: Actor, event: str = "") -> None:
        """Raises NoSuchCase when this person may not see the case, and was not asked for this `event` of it."""
        if not self.register.life.may_do(case, event, actor):
            raise NoSuchCase

    async def act(
        self,
        number: str,
        event: str,
        actor: Actor,
        now: datetime,
        payload: Mapping[str, str] | None = None,
        *,
        known: tuple[C, str] | None = None,
    ) -> C:
        """Let an event happen. Raises NoRole, NotAllowed, Refused, NoSuchCase or Busy; then nothing changed.

        `known` is the case with its etag as it was read a moment ago; somebody who was first shows at the write.
        """
        life = self.register.life
        roles = life.roles.get(event, life.offices)
        if "reporter" not in roles and (life.offices | roles).isdisjoint(actor.roles):
            raise NoRole(event)  # before looking: who has no role must not learn which numbers exist

        def done_to(case: C) -> Change[C]:
            self.admit(case, actor, event)
            return life.change(case, event, Deed(actor, now, self._org, payload or {}))

        return await self._changed(number, done_to, known)

    async def hear(self, number: str, change: Callable[[C], Change[C]]) -> C:
        """What becomes of a case that hears of another one: written by itself, decided again after a lost race.

        Raises NoSuchCase, Unreadable or Busy.
        """
        return await self._changed(number, change)

    async def _changed(
        self, number: str, change: Callable[[C], Change[C]], known: tuple[C, str] | None = None
    ) -> C:
        """What this makes of the case, written; decided again on the newest after a lost race. Raises Busy."""
        for attempt in range(TRIES):
            case, etag = known if known is not None and attempt == 0 else await self._load(number)
            done = change(case)
            if done.event is None:
                return case
            try:
                await self._store.commit("cases", self.partition, self.writes_of(done, etag, case))
            except Conflict:
                await self._pause(attempt)
            except StoreUnavailable:
                # The answer was lost, perhaps not the write: the history tells which.
                if await self._happened(done.event):
                    return done.case
                raise
            else:
                return done.case
        raise Busy

    async def beside(self, wanted: LookBeside) -> list[C]:
        """The likeliest few of the cases that were filed lately, by what stands of them in the lists."""
        rows = await self._store.scan(
            "cases", self.partition, *reported_range(wanted.since, None), MOST_BESIDE
        )
        words = dict[str, list[str]]()
        for row in await self._store.scan(
            "cases", self.partition, *reported_range(wanted.since, None, WORDS), 2 * MOST_BESIDE
        ):
            words.setdefault(number_in(row.key), []).append(row.value)
        entries = those_readable("cases", rows, Entry.model_validate_json)
        likely = [(wanted.near(each, " ".join(words.get(each.number, ()))), each.number) for each in entries]
        best = sorted(each for each in likely if each[0] > 0)[-MOST_COMPARED:]
        found = [await self._store.get("cases", self.partition, case_key(number)) for _, number in best]
        return those_readable("cases", (row for row in found if row is not None), self.register.stored.read)

    async def own(self, aad_id: str, limit: int, unread: list[str] | None = None) -> list[C]:
        """The newest cases that this person reported and that can be read, newest first.

        The numbers of the others come in `unread`.
        """
        first = f"own|{person_key(aad_id)}|"
        rows = await self._store.scan("cases", self.partition, first, f"{first}~", 1000)
        numbers = sorted((row.key.rpartition("|")[2] for row in rows), reverse=True)[:limit]
        found: list[C] = []
        for number in numbers:
            row = await self._store.get("cases", self.partition, case_key(number))
            cases = those_readable("cases", [row] if row is not None else [], self.register.stored.read)
            found += cases
            if row is not None and not cases and unread is not None:
                unread.append(number)
        return found

    async def newest(self, limit: int) -> list[C]:
        """The newest cases of the register that can be read, at most so many, newest first."""
        listed = await self._store.scan("cases", self.partition, ALL, f"{ALL}~", limit)
        found = [
            await self._store.get("cases", self.partition, case_key(number_in(row.key))) for row in listed
        ]
        return those_readable("cases", (row for row in found if row is not None), self.register.stored.read)

    async def history(self, number: str) -> list[Event]:
        """All events of a case that can be read, oldest first."""
        first, before = f"event|{number}|", f"event|{number}|~"
        rows: list[Row] = []
        while True:
            more = await self._store.scan("cases", self.partition, first, before, EVENTS_AT_A_TIME)
            rows += more
            if len(more) < EVENTS_AT_A_TIME:
                return those_readable("cases", rows, Event.model_validate_json)
            first = rows[-1].key + "+"  # the least sign that a key may hold: nothing lies between

    async def remember_post(self, number: str, name: str, post: Post) -> None:
        """From now on this message is the post of that name; the newest one counts."""
        key = post_key(number, name)
        for attempt in range(TRIES):
            row = await self._store.get("cases", self.partition, key)
            try:
                await self._store.commit("cases", self.partition, [put(row, key, post.model_dump_json())])
            except Conflict:
                await self._pause(attempt)
            else:
                return

    async def has_post(self, number: str, name: str) -> bool:
        """Whether some message is the post of that name."""
        return await self._store.get("cases", self.partition, post_key(number, name)) is not None

    async def posts(self, number: str) -> list[tuple[str, Post]]:
        """Every message about this case that may change later, by its name."""
        first = post_key(number, "")
        rows = await self._store.scan("cases", self.partition, first, f"{first}~", MOST_SCANNED)
        return [
            (row.key.removeprefix(first), post)
            for row in rows
            for post in those_readable("cases", [row], Post.model_validate_json)
        ]

    async def forget_post(self, number: str, name: str, message_id: str) -> None:
        """That message shows something else now: it must not be redrawn under somebody's hands."""
        key = post_key(number, name)
        row = await self._store.get("cases", self.partition, key)
        posts = those_readable("cases", [row] if row is not None else [], Post.model_validate_json)
        if row is None or all(post.message_id != message_id for post in posts):
            return
        try:
            await self._store.commit("cases", self.partition, [Delete(key, row.etag)])
        except Conflict:
            await self.forget_post(number, name, message_id)

    async def _file(
        self, make: Callable[[str], Change[C]], draft_id: str, reporter: Actor, now: datetime, *, sure: bool
    ) -> C:
        """`sure`: the counter is compared with the numbers that there are, because it gave one that was taken."""
        draft = await self._draft_row(draft_id)
        if draft is not None and read_number(draft.value):
            return (await self._load(draft.value))[0]
        year = now.astimezone(self._org.zone).year
        counter = await self._store.get("cases", self.partition, f"counter|{year}")
        last = read_count(counter.value) if counter is not None else 0
        if last is None or sure:
            highest = await self._highest(year)
            if last is None or last < highest:
                log.error("the counter of %d in the register %s did not fit", year, self.register.name)
            last = max(last or 0, highest)
        count = last + 1
        number = make_number(self.register.prefix, year, count)
        done = make(number)
        await self._store.commit(
            "cases",
            self.partition,
            [
                put(draft, draft_key(draft_id), number),
                put(counter, f"counter|{year}", str(count)),
                Insert(f"own|{person_key(reporter.aad_id)}|{number}", "{}"),
                *self.writes_of(done),
            ],
        )
        return done.case

    async def _draft_row(self, draft_id: str) -> Row | None:
        """Where it is noted what this draft became; one that names no case is written over."""
        key = draft_key(draft_id)
        return await self._store.get("cases", self.partition, key) if key else None

    async def _highest(self, year: int) -> int:
        """The highest number of this year that a case has or had, or that was passed over."""
        start, most = f"{self.register.prefix}-{year:04d}-", 0
        for kind in ("case|", "destroyed|", "event|"):
            first, before = f"{kind}{start}", f"{kind}{start}~"
            while rows := await self._store.scan("cases", self.partition, first, before, MOST_SCANNED):
                most = max(most, *(count_of(row.key.split("|")[1]) for row in rows))
                first = rows[-1].key + "+"  # the least sign that a key may hold: nothing lies between
        first = f"{LOST}{year:04d}|"
        rows = await self._store.scan("cases", self.partition, first, f"{first}~", MOST_SCANNED)
        passed = those_readable("cases", rows, Lost.model_validate_json)
        return max([most, *(each.last for each in passed)])

    def writes_of(self, done: Change[C], etag: str = "", before: C | None = None) -> list[Write]:
        """What a change writes: the case, its event, its rows in the lists and the messages that follow.

        Without `etag` and `before` the case is new.
        """
        case = in_lists(self.register.listing, done.case, self._org)
        key = case_key(case.number)
        value = case_value(self.register, self._seals, (self.partition, key), case, before)
        writes: list[Write] = [Replace(key, value, etag) if etag else Insert(key, value)]
        if done.event is not None:
            written = event_value(self._seals, self.partition, done.event)
            writes.append(Insert(event_key(done.event.number, done.event.seq), written))
        writes += list_writes(self.register.listing, before, case, self._org)
        writes += word_writes(self.register, before, case, done.event, self._org)
        writes += [waiting(at, due, self._org) for at, due in done.dues]
        return writes

    async def _load(self, number: str, known: tuple[C, str] | None = None) -> tuple[C, str]:
        wanted = read_number(number)
        if wanted is None or prefix_of(wanted) != self.register.prefix:
            raise NoSuchCase
        row = await self._store.get("cases", self.partition, case_key(wanted))
        if row is None:
            raise NoSuchCase
        if known is not None and known[1] == row.etag:
            return known
        return read_case(self.register, self._seals, row), row.etag

    async def _happened(self, event: Event) -> bool:
        row = await self._store.get("cases", self.partition, event_key(event.number, event.seq))
        return row is not None and Event.model_validate_json(row.value).hash == event.hash


def put(row: Row | None, key: str, value: str) -> Write:
    """Insert a row that is not there, replace one that is."""
    return Insert(key, value) if row is None else Replace(key, value, row.etag)


def draft_key(draft_id: str) -> str:
    """Where it is noted what a draft became; "" for an id that we did not make: it is not looked up."""
    bare = draft_id.replace(".", "")  # a dot parts what is filed of one draft
    return f"draft|{draft_id}" if bare.isascii() and bare.isalnum() and len(draft_id) <= 64 else ""
