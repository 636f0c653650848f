"""The month of a request: its end, its legal end, its reminders; the law's own examples and every day of decades."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases.organisation import Terms
from cases.public_holidays import is_public_holiday
from cases.term_lines import term_line
from cases.terms import (
    REMIND_AT,
    Deadline,
    breach_deadline,
    breach_reminders,
    extended_request_deadline,
    is_working_day,
    months_later,
    planning_day,
    request_deadline,
    request_reminders,
    request_stages,
    working_days_before,
)

ZONE = ZoneInfo("Europe/Amsterdam")


def month(received: date | datetime) -> Deadline:
    return request_deadline(received, ZONE, 1)


def extended(received: date | datetime) -> Deadline:
    return extended_request_deadline(received, ZONE, 1, 2)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "due", "legal_latest"),
    [
        ("2027-03-05", "2027-04-05", "2027-04-05"),  # EDPB 01/2022: 5 March runs up to and including 5 April
        ("2026-08-31", "2026-09-30", "2026-09-30"),  # EDPB 01/2022: no 31 September
        ("2026-03-05", "2026-04-05", "2026-04-07"),  # Easter Sunday and Monday
        ("2026-03-03", "2026-04-03", "2026-04-07"),  # Good Friday, the weekend, Easter Monday
        ("2026-01-31", "2026-02-28", "2026-03-02"),
        ("2028-01-31", "2028-02-29", "2028-02-29"),  # leap year
        ("2028-02-29", "2028-03-29", "2028-03-29"),
        ("2100-01-30", "2100-02-28", "2100-03-01"),  # no leap year, and a Sunday
        ("2026-11-30", "2026-12-30", "2026-12-30"),
        ("2026-12-01", "2027-01-01", "2027-01-04"),  # New Year's Day is a Friday
        ("2026-11-25", "2026-12-25", "2026-12-28"),  # Christmas on Friday and Saturday
        ("2026-04-05", "2026-05-05", "2026-05-06"),  # 5 May in a year that is no lustrum
        ("2026-03-27", "2026-04-27", "2026-04-28"),  # King's Day
        ("2025-03-26", "2025-04-26", "2025-04-28"),  # King's Day on the Saturday before
        ("2026-04-15", "2026-05-15", "2026-05-15"),  # a decree day only: it counts as a working day
        ("2026-04-14", "2026-05-14", "2026-05-15"),  # Ascension Day
        ("2026-04-25", "2026-05-25", "2026-05-26"),  # Whit Monday
        ("2026-02-28", "2026-03-28", "2026-03-30"),  # a Saturday before the clocks go forward
    ],
)
def test_a_month(received: str, due: str, legal_latest: str) -> None:
    deadline = month(day(received))
    assert deadline.due.isoformat()[:19] == f"{due}T23:59:59"
    assert deadline.legal_latest.date() == day(legal_latest)
    assert deadline.legal_latest.time() == deadline.due.time()


@pytest.mark.parametrize(
    ("received", "due", "legal_latest"),
    [
        ("2027-01-31", "2027-04-28", "2027-04-30"),  # as a whole it is 30 April
        ("2028-01-31", "2028-04-29", "2028-05-01"),  # leap year, and as a whole a Sunday
        ("2026-03-05", "2026-06-05", "2026-06-05"),
        ("2026-08-31", "2026-11-30", "2026-11-30"),
        ("2026-11-30", "2027-02-28", "2027-03-01"),
        ("2026-10-31", "2027-01-30", "2027-02-01"),  # as a whole it is Sunday 31 January
    ],
)
def test_an_extended_term_is_acted_on_at_the_earlier_count_and_ends_as_a_whole(
    received: str, due: str, legal_latest: str
) -> None:
    deadline = extended(day(received))
    assert deadline.due.date() == day(due)
    assert deadline.legal_latest.date() == day(legal_latest)
    assert deadline.amount == 3


def test_the_end_of_a_day_has_the_offset_of_that_day() -> None:
    assert month(day("2026-03-01")).due.isoformat() == "2026-04-01T23:59:59+02:00"
    assert month(day("2026-10-01")).due.isoformat() == "2026-11-01T23:59:59+01:00"
    assert month(day("2026-02-28")).due.isoformat() == "2026-03-28T23:59:59+01:00"
    assert month(day("2026-03-29")).due.isoformat() == "2026-04-29T23:59:59+02:00"
    assert month(day("2026-09-25")).due.isoformat() == "2026-10-25T23:59:59+01:00"
    assert month(day("2026-09-24")).due.isoformat() == "2026-10-24T23:59:59+02:00"


def test_a_moment_counts_as_its_day_here() -> None:
    late = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
    assert month(late).due.date() == day("2026-04-06")
    assert month(late - timedelta(hours=1)).due.date() == day("2026-04-05")
    with pytest.raises(ValueError, match="aware"):
        month(datetime(2026, 3, 5, 12, 0))  # noqa: DTZ001


def test_terms_tell_how_they_were_counted() -> None:
    told = month(day("2026-03-05")).explained()
    assert "5 mrt 2026" in told
    assert "5 apr 2026" in told
    assert "di 7 apr 2026" in told
    assert "uiterste" not in month(day("2026-08-31")).explained()
    assert "3 maanden" in extended(day("2026-03-05")).explained()
    assert "vr 30 apr 2027: de wet telt de 3 maanden samen" in extended(day("2027-01-31")).explained()
    assert "weekend" in extended(day("2028-01-31")).explained()
    assert "72 uur" in breach_deadline(datetime(2026, 3, 5, 12, 0, tzinfo=ZONE), 72).explained()


def test_planning_comes_before_a_weekend_and_not_after() -> None:
    assert planning_day(month(day("2026-03-05"))) == day("2026-04-02")  # before Good Friday
    assert planning_day(month(day("2026-08-31"))) == day("2026-09-30")
    assert working_days_before(day("2026-04-07"), 3) == day("2026-03-31")


def test_public_holidays_of_a_year() -> None:
    found = {
        each
        for each in (day("2026-01-01") + timedelta(days=n) for n in range(365))
        if is_public_holiday(each)
    }
    names = "01-01 04-03 04-05 04-06 04-27 05-05 05-14 05-24 05-25 12-25 12-26"
    assert {f"{each:%m-%d}" for each in found} == set(names.split())


@pytest.mark.parametrize(
    "decree", ["2023-04-28", "2024-05-10", "2024-12-27", "2025-05-30", "2026-01-02", "2027-05-07"]
)
def test_decree_days_are_doubtful_and_count_as_working_days(decree: str) -> None:
    assert is_working_day(day(decree))


def test_kings_day_moves_off_a_sunday() -> None:
    for year in (2025, 2031, 2036):
        assert is_public_holiday(date(year, 4, 26))
        assert is_working_day(date(year, 4, 28))
    assert is_public_holiday(date(2026, 4, 27))


def test_reminders_of_a_month() -> None:
    assert [f"{at:%m-%d}" for at in request_reminders(month(day("2026-08-31")))] == [
        "09-07",
        "09-14",
        "09-21",
        "09-25",  # extend now or never, and three working days before
        "09-30",
    ]
    # The end is Easter Sunday: the last working day is Thursday.
    assert request_reminders(month(day("2026-03-05")))[-1].isoformat() == "2026-04-02T08:30:00+02:00"


def test_extending_is_reminded_of_on_a_working_day() -> None:
    # Five days before Thursday 15 October is a Saturday.
    assert day("2026-10-09") in {at.date() for at in request_reminders(month(day("2026-09-15")))}


@given(st.dates(day("2020-01-01"), day("2060-12-31")))
def test_what_holds_for_every_day_of_receipt(received: date) -> None:
    for deadline, months in ((month(received), 1), (extended(received), 3)):
        due, latest = deadline.due.date(), deadline.legal_latest.date()
        first_of_last = months_later(received.replace(day=1), months)
        assert (due.year, due.month) == (first_of_last.year, first_of_last.month)
        assert due.day == received.day or due.day >= min(received.day, 28)
        whole = months_later(received, months)
        assert due <= whole <= latest
        assert is_working_day(latest)
        assert not any(is_working_day(whole + timedelta(days=n)) for n in range((latest - whole).days))
        assert planning_day(deadline) <= due
        assert is_working_day(planning_day(deadline))
        reminders = request_reminders(deadline)
        assert all(earlier < later for earlier, later in pairwise(reminders))
        assert all(deadline.start < at < deadline.due for at in reminders)
        assert reminders[-1].date() == planning_day(deadline)
    assert month(received).due.day == min(
        received.day, monthrange(month(received).due.year, month(received).due.month)[1]
    )
    assert month(received).due < extended(received).due


@given(st.sampled_from(["2026-03-25T00:00Z", "2026-10-21T00:00Z"]), st.integers(0, 9 * 24 * 60))
@example("2026-10-21T00:00Z", 25 * 60)  # the end, and an hour before it, at two o'clock on the same night
def test_hours_are_elapsed_hours_over_both_changes_of_the_clock(before: str, minutes: int) -> None:
    start = datetime.fromisoformat(before) + timedelta(minutes=minutes)
    deadline = breach_deadline(start.astimezone(ZONE), 72)
    assert deadline.due.astimezone(UTC) - start == timedelta(hours=72)
    left = [
        deadline.due.astimezone(UTC) - at.astimezone(UTC) for at in breach_reminders(deadline, (48, 24, 1))
    ]
    assert left == [timedelta(hours=hours) for hours in (48, 24, 1, 0)]
    assert deadline.legal_latest == deadline.due


def line(kind: object, start: object, **more: object) -> dict[str, Any]:
    return term_line({"kind": kind, "start": start, **more}, Terms(), ZONE)


def test_lines() -> None:
    assert line("breach72", "2026-10-23T10:00:00Z") == {
        "kind": "breach72",
        "start": "2026-10-23T12:00:00+02:00",
        "due": "2026-10-26T11:00:00+01:00",
        "legal_latest": "2026-10-26T11:00:00+01:00",
        "reminders": [
            "2026-10-24T12:00:00+02:00",
            "2026-10-25T11:00:00+01:00",
            "2026-10-25T23:00:00+01:00",
            "2026-10-26T07:00:00+01:00",
            "2026-10-26T10:00:00+01:00",
            "2026-10-26T11:00:00+01:00",
        ],
    }
    assert line("request_month", "2026-03-05")["start"] == "2026-03-05"
    assert line("request_month", "2026-03-05T23:30:00Z")["due"] == "2026-04-06T23:59:59+02:00"
    assert line("request_extended", "2027-01-31")["due"] == "2027-04-28T23:59:59+02:00"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": "maand", "start": "2026-03-05"}, "kind must be"),
        ({"kind": None, "start": "2026-03-05"}, "kind must be"),
        ({"kind": [], "start": "2026-03-05"}, "kind must be"),
        ({"kind": "request_month"}, "start must be text"),
        ({"kind": "request_month", "start": 20260305}, "start must be text"),
        ({"kind": "request_month", "start": "5 maart"}, "no ISO 8601"),
        ({"kind": "request_month", "start": "2026-02-30"}, "no ISO 8601"),
        ({"kind": "request_month", "start": ""}, "no ISO 8601"),
        ({"kind": "request_month", "start": "2026-03-05T12:00:00"}, "without an offset"),
        ({"kind": "breach72", "start": "2026-03-05T12:00:00"}, "without an offset"),
        ({"kind": "breach72", "start": "2026-03-05"}, "counts hours"),
        ({"kind": "breach72", "start": "9999-12-31T12:00:00Z"}, "calendar"),
        ({"kind": "request_month", "start": "9999-12-05"}, "calendar"),
        ({"kind": "request_month", "start": "2026-03-05", "x": 1}, "unknown key 'x'"),
        (["request_month", "2026-03-05"], "one JSON object"),
    ],
)
def test_a_bad_line_is_an_error_of_its_own(told: object, words: str) -> None:
    found = term_line(told, Terms(), ZONE)
    assert list(found) == ["error"]
    assert words in found["error"]


STARTS = st.one_of(
    st.text(max_size=30),
    st.dates().map(str),
    st.datetimes().map(str),
    st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()),
)


@given(st.sampled_from(["breach72", "request_month", "request_extended"]), STARTS)
def test_no_start_breaks_it(kind: str, start: str) -> None:
    found = line(kind, start)
    assert "error" in found or list(found) == ["kind", "start", "due", "legal_latest", "reminders"]


@pytest.mark.parametrize(
    ("deadline", "stages"),
    [
        (
            month(date(2026, 9, 1)),
            {
                "week-7": "09-08",
                "week-14": "09-15",
                "week-21": "09-22",
                "extend": "09-25",
                "closing": "09-28",
                "last": "10-01",
            },
        ),
        # Extend now or never falls three working days before the end, and that is the more pressing name.
        (
            month(date(2026, 8, 31)),
            {"week-7": "09-07", "week-14": "09-14", "week-21": "09-21", "closing": "09-25", "last": "09-30"},
        ),
        (
            extended(date(2026, 9, 1)),
            {
                "left-21": "11-10",
                "left-14": "11-17",
                "left-7": "11-24",
                "closing-more": "11-26",
                "last-more": "12-01",
            },
        ),
    ],
)
def test_the_stages_of_a_request_by_name(deadline: Deadline, stages: dict[str, str]) -> None:
    found = request_stages(deadline)
    assert {name: f"{at:%m-%d}" for name, at in found.items()} == stages
    assert tuple(found.values()) == request_reminders(deadline)
    assert {at.time() for at in found.values()} == {REMIND_AT}
