"""Sends one decided message: to a channel, under the living card, to a person, or by changing what stands there."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.outbox.leases import Posted
from bot.outbox.mail import Mailer
from bot.teams.events import Card, PermanentFailure, Place, Teams
from bot.turns.links import Links
from bot.turns.posts import post_in
from cases.desks.case_desk import CaseDesk
from cases.organisation import OFFICES, Organisation
from cases.ports import RowStore
from cases.readable import readable
from cases.register.case import KeptCase
from cases.register.messages import Due
from cases.register.plans import Redraw, SendCard, SendMail, TakeAway
from cases.register.posts import Post, post_key

log = logging.getLogger(__name__)

REDRAWS = 3
"""How often a living card is sent again when the case moved while it was being sent."""


class NotReachable(Exception):
    """There is no channel or chat to send this to, yet."""


class Sending:
    """What goes out, and what it leaves: the message that may change later. The rows are its caller's."""

    def __init__(
        self,
        *,
        store: RowStore,
        org: Organisation,
        teams: Teams,
        mailer: Mailer,
        links: Links,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._org = org
        self._teams = teams
        self._mailer = mailer
        self._links = links
        self._clock = clock

    def arrives(self, decided: Redraw | SendCard | SendMail | TakeAway) -> bool:
        """Whether what was sent went anywhere: without a relay a mail is only counted."""
        return not isinstance(decided, SendMail) or self._mailer.relays

    async def send(
        self, desk: CaseDesk[Any], due: Due, case: KeptCase, decided: Redraw | SendCard | SendMail | TakeAway
    ) -> Posted | None:
        """Send it; gives what may change later. Raises NotReachable, TransientFailure, PermanentFailure,
        StoreUnavailable or Unreadable."""
        if isinstance(decided, Redraw):
            decided = self._drawn(desk, case, decided)
        if isinstance(decided, TakeAway):
            await self._take_away(desk, case, decided)
            return None
        if isinstance(decided, SendMail):
            await self._mailer.send(decided.mail)
            return None
        match decided.place:
            case "living":
                return await self._send_living(desk, due, case, decided, await self._channel(decided.office))
            case "thread":
                return await self._send_in_thread(desk, case, decided)
            case "person":
                chat = await self._chat(decided.aad_id, decided.office)
                if decided.name:
                    return await self._send_living(desk, due, case, decided, chat)
                await self._teams.send_to_person(chat, decided.card, decided.summary)
                return None
            case "own":
                chat = await self._chat(decided.aad_id)
                message = await self._teams.send_to_person(chat, decided.card, decided.summary)
                return (decided.name, post_in(chat, message, case.version)) if message else None
            case "update":
                post = await self._post(desk, case.number, decided.name)
                if post is None or (due.kind == "card" and post.version >= case.version):
                    return None  # gone, or that message shows this state (or the thanks for it) already
                await self._updated(post, decided.card, decided.summary)
                living = due.kind == "card"
                return (decided.name, post.model_copy(update={"version": case.version})) if living else None

    async def _send_living(
        self, desk: CaseDesk[Any], due: Due, case: KeptCase, decided: SendCard, place: Place
    ) -> Posted | None:
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
                post = post_in(place, message, shown.version)
            else:
                post = post.model_copy(update={"version": shown.version})
            fresh = await desk.get(case.number)
            if fresh.version == shown.version:
                break
            shown = fresh
            decided = self._drawn(desk, fresh, Redraw(due.to))
        return (decided.name, post) if post is not None else None

    async def _take_away(self, desk: CaseDesk[Any], case: KeptCase, decided: TakeAway) -> None:
        """Replace what stands in channels; what somebody deleted there is gone already. Tried again as a whole."""
        for name, post in await desk.posts(case.number):
            card = None if post.scope == "personal" or name in OFFICES else decided.instead(name)
            if card is not None:
                await self._updated(post, card, decided.summary)

    async def _post_new(self, place: Place, decided: SendCard) -> str:
        if place.scope == "personal":
            return await self._teams.send_to_person(place, decided.card, decided.summary)
        return await self._teams.post_to_channel(place, decided.card, decided.summary)

    async def _send_in_thread(self, desk: CaseDesk[Any], case: KeptCase, decided: SendCard) -> Posted | None:
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
        return decided.name, post_in(place, message, case.version, thread)

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

    async def _chat(self, aad_id: str, by: str = "") -> Place:
        """The own chat of somebody. Whom the bot never met it meets where the channel of an office is (`by`): Teams
        allows that for who has the app. Raises NotReachable or TransientFailure."""
        place = await self._links.person(aad_id)
        near = await self._links.office(by) if place is None and by else None
        if near is not None:
            try:
                place = await self._teams.open_chat(near.service_url, near.tenant, aad_id)
            except PermanentFailure as failure:
                log.warning("a personal chat could not be opened: %s", failure)
        if place is None:
            raise NotReachable
        return place

    async def _post(self, desk: CaseDesk[Any], number: str, name: str) -> Post | None:
        row = await self._store.get("cases", desk.partition, post_key(number, name))
        return readable("cases", row, Post.model_validate_json) if row is not None else None

    def _drawn(self, desk: CaseDesk[Any], case: KeptCase, redraw: Redraw) -> SendCard:
        """The living card as the case stands now."""
        return desk.register.redrawn(case, redraw.to, self._clock().astimezone(self._org.zone), self._org)
