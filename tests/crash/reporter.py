"""Somebody who reports one breach after another to whichever instance answers, and presses again when none does."""

import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from tests.e2e.fake_teams import Answered, FakeTeams, person
from tests.e2e.filing import SEND, number_on

REPORT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("kind", {"kind": "verkeerde_ontvanger"}),
    ("data_kinds", {"data_kinds": ["contact"]}),
    ("groups", {"groups": ["client"]}),
    ("cause", {"cause": "vergissing"}),
)
"""What is filled in at each question of a report, but for the story."""

PATIENCE_SECONDS = 120.0
"""How long somebody goes on trying to file one report, through all restarts."""


class Reporter:
    """`filed` has the number that the receipt of each story showed; `door` gives the instance to go to this time."""

    def __init__(self, teams: FakeTeams, name: str, chance: random.Random, door: Callable[[], str]) -> None:
        self.name = name
        self.chat = teams.personal(person(f"{name} Voorbeeld"))
        self.filed: dict[str, str] = {}
        self.retries = 0
        self._teams = teams
        self._chance = chance
        self._door = door

    async def file(self, go_on: Callable[[int], bool]) -> None:
        """Report for as long as `go_on` says so of how many are filed."""
        while go_on(len(self.filed)):
            await self._file(f"Verhaal {len(self.filed)} van {self.name}: een brief lag bij de buren.")

    async def _file(self, story: str) -> None:
        known, give_up_at = set(self.filed.values()), time.monotonic() + PATIENCE_SECONDS
        await self._try(None, {})
        while time.monotonic() < give_up_at:
            await asyncio.sleep(self._chance.random() * 0.1)
            if (number := self._receipt()) and number not in known:
                self.filed[story] = number
                return
            shown = json.dumps(self.chat.card) if self.chat.posts else ""
            asked = next((filled for field, filled in REPORT if f'"id": "{field}"' in shown), None)
            if '"file"' in shown:
                await self._try(SEND, {})
            elif '"id": "what_happened"' in shown:
                await self._try("Volgende", {"what_happened": story})
            elif asked is not None:
                await self._try("Volgende", asked)
            elif '"resume"' in shown:
                await self._try("Ga verder", {})
            else:
                await self._try(None, {})
        raise AssertionError(f"{self.name} never got to an end; now sees:\n{self.chat.text}")

    def _receipt(self) -> str:
        told = self.chat.text if self.chat.posts else ""
        return number_on(told) if "DL-" in told and '"file"' not in json.dumps(self.chat.card) else ""

    async def _try(self, title: str | None, fields: Mapping[str, Any]) -> None:
        """Press (or, without a title, type "datalek"); who gets no answer looks again what stands there."""
        if title is None:
            activity = self.chat.activity("message") | {"text": "datalek"}
        else:
            pressed = self.chat.pressing(title, fields)
            assert pressed is not None
            activity = pressed
        self._teams.bot_url = self._door()
        try:
            async with asyncio.timeout(25):
                answered: Answered = await self.chat.send(activity)
        except (aiohttp.ClientError, TimeoutError, ConnectionError):
            self.retries += 1
            return
        assert answered.status in (200, 503), f"{answered.status} {answered.body}"
        await self.chat.take_in(activity, answered)
