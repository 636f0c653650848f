"""What somebody types to get what the bot holds about them, and the card that offers it."""

import pytest

from dialogs.commands.held import asks_for_held, held_card
from tests.cards.rules import violations
from tests.cases.breach.by_chance import ORG
from tests.cases.drawn import leads, verbs


def test_the_file_comes_with_the_coloured_button() -> None:
    card = held_card(ORG)
    assert violations(card) == []
    assert leads(card) == "give"
    assert "menu" in verbs(card)


@pytest.mark.parametrize(
    "line", ["", "een cliënt wil weten wat wij van haar hebben", "welke gegevens mag ik delen"]
)
def test_other_lines_ask_for_something_else(line: str) -> None:
    assert not asks_for_held(line)
