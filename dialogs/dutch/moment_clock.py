"""Rules for the time of the clock in words, and for how long ago. A rule gives how many words it took."""

import re
from dataclasses import replace
from datetime import UTC, timedelta

from dialogs.dutch.moment_said import Day, Unreadable
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import DAY_MINUTES, DAYS, KNOWN, MINUTES, ROUGH_AMOUNTS, SAYS_A_TIME


def ago(walk: Walk) -> int:
    """As in "twee dagen geleden", "een half uur geleden", "een uur of drie geleden"."""
    at = 0
    amount: float | None = None
    about = False
    if walk.word() == "een":
        amount, at = 1, 1
    if walk.word(at) in ROUGH_AMOUNTS:
        amount, about = ROUGH_AMOUNTS[walk.word(at)]
        at += 1
    elif walk.kind(at) == "hours":
        return _gone_by(walk, at + 1, int(re.sub(r"\D", "", walk.word(at))) * 60, 0, about)
    elif (counted := walk.count(at)) is not None:
        amount, at = counted, at + 1
    unit = walk.word(at)
    if unit not in MINUTES and unit not in DAYS:
        return 0
    if amount is None and walk.kind(-1) in {"number", "junk"}:
        raise Unreadable
    at += 1
    if walk.word(at) == "of" and (counted := walk.count(at + 1)) is not None:
        amount, at, about = counted, at + 2, True
    amount = 1 if amount is None else amount
    if unit in MINUTES:
        return _gone_by(walk, at, amount * MINUTES[unit], 0, about)
    return _gone_by(walk, at, 0, int(amount * DAYS[unit]), about or unit.startswith("maand"))


def _gone_by(walk: Walk, at: int, minutes: float, days: int, about: bool) -> int:
    if walk.word(at) not in {"geleden", "terug"}:
        return 0
    if about:
        walk.mark_about()
    if days:
        walk.add_day(Day(walk.today - timedelta(days=days)))
    else:
        gone = walk.now.astimezone(UTC) - timedelta(minutes=minutes)
        walk.said = replace(walk.said, instant=gone.astimezone(walk.now.tzinfo))
    return at + 1


def spoken_clock(walk: Walk) -> int:
    """As in "half drie", "kwart over 2", "tien voor half negen", "drie uur", "3 uur 20"."""
    if walk.word() == "middernacht":
        walk.add_clock(0, 0, twice=False)
        return 1
    if walk.word() in {"lunch", "lunchtijd", "lunchpauze"} or walk.words_are("tussen", "de", "middag"):
        walk.add_clock(12, 0, twice=False)
        walk.mark_about()
        return 1 if walk.word() != "tussen" else 3
    if walk.words_are("een", "uur", "of") and (hour := walk.hour(3)) is not None:
        walk.add_clock(hour, 0, twice=True)
        walk.mark_about()
        return 4
    if walk.words_are("uur", "of") and (hour := walk.hour(2)) is not None:
        walk.add_clock(hour, 0, twice=True)
        walk.mark_about()
        return 3
    if walk.word() == "half" and (hour := walk.hour(1)) is not None and 1 <= hour <= 12:
        return _on_the_clock(walk, hour * 60 - 30, 2)
    minutes = 15 if walk.word() in {"kwart", "kwartier"} else walk.count()
    if minutes is not None and 0 < minutes < 30:
        at = 2 if walk.word(1) in {"minuten", "min", "minuut"} else 1
        sign = {"over": 1, "voor": -1}.get(walk.word(at))
        half = walk.word(at + 1) == "half"
        hour = walk.hour(at + 1 + half)
        if sign and hour is not None and 1 <= hour <= 24 and (not half or hour <= 12):
            return _on_the_clock(walk, hour * 60 - 30 * half + sign * minutes, at + 2 + half)
    return _whole_hour(walk)


def _on_the_clock(walk: Walk, minute: int, taken: int) -> int:
    hour, rest = divmod(minute % DAY_MINUTES, 60)
    if minute < 13 * 60:
        walk.add_clock(hour or 12, rest, twice=True)
    else:
        walk.add_clock(hour, rest, twice=False)
    return taken + (walk.word(taken) in {"uur", "u"})


def _whole_hour(walk: Walk) -> int:
    if walk.kind() == "hours":
        hour, taken = int(re.sub(r"\D", "", walk.word())), 1
    elif walk.word(1) in {"uur", "u", "h"} and (counted := walk.count()) is not None:
        if walk.word() == "een" and walk.word(-1) not in {"om", "rond", "tegen"}:
            # "een uur" is a length of time more often than one o'clock.
            return 0
        hour, taken = counted, 2
    else:
        return 0
    if hour >= 100:
        hour, minute = divmod(hour, 100)
        walk.add_clock(hour, minute, twice=False)
        return taken
    minute = walk.count(taken) or 0
    if walk.kind(taken) != "" and 10 <= minute <= 59 and walk.word(taken + 1) not in KNOWN:
        taken += 1
    else:
        minute = 0
    walk.add_clock(hour, minute, twice=True)
    return taken


def hour_after_a_cue(walk: Walk) -> int:
    """As in "om 3" or "rond vier", when nothing that is counted follows."""
    hour = walk.hour(0)
    counted = walk.kind(1) == "word" and walk.word(1) not in KNOWN
    if hour is None or walk.word(-1) not in SAYS_A_TIME or counted:
        return 0
    walk.add_clock(hour, 0, twice=True)
    return 1
