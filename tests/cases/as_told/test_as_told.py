"""Every register says what was last agreed upon, in every place, in many lives of its cases: the files beside this."""

import pytest

from tests.cards.said import same
from tests.cases.as_told.kept import LISTS, NAMES, chosen, file_of, told, told_of_all

ANEW = "python -m tests.cases.as_told"


@pytest.mark.parametrize("name", NAMES)
def test_a_register_says_what_its_file_tells(name: str) -> None:
    same(file_of(name).read_text("utf-8"), told(name, chosen(name)), ANEW)


def test_lists_and_figures_say_what_their_file_tells() -> None:
    same(file_of(LISTS).read_text("utf-8"), told_of_all({name: chosen(name) for name in NAMES}), ANEW)
