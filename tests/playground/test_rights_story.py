"""A request from a sentence to the closed case, in two real Playgrounds: Sam passes it on, Noor acts for JZ."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.playground.stage import Scene, more_steps

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]


async def test_an_employee_passes_a_request_on_and_legal_affairs_answer_it(scene: Scene) -> None:
    sam, jz = scene.sam, scene.noor
    await jz.enter_channel("FG")
    await jz.say("koppel JZ")
    await jz.wait_for_text("Gekoppeld.")
    await sam.say("een cliënt wil zijn dossier inzien")
    await sam.wait_for_text("Wat vraagt de persoon?")
    assert await sam.is_ticked("Gegevens inzien of kopie")
    await sam.press("Volgende")
    await sam.wait_for_text("Wie vraagt het, en is het duidelijk?")
    assert await sam.value("Over wie gaan de gegevens? (verplicht)") == "Een cliënt"
    await sam.fill("In welke woorden? (mag leeg)", "Wil *alle* brieven. BSN 111222333 stond erbij.")
    await sam.press("Volgende")
    await sam.press("Volgende")
    await sam.wait_for_text("Klopt dit?")
    await sam.press("Verstuur naar Juridische Zaken")
    await sam.wait_for_text("-0001 · ✓ doorgegeven")
    assert "Geef zelf nog geen gegevens" in await sam.text()

    await jz.wait_for_text("-0001 · nieuw verzoek")
    card = await (await jz.newest_card()).inner_text()
    assert "Wil *alle* brieven. BSN [verwijderd] stond erbij." not in card  # folded
    await jz.press("Toon alles")
    assert "Wil *alle* brieven. BSN [verwijderd] stond erbij." in await jz.text()
    await jz.press("Ik pak dit op")
    await sam.wait_for_text("Het verzoek is opgepakt")
    await jz.press("Ontvangst is bevestigd")
    await jz.press("Leg vast")
    await jz.wait_for_text("ontvangst bevestigd")

    await more_steps(jz, "Verleng")
    await jz.choose("Wat is de reden? (verplicht)", "Te weinig medewerkers")
    await jz.fill("Leg uit waarom (verplicht)", "Het is druk.")
    await jz.choose("Hoeveel langer? (verplicht)", "2 maanden")
    await jz.fill(
        "Wanneer hoorde de persoon het, met de reden? (verplicht)",
        datetime.now(ZoneInfo("Europe/Amsterdam")).date(),
    )
    await jz.press("Verleng")
    await jz.wait_for_text("punt 16 stap 3")
    await jz.press("Toon de zaak")

    await jz.press("Identiteit is in orde")
    await jz.choose("Waaruit blijkt het? (verplicht)", "Recente feiten, nagekeken")
    await jz.press("Identiteit is in orde")
    await jz.wait_for_text("wordt uitgezocht")
    await jz.press("Besluit")
    await jz.choose("Wat besluit je? (verplicht)", "Gezocht, niets gevonden")
    await jz.fill("Waarom? Of: waar is gezocht? (mag leeg bij toekennen)", "In het archief en in de mail.")
    await jz.press("Leg het besluit vast")
    await jz.wait_for_text("-0001 · besloten")
    await jz.press("Antwoord is verstuurd")
    await jz.tick("Ja: bezwaar binnen zes weken, en klacht bij de AP")
    await jz.press("Leg het antwoord vast")
    await sam.wait_for_text("De persoon heeft antwoord")
    await jz.press("Rond af")
    await jz.press("Ja, rond af")
    await jz.wait_for_text("-0001 · ✓ afgerond")
