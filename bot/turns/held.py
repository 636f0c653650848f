"""All that the bot holds about somebody, as text for that person alone (AVG article 15): gathered when it is asked for.

Read are the own conversation, the own cases, and of all histories what this person did; not what is about others.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from bot.teams.events import Message, ShowCard
from bot.turns.workplace import Workplace
from cards.words import words_beside
from cases.desks.access import files_taken, opened_by
from cases.desks.organisation_cards import changed_told
from cases.moments import moment
from cases.organisation import OFFICES
from cases.people import Actor
from cases.readable import those_readable
from cases.register.case import KeptCase
from cases.register.export import Recorded
from cases.register.history import Event
from cases.register.life import CaseEvent, Happening, no_line
from cases.register.register import Register
from dialogs.commands.held import asks_for_held, held_card, held_summary
from dialogs.talk.held_talk import talk_told

say = words_beside(__file__)

SPOKEN = ("part",)
"""Words that are looked up by the name of a part."""

MOST_OWN = 1_000
"""So many own cases of each register are read, the newest."""


class Held:
    """Gathers what is held of a person. It keeps nothing of that."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._org = workplace.org

    def wanted(self, event: Message) -> bool:
        """Whether this line asks for it, in the own chat."""
        return event.place.scope == "personal" and asks_for_held(event.text)

    def offered(self) -> ShowCard:
        """The card with the button that asks for the file."""
        return ShowCard(held_card(self._org), held_summary())

    async def told(self, actor: Actor, now: datetime) -> str:
        """Everything, in parts with a heading each. Raises StoreUnavailable, or Conflict as a conversation does."""
        parts = (
            ("who", [line async for line in self._who(actor)]),
            ("talk", [line async for line in self._talk(actor, now)]),
            ("cases", [line async for line in self._cases(actor, now)]),
            ("did", [line async for line in self._did(actor, now)]),
            ("opened", [line async for line in self._opened(actor)]),
            ("files", [line async for line in self._files(actor, now)]),
            ("changed", [line async for line in self._changed(actor, now)]),
        )
        told = [
            say("title", organisation=self._org.short_name),
            say("made", moment=moment(now, now, self._org)),
        ]
        for name, lines in parts:
            told.append("\n".join((say(f"part.{name}").upper(), *(lines or [say("nothing")]))))
        return "\n\n".join((*told, say("not_in"), say("rights", email=self._org.offices.fg.email))) + "\n"

    async def _who(self, actor: Actor) -> AsyncIterator[str]:
        yield say("who.name", name=actor.name)
        yield say("who.aad", ident=actor.aad_id)
        if actor.teams_id:
            yield say("who.teams", ident=actor.teams_id)
        if await self._workplace.links.person(actor.aad_id) is not None:
            yield say("who.chat")
        for each in OFFICES:
            office = self._org.office(each)
            if actor.aad_id in [one.id for one in office.members]:
                yield say("who.member", office=office.title)
            if actor.aad_id in [one.id for one in office.deputies]:
                yield say("who.deputy", office=office.title)
        if actor.aad_id in self._org.administrators.people:
            yield say("who.administrator")
        for leaver in await self._workplace.organisation.leavers():
            if leaver.person == actor.aad_id:
                yield say("who.left", moment=moment(leaver.goes_at, leaver.at, self._org))

    async def _talk(self, actor: Actor, now: datetime) -> AsyncIterator[str]:
        talk, _ = await self._workplace.talks.load(actor.aad_id)
        for line in talk_told(self._workplace.dialog, talk, now):
            yield line

    async def _cases(self, actor: Actor, now: datetime) -> AsyncIterator[str]:
        for desk in self._workplace.desks:
            for case in await desk.own(actor.aad_id, MOST_OWN):
                for line in await self._case(desk.register, case, now):
                    yield line

    async def _case(self, register: Register[Any], case: KeptCase, now: datetime) -> list[str]:
        """How the case stands, and what who filed it told: at the start, later, and in answer to a question."""
        at = moment(case.reported_at, now, self._org)
        head = say("case.line", number=case.number, subject=register.typed.subject[0], moment=at)
        if register.cards.own_row is None:  # an entry of an office: what is in it is about no colleague
            return [head]
        row = register.cards.own_row(case, now, self._org)
        events = await self._workplace.registers[register.name].events(case.number)
        recorded, export = Recorded(case, events, self._org), register.export
        cells = [(each.name, each.told_by_filer(recorded)) for each in export.columns]
        told = [
            say("case.told", what=export.title(name, self._org), words=" / ".join(cell.splitlines()))
            for name, cell in cells
            if cell
        ]
        return [head, say("case.state", state=row.when), *told]

    async def _did(self, actor: Actor, now: datetime) -> AsyncIterator[str]:
        """What this person did in any case, by its history: what, not with which words, for these are about others."""
        for desk in self._workplace.registers.values():
            async for row in desk.event_rows():
                if actor.aad_id not in row.value:
                    continue
                for event in those_readable("cases", [row], Event.model_validate_json):
                    if event.actor_id == actor.aad_id:
                        yield say(
                            "did.line",
                            moment=moment(event.at, now, self._org),
                            number=event.number,
                            what=self._happened(desk.register, event, now),
                        )

    def _happened(self, register: Register[Any], event: Event, now: datetime) -> str:
        life = register.life
        entry = life.entries.get(event.event) or CaseEvent[Any](event.event, line=no_line)
        try:
            told = Happening(event, now, self._org, life.words)
            return life.words.happened(event.event, **entry.names(told))
        except LookupError:  # of a later version
            return event.event

    async def _opened(self, actor: Actor) -> AsyncIterator[str]:
        for desk in self._workplace.registers.values():
            for number, day in await opened_by(desk, actor.aad_id):
                yield say("opened.line", number=number, day=f"{day:%d-%m-%Y}")

    async def _files(self, actor: Actor, now: datetime) -> AsyncIterator[str]:
        for each in await files_taken(self._workplace.registers.values()):
            if each.given.by == actor.aad_id:
                at = moment(each.at, now, self._org)
                yield say("files.line", moment=at, file=each.given.file, count=each.given.cases)

    async def _changed(self, actor: Actor, now: datetime) -> AsyncIterator[str]:
        for each in await self._workplace.organisation.history():
            if each.by == actor.aad_id:
                at = moment(each.at, now, self._org)
                yield say("changed.line", moment=at, change=changed_told(each, self._org))
