"""A press on a card: whose button it was, who pressed it and where; the case that it is about is read once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Generic

from bot.teams.events import Answer, CardAction, Place, Say, ShowCard
from cards.notice import NoticeView, notice_card
from cards.view import OWNERS, Button, Owner
from cases.desks.case_desk import CaseDesk
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.case import C
from cases.register.life import NoRole

PLACE = frozenset({"case", "version", "verb", "of"})
"""What a button carries beside what an event needs."""

_OWNER_OF: Mapping[str, Owner] = {
    "friction": "friction",
    "give": "file",
    "new_record": "entry",
    "new_record_form": "entry",
    "register": "register",
    "month": "register",
    "figures": "register",
    "overviews": "register",
}
"""Whose the verbs were on cards that did not say so themselves (ADR 0015 tells until when they are read)."""


def owner_of(event: CardAction) -> Owner:
    """Whose button was pressed; a card may say anything, so what is no owner is looked up as on an older card."""
    said = event.data.get("of", "")
    older: Owner = "case" if "case" in event.data else "talk"
    return next((each for each in OWNERS if each == said), _OWNER_OF.get(event.verb, older))


def refusal(place: Place, title: str, text: str, *buttons: Button) -> Answer:
    """A line in a channel, so that the card there stays; a card in a personal chat."""
    if place.scope != "personal":
        return Say(text.replace("\n", " "))
    return ShowCard(notice_card(NoticeView(title, tuple(text.split("\n")), buttons)), title)


class Press(Generic[C]):
    """One press on a card of a case. Who may not see the case never learns whether it exists."""

    def __init__(
        self,
        event: CardAction,
        desk: CaseDesk[C],
        number: str,
        actor: Actor,
        now: datetime,
        org: Organisation,
    ) -> None:
        self.event = event
        self.desk = desk
        self.number = number
        self.actor = actor
        self.now = now
        self.org = org
        self._case: C | None = None
        self._etag = ""

    @property
    def verb(self) -> str:
        """What was pressed."""
        return self.event.verb

    @property
    def private(self) -> bool:
        """Whether only this person reads the answer: in the own chat."""
        return self.event.place.scope == "personal"

    def number_in(self, name: str) -> int:
        """A number that a button carries under this name; 0 for what is none."""
        carried = self.event.data.get(name, "")
        return int(carried) if carried.isascii() and carried.isdigit() and len(carried) <= 4 else 0

    async def case(self) -> C:
        """The case, read once. Raises NoSuchCase for who may not see it."""
        if self._case is None:
            case, self._etag = await self.desk.load(self.number)
            self.desk.admit(case, self.actor)
            self._case = case
        return self._case

    async def case_for_offices(self) -> C:
        """The case, for people of its offices alone. Raises NoRole before it is looked for, or NoSuchCase."""
        if self.desk.register.life.offices.isdisjoint(self.actor.roles):
            raise NoRole
        return await self.case()

    async def fresh(self) -> C:
        """The case as it is now, after somebody else may have been first. Raises NoSuchCase."""
        self._case = None
        return await self.case()

    async def act(self, event: str, payload: Mapping[str, str] | None = None) -> C:
        """Let an event happen; from then on the case is the one after it. Raises what `CaseDesk.act` does."""
        known = (self._case, self._etag) if self._case is not None and self._etag else None
        done = await self.desk.act(self.number, event, self.actor, self.now, payload or {}, known=known)
        self._case, self._etag = done, ""
        return done

    def is_own(self, case: C) -> bool:
        """Whether who pressed filed this case."""
        return case.reporter.aad_id == self.actor.aad_id

    def needs_role(self, event: str, *, reporter: bool = False) -> None:
        """Who has no role here must not learn which numbers exist. Raises NoRole.

        `reporter` says that the event is one of the reporter, who has no office.
        """
        life = self.desk.register.life
        if not reporter and (life.offices | life.roles[event]).isdisjoint(self.actor.roles):
            raise NoRole(event)

    def may(self, event: str, case: C) -> None:
        """Raises NoRole when this event of this case is not for who pressed."""
        life = self.desk.register.life
        if life.roles[event].isdisjoint(life.roles_in(case, self.actor)):
            raise NoRole(event)

    @property
    def register(self) -> Any:
        """The register of the case."""
        return self.desk.register
