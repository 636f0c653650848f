"""What recurs: at its hour by the clock of the organisation, on the days that it should, once."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.desks.chores import Chore, chore_of, chores_of, due_of, next_moment, still_useful
from cases.desks.destruction import Destroyed, DestructionRecord, broken_records, kept_until
from cases.register.messages import due_at, due_key
from cases.terms import is_working_day
from tests.house import organisation

ORG = organisation()
CHORES = chores_of(BREACH, ORG)
moments = st.integers(1_577_836_800, 2_051_222_400).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(st.sampled_from(CHORES), moments)
def test_the_next_moment_is_the_first_that_fits(chore: Chore, after: datetime) -> None:
    at = next_moment(chore, after, ORG)
    assert at > after
    assert at.time() == chore.at
    day = after.astimezone(ORG.zone).date()
    while day < at.date():  # none of the days before would have done
        missed = datetime.combine(day, chore.at, ORG.zone)
        assert missed <= after or not chore.fits(day)
        day += timedelta(days=1)
    assert is_working_day(at.date()) or not chore.working_days


def test_the_digest_comes_at_half_past_eight_in_summer_and_winter_and_not_at_christmas() -> None:
    digest = next(each for each in CHORES if each.name == "digest")
    summer = next_moment(digest, datetime(2026, 10, 23, 12, 0, tzinfo=UTC), ORG)
    assert summer.isoformat() == "2026-10-26T08:30:00+01:00", "over the weekend the clock went back"
    christmas = next_moment(digest, datetime(2026, 12, 24, 12, 0, tzinfo=UTC), ORG)
    assert christmas.date() == date(2026, 12, 28)


@given(st.sampled_from(CHORES), moments)
def test_a_chore_finds_itself_in_the_outbox(chore: Chore, after: datetime) -> None:
    at = next_moment(chore, after, ORG)
    due = due_of(chore, at)
    assert chore_of(BREACH, due, ORG) == chore
    assert due_at(due_key(at, due)) == at.astimezone(UTC)
    assert still_useful(chore, at, ORG) or not chore.working_days
    assert chore_of(BREACH, due.model_copy(update={"number": "digest-nobody"}), ORG) is None


def test_after_an_outage_only_the_digest_of_today_is_told() -> None:
    digest = next(each for each in CHORES if each.name == "digest")
    friday = datetime(2026, 11, 27, 8, 30, tzinfo=ORG.zone)
    assert still_useful(digest, friday + timedelta(hours=6), ORG)
    assert not still_useful(digest, friday - timedelta(minutes=1), ORG)
    assert not still_useful(digest, friday + timedelta(days=1), ORG), "a Saturday"


@given(moments, st.integers(1, 20))
def test_a_term_of_years_ends_on_the_same_day(closed_at: datetime, years: int) -> None:
    here, end = closed_at.astimezone(ORG.zone), kept_until(closed_at, years, ORG)
    assert end.year == here.year + years
    assert (end.month, end.day) == (here.month, here.day) or (here.month, here.day) == (2, 29)


gone = st.lists(st.dates(date(2031, 1, 1), date(2031, 1, 5)), min_size=1, max_size=12).map(sorted)


def kept(days: list[date]) -> tuple[list[DestructionRecord], list[Destroyed]]:
    """Records as they come about, one case after the other."""
    records, cases = dict[date, DestructionRecord](), list[Destroyed]()
    for number, day in enumerate(days, start=1):
        if day not in records:
            before = list(records.values())[-1].hash if records else ""
            records[day] = DestructionRecord(day=day, years=5, previous_hash=before)
        case = Destroyed(
            number=f"DL-2026-{number:04d}",
            seq=3,
            last_hash="ab" * 32,
            day=day,
            place=records[day].count + 1,
        )
        records[day] = records[day].with_one(case)
        cases.append(case)
    return list(records.values()), cases


@given(gone, st.data())
def test_records_of_destruction_show_whether_they_were_touched(days: list[date], data: st.DataObject) -> None:
    records, cases = kept(days)
    assert broken_records(records, reversed(cases)) == []
    left_out = data.draw(st.sampled_from(cases))
    assert left_out.day in broken_records(records, [each for each in cases if each is not left_out])
    other = left_out.model_copy(update={"last_hash": "cd" * 32})
    assert left_out.day in broken_records(records, [other if each is left_out else each for each in cases])
    place = data.draw(st.integers(0, len(records) - 1))
    fewer = [*records[:place], *records[place + 1 :]]
    assert records[place].day in broken_records(fewer, cases)
    more = records[place].model_copy(update={"count": records[place].count + 1})
    assert more.day in broken_records([*records[:place], more, *records[place + 1 :]], cases)
