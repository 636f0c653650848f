"""Keeps which officer opened which case in Teams, and shows the FG that and who took files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.teams.events import Answer, CardAction, Message, Place, Say, ShowCard
from cards.words import words_beside
from cases.desks.access import files_taken, note_seen, who_saw
from cases.desks.access_cards import (
    files_card,
    files_summary,
    number_in_words,
    page_in,
    who_saw_card,
    who_saw_summary,
)
from cases.desks.register_desk import RegisterDesk
from cases.organisation import Organisation
from cases.people import Actor
from cases.readable import those_readable
from cases.register.confidential import cases_on
from cases.register.forms import FORM
from cases.register.life import FILER
from cases.register.numbers import prefix_of
from dialogs.commands.viewings import asks_for_viewings

say = words_beside(__file__)

REMEMBERED = 10_000
"""So many viewings are known to be kept already; forgetting them costs a write that changes nothing."""


class Viewings:
    """Who opened what. `registers` are those whose cases can be opened."""

    def __init__(self, *, org: Organisation, registers: Mapping[str, RegisterDesk[Any]]) -> None:
        self._org = org
        self._registers = registers
        self._by_prefix = {each.register.prefix: each for each in registers.values()}
        self._noted = set[tuple[str, str, str]]()

    async def note(self, number: str, answer: Answer, actor: Actor, now: datetime, pressed: str = "") -> None:
        """Keep that this officer opened this case, if that is what the answer shows. Raises StoreUnavailable.

        Who reported a case, or has a task in it, reads no more than that: only people of an office count. What one of
        them `pressed` as who reported it is not kept either: it would tell who that was.
        """
        if not actor.roles or not isinstance(answer, ShowCard) or number not in cases_on(answer.card):
            return
        desk = self._by_prefix.get(prefix_of(number))
        mark = number, actor.aad_id, now.astimezone(self._org.zone).date().isoformat()
        if (
            desk is None
            or mark in self._noted
            or _as_reporter(desk, pressed)
            or await _own_alone(desk, number, actor)
        ):
            return
        if len(self._noted) >= REMEMBERED:
            self._noted.clear()
        await note_seen(desk, number, actor, now, self._org)
        self._noted.add(mark)

    def wanted(self, event: Message, actor: Actor) -> str | None:
        """The case that somebody of an office asks about, "" for who took files; None for a line like any other."""
        return asks_for_viewings(event.text) if actor.roles else None

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press on one of these cards; never raises for what a sender may make up."""
        typed = event.data.get("number", "")
        return await self.answer(
            number_in_words(typed[:40]), event.place, actor, now, page_in(event.data.get("page", ""))
        )

    async def answer(self, number: str, place: Place, actor: Actor, now: datetime, page: int = 1) -> Answer:
        """A page of who took files, or of who opened this case; for the FG alone. Raises StoreUnavailable."""
        if "fg" not in actor.roles:
            return Say(say("fg_only", whom=self._org.offices.fg.whom), refused="no_role")
        if place.scope != "personal":
            return Say(say("own_chat"), refused="elsewhere")
        desk = self._by_prefix.get(prefix_of(number)) if number else None
        if desk is None:
            files = await files_taken(self._registers.values())
            return ShowCard(files_card(files, page, now, self._org), files_summary())
        card = who_saw_card(number, await who_saw(desk, number), page, self._org)
        return ShowCard(card, who_saw_summary(number))


def _as_reporter(desk: RegisterDesk[Any], pressed: str) -> bool:
    """Whether only who reported a case presses this."""
    return pressed == "receipt" or desk.register.life.roles.get(pressed.removesuffix(FORM)) == FILER


async def _own_alone(desk: RegisterDesk[Any], number: str, actor: Actor) -> bool:
    """Whether this person filed the case and sees it as nothing else: a viewing would tell who that was."""
    row = await desk.case_row(number)
    cases = those_readable("cases", [row] if row is not None else [], desk.register.stored.read)
    return any(
        each.reporter.aad_id == actor.aad_id and desk.register.life.offices.isdisjoint(actor.roles)
        for each in cases
    )
