"""The registers of all offices in Teams: each lists, searches and counts its own; nobody else learns anything."""

from pathlib import Path

import pytest

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM
from tests.e2e.filing import report
from tests.e2e.running_bot import JIP, RunningBot, running_bot
from tests.e2e.test_consult import ask_from_flow
from tests.e2e.test_rights import pass_on

REFUSED = "Dit kan ik je niet laten zien"


async def three(bot: RunningBot) -> tuple[str, str, str]:
    """A breach, a request, and a question to the Privacy Officer."""
    sam = bot.personal(SAM)
    numbers = await report(sam), await pass_on(sam), await ask_from_flow(sam)
    await bot.settled()
    return numbers


async def test_each_office_sees_its_own_registers(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        breach, request, question = await three(bot)
        noor, finn, jip = bot.personal(NOOR), bot.personal(FINN), bot.personal(JIP)
        for who in (noor, finn, jip):
            await who.say("toon open verzoeken")
            assert request in who.text
            assert "nog 26 dagen" in who.text
        for who in (noor, finn):
            await who.say("toon open vragen")
            assert question in who.text
            await who.say("toon open datalekken")
            assert breach in who.text
        await jip.say("toon open datalekken")
        assert REFUSED in jip.text
        await jip.say("toon open vragen")
        assert question not in jip.text
        assert "Er staat geen vraag open" in jip.text
        for number in (breach, question):
            await jip.say(f"toon {number}")
            assert "Er is niets veranderd" in jip.text
            assert "Ik pak dit op" not in jip.titles
        await jip.say(f"toon {request}")
        assert "Ik pak dit op" in jip.titles


async def test_a_search_looks_in_all_that_somebody_may_see(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        breach, request, question = await three(bot)
        noor, jip = bot.personal(NOOR), bot.personal(JIP)
        # Words that stand in the story, the wish and the question, one after the other.
        for words, number in (("buurman", breach), ("kopie brieven", request), ("lijst arts", question)):
            await noor.say(f"zoek {words}")
            assert number in noor.text
            await jip.say(f"zoek {words}")
            assert (number in jip.text) == (number == request)
        for number in (breach, request, question):
            await noor.say(f"zoek {number}")
            assert "1 tot en met 1 van 1" in noor.text
        await jip.say("zoek buurman")
        assert "Ik vond geen zaak" in jip.text


async def test_filters_months_and_paging_stay_with_their_register(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, request, _ = await three(bot)
        jip = bot.personal(JIP)
        await jip.say("open verzoeken")
        await jip.press("Filter")
        await jip.press("Pas toe", {"which": "extended"})
        assert "Geen verzoek is verlengd" in jip.text
        await jip.press("Filter")
        await jip.press("Pas toe", {"which": "all", "sought": ""})
        assert request in jip.text
        await jip.say("maandoverzicht")
        assert "Verzoeken in november 2026" in jip.text
        assert "Inzage" in jip.text
        assert request not in jip.text
        await jip.press("Toon open verzoeken")
        assert request in jip.text
        await jip.say("maandoverzicht datalekken")
        assert REFUSED in jip.text


async def test_the_overviews_lead_to_each_register_that_one_may_see(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        breach, request, _ = await three(bot)
        noor, jip = bot.personal(NOOR), bot.personal(JIP)
        await noor.say("overzichten")
        assert "Open datalekken\nOpen: 1." in noor.text
        await noor.press("Open datalekken. Open: 1.")
        assert breach in noor.text
        await jip.say("overzichten")
        assert "datalekken" not in jip.text
        await jip.press("Open verzoeken. Open: 1.")
        assert request in jip.text
        office = bot.channel("po", NOOR)
        await office.say("help")
        assert "Open: 1." in office.text
        await office.press("Jaarcijfers")
        assert "Jaarcijfers 2026" in office.text
        await bot.personal(JILL).say("overzichten")
        assert REFUSED in bot.personal(JILL).text


async def test_a_channel_shows_what_its_office_and_who_asks_may_both_see(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        breach, request, question = await three(bot)
        office = bot.channel("jz", JIP)
        await office.say("open verzoeken")
        assert request in office.text
        told = [await bot.channel("jz", NOOR).say("open datalekken"), await office.say(f"toon {breach}")]
        told += [await bot.channel("po", JIP).say("open datalekken"), await office.say(f"toon {question}")]
        told += [await bot.channel("jz", NOOR).say("zoek buurman")]
        posts = [post.text for post in office.posts if post.thread is None]
        assert not [
            text for text in posts if breach in text or (question in text and "Er is geen" not in text)
        ]
        assert all(breach not in str(each.body) for each in told if each.card is not None)


@pytest.mark.parametrize(
    "command", ["jaarcijfers", "overzichten", "open verzoeken", "open vragen", "maandoverzicht verzoeken"]
)
async def test_a_stranger_learns_nothing(tmp_path: Path, command: str) -> None:
    async with running_bot(tmp_path) as bot:
        await pass_on(bot.personal(SAM))
        await bot.settled()
        jill = bot.personal(JILL)
        await jill.say(command)
        assert REFUSED in jill.text
        assert "RV-2026" not in jill.text


async def test_the_figures_of_a_year(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        numbers = await three(bot)
        finn = bot.personal(FINN)
        await finn.say("jaarcijfers 2026")
        assert "Jaarcijfers 2026" in finn.text
        for title in ("Datalekken", "Verzoeken", "Vragen"):
            assert title in finn.text
        assert "▰" in finn.text
        assert not [each for each in (*numbers, SAM.name) if each in finn.text]
        await finn.press("Vorig jaar")
        assert "Jaarcijfers 2025" in finn.text
        await finn.press("Volgend jaar")
        assert "Dit jaar loopt nog" in finn.text
        office = bot.channel("jz", FINN)
        await office.say("jaarcijfers")
        assert not [post for post in office.posts if "Jaarcijfers" in post.text]
