"""The conversation with one person in the own chat: it is loaded, moved, written down, and only then answered."""

import re
from dataclasses import replace

from bot.teams.events import (
    Answer,
    CardAction,
    Deleted,
    Edited,
    Installed,
    Message,
    MessageAction,
    Place,
    Removed,
    ShowCard,
)
from bot.turns.case_presses import CasePresses, told
from bot.turns.known_to_all import KnownToAll
from bot.turns.now_and_who import NowAndWho
from bot.turns.own_cases import OwnCasesOf
from bot.turns.typed_commands import TypedCommands
from bot.turns.workplace import Workplace
from bot.watch.metrics import Heard
from cards.notice import with_banner
from cards.words import words_beside
from cases.names import names_of
from cases.organisation import Organisation
from cases.people import Actor
from dialogs.answers import hidden_in
from dialogs.talk.finished import filled_in
from dialogs.talk.notices import OPEN
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
    Typed,
)

say = words_beside(__file__)
SPOKEN = ("beside",)
"""Words that are looked up by what a message brings."""

_ONLY_A_LINK = re.compile(r"<?https?://\S{1,4000}", re.IGNORECASE)

REMEMBERED = 12
"""How many handled messages are recognised when Teams delivers them again."""


class Conversing:
    """Answers what somebody types and presses in the own chat."""

    def __init__(
        self,
        workplace: Workplace,
        at: NowAndWho,
        presses: CasePresses,
        commands: TypedCommands,
        own: OwnCasesOf,
        known: KnownToAll,
    ) -> None:
        self._org = workplace.org
        self._dialog = workplace.dialog
        self._desks = workplace.desks
        self._talks = workplace.talks
        self._links = workplace.links
        self._follower = workplace.follower
        self._budget = workplace.budget
        self._wake = workplace.wake
        self._heard = workplace.heard
        self._at = at
        self._presses = presses
        self._commands = commands
        self._own = own
        self._known = known

    async def greet(self, event: Installed) -> Answer:
        """The welcome, once."""
        await self._links.note_person(event.person, event.place)
        talk, etag = await self._talks.load(event.person.aad_id)
        if talk.greeted:
            return None
        greeted = talk.model_copy(update={"greeted": True})
        await self._talks.save(event.person.aad_id, talk, greeted, etag, self._at.now())
        return _answer(self._dialog.welcome(self._at.occasion(event.person)))

    async def removed(self, event: Removed) -> None:
        """The bot was taken out of the own chat: its address goes, and the reminder each quarter stops. Who adds it
        again is welcomed again. Raises Conflict as below."""
        await self._links.forget_person(event.person.aad_id)
        talk, etag = await self._talks.load(event.person.aad_id)
        if talk.greeted or talk.tidy_at is not None:
            gone = talk.model_copy(update={"greeted": False, "tidy_at": None})
            await self._talks.save(event.person.aad_id, talk, gone, etag, self._at.now())

    async def typed(self, event: Message) -> Answer:
        """What a typed line is answered with. Raises Conflict when another turn of this person was first."""
        await self._links.note_person(event.person, event.place)
        stored, etag = await self._talks.load(event.person.aad_id)
        at = self._at.occasion(event.person)
        if event.activity_id in stored.handled:
            return _answer(self._dialog.here(stored, at)) if stored.draft is not None else None
        if stored.lost:
            return await self._begin_anew(event, stored, etag)
        talk, wiped = self._dialog.expire(stored, at.now)
        return await self._read(event, stored, talk, etag, wiped)

    async def report_message(self, event: MessageAction) -> Answer:
        """The report of a breach about a message, as it begins in the own chat. Raises Conflict as above."""
        stored, etag = await self._talks.load(event.person.aad_id)
        at = self._at.occasion(event.person)
        talk, _ = self._dialog.expire(stored.model_copy(update={"lost": False}), at.now)
        turn = self._dialog.report_message(talk, event.link, event.sent_at, at)
        begun = turn.talk.model_copy(update={"greeted": True, "typed": None})
        await self._talks.save(event.person.aad_id, stored, begun, etag, at.now)
        return _answer(turn.show) if turn.show is not None else None

    async def edited(self, event: Edited, chat: Place) -> Answer:
        """What a changed message is answered with in the own chat: as if it had stood there at once, unless more
        happened since. Raises Conflict as above."""
        stored, etag = await self._talks.load(event.person.aad_id)
        if stored.lost or (event.place.scope != "personal" and event.activity_id not in stored.handled):
            return None
        now = self._at.now()
        talk, wiped = self._dialog.expire(stored, now)
        rewound = self._dialog.rewound(talk, event.activity_id, now)
        said = Message(event.activity_id, event.person, chat, event.text)
        if rewound is not None:
            return await self._read(said, stored, rewound, etag, wiped)
        noted, beside = _looked_at(stored, said, self._org)
        await self._talks.save(event.person.aad_id, stored, noted, etag, now)
        return _beside(_shown(self._dialog.unchanged(noted)), beside)

    async def deleted(self, event: Deleted) -> Answer:
        """What is said in the own chat when a message was taken away there or elsewhere. Raises Conflict as above."""
        talk, etag = await self._talks.load(event.person.aad_id)
        asked, last = event.activity_id in talk.unsafe, talk.typed
        newest = last is not None and last.message == event.activity_id
        kept = newest and last is not None and bool(last.draft) and talk.draft is not None
        if not asked and not kept:
            return None
        left = tuple(each for each in talk.unsafe if each != event.activity_id)
        after = talk.model_copy(update={"unsafe": left, "typed": None if newest else last})
        await self._talks.save(event.person.aad_id, talk, after, etag, self._at.now())
        return _shown(self._dialog.taken_away(talk, asked=asked))

    async def _read(
        self, event: Message, stored: Talk, talk: Talk, etag: str, wiped: tuple[str, ...]
    ) -> Answer:
        """What this line does to `talk`, which is what is `stored` but for what ran out or is read again."""
        at, actor = self._at.occasion(event.person), self._at.actor(event.person)
        if event.brings and not event.text:
            noted, _ = _looked_at(stored, event, self._org)
            await self._talks.save(event.person.aad_id, stored, noted, etag, at.now)
            return _shown(self._dialog.not_kept(talk, "picture" in event.brings))
        given = await self._given(talk, event, actor, at)
        in_flow = self._dialog.asks(talk)
        answer = given or await self._commands.answer(event, actor, at.now, in_flow=in_flow)
        if answer is not None:
            # Drafts that ran out are told about at the next turn.
            noted, beside = _looked_at(stored, event, self._org)
            noted = noted.model_copy(
                update={"typed": Typed(message=event.activity_id) if talk.draft is None else None}
            )
            await self._talks.save(event.person.aad_id, stored, noted, etag, at.now)
            # Beside a flow: its card stays the one that is answered.
            return _beside(_answered(answer) if talk.draft is None else answer, beside)
        turn = self._dialog.on_text(talk, event.text, at)
        if talk.draft is None:
            self._heard(_what_was_heard(turn))
        if turn.asks and (standing := await self._known.answers(at.now)):
            # Taken again, with what the offices answered before.
            turn = self._dialog.on_text(talk, event.text, replace(at, standing=standing))
        noted, looked_at = _looked_at(
            self._dialog.noted(talk, turn.talk, event.activity_id), event, self._org
        )
        beside = (*((turn.beside,) if turn.beside else ()), *looked_at)
        if isinstance(turn.want, OfRegisters) and actor.roles:
            await self._talks.save(event.person.aad_id, stored, noted, etag, at.now)
            wish = await self._commands.wish(turn.want.text, event.place, actor, at.now)
            return _beside(_answered(wish), beside)
        if talk.draft is None and (new := self._dialog.began_a_report(turn.talk)) is not None:
            # What an officer asked about a case often sounds like another one.
            asked = await self._own.waiting_question(actor, event.text, at.now, (new,))
            if asked is not None:
                heard, _ = _looked_at(self._dialog.heard(talk, event.text, at), event, self._org)
                await self._talks.save(event.person.aad_id, stored, heard, etag, at.now)
                return _beside(_answer(asked), beside)
        answer = await self._settle(event, stored, etag, Turn(noted, turn.show, turn.want))
        if turn.shrink is not None and stored.card_id:
            self._follower.follow(event.place, stored.card_id, turn.shrink, say("answered"))
        if wiped and turn.talk.draft is None:
            return _beside(_answer(self._dialog.expired(wiped)), beside)
        return _beside(answer, beside)

    async def _given(self, talk: Talk, event: Message, actor: Actor, at: Occasion) -> Answer:
        """The answer that an office gives to everybody, when the line names it by its number."""
        number = await self._commands.given_to_all(event, actor, at.now)
        standing = await self._known.answers(at.now) if number else ()
        if all(each.number != number for each in standing):
            return None
        turn = self._dialog.on_press(talk, OPEN, {"value": number}, replace(at, standing=standing))
        return _shown(turn.show) if turn is not None and turn.show is not None else None

    async def pressed(self, event: CardAction) -> Answer:
        """What a button of the conversation is answered with. Raises Conflict as above."""
        stored, etag = await self._talks.load(event.person.aad_id)
        if stored.lost:
            return await self._begin_anew(event, stored, etag)
        at = self._at.occasion(event.person)
        talk, wiped = self._dialog.expire(stored, at.now)
        turn = self._dialog.on_press(talk, event.verb, event.data, at)
        if turn is None:
            return told(event.place, "unknown")
        if turn.asks and (standing := await self._known.answers(at.now)):
            again = replace(at, standing=standing)
            turn = self._dialog.on_press(talk, event.verb, event.data, again) or turn
        if wiped and turn.talk.draft is None:
            turn = Turn(turn.talk, show=self._dialog.expired(wiped))
        kept = turn.talk
        if event.card_id and event.card_id != kept.card_id:
            kept = kept.model_copy(update={"card_id": event.card_id})
        return await self._settle(event, stored, etag, Turn(kept, turn.show, turn.want))

    async def _begin_anew(self, event: Message | CardAction, stored: Talk, etag: str) -> Answer:
        """What was kept of this conversation cannot be read: that is told once, and the next turn is as any other."""
        noted = _noted(stored, event.activity_id).model_copy(update={"lost": False})
        return await self._settle(event, stored, etag, Turn(noted, self._dialog.lost()))

    async def _settle(self, event: Message | CardAction, before: Talk, etag: str, turn: Turn) -> Answer:
        """Do what the conversation wants of the cases, write the conversation, and only then answer."""
        talk, show, follows = turn.talk, turn.show, ""
        if isinstance(turn.want, FileDraft):
            talk, show, follows = await self._file(event, talk, turn.want)
        elif turn.want is not None:
            talk, show = await self._want(event, talk, turn.want)
        await self._talks.save(event.person.aad_id, before, talk, etag, self._at.now())
        return _answer(show, follows) if show is not None else None

    async def _file(
        self, event: Message | CardAction, talk: Talk, want: FileDraft
    ) -> tuple[Talk, Show | None, str]:
        """File a finished flow in its register; gives also the case whose receipt the answer is."""
        desk = self._desks.files(want.kind)
        makes = desk.register.made.from_answers if desk is not None else None
        if desk is None or makes is None:
            return talk, self._dialog.not_filed(), ""
        now, filled = self._at.now(), filled_in(want, self._org)
        if await desk.filed_as(want.draft_id) is None:
            self._budget.tell(self._at.actor(event.person))
        reporter = self._at.actor(event.person).model_copy(update={"roles": frozenset()})
        case = await desk.file(
            lambda number: makes(filled, number, reporter, now, self._org),
            draft_id=want.draft_id,
            reporter=reporter,
            now=now,
        )
        self._wake()
        after, again = self._dialog.filed(talk, want, case.number, self._at.occasion(event.person))
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
        now, actor = self._at.now(), self._at.actor(event.person)
        match want:
            case FiledDraft(draft_id=draft_id):
                for desk in self._desks:
                    found = await desk.filed_as(draft_id)
                    if found is not None and found.reporter.aad_id == actor.aad_id:
                        return talk, self._presses.receipt(found, now)
                return talk, self._dialog.old_card(talk, self._at.occasion(event.person))
            case OwnCases(page=page, told=text):
                added = None
                if text:  # first of all it answers what an officer asked
                    added = await self._own.waiting_question(actor, text, now)
                    added = added or await self._own.addition(actor, text, now)
                return talk, added or await self._own.listed(actor, page, now)
            case OfRegisters():  # of somebody in no office, who sees the own cases alone
                return talk, await self._own.listed(actor, 1, now)
            case HowLong(text=text):
                turn = self._dialog.how_long(talk, text, await self._known.terms())
                return turn.talk, turn.show
            case AnswerOrHelp(text=text) as want:
                # Text that means nothing else may be the answer to a question that an officer asked.
                asked = await self._own.waiting_question(actor, text, now)
                if asked is not None:
                    return talk, asked
                at = self._at.occasion(event.person)
                turn = self._dialog.unread(talk, want, replace(at, standing=await self._known.answers(now)))
                return turn.talk, turn.show


def _noted(talk: Talk, activity_id: str) -> Talk:
    """The conversation with this message among those that were handled."""
    handled = (*(each for each in talk.handled if each != activity_id), activity_id)[-REMEMBERED:]
    return talk.model_copy(update={"handled": handled, "greeted": True})


def _answer(show: Show, follows: str = "") -> ShowCard:
    """A card of the conversation: what is typed next is about it."""
    return ShowCard(show.card, show.summary, follows, answered=True)


def _what_was_heard(turn: Turn) -> Heard:
    """What became of a line that was typed outside a flow, for the count of it: nothing of the line."""
    if isinstance(turn.want, AnswerOrHelp):
        return "nothing"
    if turn.talk.offer is not None:
        return "asked"
    return "at_once" if turn.talk.draft is not None else "other"


def _looked_at(talk: Talk, event: Message, org: Organisation) -> tuple[Talk, tuple[str, ...]]:
    """The conversation with this message among those that were handled, and the lines that stand beside the answer.

    Said is that a number of a person stands in it (once for each message) or is gone out of it, that no link is opened,
    and that what came along is not kept.
    """
    hidden, asked = hidden_in(event.text), event.activity_id in talk.unsafe
    others = tuple(each for each in talk.unsafe if each != event.activity_id)
    unsafe = (*others, event.activity_id)[-REMEMBERED:] if hidden.bsn or hidden.iban else others
    held = event.activity_id in unsafe
    said = {
        "unsafe": held and not asked,
        "safe": asked and not held,
        "link": _ONLY_A_LINK.fullmatch(event.text) is not None,
    }
    noted = _noted(talk, event.activity_id).model_copy(update={"unsafe": unsafe})
    keys = (*(key for key, holds in said.items() if holds), *sorted(event.brings))
    return noted, tuple(say(f"beside.{key}", **names_of(org)) for key in keys)


def _beside(answer: Answer, lines: tuple[str, ...]) -> Answer:
    """The answer under what is said beside it."""
    if not lines or not isinstance(answer, ShowCard):
        return answer
    return replace(answer, card=with_banner(answer.card, " ".join(lines)))


def _shown(show: Show) -> ShowCard:
    """A card beside the conversation: the one that is answered stays the one above it."""
    return ShowCard(show.card, show.summary)


def _answered(answer: Answer) -> Answer:
    return replace(answer, answered=True) if isinstance(answer, ShowCard) else answer
