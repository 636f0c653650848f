"""Drives a dialog as a person would, without Teams: strategies for answers, and a talk that remembers its cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from dialogs.flow import Choice, Form, FormField, OpenText, Outcome, Question, Review, fields_of
from dialogs.guide import Draft

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 13, 10, tzinfo=UTC).astimezone(ZONE)

NASTY = (
    "*uitkering_2026* [klik](http://voorbeeld.invalid)",
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}} {{TIME(x)}}",
    "Hottentottententententoonstellingsmakers",
    "1.\n2.\n# kop",
    "👩‍👩‍👧 ‮omgekeerd‬ ﷽",
    "x" * 4000,
    '<script>alert("x")</script> & "aanhalingstekens"',
    "BSN 111222333 en rekening NL91ABNA0417164300",
)


@dataclass(frozen=True)
class Walked:
    """A walk through a flow to its end, and what was answered."""

    draft: Draft
    end: Outcome
    facts: Mapping[str, str]


def ids() -> "count[int]":
    """A fresh row of numbers to make ids of."""
    return count(1)


@cache
def a_value(each: FormField) -> st.SearchStrategy[str]:
    """Anything that a real client could send for this field, good or empty."""
    match each.kind:
        case "choice":
            return st.sampled_from(each.options)
        case "choices":
            return st.lists(st.sampled_from(each.options), min_size=1, unique=True).map(",".join)
        case "text" | "long_text":
            short = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))
            return st.one_of(short.map(lambda text: "a " + text), st.just("Verkeerde bijlage meegestuurd."))
        case "number":
            return st.integers(0, 100_000).map(str)
        case "date":
            return st.integers(0, 400).map(lambda days: (NOW - timedelta(days=days)).date().isoformat())
        case "time":
            return st.times().map(lambda at: at.strftime("%H:%M"))
        case "toggle":
            return st.sampled_from(["true", "false"])
        case "person":
            return st.sampled_from(each.options or ("00000000-0000-4000-8000-000000000001",))


def an_answer_to(step: Question) -> st.SearchStrategy[dict[str, str]]:
    """A whole answer to a step; required fields are filled, others perhaps."""
    match step:
        case Choice():
            return _one_of(step.id, tuple(sorted(step.to)))
        case Form() | OpenText() | Review():
            return _filled_in(tuple(fields_of(step)))


# Made once: answers are drawn very often, and to look a strategy through costs as much as to draw from it.


@cache
def _one_of(name: str, options: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.sampled_from(options).map(lambda value: {name: value})


@cache
def _filled_in(fields: tuple[FormField, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {each.id: a_value(each) for each in fields if each.required},
        optional={each.id: a_value(each) for each in fields if not each.required},
    )


@cache
def _some_of(names: tuple[str, ...]) -> st.SearchStrategy[Mapping[str, str]]:
    return st.dictionaries(st.sampled_from([*names, "other"]), st.text(max_size=50))


def anything(fields: tuple[FormField, ...]) -> st.SearchStrategy[Mapping[str, str]]:
    """What a hostile sender puts into these fields."""
    return _some_of(tuple(each.id for each in fields))
