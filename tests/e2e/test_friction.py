"""Where the policy hurts: doubt and answers that went otherwise are counted for the FG, without anybody's name."""

from pathlib import Path

from tests.e2e.fake_teams import FINN, NOOR, SAM
from tests.e2e.running_bot import JIP, running_bot
from tests.e2e.test_consult import ADDED, ANSWER, AS_ADVISED, ask_from_flow
from tests.e2e.test_strangers import forge

ASKED = "waar knelt het beleid?"


async def test_the_fg_sees_where_people_doubt_and_what_was_overruled(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        finn = bot.personal(FINN)
        await finn.say(ASKED)
        assert "Gesprekken: 0. Besluiten: 0." in finn.text
        assert "Niets, in deze periode." in finn.text
        number = await ask_from_flow(bot.personal(SAM))
        await bot.settled()
        office = bot.channel("po", NOOR)
        await office.press("Stuur antwoord", {"words": ANSWER, **AS_ADVISED}, on=office.posts[0])
        await bot.settled()
        await office.press("Anders dan de bot", on=office.posts[0])
        await office.press("Anders dan de bot", on=office.posts[0], card=office.posts[0].card)
        await bot.settled()
        assert (await bot.kept(number)).differs
        assert [each.event for each in await bot.events(number)].count("differ") == 1
        await finn.say("overzichten")
        await finn.press("Waar knelt het beleid")
        assert "Gesprekken: 1. Besluiten: 1." in finn.text
        assert "Niets, in deze periode." not in finn.text
        for hidden in (SAM.name, NOOR.name, number, ADDED, ANSWER):
            assert hidden not in finn.text


async def test_the_privacy_officer_reads_it_too_without_what_is_for_the_fg_alone(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say(ASKED)
        assert "Besluiten: 0" in noor.text
        assert "Wie nam bestanden" not in noor.titles
        await noor.say("overzichten")
        await noor.press("Waar knelt het beleid")
        assert "Besluiten: 0" in noor.text


async def test_nobody_else_gets_it_and_only_where_who_may_read_it_reads(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        for who in (SAM, JIP):
            chat = bot.personal(who)
            await chat.say(ASKED)
            await forge(chat, "friction", {})
            assert all("Besluiten:" not in post.text for post in chat.posts)
        jip = bot.personal(JIP)
        for line in (ASKED, "wie nam bestanden", "controleer het register"):
            await jip.say(line)
            assert jip.posts[-1].card is None, "an overview of others is no question to ask"
            assert "voor de functionaris" in jip.posts[-1].text
        await bot.channel("po", FINN).say(ASKED)
        assert all("Besluiten:" not in post.text for post in bot.channel("po", FINN).posts)
        await bot.channel("fg", FINN).say(ASKED)
        assert any("Besluiten: 0" in post.text for post in bot.channel("fg", FINN).posts)
