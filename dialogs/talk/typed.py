"""Reads a typed answer to the question at hand: "ja", "gisteren om half drie", the words of an option."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from dialogs.dutch.moments import read_moment, read_range
from dialogs.dutch.numbers import read_count_range, read_number, read_yes_no
from dialogs.dutch.words import words_of
from dialogs.flow import DOUBT, UNKNOWN, Choice, FormField, Question, fields_of
from dialogs.rough import mark_of, still_rough, time_id
from dialogs.texts import FlowTexts, option_title

SHORT = 7
"""A text of more words tells a story: it goes into an empty story field, also when a moment stands in it."""


def typed_answer(
    step: Question, texts: FlowTexts, text: str, standing: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """The fields of this step that the text fills; empty when nothing could be read.

    A moment that was told roughly has its mark beside it (dialogs/rough.py).
    `standing` tells what the card already shows: a text field that is filled is not overwritten.
    """
    found = _read(step, texts, text, standing, now)
    # A line may tell more than is asked, as a time where only a day is.
    own = {each.id: found[each.id] for each in fields_of(step) if each.id in found}
    return own | still_rough(step, own, found)


def _read(
    step: Question, texts: FlowTexts, text: str, standing: Mapping[str, str], now: datetime
) -> dict[str, str]:
    if isinstance(step, Choice):
        value = _choice(step, step.id, tuple(step.to), texts, text)
        return {step.id: value} if value else {}
    if last := _yes_or_no(step, texts, text, standing):
        return last
    awaited = any(
        each.kind == "long_text" and not standing.get(each.id) for each in missing_fields(step, standing)
    )
    found = {} if awaited and len(text.split()) > SHORT else _moments(step, text, now)
    for each in fields_of(step):
        if each.kind == "choices":
            parts = [part for part in each.options if _same(option_title(texts, step, each.id, part), text)]
            if parts:
                found[each.id] = ",".join(parts)
        elif each.kind == "choice" and (value := _choice(step, each.id, each.options, texts, text)):
            found.setdefault(each.id, value)
            break
        elif each.kind == "number" and (number := read_number(text)) is not None:
            found[each.id] = str(number)
    if not found:
        for each in fields_of(step):
            # A short field ("Weet je het precies?") does not take any text that nothing else could read.
            if each.kind == "long_text" and not standing.get(each.id):
                found[each.id] = text
                break
    return found


def missing_fields(step: Question, standing: Mapping[str, str]) -> tuple[FormField, ...]:
    """The required fields of a step that still stand empty."""
    return tuple(each for each in fields_of(step) if each.required and not standing.get(each.id))


def _yes_or_no(step: Question, texts: FlowTexts, text: str, standing: Mapping[str, str]) -> dict[str, str]:
    """The one field that is still missing, answered with no more than yes, no or not known."""
    missing = missing_fields(step, standing)
    answer = read_yes_no(text)
    if answer is None or len(missing) != 1 or missing[0].kind != "choice":
        return {}
    (each,) = missing
    begins = UNKNOWN if answer == DOUBT else answer
    if begins in each.options:
        return {each.id: begins}
    meant = [
        option
        for option in each.options
        if words_of(option_title(texts, step, each.id, option))[:1] == [begins]
    ]
    return {each.id: meant[0]} if len(meant) == 1 else {}


def _choice(step: Question, field_id: str, options: tuple[str, ...], texts: FlowTexts, text: str) -> str:
    for option in options:
        if _same(option_title(texts, step, field_id, option), text):
            return option
    if isinstance(step, Choice) and (answer := read_yes_no(text)):
        if answer in options:
            return answer
        if answer == DOUBT and UNKNOWN in options:
            return UNKNOWN
    if {"1", "2-10"} <= set(options) and (count := read_count_range(text)) in options:
        return count or ""
    return ""


def _moments(step: Question, text: str, now: datetime) -> dict[str, str]:
    names = [each.id for each in fields_of(step)]
    dates = [each.id for each in fields_of(step) if each.kind == "date"]
    if not dates:
        return {}
    pair = read_range(text, now) if len(dates) > 1 else None
    readings = pair if pair else ((reading,) if (reading := read_moment(text, now)) else ())
    found = dict[str, str]()
    for name, reading in zip(dates, readings, strict=False):
        if reading.date is None:
            reading = replace(reading, date=now.date())
        assert reading.date is not None
        found[name] = reading.date.isoformat()
        if reading.time is not None:
            found[time_id(name)] = reading.time.isoformat("minutes")
        found |= mark_of(name, reading, with_time=time_id(name) in names)
    return found


def _same(title: str, text: str) -> bool:
    return bool(title) and _plain(title) == _plain(text)


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in spread if sign.isalnum())
