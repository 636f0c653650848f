"""The clock of the machine jumps, ahead or back, for a while: nobody is reminded early, nothing is wiped or lost."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from tests.e2e.fake_teams import HTML, NOOR, SAM, person
from tests.e2e.filing import SEND, number_on, report, to_review
from tests.e2e.running_bot import MONDAY_AFTERNOON, Clock, RunningBot, running_bot
from tests.e2e.test_reminders import stages_of
from tests.faults.story import OTHER_STORY, healthy, quiet_logs

JUMPS = {
    "three years ahead": timedelta(days=3 * 365),
    "a day ahead": timedelta(days=1),
    "two days back": timedelta(days=-2),
}


async def goes_on(bot: RunningBot, seconds: float) -> None:
    """Time passes, on the clock of the machine and on that of Teams."""
    real = bot.teams.clock
    assert isinstance(real, Clock)
    real.advance(seconds=seconds)
    await bot.advance(seconds=seconds)


def cards_of(bot: RunningBot, number: str) -> list[str]:
    """The living cards of this case in the channel."""
    office = bot.channel("po", NOOR).posts
    return [
        post.text
        for post in office
        if post.thread is None and number in post.text and "Open datalekken" not in post.text
    ]


@pytest.mark.parametrize("name", JUMPS)
async def test_the_clock_jumps_and_is_put_right(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    real = Clock(MONDAY_AFTERNOON)
    async with running_bot(tmp_path) as bot:
        bot.teams.clock = real
        sam, ada = bot.personal(SAM), bot.personal(person("Ada Voorbeeld"))
        first = await report(sam)
        await bot.settled()
        await to_review(ada, story=OTHER_STORY, kind="kwijt", data_kinds=("login",))
        bot.clock.advance(seconds=JUMPS[name].total_seconds())
        told_before, bo = len(sam.posts), bot.personal(person("Bo Voorbeeld"))
        await to_review(bo, kind="cc", data_kinds=("financieel",))
        bot.teams.fail(*[HTML] * 100)  # and just then Teams fails: what is sent is put off by this clock
        await bo.press(SEND)
        second = number_on(bo.text)
        async with asyncio.timeout(30):
            while f"card of {second} is tried again" not in caplog.text:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)  # some more rounds by that clock
        assert await stages_of(bot, first) == [], "nobody is reminded early"
        assert len(sam.posts) == told_before
        bot.teams.failures.clear()
        bot.clock.now = real.now
        await healthy(bot, name)
        await goes_on(bot, 3700)  # what is looked at once an hour
        for _ in range(3):
            await goes_on(bot, 310)
        assert len(cards_of(bot, first)) == 1
        assert len(cards_of(bot, second)) == 1
        assert {number_on(mail.subject) for mail in bot.mails} == {first, second}
        await ada.press(SEND)  # the draft stands where it stood
        third = number_on(ada.text)
        assert len({first, second, third}) == 3
        await goes_on(bot, 1)
        assert len(cards_of(bot, third)) == 1
        await goes_on(bot, 24 * 3600)
        await goes_on(bot, 400)
        assert "ap-48h" in await stages_of(bot, first), "and in time when its time has come"
        for number in (first, second, third):
            assert await bot.events(number)
        await quiet_logs(caplog, name)
