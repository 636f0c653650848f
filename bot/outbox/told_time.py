"""What time it is by Teams, before something goes out because its moment has come: a clock that is ahead for a moment
must remind nobody early, and wipe no answers."""

import logging
from datetime import datetime, timedelta
from typing import Protocol

from bot.teams.events import PermanentFailure, TransientFailure
from bot.turns.links import Links
from cases.organisation import OFFICES
from cases.ports import Row
from cases.register.messages import Due, due_at, first_due
from cases.terms import CLOCK_SKEW

log = logging.getLogger(__name__)

AT_ONCE = timedelta(seconds=1)
"""A message that is due so soon after it was made waits for no moment: keys hold whole seconds."""

ASKED_AGAIN = timedelta(minutes=1)
"""How long an answer of Teams holds while it does not agree with our clock."""


class TellsTime(Protocol):
    """What is needed of Teams here."""

    def server_time(self) -> datetime | None:
        """What time it is by the newest answer of Teams that said so; None as long as none did."""

    async def ask_time(self, service_url: str) -> None:
        """Let Teams say what time it is, at "" where we sent to last. Raises TransientFailure or PermanentFailure."""


class LastAsked:
    """When Teams was asked last, by whichever organisation: it is the same Teams for all of them."""

    def __init__(self) -> None:
        self.at: datetime | None = None


class ToldTime:
    """Compares our clock with that of Teams; asks Teams itself when they do not agree, or when it said nothing yet."""

    def __init__(self, teams: TellsTime, links: Links, asked: LastAsked | None = None) -> None:
        """`asked` is shared by all who ask the same Teams."""
        self._teams = teams
        self._links = links
        self._asked = asked or LastAsked()

    async def until(self, now: datetime) -> datetime:
        """Up to which moment what waited for its moment may go: now, or what Teams says when our clock is ahead."""
        told = self._teams.server_time()
        if told is None or now - told > CLOCK_SKEW:
            await self._ask(now)
            told = self._teams.server_time()
        if told is None or now - told <= CLOCK_SKEW:
            return now
        log.warning("the clock may be ahead: what waits for its moment waits on")
        return told

    async def _ask(self, now: datetime) -> None:
        if self._asked.at is not None and abs(now - self._asked.at) < ASKED_AGAIN:
            return
        self._asked.at = now
        places = [await self._links.office(each) for each in OFFICES]
        near = next((each.service_url for each in places if each is not None), "")
        try:
            await self._teams.ask_time(near)
        except (TransientFailure, PermanentFailure) as failure:
            log.warning("Teams does not say what time it is: %s", failure)


def may_go(row: Row, due: Due, until: datetime) -> bool:
    """Whether a message may go: its moment has come by this one, or it never waited for one but for its next try, as
    what recurs always does."""
    at_once = due.kind != "chore" and first_due(row.key, due) - due.created_at <= AT_ONCE
    return due_at(row.key) <= until or at_once
