"""A clock that is wrong destroys nothing: what leaps does not count, and others are asked what time it is."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.desks.destruction import CLOCK_SKEW, LONGEST_SILENCE, LONGEST_STEP, WAIT, Announcement, is_doubted
from cases.desks.purge import MOST_A_DAY, Looked, Purge
from cases.ports import ANY_ETAG, Insert, Replace
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, House
from tests.cases.desks.test_purge import destroyed, ended, house, years_later

__all__ = ["house"]

START = datetime(2031, 11, 24, 3, 30, tzinfo=UTC)
SMALL = st.timedeltas(timedelta(0), LONGEST_STEP)
LEAP = st.one_of(
    st.timedeltas(LONGEST_STEP + timedelta(microseconds=1), timedelta(days=4000)),
    st.timedeltas(timedelta(days=-4000), timedelta(microseconds=-1)),
)


@given(st.lists(st.one_of(SMALL, LEAP), max_size=30))
def test_only_time_that_went_by_in_small_steps_counts(steps: list[timedelta]) -> None:
    announced, now, seen = Announcement(numbers=("DL-2026-0001",), looked_at=START), START, timedelta(0)
    for step in steps:
        now += step
        announced = Announcement.model_validate_json(announced.looked(now).model_dump_json())
        seen += step if timedelta(0) <= step <= LONGEST_STEP else timedelta(0)
        assert announced.looked_at == now
        assert abs(announced.waited - seen / timedelta(seconds=1)) < 0.01
    assert announced.is_over == (announced.waited >= WAIT / timedelta(seconds=1))


def test_the_longest_step_counts_and_the_largest_skew_is_believed() -> None:
    announced = Announcement(numbers=("DL-2026-0001",), looked_at=START)
    assert announced.looked(START + LONGEST_STEP).waited == LONGEST_STEP.total_seconds()
    assert announced.looked(START + LONGEST_STEP + timedelta(seconds=1)).waited == 0
    for said in (START + CLOCK_SKEW, START - CLOCK_SKEW):
        assert not is_doubted(START, said, None)
    assert not is_doubted(START, None, START - LONGEST_SILENCE)
    whole = WAIT / timedelta(seconds=1)
    assert announced.model_copy(update={"waited": whole}).is_over
    assert not announced.model_copy(update={"waited": whole - 1}).is_over


@given(
    st.timedeltas(timedelta(days=-4000), timedelta(days=4000)),
    st.timedeltas(timedelta(0), timedelta(days=4000)),
)
def test_what_teams_says_decides_and_until_then_the_newest_case(apart: timedelta, age: timedelta) -> None:
    assert is_doubted(START, START + apart, START - age) == (abs(apart) > CLOCK_SKEW)
    assert is_doubted(START, None, START - age) == (age > LONGEST_SILENCE)
    assert not is_doubted(START, None, None)


async def test_a_leap_of_six_years_and_back_destroys_nothing(house: House) -> None:
    for _ in range(5):
        await ended(house)
    purge = Purge(house.rows, ORG, BREACH)
    ahead, back = NOW + timedelta(days=6 * 366), NOW + timedelta(hours=2)
    for seconds in range(3):
        await purge.look(ahead + timedelta(seconds=seconds))
    for hours in range(60):
        assert (await purge.look(back + timedelta(hours=hours))).gone == 0
    assert len(await house.numbers("all")) == 5
    assert await house.keys("announced|") == [], "and nothing waits for it any more"


async def test_a_clock_that_leaps_again_and_again_destroys_nothing(house: House) -> None:
    await ended(house)
    purge = Purge(house.rows, ORG, BREACH)
    for day in range(40):
        assert (await purge.look(years_later(NOW, days=day))).gone == 0, "a day in one step is not seen"
        assert (await purge.look(NOW + timedelta(days=day))).gone == 0


async def test_who_is_opened_again_while_it_waits_stays(house: House) -> None:
    number = await ended(house)
    other = await ended(house)
    purge = Purge(house.rows, ORG, BREACH)
    assert await purge.look(years_later(NOW)) == Looked(announced=2, waiting=2)
    await house.desk.act(number, "reopen", NOOR, years_later(NOW, hours=1))
    assert await destroyed(purge, years_later(NOW)) == 1
    assert await house.numbers("all") == [number]
    assert [each.number for each in await house.register.destroyed()] == [other]


async def test_no_more_go_at_once_than_were_announced(house: House) -> None:
    for _ in range(MOST_A_DAY + 3):
        number = await house.file()
        await house.close_as_mistake(number, NOW)
    purge = Purge(house.rows, ORG, BREACH)
    assert await destroyed(purge, years_later(NOW)) == MOST_A_DAY
    assert len(await house.keys("case|")) == 3, "announced when the others went"
    assert await destroyed(purge, years_later(NOW, hours=25)) == 3


async def test_a_case_that_cannot_be_read_is_not_destroyed_and_holds_up_nobody(house: House) -> None:
    torn, whole = await ended(house), await ended(house)
    where = ORG.partition("breach")
    await house.rows.commit("cases", where, [Replace(f"case|{torn}", '{"number": "DL', ANY_ETAG)])
    assert await destroyed(Purge(house.rows, ORG, BREACH), years_later(NOW)) == 1
    assert [each.number for each in await house.register.destroyed()] == [whole]
    assert await house.keys("case|") == [f"case|{torn}"]


async def test_what_was_set_aside_of_a_case_goes_with_it(house: House) -> None:
    number, other = await ended(house), await house.file()
    where = ORG.partition("breach")
    aside = [f"broken|2026-11-24T09:00:00Z.0|unreadable|post|{each}|po" for each in (number, other)]
    await house.rows.commit("cases", where, [Insert(key, "{") for key in aside])
    await destroyed(Purge(house.rows, ORG, BREACH), years_later(NOW))
    assert await house.keys("broken|") == aside[1:]
