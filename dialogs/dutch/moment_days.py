"""Rules for days, weeks, months and parts of a day in words. A rule gives how many words it took."""

import re
from dataclasses import replace
from datetime import timedelta

from dialogs.dutch.moment_said import Day, Unreadable, a_date, latest
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import (
    ABOUT,
    DAYS_FROM_TODAY,
    EDGES,
    JUST_NOW,
    KNOWN,
    MONTHS,
    PARTS,
    PAST,
    SHORT_WEEKDAYS,
    TO_COME,
    TODAY_PARTS,
    WEEKDAYS,
)


def named_month(walk: Walk) -> int:
    """As in "11 oktober 2026", "11e okt", "begin november", "oktober"."""
    day = walk.count()
    if walk.kind() == "ordinal":
        day = int(re.sub(r"\D", "", walk.word()))
    if day is not None and (month := MONTHS.get(walk.word(1))):
        year = walk.count(2) if walk.kind(2) == "number" and len(walk.word(2)) == 4 else None
        walk.add_day(Day(a_date(year, month, day)) if year else latest(day, month, walk.today))
        return 3 if year else 2
    edge = walk.word() if walk.word() in {*EDGES, "half"} else ""
    if month := MONTHS.get(walk.word(1 if edge else 0)):
        taken = 2 if edge else 1
        year = walk.count(taken) if walk.kind(taken) == "number" else None
        first = a_date(year, month, 1) if year else latest(1, month, walk.today).on
        until = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        start = {0: 1, 180: 11, 240: 21}[EDGES[edge]] if edge in EDGES else 15 if edge else 1
        if edge:
            until = until if start == 21 else first.replace(day=start + 9)
        walk.add_day(Day(first.replace(day=start), until=until))
        walk.mark_about()
        return taken + bool(year)
    return 0


def week_or_weekday(walk: Walk) -> int:
    """As in "dinsdag", "vorige week", "afgelopen vrijdag", "dit weekend"."""
    first, second = walk.word(), walk.word(1)
    if first in PAST | TO_COME | {"deze", "dit"}:
        direction = -1 if first in PAST else 1 if first in TO_COME else 0
        if second in WEEKDAYS:
            walk.weekdays.append(
                (WEEKDAYS[second], "past" if direction < 0 else "to come" if direction else "")
            )
            return 2
        if second == "week":
            # "Afgelopen week dinsdag" is the last Tuesday, whatever the calendar says.
            walk.week = None if first == "afgelopen" and walk.names_a_weekday() else direction
            return 2
        if second == "weekend":
            return 1 + _weekend(walk, max(direction, 0))
        if second == "maand":
            last = walk.today.replace(day=1) - timedelta(days=1)
            walk.add_day(Day(last.replace(day=1), until=last) if direction < 0 else Day(walk.today))
            walk.mark_about()
            return 2
        if second == "nacht" and direction < 0:
            walk.add_part("nacht", last_night=True)
            return 2
    if first == "weekend":
        return _weekend(walk, 0)
    if first in SHORT_WEEKDAYS and (walk.at == 0 or walk.word(-1) in {"op", *PAST}):
        first = SHORT_WEEKDAYS[first]
    if first in WEEKDAYS:
        past = second in PAST and walk.word(2) != "week"
        walk.weekdays.append((WEEKDAYS[first], "past" if past else ""))
        return 1 + past
    return 0


def _weekend(walk: Walk, weeks_on: int) -> int:
    saturday = walk.today + timedelta(days=7 * weeks_on - (walk.today.weekday() - 5) % 7)
    walk.add_day(Day(saturday, until=saturday + timedelta(days=1)))
    walk.mark_about()
    return 1


def relative_day(walk: Walk) -> int:
    """As in "gisteren", "vanmiddag", "zojuist"."""
    word = walk.word()
    if word in JUST_NOW or (word == "zo" and walk.word(1) in {"net", "juist", "even"}):
        walk.said = replace(walk.said, instant=walk.now)
        return 1 if word in JUST_NOW else 2
    if word in {"net", "nu"}:
        # Small words: they say the moment only when nothing else is said.
        walk.just_now = True
        return 1
    if word in TODAY_PARTS:
        part = TODAY_PARTS[word]
        if part == "nacht":
            walk.add_part(part, last_night=True)
        else:
            walk.add_day(Day(walk.today))
            walk.add_part(part)
        return 1
    if word == "morgen" and (walk.said.days or walk.weekdays or walk.word(-1) == "de"):
        walk.add_part("ochtend")
        return 1
    if word in DAYS_FROM_TODAY:
        walk.add_day(Day(walk.today + timedelta(days=DAYS_FROM_TODAY[word])))
        return 1
    return 0


def part_of_day(walk: Walk) -> int:
    """As in "avond", "eind van de middag"."""
    word = walk.word()
    if word in PARTS:
        walk.add_part(PARTS[word])
        return 1
    if word in EDGES:
        ahead = 1
        while walk.word(ahead) in {"van", "de", "in", "deze", "het"}:
            ahead += 1
        if walk.word(ahead) in {"dag", "werkdag"}:
            walk.add_part("dag")
            walk.said = replace(walk.said, edge=2 * EDGES[word])
            return ahead + 1
        walk.said = replace(walk.said, edge=EDGES[word])
        return 1
    if walk.words_are("in", "de", "loop", "van", "de") and walk.word(5) in {"dag", *PARTS}:
        walk.mark_about()
        return 5
    return 0


def small_words(walk: Walk) -> int:
    """What says nothing by itself; and what makes a moment unreadable."""
    word = walk.word()
    if word in ABOUT:
        walk.mark_about()
        return 1
    if word in {"tussen", "tot"}:
        # Two ends; one of them alone would be a wrong answer.
        raise Unreadable
    if walk.kind() == "number" and (walk.weekdays or walk.said.days):
        # "maandag 23": the day of the month or the hour? Better asked again.
        raise Unreadable
    return int(word in KNOWN)
