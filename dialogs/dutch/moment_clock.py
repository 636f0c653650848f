"""Rules for the time of the clock in words. A rule gives how many words it took."""

import re

from dialogs.dutch.moment_said import Unreadable
from dialogs.dutch.moment_walk import Walk
from dialogs.dutch.moment_words import (
    AT,
    BEFORE_AN_HOUR,
    DAY_MINUTES,
    DAYS_FROM_TODAY,
    FILLERS,
    MONTHS,
    PARTS,
    TODAY_PARTS,
    UNITS,
    WEEKDAYS,
)

_HOURS = {"uur", "u", "h"}
_NOON = {"lunch", "lunchtijd", "lunchpauze", "middaguur"}
_SPAN = {"lang", "later", "eerder", "durende", "achtereen", "vertraging", "werk"}
_LASTED = {
    "online",
    "offline",
    "open",
    "zichtbaar",
    "bereikbaar",
    "toegankelijk",
    "gewacht",
    "te",
    "vast",
    "kwijt",
}
_DONE = re.compile(r"(?:ge|be|ver|ont|her|op|af|aan|uit|door|mee|weg|in)[a-z]+(?:t|d|en)")
"""How the word ends that may follow an hour: "om 3 gebeld"."""


def spoken_clock(walk: Walk) -> int:
    """As in "half drie", "kwart over 2", "tien voor half negen", "drie uur", "3 uur 20"."""
    if walk.word() == "middernacht":
        walk.midnight = True
        walk.add_clock(0, 0, twice=False)
        return 1
    if walk.word() in _NOON or walk.words_are("tussen", "de", "middag"):
        walk.noon = walk.noon or walk.word() == "tussen" or _is_when(walk)
        return 1 if walk.word() != "tussen" else 3
    of = 1 if walk.words_are("een", "uur", "of") or walk.words_are("een", "uurtje", "of") else 0
    if (of or walk.words_are("uur", "of")) and (hour := walk.hour(of + 2)) is not None:
        walk.add_clock(hour, 0, twice=True)
        walk.mark_about()
        return of + 3 + (walk.word(of + 3) in _HOURS)
    if walk.word() == "half" and (hour := walk.hour(1)) is not None and 1 <= hour <= 12:
        return _on_the_clock(walk, hour * 60 - 30, 2)
    minutes = 15 if walk.word() in {"kwart", "kwartier"} else walk.count()
    if minutes is not None and 0 < minutes < 30:
        at = 2 if walk.word(1) in {"minuten", "min", "minuut"} else 1
        sign = {"over": 1, "na": 1, "voor": -1}.get(walk.word(at))
        half = walk.word(at + 1) == "half"
        hour = walk.hour(at + 1 + half)
        if sign and hour is not None and 1 <= hour <= 24 and (not half or hour <= 12):
            if walk.word(at + 2 + half) in UNITS - _HOURS or walk.counts_things(at + 2 + half):
                raise Unreadable
            return _on_the_clock(walk, hour * 60 - 30 * half + sign * minutes, at + 2 + half)
    return _whole_hour(walk)


def _is_when(walk: Walk) -> bool:
    """Whether the lunch that stands here tells when, not what."""
    before = walk.word(-2) if walk.word(-1) in {"de", "mijn", "het", "onze", "mn"} else walk.word(-1)
    return before in {*AT, *DAYS_FROM_TODAY, *WEEKDAYS, "tijdens", "onder", "in", "met", "bij", "gedurende"}


def _on_the_clock(walk: Walk, minute: int, taken: int) -> int:
    hour, rest = divmod(minute % DAY_MINUTES, 60)
    if minute < 13 * 60:
        walk.add_clock(hour or 12, rest, twice=True)
    else:
        walk.add_clock(hour, rest, twice=False)
    return taken + (walk.word(taken) in _HOURS)


def _whole_hour(walk: Walk) -> int:
    if walk.kind() == "hours":
        hour, taken = int(re.sub(r"\D", "", walk.word())), 1
    elif (
        walk.word(1) in (_HOURS if walk.kind() == "number" else {"uur"})
        and (counted := walk.count()) is not None
    ):
        if walk.word() == "een" and walk.word(-1) not in {"om", "rond", "tegen"}:
            # "een uur" is a length of time more often than one o'clock.
            return 0
        hour, taken = counted, 2
    else:
        return 0
    if (
        walk.word(taken) in _SPAN
        or (walk.word(taken) in _LASTED and walk.word(-1) not in AT)
        or not _is_when_not_how_long(walk, taken)
        or (hour == 24 and walk.word(-1) not in AT and not walk.cued)
    ):
        # "3 uur lang", "24 uur": how long it took.
        raise Unreadable
    if hour >= 100:
        hour, minute = divmod(hour, 100)
        walk.add_clock(hour, minute, twice=False)
        return taken
    minute, more = _minutes_after(walk, taken)
    walk.add_clock(hour, minute, twice=True)
    return taken + more


def _is_when_not_how_long(walk: Walk, taken: int) -> bool:
    """Whether "3 uur" is an hour here: "stond 3 uur open" is how long."""
    after = taken + (walk.word(taken) == "s")
    if walk.kind(-1) not in {"word", "plain"} or walk.word(after) in {*PARTS, *TODAY_PARTS, "in"}:
        return True
    before = walk.word(-1)
    return before in {*AT, *DAYS_FROM_TODAY, *TODAY_PARTS, *PARTS, *WEEKDAYS, *MONTHS, *BEFORE_AN_HOUR}


def _minutes_after(walk: Walk, at: int) -> tuple[int, int]:
    """ "3 uur 20": the minutes and how many words say them; (0, 0) when they are of something else."""
    minute = walk.count(at)
    if minute is None or not 1 <= minute <= 59 or walk.word(at) == "een":
        return 0, 0
    follows = walk.word(at + 1)
    if follows in MONTHS or (walk.kind(at + 1) == "dash" and walk.kind(at + 2) == "number"):
        return 0, 0
    if follows in UNITS or walk.counts_things(at + 1):
        raise Unreadable
    return minute, 1


def hour_after_a_cue(walk: Walk) -> int:
    """As in "om 3", "8 vanmorgen", "3 's middags", "vanavond 8"."""
    hour = walk.hour(0)
    if hour is None:
        return _four_digits(walk)
    ahead = 2 if walk.word(1) == "s" else 3 if walk.words_are(walk.word(), "in", "de") else 1
    of_a_part = walk.word(ahead) in PARTS or walk.word(ahead) in TODAY_PARTS
    cued = walk.word(-1) in AT or (walk.cued and walk.at == 0) or _ends_after_a_day(walk)
    cued = cued or (walk.word(-1) == "van" and walk.word(-2) == "klok")
    after_a_part = walk.word(-1) in {*PARTS, *TODAY_PARTS} and not walk.word(1)
    if not (cued or after_a_part or (of_a_part and walk.word(-1) not in {"dag", "de", *WEEKDAYS})):
        return 0
    if not _may_follow_an_hour(walk):
        return 0
    bare = not of_a_part and walk.cued and walk.at == 0
    walk.add_clock(hour, 0, twice=True, bare=bare)
    return 1


def _four_digits(walk: Walk) -> int:
    """As in "om 1430"."""
    if walk.kind() != "number" or len(walk.word()) != 4 or walk.word(-1) not in {"om", "rond", "omstreeks"}:
        return 0
    walk.add_clock(int(walk.word()[:2]), int(walk.word()[2:]), twice=False)
    return 1


def _ends_after_a_day(walk: Walk) -> bool:
    """ "Gisteren 9 - 11 uur"."""
    return walk.cued and not walk.word(1) and walk.word(-1) in DAYS_FROM_TODAY


def _may_follow_an_hour(walk: Walk) -> bool:
    word = walk.word(1)
    return (
        not word
        or walk.kind(1) not in {"word", "short", "plain"}
        or (word in FILLERS and word not in {"uur", "over", "voor", "na", "half", "kwart"})
        or (
            word
            in {*PARTS, *TODAY_PARTS, *DAYS_FROM_TODAY, *WEEKDAYS, "deze", "vorige", "afgelopen", "precies"}
        )
        or bool(_DONE.fullmatch(word) and not walk.counts_things(1))
    )
