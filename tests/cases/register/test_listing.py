"""The rows that lists are read from: one among all, one among the open ones, and the words that can be searched."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.people import Actor
from cases.ports import ANY_ETAG, Delete, Insert, Overwrite, Replace, Write
from cases.register.case import LISTED
from cases.register.history import Event
from cases.register.life import Deed
from cases.register.listing import (
    Entry,
    all_key,
    change_marks,
    in_lists,
    list_writes,
    number_in,
    open_row,
    reported_range,
)
from cases.register.searched import folded, word_writes, words_of_case
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, SAM, filed

LISTING = BREACH.listing
NUMBER = "DL-2026-0001"
moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def entry(**changes: Any) -> Entry:
    return Entry(number=NUMBER, status="reported", starts_at=NOW, reported_at=NOW, **changes)


def deed(who: Actor, **told: str) -> Deed:
    return Deed(who, NOW, ORG, told)


def index_writes(before: Any, after: Any, event: Event | None) -> list[Write]:
    """All rows that go along with a change, after the marks of it."""
    listed = list_writes(LISTING, before, after, ORG)
    marks = change_marks(after)
    assert all(each in listed for each in marks)
    assert {each.key for each in marks} == {each.key for each in listed if isinstance(each, Overwrite)}
    return [
        *(each for each in listed if each not in marks),
        *word_writes(BREACH, before, after, event, ORG),
    ]


def kinds(writes: list[Write]) -> list[tuple[type, str]]:
    return [(type(each), each.key.partition("|")[0]) for each in writes]


def test_an_open_case_stands_by_its_term() -> None:
    due = datetime(2026, 11, 26, 14, 10, tzinfo=ORG.zone)
    assert open_row(entry(due_at=due)) == f"open|2026-11-26T13:10:00Z|{NUMBER}"
    assert open_row(entry()) == f"open|9999-12-31T23:59:59Z|{NUMBER}"
    assert open_row(entry(due_at=due, is_open=False)) == ""
    assert (
        open_row(entry(due_at=due)) < open_row(entry(due_at=due + timedelta(seconds=1))) < open_row(entry())
    )


def test_a_new_case_gets_its_rows() -> None:
    done = filed(PLAIN)
    case = in_lists(LISTING, done.case, ORG)
    assert case.listed == LISTED
    writes = index_writes(None, case, done.event)
    assert kinds(writes) == [(Insert, "all"), (Insert, "open"), (Insert, "words")]
    every, opened, words = writes
    assert isinstance(every, Insert)
    assert isinstance(opened, Insert)
    assert isinstance(words, Insert)
    assert (every.key, opened.key) == (all_key(case), case.open_row)
    assert every.value == opened.value
    read = Entry.model_validate_json(every.value)
    assert read == LISTING.entry(case, ORG)
    assert words.key == f"{words_of_case(case)}000000"
    assert " verkeerde " in words.value


def test_a_change_moves_the_rows_along_and_adds_its_words() -> None:
    before = in_lists(LISTING, filed(PLAIN).case, ORG)
    told = BREACH.life.change(before, "add_facts", deed(SAM, addition="Ook aan De Buurman."))
    after = in_lists(LISTING, told.case, ORG)
    writes = index_writes(before, after, told.event)
    assert kinds(writes) == [(Replace, "all"), (Replace, "open"), (Replace, "words"), (Insert, "words")]
    assert all(each.etag == ANY_ETAG for each in writes if isinstance(each, Replace))
    words = writes[-1]
    assert isinstance(words, Insert)
    assert (words.key, words.value) == (f"{words_of_case(after)}000002", " aan buurman ook ")
    seen = BREACH.life.change(after, "take_up", deed(NOOR))
    last = in_lists(LISTING, seen.case, ORG)
    assert kinds(index_writes(after, last, seen.event)) == [
        (Replace, "all"),
        (Replace, "open"),
        (Replace, "words"),
    ]


def test_a_case_that_ends_leaves_the_open_ones() -> None:
    before = in_lists(LISTING, filed(PLAIN).case, ORG)
    asked = BREACH.life.change(before, "ask_withdrawal", deed(SAM, reason="Vergissing.")).case
    ended = BREACH.life.change(asked, "accept_withdrawal", deed(NOOR, reason="Klopt."))
    after = in_lists(LISTING, ended.case, ORG)
    assert after.open_row == ""
    writes = index_writes(in_lists(LISTING, asked, ORG), after, ended.event)
    assert (Delete, "open") in kinds(writes)
    assert Delete(before.open_row, ANY_ETAG) in writes
    # And comes back among them.
    again = BREACH.life.change(after, "reopen", deed(NOOR))
    back = in_lists(LISTING, again.case, ORG)
    assert (Insert, "open") in kinds(index_writes(after, back, again.event))


def test_another_term_is_another_row() -> None:
    case = in_lists(LISTING, filed(PLAIN).case, ORG)
    moved = case.model_copy(update={"open_row": f"open|2026-01-01T00:00:00Z|{NUMBER}"})
    writes = index_writes(moved, case, None)
    assert kinds(writes) == [(Replace, "all"), (Delete, "open"), (Insert, "open"), (Replace, "words")]


def test_a_case_from_before_there_were_lists_gets_them_whole() -> None:
    older = filed(PLAIN).case
    listed = in_lists(LISTING, older, ORG)
    assert older.listed == 0
    assert kinds(index_writes(older, listed, None)) == [
        (Insert, "all"),
        (Insert, "open"),
        (Insert, "words"),
    ]


@given(moments, moments)
def test_the_newest_comes_first_and_ranges_hold_what_they_say(one: datetime, other: datetime) -> None:
    case = filed(PLAIN).case
    keys = {at: all_key(case.model_copy(update={"reported_at": at})) for at in (one, other)}
    if int(one.timestamp()) > int(other.timestamp()):
        assert keys[one] < keys[other]
    for at, key in keys.items():
        assert number_in(key) == case.number
        for limit in (one, other):
            second = int(limit.timestamp())
            first, before = reported_range(limit, None)
            assert (first <= key < before) is (int(at.timestamp()) >= second)
            first, before = reported_range(None, limit)
            assert (first <= key < before) is (int(at.timestamp()) < second)
        first, before = reported_range(None, None)
        assert first <= key < before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Één CRÈME  brûlée\n", "een creme brulee"),
        ("Straße", "strasse"),
        ("", ""),
        ("  \n\t", ""),
        ("\u0301", ""),
    ],
)
def test_words_are_compared_without_accents_and_capitals(typed: str, kept: str) -> None:
    assert folded(typed) == kept
    assert folded(kept) == kept


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_all_others_are(typed: str) -> None:
    assert folded(f"{typed}e") == folded(f"{typed}é")
