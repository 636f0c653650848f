"""What is changed of the organisation on one instance holds on every other; history and leavers go in their time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox.leaving import Leaving
from bot.set_aside import SetAside
from bot.teams.events import Person, Place
from bot.turns.links import Links
from cases.amendments import Amendments, Step, Wish
from cases.changeable import PARTS, NotSo
from cases.desks.organisation_cards import (
    Filled,
    confirm_card,
    form_card,
    history_card,
    history_years,
    leave_card,
    left_card,
    overview_card,
    part_card,
)
from cases.desks.organisation_desk import AMENDED, OrganisationDesk, follow_kept
from cases.ports import ANY_ETAG, Conflict, Insert, Replace
from cases.readable import Unreadable
from storage.sqlite_rows import SqliteRows
from tests.cards.rules import violations
from tests.cases.breach.by_chance import NOOR, NOW, ORG, guid
from tests.cases.drawn import leads

ADD = Wish("offices.po.members", "add", person=guid(77), name="Ada Bedacht")
PHONE = Wish("facts.phone", "set", text="030-7654321")
WHERE = ORG.partition("organisation")


@pytest.fixture
async def rows(tmp_path: Path) -> AsyncIterator[SqliteRows]:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    yield rows
    await rows.close()


def desk_on(rows: SqliteRows) -> OrganisationDesk:
    return OrganisationDesk(rows, ORG.model_copy())


async def test_others_follow_and_what_is_old_is_seen_to_be_old(rows: SqliteRows) -> None:
    one, other, beside = desk_on(rows), desk_on(rows), ORG.model_copy()
    await one.change(ADD, NOOR, NOW, 0)
    assert "po" in one.org.roles_of(guid(77))
    assert "po" not in other.org.roles_of(guid(77))
    with pytest.raises(NotSo, match="moved"):
        await other.change(PHONE, NOOR, NOW, 0)
    assert "po" in other.org.roles_of(guid(77)), "who is refused knows why"
    await other.change(PHONE, NOOR, NOW, 1)
    await one.refresh()
    await follow_kept(rows, beside)
    assert one.org == other.org == beside
    assert beside.facts.phone == "030-7654321"
    assert ORG.facts.phone != "030-7654321"
    assert [each.item for each in await one.history()] == [PHONE.item, ADD.item]
    assert one.filed == ORG


async def test_a_lost_race_changes_nothing(rows: SqliteRows, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, commit = desk_on(rows), rows.commit

    async def first(*args: object) -> object:
        monkeypatch.setattr(rows, "commit", commit)
        await desk_on(rows).change(PHONE, NOOR, NOW, 0)
        return await commit(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "commit", first)
    with pytest.raises(NotSo, match="moved"):
        await desk.change(ADD, NOOR, NOW, 0)
    assert [each.item for each in await desk.history()] == [PHONE.item]
    await desk.refresh()
    assert desk.org.facts.phone == "030-7654321"
    assert "po" not in desk.org.roles_of(guid(77))


async def test_what_cannot_be_read_is_not_written_over_and_the_file_holds(rows: SqliteRows) -> None:
    desk = desk_on(rows)
    await desk.change(ADD, NOOR, NOW, 0)
    await rows.commit("cases", WHERE, [Replace(AMENDED, '{"seq": "torn', ANY_ETAG)])
    await desk.refresh()
    assert desk.org == ORG
    with pytest.raises(Unreadable):
        await desk.change(PHONE, NOOR, NOW, 0)
    row = await rows.get("cases", WHERE, AMENDED)
    assert row is not None
    assert row.value == '{"seq": "torn'


async def test_who_left_goes_on_the_day_and_the_history_in_its_years(rows: SqliteRows) -> None:
    org = ORG.model_copy()
    desk = OrganisationDesk(rows, org)
    links = Links(rows, org, SetAside(rows, org, lambda: NOW, []))
    for number in (77, 78):
        person = Person(guid(number), f"29:{number}", "Ada")
        await links.note_person(person, Place("https://x.example", f"c{number}", "personal", "t"))
    await desk.change(ADD, NOOR, NOW, 0)
    with pytest.raises(NotSo, match="moved"):
        await desk.leave(guid(77), "Ada", NOOR, NOW, 0)
    await desk.leave(guid(77).upper(), "Ada", NOOR, NOW, 1)
    assert "po" not in org.roles_of(guid(77))
    leaving, over = Leaving(rows, org, desk), NOW + timedelta(days=org.oversight.left_days)
    assert await leaving.look(over - timedelta(seconds=1)) == 0
    assert await links.person(guid(77)) is not None
    assert await leaving.look(over) == 1
    assert await leaving.look(over) == 0
    assert await links.person(guid(77)) is None
    assert await links.person(guid(78)) is not None
    assert await desk.leavers() == []
    assert len(await desk.history()) == 3
    years = timedelta(days=366 * history_years(org))
    await leaving.look(NOW + years - timedelta(days=366))
    assert len(await desk.history()) == 3
    await leaving.look(NOW + years)
    assert await desk.history() == []


async def test_a_change_goes_from_the_history_when_it_is_older_and_not_when_it_is_as_old(
    rows: SqliteRows,
) -> None:
    desk = desk_on(rows)
    await desk.change(ADD, NOOR, NOW, 0)
    assert await desk.wipe_before(NOW) == 0
    assert len(await desk.history()) == 1
    assert await desk.wipe_before(NOW + timedelta(seconds=1)) == 1
    assert await desk.history() == []


async def test_two_cannot_both_be_first(rows: SqliteRows) -> None:
    await desk_on(rows).change(ADD, NOOR, NOW, 0)
    with pytest.raises(Conflict):
        await rows.commit("cases", WHERE, [Insert("change|000001", "{}")])


def test_each_card_has_its_step_as_the_coloured_button_and_keeps_the_rules() -> None:
    people, line = Step(ADD.item, "add", (), ()), Step(PHONE.item, "set", "030-1234567", "030-7654321")
    cards = {
        "organisation_form": [part_card(part, ORG, ORG, Amendments()) for part in PARTS],
        "amend_office": [
            *(form_card(wish, ORG) for wish in (ADD, replace(ADD, act="take"), PHONE)),
            form_card(ADD, ORG, Filled(name="Ada", why="absent")),
            left_card([], ORG),
        ],
        "amend_office_sure": [
            confirm_card(people, ADD, 1, ORG),
            confirm_card(line, PHONE, 1, ORG),
            leave_card(guid(77), "Ada Bedacht", [people], "1 december 2026", 1, ORG),
        ],
        "": [history_card([], 1, NOW, ORG), overview_card(ORG, Amendments())],
    }
    for verb, drawn in cards.items():
        for card in drawn:
            assert leads(card) == verb
            assert violations(card) == []


def test_who_left_is_looked_up_with_the_coloured_button() -> None:
    for filled in (None, Filled(name="Ada", why="absent")):
        first, *others = left_card([], ORG, filled)["actions"]
        assert (first["verb"], first["data"]["act"], first.get("style")) == (
            "amend_office",
            "left",
            "positive",
        )
        assert not any(each.get("style") for each in others)
