"""The 72 hours with a clock that the test sets: stages, seen or not, FG, deputies, too late, outages, summer time."""

from datetime import datetime
from pathlib import Path

from tests.e2e.fake_teams import FINN, NOOR, SAM, Chat, Post
from tests.e2e.filing import report
from tests.e2e.running_bot import AMSTERDAM, KIM, LOU, Clock, RunningBot, running_bot
from tests.e2e.test_case import filed, filed_breach, living, under


def reminders(chat: Chat) -> list[Post]:
    """Messages that still ask for "Gezien", apart from the living card; the newest last."""
    return [
        post
        for post in chat.posts
        if "\nToon de zaak" in post.text and "\nGezien\n" in post.text and "Toon verloop" not in post.text
    ]


async def stages_of(bot: RunningBot, number: str) -> list[str]:
    return [event.why for event in await bot.events(number) if event.event == "remind"]


async def test_every_stage_once_and_then_daily(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await office.press("Ik pak dit op")
        await bot.settled()
        expected: list[str] = []
        for hours, stage in ((24, "ap-48h"), (24, "ap-24h"), (12, "ap-12h"), (8, "ap-4h"), (3, "ap-1h")):
            await bot.advance(hours=hours, seconds=-1)
            assert await stages_of(bot, number) == expected, "not a second too early"
            await bot.advance(seconds=1)
            expected.append(stage)
            assert await stages_of(bot, number) == expected
        await bot.advance(hours=1)
        for day in ("ap-0h", "ap-late-1d", "ap-late-2d"):
            expected.append(day)
            assert await stages_of(bot, number) == expected
            await bot.advance(hours=24)
        assert [event.event for event in await bot.events(number)].count("term_missed") == 1
        case = await bot.case(number)
        assert case.missed
        assert "te laat" in living(office).text
        assert len(under(office)) == 9
        assert len(reminders(office)) == 1, "only the last one still asks"


async def test_without_a_reminder_of_the_living_card_nothing_else_is_posted(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await bot.advance(hours=24)
        told = [post for post in office.posts if post.thread is None and "Open datalekken" not in post.text]
        assert len(told) == 1, "beside the digest of the morning"
        assert [post.thread for post in reminders(office)] == [living(office).id]
        assert number in reminders(office)[0].text


async def a_day_with_a_deputy(bot: RunningBot) -> tuple[Chat, int, Chat, str]:
    """A breach was taken up a day ago: the deputy's chat and how much stood in it, the channel, the number."""
    kim = bot.personal(KIM)
    await kim.say("hallo")
    before = len(kim.posts)
    _, office, number = await filed(bot)
    await office.press("Ik pak dit op")
    await bot.advance(hours=24)
    return kim, before, office, number


async def test_a_seen_reminder_shrinks_and_the_deputy_is_left_alone(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        kim, before, office, number = await a_day_with_a_deputy(bot)
        first = reminders(office)[0]
        await office.press("Gezien", on=first)
        await bot.settled()
        assert "Gezien door Noor Voorbeeld" in first.text
        assert not reminders(office)
        state = (await bot.case(number)).reminders["ap-48h"]
        assert state.seen is not None
        await bot.advance(hours=24)
        assert len(kim.posts) == before


async def test_an_unseen_reminder_brings_in_the_deputy(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        kim, before, office, _ = await a_day_with_a_deputy(bot)
        assert len(kim.posts) == before, "the first one is for the office itself"
        await bot.advance(hours=24)
        assert len(kim.posts) == before + 1
        assert KIM.name in reminders(office)[-1].text
        await kim.press("Gezien")
        await bot.settled()
        assert not reminders(office), "seen in the deputy's chat counts for the office"


async def test_when_nobody_ever_looked_the_deputy_hears_at_the_first_stage(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        kim = bot.personal(KIM)
        await kim.say("hallo")
        before = len(kim.posts)
        await filed(bot)
        await bot.advance(hours=24)
        assert len(kim.posts) == before + 1


async def test_gezien_on_the_living_card_counts_for_the_reminders_that_went_out(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        kim, before, office, _ = await a_day_with_a_deputy(bot)
        await bot.channel("po", LOU).press("Gezien", on=living(office))
        await bot.settled()
        assert not reminders(office)
        await bot.advance(hours=24)
        assert len(kim.posts) == before


async def test_from_twelve_hours_on_the_fg_is_reminded_and_has_an_own_gezien(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        fg = bot.channel("fg", FINN)
        _, office, number = await filed(bot)
        await office.press("Ik pak dit op")
        await bot.advance(hours=48)
        assert not fg.posts
        await bot.advance(hours=12)
        assert len(reminders(fg)) == 1
        await fg.press("Gezien")
        await bot.settled()
        assert not reminders(fg)
        assert len(reminders(office)) == 1, "the FG does not see for the Privacy Officer"
        state = (await bot.case(number)).reminders["ap-12h"]
        assert state.seen is None
        assert state.seen_fg is not None


async def test_after_an_outage_only_the_latest_stage_is_sent(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await bot.stop()
        bot.clock.advance(hours=65)
        await bot.start()
        await bot.settled()
        assert await stages_of(bot, number) == ["ap-12h"]
        assert len(reminders(office)) == 1
        await bot.stop()
        bot.clock.advance(hours=60)
        await bot.start()
        await bot.settled()
        assert (await stages_of(bot, number))[0] == "ap-12h"
        assert len(await stages_of(bot, number)) == 2
        assert [event.event for event in await bot.events(number)].count("term_missed") == 1
        assert len(reminders(office)) == 1


async def test_a_discovery_of_days_ago_is_too_late_at_once(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        await sam.say("datalek")
        await sam.press(
            "Volgende", {"kind": "kwijt", "discovered_date": "2026-11-18", "discovered_time": "09:00"}
        )
        await sam.press("Volgende", {"what_happened": "De map lag al een week in de verkeerde kast."})
        await sam.press("Volgende", {"data_kinds": ["contact"]})
        await sam.press("Volgende", {"groups": ["client"]})
        await sam.press("Volgende")
        await sam.press("Verstuur naar de Privacy Officer")
        await bot.settled()
        assert "te laat" in living(office).text
        assert (await bot.case("DL-2026-0001")).missed
        assert len(reminders(office)) == 1


async def test_the_hours_are_elapsed_hours_when_summer_time_begins(tmp_path: Path) -> None:
    friday = Clock(datetime(2027, 3, 26, 12, 0, tzinfo=AMSTERDAM))
    async with running_bot(tmp_path, clock=friday) as bot:
        sam = bot.personal(SAM)
        number = await report(sam)
        assert "maandag 29 maart, 13.00 uur" in sam.text
        await bot.advance(hours=71, minutes=59)
        assert not (await bot.case(number)).missed
        await bot.advance(minutes=1)
        assert (await bot.case(number)).missed
