"""Who opened a case and who took a file: one row a day, told when it is much, gone when its term is over."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.desks import access, access_cards
from cases.desks.access import (
    MOST_SEEN,
    Given,
    files_taken,
    given_of,
    months_before,
    note_given,
    note_seen,
    opened_by,
    who_saw,
    wipe_access,
)
from cases.desks.access_cards import files_card, number_in_words, page_in, taken_card, who_saw_card
from cases.desks.purge import Purge
from cases.organisation import Oversight
from cases.people import Actor
from cases.ports import Insert
from cases.register.messages import Due, channel
from storage.sqlite_rows import SqliteRows
from tests.cards.rules import violations
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, House
from tests.cases.desks.test_purge import ended, years_later
from tests.cases.drawn import behind_dots
from tests.e2e.fake_cards import text_of

LOU = Actor(aad_id="00000000-0000-4000-8000-000000000098", name="Lou Voorbeeld", roles=frozenset({"po"}))
LIMIT = ORG.oversight.file_cases


def taken(count: int, name: str = "Open datalekken.xlsx") -> Given:
    return Given(by=NOOR.aad_id, name=NOOR.name, file=name, cases=count, total=count)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    yield House(rows)
    await rows.close()


async def test_the_same_person_counts_once_a_day_and_the_days_are_those_of_the_organisation(
    house: House,
) -> None:
    number = await house.file()
    late = datetime(2026, 11, 24, 22, 59, tzinfo=UTC)  # in Amsterdam it is almost midnight
    for at in (NOW, late, late + timedelta(minutes=2), late + timedelta(minutes=3)):
        await note_seen(house.register, number, NOOR, at, ORG)
    await note_seen(house.register, number, LOU, NOW, ORG)
    seen = await who_saw(house.register, number)
    assert {day.isoformat(): sorted(each.name for each in all_of) for day, all_of in seen.items()} == {
        "2026-11-25": [NOOR.name],
        "2026-11-24": [LOU.name, NOOR.name],
    }
    assert list(seen) == sorted(seen, reverse=True)
    assert await opened_by(house.register, LOU.aad_id.upper()) == [(number, date(2026, 11, 24))]
    assert await who_saw(house.register, f"{number[:-1]}9") == {}


@pytest.mark.parametrize(("count", "told"), [(LIMIT - 1, 0), (LIMIT, 0), (LIMIT + 1, 1)])
async def test_the_fg_is_told_of_more_cases_than_are_set(house: House, count: int, told: int) -> None:
    await note_given(house.register, taken(count), NOW, "m1", ORG)
    dues = [Due.model_validate_json(row.value) for row in await house.scan("due|")]
    about = [each for each in dues if each.kind == "taken"]
    assert [each.to for each in about] == [channel("fg")] * told
    for each in about:
        found = await given_of(house.register, each)
        assert found is not None
        assert found.given == taken(count)
        words = text_of(taken_card(found, NOW, ORG))
        assert f"{NOOR.name} nam {count} zaken mee" in words
        assert violations(taken_card(found, NOW, ORG), []) == []


async def test_a_part_of_a_large_file_counts_with_the_whole(house: House) -> None:
    part = taken(1).model_copy(update={"total": LIMIT + 1})
    await note_given(house.register, part, NOW, "m1", ORG)
    assert len([row for row in await house.scan("due|") if "|taken-" in row.key]) == 1


async def test_files_of_an_earlier_version_are_read_and_what_is_torn_is_passed_over(house: House) -> None:
    older = {"form": 1, "by": NOOR.aad_id, "name": NOOR.name, "file": "oud.xlsx", "cases": 3}
    await house.register.write(
        [
            Insert("given|2026-11-01T09:00:00Z|a", json.dumps(older)),
            Insert("given|2026-11-02T09:00:00Z|b", "{"),
        ]
    )
    await note_given(house.register, taken(2), NOW, "c", ORG)
    files = await files_taken([house.register])
    assert [(each.given.file, each.given.cases) for each in files] == [
        ("Open datalekken.xlsx", 2),
        ("oud.xlsx", 3),
    ]


async def test_what_is_over_goes_to_the_day_and_nothing_else_does(house: House) -> None:
    number = await house.file()
    org = ORG.model_copy(update={"oversight": Oversight(access_months=12)})
    first, kept = NOW - timedelta(days=366), NOW - timedelta(days=364)
    for at in (first, kept, NOW):
        await note_seen(house.register, number, NOOR, at, org)
        await note_given(house.register, taken(1, f"{at:%Y-%m-%d}.xlsx"), at, "m", org)
    others = [row.key for row in await house.scan("") if not row.key.startswith(("seen|", "given|"))]
    assert await wipe_access(house.register, NOW, org) == 2
    assert await wipe_access(house.register, NOW, org) == 0
    assert list(await who_saw(house.register, number)) == [NOW.date(), kept.date()]
    assert len(await files_taken([house.register])) == 2
    assert [row.key for row in await house.scan("") if not row.key.startswith(("seen|", "given|"))] == others


async def test_what_is_just_as_old_as_it_may_be_stays_until_the_next_day(house: House) -> None:
    number = await house.file()
    oldest = datetime.combine(months_before(NOW.date(), ORG.oversight.access_months), NOW.timetz())
    await note_seen(house.register, number, NOOR, oldest, ORG)
    assert await wipe_access(house.register, NOW, ORG) == 0
    assert list(await who_saw(house.register, number)) == [oldest.date()]
    assert await wipe_access(house.register, NOW + timedelta(days=1), ORG) == 1


async def test_when_a_case_is_destroyed_who_saw_it_goes_along(house: House) -> None:
    number, other = await ended(house), await house.file()
    for each in (number, other):
        await note_seen(house.register, each, NOOR, NOW, ORG)
    at = years_later(NOW)
    for hour in range(27):
        await Purge(house.rows, ORG, house.register.register).look(at + timedelta(hours=hour))
    assert [row.key.split("|")[1] for row in await house.scan("seen|")] == [other]


@given(st.dates(date(2002, 1, 1)), st.integers(1, 240))
def test_months_back_end_on_a_day_that_there_is(day: date, months: int) -> None:
    back = months_before(day, months)
    assert (day.year * 12 + day.month) - (back.year * 12 + back.month) == months
    assert back.day == min(day.day, 28)


async def test_pages_show_every_line_once(house: House) -> None:
    number = await house.file()
    for each in range(21):
        at = NOW - timedelta(days=each)
        await note_seen(house.register, number, NOOR, at, ORG)
        await note_given(house.register, taken(each, f"lijst-{each:02d}.xlsx"), at, f"m{each}", ORG)
    files, seen = await files_taken([house.register]), await who_saw(house.register, number)
    told = [text_of(files_card(files, page, NOW, ORG)) for page in range(1, 4)]
    assert all("\n".join(told).count(f"lijst-{each:02d}.xlsx") == 1 for each in range(21))
    assert text_of(files_card(files, 99, NOW, ORG)) == told[-1]
    days = "\n".join(text_of(who_saw_card(number, seen, page, ORG)) for page in range(1, 4))
    assert days.count(NOOR.name) == 21
    for card in (
        files_card(files, 2, NOW, ORG),
        files_card([], 1, NOW, ORG),
        who_saw_card(number, {}, 1, ORG),
    ):
        assert violations(card, [NOOR.name]) == []
    assert MOST_SEEN > 21
    assert behind_dots(who_saw_card(number, seen, 1, ORG)) == ["viewings"]
    assert behind_dots(files_card(files, 1, NOW, ORG)) == ["menu"]


async def test_of_very_many_viewings_the_first_are_read_and_the_card_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, whole = await house.file(), "Dit zijn de eerste"
    for each in range(4):
        await note_seen(house.register, number, NOOR, NOW + timedelta(days=each), ORG)
    for most, read in ((3, 3), (4, 4), (5, 4)):
        for module in (access, access_cards):
            monkeypatch.setattr(module, "MOST_SEEN", most)
        seen = await who_saw(house.register, number)
        assert len(seen) == read
        assert (whole in text_of(who_saw_card(number, seen, 1, ORG))) == (read >= most)


@pytest.mark.parametrize("typed", ["", "x", "-1", "1e3", "9" * 40, "²", "1.0"])
def test_a_page_that_is_none_is_the_first(typed: str) -> None:
    assert page_in(typed) == 1
    assert number_in_words(typed) == ""
    assert number_in_words(" dl-2026-0042 ") == "DL-2026-0042"
