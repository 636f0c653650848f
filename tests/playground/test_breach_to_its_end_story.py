"""A breach brought to its end in two real Playgrounds: Noor assesses, notifies, informs, registers; Sam hears of it."""

import pytest

from tests.playground.driver import Tab
from tests.playground.stage import Scene, send, take_up, through_the_weighing, to_the_last_step

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]

REASON = "Waarom moeten zij het weten, of waarom niemand? (verplicht)"


async def by_web_form(noor: Tab, opens: str, records: str) -> None:
    """What went to the AP went there by its web form."""
    await noor.press(opens)
    await noor.tick("Met het webformulier van de AP")
    await noor.press(records)


async def test_noor_brings_what_sam_reported_to_its_end(scene: Scene) -> None:
    sam, noor = scene.sam, scene.noor
    await to_the_last_step(sam)
    await send(sam)

    await noor.wait_for_text("-0001 · nieuw datalek")
    await take_up(noor)
    await noor.press("Beoordelen")
    await noor.wait_for_text("Wat gebeurde er met de gegevens?")
    assert await noor.is_ticked("Iemand die dat niet mag, kon ze zien of krijgen"), "the report says so"
    await noor.press("Volgende")
    await noor.wait_for_text("Welke gegevens, van wie?")
    await noor.tick("Inkomen, uitkering of schulden")
    await noor.press("Volgende")
    await noor.wait_for_text("Om hoeveel mensen en stukken gaat het?")
    await noor.press("Volgende")
    await through_the_weighing(noor)
    await noor.press("Eerst voorlopig melden")
    await noor.wait_for_text("-0001 · besloten, nog melden")
    await sam.wait_for_text("Je melding is beoordeeld")
    await by_web_form(noor, "Voorlopig gemeld", "Leg vast: voorlopig gemeld")
    await noor.wait_for_text("-0001 · voorlopig gemeld")
    await by_web_form(noor, "AP-melding aangevuld", "Leg vast: aangevuld")
    await noor.press("AP is gemeld")
    await noor.tick("Met het webformulier van de AP")
    await noor.fill("Nummer van de AP (mag leeg)", "2026-77")
    await noor.press("Leg vast: volledig gemeld")
    await noor.wait_for_text("-0001 · ✓ gemeld bij de AP")

    await noor.press("Wie nog meer?")
    await noor.tick("Niemand van deze")
    await noor.fill(REASON, "Niemand anders heeft hier iets mee te maken.")
    await noor.press("Leg mijn besluit vast")
    await noor.press("Vul het register aan")
    await noor.fill("Wat zijn de gevolgen, voor wie? (verplicht)", "Een vreemde kent iemands inkomen.")
    await noor.fill("Wat is gedaan om het te stoppen en te voorkomen? (verplicht)", "Vier ogen bij de post.")
    await noor.press("Leg vast in het register")
    await noor.press("Mensen zijn ingelicht")
    await noor.choose("Hoe? (verplicht)", "Per brief")
    await noor.fill("Hoeveel mensen in totaal? (verplicht)", 1)
    await noor.press("Leg vast: ingelicht")
    await noor.press("Rond de zaak af")
    await noor.press("Ja, rond af")
    await noor.wait_for_text("-0001 · ✓ afgerond")
    await sam.wait_for_text("Je melding is afgerond")
