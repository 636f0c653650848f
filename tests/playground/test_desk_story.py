"""The desk of the officers in three real Playgrounds on Azurite, with the bot killed halfway: what was wrong is put
right, a double report is joined, and the FG is asked for advice that the Privacy Officer follows."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from playground.house import LocalHouse
from playground.ports import NOT_RUN, free_ports
from tests.azurite import connection_string, running_azurite
from tests.browser import Windows
from tests.playground.driver import Tab
from tests.playground.stage import STORY, Scene, more_steps, on_stage, reads, shoot, take_up, whose_and_which

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]

FOUND = "Wanneer merkte iemand het voor het eerst? (verplicht)"
WHY = "Waarom stond het er anders? (verplicht)"
WORDS = "Brief met inkomen, uitkering en schulden belandde bij de buren in plaats van het gezin."
ADVICE = "Ja, de cliënt loopt risico. Licht die in."


def days_ago(count: int) -> datetime:
    return datetime.now(ZoneInfo("Europe/Amsterdam")) - timedelta(days=count)


async def report(tab: Tab) -> None:
    """Two people who tell this report one incident."""
    await tab.say("mail naar de verkeerde gestuurd")
    await tab.press("Volgende")
    await tab.fill(STORY, WORDS)
    await tab.press("Volgende")
    await whose_and_which(tab, "Inkomen, uitkering of schulden")
    await tab.press("Verstuur naar de Privacy Officer")
    await tab.wait_for_text("✓ verstuurd")


async def found_before(tab: Tab, days: int, why: str, button: str) -> None:
    """So many days ago it was discovered, for this reason."""
    await tab.fill(FOUND, days_ago(days).date())
    await tab.fill(WHY, why)
    await tab.press(button)


async def put_right(sam: Tab, noor: Tab) -> None:
    """Sam says that it was discovered earlier, while nobody took it up: the clock on Noor's card goes along."""
    await report(sam)
    await noor.wait_for_text("-0001 · nieuw datalek")
    await noor.wait_for_text("nog 71 uur")
    await sam.press("Verander wanneer")
    await found_before(sam, 1, "Een collega zag het gisteren al.", "Verander mijn melding")
    await sam.wait_for_text("Je melding is verbeterd")
    await noor.wait_for_text("nog 47 uur")
    await noor.wait_for_text("De melder veranderde de melding")


async def join(scene: Scene, robin: Tab) -> None:
    """Robin reports the same; Noor joins the two, whatever happens to the bot meanwhile, and both are told."""
    sam, noor, house = scene.sam, scene.noor, scene.house
    await report(robin)
    await reads(noor, "-0002 · nieuw datalek", "Dit lijkt op DL-")
    await noor.press("Voeg samen")
    await noor.wait_for_text("Waar is dit dubbel van?")
    await shoot(house)
    await noor.press("Voeg samen")
    await reads(noor, "-0002 · gesloten, dubbel gemeld", "Ook binnengekomen als DL-")
    await sam.wait_for_text("Een collega meldde dit ook")
    await robin.wait_for_text("Dit was al gemeld")


async def correct(noor: Tab) -> None:
    """After taking it up Noor hears of an even earlier moment: hers is established, and the clock goes along."""
    await take_up(noor)
    await noor.press("Meer bij deze zaak")
    await noor.press("Verbeter het ontdekken")
    await found_before(noor, 2, "De leidinggevende wist het eergisteren.", "Verbeter het ontdekken")
    await noor.wait_for_text("nog 23 uur")
    await noor.wait_for_text("De leidinggevende wist het eergisteren.")


async def advise(noor: Tab, robin: Tab) -> None:
    """Noor asks the FG on the case itself; Robin answers in the channel of the FG, and Noor follows it."""
    await robin.enter_channel("General")
    await noor.press("Meer bij deze zaak")
    await more_steps(noor, "Vraag advies")
    await noor.choose("Aan wie? (verplicht)", "FG")
    await noor.fill("Wat wil je weten? (verplicht)", "Moeten we de *cliënt* inlichten?")
    await noor.press("Stuur de vraag")
    await noor.wait_for_text("advies: FG")
    await robin.wait_for_text("Er wordt advies gevraagd")
    assert WORDS in await robin.text(), "the facts go along"
    await robin.press("Geef advies")
    await robin.wait_for_text("Moeten we de *cliënt* inlichten?")
    await robin.fill("Je advies (verplicht)", ADVICE)
    await robin.press("Stuur het advies")
    await noor.wait_for_text("Er is advies gegeven")
    await noor.press("Volg je het advies?")
    await noor.choose("Het advies van wie? (verplicht)", "FG")
    await noor.choose("Volg je het? (verplicht)", "Ja")
    await noor.press("Leg vast")
    await noor.wait_for_text("Advies gevolgd: FG")
    await robin.wait_for_text("Advies gevolgd: FG")


async def count(noor: Tab) -> None:
    """What was reported twice is counted once."""
    await noor.enter_chat()
    await noor.say("hoeveel datalekken dit jaar")
    await noor.wait_for_text("Jaarcijfers")
    figures = " ".join((await (await noor.newest_card()).inner_text()).split())
    assert "Datalekken 1 gemeld" in figures
    assert "1 dubbel gemeld, niet meegeteld" in figures


async def test_what_was_wrong_is_put_right_what_is_double_joined_and_advice_followed(
    browser: Windows, tmp_path: Path
) -> None:
    ports = replace(free_ports(everybody=True), jz=NOT_RUN)
    with running_azurite() as port:
        settings = {"PRIVACYBOT_STORE": connection_string(port)}
        async with (
            LocalHouse(tmp_path, ports) as house,
            on_stage(browser, house, tmp_path, settings) as scene,
        ):
            robin = await Tab.open(browser, scene.house.url_of("fg"))
            try:
                await put_right(scene.sam, scene.noor)
                await join(scene, robin)
                await correct(scene.noor)
                await advise(scene.noor, robin)
                await count(scene.noor)
            finally:
                await robin.close()
