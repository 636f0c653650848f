"""Somebody of an office says until when they are away; reminders go to who stands in, and it can be taken back."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.dutch_time import full_day, month_name
from cases.breach.life import LIFE, change
from cases.breach.reminder_cards import reminder
from cases.breach.rhythm import RHYTHM
from cases.organisation import OFFICES, Absence, Organisation
from cases.people import Actor
from cases.register.messages import channel, person
from cases.register.rhythm import reminded
from dialogs.commands.absence import LONGEST, Away, Back, WhoIsAway, read_absence
from tests.bot.turns.room import bot_room
from tests.cases.breach.by_chance import BO, KIM, NOOR, NOW, ORG, PLAIN, SAM, filed, guid
from tests.cases.drawn import to_whom

TODAY = NOW.date()
CASE = filed(PLAIN).case
FIRST = RHYTHM.stages(CASE, ORG)[0]


@given(st.integers(1, LONGEST.days))
def test_every_day_to_come_is_read_in_each_way_to_write_it(ahead: int) -> None:
    day = TODAY + timedelta(days=ahead)
    written = [f"{day.day} {month_name(day.month)} {day.year}", f"{day.day}-{day.month}-{day.year}"]
    for words in written:
        assert read_absence(f"Ik ben er niet tot {words}.", TODAY) == Away(day)
        after = day + timedelta(days=1)
        expected = after if after <= TODAY + LONGEST else None
        assert read_absence(f"ik ben weg tot en met {words}", TODAY) == Away(expected)
    if ahead <= 7:
        name = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")[day.weekday()]
        assert read_absence(f"ik ben er niet tot {name}", TODAY) == Away(day)


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert read_absence("ik ben er niet tot 12 december", TODAY) == Away(date(2026, 12, 12))
    assert read_absence("ik ben er niet tot 12 januari", TODAY) == Away(date(2027, 1, 12))
    assert read_absence("ik ben er niet tot 22 november", TODAY) == Away(date(2027, 11, 22))


@pytest.mark.parametrize("year", ["", " 2026"])
def test_today_is_a_day_of_this_year(year: str) -> None:
    assert read_absence(f"ik ben er niet tot en met 23 november{year}", TODAY) == Away(date(2026, 11, 24))
    assert read_absence(f"ik ben er niet tot 23 november{year}", TODAY) == Away(None)


def test_near_days_and_one_day_off_are_read() -> None:
    monday = date(2026, 11, 23)
    for line, back in (
        ("ik ben er niet tot morgen", 1),
        ("ik ben weg tot overmorgen", 2),
        ("ik ben er niet tot en met morgen", 2),
        ("ik ben ziek tot volgende week", 7),
        ("ik ben vandaag vrij", 1),
        ("Ik ben er vandaag niet.", 1),
    ):
        assert read_absence(line, monday) == Away(monday + timedelta(days=back)), line


@pytest.mark.parametrize(
    "line",
    [
        *(
            "ik ben er niet",
            "ik ben er niet tot 31 februari",
            "ik ben er niet tot 1 januari 2020",
            "ik ben ziek",
        ),
        "ik ben weg van 1 tot 5 december",
    ],
)
def test_without_a_day_that_can_be_it_is_asked_for(line: str) -> None:
    assert read_absence(line, TODAY) == Away(None)


@given(st.text(max_size=100))
def test_whatever_is_typed_is_read_without_a_fault(line: str) -> None:
    assert read_absence(line, TODAY) is None or line


@pytest.mark.parametrize(
    "line",
    [
        "ik ben er niet uit",
        "ik ben weggelopen",
        "mag ik er niet zijn tot 12 december",
        "ik ben mijn laptop kwijt",
    ],
)
def test_other_lines_are_left_alone(line: str) -> None:
    assert read_absence(line, TODAY) is None
    assert read_absence("ik ben er weer", TODAY) == Back()
    assert read_absence("wie is er niet?", TODAY) == WhoIsAway()


# --- in a chat ------------------------------------------------------------------------------------------------------


async def test_it_is_typed_shown_and_taken_back(tmp_path: Path) -> None:
    async with bot_room(tmp_path, ORG.model_copy()) as room:
        noor = room.chat(NOOR)
        await noor.say("Ik ben er niet tot 12 december")
        assert full_day(date(2026, 12, 12)) in noor.text
        assert room.org.is_away(NOOR.aad_id, NOW)
        assert not room.org.is_away(NOOR.aad_id, NOW + timedelta(days=30))
        await room.chat(BO).say("wie is er niet?")
        await noor.say("wie is er niet?")
        assert NOOR.name in noor.text
        await noor.say("ik ben er weer")
        assert not room.org.is_away(NOOR.aad_id, NOW)
        await noor.say("wie is er niet")
        assert NOOR.name not in noor.text


async def test_who_has_no_office_is_not_kept(tmp_path: Path) -> None:
    async with bot_room(tmp_path, ORG.model_copy()) as room:
        await room.chat(SAM).say("ik ben er niet tot 12 december")
        assert room.org.absences == ()


async def test_who_is_back_is_forgotten(tmp_path: Path) -> None:
    async with bot_room(tmp_path, ORG.model_copy()) as room:
        await room.chat(NOOR).say("ik ben er niet tot 12 december")
        room.now += timedelta(days=40)
        await room.chat(BO).say("wie is er niet")
        await room.chat(BO).say("ik ben er niet tot 31 januari")
        assert [each.id for each in room.org.absences] == [BO.aad_id]
        rows = await room.store.scan("links", room.org.key, "absence|", "absence|~", 10)
        assert len(rows) == 1


async def test_who_is_away_until_a_day_is_back_on_that_day(tmp_path: Path) -> None:
    async with bot_room(tmp_path, ORG.model_copy()) as room:
        await room.chat(NOOR).say("ik ben er niet tot 12 december")
        for day, away in ((11, True), (12, False)):
            now = datetime(2026, 12, day, 9, tzinfo=ORG.zone)
            assert room.org.is_away(NOOR.aad_id, now) == away
            room.now = now
            await room.chat(BO).say("ik ben er niet tot 31 januari")
            assert (NOOR.aad_id in {each.id for each in room.org.absences}) == away
            rows = await room.store.scan("links", room.org.key, "absence|", "absence|~", 10)
            assert len(rows) == (2 if away else 1)


async def test_somebody_hears_who_is_there_of_the_own_office_and_of_no_other(tmp_path: Path) -> None:
    async with bot_room(tmp_path, ORG.model_copy()) as room:
        chat = room.chat(NOOR)
        await chat.say("ik ben er niet tot 12 december")
        named = [each for each in OFFICES if f"collega’s van {ORG.office(each).short}." in chat.text]
        assert named == ["po"]


async def test_who_is_of_no_office_any_more_is_not_listed(tmp_path: Path) -> None:
    async with bot_room(tmp_path, ORG.model_copy()) as room:
        away = (Absence(id=guid(99), until=TODAY + timedelta(days=3)),)
        room.org.note_absences(away)
        chat = room.chat(BO)
        await chat.say("wie is er niet")
        assert full_day(away[0].until) not in chat.text


# --- who hears of a reminder ----------------------------------------------------------------------------------------


def with_away(*people: str) -> Organisation:
    org = ORG.model_copy()
    org.note_absences(tuple(Absence(id=each, until=TODAY + timedelta(days=30)) for each in people))
    return org


def test_the_deputy_hears_when_who_has_the_case_is_away_or_everybody_is() -> None:
    taken = change(CASE, "take_up", NOOR, NOW, ORG).case
    for away, case, told in (
        ((), taken, False),
        ((BO.aad_id,), taken, False),
        ((NOOR.aad_id,), taken, True),
        ((NOOR.aad_id, BO.aad_id), CASE.model_copy(update={"seen": taken.seen}), True),
    ):
        org = with_away(*away)
        done = reminded(RHYTHM, LIFE, case, FIRST, FIRST.at, org)
        assert (str(person(KIM.aad_id)) in to_whom(done, "reminder")) is told, away


@pytest.mark.parametrize("away", [(), (NOOR,), (BO,), (KIM,), (NOOR, BO), (NOOR, KIM), (NOOR, BO, KIM)])
@pytest.mark.parametrize("state", ["new", "seen", "taken up"])
@pytest.mark.parametrize("before", [False, True], ids=["first", "second"])
def test_a_reminder_calls_who_is_there_and_says_what_is_so(
    away: tuple[Actor, ...], state: str, before: bool
) -> None:
    """Nobody who is away is called while somebody is there; the deputy is not announced who hears it already."""
    org = with_away(*(each.aad_id for each in away))
    case = (
        change(CASE, {"seen": "seen", "taken up": "take_up"}[state], NOOR, NOW, ORG).case
        if state != "new"
        else CASE
    )
    stage = FIRST
    if before:
        case, stage = reminded(RHYTHM, LIFE, case, FIRST, FIRST.at, org).case, RHYTHM.stages(case, org)[1]
    card = reminder(case, stage, stage.at, org, channel("po"))
    mentioned = {each["mentioned"]["id"] for each in card["msteams"]["entities"]}
    office = {each.id for each in (*org.offices.po.members, *org.offices.po.deputies)}
    there = office - {each.aad_id for each in away}
    assert mentioned
    assert mentioned <= there or not there
    told = to_whom(reminded(RHYTHM, LIFE, case, stage, stage.at, org), "reminder")
    knows, kim_there = str(person(KIM.aad_id)) in told, KIM.aad_id in there
    assert ("ook de vervanger" in str(card)) is (kim_there and not knows)
    assert ("De vervanger weet het ook." in str(card)) is knows
    assert "hoort het dan ook" not in str(card) or "fg" not in told
    assert "weet het al" not in str(card) or "fg" in told


def test_a_deputy_who_is_away_is_passed() -> None:
    org = with_away(NOOR.aad_id, KIM.aad_id)
    taken = change(CASE, "take_up", NOOR, NOW, ORG).case
    done = reminded(RHYTHM, LIFE, taken, FIRST, FIRST.at, org)
    assert to_whom(done, "reminder") == {"fg"}
    assert done.case.reminders[FIRST.name].nobody == ("po",)
