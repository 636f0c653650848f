"""Channels, chats and cards go, and come back: nothing is lost. (Faults of a moment: tests/faults.)"""

from pathlib import Path

from tests.e2e.fake_teams import FINN, NOOR, SAM
from tests.e2e.filing import report
from tests.e2e.running_bot import RunningBot, running_bot
from tests.e2e.test_case import QUESTION, filed_breach, living


async def come_through(bot: RunningBot) -> None:
    """Time for the next tries."""
    for seconds in (6, 20, 70, 310):
        await bot.advance(seconds=seconds)


async def test_a_channel_that_throws_the_bot_out_gets_its_card_when_it_is_let_in_again(
    tmp_path: Path,
) -> None:
    async with running_bot(tmp_path) as bot:
        office = bot.channel("po", NOOR)
        bot.teams.chats_gone.add(office.conversation)
        number = await report(bot.personal(SAM))
        await bot.settled()
        await come_through(bot)
        assert len(bot.mails) == 1, "the mail does not wait for the channel"
        assert not office.posts
        await bot.advance(hours=5)
        bot.teams.chats_gone.clear()
        await bot.advance(minutes=6)
        assert number in living(office).text
        assert len(office.posts) == 1


async def test_an_office_that_lost_its_channel_links_another(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        bot.teams.chats_gone.add(bot.channel("po", NOOR).conversation)
        number = await report(bot.personal(SAM))
        await bot.settled()
        await come_through(bot)
        elsewhere = bot.channel("privacy", NOOR)
        await elsewhere.say("koppel PO")
        await bot.advance(minutes=6)
        assert number in living(elsewhere).text


async def test_the_office_learns_that_a_reporter_cannot_be_reached(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        bot.teams.chats_gone.add(sam.conversation)
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        await come_through(bot)
        assert "not_delivered" in [event.event for event in await bot.events(number)]


async def test_a_card_that_somebody_deleted_comes_back(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, office, number):
        bot.teams.posts.remove(living(office))
        await sam.press("Vul aan")
        await sam.press("Vul aan", {"addition": "Er hoort nog een bijlage bij, zie ik."})
        await bot.settled()
        await come_through(bot)
        assert "Er hoort nog een bijlage bij, zie ik." in living(office).text
        assert number in living(office).text


async def test_without_a_channel_the_card_waits_for_it(tmp_path: Path) -> None:
    async with running_bot(tmp_path, linked=False) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        assert len(bot.mails) == 1
        await bot.advance(hours=10)
        office = bot.channel("privacy", NOOR)
        await office.say("koppel PO")
        await bot.advance(minutes=1)
        assert number in living(office).text


async def test_ready_says_what_is_missing(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        assert await bot.get("/health/live") == (200, {"live": True})
        assert await bot.get("/health/ready") == (
            200,
            {"store": True, "keys": True, "outbox": True, "set_aside": 0, "refused": 0},
        )


async def test_a_silent_office_channel_does_not_let_the_term_pass_in_silence(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        office, fg = bot.channel("po", NOOR), bot.channel("fg", FINN)
        number = await report(bot.personal(SAM))
        await bot.settled()
        mails = len(bot.mails)
        bot.teams.chats_gone.add(office.conversation)
        await bot.advance(hours=24, minutes=1)
        for _ in range(6):
            await bot.advance(minutes=6)
        assert len(bot.mails) == mails + 2, "the office and the FG, by mail"
        assert any(number in post.text for post in fg.posts)
        more = len(bot.mails)
        for _ in range(6):
            await bot.advance(minutes=6)
        assert len(bot.mails) == more, "not again the same day"
