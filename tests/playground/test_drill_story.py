"""A drill in a real Playground, from its start to its report, with the bot killed halfway."""

import pytest

from tests.playground.stage import Scene, begin_a_drill, reads, shoot, take_up

pytestmark = [pytest.mark.playground, pytest.mark.asyncio(loop_scope="session")]


async def test_noor_practises_a_breach(scene: Scene) -> None:
    noor = scene.noor
    await begin_a_drill(noor)
    await reads(noor, "OE-", "nieuw datalek")
    assert "OEFENING" in await (await noor.newest_card()).inner_text()
    await shoot(scene.house)
    await take_up(noor)
    await noor.press("Meer bij deze zaak")
    await noor.press("Stop de oefening")
    await noor.wait_for_text("Zo ging de oefening")
    told = await noor.text()
    assert "Opgepakt: na" in told
    assert "Er is niet besloten over de AP." in told
    await noor.say("open datalekken")
    await noor.wait_for_text("Er staat geen datalek open")
