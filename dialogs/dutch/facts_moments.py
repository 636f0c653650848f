"""Which moment a sentence tells, and whether something happened then or was discovered then."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dialogs.dutch.facts_words import FactWords
from dialogs.dutch.moments import Reading, read_moment, read_range
from dialogs.dutch.phrases import Phrase, Sentence, clauses_of
from dialogs.dutch.words import plain

_ONLY_A_MOMENT = 4
"""A text of so few words tells nothing but a moment."""

_RANGE = re.compile(r"\b(?:tot|tussen)\b|t/m")
_OLDEST = date(2000, 1, 1)
_MOST_WORDS = 45
"""A longer text is a story with more than one moment in it."""


@dataclass(frozen=True, slots=True)
class Moments:
    """What is told of each: a day with perhaps a time. None is what nobody told, or told in two ways."""

    happened: Reading | None = None
    until: Reading | None = None
    discovered: Reading | None = None
    received: Reading | None = None


def read_moments(text: str, now: datetime, words: FactWords) -> Moments:
    """The moments in the past that `text` tells. What is still to come, or cannot be told apart, is left out."""
    if len(text.split()) > _MOST_WORDS:
        return Moments()
    if _RANGE.search(plain(text)) and (ends := read_range(text, now)):
        first, last = (_past(each, now) for each in ends)
        if first and last and not _says(text, words.discovery, words):
            return Moments(happened=first, until=last)
    readings = [(clause, reading) for clause in _clauses(text, words) if (reading := _moment_in(clause, now))]
    short = len(text.split()) <= _ONLY_A_MOMENT
    return Moments(
        happened=_one([each for clause, each in readings if not _says(clause, words.discovery, words)], now),
        discovered=_one([each for clause, each in readings if _says(clause, words.discovery, words)], now),
        received=_one(
            [each for clause, each in readings if short or _says(clause, words.receipt, words)], now
        ),
    )


def _clauses(text: str, words: FactWords) -> Iterator[str]:
    """The clauses of the text in which a moment may stand."""
    return (
        each for each in words.clause.split(text) if each.strip() and not _says(each, words.no_moment, words)
    )


def _moment_in(clause: str, now: datetime) -> Reading | None:
    """The moment that a clause names; a week or a month is none."""
    ends = read_range(clause, now)
    if ends is not None and ends[0].date != ends[1].date:
        return None
    return read_moment(clause, now)


def _says(clause: str, phrases: tuple[Phrase, ...], words: FactWords) -> bool:
    said, ends = clauses_of(clause)
    sentence = Sentence(said, words.lexicon, ends)
    return any(sentence.told(phrase) for phrase in phrases)


def _one(found: list[Reading], now: datetime) -> Reading | None:
    """The one moment that these readings make: a day and a time may stand in two clauses, two days may not."""
    days = {each.date for each in found if each.date is not None}
    times = {each.time for each in found if each.time is not None}
    if len(days) > 1 or len(times) > 1 or not found:
        return None
    day = next(iter(days), None)
    return _past(
        Reading(day, next(iter(times), None), any(each.approximate for each in found)),
        now,
    )


def _past(reading: Reading, now: datetime) -> Reading | None:
    """The reading if it lies in the past; a time without a day is one of today."""
    if reading.date is None and reading.approximate:
        return None  # "'s nachts" is no moment
    day = reading.date or now.date()
    if not _OLDEST <= day <= now.date():
        return None
    if day == now.date() and reading.time is not None and reading.time > now.time().replace(tzinfo=None):
        return None
    return Reading(day, reading.time, reading.approximate)
