"""Draws docs/screenshots from a real run in two Playgrounds: `make screenshots`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playground.house import LocalHouse
from playground.ports import free_ports
from tests.browser import chromium
from tests.playground.driver import Tab

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
WIDTH, HEIGHT = 1280, 900
MOST_BYTES = 200_000
STORY = "Brief met een uitkering naar de verkeerde cliënt gemaild."


async def draw(folder: Path) -> None:
    """Write the pictures of the README: the form in the chat, the receipt, the card of the Privacy Officer."""
    with tempfile.TemporaryDirectory() as place:
        async with LocalHouse(Path(place), free_ports()) as house, chromium() as browser:
            sam = await Tab.open(browser, house.employee_url, WIDTH, HEIGHT)
            noor = await Tab.open(browser, house.officer_url, WIDTH, HEIGHT)
            await noor.enter_channel("General")
            await sam.say("mail naar de verkeerde gestuurd")
            await sam.screenshot(folder / "employee.png")
            await sam.press("Volgende")
            await sam.fill("Vertel kort wat er gebeurde en hoe dat kwam (verplicht)", STORY)
            await sam.press("Volgende")
            await sam.tick("Naam, adres, telefoon of mailadres")
            await sam.tick("Inkomen, uitkering of schulden")
            await sam.press("Volgende")
            await sam.tick("Cliënten")
            await sam.press("Volgende")
            await sam.press("Volgende")
            await sam.press("Verstuur naar de Privacy Officer")
            await sam.wait_for_text("✓ verstuurd")
            await sam.screenshot(folder / "receipt.png")
            await noor.wait_for_text("nieuw datalek")
            await noor.screenshot(folder / "privacy_officer.png")


def main(folder: Path) -> None:
    """Draw them all. Ends with one line when a picture is too big for a page."""
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(folder))
    for path in folder.glob("*.png"):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SystemExit(f"{path.name} is {size} bytes: more than a page should load")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
