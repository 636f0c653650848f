"""The rhythm of the house: the digest of the morning, and the end of what was kept long enough."""

from datetime import datetime, timedelta
from pathlib import Path

from tests.e2e.fake_teams import NOOR, SAM, Chat, Post
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import AMSTERDAM, RunningBot, running_bot
from tests.e2e.test_case import living

DIGEST = "Open datalekken"


def digests(office: Chat) -> list[Post]:
    return [post for post in office.posts if DIGEST in post.text]


async def until(bot: RunningBot, month: int, day: int, hour: int, minute: int, year: int = 2026) -> None:
    """Let time pass until then, as the clock on the wall has it."""
    left = datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM) - bot.clock.now
    await bot.advance(seconds=left / timedelta(seconds=1))


async def test_on_a_working_day_the_office_sees_what_is_open(tmp_path: Path) -> None:
    async with running_bot(tmp_path, instances=2) as bot:
        number = await report(bot.personal(SAM))
        secret = await report(
            bot.personal(SAM), confidential=True, story="Iemand las een dossier zonder reden."
        )
        office = bot.channel("po", NOOR)
        await until(bot, 11, 24, 8, 29)
        assert digests(office) == []
        await until(bot, 11, 24, 8, 31)
        (post,) = digests(office)
        assert number in post.text
        assert secret in post.text
        assert "▰" in post.text
        assert SAM.name not in post.text
        assert "zonder reden" not in post.text
        assert post.activity["summary"] == "Open datalekken: 2"
        await bot.restart()
        await bot.settled()
        assert len(digests(office)) == 1, "a restart tells nothing twice"
        await until(bot, 11, 27, 8, 31)
        late = digests(office)[-1]
        assert "2 te laat" in late.text
        assert "zeg waarom" in late.text
        assert "Leg bij elk vast waarom" in late.text
        told = len(digests(office))
        await until(bot, 11, 29, 20, 0)
        assert len(digests(office)) == told, "not in a weekend"


async def test_nothing_open_no_card(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        await until(bot, 11, 24, 8, 31)
        await until(bot, 11, 25, 8, 31)
        assert bot.teams.posts == []
        await report(bot.personal(SAM))
        await until(bot, 11, 26, 8, 31)
        assert len(digests(bot.channel("po", NOOR))) == 1, "and the rhythm goes on"


async def test_past_its_years_a_closed_case_is_gone_and_the_register_adds_up(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        number = await report(sam)
        await bot.settled()
        await sam.press("Dit was een vergissing")
        await sam.press("Vraag om te sluiten", {"reason": "De brief lag toch nog op mijn eigen bureau."})
        await bot.settled()
        await office.press("Sluit als vergissing", on=living(office))
        await office.press("Sluit de zaak", {"reason": "Er was geen lek, gezien."}, on=living(office))
        await bot.settled()
        await until(bot, 11, 22, 12, 0, year=2031)
        assert await bot.keys("case|")
        await until(bot, 11, 24, 3, 31, year=2031)
        assert await bot.keys("case|"), (
            "Teams was asked and says that this clock is right; still it waits a day"
        )
        for hours in range(27):
            assert hours > 23 or await bot.keys("case|"), "what is announced waits a day"
            await sam.say("menu")  # so that Teams says what time it is
            await bot.advance(hours=1)
        assert await bot.keys("case|") == await bot.keys("event|") == await bot.keys("words|") == []
        assert await bot.keys("destroyed|") == [f"destroyed|{number}"]
        assert len(await bot.keys("destruction|")) == 1
        noor = bot.personal(NOOR)
        await noor.say(f"toon {number}")
        assert STORY not in noor.text
        assert "Dit nummer ken ik niet" in noor.text
