"""Reads the two ends of a range of moments: "van 10 tot 12 november", "gisteren tussen 2 en 3", "vorige week"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from dialogs.dutch.moment_meant import Reading, minutes_meant, part_end, readings, wall
from dialogs.dutch.moment_rules import listen
from dialogs.dutch.moment_said import Day, Said, Unreadable, latest, not_after, not_before
from dialogs.dutch.moment_tokens import Token
from dialogs.dutch.moment_walk import a_day_of
from dialogs.dutch.moment_words import DAY_MINUTES

_OPENINGS = {"tussen", "vanaf", "van", "sinds"}
_JOINTS = {"tot", "tm", "-"}
_TRIES = 3
"""How many places are tried at which a text may be cut into its two ends."""
_LONGEST_NIGHT = 14 * 60
"""Minutes: two hours of which the second lies on the next day are no further apart."""
_LONGEST_TURN = 300
"""Days: two ends without a year that lie further apart were told in the wrong order."""


def ends_in(tokens: Sequence[Token], now: datetime) -> tuple[Reading, Reading] | None:
    """The two ends that these words tell, the earlier first, or None."""
    if sum(token.text in _JOINTS for token in tokens) > _TRIES:
        return None
    for before, left, right, joint in islice(_cuts(tokens), _TRIES):
        try:
            if found := _range(before, left, right, joint, now):
                return found
        except (Unreadable, OverflowError):
            continue
    try:
        said = listen(tokens, now)
    except (Unreadable, OverflowError):
        return None
    return _one_period(said, now)


def _one_period(said: Said, now: datetime) -> tuple[Reading, Reading] | None:
    """ "Vorige week", "de afgelopen 3 dagen"."""
    if said.clocks or said.part:
        return None
    if said.lasting and said.instant:
        start = Reading(said.instant.date(), wall(said.instant), said.about)
        return start, Reading(now.date(), wall(now), said.about)
    if len(said.days) != 1:
        return None
    day = said.days[0]
    until = now.date() if said.lasting else day.until
    if until is None or until < day.on:
        return None
    about = said.about or not said.lasting
    return Reading(day.on, None, about), Reading(until, None, about)


def _cuts(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token], Sequence[Token], str]]:
    """What stands before both ends, the two ends, and the word between them."""
    openings = [at for at, token in enumerate(tokens) if token.text in _OPENINGS]
    for at, token in enumerate(tokens):
        between = token.text == "en" and any(
            tokens[opening].text == "tussen" and opening < at for opening in openings
        )
        if not between and token.text not in _JOINTS:
            continue
        after = at + 1
        if token.text == "tot" and after < len(tokens) and tokens[after].text == "aan":
            after += 1
        opened = [opening for opening in openings if opening < at]
        if token.text == "en":
            opened = [opening for opening in opened if tokens[opening].text == "tussen"]
        for opening in dict.fromkeys([*opened[-1:], *opened[:1]]):
            yield tokens[:opening], tokens[opening + 1 : at], tokens[after:], token.text
        if not opened:
            yield (), tokens[:at], tokens[after:], token.text


def _range(
    before: Sequence[Token], left: Sequence[Token], right: Sequence[Token], joint: str, now: datetime
) -> tuple[Reading, Reading] | None:
    around = listen(before, now) if before else Said()
    first, last = listen(left, now, cued=True), listen(right, now, cued=True)
    around, first, last = _in_their_week(around, first, last)
    if first.empty or last.empty or around.clocks or around.instant:
        return None
    if around.days and (first.days or (last.days and not (first.clocks and last.clocks))):
        return None
    if (first.counted_back and _is_bare(last)) or (last.counted_back and _is_bare(first)):
        # "Twee tot drie weken geleden."
        return None
    first, last = _days_told_as_numbers(around, first, last)
    first, last = _days_shared(around, first, last)
    if _unsure_of_dots(first, last) or first.lasting or last.lasting:
        return None
    if joint == "tot" and last.days and last.days[0].whole and not last.clocks:
        # "Tot oktober": with it or without it?
        return None
    first, last = _days_in_order(first, last, now)
    about = around.about
    found = _by_the_clock(around, first, last, now)
    if found is None:
        return None
    start, end = found
    start = replace(start, approximate=start.approximate or about)
    end = replace(end, approximate=end.approximate or about)
    return (end, start) if _key(end) < _key(start) else (start, end)


def _days_told_as_numbers(around: Said, first: Said, last: Said) -> tuple[Said, Said]:
    """ "Van 10 tot 12 november", "deze maand van 4 tot 22": numbers that are days, not hours."""
    both = (*around.days, *first.days, *last.days)
    month = both[0].on if len(both) == 1 and both[0].whole and both[0].on.day == 1 else None
    if month and _is_bare(first) and _is_bare(last):
        first = Said(days=(Day(a_day_of(month, _number(first))),))
        return first, Said(days=(Day(a_day_of(month, _number(last))),))
    if _is_bare(first) and not first.days and last.days and not last.clocks and not last.part:
        day = last.days[0]
        if day.until or day.every == "week":
            raise Unreadable
        if day.every == "month":
            return replace(
                first, clocks=(), days=(Day(latest(_number(first), None, day.on).on, every="month"),)
            ), last
        return replace(first, clocks=(), days=(replace(day, on=a_day_of(day.on, _number(first))),)), last
    if first.days and not first.clocks and _is_bare(last) and not last.days:
        # "10 november tot 12": a day or an hour?
        raise Unreadable
    return first, last


def _in_their_week(around: Said, first: Said, last: Said) -> tuple[Said, Said, Said]:
    """ "Vorige week van maandag tot woensdag", "afgelopen weekend tussen zaterdag en zondag"."""
    week = around.days[0] if len(around.days) == 1 else None
    if not week or not week.until or (week.until - week.on).days > 6:
        return around, first, last
    if not all(said.days and said.days[0].every == "week" for said in (first, last)):
        return around, first, last
    on = [not_before(said.days[0], week.on).on for said in (first, last)]
    if max(on) > week.until:
        raise Unreadable
    return (
        replace(around, days=()),
        replace(first, days=(Day(on[0]),)),
        replace(last, days=(Day(on[1]),)),
    )


def _days_shared(around: Said, first: Said, last: Said) -> tuple[Said, Said]:
    for days in (around.days, first.days, last.days):
        if days and days[0].until and (first.clocks or last.clocks):
            # Hours of a week or month: of which day?
            raise Unreadable
        first = replace(first, days=first.days or (() if first.instant else days))
        last = replace(last, days=last.days or (() if last.instant else days))
    if first.days and not (first.clocks or first.part) and last.clocks and first.days == last.days:
        raise Unreadable
    return first, last


def _is_bare(said: Said) -> bool:
    return len(said.clocks) == 1 and said.clocks[0].bare and not said.part


def _number(said: Said) -> int:
    return said.clocks[0].minute // 60


def _unsure_of_dots(first: Said, last: Said) -> bool:
    """ "Van 9.10 tot 11.10": hours or days? Beside a day they are hours."""
    clocks = (*first.clocks, *last.clocks)
    could_be_days = all(clock.dotted and 1 <= clock.minute % 60 <= 12 for clock in clocks)
    return bool(clocks) and could_be_days and not (first.days or last.days)


def _days_in_order(first: Said, last: Said, now: datetime) -> tuple[Said, Said]:
    """The days that are meant when one of them, or both, come back each week, month or year."""
    if not first.days or not last.days or first.days == last.days:
        return first, last
    start, end = first.days[0], last.days[0]
    if start.every and end.every:
        end = not_before(end, start.on)
        if end.every == "week" and start.every == "week" and end.on > now.date():
            start, end = (replace(day, on=day.on - timedelta(days=7)) for day in (start, end))
        if (end.on - start.on).days > _LONGEST_TURN:
            raise Unreadable
    elif start.every:
        start = not_after(start, end.until or end.on)
    elif end.every:
        end = not_before(end, start.on)
    return replace(first, days=(replace(start, earlier=None),)), replace(
        last, days=(replace(end, earlier=None),)
    )


def _by_the_clock(around: Said, first: Said, last: Said, now: datetime) -> tuple[Reading, Reading] | None:
    if around.part:
        first = replace(
            first,
            part=first.part or around.part,
            last_night=around.last_night,
            night_of=around.night_of,
            evening_before=around.evening_before,
        )
        last = replace(last, last_night=around.last_night)
    one_day = first.days == last.days
    if one_day and not first.instant and not last.instant and first.clocks and last.clocks:
        return _on_one_day(first, last, now)
    starts, ends = readings(_first_day(first), now), readings(_last_day(last), now)
    if last.part and not last.clocks and not last.edge:
        ends = [_part_over(end, last.part) for end in ends]
    for start in starts:
        for end in ends:
            if (start.date is None) == (end.date is None) and _key(start) <= _key(end):
                return start, end
    if starts and not starts[0].date and ends and ends[0].date and last.instant:
        # "Van 9 uur tot nu."
        dated = [replace(start, date=ends[0].date) for start in starts]
        return next(((start, ends[0]) for start in dated if _key(start) <= _key(ends[0])), None)
    if starts and ends and starts[0].date and ends[0].date and not (first.clocks or last.clocks):
        return ends[0], starts[0]
    return None


def _first_day(said: Said) -> Said:
    days = tuple(Day(day.on, day.earlier) for day in said.days)
    return replace(said, days=days, about=said.about or any(day.until for day in said.days))


def _last_day(said: Said) -> Said:
    days = tuple(Day(day.until or day.on) for day in said.days)
    return replace(said, days=days, about=said.about or any(day.until for day in said.days))


def _part_over(end: Reading, part: str) -> Reading:
    minute = part_end(part)
    return replace(end, time=time(minute // 60, minute % 60))


def _on_one_day(first: Said, last: Said, now: datetime) -> tuple[Reading, Reading] | None:
    """Two hours of one day, or of no day: the shortest time between them, into the next day when it must be."""
    starts, ends = _minutes(first, last.part, now), _minutes(last, first.part, now)
    pairs = [(start, end) for start in starts for end in ends if (end - start) % DAY_MINUTES]
    if not pairs:
        return None
    start, end = min(pairs, key=lambda pair: (pair[1] - pair[0]) % DAY_MINUTES)
    about = first.about or last.about
    turned = end <= start
    if turned and (end - start) % DAY_MINUTES > _LONGEST_NIGHT:
        return None
    day = _day_of_both(first, start, end, now)
    opened = time(start % DAY_MINUTES // 60, start % 60)
    closed = time(end % DAY_MINUTES // 60, end % 60)
    if day is None and not turned and end < DAY_MINUTES:
        return Reading(None, opened, about), Reading(None, closed, about)
    if day is None:
        day = now.date() - timedelta(days=opened > now.time())
    over = timedelta(days=end // DAY_MINUTES + turned)
    return Reading(day, opened, about), Reading(day + over, closed, about)


def _minutes(said: Said, other_part: str | None, now: datetime) -> list[int]:
    """What the clock of one end can show; the part of the day that the other end told may hold for both."""
    own = minutes_meant(said, now)
    if said.part or not other_part:
        return own
    return list(dict.fromkeys([*own, *minutes_meant(replace(said, part=other_part), now)]))


def _day_of_both(first: Said, start: int, end: int, now: datetime) -> date | None:
    """The day on which the first hour lies."""
    if first.last_night and not first.days:
        return now.date() - timedelta(days=start >= DAY_MINUTES - 240)
    if not first.days:
        return None
    day = first.days[0]
    if first.evening_before and start >= DAY_MINUTES - 240:
        return day.on - timedelta(days=1)
    opened = time(start % DAY_MINUTES // 60, start % 60)
    if day.earlier and day.on == now.date() and opened > now.time():
        return day.earlier
    return day.on


def _key(reading: Reading) -> tuple[date, time]:
    return reading.date or date.min, reading.time or time.min
