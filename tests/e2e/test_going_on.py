"""A restart, a redelivery, a double click, an old card: nothing is lost and nothing happens twice."""

import asyncio
from pathlib import Path

from tests.e2e.fake_teams import JILL, NOOR, SAM, person
from tests.e2e.filing import SEND, STORY, number_on, report, to_review
from tests.e2e.running_bot import LOU, running_bot
from tests.e2e.test_case import ANSWER, QUESTION, filed_breach, living, under


async def test_the_conversation_goes_on_after_a_restart_at_every_step(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("datalek")
        for fields in (
            {"kind": "kwijt"},
            {"what_happened": STORY},
            {"data_kinds": ["contact"]},
            {"groups": ["client"]},
            {"done": "de buren gevraagd"},
        ):
            await bot.restart()
            await sam.press("Volgende", fields)
        await bot.restart()
        await sam.press(SEND)
        number = number_on(sam.text)
        await bot.restart()
        await bot.settled()
        office = bot.channel("po", NOOR)
        assert number in office.text
        await bot.restart()
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        await bot.restart()
        await sam.press("Stuur mijn antwoord", {"answer": ANSWER})
        await bot.settled()
        assert ANSWER in living(office).text
        assert (await bot.case(number)).report.done == "de buren gevraagd"


async def test_typing_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("laptop kwijt")
        await bot.restart()
        await sam.say("gisteren om half drie")
        await bot.restart()
        await sam.say("Ik liet de laptop in de trein naar huis liggen")
        assert "Welke gegevens" in sam.text


async def test_redelivered_activities_change_nothing(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        await sam.say("datalek")
        await sam.redeliver()
        assert len(sam.posts) <= 2
        await sam.press("Volgende", {"kind": "kwijt"}, on=sam.posts[0])
        await sam.redeliver()
        await sam.press("Volgende", {"what_happened": STORY})
        await sam.redeliver()
        await sam.press("Volgende", {"data_kinds": ["contact"]})
        await sam.press("Volgende", {"groups": ["client"]})
        await sam.press("Volgende")
        await sam.press(SEND)
        number = number_on(sam.text)
        answered = await sam.redeliver()
        assert answered.card is not None
        assert number in sam.text_of(answered.card)
        await bot.settled()
        assert await bot.numbers() == [number]
        for title in ("Gezien", "Ik pak dit op"):
            await office.press(title, on=living(office))
            await office.redeliver()
            await bot.settled()
        await office.press("Stuur de vraag", {"question": QUESTION}, on=living(office))
        await office.redeliver()
        await bot.settled()
        assert [event.event for event in await bot.events(number)] == [
            "file",
            "seen",
            "take_up",
            "ask_reporter",
        ]
        await sam.press("Stuur mijn antwoord", {"answer": ANSWER})
        await sam.redeliver()
        await bot.settled()
        assert len(await bot.events(number)) == 5
        assert len([post for post in under(office) if ANSWER in post.text]) == 1
        assert len(bot.mails) == 1


async def test_a_typed_line_that_is_delivered_again_after_a_restart_files_once(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await to_review(sam)
        await sam.say("ja")
        await bot.restart()
        await sam.redeliver()
        assert await bot.numbers() == ["DL-2026-0001"]


async def test_a_storm_of_clicks_files_once(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        await to_review(sam)
        pressed = sam.pressing(SEND)
        assert pressed is not None
        answers = await asyncio.gather(*(sam.send(pressed | {"id": f"f:{n}"}) for n in range(8)))
        assert {answered.error for answered in answers} == {None}
        assert {number_on(str(each.card)) for each in answers if each.card} == {"DL-2026-0001"}
        await bot.settled()
        assert await bot.numbers() == ["DL-2026-0001"]
        assert len(office.posts) == 1
        assert len(bot.mails) == 1
        taken = office.pressing("Ik pak dit op")
        assert taken is not None
        answers = await asyncio.gather(*(office.send(taken | {"id": f"f:x{n}"}) for n in range(8)))
        assert {answered.error for answered in answers} == {None}
        await bot.settled()
        assert len(await bot.events("DL-2026-0001")) == 2


async def test_an_old_card_gets_a_kind_answer_and_changes_nothing(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        await sam.say("datalek")
        first = sam.card
        await sam.press("Volgende", {"kind": "kwijt"})
        await sam.press("Volgende", {"what_happened": STORY})
        await sam.press("Volgende", {"kind": "hack"}, card=first)
        assert "Deze kaart was oud" in sam.text
        assert "Welke gegevens" in sam.text
        await sam.press("Volgende", {"data_kinds": ["contact"]})
        await sam.press("Volgende", {"groups": ["client"]})
        await sam.press("Volgende")
        summary = sam.card
        await sam.press(SEND)
        number = number_on(sam.text)
        await sam.press(SEND, card=summary)
        assert number in sam.text
        await bot.settled()
        fresh = office.card
        await office.press("Ik pak dit op")
        await bot.settled()
        await bot.channel("po", NOOR).press("Ik pak dit op", card=fresh)
        await bot.settled()
        assert (await bot.case(number)).report.kind == "kwijt"
        assert len(await bot.events(number)) == 2


async def test_somebody_else_took_it_up_a_moment_ago(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        fresh = office.card
        lou = bot.channel("po", LOU)
        await office.press("Ik pak dit op")
        await bot.settled()
        await lou.press("Ik pak dit op", on=living(office), card=fresh)
        assert "Deze kaart was oud" in lou.text
        assert NOOR.name in lou.text
        taken = (await bot.case(number)).taken_up
        assert taken is not None
        assert taken.by.name == NOOR.name


async def test_many_people_at_once_each_get_an_own_number(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        people = [person(f"Ada{n} Voorbeeld") for n in range(8)]
        numbers = await asyncio.gather(*(report(bot.personal(each)) for each in people))
        assert sorted(numbers) == [f"DL-2026-{n:04d}" for n in range(1, 9)]
        await bot.settled(within=40)
        assert len([post for post in bot.channel("po", NOOR).posts if post.thread is None]) == 8
        assert len(bot.mails) == 8


async def test_a_draft_expires_and_its_owner_is_told(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await to_review(sam)
        await bot.advance(days=13.9)
        assert len(sam.posts) == 1
        await bot.advance(days=0.2)
        assert "Je antwoorden zijn gewist" in sam.text
        assert STORY not in await bot.everything()
        await bot.advance(days=20)
        assert len(sam.posts) == 2


async def test_a_touched_draft_lives_on(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("datalek")
        await sam.press("Volgende", {"kind": "kwijt"})
        await bot.advance(days=10)
        await sam.press("Volgende", {"what_happened": STORY})
        await bot.advance(days=10)
        assert STORY in await bot.everything()
        await sam.press("Volgende", {"data_kinds": ["contact"]})
        await sam.press("Volgende", {"groups": ["client"]})
        await bot.advance(days=15)
        assert STORY not in await bot.everything()


async def test_a_press_on_the_card_of_an_expired_draft_says_so(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await to_review(sam)
        await bot.stop()
        bot.clock.advance(days=15)
        await bot.start()
        await sam.press(SEND, on=sam.posts[0])
        await bot.advance(minutes=2)  # whoever lost the race for the draft has its lease until then
        assert not await bot.numbers()
        assert any("Je antwoorden zijn gewist" in post.text for post in sam.posts)


async def test_stop_menu_and_go_on(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await to_review(sam)
        await sam.press("Stop")
        await sam.say("menu")
        await sam.say("datalek")
        assert "Je was al begonnen" in sam.text
        await sam.press("Ga verder")
        assert STORY in sam.text
        await sam.press("Terug")
        await sam.press("Volgende")
        await sam.press(SEND)
        assert await bot.numbers() == ["DL-2026-0001"]


async def test_something_else_in_the_middle_is_offered(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await report(sam)
        await sam.say("datalek")
        await sam.press("Volgende", {"kind": "kwijt"})
        form = sam.card, sam.post  # it shrinks once the offer stands below it, sooner or later
        await sam.say("hoe staat het met mijn melding")
        await sam.press("Ja, doe dat")
        assert "DL-2026-0001" in sam.text
        await sam.press("Volgende", {"what_happened": STORY}, card=form[0], on=form[1])
        assert "Welke gegevens" in sam.text


async def test_installing_greets_once(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        jill = bot.personal(JILL)
        await jill.open()
        await jill.install()
        assert len(jill.posts) == 1
        await jill.press(next(each for each in jill.titles if each.startswith("Er ging iets mis")))
        assert "Goed dat je het zegt" in jill.text
