"""Every flow and every conversation says what was last agreed upon: the files beside this."""

import pytest

from tests.cards.said import same
from tests.dialogs.as_told.kept import FILES, file_of, told


@pytest.mark.parametrize("name", FILES)
def test_what_is_said_is_what_its_file_tells(name: str) -> None:
    same(file_of(name).read_text("utf-8"), told(name), "python -m tests.dialogs.as_told")
