"""Terms that were reckoned by hand with the calendar and Regulation 1182/71 in hand, beside what the code reckons."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from cases.organisation import Terms
from cases.term_lines import term_line

ZONE = ZoneInfo("Europe/Amsterdam")

HOURS = (
    ("2026-11-23T09:00+01:00", "2026-11-26T09:00+01:00"),  # Monday to Thursday
    ("2026-11-27T16:45+01:00", "2026-11-30T16:45+01:00"),  # Friday afternoon: the weekend counts
    ("2026-12-24T12:00+01:00", "2026-12-27T12:00+01:00"),  # Christmas counts
    ("2026-12-31T23:59+01:00", "2027-01-03T23:59+01:00"),  # New Year's Day counts
    ("2026-04-03T17:00+02:00", "2026-04-06T17:00+02:00"),  # Good Friday to Easter Monday
    ("2026-04-26T08:00+02:00", "2026-04-29T08:00+02:00"),  # King's Day counts
    ("2026-03-27T12:00+01:00", "2026-03-30T13:00+02:00"),  # the clocks go forward: an hour later on the wall
    ("2026-03-26T01:30+01:00", "2026-03-29T01:30+01:00"),  # ends half an hour before they do
    ("2026-03-26T02:30+01:00", "2026-03-29T03:30+02:00"),  # ends in the hour that is skipped
    ("2026-10-23T10:00+02:00", "2026-10-26T09:00+01:00"),  # the clocks go back: an hour earlier on the wall
    ("2026-10-22T02:30+02:00", "2026-10-25T02:30+02:00"),  # ends in the hour that comes twice, the first time
    ("2026-10-22T03:30+02:00", "2026-10-25T02:30+01:00"),  # the second time
    ("2026-10-25T02:30+02:00", "2026-10-28T01:30+01:00"),  # starts in it, the first time
    ("2026-10-25T02:30+01:00", "2026-10-28T02:30+01:00"),  # the second time
    ("2026-07-01T22:30:00Z", "2026-07-05T00:30+02:00"),  # told in UTC, it is 2 July here
    ("2026-11-23T09:00-05:00", "2026-11-26T15:00+01:00"),  # told in another zone
    ("2028-02-27T08:00+01:00", "2028-03-01T08:00+01:00"),  # over 29 February
    ("2027-02-27T08:00+01:00", "2027-03-02T08:00+01:00"),  # no 29 February
)
"""Start and end: AVG article 33(1), elapsed hours."""

MONTH = (
    ("2026-11-23", "2026-12-23", "2026-12-23"),  # the same day number, a Wednesday
    ("2026-11-24", "2026-12-24", "2026-12-24"),  # 24 December is an ordinary day
    ("2026-11-26", "2026-12-26", "2026-12-28"),  # Boxing Day, a Saturday
    ("2026-12-31", "2027-01-31", "2027-02-01"),  # a Sunday
    ("2027-01-29", "2027-02-28", "2027-03-01"),  # no 29 February, and a Sunday
    ("2027-01-28", "2027-02-28", "2027-03-01"),  # the same day, not clamped
    ("2028-01-29", "2028-02-29", "2028-02-29"),  # a leap year
    ("2028-01-30", "2028-02-29", "2028-02-29"),  # clamped in a leap year
    ("2026-05-31", "2026-06-30", "2026-06-30"),  # no 31 June
    ("2026-06-30", "2026-07-30", "2026-07-30"),  # not the last day of July
    ("2026-07-31", "2026-08-31", "2026-08-31"),
    ("2026-03-31", "2026-04-30", "2026-04-30"),
    ("2026-04-30", "2026-05-30", "2026-06-01"),  # a Saturday
    ("2027-02-26", "2027-03-26", "2027-03-30"),  # Good Friday, the weekend, Easter Monday
    ("2028-03-14", "2028-04-14", "2028-04-18"),  # the same in 2028
    (
        "2027-04-06",
        "2027-05-06",
        "2027-05-07",
    ),  # Ascension Day; the decree day behind it is doubtful and counts as a working day
    ("2027-04-05", "2027-05-05", "2027-05-07"),  # 5 May, and Ascension Day behind it
    ("2027-04-17", "2027-05-17", "2027-05-18"),  # Whit Monday
    ("2027-03-27", "2027-04-27", "2027-04-28"),  # King's Day
    ("2026-08-01", "2026-09-01", "2026-09-01"),
    ("2025-12-31", "2026-01-31", "2026-02-02"),  # a Saturday
    ("2025-12-02", "2026-01-02", "2026-01-02"),  # a decree day alone
    ("2026-11-23T23:30:00Z", "2026-12-24", "2026-12-24"),  # it is 24 November here
    ("2027-11-30", "2027-12-30", "2027-12-30"),
    ("2027-12-01", "2028-01-01", "2028-01-03"),  # New Year's Day, a Saturday
)
"""Receipt, the day to act on, the outer day of the law: AVG article 12(3), Regulation 1182/71 article 3."""

EXTENDED = (
    ("2027-01-31", "2027-04-28", "2027-04-30"),  # 28 February, then 28 April; as a whole 30 April
    ("2026-01-31", "2026-04-28", "2026-04-30"),
    ("2025-01-31", "2025-04-28", "2025-04-30"),
    ("2028-01-31", "2028-04-29", "2028-05-01"),  # as a whole a Sunday; 1 May is an ordinary day
    ("2027-01-30", "2027-04-28", "2027-04-30"),
    ("2027-01-29", "2027-04-28", "2027-04-29"),
    ("2027-01-28", "2027-04-28", "2027-04-28"),  # nothing is clamped
    ("2028-01-30", "2028-04-29", "2028-05-01"),  # as a whole Sunday 30 April
    ("2028-01-29", "2028-04-29", "2028-05-01"),  # a Saturday
    ("2026-10-31", "2027-01-30", "2027-02-01"),  # as a whole Sunday 31 January
    ("2026-03-31", "2026-06-30", "2026-06-30"),
    ("2026-05-31", "2026-08-30", "2026-08-31"),  # 30 June, then Sunday 30 August; as a whole Monday 31 August
    ("2027-05-31", "2027-08-30", "2027-08-31"),
    ("2026-08-31", "2026-11-30", "2026-11-30"),
    ("2026-11-30", "2027-02-28", "2027-03-01"),  # a Sunday
    ("2026-12-31", "2027-03-31", "2027-03-31"),
    ("2026-11-23", "2027-02-23", "2027-02-23"),
    ("2026-09-25", "2026-12-25", "2026-12-28"),  # Christmas on Friday and Saturday
    ("2026-10-01", "2027-01-01", "2027-01-04"),  # New Year's Day, a Friday
    ("2026-12-26", "2027-03-26", "2027-03-30"),  # Good Friday to Easter Monday
    ("2027-01-27", "2027-04-27", "2027-04-28"),  # King's Day
    ("2027-02-05", "2027-05-05", "2027-05-07"),  # 5 May, then Ascension Day
    ("2027-02-17", "2027-05-17", "2027-05-18"),  # Whit Monday
    ("2026-02-14", "2026-05-14", "2026-05-15"),  # Ascension Day; the decree day counts as a working day
    ("2027-03-31", "2027-06-30", "2027-06-30"),
    (
        "2027-10-31",
        "2028-01-30",
        "2028-01-31",
    ),  # 30 November, then Sunday 30 January; as a whole Monday the 31st
    ("2027-11-30", "2028-02-29", "2028-02-29"),
    ("2027-12-31", "2028-03-31", "2028-03-31"),
    ("2028-02-29", "2028-05-29", "2028-05-29"),
    ("2028-11-30", "2029-02-28", "2029-02-28"),
)
"""The same with two further months: acted on at the earlier count, by law three months from receipt as a whole."""

OBJECTION = (
    ("2026-11-23", "2027-01-04", "2027-01-04"),  # Monday to Monday
    ("2026-11-13", "2026-12-25", "2026-12-28"),  # Christmas on Friday and Saturday
    ("2026-11-20", "2027-01-01", "2027-01-04"),  # New Year's Day, a Friday
    ("2026-02-20", "2026-04-03", "2026-04-07"),  # Good Friday to Easter Monday
    ("2026-03-28", "2026-05-09", "2026-05-11"),  # a Saturday; the clocks go forward in between
    ("2026-03-24", "2026-05-05", "2026-05-06"),  # 5 May
    ("2026-04-02", "2026-05-14", "2026-05-18"),  # Ascension Day; the day after it by decree
)
"""Sending, six weeks from the day after, the outer day: Awb articles 6:7 and 6:8, Algemene termijnenwet article 1."""

OBJECTION_DECISION = (
    ("2026-11-23", "2027-02-15", "2027-02-15"),  # 4 January, then 15 February
    ("2026-11-13", "2027-02-05", "2027-02-08"),  # 28 December, then Monday 8 February
    ("2026-11-20", "2027-02-12", "2027-02-15"),  # 4 January, then 15 February
    ("2026-02-20", "2026-05-15", "2026-05-19"),  # 7 April, then Tuesday 19 May
    ("2026-03-02", "2026-05-25", "2026-05-26"),  # 13 April, then Whit Monday
)
"""The same and six weeks more: Awb article 7:10."""


@pytest.mark.parametrize(("start", "end"), HOURS)
def test_seventy_two_hours(start: str, end: str) -> None:
    told = term_line({"kind": "breach72", "start": start}, Terms(), ZONE)
    due = datetime.fromisoformat(str(told["due"]))
    assert (due.isoformat(), told["legal_latest"]) == (datetime.fromisoformat(end).isoformat(), told["due"])


@pytest.mark.parametrize(
    ("kind", "received", "due", "latest"),
    [
        *(("request_month", *row) for row in MONTH),
        *(("request_extended", *row) for row in EXTENDED),
        *(("objection", *row) for row in OBJECTION),
        *(("objection_decision", *row) for row in OBJECTION_DECISION),
    ],
)
def test_months(kind: str, received: str, due: str, latest: str) -> None:
    told = term_line({"kind": kind, "start": received}, Terms(), ZONE)
    days = [str(told[name])[:10] for name in ("due", "legal_latest")]
    assert days == [due, latest]
    assert str(told["legal_latest"])[11:19] == "23:59:59"


def test_there_are_sixty_rows_at_least() -> None:
    assert len(HOURS) + len(MONTH) + len(EXTENDED) >= 60
