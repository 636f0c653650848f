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

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from dialogs.dutch.numbers import value_of
from dialogs.dutch.words import nearly, plain

_LONGEST = 300
"""Signs that are looked at; whoever writes more tells a story, not a moment."""

_DAY = 24 * 60
_OFFICE = range(7 * 60, 19 * 60)


def _words(listed: str) -> set[str]:
    return set(listed.split())


_WEEKDAYS = {
    "maandag": 0,
    "dinsdag": 1,
    "woensdag": 2,
    "donderdag": 3,
    "vrijdag": 4,
    "zaterdag": 5,
    "zondag": 6,
}
_SHORT_WEEKDAYS = {name[:2]: name for name in _WEEKDAYS if name != "zondag"}
"""Without "zo", which is a word of its own."""
_MONTHS = {
    **{
        "januari": 1,
        "jan": 1,
        "februari": 2,
        "febr": 2,
        "feb": 2,
        "maart": 3,
        "mrt": 3,
        "april": 4,
        "apr": 4,
    },
    **{
        "mei": 5,
        "juni": 6,
        "jun": 6,
        "juli": 7,
        "jul": 7,
        "augustus": 8,
        "aug": 8,
        "september": 9,
        "sept": 9,
    },
    **{"sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "december": 12, "dec": 12},
}
_PARTS = {
    **dict.fromkeys(_words("ochtend ochtends sochtends morgens smorgens voormiddag"), "ochtend"),
    **dict.fromkeys(_words("middag middags smiddags namiddag"), "middag"),
    **dict.fromkeys(_words("avond avonds savonds"), "avond"),
    **dict.fromkeys(_words("nacht nachts snachts"), "nacht"),
}
_PART_STARTS = {"ochtend": 6 * 60, "middag": 12 * 60, "avond": 18 * 60, "nacht": 0, "dag": 8 * 60}
_PART_HOLDS = {
    "ochtend": [range(4 * 60, 13 * 60)],
    "middag": [range(11 * 60 + 30, 19 * 60)],
    "avond": [range(17 * 60, _DAY)],
    "nacht": [range(21 * 60, _DAY), range(7 * 60)],
    "dag": [range(6 * 60, 20 * 60)],
}
_TODAY_PARTS = {
    "vanmorgen": "ochtend",
    "vanochtend": "ochtend",
    "vanmiddag": "middag",
    "vanavond": "avond",
    "vannacht": "nacht",
}
_DAYS_FROM_TODAY = {
    **{"eergisteren": -2, "eergister": -2, "gisteren": -1, "gister": -1},
    **{"vandaag": 0, "morgen": 1, "overmorgen": 2},
}
_JUST_NOW = _words("zojuist zonet daarnet zoeven daarjuist")
_ABOUT = _words(
    """
    ongeveer rond omstreeks circa ca ergens plusminus tegen vermoedelijk waarschijnlijk plm ong pakweg
    grofweg ~ ±
    """
)
_PAST = _words("afgelopen vorige vorig laatste jongstleden jl verleden")
_TO_COME = _words("komende aanstaande volgende aankomende")
_EDGES = {
    **dict.fromkeys(_words("begin vroeg vroege"), 0),
    **dict.fromkeys(_words("midden halverwege"), 3 * 60),
    **dict.fromkeys(_words("eind einde laat late"), 4 * 60),
}
_MINUTES = {
    **dict.fromkeys(_words("minuut minuten minuutje minuutjes min"), 1),
    **dict.fromkeys(_words("kwartier kwartiertje"), 15),
    **dict.fromkeys(_words("uur uren uurtje"), 60),
}
_DAYS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "maand": 30, "maanden": 30}
_ROUGH_AMOUNTS: dict[str, tuple[float, bool]] = {
    **{"half": (0.5, False), "anderhalf": (1.5, False), "anderhalve": (1.5, False)},
    **{"paar": (3, True), "enkele": (3, True), "dik": (1, True), "klein": (1, True), "goed": (1, True)},
}
_SAYS_A_TIME = _words("om rond omstreeks tegen circa ca ongeveer vanaf na sinds ~ ±")
_SAYS_A_DAY = {"op", "van", "sinds", "vanaf", "datum", "dd", "tot", *_WEEKDAYS}
_FILLERS = _words(
    """
    op om de het een van in was dat ik denk geloof volgens mij uur datum dd en is er gebeurd gebeurde
    ontdekt werd s zo al sinds vanaf na tot deze dit week loop dag tijd jaar tijdstip toen dus pas nog
    dan n jl net nu even ochtend tijdens aan rondom voor over half kwart uren u h
    """
)
_KNOWN = (
    {*_WEEKDAYS, *_MONTHS, *_PARTS, *_TODAY_PARTS, *_DAYS_FROM_TODAY, *_JUST_NOW, *_ABOUT, *_PAST, *_TO_COME}
    | {*_EDGES, *_MINUTES, *_DAYS, *_FILLERS}
    | _words(
        "geleden terug weekend middernacht anderhalf maand maanden lunch lunchtijd lunchpauze paar tussen"
    )
)
_EASILY_MISTYPED = sorted(word for word in _KNOWN if len(word) >= 6 and word != "morgen")
"""Without "morgen": "mogen" is a word too."""

_TOKEN = re.compile(
    r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2}"
    r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?)?)"
    r"|(?P<dmy>\d{1,2}([-/.])\d{1,2}\3\d{2,4})"
    r"|(?P<dm>\d{1,2}[-/]\d{1,2})"
    r"|(?P<clock>\d{1,2} ?[:uh] ?\d{2}(?::\d{2})?)"
    r"|(?P<dotted>\d{1,2}\.\d{1,2})"
    r"|(?P<ordinal>\d{1,2}(?:e|de|ste)(?![a-z]))"
    r"|(?P<hours>\d{1,2} ?(?:uur|u|h)(?![a-z]))"
    r"|(?P<number>\d+)"
    r"|(?P<word>[a-z]+|[~±])"
)
_BEFORE_A_NUMBER = set("0123456789.,:/-€$+")
_AFTER_A_NUMBER = re.compile(r"[0-9:/]|[.,-]\d")
_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?)?"
)
_COMPOUND = re.compile(
    rf"(?P<day>{'|'.join(_WEEKDAYS)}|gister(?:en)?|eergister(?:en)?|morgen)"
    r"(?P<part>ochtend|morgen|voormiddag|namiddag|middag|avond|nacht)s?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said, as parts of a wall clock in the zone of `now`. What was not said is None."""

    date: date | None
    time: time | None
    approximate: bool


class _Unreadable(Exception):
    """The text names a moment that does not exist."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that was named. `earlier` is the one before it that the same words could mean."""

    on: date
    earlier: date | None = None
    until: date | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Clock:
    """Minutes since midnight (up to 24:00); `twice` when the clock passes it twice a day."""

    minute: int
    twice: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """Everything that a text says about a moment, before it is decided which moment it is."""

    days: tuple[_Day, ...] = ()
    clocks: tuple[_Clock, ...] = ()
    part: str | None = None
    edge: int = 0
    last_night: bool = False
    instant: datetime | None = None
    about: bool = False


def read_moment(text: str, now: datetime) -> Reading | None:
    """The moment that `text` names, or None when it names none, two, or one that does not exist.

    `now` is aware, in the zone in which people live and type. The rules stand at the top of this module.
    """
    said = _said(text[:_LONGEST], now)
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
    said = _said(typed, now)
    if said and len(said.days) == 1 and said.days[0].until and not said.clocks and not said.part:
        return Reading(said.days[0].on, None, said.about), Reading(said.days[0].until, None, said.about)
    return None


def on_latest_day(reading: Reading, now: datetime) -> Reading:
    """`reading` with a day: for a time alone today, or yesterday when it has not been that late yet."""
    if reading.date is not None or reading.time is None:
        return reading
    today = reading.time <= now.time()
    return replace(reading, date=now.date() if today else now.date() - timedelta(days=1))


# --- from text to what was said ---


def _said(text: str, now: datetime) -> _Said | None:
    try:
        return _Listener(list(_tokens(plain(text))), now).listen()
    except (_Unreadable, OverflowError):
        return None


def _tokens(typed: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(typed):
        kind, text = str(found.lastgroup), found.group()
        if kind == "word":
            yield from _as_meant(text)
        elif (found.start() and typed[found.start() - 1] in _BEFORE_A_NUMBER) or _AFTER_A_NUMBER.match(
            typed, found.end()
        ):
            # Part of something longer: an amount, a phone number, a version.
            yield _Token("junk", text)
        else:
            yield _Token(kind, text)


def _as_meant(word: str) -> Iterator[_Token]:
    if compound := _COMPOUND.fullmatch(word):
        yield _Token("word", compound["day"])
        yield _Token("word", "ochtend" if compound["part"] == "morgen" else compound["part"])
        return
    if word not in _KNOWN and len(word) >= 5 and value_of(word) is None:
        word = next(
            (known for known in _EASILY_MISTYPED if known[0] == word[0] and nearly(word, known)), word
        )
    yield _Token("word", word)


class _Listener:
    """Walks once through the tokens; each rule that knows what stands here takes what belongs to it."""

    def __init__(self, tokens: list[_Token], now: datetime) -> None:
        self._tokens = tokens
        self._now = now
        self._today = now.date()
        self._at = 0
        self._said = _Said()
        self._weekdays: list[tuple[int, str]] = []
        self._week: int | None = None
        self._dotted: list[tuple[int, int]] = []
        self._unknown = 0
        self._just_now = False

    def listen(self) -> _Said | None:
        rules: list[Callable[[], int]] = [
            self._written_out,
            self._ago,
            self._spoken_clock,
            self._named_month,
            self._week_or_weekday,
            self._relative_day,
            self._part_of_day,
            self._hour_after_a_cue,
            self._small_words,
        ]
        while self._at < len(self._tokens):
            taken = next((taken for rule in rules if (taken := rule())), 0)
            if not taken:
                self._unknown += 1
                taken = 1
            self._at += taken
        return self._sum_up()

    # What stands here and further on.

    def _word(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""

    def _kind(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at].kind if 0 <= at < len(self._tokens) else ""

    def _count(self, ahead: int = 0) -> int | None:
        if self._kind(ahead) == "number":
            return int(self._word(ahead)) if len(self._word(ahead)) <= 4 else None
        return value_of(self._word(ahead)) if self._kind(ahead) == "word" else None

    def _hour(self, ahead: int) -> int | None:
        hour = self._count(ahead)
        if hour is None and self._kind(ahead) == "hours":
            hour = int(re.sub(r"\D", "", self._word(ahead)))
        return hour if hour is not None and 0 <= hour <= 24 else None

    # What was found.

    def _day(self, day: _Day) -> None:
        self._said = replace(self._said, days=(*self._said.days, day))

    def _clock(self, hour: int, minute: int, *, twice: bool, loose: bool = False) -> None:
        if minute > 59 or hour * 60 + minute > _DAY:
            raise _Unreadable
        clock = _Clock(hour * 60 + minute, twice and 1 <= hour <= 12, loose)
        self._said = replace(self._said, clocks=(*self._said.clocks, clock))

    def _about(self) -> None:
        self._said = replace(self._said, about=True)

    # The rules. Each gives how many tokens it took.

    def _written_out(self) -> int:
        """Dates and times in digits."""
        kind, text = self._kind(), self._word()
        cue = self._word(-1)
        if kind == "iso":
            self._iso(text)
        elif kind == "dmy":
            day, month, year = (int(number) for number in re.split(r"\D", text))
            self._day(_Day(_a_date(year + 2000 if year < 100 else year, month, day)))
        elif kind == "dm":
            day, month = (int(number) for number in re.split(r"\D", text))
            loose = cue not in _SAYS_A_DAY and self._kind(1) != "clock" and self._kind(-1) != "clock"
            self._day(replace(self._latest(day, month), loose=loose))
        elif kind == "clock":
            hour, minute, *_ = (int(number) for number in re.findall(r"\d+", text))
            self._clock(hour, minute, twice=_is_spoken(text, hour, minute))
            return 2 if self._word(1) in {"uur", "u", "h"} else 1
        elif kind == "dotted":
            return self._dotted_numbers(text, cue)
        elif kind == "ordinal" and self._word(1) not in _MONTHS:
            self._day(self._latest(int(re.sub(r"\D", "", text)), None))
        else:
            return 0
        return 1

    def _iso(self, text: str) -> None:
        parts = _ISO.fullmatch(text)
        if parts is None:
            raise _Unreadable
        day = _a_date(int(parts[1]), int(parts[2]), int(parts[3]))
        if parts[4] is None:
            self._day(_Day(day))
            return
        hour, minute = int(parts[4]), int(parts[5])
        if parts[6] and hour < 24 and minute < 60:
            try:
                aware = datetime.fromisoformat(f"{day}T{hour:02d}:{minute:02d}{parts[6].upper()}")
            except ValueError:
                raise _Unreadable from None
            here = aware.astimezone(self._now.tzinfo)
            day, hour, minute = here.date(), here.hour, here.minute
        self._day(_Day(day))
        self._clock(hour, minute, twice=False)

    def _dotted_numbers(self, text: str, cue: str) -> int:
        first, second = (int(number) for number in text.split("."))
        says_hours = self._word(1) in {"uur", "u", "h"}
        if says_hours or cue in _SAYS_A_TIME:
            self._clock(first, second, twice=_is_spoken(text, first, second))
            return 2 if says_hours else 1
        if len(text.split(".")[1]) == 1 or first > 24 or (first == 24 and second) or second > 59:
            self._day(replace(self._latest(first, second), loose=cue not in _SAYS_A_DAY))
        else:
            self._dotted.append((first, second))
        return 1

    def _ago(self) -> int:
        """As in "twee dagen geleden", "een half uur geleden", "een uur of drie geleden"."""
        at = 0
        amount: float | None = None
        about = False
        if self._word() == "een":
            amount, at = 1, 1
        if self._word(at) in _ROUGH_AMOUNTS:
            amount, about = _ROUGH_AMOUNTS[self._word(at)]
            at += 1
        elif self._kind(at) == "hours":
            return self._gone_by(at + 1, int(re.sub(r"\D", "", self._word(at))) * 60, 0, about)
        elif (counted := self._count(at)) is not None:
            amount, at = counted, at + 1
        unit = self._word(at)
        if unit not in _MINUTES and unit not in _DAYS:
            return 0
        if amount is None and self._kind(-1) in {"number", "junk"}:
            raise _Unreadable
        at += 1
        if self._word(at) == "of" and (counted := self._count(at + 1)) is not None:
            amount, at, about = counted, at + 2, True
        amount = 1 if amount is None else amount
        if unit in _MINUTES:
            return self._gone_by(at, amount * _MINUTES[unit], 0, about)
        return self._gone_by(at, 0, int(amount * _DAYS[unit]), about or unit.startswith("maand"))

    def _gone_by(self, at: int, minutes: float, days: int, about: bool) -> int:
        if self._word(at) not in {"geleden", "terug"}:
            return 0
        if about:
            self._about()
        if days:
            self._day(_Day(self._today - timedelta(days=days)))
        else:
            gone = self._now.astimezone(UTC) - timedelta(minutes=minutes)
            self._said = replace(self._said, instant=gone.astimezone(self._now.tzinfo))
        return at + 1

    def _spoken_clock(self) -> int:
        """As in "half drie", "kwart over 2", "tien voor half negen", "drie uur", "3 uur 20"."""
        if self._word() == "middernacht":
            self._clock(0, 0, twice=False)
            return 1
        if self._word() in {"lunch", "lunchtijd", "lunchpauze"} or self._words_are("tussen", "de", "middag"):
            self._clock(12, 0, twice=False)
            self._about()
            return 1 if self._word() != "tussen" else 3
        if self._words_are("een", "uur", "of") and (hour := self._hour(3)) is not None:
            self._clock(hour, 0, twice=True)
            self._about()
            return 4
        if self._words_are("uur", "of") and (hour := self._hour(2)) is not None:
            self._clock(hour, 0, twice=True)
            self._about()
            return 3
        if self._word() == "half" and (hour := self._hour(1)) is not None and 1 <= hour <= 12:
            return self._on_the_clock(hour * 60 - 30, 2)
        minutes = 15 if self._word() in {"kwart", "kwartier"} else self._count()
        if minutes is not None and 0 < minutes < 30:
            at = 2 if self._word(1) in {"minuten", "min", "minuut"} else 1
            sign = {"over": 1, "voor": -1}.get(self._word(at))
            half = self._word(at + 1) == "half"
            hour = self._hour(at + 1 + half)
            if sign and hour is not None and 1 <= hour <= 24 and (not half or hour <= 12):
                return self._on_the_clock(hour * 60 - 30 * half + sign * minutes, at + 2 + half)
        return self._whole_hour()

    def _words_are(self, *words: str) -> bool:
        return all(self._word(ahead) == word for ahead, word in enumerate(words))

    def _on_the_clock(self, minute: int, taken: int) -> int:
        hour, rest = divmod(minute % _DAY, 60)
        if minute < 13 * 60:
            self._clock(hour or 12, rest, twice=True)
        else:
            self._clock(hour, rest, twice=False)
        return taken + (self._word(taken) in {"uur", "u"})

    def _whole_hour(self) -> int:
        if self._kind() == "hours":
            hour, taken = int(re.sub(r"\D", "", self._word())), 1
        elif self._word(1) in {"uur", "u", "h"} and (counted := self._count()) is not None:
            if self._word() == "een" and self._word(-1) not in {"om", "rond", "tegen"}:
                # "een uur" is a length of time more often than one o'clock.
                return 0
            hour, taken = counted, 2
        else:
            return 0
        if hour >= 100:
            hour, minute = divmod(hour, 100)
            self._clock(hour, minute, twice=False)
            return taken
        minute = self._count(taken) or 0
        if self._kind(taken) != "" and 10 <= minute <= 59 and self._word(taken + 1) not in _KNOWN:
            taken += 1
        else:
            minute = 0
        self._clock(hour, minute, twice=True)
        return taken

    def _named_month(self) -> int:
        """As in "11 oktober 2026", "11e okt", "begin november", "oktober"."""
        day = self._count()
        if self._kind() == "ordinal":
            day = int(re.sub(r"\D", "", self._word()))
        if day is not None and (month := _MONTHS.get(self._word(1))):
            year = self._count(2) if self._kind(2) == "number" and len(self._word(2)) == 4 else None
            self._day(_Day(_a_date(year, month, day)) if year else self._latest(day, month))
            return 3 if year else 2
        edge = self._word() if self._word() in {*_EDGES, "half"} else ""
        if month := _MONTHS.get(self._word(1 if edge else 0)):
            taken = 2 if edge else 1
            year = self._count(taken) if self._kind(taken) == "number" else None
            first = _a_date(year, month, 1) if year else self._latest(1, month).on
            until = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            start = {0: 1, 180: 11, 240: 21}[_EDGES[edge]] if edge in _EDGES else 15 if edge else 1
            if edge:
                until = until if start == 21 else first.replace(day=start + 9)
            self._day(_Day(first.replace(day=start), until=until))
            self._about()
            return taken + bool(year)
        return 0

    def _week_or_weekday(self) -> int:
        first, second = self._word(), self._word(1)
        if first in _PAST | _TO_COME | {"deze", "dit"}:
            direction = -1 if first in _PAST else 1 if first in _TO_COME else 0
            if second in _WEEKDAYS:
                self._weekdays.append(
                    (_WEEKDAYS[second], "past" if direction < 0 else "to come" if direction else "")
                )
                return 2
            if second == "week":
                # "Afgelopen week dinsdag" is the last Tuesday, whatever the calendar says.
                self._week = None if first == "afgelopen" and self._names_a_weekday() else direction
                return 2
            if second == "weekend":
                return 1 + self._weekend(max(direction, 0))
            if second == "maand":
                last = self._today.replace(day=1) - timedelta(days=1)
                self._day(_Day(last.replace(day=1), until=last) if direction < 0 else _Day(self._today))
                self._about()
                return 2
            if second == "nacht" and direction < 0:
                self._part("nacht", last_night=True)
                return 2
        if first == "weekend":
            return self._weekend(0)
        if first in _SHORT_WEEKDAYS and (self._at == 0 or self._word(-1) in {"op", *_PAST}):
            first = _SHORT_WEEKDAYS[first]
        if first in _WEEKDAYS:
            past = second in _PAST and self._word(2) != "week"
            self._weekdays.append((_WEEKDAYS[first], "past" if past else ""))
            return 1 + past
        return 0

    def _weekend(self, weeks_on: int) -> int:
        saturday = self._today + timedelta(days=7 * weeks_on - (self._today.weekday() - 5) % 7)
        self._day(_Day(saturday, until=saturday + timedelta(days=1)))
        self._about()
        return 1

    def _names_a_weekday(self) -> bool:
        return any(token.text in _WEEKDAYS for token in self._tokens)

    def _relative_day(self) -> int:
        word = self._word()
        if word in _JUST_NOW or (word == "zo" and self._word(1) in {"net", "juist", "even"}):
            self._said = replace(self._said, instant=self._now)
            return 1 if word in _JUST_NOW else 2
        if word in {"net", "nu"}:
            # Small words: they say the moment only when nothing else is said.
            self._just_now = True
            return 1
        if word in _TODAY_PARTS:
            part = _TODAY_PARTS[word]
            if part == "nacht":
                self._part(part, last_night=True)
            else:
                self._day(_Day(self._today))
                self._part(part)
            return 1
        if word == "morgen" and (self._said.days or self._weekdays or self._word(-1) == "de"):
            self._part("ochtend")
            return 1
        if word in _DAYS_FROM_TODAY:
            self._day(_Day(self._today + timedelta(days=_DAYS_FROM_TODAY[word])))
            return 1
        return 0

    def _part_of_day(self) -> int:
        word = self._word()
        if word in _PARTS:
            self._part(_PARTS[word])
            return 1
        if word in _EDGES:
            ahead = 1
            while self._word(ahead) in {"van", "de", "in", "deze", "het"}:
                ahead += 1
            if self._word(ahead) in {"dag", "werkdag"}:
                self._part("dag")
                self._said = replace(self._said, edge=2 * _EDGES[word])
                return ahead + 1
            self._said = replace(self._said, edge=_EDGES[word])
            return 1
        if self._words_are("in", "de", "loop", "van", "de") and self._word(5) in {"dag", *_PARTS}:
            self._about()
            return 5
        return 0

    def _part(self, part: str, *, last_night: bool = False) -> None:
        if self._said.part not in {None, part}:
            raise _Unreadable
        self._said = replace(self._said, part=part, last_night=last_night or self._said.last_night)

    def _hour_after_a_cue(self) -> int:
        """As in "om 3" or "rond vier", when nothing that is counted follows."""
        hour = self._hour(0)
        counted = self._kind(1) == "word" and self._word(1) not in _KNOWN
        if hour is None or self._word(-1) not in _SAYS_A_TIME or counted:
            return 0
        self._clock(hour, 0, twice=True)
        return 1

    def _small_words(self) -> int:
        word = self._word()
        if word in _ABOUT:
            self._about()
            return 1
        if word in {"tussen", "tot"}:
            # Two ends; one of them alone would be a wrong answer.
            raise _Unreadable
        if self._kind() == "number" and (self._weekdays or self._said.days):
            # "maandag 23": the day of the month or the hour? Better asked again.
            raise _Unreadable
        return int(word in _KNOWN)

    # The sum.

    def _latest(self, day: int, month: int | None) -> _Day:
        """The latest such day that is not after today."""
        year, at_month = self._today.year, month or self._today.month
        for _ in range(13):
            try:
                candidate = date(year, at_month, day)
            except ValueError:
                candidate = date.max
            if candidate <= self._today:
                return _Day(candidate)
            if month is None:
                year, at_month = (year, at_month - 1) if at_month > 1 else (year - 1, 12)
            else:
                year -= 1
            if year < 1:
                break
        raise _Unreadable

    def _weekday(self, weekday: int, said: str) -> _Day:
        back = (self._today.weekday() - weekday) % 7
        if self._week is not None:
            monday = self._today - timedelta(days=self._today.weekday())
            return _Day(monday + timedelta(days=7 * self._week + weekday))
        if said == "to come":
            return _Day(self._today + timedelta(days=7 - back))
        latest = self._today - timedelta(days=back or (7 if said == "past" else 0))
        return _Day(latest, earlier=latest - timedelta(days=7))

    def _sum_up(self) -> _Said | None:
        said = self._said
        for first, second in self._dotted:
            if said.clocks:
                said = replace(said, days=(*said.days, replace(self._latest(first, second), loose=True)))
            else:
                clock = _Clock(first * 60 + second, _is_spoken(str(first), first, second), loose=True)
                said = replace(said, clocks=(clock,))
        if self._unknown:
            kept_days = tuple(day for day in said.days if not day.loose)
            said = replace(
                said, days=kept_days, clocks=tuple(clock for clock in said.clocks if not clock.loose)
            )
        weekdays = {self._weekday(*weekday) for weekday in self._weekdays}
        if weekdays and said.days:
            if {day.on.weekday() for day in said.days} != {day.on.weekday() for day in weekdays}:
                return None
        elif weekdays:
            said = replace(said, days=tuple(weekdays))
        elif self._week is not None and not said.days:
            monday = self._today + timedelta(days=7 * self._week - self._today.weekday())
            said = replace(said, days=(_Day(monday, until=monday + timedelta(days=6)),), about=True)
        if len({day.on for day in said.days}) > 1:
            return None
        nothing = not (said.days or said.clocks or said.part or said.instant)
        if nothing and self._just_now and not self._unknown and len(self._tokens) <= 4:
            return replace(said, instant=self._now)
        return None if nothing else said


def _is_spoken(text: str, hour: int, minute: int) -> bool:
    """Whether digits say an hour that comes twice a day: "2.30" does; "02:30", "9.30" and "14.30" do not."""
    return not text.startswith("0") and 1 <= hour <= 6 and minute <= 59


def _a_date(year: int, month: int, day: int) -> date:
    if not 1900 <= year <= 2100:
        raise _Unreadable
    try:
        return date(year, month, day)
    except ValueError:
        raise _Unreadable from None


# --- from what was said to the moment that is meant ---


def _readings(said: _Said, now: datetime) -> list[Reading]:
    """The moments that this can mean, the likeliest first."""
    if said.instant is not None and not said.clocks:
        if said.days and said.days[0].on != said.instant.date():
            return []
        wall = said.instant.time().replace(second=0, microsecond=0, tzinfo=None, fold=0)
        return [Reading(said.instant.date(), wall, said.about)]
    day = said.days[0] if said.days else None
    if day is None and said.instant is not None:
        day = _Day(said.instant.date())
    if not said.clocks and said.part is None:
        return [Reading(day.on, None, said.about)] if day else []
    about = said.about or not said.clocks
    minutes = _minutes(said, day, now)
    if said.last_night:
        return [_in_last_night(minute, about, now) for minute in minutes]
    return [_on_day(day, minute, about, now) for minute in minutes]


def _minutes(said: _Said, day: _Day | None, now: datetime) -> list[int]:
    if not said.clocks:
        return [_PART_STARTS[said.part or "dag"] + said.edge]
    meant = set.intersection(*(_passes(clock) for clock in said.clocks))
    if said.part:
        inside = {
            minute for minute in meant if any(minute % _DAY in hours for hours in _PART_HOLDS[said.part])
        }
        if said.part == "avond":
            inside |= {_DAY for minute in meant if minute == 0}
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


def _passes(clock: _Clock) -> set[int]:
    return {clock.minute % 720, clock.minute % 720 + 720} if clock.twice else {clock.minute}


def _on_day(day: _Day | None, minute: int, about: bool, now: datetime) -> Reading:
    at = time(minute % _DAY // 60, minute % 60)
    if day is None:
        return Reading(None, at, about)
    meant = day.on
    if day.earlier and meant == now.date() and at > now.time():
        meant = day.earlier
    return Reading(meant + timedelta(days=minute // _DAY), at, about)


def _in_last_night(minute: int, about: bool, now: datetime) -> Reading:
    at = time(minute % _DAY // 60, minute % 60)
    evening = minute % _DAY >= 20 * 60
    day = now.date() - timedelta(days=1 if evening else 0)
    if (day, at) > (now.date(), now.time()):
        day -= timedelta(days=1)
    return Reading(day, at, about)


# --- ranges ---


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


def _ends(left: str, right: str, before: str, now: datetime) -> tuple[_Said | None, _Said | None]:
    last = _said(f"om {right}" if _is_hour(right) else right, now)
    if _is_day_number(left) and last and last.days and not last.clocks and not last.part:
        # "van 10 tot 12 november"
        try:
            day = last.days[0].on.replace(day=int(left))
        except ValueError:
            return None, None
        return _Said(days=(_Day(day),), about=last.about), last
    first = _said(f"om {left}" if _is_hour(left) else left, now)
    around = _said(before, now) if before else None
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
        and (first == typed or typed.split(" ")[1] in {"op", "s", "'s", *_PARTS})
    )


def _is_day_number(typed: str) -> bool:
    return typed.isdecimal() and len(typed) <= 2


def _in_order(first: _Said, last: _Said, now: datetime) -> tuple[Reading, Reading] | None:
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
