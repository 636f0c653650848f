"""A press on a card: whose button it was, who pressed it and where; the case that it is about is read once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Generic

from bot.teams.events import Answer, CardAction, Place, Say, ShowCard
from cards.notice import NoticeView, notice_card
from cards.view import OWNERS, Button, Owner
from cases.desks.case_desk import CaseDesk
from cases.desks.desks import Desks
from cases.organisation import Organisation
from cases.people import Actor, Viewer
from cases.register.case import C
from cases.register.forms import FORM, STEP
from cases.register.life import NoRole, Refused

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


def refusal(place: Place, title: str, text: str, *buttons: Button, why: str) -> Answer:
    """A line in a channel, so that the card there stays; a card in a personal chat. `why` is what is counted of it."""
    if place.scope != "personal":
        return Say(text.replace("\n", " "), refused=why)
    card = notice_card(NoticeView(title, tuple(text.split("\n")), buttons))
    return ShowCard(card, title, refused=why)


class Elsewhere(Exception):
    """Who reads along here may not see this case, whoever pressed."""


def stepped(desk: CaseDesk[Any], event: CardAction) -> CardAction:
    """The press that was chosen from a list of steps: an event or its form, and behind a dot what it is about."""
    if event.verb != STEP:
        return event
    chosen, _, about = event.data.get(STEP, "").partition(".")
    given = {name: value for name, value in event.data.items() if name != STEP}
    form = desk.register.forms.get(chosen)
    if form is None:
        return replace(event, verb=chosen, data=given)
    if about and form.carries:
        given[form.carries[0]] = about
    return replace(event, verb=form.opens, data=given)


class Press(Generic[C]):
    """One press on a card of a case. Who may not see the case never learns whether it exists.

    `here` are the offices whose channel this is. Outside an own chat all is answered to them too: a case is shown and
    moved there only if they and who pressed both may see it, for an office; who filed it reads it in the own chat.
    """

    def __init__(
        self,
        event: CardAction,
        desk: CaseDesk[C],
        number: str,
        actor: Actor,
        now: datetime,
        org: Organisation,
        desks: Desks,
        here: frozenset[str] = frozenset(),
    ) -> None:
        self.here = here
        self.event = event
        self.desk = desk
        self.number = number
        self.actor = actor
        self.now = now
        self.org = org
        self.desks = desks
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

    @property
    def viewer(self) -> Viewer:
        """Who reads the answer: this person in the own chat, everybody in the channel of an office elsewhere."""
        return Viewer(self.actor, private=True) if self.private else Viewer.in_channel(*self.here)

    def number_in(self, name: str) -> int:
        """A number that a button carries under this name; 0 for what is none."""
        carried = self.event.data.get(name, "")
        return int(carried) if carried.isascii() and carried.isdigit() and len(carried) <= 4 else 0

    async def case(self) -> C:
        """The case, read once. Raises NoSuchCase for who may not see it, Elsewhere for who may but not here."""
        if self._case is None:
            case, self._etag = await self.desk.load(self.number)
            self.desk.admit(case, self.actor, self.verb.removesuffix(FORM))
            if not self.private:
                self.desk.admit(case, Viewer.in_channel(*self.actor.roles).actor)  # not as who filed it
                if not self.desk.register.life.may_see(case, self.viewer.actor):
                    raise Elsewhere
            self._case = case
        return self._case

    async def case_for_offices(self) -> C:
        """The case, for people of its offices alone, among themselves. Raises NoRole before it is looked for, or as
        `case` does."""
        offices = self.desk.register.life.offices
        if any(offices.isdisjoint(each.roles) for each in (self.actor, self.viewer.actor)):
            raise NoRole
        return await self.case()

    def task(self, case: C) -> str:
        """The office that sees no more of this case than its task, when one reads the answer; else "".

        A card of such an office stays that card, whoever presses on it.
        """
        life, shown_for = self.desk.register.life, self.event.data.get("for", "")
        for reader in (self.actor, self.viewer.actor):
            if task := life.only_task(case, reader):
                return task
        return shown_for if shown_for in life.tasks(case) else ""

    async def fresh(self) -> C:
        """The case as it is now, after somebody else may have been first. Raises NoSuchCase."""
        self._case = None
        return await self.case()

    async def act(self, event: str, payload: Mapping[str, str] | None = None) -> C:
        """Let an event happen; from then on the case is the one after it. Raises what `CaseDesk.act` does, and what
        `case` and `may` do."""
        if not self.private and not self._passed_on(event):
            self.may(event, await self.case())
        await self._named_are_there(event, payload or {})
        known = (self._case, self._etag) if self._case is not None and self._etag else None
        done = await self.desk.act(self.number, event, self.actor, self.now, payload or {}, known=known)
        self._case, self._etag = done, ""
        return done

    def sees(self, case: C) -> bool:
        """Whether who pressed may see the case, and not only what was asked in person."""
        return self.desk.register.life.may_see(case, self.actor)

    async def _named_are_there(self, event: str, payload: Mapping[str, str]) -> None:
        """Raises Refused where a number is filled in of a case that is not there, or that who pressed may not see.

        What the form held already stays as it is: that case may be destroyed since.
        """
        form = self.register.forms.get(event)
        if form is None or not any(each.names for each in form.fields):
            return
        case = await self.case()
        for field in form.fields:
            typed = payload.get(field.id, "")
            held = form.held(case, field, self.now, self.org) if form.held is not None else ""
            if field.names and await self.desks.missing(typed, held, self.actor):
                raise Refused(field.id, "niet_bekend")
            if field.going_on and await self.desks.ended(typed):
                raise Refused(field.id, "al_over")

    async def shows_no_more(self, *names: str) -> None:
        """In an own chat the pressed message is no longer the post of these names: it is not redrawn as that."""
        if self.event.card_id and self.private:
            for name in names:
                await self.desk.forget_post((await self.case()).number, name, self.event.card_id)

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
        """Raises NoRole when this event of this case is not for who pressed, or not for those who read along."""
        life = self.desk.register.life
        for each in (self.actor, self.viewer.actor):
            if life.roles.get(event, frozenset()).isdisjoint(life.roles_in(case, each)):
                raise NoRole(event)

    def _passed_on(self, event: str) -> bool:
        """Whether who does this has no role for it any more afterwards: a second press is no refusal."""
        entry = self.desk.register.life.entries.get(event)
        return entry is not None and entry.gives_away

    @property
    def register(self) -> Any:
        """The register of the case."""
        return self.desk.register
