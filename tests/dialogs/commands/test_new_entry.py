"""Typed commands for a new entry of the processing register or a new agreement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import REGISTERS
from dialogs.commands.new_entry import read_new_entry


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Nieuwe  verwerking", "processing"),
        ("leg een overeenkomst vast.", "agreement"),
        ("toon VR-2026-0001", None),
        ("we hebben een nieuwe verwerking van gegevens", None),
    ],
)
def test_lines_are_read(line: str, wanted: str | None) -> None:
    assert read_new_entry(line, REGISTERS) == wanted


@given(st.text(max_size=200))
def test_anything_can_be_typed(line: str) -> None:
    assert read_new_entry(f"{line} verwerking?", REGISTERS) in (None, "processing")
