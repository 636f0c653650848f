"""A row that cannot be read is told by its kind and number; nothing of what is in it is told anywhere."""

import json
import logging
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import REGISTERS
from cases.desks.destruction import Announcement, Destroyed, DestructionRecord
from cases.ports import Row
from cases.readable import Unreadable, named, readable, those_readable
from cases.register.history import Event
from cases.register.listing import Entry
from cases.register.messages import Due
from cases.register.posts import Post
from dialogs.talk.turn import Talk

WORDS = "Mevrouw Voorbeeld kreeg de brief van een ander."
MODELS = (Due, Post, Entry, Event, Destroyed, DestructionRecord, Announcement, Talk)
READERS: dict[str, Callable[[str], Any]] = {
    **{each.name: each.stored.read for each in REGISTERS},
    **{each.__name__: each.model_validate_json for each in MODELS},
}
ODD = (
    WORDS,
    json.dumps(WORDS),
    json.dumps({"number": WORDS, "status": [WORDS], "draft": WORDS, "form": WORDS})[:-1],
    json.dumps({"form": WORDS, "draft": {"flow": WORDS}, "numbers": [[WORDS]], "kind": WORDS}),
    json.dumps({"form": [1], "reporter": {"aad_id": [WORDS], "told": WORDS}}),
    json.dumps({"form": {}, "number": "DL-2026-0001", "exchanges": [{"question": WORDS}]}),
)


def refusal(read: Callable[[], object], kind: type[Exception]) -> str:
    """All that a traceback tells when this is read; "" when it can be."""
    try:
        read()
    except kind as error:
        return "".join(traceback.format_exception(error))
    return ""


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("value", ODD)
def test_no_reader_quotes_what_was_typed(name: str, value: str) -> None:
    told = refusal(lambda: READERS[name](value), ValueError)
    assert told, "none of these is a row"
    assert "Voorbeeld" not in told
    assert "brief" not in told


@given(st.text(max_size=50), st.sampled_from(sorted(READERS)))
def test_whatever_stands_in_a_row_it_is_read_or_unreadable(value: str, name: str) -> None:
    row = Row("p", "case|DL-2026-0001", value, "1")
    told = refusal(lambda: readable("cases", row, READERS[name]), Unreadable)
    assert not told or told.endswith("Unreadable: case of DL-2026-0001\n")
    assert "ValidationError" not in told


def test_those_that_can_be_read_are_and_the_others_are_told(caplog: pytest.LogCaptureFixture) -> None:
    rows = [
        Row("p", f"open|2026|DL-2026-{at:04d}", value, "1") for at, value in enumerate(["1", WORDS, "3", "]"])
    ]
    assert those_readable("cases", rows, json.loads) == [1, 3]
    assert [each.levelno for each in caplog.records] == [logging.ERROR] * 2
    assert "open of DL-2026-0001" in caplog.text
    assert "Voorbeeld" not in caplog.text


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("due|2026-11-24T09:00:00Z|DL-2026-0001|card-po-", "due of DL-2026-0001"),
        ("case|RV-2026-0012", "case of RV-2026-0012"),
        ("post|DL-2026-0001|person:00ff", "post of DL-2026-0001"),
        ("talk|8f14e45fceea167a5a36dedd4bea2543", "talk"),
        ("person|8f14e45fceea167a5a36dedd4bea2543", "person"),
        ("office|po", "office"),
        ("strange", "strange"),
        ("", ""),
    ],
)
def test_a_row_is_told_by_kind_and_number(key: str, told: str) -> None:
    assert named(key) == told
