"""What a report of a message begins with: its moment, unless that is still to come."""

from datetime import UTC, timedelta

import pytest

from dialogs.talk.message_report import known_of
from tests.dialogs.walking import NOW


@pytest.mark.parametrize(("ahead", "known"), [(-1, True), (0, True), (1, False)])
def test_a_message_of_this_second_has_its_moment_and_one_of_the_next_has_none(
    ahead: int, known: bool
) -> None:
    sent_at = (NOW + timedelta(seconds=ahead)).astimezone(UTC)
    answers = known_of("", sent_at, NOW)
    assert ("happened_date" in answers) == known
    assert known_of("", None, NOW) == {}
