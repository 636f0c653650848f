"""Reads a moment or a range of moments that somebody typed in Dutch. A moment in the past is meant.

How an ambiguous text is read:

- a day without a year ("11-10", "de 11e"): the latest such day that is not after today;
- a weekday: the latest one, today included, unless the time with it has not come yet; "afgelopen" and
  "vorige" exclude today; "vorige week dinsdag" counts by calendar week (from Monday);
- an hour that the clock passes twice a day ("half drie", "3 uur", "2.30"): with a part of the day the one in
  it; before today (or after it) the one between 7.00 and 19.00; today, or without a day, the latest that is
  not in the future, and if neither has come yet the one between 7.00 and 19.00. "9.30" and "02:30" are meant
  as they stand;
- a part of the day without an hour: its first moment (morning 6.00, afternoon 12.00, evening 18.00, night
  0.00; "eind van" is four hours later), marked as approximate: a term that runs from it must not start late;
- "vannacht" is the last night that has begun; 22.00 of it lies on the day before;
- "11.10" is a time; a day when it cannot be a time ("31.12") or another time stands beside it;
- "morgen" and "komende vrijdag" give a day to come: who asked for the past says so better than this module;
- two different days or times in one text, a day that does not exist (31-02) or a time that does not (25:00):
  not read at all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product

from dialogs.dutch.moment_clock import ago, hour_after_a_cue, spoken_clock
from dialogs.dutch.moment_days import named_month, part_of_day, relative_day, small_words, week_or_weekday
from dialogs.dutch.moment_digits import written_out
from dialogs.dutch.moment_said import Clock, Day, Said, Unreadable
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import DAY_MINUTES, PARTS, tokens_of
from dialogs.dutch.numbers import value_of
from dialogs.dutch.words import plain

_LONGEST = 300
"""Signs that are looked at; whoever writes more tells a story, not a moment."""

_OFFICE = range(7 * 60, 19 * 60)
_PART_STARTS = {"ochtend": 6 * 60, "middag": 12 * 60, "avond": 18 * 60, "nacht": 0, "dag": 8 * 60}
_PART_HOLDS = {
    "ochtend": [range(4 * 60, 13 * 60)],
    "middag": [range(11 * 60 + 30, 19 * 60)],
    "avond": [range(17 * 60, DAY_MINUTES)],
    "nacht": [range(21 * 60, DAY_MINUTES), range(7 * 60)],
    "dag": [range(6 * 60, 20 * 60)],
}

Rule = Callable[[Walk], int]
"""Knows what stands here, and takes it: how many words, 0 for what it does not know."""

RULES: tuple[Rule, ...] = (
    written_out,
    ago,
    spoken_clock,
    named_month,
    week_or_weekday,
    relative_day,
    part_of_day,
    hour_after_a_cue,
    small_words,
)
"""In this order: the first that knows what stands here takes it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said, as parts of a wall clock in the zone of `now`. What was not said is None."""

    date: date | None
    time: time | None
    approximate: bool


def read_moment(text: str, now: datetime) -> Reading | None:
    """The moment that `text` names, or None when it names none, two, or one that does not exist.

    `now` is aware, in the zone in which people live and type. The rules stand at the top of this module.
    """
    said = _said_in(text[:_LONGEST], now)
    readings = _readings(said, now) if said else []
    return readings[0] if readings else None


def read_range(text: str, now: datetime) -> tuple[Reading, Reading] | None:
    """The two ends of "tussen maandag en woensdag" or "van 10-11 tot 12-11 15:00", the earlier first.

    A week, weekend or month ("vorige week") gives its first and last day. What one end leaves out ("gisteren
    tussen 2 en 3 uur", "van 10 tot 12 november") comes from the other. None when there are no two ends.
    """
    typed = " ".join(plain(text[:_LONGEST]).split())
    for left, right, before in _splits(typed):
        first, last = _ends(left, right, before, now)
        if first and last and (found := _in_order(first, last, now)):
            return found
    said = _said_in(typed, now)
    if said and len(said.days) == 1 and said.days[0].until and not said.clocks and not said.part:
        return Reading(said.days[0].on, None, said.about), Reading(said.days[0].until, None, said.about)
    return None


def _said_in(text: str, now: datetime) -> Said | None:
    try:
        return _listen(Walk(list(tokens_of(plain(text))), now))
    except (Unreadable, OverflowError):
        return None


def _listen(walk: Walk) -> Said | None:
    """Walk once through the text; what no rule knows is counted and passed."""
    while walk.at < len(walk.tokens):
        taken = next((taken for rule in RULES if (taken := rule(walk))), 0)
        if not taken:
            walk.unknown += 1
            taken = 1
        walk.at += taken
    return walk.sum_up()


def _readings(said: Said, now: datetime) -> list[Reading]:
    """The moments that this can mean, the likeliest first."""
    if said.instant is not None and not said.clocks:
        if said.days and said.days[0].on != said.instant.date():
            return []
        wall = said.instant.time().replace(second=0, microsecond=0, tzinfo=None, fold=0)
        return [Reading(said.instant.date(), wall, said.about)]
    day = said.days[0] if said.days else None
    if day is None and said.instant is not None:
        day = Day(said.instant.date())
    if not said.clocks and said.part is None:
        return [Reading(day.on, None, said.about)] if day else []
    about = said.about or not said.clocks
    minutes = _minutes(said, day, now)
    if said.last_night:
        return [_in_last_night(minute, about, now) for minute in minutes]
    return [_on_day(day, minute, about, now) for minute in minutes]


def _minutes(said: Said, day: Day | None, now: datetime) -> list[int]:
    if not said.clocks:
        return [_PART_STARTS[said.part or "dag"] + said.edge]
    meant = set.intersection(*(_passes(clock) for clock in said.clocks))
    if said.part:
        inside = {
            minute
            for minute in meant
            if any(minute % DAY_MINUTES in hours for hours in _PART_HOLDS[said.part])
        }
        if said.part == "avond":
            inside |= {DAY_MINUTES for minute in meant if minute == 0}
        if not inside and any(clock.twice for clock in said.clocks):
            late = said.part in {"middag", "avond"}
            inside = {minute for minute in meant if (minute >= 12 * 60) == late}
        return sorted(inside or meant)
    if day is None or day.on == now.date():
        so_far = now.hour * 60 + now.minute
        return sorted(
            meant,
            key=lambda minute: (minute > so_far, -minute if minute <= so_far else minute not in _OFFICE),
        )
    return sorted(meant, key=lambda minute: minute not in _OFFICE)


def _passes(clock: Clock) -> set[int]:
    return {clock.minute % 720, clock.minute % 720 + 720} if clock.twice else {clock.minute}


def _on_day(day: Day | None, minute: int, about: bool, now: datetime) -> Reading:
    at = time(minute % DAY_MINUTES // 60, minute % 60)
    if day is None:
        return Reading(None, at, about)
    meant = day.on
    if day.earlier and meant == now.date() and at > now.time():
        meant = day.earlier
    return Reading(meant + timedelta(days=minute // DAY_MINUTES), at, about)


def _in_last_night(minute: int, about: bool, now: datetime) -> Reading:
    at = time(minute % DAY_MINUTES // 60, minute % 60)
    evening = minute % DAY_MINUTES >= 20 * 60
    day = now.date() - timedelta(days=1 if evening else 0)
    if (day, at) > (now.date(), now.time()):
        day -= timedelta(days=1)
    return Reading(day, at, about)


def _splits(typed: str) -> Iterator[tuple[str, str, str]]:
    """Left end, right end and what stands before both."""
    before, opening, rest = "", "", typed
    for word in ("tussen ", "vanaf ", "van "):
        at = typed.find(word)
        if at == 0 or (at > 0 and typed[at - 1] == " "):
            before, opening, rest = typed[:at].strip(), word, typed[at + len(word) :]
            break
    joints = [" tot en met ", " t/m ", " tot aan ", " tot ", " - "]
    if opening == "tussen ":
        joints.insert(0, " en ")
    for joint in joints:
        at = rest.find(joint)
        for _ in range(3):
            if at < 0:
                break
            yield rest[:at].strip(), rest[at + len(joint) :].strip(), before
            at = rest.find(joint, at + 1)


def _ends(left: str, right: str, before: str, now: datetime) -> tuple[Said | None, Said | None]:
    last = _said_in(f"om {right}" if _is_hour(right) else right, now)
    if _is_day_number(left) and last and last.days and not last.clocks and not last.part:
        # "van 10 tot 12 november"
        try:
            day = last.days[0].on.replace(day=int(left))
        except ValueError:
            return None, None
        return Said(days=(Day(day),), about=last.about), last
    first = _said_in(f"om {left}" if _is_hour(left) else left, now)
    around = _said_in(before, now) if before else None
    if not first or not last:
        return None, None
    for days in (around.days if around else (), first.days, last.days):
        first = replace(first, days=first.days or days)
        last = replace(last, days=last.days or days)
    part = (around.part if around else None) or last.part or first.part
    if first.clocks and last.clocks:
        first = replace(first, part=first.part or part)
        last = replace(last, part=last.part or part)
    return first, last


def _is_hour(typed: str) -> bool:
    first = typed.split(" ")[0]
    count = int(first) if first.isdecimal() and len(first) <= 2 else value_of(first)
    return (
        count is not None
        and count <= 24
        and (first == typed or typed.split(" ")[1] in {"op", "s", "'s", *PARTS})
    )


def _is_day_number(typed: str) -> bool:
    return typed.isdecimal() and len(typed) <= 2


def _in_order(first: Said, last: Said, now: datetime) -> tuple[Reading, Reading] | None:
    ends = _readings(last, now)
    starts = _readings(first, now)
    pairs = [(start, end) for end, start in product(ends, starts)]
    for start, end in pairs:
        if (start.date is None) == (end.date is None) and _key(start) <= _key(end):
            return start, end
    if not pairs:
        return None
    start, end = pairs[0]
    if start.date is None or end.date is None:
        return (start, end) if start.date is end.date else None
    if start.date == end.date:
        # "gisteren tussen 22:00 en 2:00" ends on the day after.
        early = min(ends, key=_key)
        return start, replace(early, date=end.date + timedelta(days=1))
    if len(first.days) == 1 and (earlier := first.days[0].earlier):
        while earlier > end.date:
            earlier -= timedelta(days=7)
        return replace(start, date=earlier), end
    return end, start


def _key(reading: Reading) -> tuple[date, time]:
    return reading.date or date.min, reading.time or time.min
