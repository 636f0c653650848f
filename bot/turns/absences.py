"""Who of the offices is away until when: typed in Teams, kept in the table of links, known to whoever holds the
organisation."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from bot.set_aside import SetAside
from bot.teams.events import Answer, Message, Place, Say, ShowCard
from bot.turns.links import taken_away
from cards.dutch_time import full_day
from cards.notice import NoticeView, notice_card
from cards.words import words_beside
from cases.organisation import OFFICES, Absence, Organisation
from cases.people import Actor, person_key
from cases.ports import Conflict, Insert, Replace, RowStore
from dialogs.commands.absence import Away, Back, Said, read_absence

say = words_beside(__file__)

MOST = 500
"""More people than offices have."""


class KeptAbsence(BaseModel):
    """One person's absence as a row."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    form: int = 1
    id: str
    until: date


class Absences:
    """Keeps and tells who is away. Every instance reads the rows again each minute (bot/outbox/loop.py)."""

    def __init__(self, store: RowStore, org: Organisation, aside: SetAside) -> None:
        self._store = store
        self._org = org
        self._aside = aside
        self._read_at: datetime | None = None

    async def each_minute(self, now: datetime) -> None:
        """In every round. Raises StoreUnavailable."""
        if self._read_at is None or abs((now - self._read_at).total_seconds()) >= 60:
            await self.refresh(now)

    async def refresh(self, now: datetime) -> None:
        """Read who is away; who is back by now is forgotten. Raises StoreUnavailable."""
        rows = await self._store.scan("links", self._org.key, "absence|", "absence|~", MOST)
        found = await self._aside.those_readable("links", rows, KeptAbsence.model_validate_json)
        today = now.astimezone(self._org.zone).date()
        for row, each in found:
            if each.until <= today:
                await taken_away(self._store, "links", self._org.key, row.key)
        self._org.note_absences(
            tuple(Absence(id=each.id, until=each.until) for _, each in found if each.until > today)
        )
        self._read_at = now

    def wanted(self, event: Message, actor: Actor, now: datetime) -> Said | None:
        """What this line of somebody of an office says of being away; None for another line, and for others."""
        return read_absence(event.text, now.astimezone(self._org.zone).date()) if actor.roles else None

    async def answer(self, said: Said, place: Place, actor: Actor, now: datetime) -> Answer:
        """Keep it, and tell what follows. Raises StoreUnavailable."""
        match said:
            case Away(until=None):
                return _told(place, say("title.no_day"), (say("line.no_day"),))
            case Away(until=until) if until is not None:
                await self._note(actor.aad_id, until)
                await self.refresh(now)
                return _told(place, say("title.away", day=full_day(until)), self._who_stands_in(actor, now))
            case Back():
                await taken_away(self._store, "links", self._org.key, _key(actor.aad_id))
                await self.refresh(now)
                return _told(place, say("title.back"), (say("line.back"),))
        return _told(place, say("title.who"), self._away())

    async def _note(self, aad_id: str, until: date) -> None:
        key, value = _key(aad_id), KeptAbsence(id=aad_id, until=until).model_dump_json()
        row = await self._store.get("links", self._org.key, key)
        try:
            await self._store.commit(
                "links",
                self._org.key,
                [Insert(key, value) if row is None else Replace(key, value, row.etag)],
            )
        except Conflict:  # the same person, twice at once: the newer one counts
            await self._note(aad_id, until)

    def _who_stands_in(self, actor: Actor, now: datetime) -> tuple[str, ...]:
        """Per office of this person: who gets the reminders; then how to come back and to hand over."""
        lines: list[str] = []
        for office in (each for each in OFFICES if each in actor.roles):
            known = self._org.office(office)
            deputies = [each.name for each in self._org.deputies_there(office, now)]
            if not self._org.nobody_there(office, now):
                lines.append(say("line.others", office=known.short))
            else:
                lines.append(
                    say("line.deputy", names=", ".join(deputies)) if deputies else say("line.nobody")
                )
        return (*dict.fromkeys(lines), say("line.hand_over"), say("line.sooner"))

    def _away(self) -> tuple[str, ...]:
        names = {
            each.id: each.name
            for office in OFFICES
            for each in (*self._org.office(office).members, *self._org.office(office).deputies)
        }
        told = tuple(
            say("line.who", name=names[each.id], day=full_day(each.until))
            for each in self._org.absences
            if each.id in names
        )
        return told or (say("line.all_here"),)


def _key(aad_id: str) -> str:
    return f"absence|{person_key(aad_id)}"


def _told(place: Place, title: str, lines: tuple[str, ...]) -> Answer:
    if place.scope != "personal":
        return Say(" ".join((f"{title}.", *lines)))
    return ShowCard(notice_card(NoticeView(title, lines, ())), title)
