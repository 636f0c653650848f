"""May I mail this, in a real Playground: from the sentence to an answer that is kept, and found again after a crash."""

from pathlib import Path

import pytest

from playground.house import LocalHouse
from tests.azurite import connection_string, running_azurite
from tests.browser import Windows
from tests.playground.stage import Scene, choose_all, on_stage, shoot

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]


OFTEN = {
    "Is dit nieuw? (verplicht)": "Nee, we doen dit al zo",
    "Hoe vaak? (verplicht)": "Vaker of steeds",
}

NOT_AGREED = {
    "Wie bepaalt? (verplicht)": "WIL: de ander werkt in onze opdracht",
    "Zijn er al afspraken op papier? (verplicht)": "Nee",
}


async def test_an_answer_is_kept_and_found_again(scene: Scene) -> None:
    sam = scene.sam
    await sam.say("mag ik dit mailen?")
    await sam.press("Ja")
    await sam.press("Collega, voor zijn werk")
    await choose_all(
        sam,
        {
            "Waarmee? (verplicht)": "Gewone mail",
            "Staat er alleen in wat echt nodig is? (verplicht)": "Ja",
            "Heb je alle ontvangers nagekeken? (verplicht)": "Ja",
            "Gaat het naar meer mensen? (verplicht)": "Nee, naar één",
        },
    )
    await sam.press("Volgende")
    await sam.wait_for_text("Nee, alleen met ZIVVER")
    assert "ZIVVER" in await (await sam.newest_card()).inner_text()
    await sam.press("Bewaar dit advies")
    await sam.wait_for_text("KA-2026-0001")

    await shoot(scene.house)
    await sam.say("toon KA-2026-0001")
    await sam.wait_for_text("Beleid, versie 11 oktober 2024")
    await sam.press("Mijn antwoorden")
    await sam.wait_for_text("Gewone mail")
    await sam.say("mijn zaken")
    await sam.wait_for_text("KA-2026-0001")


async def test_without_an_agreement_legal_affairs_come_first_and_the_answer_stays(
    browser: Windows, house: LocalHouse, tmp_path: Path
) -> None:
    with running_azurite() as port:
        settings = {"PRIVACYBOT_STORE": connection_string(port)}
        async with on_stage(browser, house, tmp_path, settings) as scene:
            sam = scene.sam
            await sam.say("mag ik een lijst met namen van cliënten naar de drukker sturen")
            await choose_all(sam, OFTEN)
            await sam.press("Volgende")
            await sam.press("Volgende")
            await sam.choose("Je antwoord (verplicht)", "Iemand anders")
            await sam.press("Volgende")
            await choose_all(sam, NOT_AGREED)
            await sam.press("Volgende")
            await sam.wait_for_text("Nog niet: eerst JZ")
            card = await (await sam.newest_card()).inner_text()
            assert "Je vraag:" in card
            assert "Die zijn hier verplicht." in card
            assert "Beleid, punt 10" in card

            await shoot(scene.house)
            await sam.press("Vraag JZ om de overeenkomst")
            await sam.press("Verstuur naar JZ")
            await sam.wait_for_text("-0001 · ✓ verstuurd")
            receipt = await (await sam.newest_card()).inner_text()
            assert "Wat ik al zei" in receipt
            assert "Nog niet: eerst JZ" in receipt
    assert not (tmp_path / "playground.db").exists()
