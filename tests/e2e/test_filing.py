"""An employee reports a breach: pressing, typing, on an old client; the Privacy Officer gets the card and a mail."""

from pathlib import Path

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM
from tests.e2e.filing import SEND, STORY, number_on, report, to_review
from tests.e2e.running_bot import BSN, running_bot, talking


async def test_a_report_by_pressing_reaches_the_register_the_channel_and_the_mailbox(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await report(sam)
        assert number == "DL-2026-0001"
        assert "donderdag 26 november" in sam.text
        await bot.settled()
        assert [post.thread for post in office.posts] == [None]
        assert number in office.text
        assert STORY in office.text
        assert SAM.name in office.text
        assert [mail.to for mail in bot.mails] == [bot.org.offices.po.email]
        mail = bot.mails[0]
        assert number in mail.subject
        assert STORY not in mail.text
        assert "Sam" not in mail.text + mail.subject
        assert not bot.channel("fg", FINN).posts
        assert await bot.numbers() == [number]
        assert [event.event for event in await bot.events(number)] == ["file"]


async def test_the_stored_message_follows_the_receipt(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        number = await report(sam)
        await bot.settled()
        assert number in sam.post.text


async def test_the_same_report_through_submit_fallbacks(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await report(sam, fallback=True)
        await bot.settled()
        assert len(sam.posts) == 1, "a press changes its own message, it does not post another one"
        assert number in office.text
        await office.press("Ik pak dit op", fallback=True)
        await bot.settled()
        assert (await bot.case(number)).status == "taken_up"
        assert "Noor Voorbeeld" in office.post.text


async def test_a_report_by_typing(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("laptop kwijt")
        await sam.say("gisteren om half drie")
        await sam.say("Ik heb de tas met de laptop in de trein laten staan")
        await sam.press("Volgende", {"data_kinds": ["contact"]})
        await sam.press("Volgende", {"groups": ["client"], "n_people": "11-100"})
        await sam.say("collega van ICT gebeld om het apparaat te wissen")
        await sam.say("ja")
        number = number_on(sam.text)
        await bot.settled()
        case = await bot.case(number)
        assert case.report.kind == "kwijt"
        assert case.report.discovered_at.astimezone(bot.org.zone).isoformat() == "2026-11-22T14:30:00+01:00"
        assert case.report.done == "collega van ICT gebeld om het apparaat te wissen"
        assert "Beantwoord" in sam.posts[0].text, "a card that was answered by typing shrinks"


async def test_special_data_go_to_the_fg_as_well(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM), data_kinds=["gezondheid", "contact"])
        await bot.settled()
        channel = bot.channel("fg", FINN)
        assert len(channel.posts) == 1
        assert number in channel.text
        wanted = {bot.org.offices.po.email, bot.org.offices.fg.email}
        assert {mail.to for mail in bot.mails} == wanted
        assert len(bot.mails) == 2


async def test_numbers_rise_and_each_reporter_sees_only_the_own_cases(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, jill = bot.personal(SAM), bot.personal(JILL)
        assert await report(sam) == "DL-2026-0001"
        assert (
            await report(jill, story="Een map met dossiers lag de hele nacht open op tafel.")
            == "DL-2026-0002"
        )
        assert await report(sam, story="Een mail met adressen ging naar een oude lijst.") == "DL-2026-0003"
        await sam.say("hoe staat het met mijn melding")
        assert "DL-2026-0001" in sam.text
        assert "DL-2026-0003" in sam.text
        assert "DL-2026-0002" not in sam.text


async def test_without_personal_data_one_may_stop_or_report_anyway(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("datalek")
        await sam.press("Volgende", {"kind": "kwijt"})
        await sam.press("Volgende", {"what_happened": STORY})
        await sam.press("Volgende", {"data_kinds": ["geen"]})
        await sam.press("Nee, niet melden")
        assert not await bot.numbers()
        await sam.say("datalek")
        await sam.press("Volgende", {"kind": "kwijt"})
        await sam.press("Volgende", {"what_happened": STORY})
        await sam.press("Volgende", {"data_kinds": ["geen"]})
        await sam.press("Ik twijfel")
        await sam.press("Volgende")
        await sam.press(SEND)
        assert (await bot.case(number_on(sam.text))).report.no_personal_data


async def test_bad_values_come_back_with_everything_that_was_filled_in(tmp_path: Path) -> None:
    async with talking(tmp_path, SAM, "datalek") as sam:
        await sam.press(
            "Volgende", {"kind": "hack", "discovered_date": "2026-11-24", "discovered_time": "09:00"}
        )
        assert "moet nog komen" in sam.text
        assert "2026-11-24" in sam.text
        await sam.press("Volgende", {"discovered_date": "2026-11-23", "discovered_time": "09:00"})
        story = "Dit is een heel lang verhaal. " * 200
        activity = sam.pressing("Volgende", {"what_happened": "kort"})
        assert activity is not None
        activity["value"]["action"]["data"]["what_happened"] = story  # no client that cuts it off
        answered = await sam.send(activity)
        await sam.take_in(activity, answered)
        assert "tekens" in sam.text
        assert story.strip()[:3000] in sam.text
        await sam.press(
            "Volgende", {"what_happened": STORY, "happened_date": "2026-11-23", "happened_time": "10:00"}
        )
        assert "later dan het ontdekken" in sam.text
        await sam.press("Volgende", {"happened_time": "08:00"})
        assert "Welke gegevens" in sam.text


async def test_changing_an_answer_on_the_summary_keeps_the_others(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await to_review(sam)
        await sam.press("Wijzig: wat is er gebeurd, ontdekt door, ontdekt")
        await sam.press("Volgende", {"kind": "openbaar"})
        assert STORY in sam.text
        await sam.press(SEND)
        case = await bot.case(number_on(sam.text))
        assert case.report.kind == "openbaar"
        assert case.report.what_happened == STORY


async def test_a_bsn_is_masked_everywhere(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        await sam.say(f"ik heb een brief met BSN {BSN} naar de verkeerde gestuurd")
        await sam.press("Volgende", {"kind": "verkeerde_ontvanger"})
        await sam.press("Volgende", {"what_happened": f"In de brief stond BSN {BSN} van een ander"})
        assert "weggehaald" in sam.text
        await sam.press("Volgende", {"data_kinds": ["bsn"]})
        await sam.press("Volgende", {"groups": ["client"], "n_exact": f"1 mens, {BSN}"})
        await sam.press("Volgende", {"done": f"gebeld over {BSN}"})
        await sam.press(SEND)
        number = number_on(sam.text)
        await bot.settled()
        await office.press("Stuur de vraag", {"question": f"Gaat het om {BSN} of een ander?"})
        await bot.settled()
        await sam.press("Stuur mijn antwoord", {"answer": f"Ja, om {BSN} dus"})
        await sam.say(f"nog iets over {BSN}")
        await bot.settled()
        assert BSN not in await bot.everything()
        assert (await bot.case(number)).exchanges[0].answer


async def test_in_the_evening_the_receipt_says_that_the_clock_runs_on(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        await report(bot.personal(SAM))
        assert "De klok loopt ook" not in bot.personal(SAM).posts[0].text
        bot.clock.advance(hours=7)
        jill = bot.personal(JILL)
        await report(jill)
        assert "De klok loopt ook" in jill.text


async def test_a_period_that_cannot_be_is_refused_typed_and_pressed_and_then_filed_as_it_was(
    tmp_path: Path,
) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("ik denk dat ik een datalek heb")
        found = {"discovered_date": "2026-11-22", "discovered_time": "10:00"}
        await sam.press("Volgende", {"kind": "verkeerde_ontvanger"} | found)
        await sam.say("zondag 22 november om 11 uur")
        await sam.say(STORY)
        assert "later dan het ontdekken" in sam.text
        period = {"happened_date": "2026-11-20", "until_date": "2026-11-21", "what_happened": STORY}
        for wrong, refusal in (
            ({"happened_date": "2026-11-25"}, "dit moet nog komen"),
            ({"happened_date": "1998-03-12"}, "te lang geleden"),
            ({"until_date": "2026-11-19"}, "eerder dan het begin"),
            ({"happened_date": "", "happened_time": "11:00"}, "vul ook de dag in"),
        ):
            await sam.press("Volgende", period | wrong)
            assert refusal in sam.text
            assert STORY in str(sam.card), "what was typed stays"
        await sam.press("Volgende", period)
        await sam.press("Volgende", {"data_kinds": ["contact"]})
        await sam.press("Volgende", {"groups": ["client"], "n_people": "1"})
        await sam.press("Volgende", {"cause": "vergissing", "systems": ["papier"]})
        await sam.press(SEND)
        told = (await bot.case(number_on(sam.text))).report
        assert (told.happened_from[:10], told.happened_until[:10]) == ("2026-11-20", "2026-11-21")


async def test_who_tells_that_a_colleague_called_reports_for_somebody_else(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("een collega belde dat hij een brief naar de verkeerde stuurde")
        await sam.press("Volgende")
        await sam.press("Volgende")
        await sam.press("Volgende", {"data_kinds": ["contact"]})
        await sam.press("Volgende", {"groups": ["client"], "n_people": "1"})
        await sam.press("Volgende", {"cause": "vergissing", "systems": ["papier"]})
        await sam.press(SEND)
        assert (await bot.case(number_on(sam.text))).report.for_another
