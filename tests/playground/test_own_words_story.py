"""Own words, in two real Playgrounds: a breach in a channel, a request in two lines, English, a question, a doubt."""

import signal

import pytest

from tests.playground.stage import STORY, Scene

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]


ROBIN = 'members = [{ id = "00000000-0000-4000-8000-000000000004", name = "Robin Voorbeeld" }]\ndeputies = []'
NOOR_TOO = ROBIN.replace("[]", '[{ id = "00000000-0000-4000-8000-000000000002", name = "Noor Voorbeeld" }]')
"""Noor stands in for the FG: one page shows the work of those who keep the register too."""


async def test_a_sloppy_breach_in_a_channel_goes_on_in_the_own_chat(scene: Scene) -> None:
    noor = scene.noor
    await noor.enter_channel("FG")
    await noor.say(
        "oeps heb net n brief vd buurvrouw bij iemand anders in de envelop gedaan en t is al op de post"
    )
    await noor.wait_for_text("eigen chat")
    await noor.enter_chat()
    await noor.wait_for_text("Goed dat je het zegt")
    await noor.press("Volgende")
    assert "brief vd buurvrouw" in str(await noor.value(STORY))


async def test_an_english_breach_is_heard(scene: Scene) -> None:
    sam = scene.sam
    await sam.say("I lost my work laptop on the train this morning")
    await sam.wait_for_text("Goed dat je het zegt")
    await sam.press("Volgende")
    assert await sam.value(STORY) == "I lost my work laptop on the train this morning"


async def test_a_request_in_two_lines_is_filled_in(scene: Scene) -> None:
    sam = scene.sam
    await sam.say("een mevrouw belt en wil weten wat er in haar dossier staat")
    await sam.wait_for_text("Wat vraagt de persoon?")
    assert await sam.is_ticked("Gegevens inzien of kopie")
    await sam.say("ze belde gisteren, het is een cliënt")
    await sam.wait_for_text("Uit je bericht")


async def test_a_question_is_answered_from_the_policy_and_the_register(scene: Scene) -> None:
    sam, noor = scene.sam, scene.noor
    await sam.say("hoe lang bewaren we sollicitatiebrieven?")
    await sam.wait_for_text("Hierover vind ik geen termijn")
    assert "punt 8" in await sam.text()

    ours = scene.house.folder / "organisation.toml"
    written = ours.read_text("utf-8")
    assert ROBIN in written
    await scene.house.stop_bot(signal.SIGKILL)
    ours.write_text(written.replace(ROBIN, NOOR_TOO), "utf-8")
    await scene.house.start_bot()
    await noor.enter_chat()
    await noor.say("nieuwe verwerking")
    await noor.fill("Hoe heet deze verwerking? (verplicht)", "Werving")
    await noor.fill("Waarvoor zijn de gegevens? Noem elk doel.", "Sollicitanten kiezen")
    await noor.fill("Welk team is verantwoordelijk?", "P&O")
    await noor.choose("Wat is onze rol?", "Wij beslissen zelf")
    await noor.tick("Sollicitanten")
    await noor.press("Zet in het register")
    await noor.press("Welke gegevens")
    await noor.tick("Naam, adres, contact of andere gewone gegevens")
    await noor.tick("Overeenkomst met de persoon zelf")
    await noor.fill("Hoe lang worden ze bewaard?", "4 weken na afwijzing")
    await noor.press("Leg vast")
    await noor.press("Waarheen")
    await noor.fill("Wie krijgen de gegevens? Binnen en buiten de organisatie.", "Het team P&O")
    await noor.choose("Gaan ze naar een land buiten Europa (de EER)?", "Nee")
    await noor.choose(
        "Is er een DPIA (onderzoek naar de risico’s)?", "Nee, niet nodig: zo besloten na advies"
    )
    await noor.press("Leg vast")
    await noor.press("Stel vast")
    await noor.wait_for_text("vastgesteld")

    await sam.say("hoe lang bewaren we sollicitatiebrieven?")
    await sam.wait_for_text("4 weken na afwijzing")
    await sam.say("wie is de privacy officer")
    await sam.wait_for_text("Noor Voorbeeld")


async def test_what_is_not_clear_has_the_breach_first(scene: Scene) -> None:
    sam = scene.sam
    await sam.say("iets met papieren en mensen en zo, geen idee")
    await sam.wait_for_text("Er ging iets mis met gegevens")
    await sam.press("Er ging iets mis met gegevens. Meld het. Ik zeg eerst wat je nu meteen doet.")
    await sam.wait_for_text("Goed dat je het zegt")
