"""Papers in chat: the Privacy Officer opens, reads and turns them; nobody else does, and a channel holds no secrets."""

from pathlib import Path

from tests.e2e.fake_teams import JILL, NOOR, SAM
from tests.e2e.filing import STORY
from tests.e2e.running_bot import JIP, running_bot
from tests.e2e.test_breach_to_its_end import assessed
from tests.e2e.test_case import filed, filed_breach, living, opens_papers
from tests.e2e.test_rights import WISH, pass_on
from tests.e2e.test_strangers import forge

AP_FORM = "Op grond van welke regelgeving meldt u?"


async def test_the_officer_opens_a_paper_turns_its_pages_and_goes_back(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await opens_papers(bot, office)
        assert "Brief aan de mensen om wie het gaat" in office.text
        before = (await bot.case(number)).model_dump_json()
        await office.press("Voorlopige melding aan de AP, Autoriteit Persoonsgegevens (AP)")
        assert number in office.text
        assert AP_FORM in office.text
        assert NOOR.name in office.text, "who notifies"
        assert "KvK-nummer: 00000000" in office.text
        assert STORY not in office.text
        assert SAM.name not in office.text
        await office.press("Volgende bladzijde")
        assert "bladzijde 2 van" in office.text
        assert AP_FORM not in office.text
        await office.press("Vorige bladzijde")
        assert AP_FORM in office.text
        await office.press("Andere concepten")
        assert "Brief aan de mensen om wie het gaat" in office.text
        await office.press("Toon de zaak")
        assert STORY in office.text
        assert (await bot.case(number)).model_dump_json() == before, "reading changes nothing"


async def test_nonsense_gives_the_list_and_others_get_nothing(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        for data in (
            {"paper": "../../secrets"},
            {"paper": "letter", "page": "-1"},
            {"paper": "ap", "page": "9" * 90},
        ):
            answered = await forge(office, "paper", {"case": number, **data})
            titles = {"letter": "Brief aan de mensen om wie het gaat", "ap": "Volledige melding aan de AP"}
            told = titles.get(data["paper"], "Concepten bij deze zaak")
            assert told in str(answered.body)
        for stranger in (sam, bot.personal(JILL)):
            answered = await forge(stranger, "paper", {"case": number, "paper": "ap"})
            assert AP_FORM not in str(answered.body)
            assert all(AP_FORM not in post.text for post in stranger.posts)


async def test_no_paper_of_a_confidential_case_is_shown_in_a_channel(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        _, office, number = await filed(bot, confidential=True)
        answered = await forge(office, "paper", {"case": number, "paper": "ap"})
        assert AP_FORM not in str(answered.body)
        assert AP_FORM not in office.text
        answered = await forge(noor, "paper", {"case": number, "paper": "ap"})
        assert AP_FORM in str(answered.body)


async def test_legal_affairs_open_the_papers_of_a_request(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        office = bot.channel("jz", JIP)
        number = await pass_on(bot.personal(SAM))
        await bot.settled()
        await office.press("Toon concepten", on=living(office))
        await office.press("Bevestiging van ontvangst, de persoon die het verzoek deed")
        assert "uiterlijk op 19 december 2026" in office.text
        assert WISH in office.text
        assert "[controleer: kan deze tekst zo in een brief]" in office.text
        assert "TEST-0000" not in office.text, "what our own system calls the file stays inside"
        answered = await forge(bot.channel("jz", JILL), "paper", {"case": number, "paper": "receipt"})
        assert WISH not in str(answered.body)


async def test_legal_affairs_open_the_letter_from_their_task_and_nothing_else(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, number = await assessed(bot)
        await office.press("Eerst voorlopig melden", on=living(office))
        await bot.settled()
        jz = bot.channel("jz", JIP)
        await jz.press("Toon brief", on=living(jz))
        assert "Er is iets misgegaan met uw gegevens." in jz.text
        assert "gegevens over uw inkomen, uitkering of schulden" in jz.text
        assert STORY not in jz.text
        for stranger in (sam, bot.personal(JILL)):
            forged = {"case": number, "paper": "letter", "for": "jz"}
            answered = await forge(stranger, "paper", forged)
            assert "Er is iets misgegaan met uw gegevens." not in str(answered.body)
        await jz.press("Andere concepten")
        assert "Openbaar bericht" in jz.text
        assert "melding aan de AP" not in jz.text
        answered = await forge(jz, "paper", {"case": number, "paper": "ap"})
        assert AP_FORM not in str(answered.body)
        await jz.press("Toon de zaak")
        assert "mensen inlichten" in jz.text
        officer_there = bot.channel("jz", NOOR)
        await officer_there.press("Toon brief", on=living(jz))
        await officer_there.press("Toon de zaak")
        assert "mensen inlichten" in officer_there.text
        assert STORY not in officer_there.text, "the channel of legal affairs holds their task only"
        await office.press("Toon concepten", on=living(office))
        await office.press("Voorlopige melding aan de AP, Autoriteit Persoonsgegevens (AP)")
        assert "Voorlopige melding. Wij vullen deze melding aan" in office.text
