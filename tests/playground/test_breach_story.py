"""A breach from a keystroke to the register, in two real Playgrounds: Sam reports, Noor acts."""

from pathlib import Path

import pytest

from playground.house import LocalHouse
from tests.azurite import connection_string, running_azurite
from tests.browser import Windows
from tests.playground.stage import (
    STORY,
    Scene,
    on_stage,
    reads,
    send,
    shoot,
    take_up,
    to_the_last_step,
    whose_and_which,
)

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]


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
    await sam.press("Volgende")
    await sam.tick("Cliënten")

    # The bot is shot while Sam is busy; the page stays, and so do all answers.
    await shoot(scene.house)
    await sam.press("Volgende")
    await sam.say("ontvanger gebeld, geen gehoor")
    await sam.wait_for_text("Klopt dit?")
    shown = await sam.text()
    for words in ("Inkomen, uitkering of schulden", "ontvanger gebeld, geen gehoor", "[verwijderd]"):
        assert words in shown
    assert "111222333" not in shown

    await sam.press("Wijzig: welke gegevens")
    assert await sam.is_ticked("Inkomen, uitkering of schulden")
    await sam.tick("Gezondheid")
    await sam.press("Volgende")
    await sam.wait_for_text("Klopt dit?")
    await send(sam)

    await noor.wait_for_text("-0001 · nieuw datalek")
    card = await (await noor.newest_card()).inner_text()
    assert "Brief *uitkering* naar de verkeerde. BSN [verwijderd] stond erin." in card
    assert "Gezondheid" in card
    assert "Sam Voorbeeld" in card
    assert (await noor.buttons())[0] == "Toon alles"
    await take_up(noor)
    await reads(sam, "Je melding is opgepakt", "-0001 · opgepakt")

    await noor.press("Vraag aan de melder")
    await noor.fill("Je vraag (mag leeg als je een feit kiest)", "Is de mail *geopend*?")
    await noor.press("Stuur de vraag")
    await sam.wait_for_text("Is de mail *geopend*?")
    await sam.fill("Je antwoord (verplicht)", "Nee, ik heb hem ingetrokken.")
    await sam.press("Stuur mijn antwoord")
    await sam.wait_for_text("Bedankt")
    await noor.wait_for_text("Nee, ik heb hem ingetrokken.")


async def test_nothing_typed_is_lost_and_a_confidential_case_stays_so(scene: Scene) -> None:
    sam, noor = scene.sam, scene.noor
    await sam.say("telefoon gestolen")
    await sam.fill("Wanneer?", "1 januari 2099")
    await sam.press("Volgende")
    await sam.wait_for_text("✕ Eén ding klopt niet")
    assert await sam.value("Wat is er gebeurd? (verplicht)") == "Laptop, telefoon of papier kwijt of gestolen"
    assert await sam.value("Wanneer?") == "1 januari 2099"
    await sam.fill("Wanneer?", "")
    await sam.press("Volgende")
    await sam.fill(STORY, "x" * 5000)
    await sam.press("Volgende")
    await sam.wait_for_text("dit zijn 5.000 tekens")
    assert await sam.value(STORY) == "x" * 5000

    await sam.press("Stop")
    await sam.wait_for_text("Gestopt")
    await sam.press("Ga verder")
    await sam.fill(STORY, "De telefoon lag in de trein.")
    await sam.press("Volgende")
    await whose_and_which(sam, "Naam, adres, telefoon of mailadres")
    await sam.tick("Houd vertrouwelijk: alleen wie het moet weten, leest mee")
    await sam.press_twice("Verstuur naar de Privacy Officer")
    await sam.wait_for_text("-0001 · ✓ verstuurd")
    await sam.say("hoe staat het met mijn melding")
    await sam.wait_for_text("1 open, 0 afgerond")

    await noor.wait_for_text("-0001 · vertrouwelijk")
    await noor.press("Stuur mij de feiten")
    shown = await noor.text()
    assert "nog 71 uur" in shown
    for fact in ("De telefoon lag in de trein.", "Laptop, telefoon of papier", "Cliënten", "Sam Voorbeeld"):
        assert fact not in shown
    await noor.enter_chat()
    await noor.wait_for_text("De telefoon lag in de trein.")

    await noor.enter_channel("FG")
    await noor.say("koppel FG")
    await noor.wait_for_text("Alleen iemand van dat kantoor kan een kanaal koppelen.")
    await noor.say("koppel PO")
    await noor.wait_for_text("Gekoppeld.")


async def test_the_same_on_azure_tables(browser: Windows, house: LocalHouse, tmp_path: Path) -> None:
    with running_azurite() as port:
        settings = {"PRIVACYBOT_STORE": connection_string(port)}
        async with on_stage(browser, house, tmp_path, settings) as scene:
            await to_the_last_step(scene.sam)
            await scene.sam.press("Verstuur naar de Privacy Officer")
            await scene.sam.wait_for_text("✓ verstuurd")
            await scene.noor.press("Ik pak dit op")
            await scene.sam.wait_for_text("Je melding is opgepakt")
    assert not (tmp_path / "playground.db").exists()
