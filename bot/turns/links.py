"""Where people and offices can be reached: their chats and channels, kept in the table of links."""

import json
from dataclasses import asdict

from bot.teams.events import Person, Place
from cases.organisation import OFFICES, Organisation
from cases.people import person_key
from cases.ports import Conflict, Insert, Replace, RowStore

KEPT = 10_000
"""How many known chats are remembered in memory; forgetting one costs a read."""


class Links:
    """The chat of each person who ever wrote, and the channel of each office."""

    def __init__(self, store: RowStore, org: Organisation) -> None:
        self._store = store
        self._org = org
        self._known: dict[str, tuple[Place, str]] = {}

    async def note_person(self, person: Person, place: Place) -> None:
        """Remember the personal chat with this person; writes only when it is new or has moved."""
        key = f"person|{person_key(person.aad_id)}"
        if self._known.get(key) == (place, person.teams_id):
            return
        if len(self._known) >= KEPT:
            self._known.clear()
        told = json.dumps(asdict(place) | {"teams_id": person.teams_id}, ensure_ascii=False, sort_keys=True)
        row = await self._store.get("links", self._org.key, key)
        try:
            if row is None:
                await self._store.commit("links", self._org.key, [Insert(key, told)])
            elif row.value != told:
                await self._store.commit("links", self._org.key, [Replace(key, told, row.etag)])
        except Conflict:
            return  # another turn of the same person notes the same chat
        self._known[key] = (place, person.teams_id)

    async def person(self, aad_id: str) -> Place | None:
        """The personal chat with this person, or None when the bot never met them."""
        row = await self._store.get("links", self._org.key, f"person|{person_key(aad_id)}")
        return _place(row.value) if row is not None else None

    async def link_office(self, office: str, place: Place) -> None:
        """From now on this channel is the office's."""
        key, told = f"office|{office}", json.dumps(asdict(place), ensure_ascii=False, sort_keys=True)
        row = await self._store.get("links", self._org.key, key)
        if row is None:
            await self._store.commit("links", self._org.key, [Insert(key, told)])
        elif row.value != told:
            await self._store.commit("links", self._org.key, [Replace(key, told, row.etag)])

    async def office_here(self, place: Place) -> str:
        """The office whose channel this is; "" for every other place."""
        if place.scope != "channel":
            return ""
        for office in OFFICES:
            channel = await self.office(office)
            if channel is not None and channel.conversation == place.conversation:
                return office
        return ""

    async def office(self, office: str) -> Place | None:
        """The channel of an office: linked from Teams, else from the organisation file, else None."""
        row = await self._store.get("links", self._org.key, f"office|{office}")
        if row is not None:
            return _place(row.value)
        named = getattr(self._org.offices, office)
        if not named.channel or not named.service_url:
            return None
        tenant = self._org.tenants[0] if self._org.tenants else ""
        return Place(named.service_url, named.channel, "channel", tenant)


def _place(value: str) -> Place:
    told = json.loads(value)
    return Place(told["service_url"], told["conversation"], told["scope"], told["tenant"], told["thread"])
