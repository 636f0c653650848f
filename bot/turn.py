"""One turn: an event of Teams comes in, the conversation or the case moves, the answer goes back.

Decides nothing itself: dialogs/ knows conversations, cases/ knows cases; here they are loaded, asked, written.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from cases.breach_desk import BreachDesk, Busy, NoRole, NoSuchCase

from bot.card_follow import CardFollower
from bot.events import Answer, CardAction, Event, Installed, Message, Place, Say
from bot.links import Links
from bot.talks import Talks
from cards.words import words_beside
from cases import breach_cards
from cases.breach import BreachCase
from cases.organisation import Organisation
from cases.people import Actor
from cases.ports import Conflict
from dialogs.flows.breach import report_of
from dialogs.presenting import Show
from dialogs.talk import AnswerOrHelp, Dialog, FiledDraft, FileDraft, OwnCases, Talk, Turn, Want
from state_machines.engine import NotAllowed

say = words_beside(__file__)

TRIES = 6
"""How often a turn is run again when another turn of the same person was first."""

REMEMBERED = 12
"""How many handled messages are recognised when Teams delivers them again."""


class Turns:
    """Answers events; safe to call from many turns at once. `wake` tells the outbox that something is due."""

    def __init__(
        self,
        *,
        org: Organisation,
        dialog: Dialog,
        desk: BreachDesk,
        talks: Talks,
        links: Links,
        follower: CardFollower,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        wake: Callable[[], None],
        pause: Callable[[int], Awaitable[None]],
    ) -> None:
        self._org = org
        self._dialog = dialog
        self._desk = desk
        self._talks = talks
        self._links = links
        self._follower = follower
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

    async def shown(self, event: Message | CardAction, card_id: str) -> None:
        """The card now stands in the chat under this id: what was shown before can shrink later."""
        if event.place.scope != "personal":
            return
        for attempt in range(TRIES):
            talk, etag = await self._talks.load(event.person.aad_id)
            try:
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
        at = self._moment(event.person)
        if event.activity_id in stored.handled:
            return _answer(self._dialog.here(stored, at)) if stored.draft is not None else None
        talk, wiped = self._dialog.expire(stored, at.now)
        turn = self._dialog.on_text(talk, event.text, at)
        handled = (*stored.handled, event.activity_id)[-REMEMBERED:]
        turn = Turn(
            turn.talk.model_copy(update={"handled": handled, "greeted": True}),
            turn.show,
            turn.want,
            turn.shrink,
        )
        answer = await self._settle(event, stored, etag, turn)
        if turn.shrink is not None and stored.card_id:
            self._follower.follow(event.place, stored.card_id, turn.shrink, say("answered"))
        if wiped and turn.talk.draft is None:
            return _answer(self._dialog.expired(wiped))
        return answer

    async def _pressed(self, event: CardAction) -> Answer:
        if event.place.scope == "personal":
            await self._links.note_person(event.person, event.place)
            stored, etag = await self._talks.load(event.person.aad_id)
            at = self._moment(event.person)
            talk, wiped = self._dialog.expire(stored, at.now)
            turn = self._dialog.on_press(talk, event.verb, event.data, event.fields, at)
            if turn is not None:
                if wiped and turn.talk.draft is None:
                    turn = Turn(turn.talk, show=self._dialog.expired(wiped))
                kept = turn.talk.model_copy(update={"card_id": event.card_id or turn.talk.card_id})
                return await self._settle(event, stored, etag, Turn(kept, turn.show, turn.want))
        return await self._on_case(event)

    async def _settle(self, event: Message | CardAction, before: Talk, etag: str, turn: Turn) -> Answer:
        """Do what the conversation wants of the cases, write the conversation, and only then answer."""
        talk, show = turn.talk, turn.show
        if turn.want is not None:
            talk, show = await self._want(event, talk, turn.want)
        await self._talks.save(event.person.aad_id, before, talk, etag, self._now())
        if show is None:
            return None
        if isinstance(event, CardAction) and event.by_invoke and event.card_id:
            self._follower.follow(event.place, event.card_id, show.card, show.summary)
        return _answer(show)

    async def _want(self, event: Message | CardAction, talk: Talk, want: Want) -> tuple[Talk, Show | None]:
        now, actor = self._now(), self._actor(event.person)
        match want:
            case FileDraft(draft_id=draft_id, facts=facts):
                case = await self._desk.file(
                    report_of(facts, now),
                    draft_id=draft_id,
                    reporter=actor,
                    confidential=facts.get("confidential") == "true",
                    now=now,
                )
                self._wake()
                await self._remember_receipt(event, case)
                filed = talk.model_copy(update={"draft": None})
                return filed, self._receipt(case, now)
            case FiledDraft(draft_id=draft_id):
                found = await self._desk.filed_as(draft_id)
                if found is not None and found.reporter.aad_id == actor.aad_id:
                    return talk, self._receipt(found, now)
                return talk, self._dialog.old_card(talk, self._moment(event.person))
            case OwnCases():
                return talk, await self._own_cases(actor, 1)
            case AnswerOrHelp(text=text):
                for case in await self._desk.own(actor.aad_id, limit=20):
                    for exchange in case.exchanges:
                        if not exchange.answer:
                            card = breach_cards.question_to_reporter(case, exchange, self._org, typed=text)
                            return talk, Show(card, breach_cards.summary_of(case, now, self._org))
                return talk, self._dialog.unread()

    async def _remember_receipt(self, event: Message | CardAction, case: BreachCase) -> None:
        if isinstance(event, CardAction) and event.card_id:
            await self._remember(case, "reporter", event.place, event.card_id)

    def _receipt(self, case: BreachCase, now: datetime) -> Show:
        return Show(breach_cards.receipt(case, now, self._org), breach_cards.summary_of(case, now, self._org))

    async def _own_cases(self, actor: Actor, page: int) -> Show:
        cases = await self._desk.own(actor.aad_id, limit=50)
        return Show(breach_cards.own_cases(cases, self._now(), self._org, page), say("own_cases"))

    # --- cases --------------------------------------------------------------------------------------------------

    async def _on_case(self, event: CardAction) -> Answer:
        number = str(event.data.get("case", ""))[:40]
        actor, now = self._actor(event.person), self._now()
        try:
            return await self._case_verb(event, number, actor, now)
        except NoSuchCase:
            return self._refuse(event, "no_case")
        except NoRole:
            return self._refuse(event, "no_role")
        except NotAllowed:
            return await self._old_card(event, number, actor, now)

    async def _case_verb(self, event: CardAction, number: str, actor: Actor, now: datetime) -> Answer:
        raise NotImplementedError
