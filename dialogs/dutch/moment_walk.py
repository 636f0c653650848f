"""Walks once through the words of a text and keeps what they say about a moment."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from dialogs.dutch.moment_said import (
    Clock,
    Day,
    Said,
    Unreadable,
    in_year,
    is_spoken,
    latest,
    month_end,
    months_on,
    not_before,
)
from dialogs.dutch.moment_tokens import Token
from dialogs.dutch.moment_words import (
    AFTER_EASTER,
    AT,
    COUNTED,
    DAY_MINUTES,
    DAYS_FROM_TODAY,
    EDGES,
    FEASTS,
    INFLECTED_HOURS,
    KNOWN,
    MONTHS,
    PARTS,
    PAST,
    SHORT_WEEKDAYS,
    SMALL,
    TO_COME,
    TODAY_PARTS,
    UNITS,
    WEEKDAYS,
    says_a_number,
)
from dialogs.dutch.number_words import value_of

_TOLD = {
    *DAYS_FROM_TODAY,
    *EDGES,
    *MONTHS,
    *PARTS,
    *PAST,
    *TO_COME,
    *TODAY_PARTS,
    *UNITS,
    *WEEKDAYS,
    "weekend",
    "middernacht",
    "lunch",
    "deze",
    "nu",
    "heden",
    *FEASTS,
    *AFTER_EASTER,
}


class Walk:
    """Where a reader is in a text, and what was said so far. A rule that knows what stands here takes it.

    `weekdays` are those that were named, each with which one of it is meant ("past", "to come" or ""); `week` is how
    many calendar weeks from this one, `year` the year that was told apart from the day. `dotted` are numbers that can
    be a day or a time. `shift` are the months and days by which the day that comes is moved ("twee dagen voor ...").
    `days_in` and `clocks_in` are the sentences that told a day or an hour; `unknown` counts words that tell nothing.
    `noon` says that a word like "lunch" was said, `midnight` and `edged` that "middernacht" or "eind van" was,
    `just_now` that a small word for now was, `evening_before` that a night began on the day before. `cued`: the text
    is one of two ends, and a number at its head is an hour.
    """

    def __init__(self, tokens: Sequence[Token], now: datetime, *, cued: bool = False) -> None:
        self.tokens = tokens
        self.now = now
        self.today = now.date()
        self.cued = cued
        self.at = 0
        self.said = Said()
        self.weekdays: list[tuple[int, str]] = []
        self.week: int | None = None
        self.year: int | None = None
        self.dotted: list[tuple[int, int, bool]] = []
        self.shift: tuple[int, int] | None = None
        self.unknown = 0
        self.sentence = 0
        self.days_in = set[int]()
        self.clocks_in = set[int]()
        self.noon = False
        self.midnight = False
        self.edged = False
        self.evening_before = False
        self.just_now = False

    def word(self, ahead: int = 0) -> str:
        """The word so many further on, "" beyond either end."""
        at = self.at + ahead
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def kind(self, ahead: int = 0) -> str:
        """What kind of word that is."""
        at = self.at + ahead
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def count(self, ahead: int = 0) -> int | None:
        """The number that it says, in digits or in words."""
        if self.kind(ahead) == "number":
            return int(self.word(ahead)) if len(self.word(ahead)) <= 4 else None
        return value_of(self.word(ahead)) if self.kind(ahead) == "word" else None

    def hour(self, ahead: int) -> int | None:
        """The hour that it says, up to 24."""
        hour = self.count(ahead)
        if self.word(ahead) in INFLECTED_HOURS and self.word(ahead - 1) in AT:
            return INFLECTED_HOURS[self.word(ahead)]
        if self.word(ahead) == "een" and not self._is_one_o_clock(ahead):
            return None
        if hour is None and self.kind(ahead) == "hours":
            hour = int(re.sub(r"\D", "", self.word(ahead)))
        return hour if hour is not None and 0 <= hour <= 24 else None

    def _is_one_o_clock(self, ahead: int) -> bool:
        """Whether "een" is an hour there: nothing follows that it could stand before."""
        after = self.word(ahead + 1)
        return not after or after in {"uur", "s", "en", "tot", *PARTS, *TODAY_PARTS, *DAYS_FROM_TODAY} - {
            "nacht",
            "avond",
            "ochtend",
            "middag",
        }

    def words_are(self, *words: str) -> bool:
        """Whether exactly these stand here."""
        return all(self.word(ahead) == word for ahead, word in enumerate(words))

    def words_are_at(self, ahead: int, *words: str) -> bool:
        """Whether exactly these stand so many further on."""
        return all(self.word(ahead + place) == word for place, word in enumerate(words))

    def unsure_of_more(self) -> bool:
        """Whether the text holds words that this grammar does not know: it tells more than a moment."""
        return any(
            token.kind == "plain"
            or (token.kind == "word" and token.text not in KNOWN and not says_a_number(token.text))
            for token in self.tokens
        )

    def past_small_words(self, ahead: int, words: set[str] = SMALL) -> int:
        """How far on the first word stands that is not one of these."""
        while self.word(ahead) in words and self.kind(ahead) in {"word", "plain"}:
            ahead += 1
        return ahead

    def tells(self, ahead: int) -> bool:
        """Whether what stands there can be part of a moment."""
        word, kind = self.word(ahead), self.kind(ahead)
        if kind not in {"word", "short"}:
            return kind not in {"", "dash", "junk", "plain", "stop"}
        return (
            kind == "short"
            or word in _TOLD
            or word in INFLECTED_HOURS
            or (says_a_number(word) and word != "een")
        )

    def counts_things(self, ahead: int) -> bool:
        """Whether a thing that is counted stands there, or after one word that describes it."""
        return bool(self.kind(ahead) in {"word", "plain"} and COUNTED.fullmatch(self.word(ahead)))

    def names_a_weekday(self) -> bool:
        """Whether a weekday stands anywhere in the text."""
        return any(token.text in WEEKDAYS for token in self.tokens)

    def weekday(self, ahead: int = 0) -> int | None:
        """The weekday that stands there, 0 for Monday: in full, or short with a point."""
        if self.kind(ahead) == "short":
            return SHORT_WEEKDAYS[self.word(ahead)]
        return WEEKDAYS.get(self.word(ahead))

    def add_day(self, day: Day) -> None:
        """This day was named."""
        if self.shift is not None:
            months, days = self.shift
            on = months_on(day.on, months) + timedelta(days=days)
            day, self.shift = Day(on), None
        self.days_in.add(self.sentence)
        self.said = replace(self.said, days=(*self.said.days, day))

    def add_weekday(self, weekday: int, which: str) -> None:
        """This weekday was named; `which` is "past", "to come" or ""."""
        if self.shift is not None:
            self.add_day(self._weekday_meant(weekday, which))
        else:
            self.days_in.add(self.sentence)
            self.weekdays.append((weekday, which))

    def add_clock(
        self, hour: int, minute: int, *, twice: bool, bare: bool = False, dotted: bool = False
    ) -> None:
        """This time was named. Raises Unreadable for one that no clock shows."""
        if minute > 59 or hour * 60 + minute > DAY_MINUTES or self.shift is not None:
            raise Unreadable
        self.clocks_in.add(self.sentence)
        clock = Clock(hour * 60 + minute, twice and 1 <= hour <= 12, bare, dotted)
        self.said = replace(self.said, clocks=(*self.said.clocks, clock))

    def mark_about(self) -> None:
        """It was said that it is not exact."""
        self.said = replace(self.said, about=True)

    def add_part(self, part: str, *, last_night: bool = False) -> None:
        """This part of the day was named. Raises Unreadable when another one was."""
        if self.said.part not in {None, part}:
            raise Unreadable
        self.clocks_in.add(self.sentence)
        self.said = replace(self.said, part=part, last_night=last_night or self.said.last_night)

    def sum_up(self) -> Said:
        """What was said in all. Raises Unreadable for days that contradict, and for what was not understood."""
        self._place_dotted()
        apart = self.days_in and self.clocks_in and not self.days_in & self.clocks_in
        if self.shift is not None or (apart and self.unknown):
            # A day in one sentence of a story and an hour in another need not belong together.
            raise Unreadable
        said = self.said
        if self.noon and not said.clocks:
            said = replace(said, clocks=(Clock(12 * 60),), about=True)
        days = _in_their_month(said.days)
        if self.year is not None:
            if not days or any(not day.every for day in days):
                raise Unreadable
            days = tuple(in_year(day, self.year) for day in days)
        weekdays = {self._weekday_meant(*weekday) for weekday in self.weekdays}
        if weekdays and len(days) == 1 and days[0].until and (days[0].until - days[0].on).days <= 6:
            # "Zaterdag in het weekend": that of these days.
            span = days[0]
            days = tuple(Day(not_before(day, span.on).on) for day in weekdays if day.every)
            if len(days) != len(weekdays) or not _lies_in(days, span):
                raise Unreadable
        elif weekdays and days:
            if {day.on.weekday() for day in days} != {day.on.weekday() for day in weekdays} or any(
                day.until for day in days
            ):
                raise Unreadable
        elif weekdays:
            days = tuple(weekdays)
        elif self.week is not None and not days:
            days = (week_of(self.today, self.week),)
        elif self.week is not None and not _lies_in(days, week_of(self.today, self.week)):
            raise Unreadable
        if len({day.on for day in days}) > 1 or (self.midnight and days):
            raise Unreadable
        if self.edged and not said.part and any(day.until for day in days):
            # "Eind" of what?
            raise Unreadable
        said = replace(said, days=days, evening_before=self.evening_before)
        if said.empty and self.just_now and not self.unknown and len(self.tokens) <= 4:
            return replace(said, instant=self.now)
        return said

    def _place_dotted(self) -> None:
        """ "11.10" is a time; a day when another time is told."""
        for first, second, beside in self.dotted:
            if self.said.clocks and not beside and not self.unknown:
                self.add_day(latest(first, second, self.today))
            elif self.unknown and not beside:
                raise Unreadable
            else:
                self.add_clock(first, second, twice=is_spoken(str(first), first, second), dotted=True)

    def _weekday_meant(self, weekday: int, said: str) -> Day:
        back = (self.today.weekday() - weekday) % 7
        if self.week is not None:
            monday = self.today - timedelta(days=self.today.weekday())
            return Day(monday + timedelta(days=7 * self.week + weekday))
        if said == "to come":
            return Day(self.today + timedelta(days=7 - back))
        on = self.today - timedelta(days=back or (7 if said == "past" else 0))
        return Day(on, earlier=on - timedelta(days=7), every="week")


def week_of(today: date, weeks_on: int) -> Day:
    """The calendar week so many on from this one."""
    monday = today + timedelta(days=7 * weeks_on - today.weekday())
    return Day(monday, until=monday + timedelta(days=6), whole=True)


def _lies_in(days: tuple[Day, ...], week: Day) -> bool:
    return all(week.on <= day.on <= (day.until or day.on) <= (week.until or week.on) for day in days)


def _in_their_month(days: tuple[Day, ...]) -> tuple[Day, ...]:
    """ "De 17e" beside "vorige maand" is the 17th of that month."""
    months = [day for day in days if day.whole and day.on.day == 1 and day.until == month_end(day.on)]
    loose = [day for day in days if day.every == "month" and not day.until]
    if len(months) == 1 and loose and len(months) + len(loose) == len(days):
        month = months[0].on
        return tuple(Day(a_day_of(month, day.on.day)) for day in loose)
    return days


def a_day_of(month: date, day: int) -> date:
    """This day of a month. Raises Unreadable when the month is shorter."""
    try:
        return month.replace(day=day)
    except ValueError:
        raise Unreadable from None
