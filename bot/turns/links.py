"""Where people and offices can be reached: their chats and channels, kept in the table of links."""

import json
from dataclasses import asdict

from pydantic import TypeAdapter

from bot.set_aside import SetAside
from bot.teams.events import Person, Place
from cases.organisation import OFFICES, Organisation
from cases.people import Actor, Viewer, person_key
from cases.ports import Conflict, Delete, Insert, Replace, RowStore, Table

_PLACE = TypeAdapter(Place)

KEPT = 10_000
"""How many known chats are remembered in memory; forgetting one costs a read."""


class Links:
    """The chat of each person who ever wrote, and the channel of each office."""

    def __init__(self, store: RowStore, org: Organisation, aside: SetAside) -> None:
        self._store = store
        self._org = org
        self._aside = aside
        self._known: dict[str, tuple[Place, str]] = {}

    async def note_person(self, person: Person, place: Place) -> None:
        """Remember the personal chat with this person; writes only when it is new or has moved."""
        key = person_row(person.aad_id)
        if self._known.get(key) == (place, person.teams_id):
            return
        if len(self._known) >= KEPT:
            self._known.clear()
        row_text = json.dumps(
            asdict(place) | {"teams_id": person.teams_id}, ensure_ascii=False, sort_keys=True
        )
        row = await self._store.get("links", self._org.key, key)
        try:
            if row is None:
                await self._store.commit("links", self._org.key, [Insert(key, row_text)])
            elif row.value != row_text:
                await self._store.commit("links", self._org.key, [Replace(key, row_text, row.etag)])
        except Conflict:
            return  # another turn of the same person notes the same chat
        self._known[key] = (place, person.teams_id)

    async def person(self, aad_id: str) -> Place | None:
        """The personal chat with this person, or None when the bot never met them."""
        key = person_row(aad_id)
        place = await self._place(key)
        if place is None:
            self._known.pop(key, None)  # noted anew when this person writes
        return place

    async def forget_person(self, aad_id: str) -> bool:
        """The chat with this person is over: its address goes. False when none was known."""
        key = person_row(aad_id)
        self._known.pop(key, None)
        return await taken_away(self._store, "links", self._org.key, key)

    async def link_office(self, office: str, place: Place) -> None:
        """From now on this channel is the office's."""
        key, row_text = f"office|{office}", json.dumps(asdict(place), ensure_ascii=False, sort_keys=True)
        row = await self._store.get("links", self._org.key, key)
        if row is None:
            await self._store.commit("links", self._org.key, [Insert(key, row_text)])
        elif row.value != row_text:
            await self._store.commit("links", self._org.key, [Replace(key, row_text, row.etag)])

    async def offices_here(self, place: Place) -> frozenset[str]:
        """The offices whose channel this is: small organisations let two share one. None for every other place."""
        if place.scope != "channel":
            return frozenset()
        channels = {office: await self.office(office) for office in OFFICES}
        return frozenset(
            office
            for office, channel in channels.items()
            if channel is not None and channel.conversation == place.conversation
        )

    async def office(self, office: str) -> Place | None:
        """The channel of an office: linked from Teams, else from the organisation file, else None."""
        place = await self._place(f"office|{office}")
        if place is not None:
            return place
        return channel_in_file(office, self._org)

    async def _place(self, key: str) -> Place | None:
        """The place in this row; one that cannot be read is put away, and is none."""
        row = await self._store.get("links", self._org.key, key)
        found = await self._aside.those_readable("links", [row] if row is not None else [], _read)
        return found[0][1] if found else None


def channel_in_file(office: str, org: Organisation) -> Place | None:
    """The channel of an office as the organisation file gives it. Raises KeyError."""
    named = org.office(office)
    if not named.channel or not named.service_url:
        return None
    tenant = org.tenants[0] if org.tenants else ""
    return Place(named.service_url, named.channel, "channel", tenant)


def person_row(aad_id: str) -> str:
    """The key under which the chat with this person is kept."""
    return f"person|{person_key(aad_id)}"


async def taken_away(store: RowStore, table: Table, partition: str, key: str) -> bool:
    """Whether a row lay there and is gone by this; one that changes meanwhile stays, for it is in use again."""
    row = await store.get(table, partition, key)
    if row is None:
        return False
    try:
        await store.commit(table, partition, [Delete(key, row.etag)])
    except Conflict:
        return False
    return True


def _read(value: str) -> Place:
    """Raises ValueError for what is no place."""
    return _PLACE.validate_json(value)


async def viewer_of(place: Place, actor: Actor, links: Links) -> Viewer:
    """Who reads what is shown here: this person in the own chat, everybody in the channel of an office elsewhere."""
    if place.scope == "personal":
        return Viewer(actor, private=True)
    return Viewer.in_channel(*await links.offices_here(place))
