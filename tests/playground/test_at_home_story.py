"""At home in Teams, in two real Playgrounds that all share: a message reported from itself, changed, taken away; help;
a free evening.

The Playground has the action on a message (behind its dots, with the id of the command typed in; it gives no address of
the message) and a window that sends any activity. By that it changes and takes away messages; it shows nothing of it.
"""

import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from playground.house import LocalHouse
from tests.browser import Windows
from tests.playground.stage import STORY, Scene, on_stage, to_the_last_step

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]

SECRET = "Kijk eens, de schulden van Bram Voorbeeld staan hierin"
WRONG = "Ik stuurde een mail met dossiers van klanten naar het verkeerde adres"
RIGHT = "Ik stuurde een brief met een uitkering naar een verkeerde buurman"
BSN = "111222333"

AWAKE = "employees_rest = false"

CHAT = "a:1-personal-sam"
"""Sam's own chat, as `playground/employee.yml` calls it."""

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

AHEAD = """
import datetime, os, pathlib, sys
sys.path.insert(0, os.getcwd())
from bot import surroundings
from bot.commands.command_line import run
from bot.teams.connector import ConnectorClient
def ahead(moment):
    return moment + datetime.timedelta(seconds=float(pathlib.Path(sys.argv[1]).read_text()))
class Ahead(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return ahead(datetime.datetime.now(tz))
surroundings.datetime = Ahead
said = ConnectorClient.server_time
ConnectorClient.server_time = lambda self: ahead(told) if (told := said(self)) else None
sys.exit(run(["--local"], os.environ))
"""
"""The bot as it is, by a clock that is as many seconds ahead as a file says, and that of Teams with it."""


class Clock:
    """The clock of the bot."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.write_text("0")

    def set(self, to: datetime) -> None:
        """What the bot takes for now, from its next start on."""
        self._file.write_text(str((to - datetime.now(UTC)).total_seconds()))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(
    browser: Windows, house: LocalHouse, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Scene, Clock]]:
    folder = tmp_path_factory.mktemp("home")
    clock = folder / "ahead"
    made = Clock(clock)
    command = sys.executable, "-c", AHEAD, str(clock)
    async with on_stage(browser, house, folder, bot_command=command) as one:
        yield one, made


@pytest_asyncio.fixture(loop_scope="session")
async def scene(stage: tuple[Scene, Clock]) -> Scene:
    """The one house, with nothing begun in either own chat."""
    one, _ = stage
    for tab in (one.sam, one.noor):
        await tab.enter_chat()
        await tab.say("stop")
        if "Wis mijn antwoorden" in await tab.buttons():
            await tab.press("Wis mijn antwoorden")
    return one


async def test_a_message_is_reported_from_itself(scene: Scene) -> None:
    sam = scene.sam
    await sam.enter_group("Overleg Inkomen")
    await sam.say(SECRET)
    window = await sam.act_on_message(SECRET, "report")
    await window.get_by_text("Wat erin staat, neem ik niet over").wait_for()
    await window.get_by_role("button", name="Begin de melding").click()
    await window.get_by_text("Er is nog niets verstuurd").wait_for()
    await window.get_by_role("button", name="Close", exact=True).click()
    await sam.enter_chat()
    await sam.wait_for_text("Datalek melden")
    assert "Bram" not in await sam.text()


async def test_what_was_typed_is_changed_and_taken_away(scene: Scene) -> None:
    sam = scene.sam
    await sam.mock(CHAT, "message", "1", WRONG)
    await sam.wait_for_text("Goed dat je het zegt")
    first = "Datalek melden · vraag 1"
    cards = (await sam.text()).count(first)
    await sam.mock(CHAT, "messageUpdate", "1", RIGHT, "editMessage")
    await sam.wait_for_count(first, cards + 1)
    await sam.press("Volgende")
    assert await sam.value(STORY) == RIGHT
    await sam.mock(CHAT, "message", "2", f"het nummer is {BSN}")
    await sam.wait_for_text("Verwijder je bericht")
    await sam.mock(CHAT, "messageDelete", "2", happened="softDeleteMessage")
    await sam.wait_for_text("Dank je, je bericht is weg")


async def test_help_is_that_of_the_own_role(scene: Scene) -> None:
    for tab in (scene.sam, scene.noor):
        await tab.say("help")
        await tab.wait_for_text("Zo werkt het")
    assert "Je registers" not in await scene.sam.text()
    assert "Je registers" in await scene.noor.text()


async def test_on_a_free_evening_only_the_direct_answer_comes(
    scene: Scene, stage: tuple[Scene, Clock]
) -> None:
    sam, noor, (house, clock) = scene.sam, scene.noor, (scene.house, stage[1])
    today = datetime.now(AMSTERDAM)
    friday = (today + timedelta(days=7 + (4 - today.weekday()) % 7)).replace(hour=19, minute=0)
    await house.stop_bot()
    # Who runs it to try it out, late, wants to see everything.
    ours = house.folder / "organisation.toml"
    written = ours.read_text("utf-8")
    assert AWAKE in written
    ours.write_text(written.replace(AWAKE, AWAKE.replace("false", "true")), "utf-8")
    clock.set(friday)
    await house.start_bot()
    await to_the_last_step(sam)
    await sam.press("Verstuur naar de Privacy Officer")
    await sam.wait_for_text("-0001 · ✓ verstuurd")
    await noor.enter_channel("General")
    await noor.press("Ik pak dit op")
    await noor.wait_for_text("-0001 · opgepakt")
    await noor.page.wait_for_timeout(1500)  # in which a message would have been sent
    assert "Je melding is opgepakt" not in await sam.text()

    await house.stop_bot()
    clock.set((friday + timedelta(days=3)).replace(hour=8, minute=31))
    await house.start_bot()
    await sam.wait_for_text("Je melding is opgepakt")
