"""May I mail this, in a real Playground: from the sentence to an answer that is kept, and found again after a crash."""

import signal

import pytest

from tests.playground.test_breach_story import Scene, scene

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]

__all__ = ["scene"]


async def test_an_answer_is_kept_and_found_again(scene: Scene) -> None:
    sam = scene.sam
    await sam.say("mag ik dit mailen?")
    await sam.press("Ja")
    await sam.press("Collega, voor zijn werk")
    await sam.choose("Waarmee? (verplicht)", "Gewone mail")
    await sam.choose("Staat er alleen in wat echt nodig is? (verplicht)", "Ja")
    await sam.choose("Heb je alle ontvangers nagekeken? (verplicht)", "Ja")
    await sam.choose("Gaat het naar meer mensen? (verplicht)", "Nee, naar één")
    await sam.press("Volgende")
    await sam.wait_for_text("Nee, alleen met ZIVVER")
    assert "ZIVVER" in await (await sam.newest_card()).inner_text()
    await sam.press("Bewaar dit advies")
    await sam.wait_for_text("KA-2026-0001")

    await scene.house.stop_bot(signal.SIGKILL)
    await scene.house.start_bot()
    await sam.say("toon KA-2026-0001")
    await sam.wait_for_text("Beleid, versie 11 oktober 2024")
    await sam.press("Mijn antwoorden")
    await sam.wait_for_text("Gewone mail")
    await sam.say("mijn zaken")
    await sam.wait_for_text("KA-2026-0001")
