"""One turn: an event of Teams comes in, the conversation or the case moves, the answer goes back.

Decides nothing itself: dialogs/ knows conversations, cases/ knows cases; here they are loaded, asked, written.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.registers import first_aid
from bot.teams.events import (
    Answer,
    CardAction,
    Deleted,
    Edited,
    Event,
    FileConsent,
    Installed,
    MembersChanged,
    Message,
    MessageAction,
    Place,
    Removed,
    Say,
    ShowCard,
    ShowDialog,
)
from bot.teams.message_action import LINK, SENT_AT
from bot.turns.budget import TooMany
from bot.turns.case_presses import CasePresses, told
from bot.turns.conversing import Conversing
from bot.turns.entry_presses import EntryPresses
from bot.turns.files import FileGiving
from bot.turns.friction_presses import FrictionPresses
from bot.turns.held import Held
from bot.turns.known_to_all import KnownToAll
from bot.turns.now_and_who import NowAndWho
from bot.turns.organisation_presses import OrganisationPresses
from bot.turns.own_cases import OwnCasesOf
from bot.turns.own_chats import OwnChats
from bot.turns.press import owner_of
from bot.turns.register_check import RegisterCheck
from bot.turns.register_presses import RegisterPresses
from bot.turns.typed_commands import TypedCommands
from bot.turns.viewings import Viewings
from bot.turns.workplace import Workplace
from cards.notice import NoticeView, notice_card
from cards.own_chat import own_chat
from cards.view import Link, Owner
from cards.window import done_card, window_card
from cards.words import words_beside
from cases.desks.case_desk import Busy
from cases.people import Actor
from cases.ports import Conflict
from cases.readable import Unreadable
from dialogs.talk.message_report import FLOW

say = words_beside(__file__)

log = logging.getLogger(__name__)
SPOKEN = ("channel",)
"""Words that are looked up by where the answer stands."""

TRIES = 6
"""How often a turn is run again when another turn of the same person was first."""

REPORT = "report"
"""How the manifest calls the action on a message."""

HELP_WORDS = frozenset({"help", "hulp"})
"""What shows an office in its channel which registers it can open."""

OFFICE_WORDS = {"koppel po": "po", "koppel fg": "fg", "koppel jz": "jz"}
"""Commands with which an officer makes a channel the office's."""


OnPress = Callable[[CardAction, Actor, datetime], Awaitable[Answer]]
"""Answers a press; never raises for what a sender may make up."""


class Turns:
    """Answers events; safe to call from many turns at once. `presses` are those on cards of cases."""

    def __init__(self, workplace: Workplace) -> None:
        org, desks, registers, links = workplace.org, workplace.desks, workplace.registers, workplace.links
        new_id, wake, budget = workplace.new_id, workplace.wake, workplace.budget
        own_chats = OwnChats(workplace.teams, links)
        viewings = Viewings(org=org, registers=registers)
        held = Held(workplace)
        presses = CasePresses(
            org=org, desks=desks, wake=wake, own_chats=own_chats, links=links, budget=budget
        )
        register = RegisterPresses(org=org, desks=desks, registers=registers, links=links, viewings=viewings)
        entries = EntryPresses(org=org, desks=desks, links=links, wake=wake, new_id=new_id, budget=budget)
        lived = {name: each for name, each in registers.items() if not each.register.practised}
        friction = FrictionPresses(org=org, registers=lived, links=links)
        files = FileGiving(workplace, own_chats, held)
        organisation = OrganisationPresses(workplace.organisation)
        check = RegisterCheck(org=org, registers=registers, links=links)
        self._at = NowAndWho(org, workplace.clock, new_id, register.work_of)
        self._commands = TypedCommands(
            register, entries, friction, check, workplace.absences, viewings, organisation, held
        )
        self._conversing = Conversing(
            workplace,
            self._at,
            presses,
            self._commands,
            OwnCasesOf(org, desks),
            KnownToAll(registers, org),
        )
        self._owners: Mapping[Owner, OnPress] = {
            "case": presses.on_press,
            "register": register.on_press,
            "entry": entries.on_press,
            "friction": friction.on_press,
            "file": files.on_press,
            "viewings": viewings.on_press,
            "organisation": organisation.on_press,
        }
        self._org = org
        self._dialog = workplace.dialog
        self._talks = workplace.talks
        self._links = links
        self._own_chats = own_chats
        self._follower = workplace.follower
        self.presses = presses
        self._viewings = viewings
        self._files = files
        self._budget = budget
        self._refusals = workplace.refusals
        self._wake = wake
        self._pause = workplace.pause

    async def handle(self, event: Event) -> Answer:
        """The answer to this event; what is refused is counted."""
        if isinstance(event, MembersChanged):
            return None
        spent = self._budget.turn(event.person.aad_id)
        answer = await self._tried(event) if spent == "fits" else Say(self._say("too_fast"), "too_fast")
        if isinstance(answer, Say | ShowCard) and answer.refused:
            self._refusals.note(answer.refused)
            log.info("refused: %s", answer.refused)
        # What is typed on and on is answered once: our answers are messages too.
        silent = spent == "again" and not isinstance(event, CardAction | MessageAction)
        return None if silent else answer

    def _say(self, key: str) -> str:
        return say(key, email=self._org.offices.po.email)

    async def _tried(self, event: Event) -> Answer:
        """A lost race runs the turn again from the start."""
        for attempt in range(TRIES):
            try:
                return await self._once(event)
            except Conflict:
                await self._pause(attempt)
            except Busy:
                break
            except TooMany:
                return Say(self._say("too_many"), "too_many")
            except Unreadable as broken:
                if not broken.row.key.startswith("case|"):
                    raise
                log.error("a row cannot be read: %s", broken)
                return Say(say("unreadable"))
        return Say(say("busy"))

    async def shown(self, event: Message | CardAction, answer: ShowCard, card_id: str) -> None:
        """The card now stands in the chat under this id: what was shown before can shrink later.

        In a channel it can be taken away when one of its cases becomes confidential.
        """
        if event.place.scope != "personal":
            await self.presses.remember_page(event.place, card_id, answer.card)
            return
        if answer.follows:
            await self.presses.remember_receipt(answer.follows, event.place, card_id)
        if not answer.answered:
            return
        for attempt in range(TRIES):
            try:
                talk, etag = await self._talks.load(event.person.aad_id)
                after = talk.model_copy(update={"card_id": card_id})
                await self._talks.save(event.person.aad_id, talk, after, etag, self._at.now())
            except Conflict:
                await self._pause(attempt)
            else:
                return

    async def _once(self, event: Event) -> Answer:
        match event:
            case Message(place=Place(scope="personal")):
                return await self._conversing.typed(event)
            case Message():
                return await self._in_channel(event)
            case Edited() | Deleted():
                await self._changed(event)
            case CardAction():
                return await self._pressed(event)
            case MessageAction():
                return await self._on_message(event)
            case FileConsent():
                await self._files.consented(event, self._at.actor(event.person), self._at.now())
            case Installed(place=Place(scope="personal")):
                return await self._conversing.greet(event)
            case Removed(place=Place(scope="personal")):
                await self._conversing.removed(event)
        return None

    async def _pressed(self, event: CardAction) -> Answer:
        """Whose button it was answers; in a personal chat the pressed message follows that answer."""
        owner = owner_of(event)
        personal = event.place.scope == "personal"
        if personal and owner in ("talk", "case"):
            await self._links.note_person(event.person, event.place)
        if owner == "talk":
            answer = await self._conversing.pressed(event) if personal else told(event.place, "no_case")
        else:
            actor = self._at.actor(event.person)
            answer = await self._owners[owner](event, actor, self._at.now())
            if owner == "case":
                number = event.data.get("case", "")
                await self._viewings.note(number, answer, actor, self._at.now(), event.verb)
        if isinstance(answer, ShowCard) and personal and event.by_invoke and event.card_id:
            self._follower.follow(event.place, event.card_id, answer.card, answer.summary)
        return answer

    async def _changed(self, event: Edited | Deleted) -> None:
        """A message was changed or taken away, here or where others read along: what is said of it stands in the own
        chat, and not as a reply, which would be one to what is gone."""
        personal = event.place.scope == "personal"
        chat = event.place if personal else await self._links.person(event.person.aad_id)
        if chat is None:
            return
        if isinstance(event, Deleted):
            answer, text = await self._conversing.deleted(event), ""
        else:
            answer, text = await self._conversing.edited(event, chat), event.text
        if answer is not None:
            await self._answered_in(chat, Message(event.activity_id, event.person, chat, text), answer)

    async def _on_message(self, event: MessageAction) -> Answer:
        """An action on a message: first it is told what is taken over, then the report begins in the own chat."""
        if event.command != REPORT:
            return Say(say("message.unknown"))
        title = say("message.title")
        if not event.confirmed:
            data = {LINK: event.link, SENT_AT: event.sent_at.isoformat() if event.sent_at is not None else ""}
            return ShowDialog(
                window_card(
                    say("message.heading"),
                    (say("message.taken"), say("message.then")),
                    say("message.begin"),
                    data,
                ),
                title,
            )
        chat, arrived = await self._own_chats.of(event.person, event.place), False
        if chat is not None:
            answer = await self._conversing.report_message(event)
            typed = Message(event.activity_id, event.person, chat, "")
            arrived = answer is not None and await self._answered_in(chat, typed, answer)
        lines = (say("message.begun" if arrived else "message.not_begun"), say("channel.take_away"))
        sentence = "" if arrived else self._dialog.texts[FLOW].titel
        return ShowDialog(
            done_card(
                say("message.begun_heading" if arrived else "message.heading"),
                lines,
                self._way(sentence),
            ),
            title,
        )

    # --- where others read along --------------------------------------------------------------------------------

    async def _in_channel(self, event: Message) -> Answer:
        """An office links its channel and opens its registers; whatever else is typed goes on in the own chat."""
        text = " ".join(event.text.lower().split())
        office, actor = OFFICE_WORDS.get(text), self._at.actor(event.person)
        if office is not None:
            return await self._link(event.place, office, actor)
        answer = await self._commands.answer(event, actor, self._at.now(), in_flow=False)
        if answer is None and text in HELP_WORDS and actor.roles:
            answer = await self._commands.overviews(event.place, actor, self._at.now())
        return answer if answer is not None else await self._in_own_chat(event, actor)

    def _way(self, sentence: str) -> tuple[Link, ...]:
        return own_chat(say("channel.open"), self._org.app_id, sentence)

    async def _link(self, place: Place, office: str, actor: Actor) -> Answer:
        if office not in actor.roles:
            return Say(say("channel.not_yours"), refused="no_role")
        if place.scope != "channel":
            return Say(say("channel.no_channel"))
        await self._links.link_office(
            office, Place(place.service_url, place.conversation, "channel", place.tenant)
        )
        self._wake()
        return Say(say("channel.linked", whom=self._org.office(office).whom))

    async def _in_own_chat(self, event: Message, actor: Actor) -> Answer:
        """What was typed is answered in the own chat as if it had been typed there; here stands only the way to it.

        Where Teams can show that to one person alone, the first aid for all stands with it: nothing of a case, and
        nothing of what was typed, because such a message goes after a day.
        """
        chat, arrived = await self._own_chats.of(event.person, event.place), False
        if chat is not None:
            there = replace(event, place=chat)
            answer = await self._conversing.typed(there)
            arrived = answer is None or await self._answered_in(chat, there, answer)
        key = "gone_on" if arrived else "own_chat"
        sentence = self._dialog.way_in(event.text)
        take_away, links = say("channel.take_away"), await self._to_link(event.place, actor)
        lines = (say(f"channel.{key}.text"), take_away, *links)
        aid = (
            (say("channel.aid"), *first_aid(self._org)) if sentence == self._dialog.texts[FLOW].titel else ()
        )
        alone = (say(f"channel.{key}.alone"), *(() if event.unseen else (take_away,)), *aid, *links)
        way = self._way("" if arrived else sentence or say("channel.first"))
        view = NoticeView(title=say(f"channel.{key}.title"), lines=lines, buttons=way)
        return ShowCard(notice_card(view), view.title, alone=notice_card(replace(view, lines=alone)))

    async def _to_link(self, place: Place, actor: Actor) -> tuple[str, ...]:
        """How an officer makes this channel that of the own office, as long as it is not."""
        if place.scope != "channel" or not actor.roles.isdisjoint(await self._links.offices_here(place)):
            return ()
        words = (word for word, office in OFFICE_WORDS.items() if office in actor.roles)
        return tuple(say("channel.link", word=word) for word in words)

    async def _answered_in(self, chat: Place, event: Message, answer: Answer) -> bool:
        """Show this answer in the own chat; whether it arrived."""
        if isinstance(answer, Say):
            answer = ShowCard(notice_card(NoticeView(answer.text, ())), answer.text)
        if not isinstance(answer, ShowCard):
            return False
        card_id = await self._own_chats.show(chat, answer)
        if card_id:
            await self.shown(event, answer, card_id)
        return card_id is not None
