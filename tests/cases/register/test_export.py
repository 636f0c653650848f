"""A register on paper: periods by the calendar, the course of a case in words, and whether it is whole."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.organisation import OFFICES
from cases.register.control import CONTROL
from cases.register.export import (
    EVENT_COLUMNS,
    HISTORY_WHOLE,
    Span,
    event_titles,
    exchanges,
    exported,
    moment,
    spoken,
    yes_or_no,
)
from cases.register.history import Event
from cases.register.register import Register
from cases.register.seals import read_seals
from tests.cases.breach.by_chance import ORG
from tests.cases.register.test_history import chain
from tests.cases.test_confidential import ONCE
from tests.registers import HAPPENED

KEYS = read_seals(f"1:{'0a' * 32}")
WITH_A_CASE = [each for each in HAPPENED if each.name in ONCE]
every_register = pytest.mark.parametrize("register", WITH_A_CASE, ids=lambda each: each.name)


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        (None, None, True),
        (date(2026, 11, 24), None, True),
        (date(2026, 11, 25), None, False),
        (None, date(2026, 11, 24), True),
        (None, date(2026, 11, 23), False),
        (date(2026, 11, 24), date(2026, 11, 24), True),
        (date(2026, 11, 25), date(2026, 11, 23), False),
    ],
)
def test_a_period_holds_both_its_days_by_the_calendar_here(
    first: date | None, last: date | None, inside: bool
) -> None:
    late_in_the_evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # here it is the 24th
    assert Span(first, last).holds(late_in_the_evening, ORG) is inside


@every_register
@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (None, None, ()),
        (date(2026, 5, 1), None, ("1 mei 2026",)),
        (None, date(2026, 12, 31), ("31 december 2026",)),
        (date(2026, 5, 1), date(2026, 12, 31), ("1 mei 2026", "31 december 2026")),
    ],
)
def test_a_period_without_cases_says_so_with_its_days(
    register: Register[Any], first: date | None, last: date | None, told: tuple[str, ...]
) -> None:
    sentence = register.export.nothing_reported(Span(first, last))
    days = ("1 mei 2026", "31 december 2026")
    assert tuple(each for each in days if each in sentence) == told


@every_register
def test_a_case_has_every_column_in_order_and_last_whether_it_is_whole(register: Register[Any]) -> None:
    case, events = ONCE[register.name], chain(3)
    whole = exported(register.export, case, events, ORG)
    assert list(whole.line) == [*(each.name for each in register.export.columns), HISTORY_WHOLE]
    assert len(register.export.titles(ORG)) == len(whole.line)
    assert whole.line[HISTORY_WHOLE] == "ja"
    torn = [events[0], events[1].model_copy(update={"why": "x"}), events[2]]
    assert exported(register.export, case, torn, ORG).line[HISTORY_WHOLE] == "nee"
    assert [list(each) for each in whole.events] == [list(EVENT_COLUMNS)] * 3
    assert len(set(event_titles())) == len(EVENT_COLUMNS)


@every_register
def test_an_event_says_who_did_what_when_and_what_changed(register: Register[Any]) -> None:
    event = chain(1)[0].model_copy(
        update={
            "changes": {"question": ("", "Wie?"), "taken_up": ("Noor", "Bo")},
            "why": "Daarom.",
            "event": "of_a_later_version",
            "status_from": "",
            "status_to": "of_a_later_version",
        }
    )
    (told,) = exported(register.export, ONCE[register.name], [event], ORG).events
    assert told["number"] == "DL-2026-0001"
    assert told["seq"] == "1"
    assert told["at"] == "2026-11-23 14:11+01:00"
    assert (told["who"], told["role"], told["why"]) == ("Noor Voorbeeld", "Privacy Officer", "Daarom.")
    assert (told["event"], told["from"], told["to"]) == ("of_a_later_version", "", "of_a_later_version")
    first, second = told["changes"].split("\n")
    assert first.endswith(": Wie?")
    assert "→" not in first
    assert second.endswith(": Noor → Bo")
    assert event.hash not in told.values(), "whoever has the hash can try every name until one fits"
    keyed = exported(register.export, ONCE[register.name], [event], ORG, KEYS).events[0]
    assert keyed[CONTROL].startswith("1:")
    assert {**keyed, CONTROL: ""} == {**told, CONTROL: ""}


@pytest.mark.parametrize("role", [*OFFICES, "reporter", "bot"])
@every_register
def test_every_role_has_its_word(register: Register[Any], role: str) -> None:
    event = chain(1)[0].model_copy(update={"role": role})
    (told,) = exported(register.export, ONCE[register.name], [event], ORG).events
    words = {"po": "Privacy Officer", "fg": "FG", "jz": "JZ", "reporter": "melder", "bot": "bot"}
    assert told["role"] == words[role]


def test_questions_and_answers_stand_in_the_order_in_which_they_came() -> None:
    asked, other, answered = chain(3)
    answered = answered.model_copy(update={"event": "answer", "changes": {"answer": ("", "De buurman.")}})
    other = other.model_copy(update={"event": "take_up", "changes": {}})
    events: list[Event] = [asked, other, answered]
    assert exchanges(events, ORG).split("\n") == [
        "2026-11-23 14:11+01:00 vraag van Noor Voorbeeld: Vraag 1 é?",
        "2026-11-23 14:13+01:00 antwoord: De buurman.",
    ]
    assert exchanges([], ORG) == ""


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    before, after = (moment(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), ORG) for hour in (0, 1))
    assert (before, after) == ("2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00")
    assert moment(None, ORG) == ""


def test_small_words() -> None:
    assert (yes_or_no(True), yes_or_no(False)) == ("ja", "nee")
    assert spoken({"a": "A"}.__getitem__, "a") == "A"
    assert spoken({"a": "A"}.__getitem__, "b") == "b"
    assert spoken({"": "never asked"}.__getitem__, "") == ""
