"""A confidential case: the channel sees number and clock, the facts go to the chats of those who may see them."""

from pathlib import Path

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM
from tests.e2e.filing import STORY
from tests.e2e.running_bot import LOU, running_bot
from tests.e2e.test_case import QUESTION, filed, living


async def test_the_channel_shows_number_and_clock_only(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        _, office, number = await filed(bot, confidential=True, kind="hack", n_people="11-100")
        shown = office.text
        assert number in shown
        for secret in (STORY, SAM.name, "Account gehackt", "11 tot 100", "buurman"):
            assert secret not in shown
        assert STORY in noor.text
        assert SAM.name in noor.text
        assert len([post for post in noor.posts if STORY in post.text]) == 1


async def test_an_officer_whom_the_bot_never_met_asks_for_the_facts(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        lou = bot.personal(LOU)
        _, office, number = await filed(bot, confidential=True)
        assert not lou.posts
        office = bot.channel("po", LOU)
        answered = await office.press("Stuur mij de feiten")
        assert answered.notice
        assert STORY not in str(answered.body)
        await bot.advance(minutes=1)
        assert STORY in lou.text
        assert "send_facts" in [event.event for event in await bot.events(number)]
        assert not bot.personal(NOOR).posts


async def test_nothing_leaks_into_the_channel_while_the_case_lives(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        sam, office, number = await filed(bot, confidential=True, data_kinds=["gezondheid"])
        facts = noor.post
        await office.press("Ik pak dit op")
        await bot.settled()
        await noor.press("Stuur de vraag", {"question": QUESTION}, on=facts)
        await bot.settled()
        assert QUESTION in sam.text
        await sam.press("Stuur mijn antwoord", {"answer": "Dat was de collega van de balie, zegt men."})
        await bot.settled()
        assert "collega van de balie" in noor.card_in(facts).__str__()
        await sam.press("Dit was een vergissing", on=sam.posts[0])
        await sam.press("Vraag om te sluiten", {"reason": "Het was de map van iemand anders, blijkt."})
        await bot.settled()
        await bot.advance(hours=30)
        for channel in ("po", "fg"):
            for post in bot.channel(channel, FINN).posts:
                for secret in (STORY, SAM.name, QUESTION, "balie", "map van iemand", "Gezondheid"):
                    assert secret not in post.text
        answered = await office.press("Gezien", on=living(office))
        assert STORY not in str(answered.body)
        assert (await bot.case(number)).confidential


async def test_an_open_case_is_made_confidential(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        _, office, number = await filed(bot)
        assert STORY in office.text
        await office.press("Maak vertrouwelijk")
        await bot.settled()
        assert STORY not in living(office).text
        assert STORY not in office.text
        assert STORY in noor.text
        await office.press("Ik pak dit op")
        await bot.settled()
        assert (await bot.case(number)).taken_up
        assert "Maak vertrouwelijk" not in living(office).text


async def test_the_course_of_a_confidential_case_stays_out_of_the_channel(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        await filed(bot, confidential=True)
        await noor.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        await noor.press("Toon verloop", on=noor.post)
        assert QUESTION in noor.text
        stranger = bot.channel("po", JILL)
        assert QUESTION not in "".join(post.text for post in stranger.posts)
