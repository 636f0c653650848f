"""What cannot be read is put away as it was, once, in one commit, and comes back when it can be."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.command_line import run
from bot.set_aside import PREFIX, SetAside
from bot.teams.events import Person, Place
from bot.turns.links import Links
from bot.turns.talks import Talks, at_hand, partition
from cases.people import person_key
from cases.ports import ANY_ETAG, Insert, Replace, Row
from cases.register.messages import Due, channel, due_key
from dialogs.dutch.understanding import load_understanding
from dialogs.talk.dialog import Dialog
from dialogs.talk.turn import Talk
from storage.sqlite_rows import SqliteRows
from tests.house import ORGANISATION_FILE, organisation

ORG = organisation()
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CASES, TALKS = ORG.partition("breach"), partition(ORG)
WORDS = "Mevrouw Voorbeeld kreeg de brief van een ander."
SAM = Person("00000000-0000-4000-8000-000000000099", "29:sam", "Sam Voorbeeld")
CHAT = Place("https://smba.trafficmanager.net/emea", "a:1", "personal", "tenant")


class House:
    """A store, and what puts rows of it away by a clock that the test sets."""

    def __init__(self, rows: SqliteRows) -> None:
        self.rows = rows
        self.now = NOW
        self.aside = self.anew()

    def anew(self) -> SetAside:
        """As after a restart."""
        places = [("cases", CASES), ("conversations", TALKS), ("links", ORG.key)]
        return SetAside(self.rows, ORG, lambda: self.now, places)  # type: ignore[arg-type]

    async def put(self, key: str, value: str) -> Row:
        """A row among the cases."""
        await self.rows.commit("cases", CASES, [Insert(key, value)])
        row = await self.rows.get("cases", CASES, key)
        assert row is not None
        return row

    async def kept(self, table: str = "cases", where: str = CASES) -> dict[str, str]:
        """All rows of a partition."""
        rows = await self.rows.scan(table, where, "", "~", 100)  # type: ignore[arg-type]
        return {row.key: row.value for row in rows}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    yield House(rows)
    await rows.close()


def message(number: str = "DL-2026-0001", **told: object) -> tuple[str, str]:
    due = Due(kind="card", number=number, to=channel("po"), created_at=NOW).model_copy(update=told)
    return due_key(NOW, due), due.model_dump_json()


def lane(due: Due) -> str:
    return due.number


async def test_none_of_a_lane_comes_in_which_somebody_has_one(house: House) -> None:
    for number in range(1, 9):
        for office in ("fg", "jz", "po"):
            until = NOW + timedelta(seconds=9) if (number, office) in ((2, "po"), (7, "fg")) else None
            await house.put(*message(f"DL-2026-{number:04}", to=channel(office), lease_until=until))
    for most in range(1, 26):
        found = [due.number[-1] for _, due in await house.aside.due("cases", CASES, NOW, most, lane)]
        assert len(found) >= min(most, 18), "however many stand before them that may not go"
        whole = "134568"[: len(found) // 3]
        assert found == sorted(whole * 3), f"{most} at once: a lane comes whole or not at all"


async def test_of_the_messages_that_are_due_only_the_unreadable_go(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    key, value = message("DL-2026-0002")
    await house.put(key, value)
    await house.put(*message("DL-2026-0003", lease_until=NOW + timedelta(seconds=9)))
    torn = {
        f"{key}.{at}": raw for at, raw in enumerate([value[:30], "[]", "", f'"{WORDS}"', "{}", "1" * 5000])
    }
    for each, raw in torn.items():
        await house.put(each, raw)
    assert [row.key for row, _ in await house.aside.due("cases", CASES, NOW, 100, lane)] == [key]
    kept = {each: raw for each, raw in (await house.kept()).items() if each.startswith(PREFIX)}
    assert sorted(kept.values()) == sorted(torn.values()), "kept as they were"
    assert house.aside.count == len(torn)
    assert await house.aside.due("cases", CASES, NOW, 100, lane), "and not looked at again"
    assert house.aside.count == len(torn)
    assert "due of DL-2026-0002 is set aside (unreadable)" in caplog.text
    assert "Voorbeeld" not in caplog.text


async def test_what_was_put_away_gets_one_try_at_each_start_and_a_day(house: House) -> None:
    key, value = message()
    row = await house.put(key, value)
    assert await house.aside.put("cases", row, "fault")
    await house.aside.each_hour(NOW)
    assert house.aside.count == 0
    assert list(await house.kept()) == [key], "the first round of a process puts it back"
    (row,) = await house.rows.scan("cases", CASES, "", "~", 9)
    assert await house.aside.put("cases", row, "fault")
    for hours in range(1, 24):
        await house.aside.each_hour(NOW + timedelta(hours=hours))
        assert list(await house.kept()) != [key]
    assert house.aside.count == 1
    await house.aside.each_hour(NOW + timedelta(hours=24))
    assert await house.kept() == {key: value}
    other = house.anew()
    await other.each_hour(NOW)
    assert other.count == 0


async def test_it_looks_once_an_hour_also_within_one_moment_and_anew_when_the_clock_was_set_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[datetime]()

    async def wipe(now: datetime) -> None:
        looked.append(now)

    monkeypatch.setattr(house.aside, "_wipe", wipe)
    second, hour = timedelta(seconds=1), timedelta(hours=1)
    for at, looks in (
        (NOW, 1),
        (NOW, 1),
        (NOW + hour - second, 1),
        (NOW + hour, 2),
        (NOW + hour - second, 3),
        (NOW + 2 * hour - 2 * second, 3),
    ):
        await house.aside.each_hour(at)
        assert len(looked) == looks, at


async def test_a_place_that_was_taken_since_is_left_alone(house: House) -> None:
    row = await house.put("post|DL-2026-0001|po", "torn")
    await house.aside.put("cases", row, "unreadable")
    await house.put(row.key, "new")
    again = house.anew()
    await again.each_hour(NOW)
    kept = await house.kept()
    assert kept.pop(row.key) == "new"
    assert list(kept.values()) == ["torn"]
    assert again.count == 1


async def test_of_two_instances_one_puts_it_away(house: House) -> None:
    row = await house.put(*message())
    other = house.anew()
    assert [await each.put("cases", row, "fault") for each in (house.aside, other)] == [True, False]
    assert (house.aside.count, other.count) == (1, 0)


async def test_a_row_that_no_store_takes_does_not_hold_up_the_others(house: House) -> None:
    row = await house.put(*message())
    huge = Row(row.partition, row.key, "\ud800", row.etag)
    assert await house.aside.put("cases", huge, "unreadable")
    assert await house.kept() == {}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.sampled_from(['{"draft": 7}', "[]", '{"draft": {"flow": "x"}}'])))
async def test_whatever_a_conversation_holds_its_owner_can_go_on(house: House, value: str) -> None:
    talks = Talks(house.rows, ORG, at_hand(Dialog(ORG, load_understanding())), house.aside)
    key = f"talk|{person_key(SAM.aad_id)}"
    value = value.encode("utf-8", "replace").decode()
    row = await house.rows.get("conversations", TALKS, key)
    writes = [Insert(key, value) if row is None else Replace(key, value, ANY_ETAG)]
    await house.rows.commit("conversations", TALKS, writes)
    house.now += timedelta(seconds=1)
    talk, etag = await talks.load(SAM.aad_id)
    await talks.save(SAM.aad_id, talk, Talk(greeted=True), etag, NOW)
    assert not (await talks.load(SAM.aad_id))[0].lost, "told once"
    lost = any(
        raw == value for each, raw in (await house.kept("conversations", TALKS)).items() if "broken" in each
    )
    assert talk.lost == lost


async def test_typed_words_are_kept_as_long_as_a_draft(house: House) -> None:
    talks = Talks(house.rows, ORG, at_hand(Dialog(ORG, load_understanding())), house.aside)
    key = f"talk|{person_key(SAM.aad_id)}"
    await house.rows.commit("conversations", TALKS, [Insert(key, json.dumps(WORDS))])
    assert (await talks.load(SAM.aad_id))[0].lost
    house.now += timedelta(days=ORG.terms.draft_days)
    await house.aside.each_hour(house.now)
    assert any(WORDS in raw for raw in (await house.kept("conversations", TALKS)).values())
    house.now += timedelta(hours=1)
    await house.aside.each_hour(house.now)
    assert list(await house.kept("conversations", TALKS)) == [key]


@pytest.mark.parametrize("value", ["", "{", "[]", '{"service_url": 7}', json.dumps({"scope": "moon"})])
async def test_a_place_that_cannot_be_read_is_noted_anew(house: House, value: str) -> None:
    links = Links(house.rows, ORG, house.aside)
    await links.note_person(SAM, CHAT)
    await links.link_office("po", CHAT)
    for key in await house.kept("links", ORG.key):
        await house.rows.commit("links", ORG.key, [Replace(key, value, ANY_ETAG)])
    assert await links.person(SAM.aad_id) is None
    assert await links.office("po") != CHAT
    assert house.aside.count == 2
    await links.note_person(SAM, CHAT)
    await links.link_office("po", CHAT)
    assert await links.person(SAM.aad_id) == await links.office("po") == CHAT


async def test_the_program_takes_up_again_what_was_set_aside(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, value in enumerate(("{", "[", "x")):
        assert await house.aside.put(
            "cases", await house.put(f"due|2026|DL-2026-000{number}|card", value), "unreadable"
        )
    await house.put("due|2026|DL-2026-0000|card", "a new one")
    settings = {
        "PRIVACYBOT_STORE": f"sqlite:{tmp_path / 'rows.db'}",
        "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE),
    }
    assert await asyncio.to_thread(run, ["retry"], settings) == 0
    assert json.loads(capsys.readouterr().out) == {"put_back": 2, "stay": 1}
    kept = await house.kept()
    assert kept["due|2026|DL-2026-0001|card"] == "["
    assert kept["due|2026|DL-2026-0000|card"] == "a new one"
    assert [key for key in kept if key.startswith(PREFIX)] != []
