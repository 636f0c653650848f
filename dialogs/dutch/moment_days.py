"""Rules for days, weeks, parts of a day and what makes a moment unreadable. A rule gives how many words it took."""

from dataclasses import replace
from datetime import date, timedelta

from dialogs.dutch.moment_months import edge_of_this_month
from dialogs.dutch.moment_said import Day, Unreadable
from dialogs.dutch.moment_walk import Walk, week_of
from dialogs.dutch.moment_words import (
    ALSO_WORDS,
    DAYS_FROM_TODAY,
    EDGES,
    FROM_THERE,
    JUST_NOW,
    MONTHS,
    PARTS,
    PAST,
    SHORT_WEEKDAYS,
    THIS,
    TO_COME,
    TODAY_PARTS,
    UNITS,
    WEEKDAYS,
)

_OF = {"van", "de", "in", "het", "aan"}


def week_or_weekday(walk: Walk) -> int:
    """As in "dinsdag", "vorige week", "eind vorige week", "afgelopen vrijdag", "week 47"."""
    first, second = walk.word(), walk.word(1)
    if taken := _with_an_edge(walk) or _direction(walk) or _numbered_week(walk):
        return taken
    if first in {"weekend", "weekeinde"}:
        return _weekend(walk, 0)
    if first in SHORT_WEEKDAYS and _expects_a_weekday(walk):
        walk.add_weekday(SHORT_WEEKDAYS[first], "past" if walk.word(-1) in PAST else "")
        return 1
    if first in WEEKDAYS:
        if walk.word(-1) == "een" and walk.week is None:
            # "Op een maandag": which one?
            raise Unreadable
        past = second in PAST and walk.word(2) not in {"week", "maand", "jaar"}
        coming = second in TO_COME and walk.word(2) != "week"
        walk.add_weekday(WEEKDAYS[first], "past" if past else "to come" if coming else "")
        return 1 + past + coming
    return 0


def _with_an_edge(walk: Walk) -> int:
    """As in "eind vorige maand", "begin van de week", "eerder deze week"."""
    edge = walk.word()
    if edge not in EDGES and edge not in {"half", "eerder", "later"}:
        return 0
    at = walk.past_small_words(1, {"van", "in", "op", "aan", "het"})
    at += walk.word(at) == "de" and walk.word(at + 1) in {*PAST, *THIS, *TO_COME}
    if taken := edge_of_this_month(walk, at, edge):
        return taken
    if walk.word(at) == "week" and walk.count(at + 1):
        raise Unreadable
    if walk.word(at + 1) not in {"week", "weekend", "jaar"}:
        return 0
    if walk.word(at) not in {*PAST, *THIS, "de"} or edge in {"half", "later"} or walk.word(at + 1) != "week":
        raise Unreadable
    week = week_of(walk.today, -1 if walk.word(at) in PAST else 0)
    start, end = {0: (0, 1), 180: (2, 3), 240: (4, 6)}.get(EDGES.get(edge, -1), (0, 6))
    until = week.on + timedelta(days=end)
    until = min(until, walk.today) if edge == "eerder" else until
    walk.add_day(Day(week.on + timedelta(days=start), until=until))
    return at + 2


def _direction(walk: Walk) -> int:
    """As in "vorige week", "deze maand", "afgelopen nacht", "komende vrijdag"."""
    first, second = walk.word(), walk.word(1)
    if first not in PAST | TO_COME | THIS:
        return 0
    direction = -1 if first in PAST else 1 if first in TO_COME else 0
    if (weekday := walk.weekday(1)) is not None:
        walk.add_weekday(weekday, "past" if direction < 0 else "to come" if direction else "")
        return 2
    if second == "week":
        if walk.word(2) in {"ervoor", "daarvoor", "erna", "daarna"}:
            raise Unreadable
        if walk.shift is not None:
            walk.add_day(week_of(walk.today, direction))
            return 2
        # "Afgelopen week dinsdag" is the last Tuesday, whatever the calendar says.
        walk.week = None if first == "afgelopen" and walk.names_a_weekday() else direction
        return 2
    if second in {"weekend", "weekeinde"}:
        return 1 + _weekend(walk, max(direction, 0))
    if second == "maand":
        return edge_of_this_month(walk, 0, "")
    if second in {"nacht", "avond", "ochtend", "morgen", "middag", "voormiddag", "namiddag"}:
        return _told_part(walk, direction, first, second)
    if second in UNITS:
        raise Unreadable
    return 0


def _told_part(walk: Walk, direction: int, first: str, second: str) -> int:
    if second == "nacht" and direction <= 0:
        walk.add_part("nacht", last_night=True)
    elif direction == 0:
        if not walk.said.days and not walk.weekdays:
            walk.add_day(Day(walk.today))
        walk.add_part(PARTS.get(second, "ochtend"))
    elif first == "vorige" and second == "avond":
        walk.add_day(Day(walk.today - timedelta(days=1)))
        walk.add_part("avond")
    else:
        raise Unreadable
    return 2


def _numbered_week(walk: Walk) -> int:
    if walk.word() not in {"week", "wk"} or (number := walk.count(1)) is None or walk.kind(1) != "number":
        return 0
    taken, year = 2, walk.today.year
    if walk.kind(2) == "number" and len(walk.word(2)) == 4:
        year, taken = int(walk.word(2)), 3
    try:
        monday = date.fromisocalendar(year, number, 1)
        if taken == 2 and monday > walk.today:
            monday = date.fromisocalendar(year - 1, number, 1)
    except ValueError:
        raise Unreadable from None
    if not walk.names_a_weekday():
        walk.add_day(Day(monday, until=monday + timedelta(days=6), whole=True))
    else:
        this = walk.today - timedelta(days=walk.today.weekday())
        walk.week = (monday - this).days // 7
    return taken


def _expects_a_weekday(walk: Walk) -> bool:
    before, after = walk.word(-1), walk.word(1)
    if walk.kind(1) == "ordinal" or walk.kind(1) == "dm" or walk.kind(1) == "dmy":
        return True
    if before == "week":
        return walk.word() != "zo" or not after
    if before not in {"", "op", "tussen", "tot", "tm", "-", "van", "vanaf", "sinds", *PAST}:
        return False
    if walk.word() not in ALSO_WORDS:
        return True
    if walk.word() == "vrij":
        return False
    stands_before_time = (
        after in {"om", "rond", "half", "kwart", *PARTS} and walk.word() != "zo"
    ) or walk.kind(1) not in {
        "word",
        "plain",
        "",
        "dash",
    }
    return (
        (stands_before_time or (not after and len(walk.word()) == 2 and walk.word() != "zo"))
        if before == ""
        else stands_before_time or before in {"op", "afgelopen", "vorige"} or walk.cued
    )


def _weekend(walk: Walk, weeks_on: int) -> int:
    if walk.word(1) in FROM_THERE or walk.word(2) in FROM_THERE:
        raise Unreadable
    saturday = walk.today + timedelta(days=7 * weeks_on - (walk.today.weekday() - 5) % 7)
    walk.add_day(Day(saturday, until=saturday + timedelta(days=1), whole=True))
    return 1


def relative_day(walk: Walk) -> int:
    """As in "gisteren", "vanmiddag", "zojuist", "eerder vandaag"."""
    word = walk.word()
    if word in JUST_NOW or (word == "zo" and walk.word(1) in {"net", "juist", "even"}):
        walk.said = replace(walk.said, instant=walk.now)
        return 1 if word in JUST_NOW else 2
    if walk.cued and walk.at == 0 and word in {"nu", "heden"}:
        walk.said = replace(walk.said, instant=walk.now)
        return 1
    if walk.words_are("vandaag", "de", "dag"):
        raise Unreadable
    if word in {"net", "nu"} or (word == "moment" and walk.word(-1) == "dit"):
        # Small words: they say the moment only when nothing else is said.
        walk.just_now = True
        return 1
    if word in {"eerder", "vroeger"} and walk.word(1) in {"vandaag", "gisteren", *TODAY_PARTS}:
        walk.mark_about()
        return 1
    if word in TODAY_PARTS:
        part = TODAY_PARTS[word]
        if part == "nacht":
            walk.add_part(part, last_night=True)
        else:
            walk.add_day(Day(walk.today))
            walk.add_part(part)
        return 1
    if word == "morgen" and (
        walk.said.days or walk.weekdays or walk.word(-1) in {"de", "vroege", "late", "hele", "gehele", "s"}
    ):
        walk.add_part("ochtend")
        return 1
    if word in DAYS_FROM_TODAY and word != "heden":
        walk.add_day(Day(walk.today + timedelta(days=DAYS_FROM_TODAY[word])))
        return 1
    return 0


def part_of_day(walk: Walk) -> int:
    """As in "avond", "eind van de middag", "in de nacht van maandag op dinsdag"."""
    word = walk.word()
    if walk.kind() == "night":
        walk.add_part("nacht")
        walk.said = replace(walk.said, night_of=True)
        return 1
    if word == "nacht" and walk.word(1) == "van":
        return _night_between(walk)
    if word in PARTS:
        if walk.word(-1) == "een":
            # "Een nacht": some night, or how long.
            raise Unreadable
        walk.add_part(PARTS[word])
        return 1
    if word in EDGES:
        ahead = walk.past_small_words(1, {*_OF, "deze", "op"})
        if walk.word(ahead) in {"dag", "werkdag"}:
            walk.add_part("dag")
            walk.said = replace(walk.said, edge=2 * EDGES[word])
            return ahead + 1
        walk.said = replace(walk.said, edge=EDGES[word])
        walk.edged = walk.edged or (not word.startswith("la") and walk.tells(walk.past_small_words(1)))
        return 1
    if walk.words_are("in", "de", "loop", "van", "de") and walk.word(5) in {"dag", *PARTS}:
        walk.mark_about()
        return 5
    return 0


def _night_between(walk: Walk) -> int:
    at = walk.past_small_words(2, {"de"})
    first, second = walk.weekday(at), walk.weekday(at + 2)
    days = DAYS_FROM_TODAY.get(walk.word(at)), DAYS_FROM_TODAY.get(walk.word(at + 2))
    if walk.word(at + 1) not in {"op", "naar"}:
        raise Unreadable
    if first is not None and second is not None and (second - first) % 7 == 1:
        walk.add_weekday(second, "")
    elif days[0] is not None and days[1] is not None and days[1] - days[0] == 1:
        walk.add_day(Day(walk.today + timedelta(days=days[1])))
    elif (day := walk.count(at + 2)) and walk.count(at) == day - 1 and walk.word(at + 3) in MONTHS:
        # "De nacht van 17 op 18 november": the day follows, and is read as any other.
        at -= 1
    else:
        raise Unreadable
    walk.add_part("nacht")
    walk.evening_before = True
    return at + 3
