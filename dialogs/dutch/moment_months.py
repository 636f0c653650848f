"""Rules for days of a month and months in words. A rule gives how many words it took."""

from datetime import date, timedelta

from dialogs.dutch.moment_digits import first_of, full_year, ordinal_in_digits
from dialogs.dutch.moment_said import Day, Unreadable, a_date, latest, month_end, month_of
from dialogs.dutch.moment_walk import Walk, a_day_of
from dialogs.dutch.moment_words import (
    ABOUT,
    AT,
    DAYS_FROM_TODAY,
    EDGES,
    FILLERS,
    MONTHS,
    PARTS,
    PAST,
    THIS,
    TO_COME,
    TODAY_PARTS,
    UNITS,
    WEEKDAYS,
)
from dialogs.dutch.number_words import ordinal_of, value_of

_CENTURY = range(1900, 2101)


def named_month(walk: Walk) -> int:
    """As in "11 oktober 2026", "11e okt", "vijftiende oktober", "3e van maart", "begin november", "in oktober"."""
    day = walk.count()
    which = which_at(walk, 0)
    if which is not None:
        day = which
    of = 2 if which is not None and walk.word(1) in {"van", "in"} else 1
    if day is not None and (month := MONTHS.get(walk.word(of))):
        if not 1 <= day <= 31:
            raise Unreadable
        year, more = year_at(walk, of + 1)
        walk.add_day(Day(a_date(year, month, day)) if year else latest(day, month, walk.today))
        return of + 1 + more
    if which is not None and of == 2 and (month_first := _told_month(walk, 2)):
        walk.add_day(Day(a_day_of(month_first[0], which)))
        return 2 + month_first[1]
    if which is not None and walk.word(1) in WEEKDAYS:
        return _weekday_of_a_month(walk, which)
    return _whole_month(walk)


def which_at(walk: Walk, ahead: int) -> int | None:
    if walk.kind(ahead) == "ordinal":
        return ordinal_in_digits(walk.word(ahead))
    return ordinal_of(walk.word(ahead)) if walk.kind(ahead) == "word" else None


def _whole_month(walk: Walk) -> int:
    edge = walk.word() if walk.word() in {*EDGES, "half"} else ""
    at = walk.past_small_words(1, {"van", "in", "de", "maand"}) if edge else 0
    if not edge and walk.words_are("maand") and walk.word(1) in MONTHS:
        at = 1
    if not (month := MONTHS.get(walk.word(at))):
        return 0
    if (
        not edge
        and walk.word() == "jan"
        and walk.word(-1) not in {"in", "van", "sinds", "vanaf", "tot", "tm"}
        and not walk.cued
    ):
        year, _ = year_at(walk, 1)
        if not year:
            # A name too.
            raise Unreadable
    taken = at + 1
    if walk.kind(taken) == "number" and len(walk.word(taken)) <= 2 and 1 <= int(walk.word(taken)) <= 31:
        year, more = year_at(walk, taken + 1)
        if year and more == 1 and not edge:
            # "november 23 2016"
            walk.add_day(Day(a_date(year, month, int(walk.word(taken)))))
            return taken + 2
    year, more = year_at(walk, taken)
    first = a_date(year, month, 1) if year else latest(1, month, walk.today).on
    walk.add_day(month_of(first, edge, EDGES.get(edge, 0), every="" if year else "year"))
    return taken + more


def year_at(walk: Walk, at: int) -> tuple[int | None, int]:
    """The year that is told there, and how many words it took."""
    if walk.kind(at) == "year":
        return full_year(int(walk.word(at)[1:])), 1
    if walk.word(at) in {"van", "in"} and (
        (walk.count(at + 1) or 0) in _CENTURY or walk.kind(at + 1) == "year"
    ):
        found, taken = year_at(walk, at + 1)
        return found, taken + 1
    counted = walk.count(at)
    if counted is not None and counted in _CENTURY:
        after = walk.count(at + 1)
        if walk.kind(at) == "word" and counted % 100 == 0 and after and after < 100:
            return counted + after, 2
        return (None, 0) if walk.word(at + 1) in {"uur", "u"} else (counted, 1)
    if walk.kind(at) == "number" and len(walk.word(at)) == 4 and walk.word(at + 1) not in {"uur", "u"}:
        raise Unreadable
    return None, 0


def _told_month(walk: Walk, at: int) -> tuple[date, int] | None:
    """The first day of "deze maand", "vorige maand", "de maand", and how many words say it."""
    if walk.word(at + 1) != "maand":
        return None
    word = walk.word(at)
    if word in PAST:
        return first_of(walk.today, 1), 2
    return (first_of(walk.today, 0), 2) if word in THIS | {"de"} else None


def _weekday_of_a_month(walk: Walk, which: int) -> int:
    """As in "eerste maandag van oktober"."""
    if walk.word(2) not in {"van", "in"}:
        raise Unreadable
    taken = 4
    if month := MONTHS.get(walk.word(3)):
        year, more = year_at(walk, 4)
        first = a_date(year, month, 1) if year else latest(1, month, walk.today).on
        taken += more
    elif named := _told_month(walk, 3):
        first, taken = named[0], 3 + named[1]
    else:
        raise Unreadable
    on = first + timedelta(days=(WEEKDAYS[walk.word(1)] - first.weekday()) % 7 + 7 * (which - 1))
    if not 1 <= which <= 5 or on.month != first.month:
        raise Unreadable
    walk.add_day(Day(on))
    return taken


def day_of_the_month(walk: Walk) -> int:
    """As in "de 17e", "maandag de vijftiende"; an ordinal of something else is no day."""
    which = which_at(walk, 0)
    if which is None:
        return 0
    follows = walk.word(1)
    if walk.counts_things(1) and walk.word(1) != "kerstdag":
        return 2
    before = walk.word(-1)
    introduced = before in {"de", "op", "dag", "vanaf", "sinds", "tot", *WEEKDAYS} or (
        walk.at == 0 and walk.kind() == "ordinal"
    )
    safe = (
        not follows
        or walk.kind(1) not in {"word", "plain", "junk"}
        or follows in {*FILLERS, *AT, *ABOUT, *PARTS, *TODAY_PARTS, *DAYS_FROM_TODAY, *THIS, *PAST}
        or follows in {"half", "kwart", "tussen", "tot", "tm", "en"}
        or value_of(follows) is not None
    )
    if follows in UNITS or not introduced or not safe or not 1 <= which <= 31:
        raise Unreadable
    told_a_day = before in WEEKDAYS or walk.word(-2) in WEEKDAYS or walk.kind(1) in {"clock", "dotted"}
    if not told_a_day and which < (4 if walk.kind() == "word" else 1):
        # "De eerste", "de tweede": of whatever was told before.
        raise Unreadable
    if not told_a_day and which < 10 and not _told_month(walk, 1) and walk.unsure_of_more():
        # "Op de vierde" is a floor too.
        raise Unreadable
    taken = 1
    if month := _told_month(walk, 1):
        walk.add_day(Day(a_day_of(month[0], which)))
        return taken + month[1]
    walk.add_day(latest(which, None, walk.today))
    return taken


def year_apart(walk: Walk) -> int:
    """As in "in mei vorig jaar", "op 11 oktober van dit jaar", "5 mei, in 2016"."""
    if walk.word(1) == "jaar" and walk.word() in {*PAST, *THIS} - {"afgelopen", "laatste"}:
        walk.year = walk.today.year - (walk.word() in PAST)
        return 2
    if walk.word() in TO_COME and walk.word(1) == "jaar":
        raise Unreadable
    if walk.word(-1) in {"in", "van", "jaar"} and walk.said.days:
        year, more = year_at(walk, 0)
        if year:
            walk.year = year
            return more
    return 0


def edge_of_this_month(walk: Walk, at: int, edge: str) -> int:
    """ "Eind vorige maand", "begin deze maand": takes the month that stands at `at`; 0 when none does."""
    month = _told_month(walk, at)
    if month is None:
        if walk.word(at) in TO_COME and walk.word(at + 1) == "maand":
            raise Unreadable
        return 0
    first, words = month
    if edge == "eerder":
        walk.add_day(Day(first, until=min(month_end(first), walk.today)))
    else:
        walk.add_day(month_of(first, edge, EDGES.get(edge, 0)))
    return at + words
