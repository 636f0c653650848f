"""Sends what waits: take what is due, lease it, check that it still holds, send, then write that down.

A crash loses nothing: a row goes only after its message went out. Several instances share the work by leases. When it
is done is the matter of a loop: bot/outbox/kept_loop.py for one organisation, bot/outbox/rounds.py for many.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from bot.outbox.chores import Chores
from bot.outbox.conversations import Conversations
from bot.outbox.far_ahead import FarAhead
from bot.outbox.kept_loop import HUNG_AFTER
from bot.outbox.lanes import Lanes
from bot.outbox.leases import Leases, Taken
from bot.outbox.order import Lane, destination, held_by, in_order, lane_of, waits_for
from bot.outbox.sending import NotReachable, Sending
from bot.outbox.told_time import ToldTime, may_go
from bot.set_aside import SetAside
from bot.teams.events import PermanentFailure, Teams, TransientFailure
from bot.teams.faults import caught, place_of
from bot.turns.absences import Absences
from bot.turns.links import Links
from bot.turns.talks import TABLE as TALKS_TABLE
from bot.turns.talks import Talks, partition
from bot.watch.logs import begin_turn, turn_of
from bot.watch.metrics import Metrics, OfOne
from cases.desks.case_desk import Busy, CaseDesk, NoSuchCase
from cases.desks.chores import planned_key
from cases.desks.desks import Desks
from cases.desks.organisation_desk import OrganisationDesk
from cases.organisation import Organisation
from cases.people import BOT
from cases.ports import ANY_ETAG, Delete, Row, RowStore, StoreUnavailable, Table
from cases.readable import Unreadable
from cases.register.case import KeptCase
from cases.register.life import Change, Deed
from cases.register.linking import heard
from cases.register.messages import EVERY_DUE, Due, due_at
from cases.register.plans import GIVE_UP_AFTER, Drop, FileElsewhere, LookBeside, Record, TellCase, next_try
from cases.terms import later

log = logging.getLogger(__name__)

BATCH = 100
FAULT_TRIES = 4
"""After so many tries a message that fails of something unforeseen is set aside; during a deploy another instance,
which reads what this one cannot, may take it before."""

NO_CHANNEL_SECONDS = 30
"""How long a message waits for its channel or chat to become known."""


class Outbox:
    """Runs in every instance. `wake` makes its loop look at once; `time` is what Teams says of the clock (None: the
    clock is believed)."""

    def __init__(
        self,
        store: RowStore,
        org: Organisation,
        sending: Sending,
        teams: Teams,
        links: Links,
        talks: Talks,
        desks: Desks,
        chores: Chores,
        aside: SetAside,
        *,
        organisation: OrganisationDesk,
        clock: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
        time: ToldTime | None = None,
        absences: Absences | None = None,
        metrics: OfOne | None = None,
    ) -> None:
        """`organisation` is looked at in every round: so each instance follows what another changed."""
        self._organisation = organisation
        self._store = store
        self._org = org
        self._wake = wake
        self._desks = desks
        self._chores = chores
        self._aside = aside
        self._clock = clock
        self._time = time
        self._absences = absences
        self._metrics = metrics or Metrics().of_one()
        self._lag = timedelta(0)
        self._leases = Leases(store, org, clock)
        places: list[tuple[Table, str]] = [("cases", desk.partition) for desk in desks]
        self._far_ahead = FarAhead(store, org, [*places, (TALKS_TABLE, partition(org))])
        self._sending = sending
        self._lanes = Lanes(wake)
        self._conversations = Conversations(
            org=org,
            lanes=self._lanes,
            teams=teams,
            links=links,
            talks=talks,
            aside=aside,
            leases=self._leases,
            clock=clock,
            failed=self._failed,
        )

    @property
    def hangs(self) -> bool:
        """Whether what a round began takes so long that only a new start helps."""
        return self._lanes.longest_seconds > HUNG_AFTER

    async def finished(self) -> None:
        """No round comes any more: what is being sent is finished, the rest waits in the store."""
        self._lanes.closing = True
        await self._lanes.ended()

    async def tick(self) -> int:
        """Send what is due now; gives how many messages were dealt with (sent, dropped or moved on).

        What takes long goes on beside the next rounds and is counted there.
        """
        now, self._lag = self._clock(), timedelta(0)
        await self._organisation.refresh()
        await self._aside.each_hour(now)
        await self._chores.each_hour(now)
        await self._far_ahead.each_hour(now)
        if self._absences is not None:
            await self._absences.each_minute(now)
        until = now if self._time is None else await self._time.until(now)
        await self._conversations.begin(now, until)
        handled = await self._lanes.handled()
        for (
            desk
        ) in self._desks:  # one after the other: what a case tells another is heard before that one speaks
            await self._begin_cases(desk, now, until)
            handled += await self._lanes.handled()
        self._metrics.round(now, self._lag)
        return handled

    async def next_due(self) -> datetime | None:
        """When the first of what waits is due, also when that is past or it is leased; None when nothing waits.

        Raises StoreUnavailable.
        """
        places: list[tuple[Table, str]] = [(TALKS_TABLE, partition(self._org))]
        places += [("cases", desk.partition) for desk in self._desks]
        first = [row for each in places for row in await self._store.scan(*each, *EVERY_DUE, 1)]
        return min((_moment(row) for row in first), default=None)

    async def _begin_cases(self, desk: CaseDesk[Any], now: datetime, until: datetime) -> None:
        lane = partial(lane_of, desk.partition)

        def waits(row: Row, due: Due) -> bool:
            return (
                may_go(row, due, until)
                and lane(due) not in self._lanes
                and not waits_for(due, self._lanes.slow(lane(due)))
            )

        def held(due: Due, leased: Due) -> bool:
            return held_by(due, leased, self._lanes.slow(lane(due)), now)

        found = await self._aside.due("cases", desk.partition, now, BATCH, lane, waits, held)
        for each, queue in groupby(sorted(found, key=in_order), lambda one: lane(one[1])):
            self._lanes.begin(each, partial(self._work, desk, each, list(queue)))

    async def _work(self, desk: CaseDesk[Any], lane: Lane, queue: Sequence[tuple[Row, Due]]) -> int:
        done, held = 0, list[Due]()
        for row, due in queue:  # in order: the card of a case before its thread
            if waits_for(due, (*self._lanes.slow(lane), *held)):
                held.append(due)
                continue
            dealt_with = await self._lanes.patiently(lane, due, partial(self._deal_with, desk, row, due))
            if dealt_with is None:
                break
            done += dealt_with
        return done

    async def _deal_with(self, desk: CaseDesk[Any], row: Row, due: Due) -> int | None:
        """How much was done; None when the rest of the lane is not for now, or for another instance."""
        async with self._lanes.place(destination(due)):
            if self._lanes.closing:
                return None
            if await self._leases.put_off("cases", row, due):
                return 0
            taken = await self._leases.take("cases", row, due)
            if taken is None:  # another instance is in this lane, and the rest may go below that
                return None
            begin_turn(turn_of(row.key))
            self._lag = max(self._lag, self._clock() - taken.first_due)
            handled = self._handle(desk, taken)
            return await caught(handled, partial(self._failed, taken), passing=StoreUnavailable)

    async def _failed(self, taken: Taken, fault: Exception) -> int:
        """Something unforeseen, in this message alone: it is tried again a few times, then set aside."""
        if isinstance(fault, Unreadable) and fault.row.key.startswith("post|"):
            await self._aside.put(fault.table, fault.row, "unreadable")
            return await self._leases.move(
                taken, self._clock()
            )  # it goes as if that row had never been there
        known = isinstance(fault, Unreadable)
        why = f"{fault} cannot be read" if known else f"{type(fault).__name__} at {place_of(fault)}"
        log.error("%s of %s to %s failed: %s", *_named(taken.due), why)
        due = taken.due.model_copy(update={"faults": taken.due.faults + 1})
        if due.faults < FAULT_TRIES:
            return await self._leases.move(replace(taken, due=due), next_try(due, self._clock()))
        if due.kind == "chore":  # what recurs is tried again with the next day
            rested = due.model_copy(update={"faults": 0})
            return await self._leases.move(replace(taken, due=rested), later(self._clock(), hours=24))
        self._metrics.sending("set_aside")
        return int(await self._aside.put(taken.table, taken.row, "case" if known else "fault"))

    async def _handle(self, desk: CaseDesk[Any], taken: Taken) -> int:
        """Send what is due and write that down, or see why it cannot be."""
        now, register, due = self._now(), desk.register, taken.due
        if due.kind == "chore":
            return await self._do_chore(desk, taken, now)
        if due.kind == "taken":
            return await self._tell_taken(desk, taken, now)
        try:
            case, _ = known = await desk.load(due.number)
        except NoSuchCase:
            return await self._leases.finish(desk, taken, None)
        decided = desk.register.plan(due, case, now, self._org)
        if isinstance(decided, Drop):
            return await self._leases.finish(desk, taken, None)
        if isinstance(decided, Record):
            return await self._leases.finish(
                desk, taken, lambda fresh: self._recorded(desk, due, fresh, now), known=known
            )
        if isinstance(decided, LookBeside):
            others = await desk.beside(decided)
            return await self._leases.finish(
                desk, taken, lambda fresh: decided.noted(fresh, others), known=known
            )
        if isinstance(decided, TellCase):
            return await self._tell_case(desk, taken, decided, now)
        if isinstance(decided, FileElsewhere):
            return await self._file_elsewhere(desk, taken, decided, now)
        try:
            posted = await self._sending.send(desk, due, case, decided)
        except NotReachable:
            return await self._wait(desk, taken, case, now)
        except TransientFailure as failure:
            log.warning("%s of %s is tried again: %s", due.kind, due.number, failure)
            self._metrics.sending("later")
            return await self._try_later(desk, taken, case, now)
        except PermanentFailure as failure:
            if _may_arrive(taken, now):
                # The bot may be let in again, or the office may link another channel.
                log.error("%s of %s to %s is refused for now: %s", *_named(due), failure)
                self._metrics.sending("refused")
                return await self._try_later(desk, taken, case, now)
            return await self._give_up(desk, taken, str(failure))
        self._metrics.sending("done")
        if not self._sending.arrives(decided):
            return await self._leases.finish(desk, taken, None)
        return await self._leases.finish(
            desk, taken, lambda fresh: register.after_sent(due, fresh, now, self._org), posted, known=known
        )

    async def _do_chore(self, desk: CaseDesk[Any], taken: Taken, now: datetime) -> int:
        """Do it and plan the next one in one commit; what cannot be told now is told later on the same day."""
        chore, register = self._chores.chore_of(desk.register, taken.due), desk.register.name
        if chore is None:  # no longer done; should it ever be again, it is planned anew
            return await self._leases.replace(
                desk.partition, taken, [Delete(planned_key(taken.due.number), ANY_ETAG)]
            )
        try:
            at = await self._chores.do(register, chore, now)
        except NotReachable:
            return await self._leases.move(taken, later(now, seconds=NO_CHANNEL_SECONDS))
        except (TransientFailure, PermanentFailure) as failure:
            log.warning("%s of the register %s is tried again: %s", chore.number, register, failure)
            return await self._leases.move(taken, next_try(taken.due, now))
        return await self._leases.replace(
            desk.partition, taken, await self._chores.planned(desk.partition, chore, at)
        )

    async def _tell_taken(self, desk: CaseDesk[Any], taken: Taken, now: datetime) -> int:
        """Tell the FG of a large file; it is tried until it arrives, for nobody else would say it."""
        try:
            await self._chores.tell_taken(desk.register.name, taken.due, now)
        except NotReachable:
            return await self._leases.move(taken, later(now, seconds=NO_CHANNEL_SECONDS))
        except (TransientFailure, PermanentFailure) as failure:
            log.warning("the news of a large file is told later: %s", failure)
            return await self._leases.move(taken, next_try(taken.due, now))
        return await self._leases.replace(desk.partition, taken, [])

    def _recorded(self, desk: CaseDesk[Any], due: Due, case: KeptCase, now: datetime) -> Change[Any]:
        decided = desk.register.plan(due, case, now, self._org)
        return decided.change if isinstance(decided, Record) else Change(case, None)

    async def _file_elsewhere(
        self, desk: CaseDesk[Any], taken: Taken, decided: FileElsewhere, now: datetime
    ) -> int:
        other = self._desks.named(decided.register)
        makes = other.register.made.from_answers
        if makes is None:
            log.error("the register %s makes no case of what %s holds", decided.register, taken.due.number)
            return await self._leases.finish(desk, taken, None)
        try:
            filed = await other.file(
                lambda number: makes(decided.filled, number, decided.filer, now, self._org),
                draft_id=decided.filled.draft_id,
                reporter=decided.filer,
                now=now,
            )
        except Busy:
            return await self._leases.move(taken, next_try(taken.due, now))
        self._wake()
        return await self._leases.finish(desk, taken, lambda fresh: decided.noted(fresh, filed.number))

    async def _tell_case(self, desk: CaseDesk[Any], taken: Taken, decided: TellCase, now: datetime) -> int:
        """The other case hears it first; heard twice, as after a crash, it changes nothing."""
        deed = Deed(BOT, now, self._org, decided.given)
        try:
            other = self._desks.of(decided.number)
            await other.hear(
                decided.number, lambda case: heard(other.register.life, case, decided.about, deed)
            )
        except NoSuchCase:
            log.info("%s names a case that is not there", taken.due.number)
        except Busy:
            return await self._leases.move(taken, next_try(taken.due, now))
        self._wake()
        return await self._leases.finish(desk, taken, None)

    # --- waiting and giving up ---------------------------------------------------------------------------------

    async def _try_later(self, desk: CaseDesk[Any], taken: Taken, case: KeptCase, now: datetime) -> int:
        """The message waits for its next try; a reminder that nobody hears goes another way as well."""
        instead = desk.register.unheard(taken.due, case, now, self._org)
        if instead:
            log.error("%s of %s cannot reach %s: others are told", *_named(taken.due))
        return await self._leases.move(taken, next_try(taken.due, now), instead)

    async def _wait(self, desk: CaseDesk[Any], taken: Taken, case: KeptCase, now: datetime) -> int:
        """Nobody can be reached yet. A personal message that waits too long is given up."""
        personal = taken.due.to.way in ("reporter", "person")
        if personal and now - taken.first_due > GIVE_UP_AFTER:
            return await self._give_up(desk, taken, "nobody to be reached")
        if taken.due.attempts == 1:
            log.warning("%s of %s waits: no place known for %s", *_named(taken.due))
        if taken.due.kind in ("reminder", "task"):
            return await self._try_later(desk, taken, case, now)
        return await self._leases.move(taken, later(now, seconds=NO_CHANNEL_SECONDS))

    async def _give_up(self, desk: CaseDesk[Any], taken: Taken, reason: str) -> int:
        log.error("%s of %s to %s will never arrive: %s", *_named(taken.due), reason)
        self._metrics.sending("given_up")
        now = self._now()
        return await self._leases.finish(
            desk, taken, lambda fresh: desk.register.life.not_delivered(fresh, taken.due.kind, now, self._org)
        )

    def _now(self) -> datetime:
        return self._clock().astimezone(self._org.zone)


def _moment(row: Row) -> datetime:
    """When it is due; what tells no moment is looked at now."""
    try:
        return due_at(row.key)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _named(due: Due) -> tuple[str, str, str]:
    return due.kind, due.number, due.to.public


def _may_arrive(taken: Taken, now: datetime) -> bool:
    """Whether what is refused is tried again: what a channel gets and a task for a colleague for some days since it
    was due, a reminder as long as it holds.

    Nobody would plan the next reminder for one that was given up.
    """
    if taken.due.to.way != "channel" and taken.due.kind != "task":
        return False
    return taken.due.kind == "reminder" or now - taken.first_due < GIVE_UP_AFTER
