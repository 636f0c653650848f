"""A breach from a keystroke to the register, in two real Playgrounds: Sam reports, Noor acts."""

import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from playground.run import LocalHouse, free_ports
from tests.azurite import connection_string, running_azurite
from tests.playground.driver import Tab, chromium

pytestmark = pytest.mark.playground

STORY = "Vertel kort wat er gebeurde en hoe dat kwam (verplicht)"


@dataclass(frozen=True, slots=True)
class Scene:
    """The house, Sam's page in the chat with the bot and Noor's in the channel of the Privacy Officers."""

    house: LocalHouse
    sam: Tab
    noor: Tab


async def on_stage(folder: Path, settings: dict[str, str] | None = None) -> AsyncIterator[Scene]:
    async with LocalHouse(folder, free_ports(), settings) as house, chromium() as browser:
        sam = await Tab.open(browser, house.employee_url)
        noor = await Tab.open(browser, house.officer_url)
        await noor.enter_channel("General")
        yield Scene(house, sam, noor)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async for one in on_stage(tmp_path):
        yield one


async def to_the_last_step(sam: Tab) -> None:
    """From the first sentence to "Klopt dit?", with what a colleague knows at once."""
    await sam.say("mail naar de verkeerde gestuurd")
    await sam.press("Volgende")
    await sam.press("Volgende")
    await sam.tick("Naam, adres, telefoon of mailadres")
    await sam.tick("Cliënten")
    await sam.press("Volgende")
    await sam.press("Volgende")
    await sam.wait_for_text("Klopt dit?")


async def test_an_employee_reports_and_the_privacy_officer_acts(scene: Scene) -> None:
    sam, noor = scene.sam, scene.noor
    await sam.say("ik heb een mail naar de verkeerde gestuurd")
    await sam.wait_for_text("Goed dat je het zegt")
    assert await sam.value("Wat is er gebeurd? (verplicht)") == "Mail of brief naar de verkeerde"
    await sam.press("Volgende")
    assert await sam.value(STORY) == "ik heb een mail naar de verkeerde gestuurd"
    await sam.fill(STORY, "Brief *uitkering* naar de verkeerde. BSN 111222333 stond erin.")
    await sam.press("Volgende")
    await sam.tick("Inkomen, uitkering of schulden")
    await sam.tick("Cliënten")

    # The bot is shot while Sam is busy; the page stays, and so do all answers.
    await scene.house.stop_bot(signal.SIGKILL)
    await scene.house.start_bot()
    await sam.press("Volgende")
    await sam.say("ontvanger gebeld, geen gehoor")
    await sam.wait_for_text("Klopt dit?")
    shown = await sam.text()
    assert "Inkomen, uitkering of schulden" in shown
    assert "ontvanger gebeld, geen gehoor" in shown
    assert "[verwijderd]" in shown
    assert "111222333" not in shown

    await sam.press("Wijzig: welke gegevens, van wie, hoeveel mensen, hoeveel stukken")
    assert await sam.is_ticked("Inkomen, uitkering of schulden")
    await sam.tick("Gezondheid")
    await sam.press("Volgende")
    await sam.wait_for_text("Klopt dit?")
    await sam.press("Verstuur naar de Privacy Officer")
    await sam.wait_for_text("DL-2026-0001 · ✓ verstuurd")

    await noor.wait_for_text("DL-2026-0001 · nieuw datalek")
    card = await (await noor.newest_card()).inner_text()
    assert "Brief *uitkering* naar de verkeerde. BSN [verwijderd] stond erin." in card
    assert "Gezondheid" in card
    assert "Sam Voorbeeld" in card
    assert (await noor.buttons())[0] == "Toon alles"
    await noor.press("Ik pak dit op")
    await noor.wait_for_text("DL-2026-0001 · opgepakt")
    await sam.wait_for_text("Je melding is opgepakt")
    await sam.wait_for_text("DL-2026-0001 · opgepakt")

    await noor.press("Vraag aan de melder")
    await noor.fill("Je vraag aan de melder (verplicht)", "Is de mail *geopend*?")
    await noor.press("Stuur de vraag")
    await sam.wait_for_text("Is de mail *geopend*?")
    await sam.fill("Je antwoord (verplicht)", "Nee, ik heb hem ingetrokken.")
    await sam.press("Stuur mijn antwoord")
    await sam.wait_for_text("Bedankt")
    await noor.wait_for_text("Nee, ik heb hem ingetrokken.")
