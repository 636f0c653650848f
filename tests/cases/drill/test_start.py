"""The form that starts a drill, beside the drills that run already."""

import pytest

from cases.drill.start import start_card
from cases.register.forms import Filling
from cases.register.register import OPEN_NOW
from tests.cards.rules import violations
from tests.cases.breach.by_chance import NOW, ORG
from tests.cases.drawn import action, behind_dots, leads


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_first_drill_that_runs_is_in_sight_and_the_others_behind_the_dots(count: int) -> None:
    running = [f"OE-2026-{number:04d}" for number in range(1, count + 1)]
    card = start_card("d1", NOW, ORG, Filling(given={OPEN_NOW: ",".join(running)}))
    assert violations(card) == []
    assert leads(card) == "new_record"
    assert behind_dots(card) == ["show"] * max(count - 1, 0)
    for number in running:
        opens = action(card, next(each["title"] for each in card["actions"] if number in each["title"]))
        assert opens["data"]["case"] == number
        assert ("mode" in opens) == (number != running[0])
