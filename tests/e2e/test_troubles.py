"""Trouble with the bot itself: its administrators hear it in the morning, in Teams or by mail, and nobody else does."""

from pathlib import Path

from cases.organisation import Administrators
from tests.e2e.fake_teams import FINN, NOOR, SAM
from tests.e2e.fake_world import channel_id
from tests.e2e.running_bot import RunningBot, running_bot

TITLE = "Er is iets mis met de privacybot"
HERE = Administrators(people=(SAM.aad_id,), mail="beheer@voorbeeld.nl")


async def next_morning(bot: RunningBot) -> None:
    """The bot is somewhere after a quarter to eight of the next day."""
    await bot.advance(hours=18)
    await bot.settled()


async def test_an_administrator_hears_it_once_a_day(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True, administrators=HERE) as bot:
        sam, noor = bot.personal(SAM), bot.personal(NOOR)
        for chat in (sam, noor):
            await chat.say("hallo")
        bot.teams.lost.add(channel_id("fg"))
        await next_morning(bot)
        (told,) = [post for post in sam.posts if TITLE in post.text]
        assert "Het kanaal van functionaris gegevensbescherming is niet te bereiken" in told.text
        assert "Privacybot: " in told.summary
        for other in (noor, bot.personal(FINN), bot.channel("po", NOOR)):
            assert all(TITLE not in post.text for post in other.posts)
        assert not [mail for mail in bot.mails if TITLE in mail.text]
        bot.teams.lost.clear()
        await bot.advance(hours=24)
        await bot.settled()
        newest = [post for post in sam.posts if TITLE in post.text][-1]
        assert "niet te bereiken" not in newest.text, "what was mended is not told again"


async def test_without_a_chat_it_comes_by_mail(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True, administrators=HERE) as bot:
        await next_morning(bot)
        (mail,) = [mail for mail in bot.mails if TITLE in mail.text]
        assert mail.to == HERE.mail
        assert mail.subject.startswith("Privacybot: ")


async def test_without_administrators_it_stands_in_the_log_alone(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        sam = bot.personal(SAM)
        await sam.say("hallo")
        await next_morning(bot)
        assert all(TITLE not in post.text for post in sam.posts)
        assert not [mail for mail in bot.mails if TITLE in mail.text]
