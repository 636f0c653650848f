"""One turn: an event of Teams comes in, the conversation or the case moves, the answer goes back.

Decides nothing itself: dialogs/ knows conversations, cases/ knows cases; here they are loaded, asked, written.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.teams.card_follow import CardFollower
from bot.teams.events import Answer, CardAction, Event, Installed, Message, Person, Place, Say, ShowCard
from bot.turns.case_presses import CasePresses, told
from bot.turns.entry_presses import EntryPresses
from bot.turns.friction_presses import FrictionPresses
from bot.turns.known_terms import KnownTerms
from bot.turns.links import Links
from bot.turns.own_cases import OwnCasesOf
from bot.turns.press import owner_of
from bot.turns.register_presses import RegisterPresses
from bot.turns.talks import Talks
from cards.view import Owner
from cards.words import words_beside
from cases.desks.case_desk import Busy
from cases.desks.desks import Desks
from cases.organisation import Organisation
from cases.people import Actor
from cases.ports import Conflict
from dialogs.commands.registers import ShowOverviews
from dialogs.talk.dialog import Dialog
from dialogs.talk.finished import filled_in
from dialogs.talk.presenting import Show
from dialogs.talk.turn import (
    AnswerOrHelp,
    FiledDraft,
    FileDraft,
    HowLong,
    Occasion,
    OfRegisters,
    OwnCases,
    Talk,
    Turn,
)

say = words_beside(__file__)

TRIES = 6
"""How often a turn is run again when another turn of the same person was first."""

REMEMBERED = 12
"""How many handled messages are recognised when Teams delivers them again."""

HELP_WORDS = frozenset({"help", "hulp"})
"""What shows an office in its channel which registers it can open."""

OFFICE_WORDS = {"koppel po": "po", "koppel fg": "fg", "koppel jz": "jz"}
"""Commands with which an officer makes a channel the office's."""


OnPress = Callable[[CardAction, Actor, datetime], Awaitable[Answer]]
"""Answers a press; never raises for what a sender may make up."""


class Turns:
    """Answers events; safe to call from many turns at once. `wake` tells the outbox that something is due."""

    def __init__(
        self,
        *,
        org: Organisation,
        dialog: Dialog,
        desks: Desks,
        talks: Talks,
        links: Links,
        follower: CardFollower,
        presses: CasePresses,
        own: OwnCasesOf,
        register: RegisterPresses,
        entries: EntryPresses,
        friction: FrictionPresses,
        terms: KnownTerms,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        wake: Callable[[], None],
        pause: Callable[[int], Awaitable[None]],
    ) -> None:
        self._org = org
        self._dialog = dialog
        self._desks = desks
        self._talks = talks
        self._links = links
        self._follower = follower
        self._presses = presses
        self._own = own
        self._register = register
        self._entries = entries
        self._friction = friction
        self._terms = terms
        self._owners: Mapping[Owner, OnPress] = {
            "case": presses.on_press,
            "register": register.on_press,
            "entry": entries.on_press,
            "friction": friction.on_press,
        }
        self._clock = clock
        self._new_id = new_id
        self._wake = wake
        self._pause = pause

    async def handle(self, event: Event) -> Answer:
        """The answer to this event. A lost race runs the turn again from the start."""
        for attempt in range(TRIES):
            try:
                return await self._once(event)
            except Conflict:
                await self._pause(attempt)
            except Busy:
                break
        return Say(say("busy"))

    async def shown(self, event: Message | CardAction, answer: ShowCard, card_id: str) -> None:
        """The card now stands in the chat under this id: what was shown before can shrink later.

        In a channel it can be taken away when one of its cases becomes confidential.
        """
        if event.place.scope != "personal":
            await self._presses.remember_page(event.place, card_id, answer.card)
            return
        if answer.follows:
            await self._presses.remember_receipt(answer.follows, event.place, card_id)
        if not answer.answered:
            return
        for attempt in range(TRIES):
            try:
                talk, etag = await self._talks.load(event.person.aad_id)
                after = talk.model_copy(update={"card_id": card_id})
                await self._talks.save(event.person.aad_id, talk, after, etag, self._now())
            except Conflict:
                await self._pause(attempt)
            else:
                return

    async def _once(self, event: Event) -> Answer:
        match event:
            case Message(place=Place(scope="personal")):
                return await self._typed(event)
            case Message():
                return await self._in_channel(event)
            case CardAction():
                return await self._pressed(event)
            case Installed(place=Place(scope="personal")):
                return await self._greet(event)
        return None

    # --- the personal chat --------------------------------------------------------------------------------------

    async def _greet(self, event: Installed) -> Answer:
        await self._links.note_person(event.person, event.place)
        talk, etag = await self._talks.load(event.person.aad_id)
        if talk.greeted:
            return None
        greeted = talk.model_copy(update={"greeted": True})
        await self._talks.save(event.person.aad_id, talk, greeted, etag, self._now())
        return _answer(self._dialog.welcome())

    async def _typed(self, event: Message) -> Answer:
        await self._links.note_person(event.person, event.place)
        stored, etag = await self._talks.load(event.person.aad_id)
        at = self._occasion(event.person)
        if event.activity_id in stored.handled:
            return _answer(self._dialog.here(stored, at)) if stored.draft is not None else None
        if stored.lost:
            return await self._begin_anew(event, stored, etag)
        talk, wiped = self._dialog.expire(stored, at.now)
        actor = self._actor(event.person)
        answer = await self._asked_of_a_register(event, actor, at.now, in_flow=talk.draft is not None)
        if answer is not None:
            noted = _noted(stored, event.activity_id)  # drafts that ran out are told about at the next turn
            await self._talks.save(event.person.aad_id, stored, noted, etag, at.now)
            # Beside a flow: its card stays the one that is answered.
            return _answered(answer) if talk.draft is None else answer
        turn = self._dialog.on_text(talk, event.text, at)
        noted = _noted(turn.talk, event.activity_id)
        if isinstance(turn.want, OfRegisters) and actor.roles:
            await self._talks.save(event.person.aad_id, stored, noted, etag, at.now)
            wanted = self._register.wish(turn.want.text, actor, at.now)
            return _answered(await self._register.answer(wanted, event.place, actor, at.now))
        answer = await self._settle(event, stored, etag, Turn(noted, turn.show, turn.want))
        if turn.shrink is not None and stored.card_id:
            self._follower.follow(event.place, stored.card_id, turn.shrink, say("answered"))
        if wiped and turn.talk.draft is None:
            return _answer(self._dialog.expired(wiped))
        return answer

    async def _pressed(self, event: CardAction) -> Answer:
        """Whose button it was answers; in a personal chat the pressed message follows that answer."""
        owner, actor = owner_of(event), self._actor(event.person)
        personal = event.place.scope == "personal"
        if personal and owner in ("talk", "case"):
            await self._links.note_person(event.person, event.place)
        if owner == "talk":
            answer = await self._pressed_in_talk(event) if personal else told(event.place, "no_case")
        else:
            answer = await self._owners[owner](event, actor, self._now())
        if isinstance(answer, ShowCard) and personal and event.by_invoke and event.card_id:
            self._follower.follow(event.place, event.card_id, answer.card, answer.summary)
        return answer

    async def _pressed_in_talk(self, event: CardAction) -> Answer:
        stored, etag = await self._talks.load(event.person.aad_id)
        if stored.lost:
            return await self._begin_anew(event, stored, etag)
        at = self._occasion(event.person)
        talk, wiped = self._dialog.expire(stored, at.now)
        turn = self._dialog.on_press(talk, event.verb, event.data, at)
        if turn is None:
            return told(event.place, "unknown")
        if wiped and turn.talk.draft is None:
            turn = Turn(turn.talk, show=self._dialog.expired(wiped))
        kept = turn.talk.model_copy(update={"card_id": event.card_id or turn.talk.card_id})
        return await self._settle(event, stored, etag, Turn(kept, turn.show, turn.want))

    async def _begin_anew(self, event: Message | CardAction, stored: Talk, etag: str) -> Answer:
        """What was kept of this conversation cannot be read: that is told once, and the next turn is as any other."""
        told = _noted(stored, event.activity_id).model_copy(update={"lost": False})
        return await self._settle(event, stored, etag, Turn(told, self._dialog.lost()))

    async def _settle(self, event: Message | CardAction, before: Talk, etag: str, turn: Turn) -> Answer:
        """Do what the conversation wants of the cases, write the conversation, and only then answer."""
        talk, show, follows = turn.talk, turn.show, ""
        if isinstance(turn.want, FileDraft):
            talk, show, follows = await self._file(event, talk, turn.want)
        elif turn.want is not None:
            talk, show = await self._want(event, talk, turn.want)
        await self._talks.save(event.person.aad_id, before, talk, etag, self._now())
        return _answer(show, follows) if show is not None else None

    async def _file(
        self, event: Message | CardAction, talk: Talk, want: FileDraft
    ) -> tuple[Talk, Show | None, str]:
        """File a finished flow in its register; gives also the case whose receipt the answer is."""
        desk = self._desks.files(want.kind)
        makes = desk.register.made.from_answers if desk is not None else None
        if desk is None or makes is None:
            return talk, self._dialog.not_filed(), ""
        now, filled = self._now(), filled_in(want)
        reporter = self._actor(event.person).model_copy(update={"roles": frozenset()})
        case = await desk.file(
            lambda number: makes(filled, number, reporter, now, self._org),
            draft_id=want.draft_id,
            reporter=reporter,
            now=now,
        )
        self._wake()
        after, again = self._dialog.filed(talk, want, case.number, self._occasion(event.person))
        if again is not None:
            return after, again, ""
        if isinstance(event, CardAction) and event.card_id:
            await self._presses.remember_receipt(case.number, event.place, event.card_id)
        return after, self._presses.receipt(case, now), case.number

    async def _want(
        self,
        event: Message | CardAction,
        talk: Talk,
        want: FiledDraft | OwnCases | OfRegisters | AnswerOrHelp | HowLong,
    ) -> tuple[Talk, Show | None]:
        now, actor = self._now(), self._actor(event.person)
        match want:
            case FiledDraft(draft_id=draft_id):
                for desk in self._desks:
                    found = await desk.filed_as(draft_id)
                    if found is not None and found.reporter.aad_id == actor.aad_id:
                        return talk, self._presses.receipt(found, now)
                return talk, self._dialog.old_card(talk, self._occasion(event.person))
            case OwnCases(page=page):
                return talk, await self._own.listed(actor, page, now)
            case OfRegisters():  # of somebody in no office, who sees the own cases alone
                return talk, await self._own.listed(actor, 1, now)
            case HowLong(text=text):
                turn = self._dialog.how_long(talk, text, await self._terms.all())
                return turn.talk, turn.show
            case AnswerOrHelp(text=text):
                # Text that means nothing else may be the answer to a question that an officer asked.
                asked = await self._own.waiting_question(actor, text, now)
                if asked is not None:
                    return talk, asked
                turn = self._dialog.unread(talk, text, self._occasion(event.person))
                return turn.talk, turn.show

    # --- channels -----------------------------------------------------------------------------------------------

    async def _in_channel(self, event: Message) -> Answer:
        text = " ".join(event.text.lower().split())
        office, actor = OFFICE_WORDS.get(text), self._actor(event.person)
        if office is None:
            answer = await self._asked_of_a_register(event, actor, self._now(), in_flow=False)
            if answer is None and text in HELP_WORDS and actor.roles:
                answer = await self._register.answer(ShowOverviews(), event.place, actor, self._now())
            return answer if answer is not None else Say(say("channel.elsewhere"))
        if office not in actor.roles:
            return Say(say("channel.not_yours"))
        if event.place.scope != "channel":
            return Say(say("channel.no_channel"))
        bare = Place(event.place.service_url, event.place.conversation, "channel", event.place.tenant)
        await self._links.link_office(office, bare)
        self._wake()
        return Say(say("channel.linked", office=self._org.office(office).title))

    async def _asked_of_a_register(
        self, event: Message, actor: Actor, now: datetime, *, in_flow: bool
    ) -> Answer:
        """The answer to a command about some register; None when the line is none."""
        if self._friction.wanted(event, actor):
            return await self._friction.answer(event.place, now)
        register = self._entries.wanted(event, actor)
        if register is not None:
            return await self._entries.answer(register, event.place, actor, now)
        wanted = self._register.wanted(event, actor, now, in_flow=in_flow)
        if wanted is not None:
            return await self._register.answer(wanted, event.place, actor, now)
        return None

    # --- who and when -------------------------------------------------------------------------------------------

    def _now(self) -> datetime:
        return self._clock().astimezone(self._org.zone)

    def _occasion(self, person: Person) -> Occasion:
        return Occasion(self._now(), person.name, self._new_id)

    def _actor(self, person: Person) -> Actor:
        return Actor(
            aad_id=person.aad_id.lower(),
            teams_id=person.teams_id,
            name=person.name,
            roles=self._org.roles_of(person.aad_id),
        )


def _noted(talk: Talk, activity_id: str) -> Talk:
    """The conversation with this message among those that were handled."""
    handled = (*talk.handled, activity_id)[-REMEMBERED:]
    return talk.model_copy(update={"handled": handled, "greeted": True})


def _answer(show: Show, follows: str = "") -> ShowCard:
    """A card of the conversation: what is typed next is about it."""
    return ShowCard(show.card, show.summary, follows, answered=True)


def _answered(answer: Answer) -> Answer:
    return replace(answer, answered=True) if isinstance(answer, ShowCard) else answer
