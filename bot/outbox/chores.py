"""Does what recurs: the digest of an office goes to its channel, what was kept long enough is destroyed, the
ends of all histories are told outside the store."""

import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.outbox.leaving import Leaving
from bot.outbox.mail import CountedMail, Mailer
from bot.outbox.sending import NotReachable
from bot.teams.events import Card, Place, Teams
from bot.turns.links import Links
from bot.turns.posts import post_in
from cases.desks.access import given_of, wipe_access
from cases.desks.access_cards import taken_card, taken_summary
from cases.desks.anchors import LOGGED_KEY, MAILED_KEY, anchored_value, anchors_mail
from cases.desks.case_desk import put
from cases.desks.chores import (
    Chore,
    chore_of,
    chores_of,
    due_of,
    next_moment,
    planned_at,
    planned_value,
    quarter_before,
    still_useful,
)
from cases.desks.destruction import is_doubted
from cases.desks.digest import digest, of_office
from cases.desks.purge import Purge
from cases.desks.register_desk import RegisterDesk
from cases.desks.whole_register import ends
from cases.organisation import Organisation
from cases.ports import ANY_ETAG, Conflict, Delete, Insert, Replace, RowStore, Write
from cases.readable import those_readable
from cases.register.confidential import cases_on
from cases.register.messages import Due, due_key, mailbox, waiting
from cases.register.posts import page_name, post_key
from cases.register.register import Register
from cases.register.seals import place_of
from cases.terms import lately, later

log = logging.getLogger(__name__)

LOOK_HOURS = 1
"""How often it is looked whether what will be destroyed waited long enough, and whether the clock is right again."""


class Chores:
    """Plans the chores of all registers, and does one when its moment has come."""

    def __init__(
        self,
        store: RowStore,
        org: Organisation,
        teams: Teams,
        links: Links,
        registers: Mapping[str, RegisterDesk[Any]],
        server_time: Callable[[], datetime | None],
        mailer: Mailer | None = None,
        leaving: Leaving | None = None,
        look: Callable[[datetime], Awaitable[None]] | None = None,
    ) -> None:
        """`look` is what finds out once a day whether something is wrong with the bot, and says so."""
        self._look = look
        self._store = store
        self._org = org
        self._teams = teams
        self._links = links
        self._registers = registers
        self._server_time = server_time
        self._mailer = mailer or CountedMail()
        self._leaving = leaving
        self._mended_at: datetime | None = None

    async def plan(self, now: datetime) -> None:
        """Write the first row of each chore that was never planned; who is later finds it there."""
        for desk in self._registers.values():
            for chore in self._of(desk):
                if await self._store.get("cases", desk.partition, chore.key) is not None:
                    continue
                at = next_moment(chore, now, self._org)
                due = due_of(chore, at)
                first = [
                    Insert(chore.key, planned_value(at)),
                    waiting(at, due, self._org),
                ]
                with contextlib.suppress(Conflict):  # another instance did the same
                    await self._store.commit("cases", desk.partition, first)

    async def each_hour(self, now: datetime) -> None:
        """In every round. What was planned while the clock was ahead is planned anew, else it waits for years."""
        if lately(self._mended_at, now, timedelta(hours=1)):
            return
        for desk in self._registers.values():
            for chore in self._of(desk):
                row = await self._store.get("cases", desk.partition, chore.key)
                moments = those_readable("cases", [row] if row is not None else [], planned_at)
                at = next_moment(chore, now, self._org)
                if row is None or not moments or moments[0] is None or moments[0] <= later(at, hours=24):
                    continue
                wrong, due = due_key(moments[0], due_of(chore, moments[0])), due_of(chore, at)
                writes: list[Write] = [
                    Delete(wrong, ANY_ETAG),
                    waiting(at, due, self._org),
                    Replace(row.key, planned_value(at), row.etag),
                ]
                with contextlib.suppress(Conflict):  # it is being done, or another instance did the same
                    await self._store.commit("cases", desk.partition, writes)
                    log.warning("%s was planned by a wrong clock and is planned again", chore.number)
        self._mended_at = now

    def chore_of(self, register: Register[Any], due: Due) -> Chore | None:
        """The chore that is due; None for one that there is no longer."""
        desk = self._registers.get(register.name)
        anchors = self._anchors(desk) if desk is not None else ()
        return chore_of(register, due, self._org, anchors, first=self._is_first(register))

    async def planned(self, where: str, chore: Chore, at: datetime) -> list[Write]:
        """What is written to do it again at that moment."""
        due = due_of(chore, at)
        row = await self._store.get("cases", where, chore.key)
        return [waiting(at, due, self._org), put(row, chore.key, planned_value(at))]

    async def do(self, register: str, chore: Chore, now: datetime) -> datetime:
        """Do it, and give its next moment. Raises NotReachable (the office has no channel yet),
        TransientFailure, PermanentFailure or StoreUnavailable."""
        if chore.name == "purge":
            return await self._purge(register, chore, now)
        if chore.name == "look":
            if self._look is not None:
                await self._look(now)
            return next_moment(chore, now, self._org)
        if chore.name == "wipe":
            return await self._wipe(register, chore, now)
        if chore.name == "anchor":
            await self._anchor(register, chore, now)
            return next_moment(chore, now, self._org)
        if chore.name == "quarter":  # told late is told as well
            await self._quarter(register, chore.to, now)
        elif still_useful(chore, now, self._org):
            await self._tell(register, chore.to, now)
        return next_moment(chore, now, self._org)

    async def tell_taken(self, register: str, due: Due, now: datetime) -> None:
        """Tell the FG of a large file that somebody took. Raises as `do` does."""
        taken = await given_of(self._registers[register], due)
        if taken is None:
            return
        channel = await self._links.office(due.to.name)
        if channel is None:
            raise NotReachable
        await self._teams.post_to_channel(channel, taken_card(taken, now, self._org), taken_summary())

    async def _tell(self, register: str, office: str, now: datetime) -> None:
        """Nothing open: no card."""
        desk = self._registers[register]
        entries = of_office(await desk.open_entries(), office)
        if not entries:
            return
        channel: Place | None = await self._links.office(office)
        if channel is None:
            raise NotReachable
        card, summary = digest(entries, desk.register, now, self._org)
        message = await self._teams.post_to_channel(channel, card, summary)
        await self._remember(desk, channel, message, card)

    async def _remember(self, desk: RegisterDesk[Any], place: Place, message: str, card: Card) -> None:
        """The digest is found again for each case on it: when one becomes confidential, it goes from the channel."""
        if not message or "make_confidential" not in desk.register.life.handlers:
            return
        post, name = post_in(place, message, 0).model_dump_json(), page_name(message)
        for number in sorted(cases_on(card)):
            key = post_key(number, name)
            with contextlib.suppress(Conflict):  # another instance told the same at the same time
                await self._store.commit(
                    "cases",
                    desk.partition,
                    [put(await self._store.get("cases", desk.partition, key), key, post)],
                )

    async def _quarter(self, register: str, office: str, now: datetime) -> None:
        """What the quarter before brought, when there is something to tell."""
        desk = self._registers[register]
        told = desk.register.quarterly
        if told is None:
            return
        here = now.astimezone(self._org.zone)
        begin, end = quarter_before(here.date())
        cases = await desk.marked(told.mark, now)
        drawn = told.card(cases, begin, end, now, self._org)
        if drawn is None:
            return
        channel: Place | None = await self._links.office(office)
        if channel is None:
            raise NotReachable
        await self._teams.post_to_channel(channel, *drawn)

    def _of(self, desk: RegisterDesk[Any]) -> tuple[Chore, ...]:
        first = self._is_first(desk.register)
        return chores_of(desk.register, self._org, self._anchors(desk), first=first)

    def _is_first(self, register: Register[Any]) -> bool:
        """Whether this register has what is done once for all of them."""
        return self._look is not None and register.name == next(iter(self._registers), "")

    def _anchors(self, desk: RegisterDesk[Any]) -> tuple[str, ...]:
        """Each register is told in the log; one mail, with all of them, goes to the FG. Without a key nothing is."""
        if not desk.seals:
            return ()
        first = next(iter(self._registers), "")
        return ("bot", str(mailbox("fg"))) if desk.register.name == first else ("bot",)

    async def _anchor(self, register: str, chore: Chore, now: datetime) -> None:
        """Told twice does no harm, so what was told is written down afterwards."""
        if chore.to == "bot":
            desk = self._registers[register]
            for line in (await ends(desk, LOGGED_KEY, now)).lines(desk.seals):
                log.info("%s", line)
            await self._told(desk, LOGGED_KEY, now)
            return
        lines = list[str]()
        for desk in self._registers.values():
            lines += (await ends(desk, MAILED_KEY, now)).lines(desk.seals)
        await self._mailer.send(anchors_mail(lines, now, self._org))
        for desk in self._registers.values():
            await self._told(desk, MAILED_KEY, now)

    async def _told(self, desk: RegisterDesk[Any], key: str, now: datetime) -> None:
        value = desk.seals.put(place_of(desk.partition, key), anchored_value(now))
        with contextlib.suppress(Conflict):  # another instance did the same
            await self._store.commit("cases", desk.partition, [put(await desk.row(key), key, value)])

    async def _wipe(self, register: str, chore: Chore, now: datetime) -> datetime:
        if await self._in_doubt(register, now):
            return later(now, hours=LOOK_HOURS)
        if gone := await wipe_access(self._registers[register], now, self._org):
            log.info("%d rows of who saw what in the register %s were past their term", gone, register)
        if self._leaving is not None and register == next(iter(self._registers)):
            await self._leaving.look(now)
        return next_moment(chore, now, self._org)

    async def _in_doubt(self, register: str, now: datetime) -> bool:
        """Whether the clock may be wrong: then nothing is taken away."""
        newest = [at for desk in self._registers.values() if (at := await desk.newest_at()) is not None]
        doubted = is_doubted(now, self._server_time(), max(newest, default=None))
        if doubted:
            log.warning("the clock may be wrong: nothing of the register %s is destroyed", register)
        return doubted

    async def _purge(self, register: str, chore: Chore, now: datetime) -> datetime:
        if await self._in_doubt(register, now):
            return later(now, hours=LOOK_HOURS)
        desk = self._registers[register]
        looked = await Purge(self._store, self._org, desk.register, desk.seals).look(now)
        if looked.gone:
            log.info(
                "%d closed cases of the register %s were past their term and are destroyed",
                looked.gone,
                register,
            )
        if looked.announced:
            log.info(
                "%d closed cases of the register %s are past their term and will be destroyed in a day",
                looked.announced,
                register,
            )
        usual = next_moment(chore, now, self._org)
        return min(later(now, hours=LOOK_HOURS), usual) if looked.waiting else usual
