"""A typed command is read up to a length, and a longer line is a line like any other."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.registers import REGISTERS
from cases.desks.desks import Registers
from dialogs.commands import absence, new_entry, plain_names, registers, viewings
from dialogs.dutch.commands import MOST_WORDS, load_commands
from tests.dialogs.commands.test_registers import NOW

ALL = Registers(REGISTERS)
TODAY = date(2026, 11, 24)

READ: dict[str, tuple[str, int, Callable[[str], object]]] = {
    "absence": ("ik ben er weer", absence.MOST_READ, lambda line: absence.read_absence(line, TODAY)),
    "new entry": (
        "nieuwe verwerking",
        new_entry.MOST_READ,
        lambda line: new_entry.read_new_entry(line, REGISTERS),
    ),
    "register": (
        "toon open datalekken",
        registers.MOST_READ,
        lambda line: registers.read_command(line, ALL, NOW),
    ),
    "number": (
        "Hoe staat het met DL-2026-0042",
        registers.MOST_READ,
        lambda line: registers.read_number_in(line, ALL),
    ),
    "name": ("overzichten", plain_names.MOST_READ, lambda line: plain_names.plain(line) or None),
    "viewings": (
        "wie bekeek DL-2026-0042",
        viewings.MOST_READ,
        viewings.asks_for_viewings,
    ),
}


@pytest.mark.parametrize("name", READ)
def test_a_command_is_read_up_to_its_length(name: str) -> None:
    line, most, read = READ[name]
    known = read(line)
    assert known is not None
    assert read(line.ljust(most)) == known
    assert read(line.ljust(most + 1)) is None


def test_a_number_is_the_subject_of_a_line_of_few_words() -> None:
    for words, asked in ((registers.MOST_BESIDE, True), (registers.MOST_BESIDE + 1, False)):
        line = " ".join(["DL-2026-0042", *["woord"] * (words - 1)])
        assert (registers.read_number_in(line, ALL) is not None) == asked


def test_a_control_word_is_a_line_of_few_words() -> None:
    commands = load_commands()
    for words, heard in ((MOST_WORDS, "cancel"), (MOST_WORDS + 1, None)):
        assert commands.said(" ".join(["stop", *["nu"] * (words - 1)])) == heard
