"""In the evening and at weekends the bot leaves employees alone, but for the direct answer; offices hear the clock."""

from datetime import datetime
from pathlib import Path

from tests.e2e.fake_teams import NOOR, SAM
from tests.e2e.filing import report
from tests.e2e.running_bot import AMSTERDAM, Clock, RunningBot, running_bot
from tests.e2e.test_case import QUESTION, filed, living

FRIDAY_EVENING = datetime(2026, 11, 27, 19, 0, tzinfo=AMSTERDAM)


async def until(bot: RunningBot, day: int, hour: int, minute: int = 0) -> None:
    """Let time pass until then, hour by hour, as outside of tests."""
    end = datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM)
    while bot.clock.now < end:
        left = (end - bot.clock.now).total_seconds()
        await bot.advance(seconds=min(left, 6 * 3600))


async def test_a_question_of_friday_evening_comes_on_monday_morning(tmp_path: Path) -> None:
    async with running_bot(tmp_path, clock=Clock(FRIDAY_EVENING)) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await report(sam)
        assert number in sam.text, "the direct answer comes at any hour"
        await bot.settled()
        assert number in living(office).text, "and the office hears at once"
        await office.press("Ik pak dit op", on=living(office))
        await bot.advance(minutes=1)
        await office.press("Stuur de vraag", {"question": QUESTION}, on=living(office))
        cards = len(sam.posts)
        await until(bot, 30, 8, 29)
        assert len(sam.posts) == cards
        assert [post for post in office.posts if post.thread], "the clock ran on for the office"
        await until(bot, 30, 8, 31)
        assert "opgepakt" in sam.posts[-2].text
        assert QUESTION in sam.posts[-1].text, "in the order in which it happened"
        cards = len(sam.posts)
        await until(bot, 30, 12, 28)
        assert len(sam.posts) == cards, "asked again four hours after it came, not after it was asked"
        await until(bot, 30, 12, 40)
        assert len(sam.posts) == cards + 1


async def test_what_could_not_be_sent_by_day_is_not_sent_at_night(tmp_path: Path) -> None:
    async with running_bot(tmp_path, clock=Clock(FRIDAY_EVENING.replace(hour=15, minute=30))) as bot:
        sam, _, _ = await filed(bot, n_people="onbekend")
        cards = len(sam.posts)
        await bot.stop()
        bot.clock.advance(hours=8)
        await bot.start()
        await bot.settled()
        assert len(sam.posts) == cards, "open answers were due while the bot was down"
        await until(bot, 30, 8, 31)
        assert len(sam.posts) == cards + 1


async def test_a_draft_that_runs_out_at_night_is_wiped_then_and_told_in_the_morning(tmp_path: Path) -> None:
    async with running_bot(tmp_path, clock=Clock(FRIDAY_EVENING.replace(day=6, hour=21))) as bot:
        sam = bot.personal(SAM)
        await sam.say("laptop kwijt")
        await sam.say("Ik liet de laptop in de trein naar huis liggen")
        cards = len(sam.posts)
        await until(bot, 20, 21, 5)
        assert "trein" not in await bot.everything()
        assert len(sam.posts) == cards
        await until(bot, 23, 8, 31)
        assert "Je antwoorden zijn gewist" in sam.text
        assert len(sam.posts) == cards + 1
