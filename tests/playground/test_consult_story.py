"""A question to an office in two real Playgrounds: Sam asks from the answer card, Noor answers in the channel."""

import pytest

from tests.playground.driver import Tab
from tests.playground.stage import Scene, more_steps, reads

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]

BOX = "Je antwoord of je vraag terug"


async def ask(sam: Tab, words: str) -> None:
    """From the answer card to the Privacy Officer, with a question of one's own."""
    await sam.say("mag ik dit mailen?")
    for button in ("Ja", "Ik twijfel", "Vraag de Privacy Officer"):
        await sam.press(button)
    await sam.fill("Wil je er iets bij vragen? (mag leeg)", words)
    await sam.press("Verstuur naar de Privacy Officer")


async def take_up_the_question(noor: Tab, sam: Tab) -> None:
    """Noor has it from now on, and Sam hears so."""
    await noor.press("Ik pak dit op")
    await sam.wait_for_text("Je vraag is opgepakt")


async def test_sam_asks_and_noor_answers(scene: Scene) -> None:
    sam, noor = scene.sam, scene.noor
    await ask(sam, "Het gaat om de lijst voor de *arts*.")
    await sam.wait_for_text("-0001 · ✓ verstuurd")

    await noor.wait_for_text("-0001 · nieuwe vraag")
    assert "Het gaat om de lijst voor de *arts*." in await (await noor.newest_card()).inner_text()
    # The Playground draws a post anew when the mouse comes over it: somebody who answers is there already.
    await take_up_the_question(noor, sam)
    await noor.fill(BOX, "Werkt die arts *voor ons*?")
    await noor.press("Stuur als vraag terug")
    await sam.wait_for_text("Werkt die arts *voor ons*?")
    await sam.fill("Je antwoord (verplicht)", "Ja, in onze opdracht.")
    await sam.press("Stuur mijn antwoord")
    await noor.wait_for_text("Ja, in onze opdracht.")

    await noor.fill(BOX, "Dan mag het, maar alleen via ZIVVER.")
    await noor.choose("Is dit zoals het advies van de bot?", "Zoals het advies")
    await noor.press("Stuur antwoord")
    await reads(sam, "Je hebt antwoord", "Dan mag het, maar alleen via ZIVVER.")
    await sam.press("Klaar, bedankt")
    await noor.wait_for_text("-0001 · afgerond")


async def test_a_question_becomes_a_breach(scene: Scene) -> None:
    sam, noor = scene.sam, scene.noor
    await ask(sam, "De lijst ging gisteren al naar de verkeerde arts.")
    await noor.wait_for_text("-0001 · nieuwe vraag")
    await more_steps(noor, "Maak er een datalek van")
    await noor.wait_for_text("De 72 uur tellen vanaf de vraag")
    await noor.press("Maak er een datalek van")
    await reads(noor, "DL-", "nieuw datalek")


async def test_an_answer_is_given_to_whoever_asks_the_same(scene: Scene) -> None:
    sam, noor = scene.sam, scene.noor
    question = "welke zaal gebruiken we voor gesprekken over schulden in Vianen"
    await sam.say(question)
    await sam.press("Stuur naar de Privacy Officer")
    await noor.wait_for_text("-0001 · nieuwe vraag")
    await take_up_the_question(noor, sam)
    await noor.fill(BOX, "De kleine zaal: daar hoort niemand mee.")
    await noor.press("Stuur antwoord")
    await sam.wait_for_text("daar hoort niemand mee")
    await noor.press("Maak er een vast antwoord van")
    await noor.press("Maak het vast")
    await noor.wait_for_text("VA-")
    await sam.say(question)
    await sam.wait_for_text("Antwoord van de Privacy Officer")
