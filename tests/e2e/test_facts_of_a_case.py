"""Over HTTP: the facts of a breach are put right by who reported it, asked after, and follow in the case."""

from pathlib import Path

from cases.breach.case import BreachCase
from tests.e2e.fake_chat import Chat
from tests.e2e.fake_teams import NOOR, SAM
from tests.e2e.filing import SEND, STORY, number_on, report, to_review
from tests.e2e.running_bot import JIP, RunningBot, running_bot


async def report_nameless(sam: Chat, how: str) -> str:
    """Reports a breach without the own name for all to read; gives the number."""
    await to_review(sam)
    await sam.press(SEND, {"nameless": how})
    return number_on(sam.text)


async def kept(bot: RunningBot, number: str) -> BreachCase:
    return await bot.case(number)


async def test_what_is_typed_after_a_report_stands_filled_in_and_corrects_it(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        number = await report(sam, n_people="1", data_kinds=["contact"])
        await sam.say("het waren 14 mensen")
        assert "14 mensen" in sam.text
        await sam.press("Vul aan")
        case = await kept(bot, number)
        assert case.report.n_people == "11-100"
        assert case.additions[-1].text == "het waren 14 mensen"


async def test_the_reporter_changes_the_discovery_until_somebody_takes_the_case_up(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await report(sam)
        before = await kept(bot, number)
        await sam.press("Hoe staat het ervoor?")
        assert "Doe dit eerst" in sam.text
        await sam.press("Verander wanneer")
        earlier = before.report.discovered_at.astimezone(bot.org.zone)
        given = {
            "discoverer": "client",
            "discovered_date": earlier.date().isoformat(),
            "discovered_time": "00:01",
            "reason": "Zij belde vannacht.",
        }
        await sam.press("Verander mijn melding", given)
        after = await kept(bot, number)
        assert after.report.discoverer == "client"
        assert after.report.discovered_at < before.report.discovered_at
        await bot.settled()
        await office.press("Ik pak dit op", on=office.posts[0])
        await bot.settled()
        await sam.press("Hoe staat het ervoor?", on=sam.posts[0])
        assert "Verander wanneer" not in sam.titles


async def test_a_question_about_a_fact_is_answered_with_its_list_and_its_card_closes(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await report(sam, n_people="onbekend")
        await bot.settled()
        await office.press("Ik pak dit op")
        await office.press("Stuur de vraag", {"topic": "n_people"})
        await bot.settled()
        asked = sam.posts[-1]
        assert "Van hoeveel mensen?" in asked.text
        await sam.press("Hoe staat het ervoor?", on=sam.posts[0])
        await sam.press("Beantwoord de vraag", on=sam.posts[0])
        exchange = (await kept(bot, number)).pending[0].id
        assert exchange
        await sam.press("Stuur mijn antwoord", {"n_people": "2-10", "answer": ""}, on=sam.posts[0])
        await bot.settled()
        case = await kept(bot, number)
        assert (case.report.n_people, case.pending) == ("2-10", ())
        closed = next(post for post in sam.posts if post.id == asked.id)
        assert "Deze vraag is beantwoord" in closed.text


async def test_a_report_without_a_name_in_the_channel_and_for_somebody_who_phoned(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        await to_review(sam)
        await sam.press(SEND, {"nameless": "true", "for_another": "true"})
        case = await kept(bot, number_on(sam.text))
        await bot.settled()
        assert case.report.nameless
        assert all(SAM.name not in post.text for post in office.posts)
        assert "voor iemand die belde of mailde" in office.posts[0].text
        noor = bot.personal(NOOR)
        await noor.say(case.number)
        assert SAM.name in noor.text


async def test_a_closed_name_stays_out_of_everything_until_it_is_opened_with_a_reason(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, noor = bot.personal(SAM), bot.channel("po", NOOR), bot.personal(NOOR)
        number = await report_nameless(sam, "closed")
        assert "lezen ‘een collega’" in sam.text
        await bot.settled()
        await office.press("Ik pak dit op")
        await office.press("Stuur de vraag", {"question": "Lag er nog een brief bij?"})
        await bot.settled()
        assert "Lag er nog een brief bij?" in sam.posts[-1].text
        await sam.press("Stuur mijn antwoord", {"answer": "Nee, het was er een."})
        await bot.settled()
        for line in (number, f"verloop {number}", f"zoek {SAM.name}", "open datalekken", "alle datalekken"):
            await noor.say(line)
        await noor.say(number)
        assert "Nee, het was er een." in noor.text
        shown = [*office.posts, *noor.posts]
        searched = [post for post in shown if "Gezocht op" in post.text]
        assert ["Geen zaken" in post.text for post in searched] == [True]
        assert all(SAM.name not in post.text for post in shown if post not in searched)
        await noor.press("Meer bij deze zaak")
        await noor.press("Ga verder", {"step": "open_name"})
        await noor.press("Open de naam", {"reason": "De ontvanger belt alleen met de melder."})
        assert SAM.name in noor.text
        await bot.settled()
        assert "Je naam is geopend" in sam.posts[-1].text
        assert all(SAM.name not in post.text for post in office.posts)
        opened = next(each for each in await bot.events(number) if each.event == "open_name")
        assert (opened.actor_name, opened.why) == (NOOR.name, "De ontvanger belt alleen met de melder.")
        await sam.say("mijn gegevens")
        await sam.press("Geef mij het bestand")
        assert number in sam.text
        assert "Brief" in sam.text or STORY in sam.text


async def test_a_channel_finds_nobody_by_a_name_that_stays_out_of_it(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, noor = bot.personal(SAM), bot.channel("po", NOOR), bot.personal(NOOR)
        number = await report_nameless(sam, "true")
        await bot.settled()
        await office.say(f"zoek {SAM.name}")
        assert number not in office.text
        await office.say("zoek buurman")
        assert number in office.text
        assert SAM.name not in office.text
        await noor.say(f"zoek {SAM.name}")
        assert number in noor.text
        assert "Melder: " in noor.text


async def test_who_reports_from_another_office_is_not_told_by_having_looked(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        jip, noor = bot.personal(JIP), bot.personal(NOOR)
        await to_review(jip)
        await jip.press(SEND, {"nameless": "closed"})
        number = number_on(jip.text)
        await bot.settled()
        await jip.say(number)
        await jip.press("Hoe staat het ervoor?")
        assert number in jip.text
        assert await bot.keys(f"seen|{number}") == []
        await noor.say(number)
        assert len(await bot.keys(f"seen|{number}")) == 1


async def test_an_officer_who_reports_is_not_told_by_looking_at_the_own_report(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await to_review(noor)
        await noor.press(SEND, {"nameless": "closed"})
        number = number_on(noor.text)
        await bot.settled()
        await noor.press("Hoe staat het ervoor?")
        await noor.press("Vul aan")
        assert await bot.keys(f"seen|{number}") == []
        await noor.say(number)
        assert len(await bot.keys(f"seen|{number}")) == 1
