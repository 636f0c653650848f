"""Which moments can be meant by what was said, the likeliest first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialogs.dutch.moment_said import Clock, Day, Said
from dialogs.dutch.moment_words import DAY_MINUTES

_OFFICE = range(7 * 60, 19 * 60)
_PART_STARTS = {"ochtend": 6 * 60, "middag": 12 * 60, "avond": 18 * 60, "nacht": 0, "dag": 8 * 60}
_PART_ENDS = {
    "ochtend": 12 * 60,
    "middag": 18 * 60,
    "avond": DAY_MINUTES - 1,
    "nacht": 6 * 60,
    "dag": 18 * 60,
}
_PART_HOLDS = {
    "ochtend": [range(60, 12 * 60 + 1)],
    "middag": [range(11 * 60 + 30, 19 * 60)],
    "avond": [range(16 * 60, DAY_MINUTES + 1)],
    "nacht": [range(21 * 60, DAY_MINUTES), range(7 * 60)],
    "dag": [range(6 * 60, 20 * 60)],
}
_EVENING = 20 * 60
"""From here on a night belongs to the day before."""


_ABOUT_THE_SAME = 30
"""Minutes between a moment told by how long ago and by the clock."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said, as parts of a wall clock in the zone of `now`. What was not said is None.

    `approximate`: it was said roughly ("rond", "vanmorgen", "vorige week"), and the earliest moment of it stands here.
    """

    date: date | None
    time: time | None
    approximate: bool


def readings(said: Said, now: datetime) -> list[Reading]:
    """The moments that this can mean, the likeliest first; none when what was said cannot be."""
    if said.instant is not None and not said.clocks:
        if said.part or any(day.on != said.instant.date() for day in said.days):
            return []
        return [Reading(said.instant.date(), wall(said.instant), said.about)]
    if said.instant is not None and said.counted_back and not _agree(said, said.instant):
        return []
    day = said.days[0] if said.days else None
    if said.instant is not None:
        if day and day.on != said.instant.date():
            return []
        day = Day(said.instant.date())
    if not said.clocks and said.part is None:
        return [Reading(day.on, None, said.about or bool(day.until))] if day else []
    if day and day.until:
        # An hour of a week or month: of which day?
        return []
    about = said.about or not said.clocks
    minutes = minutes_meant(said, now)
    if said.last_night and day is None:
        return [_in_last_night(minute, about, now) for minute in minutes]
    return [_on_day(day, minute, about, said, now) for minute in minutes]


def minutes_meant(said: Said, now: datetime) -> list[int]:
    """Minutes since midnight that the clock of this can show, the likeliest first."""
    if not said.clocks:
        if said.night_of:
            return []
        return [_PART_STARTS[said.part or "dag"] + said.edge]
    if said.part:
        meant = set.intersection(*(_in_part(clock, said.part) for clock in said.clocks))
        if said.night_of:
            meant = {minute for minute in meant if minute >= _EVENING}
        return sorted(meant)
    meant = set.intersection(*(passes(clock) for clock in said.clocks))
    day = said.days[0] if said.days else None
    if day is None or day.on == now.date():
        so_far = now.hour * 60 + now.minute
        return sorted(
            meant,
            key=lambda minute: (minute > so_far, -minute if minute <= so_far else minute not in _OFFICE),
        )
    return sorted(meant, key=lambda minute: minute not in _OFFICE)


def _agree(said: Said, instant: datetime) -> bool:
    """Whether "een uur geleden" and the time beside it are about the same."""
    minute = instant.hour * 60 + instant.minute
    return any(abs(meant - minute) <= _ABOUT_THE_SAME for clock in said.clocks for meant in passes(clock))


def part_end(part: str) -> int:
    """The minute of the day at which a part of the day is over."""
    return _PART_ENDS[part]


def passes(clock: Clock) -> set[int]:
    """The minutes since midnight that it can mean."""
    return {clock.minute % 720, clock.minute % 720 + 720} if clock.twice else {clock.minute}


def _in_part(clock: Clock, part: str) -> set[int]:
    found = {clock.minute} if clock.minute >= 13 * 60 else {clock.minute % 720, clock.minute % 720 + 720}
    if part == "avond" and 0 in found:
        found.add(DAY_MINUTES)
    return {minute for minute in found if any(minute in hours for hours in _PART_HOLDS[part])}


def wall(moment: datetime) -> time:
    """What the clock on the wall shows, to the minute."""
    return moment.time().replace(second=0, microsecond=0, tzinfo=None, fold=0)


def _on_day(day: Day | None, minute: int, about: bool, said: Said, now: datetime) -> Reading:
    at = time(minute % DAY_MINUTES // 60, minute % 60)
    if day is None:
        return Reading(None, at, about)
    meant = day.on
    if said.evening_before and minute >= _EVENING:
        meant -= timedelta(days=1)
    if day.earlier and meant == now.date() and at > now.time():
        meant = day.earlier
    return Reading(meant + timedelta(days=minute // DAY_MINUTES), at, about)


def _in_last_night(minute: int, about: bool, now: datetime) -> Reading:
    at = time(minute % DAY_MINUTES // 60, minute % 60)
    evening = minute % DAY_MINUTES >= _EVENING
    day = now.date() - timedelta(days=1 if evening else 0)
    if (day, at) > (now.date(), now.time()):
        day -= timedelta(days=1)
    return Reading(day, at, about)
