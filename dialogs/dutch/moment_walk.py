"""Walks once through the words of a text and keeps what they say about a moment."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.dutch.moment_said import Clock, Day, Said, Unreadable, is_spoken, latest
from dialogs.dutch.moment_words import DAY_MINUTES, WEEKDAYS, Token
from dialogs.dutch.numbers import value_of


class Walk:
    """Where a reader is in a text, and what was said so far. A rule that knows what stands here takes it.

    `weekdays` are those that were named, each with which one of it is meant ("past", "to come" or ""); `week` is how
    many calendar weeks from this one. `dotted` are two numbers that can be a day or a time, `unknown` counts words
    that no rule knew, and `just_now` says that a small word for now was among them.
    """

    def __init__(self, tokens: list[Token], now: datetime) -> None:
        self.tokens = tokens
        self.now = now
        self.today = now.date()
        self.at = 0
        self.said = Said()
        self.weekdays: list[tuple[int, str]] = []
        self.week: int | None = None
        self.dotted: list[tuple[int, int]] = []
        self.unknown = 0
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
        if hour is None and self.kind(ahead) == "hours":
            hour = int(re.sub(r"\D", "", self.word(ahead)))
        return hour if hour is not None and 0 <= hour <= 24 else None

    def words_are(self, *words: str) -> bool:
        """Whether exactly these stand here."""
        return all(self.word(ahead) == word for ahead, word in enumerate(words))

    def names_a_weekday(self) -> bool:
        """Whether a weekday stands anywhere in the text."""
        return any(token.text in WEEKDAYS for token in self.tokens)

    def add_day(self, day: Day) -> None:
        """This day was named."""
        self.said = replace(self.said, days=(*self.said.days, day))

    def add_clock(self, hour: int, minute: int, *, twice: bool, loose: bool = False) -> None:
        """This time was named. Raises Unreadable for one that no clock shows."""
        if minute > 59 or hour * 60 + minute > DAY_MINUTES:
            raise Unreadable
        clock = Clock(hour * 60 + minute, twice and 1 <= hour <= 12, loose)
        self.said = replace(self.said, clocks=(*self.said.clocks, clock))

    def mark_about(self) -> None:
        """It was said that it is not exact."""
        self.said = replace(self.said, about=True)

    def add_part(self, part: str, *, last_night: bool = False) -> None:
        """This part of the day was named. Raises Unreadable when another one was."""
        if self.said.part not in {None, part}:
            raise Unreadable
        self.said = replace(self.said, part=part, last_night=last_night or self.said.last_night)

    def sum_up(self) -> Said | None:
        """What was said in all; None when that is nothing, or days that contradict. Raises Unreadable."""
        said = self.said
        for first, second in self.dotted:
            if said.clocks:
                said = replace(
                    said, days=(*said.days, replace(latest(first, second, self.today), loose=True))
                )
            else:
                clock = Clock(first * 60 + second, is_spoken(str(first), first, second), loose=True)
                said = replace(said, clocks=(clock,))
        if self.unknown:
            kept_days = tuple(day for day in said.days if not day.loose)
            said = replace(
                said, days=kept_days, clocks=tuple(clock for clock in said.clocks if not clock.loose)
            )
        weekdays = {self._weekday_meant(*weekday) for weekday in self.weekdays}
        if weekdays and said.days:
            if {day.on.weekday() for day in said.days} != {day.on.weekday() for day in weekdays}:
                return None
        elif weekdays:
            said = replace(said, days=tuple(weekdays))
        elif self.week is not None and not said.days:
            monday = self.today + timedelta(days=7 * self.week - self.today.weekday())
            said = replace(said, days=(Day(monday, until=monday + timedelta(days=6)),), about=True)
        if len({day.on for day in said.days}) > 1:
            return None
        nothing = not (said.days or said.clocks or said.part or said.instant)
        if nothing and self.just_now and not self.unknown and len(self.tokens) <= 4:
            return replace(said, instant=self.now)
        return None if nothing else said

    def _weekday_meant(self, weekday: int, said: str) -> Day:
        back = (self.today.weekday() - weekday) % 7
        if self.week is not None:
            monday = self.today - timedelta(days=self.today.weekday())
            return Day(monday + timedelta(days=7 * self.week + weekday))
        if said == "to come":
            return Day(self.today + timedelta(days=7 - back))
        on = self.today - timedelta(days=back or (7 if said == "past" else 0))
        return Day(on, earlier=on - timedelta(days=7))
