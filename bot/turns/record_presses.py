"""Making an entry by hand in Teams: what the FG and JZ type and press for a new processing or a new agreement."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.registers import Desks
from bot.teams.card_follow import CardFollower
from bot.teams.events import Answer, CardAction, Message, Place, Say, ShowCard
from bot.turns.links import Links
from cards.notice import NoticeView, notice_card
from cards.view import Button
from cards.words import words_beside
from cases.agreement.register import AGREEMENT_KIND
from cases.desks.case_desk import CaseDesk, draft_key
from cases.lasting.case import KeptRecord, RecordKind
from cases.lasting.new_entry import new_fields, new_record, new_record_card
from cases.lasting.office_card import record_summary
from cases.organisation import OFFICES, Organisation
from cases.people import Actor
from cases.processing.register import PROCESSING_KIND
from cases.register.forms import EMPTY, Filling
from cases.register.life import Refused
from dialogs.answers import read_fields
from dialogs.commands.new_entry import read_new_record

say = words_beside(__file__)

SPOKEN = ("refused",)
"""Words that are looked up by what cannot be kept."""

VERBS = frozenset({"new_record", "new_record_form"})
"""The verbs of the buttons that send a new entry, and that open the form for it."""

KINDS: Mapping[str, RecordKind[Any]] = {each.register: each for each in (PROCESSING_KIND, AGREEMENT_KIND)}


class RecordPresses:
    """Answers the wish for a new entry, and what was filled in. `new_id` gives ids for new forms."""

    def __init__(
        self,
        *,
        org: Organisation,
        desks: Desks,
        links: Links,
        follower: CardFollower,
        wake: Callable[[], None],
        new_id: Callable[[], str],
    ) -> None:
        self._org = org
        self._desks = desks
        self._links = links
        self._follower = follower
        self._wake = wake
        self._new_id = new_id

    def wanted(self, event: Message, actor: Actor) -> str | None:
        """The register that this line wants a new entry of, or None when it is for something else.

        Of a colleague "a new processing" is a question about the policy.
        """
        return read_new_record(event.text) if actor.roles else None

    async def answer(self, register: str, place: Place, actor: Actor, now: datetime) -> Answer:
        """The form for a new entry."""
        kind = KINDS[register]
        if kind.keeper not in actor.roles:
            return self._not_yours(kind, place)
        if not await self._may_show(place):
            return Say(say("other_channel"))
        card = new_record_card(kind, self._new_id(), now, self._org, EMPTY)
        return ShowCard(card, kind.words("form.new.title"))

    async def on_press(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The answer to a press for a form or on one; never raises for what a sender may make up."""
        if event.verb == "new_record_form":
            register = event.data.get("register", "")
            answer = await self.answer(
                register if register in KINDS else PROCESSING_KIND.register, event.place, actor, now
            )
        else:
            answer = await self._file(event, actor, now)
        personal = event.by_invoke and event.place.scope == "personal"
        if isinstance(answer, ShowCard) and personal and event.card_id:
            self._follower.follow(event.place, event.card_id, answer.card, answer.summary)
        return answer

    async def _file(self, event: CardAction, actor: Actor, now: datetime) -> Answer:
        """The entry that was filled in, or the form again with what is wrong."""
        kind = KINDS.get(event.data.get("register", ""), PROCESSING_KIND)
        if kind.keeper not in actor.roles:
            return self._not_yours(kind, event.place)
        draft_id = event.data.get("draft", "")[:64]
        desk = self._desk(kind)
        known = await desk.filed_as(draft_id)
        if known is not None:
            return self._shown(kind, known, now)
        reading = read_fields(new_fields(kind), event.data)
        wrong = {each.field: self._sentence(kind, each.key) for each in reading.problems}
        if not draft_key(draft_id):
            draft_id = self._new_id()  # a made-up one is none of ours
        if not wrong:
            try:
                record = await desk.file(
                    lambda number: new_record(
                        kind,
                        desk.register.life,
                        reading.values,
                        number=number,
                        draft_id=draft_id,
                        keeper=actor,
                        now=now,
                        org=self._org,
                    ),
                    draft_id=draft_id,
                    reporter=actor,
                    now=now,
                )
            except Refused as refusal:
                wrong = {refusal.field: self._sentence(kind, refusal.key)}
            else:
                self._wake()
                return self._shown(kind, record, now)
        filling = Filling(values=reading.values, errors=wrong)
        card = new_record_card(kind, draft_id, now, self._org, filling)
        return ShowCard(card, kind.words("form.new.title"))

    def _shown(self, kind: RecordKind[Any], record: KeptRecord, now: datetime) -> Answer:
        card = self._desk(kind).register.draw(record, now, self._org, True)
        return ShowCard(card, record_summary(kind, record))

    def _sentence(self, kind: RecordKind[Any], key: str) -> str:
        try:
            return self._desk(kind).register.refusals(key)
        except LookupError:
            return say(f"refused.{key}")

    def _desk(self, kind: RecordKind[Any]) -> CaseDesk[Any]:
        return self._desks.named(kind.register)

    async def _may_show(self, place: Place) -> bool:
        """In an own chat, and in the channels of the offices; nowhere else."""
        if place.scope == "personal":
            return True
        if place.scope != "channel":
            return False
        channels = [await self._links.office(office) for office in OFFICES]
        return any(each is not None and each.conversation == place.conversation for each in channels)

    def _not_yours(self, kind: RecordKind[Any], place: Place) -> Answer:
        office = self._org.office(kind.keeper).name
        return self._told(place, say("not_yours.title"), say("not_yours.text", office=office))

    def _told(self, place: Place, title: str, text: str) -> Answer:
        if place.scope != "personal":
            return Say(text)
        view = NoticeView(title, (text,), (Button(say("menu"), "menu"),))
        return ShowCard(notice_card(view), title)
