"""The bot as real processes, killed at random moments while people file: nothing is lost and nothing is there twice."""

from pathlib import Path

import pytest

from tests.azurite import connection_string, running_azurite
from tests.crash.storm import Plan, storm

SEED = 20261123


@pytest.mark.crash
async def test_two_hundred_filings_survive_a_bot_that_is_killed_again_and_again(tmp_path: Path) -> None:
    plan = Plan(
        store=f"sqlite:{tmp_path / 'privacybot.db'}",
        instances=1,
        people=8,
        seed=SEED,
        lives=(0.3, 5.0),
        filings=25,
    )
    figures = await storm(plan, tmp_path)
    assert figures.wrong == []
    assert figures.kills > 5, "too few kills to mean anything"
    assert (figures.receipts, figures.cases) == (200, 200)


@pytest.mark.crash
async def test_three_instances_on_one_store_are_killed_in_turn(tmp_path: Path) -> None:
    """The short form of `python -m tests.crash`."""
    with running_azurite() as port:
        plan = Plan(
            store=connection_string(port), instances=3, people=3, seed=SEED, lives=(0.2, 0.6), seconds=4
        )
        figures = await storm(plan, tmp_path)
    assert figures.wrong == []
    assert figures.kills >= 2
    assert figures.receipts >= 3
