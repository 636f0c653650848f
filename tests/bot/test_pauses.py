"""Who loses race after race still answers before Teams gives up (15 seconds; Teams, "Handle bot failures")."""

import random

import pytest

from bot.household import _pause
from cases.desks.case_desk import TRIES
from tests.virtual_time import in_virtual_time, now


@in_virtual_time
async def test_all_tries_of_a_turn_fit_in_its_time() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(random, "random", lambda: 0.999)
        begun = now()
        for attempt in range(TRIES):
            await _pause(attempt)
        assert 1 < now() - begun < 6
