"""Where people and offices can be reached: noted once, moved when they move, forgotten when unreadable."""

from pathlib import Path

import pytest

import bot.turns.links as module
from bot.teams.events import Person, Place, Scope
from cases.organisation import OFFICES, Organisation
from cases.people import person_key
from cases.ports import ANY_ETAG, Replace
from tests.bot.turns.room import SERVICE, TENANT, Room, bot_room
from tests.cases.breach.by_chance import ORG, SAM

PERSON = Person(SAM.aad_id, "29:sam", SAM.name)
CHAT = Place(SERVICE, "chat", "personal", TENANT)
MOVED = Place("https://other.example/", "chat2", "personal", TENANT)


def written(room: Room) -> int:
    """How many commits went to the table of links."""
    return sum(table == "links" for table, _ in room.store.commits)


async def test_a_chat_is_written_when_it_is_new_or_has_moved(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        assert await room.links.person(SAM.aad_id) is None
        for place, count in ((CHAT, 1), (CHAT, 1), (MOVED, 2), (MOVED, 2), (CHAT, 3)):
            await room.links.note_person(PERSON, place)
            assert written(room) == count
            assert await room.links.person(SAM.aad_id) == place
            assert await room.links.person(SAM.aad_id.upper()) == place
        await room.links.note_person(Person(SAM.aad_id, "29:again", SAM.name), CHAT)
        assert written(room) == 4, "the id in Teams changed"


async def test_the_address_of_a_chat_goes_with_the_app(tmp_path: Path) -> None:
    """AVG article 5(1)(e): no longer than needed. Who adds the app again, or writes, is known again."""
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        await sam.install()
        assert await room.links.person(SAM.aad_id) is not None
        await sam.remove()
        assert await room.links.person(SAM.aad_id) is None
        assert not await room.links.forget_person(SAM.aad_id)
        await sam.install()
        assert await room.links.person(SAM.aad_id) is not None


async def test_a_chat_that_is_known_costs_no_read_until_too_many_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bot_room(tmp_path) as room:
        reads = list[str]()
        get = room.store.get

        async def counted(table: object, partition: str, key: str) -> object:
            reads.append(key)
            return await get(table, partition, key)  # type: ignore[arg-type]

        monkeypatch.setattr(room.store, "get", counted)
        monkeypatch.setattr(module, "KEPT", 2)
        people = [Person(f"p{number}", "29:x", "") for number in range(3)]
        for person, cost in ((0, 1), (1, 2), (0, 2), (1, 2), (2, 3), (2, 3), (0, 4)):
            await room.links.note_person(people[person], CHAT)
            assert len(reads) == cost
        assert written(room) == 3, "what is forgotten in memory is still in the store"


async def test_another_turn_that_notes_the_same_chat_first_is_no_trouble(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        room.store.losses = 1
        await room.links.note_person(PERSON, CHAT)
        assert await room.links.person(SAM.aad_id) is None
        await room.links.note_person(PERSON, CHAT)
        assert await room.links.person(SAM.aad_id) == CHAT


@pytest.mark.parametrize("torn", ["", "torn", "{}", '{"conversation": 3}'])
async def test_a_place_that_cannot_be_read_is_none_and_is_noted_anew(tmp_path: Path, torn: str) -> None:
    async with bot_room(tmp_path) as room:
        await room.links.note_person(PERSON, CHAT)
        key = f"person|{person_key(SAM.aad_id)}"
        await room.store.commit("links", ORG.key, [Replace(key, torn, ANY_ETAG)])
        assert await room.links.person(SAM.aad_id) is None
        await room.links.note_person(PERSON, CHAT)
        assert await room.links.person(SAM.aad_id) == CHAT


@pytest.mark.parametrize("office", OFFICES)
async def test_a_channel_is_that_of_one_office(tmp_path: Path, office: str) -> None:
    async with bot_room(tmp_path) as room:
        channel = Place(SERVICE, "channel", "channel", TENANT)
        assert await room.links.office(office) is None
        for _ in range(2):
            await room.links.link_office(office, channel)
        assert written(room) == 1
        assert await room.links.office(office) == channel
        assert await room.links.offices_here(channel) == {office}
        assert not await room.links.offices_here(Place(SERVICE, "other", "channel", TENANT))
        scopes: tuple[Scope, ...] = ("group", "personal")
        for scope in scopes:
            assert not await room.links.offices_here(Place(SERVICE, "channel", scope, TENANT))
        await room.links.link_office(office, MOVED)
        assert await room.links.office(office) == MOVED
        assert written(room) == 2


async def test_one_channel_may_be_that_of_several_offices(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        shared, own = Place(SERVICE, "shared", "channel", TENANT), Place(SERVICE, "own", "channel", TENANT)
        for office in OFFICES:
            await room.links.link_office(office, shared)
        assert await room.links.offices_here(shared) == set(OFFICES)
        await room.links.link_office(OFFICES[0], own)
        assert await room.links.offices_here(shared) == set(OFFICES[1:])
        assert await room.links.offices_here(own) == {OFFICES[0]}


@pytest.mark.parametrize(
    ("channel", "service", "tenants", "found"),
    [
        ("c", "https://s.example/", ("t1", "t2"), Place("https://s.example/", "c", "channel", "t1")),
        ("c", "https://s.example/", (), Place("https://s.example/", "c", "channel", "")),
        ("", "https://s.example/", ("t1",), None),
        ("c", "", ("t1",), None),
    ],
)
async def test_a_channel_of_the_organisation_file_counts_until_one_is_linked(
    tmp_path: Path, channel: str, service: str, tenants: tuple[str, ...], found: Place | None
) -> None:
    office = ORG.office("po").model_copy(update={"channel": channel, "service_url": service})
    org: Organisation = ORG.model_copy(
        update={"tenants": tenants, "offices": ORG.offices.model_copy(update={"po": office})}
    )
    async with bot_room(tmp_path, org) as room:
        assert await room.links.office("po") == found
        assert await room.links.office("fg") is None
        linked = Place(SERVICE, "linked", "channel", TENANT)
        await room.links.link_office("po", linked)
        assert await room.links.office("po") == linked
