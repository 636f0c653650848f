"""Rules for a moment told by how far it lies: "drie dagen geleden". A rule gives how many words it took."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dialogs.dutch.moment_said import Day, Unreadable, months_on
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import (
    AT,
    DAYS,
    MINUTES,
    MONTHS_LONG,
    PAST,
    PLURAL_UNITS,
    ROUGH_AMOUNTS,
    TO_COME,
    UNITS,
)
from dialogs.dutch.number_words import value_of

_PRAISE = {"dik", "klein", "kleine", "goed", "goede", "ruim", "ruime", "dikke", "krap", "krappe"}
_MOST_PIECES = 8
"""Years, months, weeks, days, hours, minutes and seconds are seven: whoever says more of them tells no length."""

_AND_A_HALF = re.compile(r"([a-z]+?)(?:en)?(?:en)half(?:ve)?")


@dataclass(frozen=True, slots=True)
class _Length:
    """A length of time as it was said, and how many words said it. `plain`: "week" without an amount."""

    months: int = 0
    days: int = 0
    minutes: float = 0
    about: bool = False
    taken: int = 0


def ago(walk: Walk) -> int:
    """As in "twee dagen geleden", "een uur en een kwartier geleden", "2 dagen voor gisteren"."""
    if walk.kind() not in {"word", "number", "decimal", "dotted", "hours"}:
        return 0
    length = _length(walk, 0)
    if length is None:
        return 0
    ends = walk.word(length.taken)
    if ends == "geleden" or (ends == "terug" and walk.word(-1) not in {*AT, "op"}):
        if walk.kind(-1) in {"number", "junk", "decimal"} or walk.word(-1) in {
            "en",
            "of",
            "dan",
            "min",
            "minus",
        }:
            raise Unreadable
        if walk.word() in UNITS and walk.kind(-1) == "plain":
            # Of a unit without an amount the word before it may have been one.
            raise Unreadable
        _go_back(walk, length)
        return length.taken + 1
    if ends in {"voor", "na"} and not length.minutes:
        if walk.word(-1) == "de" and walk.word() in UNITS and walk.word() != "dag":
            # "De week voor kerst" is that week.
            raise Unreadable
        at = walk.past_small_words(length.taken + 1)
        if walk.tells(at):
            sign = -1 if ends == "voor" else 1
            walk.shift = (sign * length.months, sign * length.days)
            return length.taken + 1
    if walk.word(-1) == "sinds" and not length.minutes and not length.about:
        _go_back(walk, length)
        return length.taken
    return 0


def last_so_many(walk: Walk) -> int:
    """As in "de afgelopen 3 dagen", "in de laatste twee uur"."""
    if walk.word() not in PAST | TO_COME:
        return 0
    length = _length(walk, 1)
    if length is None or walk.word(1) in UNITS:
        return 0
    if walk.word() in TO_COME:
        raise Unreadable
    _go_back(walk, replace(length, about=True))
    walk.said = replace(walk.said, lasting=True)
    return length.taken


def _length(walk: Walk, at: int) -> _Length | None:
    """The length that is told there, in one or more units; `taken` counts from where the walk is. Raises Unreadable for
    more units than there are: to go on from each of them would be the work of all of them, every time."""
    length: _Length | None = None
    pieces = 0
    while (piece := _piece(walk, at)) is not None:
        pieces += 1
        if pieces > _MOST_PIECES:
            raise Unreadable
        if length is not None:
            piece = _Length(
                length.months + piece.months,
                length.days + piece.days,
                length.minutes + piece.minutes,
                length.about or piece.about,
                piece.taken,
            )
        length, at = piece, piece.taken + (walk.word(piece.taken) == "en")
    return length


def _piece(walk: Walk, at: int) -> _Length | None:
    amount, at, about = _amount(walk, at)
    unit = walk.word(at)
    if walk.kind(at) == "hours" and amount is None:
        return _Length(minutes=int(re.sub(r"\D", "", unit)) * 60, taken=at + 1)
    if unit not in UNITS:
        return None
    if amount is None and unit in {*PLURAL_UNITS, "u", "min", "sec"}:
        return None
    at += 1
    if walk.word(at) == "of" and (counted := walk.count(at + 1)) is not None:
        amount, at, about = counted, at + 2, True
    amount = 1 if amount is None else amount
    if unit in MINUTES:
        return _Length(minutes=amount * MINUTES[unit], about=about, taken=at)
    if unit in DAYS:
        days = amount * DAYS[unit]
        if days == int(days):
            return _Length(days=int(days), about=about, taken=at)
        if unit in {"week", "weken"}:
            return _Length(days=int(days), about=True, taken=at)
        return _Length(minutes=days * 24 * 60, about=True, taken=at)
    months = amount * MONTHS_LONG[unit]
    return _Length(months=int(months), days=int((months % 1) * 30), about=about, taken=at)


def _amount(walk: Walk, at: int) -> tuple[float | None, int, bool]:
    """How many, where the unit stands, and whether it was not exact."""
    about = False
    amount: float | None = None
    if walk.word(at) in _PRAISE and walk.word(at) not in ROUGH_AMOUNTS:
        about, at = True, at + 1
    if walk.word(at) == "een":
        amount, at = 1, at + 1
    word = walk.word(at)
    if word in ROUGH_AMOUNTS:
        if amount == 1 and word in {"anderhalf", "anderhalve"}:
            return None, at, about
        rough, loose = ROUGH_AMOUNTS[word]
        return rough, at + 1, about or loose
    if walk.kind(at) == "decimal" or (walk.kind(at) == "dotted" and len(word.split(".")[1]) == 1):
        return float(word.replace(",", ".")), at + 1, about
    if amount is None and (counted := walk.count(at)) is not None:
        amount, at = float(counted), at + 1
    elif amount is None and (joined := _AND_A_HALF.fullmatch(word)) and (counted := value_of(joined[1])):
        return counted + 0.5, at + 1, about
    if amount is not None and walk.words_are_at(at, "en", "een") and walk.word(at + 2) in {"half", "halve"}:
        return amount + 0.5, at + 3, about
    return amount, at, about


def _go_back(walk: Walk, length: _Length) -> None:
    walk.said = replace(walk.said, counted_back=True)
    if length.about:
        walk.mark_about()
    if length.minutes or not (length.months or length.days):
        gone = _moved(walk.now, length)
        walk.said = replace(walk.said, instant=gone)
        return
    day = months_on(walk.today, -length.months) - timedelta(days=length.days)
    walk.add_day(Day(day))
    if length.months:
        walk.mark_about()


def _moved(now: datetime, length: _Length) -> datetime:
    if length.months or length.days:
        day = months_on(now.date(), -length.months) - timedelta(days=length.days)
        now = now.replace(year=day.year, month=day.month, day=day.day)
    return (now.astimezone(UTC) - timedelta(minutes=length.minutes)).astimezone(now.tzinfo)
