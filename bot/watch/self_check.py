"""Looks once a day, and a while after the start, whether something is wrong, and tells the administrators so."""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime

from bot.outbox.mail import Mailer
from bot.teams.connector import ConnectorClient
from bot.teams.events import PermanentFailure, TransientFailure
from bot.turns.links import Links
from bot.watch.metrics import OfOne
from cases.desks.troubles import (
    Readings,
    Trouble,
    troubles,
    troubles_card,
    troubles_mail,
    troubles_summary,
)
from cases.organisation import Organisation

log = logging.getLogger(__name__)

AFTER_START_SECONDS = 60.0
"""By then the first requests are answered, and what was waiting went out."""


BETWEEN_SECONDS = 0.2
"""Between the looks at two organisations."""


class SelfCheck:
    """Reads off how things stand, and says what is wrong in the log and to the administrators.

    `around` looks at what is around the bot; `aside` counts rows that cannot be read; `password_expires` is the last
    day of the registration's password, if somebody said it. Counts are those of this instance since its last look.
    """

    def __init__(
        self,
        *,
        org: Organisation,
        teams: ConnectorClient,
        links: Links,
        mailer: Mailer,
        around: Callable[[], Awaitable[Readings]],
        metrics: OfOne,
        aside: Callable[[], int],
        password_expires: date | None,
        sealed: bool,
    ) -> None:
        self._org = org
        self._teams = teams
        self._links = links
        self._mailer = mailer
        self._around = around
        self._metrics = metrics
        self._aside = aside
        self._password_expires = password_expires
        self._sealed = sealed
        self._before = Counter[str]()

    async def look(self, now: datetime) -> None:
        """The look of the day: what is wrong is told."""
        found = await self._wrong(now)
        if found:
            await self._tell(found, now)

    async def into_the_log(self, now: datetime) -> None:
        """The look a while after the start, which tells nobody."""
        await self._wrong(now)

    async def _wrong(self, now: datetime) -> tuple[Trouble, ...]:
        found = troubles(await self._readings(), now, self._org)
        for each in found:
            log.warning("trouble: %s, of %s", each.name, self._org.key)
        return found

    async def _readings(self) -> Readings:
        counts = self._metrics.counts - self._before
        self._before = self._metrics.counts.copy()
        return replace(
            await self._around(),
            sealed=self._sealed,
            password_expires=self._password_expires,
            lag=self._metrics.lag,
            undelivered=counts["given_up"],
            set_aside=self._aside(),
            unheard=counts["nothing"],
        )

    async def _tell(self, found: tuple[Trouble, ...], now: datetime) -> None:
        """To each administrator who has a chat with us, else by mail. Told twice after a crash, never not at all."""
        reached = 0
        card, summary = troubles_card(found), troubles_summary(found)
        for aad_id in self._org.administrators.people:
            place = await self._links.person(aad_id)
            if place is None:
                continue
            try:
                await self._teams.send_to_person(place, card, summary)
            except (PermanentFailure, TransientFailure) as failure:
                log.warning("an administrator was not told: %s", failure)
            else:
                reached += 1
        if reached or not self._org.administrators.mail:
            return
        await self._mailer.send(troubles_mail(found, self._org.administrators.mail, now, self._org))


@asynccontextmanager
async def after_start(
    checks: Sequence[SelfCheck], clock: Callable[[], datetime], seconds: float = AFTER_START_SECONDS
) -> AsyncIterator[None]:
    """Beside whatever happens inside: one look at each organisation a while after the start, into the log alone."""

    async def look() -> None:
        await asyncio.sleep(seconds)
        for each in checks:
            await each.into_the_log(clock())
            await asyncio.sleep(BETWEEN_SECONDS)

    task = asyncio.create_task(look())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
