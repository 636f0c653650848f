"""A colleague asks for all that the bot holds of them: it comes as a file, or as text, and holds nobody else's."""

from pathlib import Path

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import RunningBot, running_bot
from tests.e2e.test_case import living
from tests.e2e.test_strangers import forge

OTHER = "Een dossier van de buurvrouw lag op straat."


async def file_of(bot: RunningBot, who: object) -> str:
    """What is in the file that this person gets."""
    chat = bot.personal(who)  # type: ignore[arg-type]
    bot.teams.uploaded.clear()
    await chat.say("mijn gegevens")
    await chat.press("Geef mij het bestand")
    await chat.consent()
    ((name, content),) = bot.teams.uploaded.items()
    assert name.endswith(".txt")
    return content.decode("utf-8-sig")


async def test_everything_that_is_held_of_somebody_comes_and_nothing_of_others(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        sam, jill, noor, finn = (bot.personal(each) for each in (SAM, JILL, NOOR, FINN))
        number, other = await report(sam), await report(jill, story=OTHER)
        await bot.settled()
        await sam.say("mag ik een dossier mailen")
        office = bot.channel("po", NOOR)
        await office.press("Ik pak dit op", on=living(office))
        await noor.say(f"toon {other}")
        await bot.settled()
        told = await file_of(bot, SAM)
        for held in (SAM.name, SAM.aad_id, number, STORY, "Het adres van je chat"):
            assert held in told, held
        for hidden in (JILL.name, other, OTHER, JILL.aad_id, NOOR.aad_id):
            assert hidden not in told, hidden
        officer = await file_of(bot, NOOR)
        assert "Lid van: Privacy Officer" in officer
        assert other in officer
        assert "WAT JE DEED IN ZAKEN" in officer
        for hidden in (STORY, OTHER, SAM.name, JILL.name):
            assert hidden not in officer, hidden
        assert "given|" not in "".join(await bot.keys("given|")), "the own file is no file of cases"
        await finn.say("kantoren")
        assert "niets" in await file_of(bot, FINN)


async def test_where_no_file_can_come_it_is_shown_as_text(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        number = await report(sam)
        await bot.settled()
        await sam.say("wat bewaar je van mij?")
        await sam.press("Geef mij het bestand")
        assert number in sam.text
        assert STORY in sam.text


async def test_in_a_channel_it_never_stands(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        number = await report(bot.personal(SAM))
        await bot.settled()
        office = bot.channel("po", NOOR)
        before = len(office.posts)
        answered = await forge(office, "give", {"file": "own", "of": "file"})
        assert answered.notice == "Het bestand komt in je eigen chat met mij."
        assert len(office.posts) == before
        assert "Lid van: Privacy Officer" in noor.text
        assert number not in noor.text
