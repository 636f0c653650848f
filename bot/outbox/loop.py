"""The loop that sends what waits: take what is due, lease it, check that it still holds, send, then write that down.

A crash loses nothing: a row goes only after its message went out. Several instances share the work by leases.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from bot.outbox.chores import Chores, NoChannel
from bot.outbox.kept_loop import KeptLoop
from bot.outbox.mail import Mailer
from bot.set_aside import SetAside
from bot.teams.events import Card, PermanentFailure, Place, Teams, TransientFailure
from bot.teams.faults import caught, place_of
from bot.turns.links import Links
from bot.turns.talks import TABLE as TALKS_TABLE
from bot.turns.talks import Talks, partition
from cases.desks.case_desk import Busy, CaseDesk, NoSuchCase, put
from cases.desks.chores import chore_of, planned_key
from cases.desks.desks import Desks
from cases.organisation import OFFICES, Organisation
from cases.ports import (
    ANY_ETAG,
    Conflict,
    Delete,
    Insert,
    Replace,
    Row,
    RowStore,
    StoreUnavailable,
    Table,
    Write,
)
from cases.readable import Unreadable, readable
from cases.register.case import KeptCase
from cases.register.life import Change
from cases.register.messages import Due, due_key
from cases.register.plans import (
    GIVE_UP_AFTER,
    Drop,
    FileElsewhere,
    Plan,
    Record,
    SendCard,
    SendMail,
    next_try,
)
from cases.register.posts import Post, post_key
from cases.terms import later

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""How long an instance may work on a message before another takes it over; longer than any sending takes."""

BATCH = 100
AT_ONCE = 8
REDRAWS = 3
"""How often a living card is sent again when the case moved while it was being sent."""

CHANNELS = OFFICES
"""Recipients that are a channel of an office: what goes there is not given up while it may still arrive."""

FAULT_TRIES = 4
"""After so many tries a message that fails of something unforeseen is set aside; during a deploy another instance,
which reads what this one cannot, may take it before."""

NO_CHANNEL_SECONDS = 30
"""How long a message waits for its channel or chat to become known."""


class NotReachable(Exception):
    """There is no channel or chat to send this to, yet."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A message that this instance has leased."""

    table: Table
    row: Row
    due: Due


class Outbox:
    """Runs in every instance. `wake` makes it look at once; `seconds` is the rhythm otherwise."""

    def __init__(
        self,
        *,
        store: RowStore,
        org: Organisation,
        teams: Teams,
        mailer: Mailer,
        links: Links,
        talks: Talks,
        desks: Desks,
        chores: Chores,
        aside: SetAside,
        clock: Callable[[], datetime],
        seconds: float,
    ) -> None:
        self._store = store
        self._org = org
        self._teams = teams
        self._mailer = mailer
        self._links = links
        self._talks = talks
        self._desks = desks
        self._chores = chores
        self._aside = aside
        self._clock = clock
        self._loop = KeptLoop("outbox", self.tick, seconds)

    def wake(self) -> None:
        """Something is due now."""
        self._loop.wake()

    @property
    def alive(self) -> bool:
        """Whether the loop runs, and did not just die of something."""
        return self._loop.alive

    def running(self) -> AbstractAsyncContextManager[None]:
        """The loop beside whatever happens inside; at the end what is being sent is finished first."""
        return self._loop.running()

    async def tick(self) -> int:
        """Send what is due now; gives how many messages were dealt with (sent, dropped or moved on)."""
        now = self._clock()
        await self._aside.each_hour(now)
        await self._chores.each_hour(now)
        handled = await self._tick_talks(now)
        for desk in self._desks:
            handled += await self._tick_cases(desk, now)
        return handled

    async def _tick_cases(self, desk: CaseDesk[Any], now: datetime) -> int:
        waiting = sorted(await self._aside.due("cases", desk.partition, now, BATCH), key=_number)
        queues = [[row for row, _ in rows] for _, rows in groupby(waiting, key=_number)]
        places = asyncio.Semaphore(AT_ONCE)

        async def work(queue: Sequence[Row]) -> int:
            done = 0
            async with places:
                for row in queue:  # what belongs to one case goes in order: the card before its thread
                    done += await self._deal_with(desk, row)
            return done

        return sum(await asyncio.gather(*(work(queue) for queue in queues)))

    async def _deal_with(self, desk: CaseDesk[Any], row: Row) -> int:
        taken = await self._lease("cases", desk.partition, row)
        if taken is None:
            return 0
        return await caught(self._handle(desk, taken), partial(self._failed, taken), passing=StoreUnavailable)

    async def _failed(self, taken: _Taken, fault: Exception) -> int:
        """Something unforeseen, in this message alone: it is tried again a few times, then set aside."""
        if isinstance(fault, Unreadable) and fault.row.key.startswith("post|"):
            await self._aside.put(fault.table, fault.row, "unreadable")
            return await self._move(taken, self._clock())  # it goes as if that row had never been there
        known = isinstance(fault, Unreadable)
        why = f"{fault} cannot be read" if known else f"{type(fault).__name__} at {place_of(fault)}"
        log.error("%s of %s to %s failed: %s", *_named(taken.due), why)
        due = taken.due.model_copy(update={"faults": taken.due.faults + 1})
        if due.faults < FAULT_TRIES:
            return await self._move(replace(taken, due=due), next_try(due, self._clock()))
        if due.kind == "chore":  # what recurs is tried again with the next day
            rested = due.model_copy(update={"faults": 0})
            return await self._move(replace(taken, due=rested), later(self._clock(), hours=24))
        return int(await self._aside.put(taken.table, taken.row, "case" if known else "fault"))

    async def _handle(self, desk: CaseDesk[Any], taken: _Taken) -> int:
        """Send what is due and write that down, or see why it cannot be."""
        now, register, due = self._now(), desk.register, taken.due
        if due.kind == "chore":
            return await self._do_chore(desk, taken, now)
        try:
            case = await desk.get(due.number)
        except NoSuchCase:
            return await self._finish(desk, taken, None)
        decided = self._plan(desk, due, case, now)
        if isinstance(decided, Drop):
            return await self._finish(desk, taken, None)
        if isinstance(decided, Record):
            return await self._finish(desk, taken, lambda fresh: self._recorded(desk, due, fresh, now))
        if isinstance(decided, FileElsewhere):
            return await self._file_elsewhere(desk, taken, decided, now)
        try:
            posted = await self._send(desk, due, case, decided)
        except NotReachable:
            return await self._wait(desk, taken, case, now)
        except TransientFailure as failure:
            log.warning("%s of %s is tried again: %s", due.kind, due.number, failure)
            return await self._try_later(desk, taken, case, now)
        except PermanentFailure as failure:
            if due.to in CHANNELS and now - due.created_at < GIVE_UP_AFTER:
                # The bot may be let in again, or the office may link another channel.
                log.error("%s of %s to %s is refused for now: %s", *_named(due), failure)
                return await self._try_later(desk, taken, case, now)
            return await self._give_up(desk, taken, str(failure))
        return await self._finish(
            desk, taken, lambda fresh: register.after_sent(due, fresh, now, self._org), posted
        )

    async def _do_chore(self, desk: CaseDesk[Any], taken: _Taken, now: datetime) -> int:
        """Do it and plan the next one in one commit; what cannot be told now is told later on the same day."""
        chore, register = chore_of(desk.register, taken.due, self._org), desk.register.name
        if chore is None:  # no longer done; should it ever be again, it is planned anew
            return await self._replace_chore(desk, taken, [Delete(planned_key(taken.due.number), ANY_ETAG)])
        try:
            at = await self._chores.do(register, chore, now)
        except NoChannel:
            return await self._move(taken, later(now, seconds=NO_CHANNEL_SECONDS))
        except (TransientFailure, PermanentFailure) as failure:
            log.warning("%s of the register %s is tried again: %s", chore.number, register, failure)
            return await self._move(taken, next_try(taken.due, now))
        return await self._replace_chore(desk, taken, await self._chores.planned(desk.partition, chore, at))

    async def _replace_chore(self, desk: CaseDesk[Any], taken: _Taken, writes: Sequence[Write]) -> int:
        gone = Delete(taken.row.key, taken.row.etag)
        try:
            await self._store.commit("cases", desk.partition, [gone, *writes])
        except Conflict:
            return 0
        return 1

    def _plan(self, desk: CaseDesk[Any], due: Due, case: KeptCase, now: datetime) -> Plan:
        return desk.register.plan(due, case, now, self._org, desk.register.draw)

    def _recorded(self, desk: CaseDesk[Any], due: Due, case: KeptCase, now: datetime) -> Change[Any]:
        decided = self._plan(desk, due, case, now)
        return decided.change if isinstance(decided, Record) else Change(case, None)

    async def _file_elsewhere(
        self, desk: CaseDesk[Any], taken: _Taken, decided: FileElsewhere, now: datetime
    ) -> int:
        other = self._desks.named(decided.register)
        makes = other.register.from_answers
        if makes is None:
            log.error("the register %s makes no case of what %s holds", decided.register, taken.due.number)
            return await self._finish(desk, taken, None)
        try:
            filed = await other.file(
                lambda number: makes(decided.filled, number, decided.filer, now, self._org),
                draft_id=decided.filled.draft_id,
                reporter=decided.filer,
                now=now,
            )
        except Busy:
            return await self._move(taken, next_try(taken.due, now))
        self._loop.wake()
        return await self._finish(desk, taken, lambda fresh: decided.noted(fresh, filed.number))

    async def _send(
        self, desk: CaseDesk[Any], due: Due, case: KeptCase, decided: SendCard | SendMail
    ) -> tuple[str, Post] | None:
        if isinstance(decided, SendMail):
            await self._mailer.send(decided.mail)
            return None
        match decided.place:
            case "living":
                return await self._send_living(desk, due, case, decided, await self._channel(decided.office))
            case "thread":
                return await self._send_in_thread(desk, case, decided)
            case "person":
                chat = await self._chat(decided.aad_id)
                if decided.name:
                    return await self._send_living(desk, due, case, decided, chat)
                await self._teams.send_to_person(chat, decided.card, decided.summary)
                return None
            case "update":
                post = await self._post(desk, case.number, decided.name)
                if post is None or (due.kind == "card" and post.version >= case.version):
                    return None  # gone, or that message shows this state (or the thanks for it) already
                await self._updated(post, decided.card, decided.summary)
                living = due.kind == "card"
                return (decided.name, post.model_copy(update={"version": case.version})) if living else None

    async def _send_living(
        self, desk: CaseDesk[Any], due: Due, case: KeptCase, decided: SendCard, place: Place
    ) -> tuple[str, Post] | None:
        """Post the one card of a case, or change it; once more when the case moved meanwhile.

        Whoever finishes last looks last, so that the newest state ends on top without a lock.
        """
        post, shown = await self._post(desk, case.number, decided.name), case
        if post is not None and post.conversation != place.conversation:
            post = None  # the office moved to another channel
        for _ in range(REDRAWS):
            if post is not None and post.version >= shown.version and shown is case and due.attempts <= 1:
                return None  # another message of the same change drew this state already
            if post is None or not await self._updated(post, decided.card, decided.summary):
                message = await self._post_new(place, decided)
                post = _post_of(place, message, shown.version)
            else:
                post = post.model_copy(update={"version": shown.version})
            fresh = await desk.get(case.number)
            if fresh.version == shown.version:
                break
            shown = fresh
            redrawn = self._plan(desk, due, fresh, self._now())
            if not isinstance(redrawn, SendCard):
                break
            decided = redrawn
        return (decided.name, post) if post is not None else None

    async def _post_new(self, place: Place, decided: SendCard) -> str:
        if place.scope == "personal":
            return await self._teams.send_to_person(place, decided.card, decided.summary)
        return await self._teams.post_to_channel(place, decided.card, decided.summary)

    async def _send_in_thread(
        self, desk: CaseDesk[Any], case: KeptCase, decided: SendCard
    ) -> tuple[str, Post] | None:
        """Under the living card; without one (the FG is reminded of a case it does not follow) at the top level."""
        place = await self._channel(decided.office)
        root = await self._post(desk, case.number, decided.office)
        if root is not None and root.message_id and root.conversation == place.conversation:
            message = await self._teams.reply_in_thread(place, root.message_id, decided.card, decided.summary)
            thread = root.message_id
        elif decided.office in case.cards:
            raise NotReachable
        else:
            message, thread = await self._teams.post_to_channel(place, decided.card, decided.summary), None
        if not decided.name or not message:
            return None
        return decided.name, _post_of(place, message, case.version, thread)

    async def _updated(self, post: Post, card: Card, summary: str) -> bool:
        """Change a message; False when it is gone for good (somebody deleted it)."""
        if not post.message_id:
            return False
        place = Place(post.service_url, post.conversation, post.scope, post.tenant, post.thread)
        try:
            await self._teams.update(place, post.message_id, card, summary)
        except PermanentFailure as failure:
            log.warning("a card could not be changed: %s", failure)
            return False
        return True

    async def _channel(self, office: str) -> Place:
        place = await self._links.office(office)
        if place is None:
            raise NotReachable
        return place

    async def _chat(self, aad_id: str) -> Place:
        place = await self._links.person(aad_id)
        if place is None:
            raise NotReachable
        return place

    async def _post(self, desk: CaseDesk[Any], number: str, name: str) -> Post | None:
        row = await self._store.get("cases", desk.partition, post_key(number, name))
        return readable("cases", row, Post.model_validate_json) if row is not None else None

    # --- writing down -------------------------------------------------------------------------------------------

    async def _lease(self, table: Table, where: str, row: Row) -> _Taken | None:
        """Take this message for a while; None when it is leased, gone or not ours to read."""
        due = Due.model_validate_json(row.value)
        now = self._clock()
        if due.lease_until is not None and due.lease_until > now:
            return None
        leased = due.model_copy(update={"lease_until": now + LEASE, "attempts": due.attempts + 1})
        value = leased.model_dump_json()
        try:
            etags = await self._store.commit(table, where, [Replace(row.key, value, row.etag)])
        except Conflict:
            return None
        return _Taken(table, Row(row.partition, row.key, value, etags[row.key]), leased)

    async def _finish(
        self,
        desk: CaseDesk[Any],
        taken: _Taken,
        follow: Callable[[Any], Change[Any]] | None,
        posted: tuple[str, Post] | None = None,
    ) -> int:
        """One commit: the message goes, and what follows from it is written. A lost race decides again."""
        for attempt in range(8):
            writes: list[Write] = [Delete(taken.row.key, taken.row.etag)]
            if follow is not None:
                case, etag = await desk.load(taken.due.number)
                done = follow(case)
                if done.event is not None:
                    writes += desk.writes_of(done, etag, case)
                else:
                    writes += [Insert(due_key(at, due), due.model_dump_json()) for at, due in done.dues]
            if posted is not None:
                key = post_key(taken.due.number, posted[0])
                row = await self._store.get("cases", desk.partition, key)
                writes.append(put(row, key, posted[1].model_dump_json()))
            try:
                await self._store.commit("cases", desk.partition, writes)
            except Conflict:
                if await self._gone(taken):
                    return 0
                await asyncio.sleep(0.01 * 2**attempt)
            else:
                return 1
        log.warning("%s of %s was sent but not yet written down", taken.due.kind, taken.due.number)
        return 0

    async def _gone(self, taken: _Taken) -> bool:
        row = await self._store.get(taken.table, taken.row.partition, taken.row.key)
        return row is None or row.etag != taken.row.etag

    async def _try_later(self, desk: CaseDesk[Any], taken: _Taken, case: KeptCase, now: datetime) -> int:
        """The message waits for its next try; a reminder that nobody hears goes another way as well."""
        instead = desk.register.unheard(taken.due, case, now, self._org)
        if instead:
            log.error("%s of %s cannot reach %s: others are told", *_named(taken.due))
        return await self._move(taken, next_try(taken.due, now), instead)

    async def _wait(self, desk: CaseDesk[Any], taken: _Taken, case: KeptCase, now: datetime) -> int:
        """Nobody can be reached yet. A personal message that waits too long is given up."""
        waited = now - taken.due.created_at
        personal = taken.due.to == "reporter" or taken.due.to.startswith("person:")
        if personal and waited > GIVE_UP_AFTER:
            return await self._give_up(desk, taken, "nobody to be reached")
        if taken.due.attempts == 1:
            log.warning("%s of %s waits: no place known for %s", *_named(taken.due))
        if taken.due.kind == "reminder":
            return await self._try_later(desk, taken, case, now)
        return await self._move(taken, later(now, seconds=NO_CHANNEL_SECONDS))

    async def _move(self, taken: _Taken, to: datetime, instead: Sequence[tuple[datetime, Due]] = ()) -> int:
        due = taken.due.model_copy(update={"lease_until": None})
        writes: list[Write] = [
            Delete(taken.row.key, taken.row.etag),
            Insert(due_key(to, due), due.model_dump_json()),
            *(Insert(due_key(at, each), each.model_dump_json()) for at, each in instead),
        ]
        try:
            await self._store.commit(taken.table, taken.row.partition, writes)
        except Conflict:
            return 0
        return 0  # moved on: not a reason to look again at once

    async def _give_up(self, desk: CaseDesk[Any], taken: _Taken, reason: str) -> int:
        log.error("%s of %s to %s will never arrive: %s", *_named(taken.due), reason)
        now = self._now()
        return await self._finish(
            desk, taken, lambda fresh: desk.register.life.not_delivered(fresh, taken.due.kind, now, self._org)
        )

    # --- conversations ------------------------------------------------------------------------------------------

    async def _tick_talks(self, now: datetime) -> int:
        where = partition(self._org)
        handled = 0
        for row, _ in await self._aside.due(TALKS_TABLE, where, now, BATCH):
            taken = await self._lease(TALKS_TABLE, where, row)
            if taken is not None:
                work = self._tidy(taken) if taken.due.kind == "tidy" else self._end_draft(taken)
                handled += await caught(work, partial(self._failed, taken), passing=StoreUnavailable)
        return handled

    async def _tidy(self, taken: _Taken) -> int:
        """The reminder each quarter to tidy up: sent, and only then set for the next quarter."""
        aad_id = taken.due.to.removeprefix("person:")
        show = await self._talks.tidy_card(aad_id, taken.row)
        chat = await self._links.person(aad_id) if show is not None else None
        if show is not None and chat is not None:
            try:
                await self._teams.send_to_person(chat, show.card, show.summary)
            except TransientFailure as failure:
                log.warning("nobody could be reminded to tidy up: %s", failure)
                return 0  # the lease runs out, then it is tried again
            except PermanentFailure as failure:
                log.warning("nobody can be reminded to tidy up: %s", failure)
        try:
            await self._talks.tidied(aad_id, taken.row, self._now())
        except Conflict:
            return 0  # a turn came between: looked at again when the lease runs out
        return 1

    async def _end_draft(self, taken: _Taken) -> int:
        """A draft nobody touched is wiped and its owner told; one that was touched waits on."""
        aad_id = taken.due.to.removeprefix("person:")
        card = await self._talks.end_drafts(aad_id, taken.row, self._now())
        chat = await self._links.person(aad_id) if card is not None else None
        if card is None or chat is None:
            return 1
        try:
            await self._teams.send_to_person(chat, card.card, card.summary)
        except (TransientFailure, PermanentFailure) as failure:
            # The answers are gone either way; the person sees it at the next visit.
            log.warning("nobody could be told that a draft ended: %s", failure)
        return 1

    def _now(self) -> datetime:
        return self._clock().astimezone(self._org.zone)


def _number(waiting: tuple[Row, Due]) -> str:
    return waiting[1].number


def _named(due: Due) -> tuple[str, str, str]:
    return due.kind, due.number, "a person" if due.to.startswith("person:") else due.to


def _post_of(place: Place, message_id: str, version: int, thread: str | None = None) -> Post:
    return Post(
        service_url=place.service_url,
        conversation=place.conversation,
        scope=place.scope,
        tenant=place.tenant,
        thread=thread,
        message_id=message_id,
        version=version,
    )
