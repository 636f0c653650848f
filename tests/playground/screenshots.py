"""Draws docs/screenshots from a real run in four Playgrounds (README, docs/handleiding): `make screenshots`."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playground.house import LocalHouse
from playground.ports import free_ports
from tests.browser import keeping_chromium
from tests.playground.driver import ASKING, Tab
from tests.playground.stage import begin_a_drill, through_the_weighing

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
WIDTH, HEIGHT = 1280, 900
MOST_BYTES = 200_000
STORY = "Brief met een uitkering naar de verkeerde cliënt gemaild."
QUESTION = "komt er nog een ronde langs de teams over privacy"
ANSWER = "Ja. Elk team krijgt een uitnodiging."


@dataclass(frozen=True, slots=True)
class People:
    """A page each: Sam in the chat with the bot, the others in the channel of their office."""

    sam: Tab
    noor: Tab
    robin: Tab
    fatma: Tab


@asynccontextmanager
async def everybody(place: Path) -> AsyncIterator[People]:
    """A house with all four of them at their places; it ends with the block."""
    async with (
        LocalHouse(place / "house", free_ports(everybody=True)) as house,
        keeping_chromium(place / "browser", ASKING) as browser,
    ):
        tabs = [
            await Tab.open(browser, house.url_of(who), WIDTH, HEIGHT)
            for who in ("employee", "officer", "fg", "jz")
        ]
        for office in tabs[1:]:
            await office.enter_channel("General")
        yield People(*tabs)


async def report(people: People, folder: Path) -> None:
    """Sam reports: the form in the chat, the receipt, and the card that the Privacy Officer gets."""
    sam, noor = people.sam, people.noor
    await sam.say("mail naar de verkeerde gestuurd")
    await sam.wait_for_text("Goed dat je het zegt")
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


async def assess(people: People, folder: Path) -> None:
    """Noor assesses it and takes the advice over: the advice, and the task that legal affairs get."""
    noor, fatma = people.noor, people.fatma
    await noor.press("Ik pak dit op")
    await noor.wait_for_text("· opgepakt")
    await noor.press("Beoordelen")
    for question in ("Wat gebeurde er met de gegevens?", "Welke gegevens, van wie?", "Om hoeveel mensen"):
        await noor.wait_for_text(question)
        await noor.press("Volgende")
    await through_the_weighing(noor)
    await noor.screenshot(folder / "advice.png", card_only=True)
    await noor.press("Neem advies over")
    await noor.wait_for_text("· besloten, nog melden")
    await fatma.wait_for_text("mensen inlichten")
    await fatma.screenshot(folder / "legal_affairs.png", card_only=True)


async def ask(people: People, folder: Path) -> None:
    """Sam asks the FG something that the policy does not say; Robin answers."""
    sam, robin = people.sam, people.robin
    await sam.say(QUESTION)
    await sam.press("Stuur naar de FG")
    await robin.wait_for_text("nieuwe vraag")
    await robin.press("Ik pak dit op")
    await sam.wait_for_text("Je vraag is opgepakt")
    await robin.fill("Je antwoord of je vraag terug", ANSWER)
    await robin.press("Stuur antwoord")
    await sam.wait_for_text("Je hebt antwoord")
    await robin.wait_for_text(ANSWER)
    await robin.screenshot(folder / "fg.png", card_only=True)


async def drill(people: People, folder: Path) -> None:
    """Noor practises: the card of a breach that nobody had."""
    noor = people.noor
    await begin_a_drill(noor)
    await noor.wait_for_text("OEFENING")
    await noor.wait_for_text("nieuw datalek")
    await noor.screenshot(folder / "drill.png", card_only=True)


async def draw(folder: Path) -> None:
    """Write all pictures, in the order in which they come about."""
    with tempfile.TemporaryDirectory() as place:
        async with everybody(Path(place)) as people:
            for act in (report, assess, ask, drill):
                await act(people, folder)


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
