"""From which days somebody wants to see cases: "in november", "week 45", "sinds 3 november", "tot vorige maand". Pure.

What a period is called is read as everywhere (dialogs/dutch/moments.py); here years and quarters come with it, and an
end that stays open. A period that is asked and not understood is told as that: a list never passes over it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cards.dutch_time import month_name
from cards.words import words_beside
from cases.desks.queries import SEARCH_LIMIT, Query, month_named
from cases.register.typed_commands import phrases
from dialogs.dutch.moment_words import WEEKDAYS
from dialogs.dutch.moments import read_moment, read_range

say = words_beside(__file__)

SPOKEN = ("open",)
"""Phrases that are looked up by which end of a period stays open."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The first and the last day that are asked, both included; None is no limit, twice None not understood."""

    first: date | None = None
    last: date | None = None

    @property
    def understood(self) -> bool:
        """Whether it is known which days are meant."""
        return self.first is not None or self.last is not None

    @property
    def month(self) -> tuple[int, int] | None:
        """The year and the month when it is a whole one, and no more."""
        if self.first is None or self.last is None or self.first.day != 1:
            return None
        whole = (self.last + _ONE_DAY).day == 1 and self.first.strftime("%Y%m") == self.last.strftime("%Y%m")
        return (self.first.year, self.first.month) if whole else None

    @property
    def year(self) -> int | None:
        """The year when it is a whole one, and no more."""
        whole = self.first is not None and (self.first, self.last) == _year(self.first.year)
        return self.first.year if whole and self.first is not None else None

    def asked_of(self, query: Query) -> Query:
        """This query, of what was reported in these days; of always, and said so, when they are not understood."""
        if self.month is not None:
            return replace(query, month=month_named(*self.month))
        first, last = (day.isoformat() if day is not None else "" for day in (self.first, self.last))
        return replace(query, first_day=first, last_day=last, unclear=not self.understood)


NOT_UNDERSTOOD = Asked()


def _any(written: str) -> str:
    """A pattern of whichever of these phrases, the longest first."""
    return "|".join(re.escape(each) for each in sorted(phrases(written), key=len, reverse=True))


_MONTHS = "|".join(month_name(each) for each in range(1, 13))
_YEAR = r"20\d{2}"
_SPANS = rf"(?:{_any(say('named.last'))})\s+(?:\w+\s+)?(?:{_any(say('named.spans'))})"
_TIMES = rf"{_MONTHS}|{'|'.join(WEEKDAYS)}|{_any(say('named.times'))}"
_NAMED = rf"(?:{_SPANS}|{_TIMES}|{_YEAR}|\d{{1,2}}[-/]\d{{1,2}}(?:[-/]\d{{2,4}})?|q[1-4])(?![\w-])"
_A_TIME = re.compile(rf"(?<![\w-]){_NAMED}", re.IGNORECASE)
# Each with a space behind it: what could be cut in many ways would be tried in all of them.
_BETWEEN = rf"(?:(?:\d{{1,2}}(?:e|de|ste)?|{_any(say('named.small'))})\s+)*"
_OPEN = {
    name: re.compile(
        rf"(?<!\w)(?:{_any(say(f'open.{name}'))})\s+(?=(?:{_BETWEEN}){_NAMED})",
        re.IGNORECASE,
    )
    for name in ("since", "through", "after", "before")
}
_TWO_ENDS = re.compile(
    rf"(?<!\w)(?:{_any(say('between'))})\s.*(?<!\w)(?:{_any(say('to'))}|en)\s", re.IGNORECASE | re.DOTALL
)
_FROM = re.compile(rf"(?<!\w)(?:{_any(say('open.since'))})(?!\w)", re.IGNORECASE)
_ONE_MONTH = re.compile(
    rf"\A(?:(?!(?:{_MONTHS})(?!\w)).)*(?<!\w)(?:{_MONTHS})(?: {_YEAR})?(?!\w)", re.IGNORECASE
)
_MORE_OF_IT = re.compile(rf"\s+(?:(?:{_any(say('named.small'))})\s+)?{_NAMED}", re.IGNORECASE)
_BARE_YEAR = re.compile(rf"(?<![\w-])({_YEAR})(?![\w-])")
_QUARTER = re.compile(
    rf"(?<!\w)(?:q([1-4])|{say('quarter.name')} ([1-4])|({_any(say('quarter.numbers'))}) {say('quarter.name')})"
    rf"(?: (?:van )?({_YEAR}))?(?!\w)",
    re.IGNORECASE,
)


def read_period(text: str, now: datetime) -> Asked | None:
    """The days that a line asks for, NOT_UNDERSTOOD when it names a time that cannot be read, None when it names none.

    `now` carries the organisation's zone. Never raises.
    """
    if _A_TIME.search(text) is None:
        return None
    if _TWO_ENDS.search(text) and (ends := read_range(_FROM.sub("van", text), now)) is not None:
        return _of(ends[0].date, ends[1].date)
    for name, pattern in _OPEN.items():
        if (found := pattern.search(text)) is not None:
            asked = _opened(name, _whole(text[found.end() :], now))
            break
    else:
        asked = _of(*_whole(text, now))
    if (
        not asked.understood
        and (month := _ONE_MONTH.search(text)) is not None
        and not _A_TIME.search(text, month.end())
        and month.end() < len(text)
    ):
        # What stands behind it may be a name that is a month as well.
        return read_period(text[: month.end()], now)
    return asked


def find_period(text: str, now: datetime) -> tuple[Asked, int, int] | None:
    """The days that are asked among other words, and from where to where that stands in the text; None when none are
    named, or not understood: then they are words as any. It is read once for each word, so a text that is longer than a
    search names none. Never raises."""
    if len(text) > SEARCH_LIMIT:
        return None
    asked = read_period(text, now)
    if asked is None or not asked.understood:
        return None
    places = [(each.start(), each.end()) for each in re.finditer(r"\S+", text)]
    first, last = 0, len(places) - 1
    while first < last and read_period(text[places[first + 1][0] : places[last][1]], now) == asked:
        first += 1
    while first < last and read_period(text[places[first][0] : places[last - 1][1]], now) == asked:
        last -= 1
    # A year that changes nothing is no word to search for.
    more = _MORE_OF_IT.match(text, places[last][1])
    return asked, places[first][0], more.end() if more is not None else places[last][1]


def _of(first: date | None, last: date | None) -> Asked:
    return Asked(first, last) if first is not None and last is not None else NOT_UNDERSTOOD


def _opened(name: str, ends: tuple[date | None, date | None]) -> Asked:
    first, last = ends
    if first is None or last is None:
        return NOT_UNDERSTOOD
    try:
        match name:
            case "since":
                return Asked(first=first)
            case "after":
                return Asked(first=last + _ONE_DAY)
            case "through":
                return Asked(last=last)
        return Asked(last=first - _ONE_DAY)
    except OverflowError:
        return NOT_UNDERSTOOD


def _whole(text: str, now: datetime) -> tuple[date | None, date | None]:
    """The first and the last day of the one period that is named."""
    said = f" {' '.join(text.casefold().split())} "
    if (quarter := _a_quarter(said, now)) is not None:
        return quarter
    for key, back in (("year.this", 0), ("year.last", 1)):
        if re.search(rf"(?<!\w)(?:{_any(say(key))})(?!\w)", said):
            return _year(now.year - back)
    if (ends := read_range(text, now)) is not None:
        return ends[0].date, ends[1].date
    if (moment := read_moment(text, now)) is not None:
        return moment.date, moment.date
    years, named = _BARE_YEAR.findall(text), _A_TIME.findall(text)
    return _year(int(years[0])) if len(years) == 1 and len(named) == 1 else (None, None)


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _a_quarter(said: str, now: datetime) -> tuple[date, date] | None:
    here = now.year * 4 + (now.month - 1) // 3
    for key, back in (("quarter.this", 0), ("quarter.last", 1)):
        if re.search(rf"(?<!\w)(?:{_any(say(key))})(?!\w)", said):
            return _quarter(here - back)
    found = _QUARTER.search(said)
    if found is None:
        return None
    numbers = list(phrases(say("quarter.numbers")))
    number = int(found[1] or found[2] or numbers.index(found[3]) + 1) - 1
    year = int(found[4]) if found[4] else now.year - (number > here % 4)
    return _quarter(year * 4 + number)


def _quarter(counted: int) -> tuple[date, date]:
    """A quarter by how many came before it since the year 0."""
    ends = counted + 1
    return (
        date(counted // 4, counted % 4 * 3 + 1, 1),
        date(ends // 4, ends % 4 * 3 + 1, 1) - _ONE_DAY,
    )
