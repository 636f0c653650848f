"""A colleague asks for all that the bot holds of them: it comes as a file, or as text, and holds nobody else's."""

from pathlib import Path

from cases.breach.facts import told_of
from cases.breach.lists import label
from cases.breach.report import CHOICES
from tests.e2e.assessing import LETTER_TO_A_STRANGER, answer_all
from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import JIP, RunningBot, running_bot
from tests.e2e.test_case import living
from tests.e2e.test_rights import pass_on
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


async def test_what_somebody_told_stays_theirs_whatever_an_office_found(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        jill, office = bot.personal(JILL), bot.channel("po", NOOR)
        number = await report(jill, data_kinds=("bsn", "login"), groups=("medewerker",), n_people="2-10")
        await bot.settled()
        chosen = (await bot.case(number)).report
        answers = [told_of(chosen, each) for each in CHOICES]
        told = await file_of(bot, JILL)
        assert all(each in told for each in answers)
        card = living(office)
        await office.press("Beoordelen", on=card)
        await answer_all(office, LETTER_TO_A_STRANGER, card)
        await bot.settled()
        assert (await bot.case(number)).found("data_kinds") != chosen.data_kinds
        told = await file_of(bot, JILL)
        assert all(each in told for each in answers)
        assert label("data_kinds", "financieel") not in told, "what an office found is not hers"
        await jill.say(number)
        await jill.press("Dit was een vergissing")
        await jill.press("Vraag om te sluiten", {"reason": "Het pakket is terug, dicht en al."})
        assert "dicht en al" in await file_of(bot, JILL)


async def test_what_was_added_to_a_request_comes_and_the_notes_of_the_office_do_not(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        sam, office = bot.personal(SAM), bot.channel("jz", JIP)
        number = await pass_on(sam)
        await bot.settled()
        await sam.press("Vul aan")
        await sam.press("Voeg toe", {"note": "Zij belde net nog eens."})
        await bot.settled()
        await forge(office, "add_note", {"case": number, "note": "Dit lijkt op een eerder verzoek."})
        assert len((await bot.kept(number)).notes) == 2
        told = await file_of(bot, SAM)
        assert "Zij belde net nog eens." in told
        assert "eerder verzoek" not in told


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
