"""Legal terms: when they end, how that was counted, and which hours the office is closed."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from cards.dutch_time import full_moment, short_day
from cards.words import words_beside
from cases.public_holidays import is_public_holiday, is_put_on_a_par

say = words_beside(__file__)

OPENS, CLOSES = time(8), time(17, 30)
"""When colleagues can be expected to read along."""

QUIET_ENDS, QUIET_BEGINS = time(8), time(18)
"""Between these, on a working day, somebody without an office may be written to by the bot."""

SATURDAY = 6
_DAY = timedelta(days=1)

CLOCK_SKEW = timedelta(minutes=2)
"""How far the clock of who fills in may run ahead of ours before a moment counts as "still to come"."""

END_OF_DAY = time(23, 59, 59)
"""How the end of a day is written: the last whole second that belongs to it."""

REMIND_AT = time(8, 30)
"""Reminders of terms in months come at the start of a day, with the digest of open cases."""

REQUEST_REMIND_DAYS = (7, 14, 21)
"""Days after receipt; for an extended term days before its end."""
EXTEND_OR_NEVER_DAYS = 5
"""Days before the end of the first month: whoever wants to extend has to tell the person within it."""
CLOSING_WORKING_DAYS = 3

OBJECTION_WEEKS = 6
"""How long one can object to a decision (Awb article 6:7)."""

OBJECTION_DECISION_WEEKS = 6
"""How long the organisation has to decide on objections once that is over (Awb article 7:10)."""

DeadlineKind = Literal["breach72", "request_month", "request_extended", "objection", "objection_decision"]

DUTCH_LAW: frozenset[DeadlineKind] = frozenset({"objection", "objection_decision"})
"""Terms of the Awb: the Algemene termijnenwet counts for them, with the days of its decrees."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a term that can say how it was counted. `start` and `due` are aware, in the reader's zone.

    `due` is the moment to act on; `latest` the outer one that the law allows, None when that is `due` too.
    `amount` is in `unit`, an extension included.
    """

    kind: DeadlineKind
    start: datetime
    due: datetime
    amount: int
    unit: Literal["hours", "months", "weeks"]
    latest: datetime | None = None

    @property
    def legal_latest(self) -> datetime:
        """The outer moment that the law allows; never earlier than `due`."""
        return self.latest or self.due

    @property
    def term(self) -> timedelta:
        """The whole length in elapsed time."""
        return elapsed(self.start, self.due)

    def left(self, now: datetime) -> timedelta:
        """Elapsed time until the end; negative when it has passed."""
        return elapsed(now, self.due)

    def explained(self) -> str:
        """How it was counted, in Dutch, with its source."""
        if self.unit == "hours":
            return say(
                "counted.hours", amount=self.amount, start=full_moment(self.start), due=full_moment(self.due)
            )
        start, due = _day_in_words(self.start), _day_in_words(self.due)
        if self.kind == "objection":
            counted = say("counted.objection", amount=self.amount, start=start, due=due)
        elif self.kind == "objection_decision":
            counted = say("counted.objection_decision", start=start, due=due)
        elif self.kind == "request_month":
            counted = say("counted.month", start=start, due=due)
        else:
            counted = say("counted.extended", amount=self.amount, start=start, due=due)
        if self.legal_latest == self.due:
            return counted
        latest = _day_in_words(self.legal_latest)
        if self.kind in DUTCH_LAW:
            return f"{counted} {say('counted.moved', latest=latest)}"
        if is_working_day(self.due.date()):
            return f"{counted} {say('counted.whole', latest=latest, amount=self.amount)}"
        return f"{counted} {say('counted.latest', latest=latest)}"


def later(moment: datetime, *, hours: int = 0, seconds: int = 0) -> datetime:
    """Real time after a moment, in UTC: Python adds on the wall clock of a zone."""
    return moment.astimezone(UTC) + timedelta(hours=hours, seconds=seconds)


def lately(at: datetime | None, now: datetime, span: timedelta) -> bool:
    """Whether this was less than so long ago. A clock that was set back since counts as long ago."""
    return at is not None and timedelta(0) <= elapsed(at, now) < span


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two moments: Python subtracts wall clocks when both carry the same zone."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def breach_deadline(discovered_at: datetime, hours: int) -> Deadline:
    """The term of AVG article 33(1) (policy point 14 step 6), in the zone of `discovered_at`.

    Elapsed hours, not hours on the wall: after a change of summer time the clock shows another hour. Neither
    weekends nor holidays move it (Regulation 1182/71, article 3(4), excepts terms in hours). Raises ValueError
    for a moment without a zone.
    """
    if discovered_at.tzinfo is None:
        raise ValueError("discovered_at must be aware")
    due = (discovered_at.astimezone(UTC) + timedelta(hours=hours)).astimezone(discovered_at.tzinfo)
    return Deadline("breach72", discovered_at, due, hours, "hours")


def request_deadline(received: date | datetime, zone: ZoneInfo, months: int) -> Deadline:
    """The term of AVG article 12(3) for a request (policy point 16), until the end of a day in `zone`.

    The same day number `months` later, or the last day of a shorter month (Regulation 1182/71, article 3(2)(c)); the
    day of receipt is not counted. A moment counts as its day in `zone`. Raises ValueError for a moment without a
    zone, OverflowError for a day that no calendar has.
    """
    day, start = _received(received, zone)
    return _until_the_end_of("request_month", start, months_later(day, months), zone, months)


def extended_request_deadline(
    received: date | datetime, zone: ZoneInfo, months: int, extension: int
) -> Deadline:
    """The same with the further months of article 12(3), counted from receipt.

    Counting to the first end and on from there can end a day or two earlier (31 January: 28, not 30 April). The
    earlier day is the one to act on; what the law allows counts all months from receipt as a whole (Regulation
    1182/71, article 3(2)(c)). Raises as request_deadline.
    """
    day, start = _received(received, zone)
    at_once = months_later(day, months + extension)
    in_two_steps = months_later(months_later(day, months), extension)
    acted_on = min(at_once, in_two_steps)
    return _until_the_end_of("request_extended", start, acted_on, zone, months + extension, whole=at_once)


def objection_deadline(sent: date | datetime, zone: ZoneInfo) -> Deadline:
    """The term to object to a decision that was sent on this day (Awb articles 6:7 and 6:8), in `zone`.

    It begins on the day after; its last day is the same weekday six weeks later. On a day without work, or one that a
    decree puts on a par with a holiday, it ends on the next other day (Algemene termijnenwet, articles 1 and 3). Raises
    ValueError, OverflowError as request_deadline.
    """
    day, start = _received(sent, zone)
    end = weeks_later(day, OBJECTION_WEEKS)
    return _until_the_end_of("objection", start, end, zone, OBJECTION_WEEKS, unit="weeks")


def objection_decision_deadline(
    sent: date | datetime, zone: ZoneInfo, late_on: date | None = None
) -> Deadline:
    """The term to decide on objections to a decision that was sent on this day (Awb article 7:10), in `zone`.

    Six weeks, from the day after the last one on which somebody could object. The day to act on counts both terms from
    the day of sending; by law the first may end later, on a working day. For an objection that came after its term
    (`late_on`) they are counted from that day: our own measure, the law has none. Raises as objection_deadline.
    """
    if late_on is not None:
        end = weeks_later(late_on, OBJECTION_DECISION_WEEKS)
        start = datetime.combine(late_on, time(), zone)
        return _until_the_end_of(
            "objection_decision", start, end, zone, OBJECTION_DECISION_WEEKS, unit="weeks"
        )
    day, start = _received(sent, zone)
    acted_on = weeks_later(day, OBJECTION_WEEKS + OBJECTION_DECISION_WEEKS)
    whole = weeks_later(objection_deadline(sent, zone).legal_latest.date(), OBJECTION_DECISION_WEEKS)
    weeks = OBJECTION_WEEKS + OBJECTION_DECISION_WEEKS
    return _until_the_end_of("objection_decision", start, acted_on, zone, weeks, whole=whole, unit="weeks")


def weeks_later(day: date, weeks: int) -> date:
    """The same weekday so many weeks later. Raises OverflowError."""
    return day + timedelta(weeks=weeks)


def months_later(day: date, months: int) -> date:
    """The same day number, or the last day of a month that is too short. Raises OverflowError past year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError("later than the calendar goes")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def planning_day(deadline: Deadline) -> date:
    """The last working day on which all can still be done in time: the day of `due` itself or one before it."""
    return _working_day_until(deadline.due.date())


def is_working_day(day: date) -> bool:
    """No Saturday, Sunday or public holiday (Regulation 1182/71, article 2(2))."""
    return day.isoweekday() < SATURDAY and not is_public_holiday(day)


def breach_stages(deadline: Deadline, hours_left: Iterable[int]) -> dict[int, datetime]:
    """The moments in UTC at which that many hours are left, elapsed ones, and the end itself; the earliest first."""
    # In UTC: Python subtracts on the wall clock of a zone, which is an hour off when summer time begins or ends.
    due = deadline.due.astimezone(UTC)
    return {hours: due - timedelta(hours=hours) for hours in sorted({*hours_left, 0}, reverse=True)}


def breach_reminders(deadline: Deadline, hours_left: Iterable[int]) -> tuple[datetime, ...]:
    """The same moments in the zone of the term."""
    return tuple(at.astimezone(deadline.due.tzinfo) for at in breach_stages(deadline, hours_left).values())


def request_reminders(deadline: Deadline) -> tuple[datetime, ...]:
    """The mornings on which a request is reminded of, the earliest first, each once, none outside the term."""
    return tuple(request_stages(deadline).values())


def request_stages(deadline: Deadline) -> dict[str, datetime]:
    """The same mornings by the name of their stage; of two on one day the more pressing one gives the name.

    After one, two and three weeks (an extended term: that long before its end), five days before the end of the
    first month (extend now or never; on the working day before when nobody works then), three working days before
    the end, and on the last working day.
    """
    start, due, zone = deadline.start.date(), deadline.due.date(), deadline.due.tzinfo
    weeks = {days: timedelta(days=days) for days in REQUEST_REMIND_DAYS}
    if deadline.kind == "request_month":
        named = {start + week: f"week-{days}" for days, week in weeks.items()}
        named[_working_day_until(due - timedelta(days=EXTEND_OR_NEVER_DAYS))] = "extend"
    else:
        named = {due - week: f"left-{days}" for days, week in weeks.items()}
    more = "" if deadline.kind == "request_month" else "-more"
    named[working_days_before(due, CLOSING_WORKING_DAYS)] = f"closing{more}"
    named[planning_day(deadline)] = f"last{more}"
    return {
        name: datetime.combine(day, REMIND_AT, zone)
        for day, name in sorted(named.items())
        if start < day <= due
    }


def next_working_day(day: date) -> date:
    """This day, or the first working day after it (Regulation 1182/71, article 3(4)). Raises OverflowError."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_days_before(day: date, count: int) -> date:
    """The day so many working days earlier; `day` itself is not counted."""
    while count:
        day -= _DAY
        count -= is_working_day(day)
    return day


def working_days_after(day: date, count: int) -> date:
    """The day so many working days later; `day` itself is not counted."""
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


def morning_after(at: datetime, working_days: int, zone: ZoneInfo) -> datetime:
    """The moment at which that day's reminders go out, so many working days after a moment, in `zone`."""
    return datetime.combine(working_days_after(at.astimezone(zone).date(), working_days), REMIND_AT, zone)


def awake(at: datetime, zone: ZoneInfo, *, rest: bool) -> datetime:
    """The moment itself when it falls in the hours in which people work, or when nobody has to `rest`; else when the
    next reminders go out."""
    if not rest:
        return at
    here = at.astimezone(zone)
    if not is_working_day(here.date()) or here.time() >= QUIET_BEGINS:
        return morning_after(here, 1, zone)
    return at if here.time() >= QUIET_ENDS else datetime.combine(here.date(), REMIND_AT, zone)


def working_time_after(at: datetime, working_days: int, zone: ZoneInfo) -> datetime:
    """The same time of the day so many working days later, when people work, in `zone`."""
    here = at.astimezone(zone)
    day = working_days_after(here.date(), working_days)
    return awake(datetime.combine(day, here.timetz().replace(tzinfo=None), zone), zone, rest=True)


def next_quarter(at: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a reminder each quarter: three months on, on a working day, when reminders go out, in `zone`."""
    day = next_working_day(months_later(at.astimezone(zone).date(), 3))
    return datetime.combine(day, REMIND_AT, zone)


def outside_office_hours(at_local: datetime) -> bool:
    """Weekend, Dutch public holiday, before 08:00 or from 17:30. `at_local` carries the organisation's zone."""
    if at_local.isoweekday() >= SATURDAY or is_public_holiday(at_local.date()):
        return True
    return not OPENS <= at_local.time() < CLOSES


def _working_day_until(day: date) -> date:
    while not is_working_day(day):
        day -= _DAY
    return day


def _received(received: date | datetime, zone: ZoneInfo) -> tuple[date, datetime]:
    if not isinstance(received, datetime):
        return received, datetime.combine(received, time(), zone)
    if received.tzinfo is None:
        raise ValueError("received must be aware")
    here = received.astimezone(zone)
    return here.date(), here


def _until_the_end_of(
    kind: DeadlineKind,
    start: datetime,
    day: date,
    zone: ZoneInfo,
    amount: int,
    whole: date | None = None,
    unit: Literal["months", "weeks"] = "months",
) -> Deadline:
    """`whole` is the day on which the term ends by law, when that is not the day to act on. Raises OverflowError."""
    latest = next_working_day(whole or day)
    while kind in DUTCH_LAW and is_put_on_a_par(latest):
        latest = next_working_day(latest + _DAY)
    return Deadline(
        kind,
        start,
        datetime.combine(day, END_OF_DAY, zone),
        amount,
        unit,
        datetime.combine(latest, END_OF_DAY, zone),
    )


def _day_in_words(at: datetime) -> str:
    return f"{short_day(at)} {at.year}"


def to_instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant, aware in `zone`, at which the wall clock there shows `day` and `at`.

    In the hour that comes twice (end of summer time) the EARLIER instant: a term must not start too late. In
    the hour that is skipped the wall clock moves on with it: 2.30 becomes 3.30.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone)
    if not 1900 <= day.year <= 9000:
        # Outside every calendar of summer time, and near the edges UTC would not fit in a datetime.
        return wall
    return wall.astimezone(UTC).astimezone(zone)
