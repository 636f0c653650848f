"""A question to an office in two real Playgrounds: Sam asks from the answer card, Noor answers in the channel."""

import pytest

from tests.playground.test_breach_story import Scene, scene

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]

__all__ = ["scene"]

BOX = "Je antwoord of je vraag terug"


async def test_sam_asks_and_noor_answers(scene: Scene) -> None:
    sam, noor = scene.sam, scene.noor
    await sam.say("mag ik dit mailen?")
    await sam.press("Ja")
    await sam.press("Ik twijfel")
    await sam.press("Vraag de PO")
    await sam.fill("Wil je er iets bij vragen? (mag leeg)", "Het gaat om de lijst voor de *arts*.")
    await sam.press("Verstuur naar de Privacy Officer")
    await sam.wait_for_text("-0001 · ✓ verstuurd")

    await noor.wait_for_text("-0001 · nieuwe vraag")
    assert "Het gaat om de lijst voor de *arts*." in await (await noor.newest_card()).inner_text()
    # The Playground draws a post anew when the mouse comes over it: somebody who answers is there already.
    await noor.press("Ik pak dit op")
    await sam.wait_for_text("Je vraag is opgepakt")
    await noor.fill(BOX, "Werkt die arts *voor ons*?")
    await noor.press("Stuur als vraag terug")
    await sam.wait_for_text("Werkt die arts *voor ons*?")
    await sam.fill("Je antwoord (verplicht)", "Ja, in onze opdracht.")
    await sam.press("Stuur mijn antwoord")
    await noor.wait_for_text("Ja, in onze opdracht.")

    await noor.fill(BOX, "Dan mag het, maar alleen via ZIVVER.")
    await noor.press("Stuur antwoord")
    await sam.wait_for_text("Je hebt antwoord")
    await sam.wait_for_text("Dan mag het, maar alleen via ZIVVER.")
    await sam.press("Klaar, bedankt")
    await noor.wait_for_text("-0001 · afgerond")
