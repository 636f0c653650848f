"""A history is whole, or tells which event is the first that does not fit."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.register.history import Event, event_key, first_broken
from tests.cards.rules import all_actions
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, filed
from tests.cases.drawn import words_on


def chain(count: int) -> list[Event]:
    """A whole history of so many events."""
    events: list[Event] = []
    for number in range(1, count + 1):
        told = Event(
            number="DL-2026-0001",
            seq=number,
            at=NOW + timedelta(minutes=number),
            actor_id=NOOR.aad_id,
            actor_name=NOOR.name,
            role="po",
            event="ask_reporter",
            status_from="reported",
            status_to="reported",
            changes={"question": ("", f"Vraag {number} é?")},
            why="",
            previous_hash=events[-1].hash if events else "",
        )
        events.append(told.sealed())
    return events


@given(st.integers(0, 8))
def test_a_whole_history_is_whole(count: int) -> None:
    events = chain(count)
    assert first_broken(events) is None
    assert all(each.intact() for each in events)
    assert [Event.model_validate_json(each.model_dump_json()) for each in events] == events


CHANGES: dict[str, Any] = {
    "number": "DL-2026-0002",
    "at": NOW,
    "actor_id": "x",
    "actor_name": "x",
    "role": "fg",
    "event": "answer",
    "status_from": "x",
    "status_to": "x",
    "changes": {"question": ("", "x")},
    "why": "x",
    "form": 2,
}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_whatever_was_changed_shows_where(field: str, place: int) -> None:
    events = chain(3)
    events[place - 1] = events[place - 1].model_copy(update={field: CHANGES[field]})
    assert not events[place - 1].intact()
    assert first_broken(events) == place
    # Sealed anew it fits by itself, and the next one tells.
    events[place - 1] = events[place - 1].sealed()
    assert first_broken(events) == (place + 1 if place < 3 else None)


@given(st.integers(1, 4))
def test_what_was_left_out_put_in_or_turned_round_shows(place: int) -> None:
    events = chain(5)
    assert first_broken([*events[: place - 1], *events[place:]]) == place
    assert first_broken([*events[:place], *events[place - 1 :]]) == place + 1
    turned = [*events[: place - 1], events[place], events[place - 1], *events[place + 1 :]]
    assert first_broken(turned) == place
    assert first_broken(events[:place]) is None, "what is not there yet is no matter"


def test_a_hash_is_over_all_but_itself_and_stays_what_it_is() -> None:
    """Histories of years ago must still be found whole."""
    (event,) = chain(1)
    told = {name: value for name, value in event.model_dump(mode="json").items() if name != "hash"}
    assert set(told) == {*CHANGES, "seq", "previous_hash"}
    written = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    assert event.hash == hashlib.sha256(written).hexdigest()


def test_keys_sort_as_the_events_happened() -> None:
    keys = [event_key("DL-2026-0001", seq) for seq in (1, 2, 9, 10, 99, 100, 999_999)]
    assert keys == sorted(keys)
    assert keys[0] == "event|DL-2026-0001|000001"


def test_what_happened_is_not_written_over() -> None:
    event: Any = chain(1)[0]
    with pytest.raises(ValueError, match="frozen"):
        event.why = "x"


@given(st.integers(0, 60))
def test_every_line_of_a_history_is_read_by_going_back_and_on_again(count: int) -> None:
    case, events = filed(PLAIN).case, chain(count)

    def page(until: int) -> tuple[list[int], dict[str, int]]:
        card = BREACH.cards.history(case, events, NOW, ORG, True, until)
        told = words_on(card)
        ways = {
            each["title"]: each["data"]["until"]
            for each in all_actions(card)
            if "until" in each.get("data", {})
        }
        return [number for number in range(1, count + 1) if f"Vraag {number} é?" in told], ways

    lines, ways = page(0)
    assert lines[-1:] == ([count] if count else [])
    assert ("Latere regels" in ways) is False
    read, last = lines, lines
    while "Eerdere regels" in ways:
        last, ways = page(ways["Eerdere regels"])
        assert last == sorted(last)
        assert last[-1] == read[0] - 1, "no line twice, none left out"
        read = last + read
    assert read == list(range(1, count + 1))
    while "Latere regels" in ways:
        last, ways = page(ways["Latere regels"])
    assert last == lines, "and back to the newest"
