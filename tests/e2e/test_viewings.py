"""Who opened a case and who took a file: kept once a day, for the FG alone, told at once when the file is large."""

from pathlib import Path

import pytest

from cases.organisation import Oversight
from tests.e2e.fake_teams import FINN, NOOR, SAM
from tests.e2e.filing import report
from tests.e2e.running_bot import JIP, LOU, RunningBot, running_bot
from tests.e2e.test_case import living
from tests.e2e.test_strangers import forge

LIST = {"file": "list", "register": "breach", "filter": "open", "of": "file"}


async def seen(bot: RunningBot, number: str) -> list[str]:
    return [each for each in await bot.keys("seen|") if number in each]


async def test_who_opens_a_case_is_kept_once_a_day_and_the_fg_reads_it(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        assert await seen(bot, number) == [], "who reports it, and the card that comes, are no viewings"
        noor, finn = bot.personal(NOOR), bot.personal(FINN)
        await noor.say(f"toon {number}")
        await noor.say(f"toon {number.lower()}")
        await noor.press("Toon verloop")
        assert len(await seen(bot, number)) == 1
        office = bot.channel("po", LOU)
        await office.press("Toon verloop", on=living(office))
        assert len(await seen(bot, number)) == 2
        await noor.say("open datalekken")
        await finn.say(f"wie zag {number}")
        assert "23 november 2026" in finn.text
        assert f"{LOU.name}, {NOOR.name}" in finn.text or f"{NOOR.name}, {LOU.name}" in finn.text
        await bot.advance(days=1)
        await noor.say(f"toon {number}")
        assert len(await seen(bot, number)) == 3
        await finn.say("waar knelt het beleid")
        await finn.press("Wie nam bestanden")
        await finn.press("Toon wie hem opende", {"number": f" {number.lower()}"})
        assert finn.text.index("24 november") < finn.text.index("23 november")


async def test_what_was_not_shown_was_not_seen(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        jip = bot.personal(JIP)
        await jip.say(f"toon {number}")
        await forge(jip, "show", {"case": number})
        await forge(bot.personal(NOOR), "show", {"case": "DL-2026-0999"})
        await bot.personal(SAM).say(f"toon {number}")
        assert await bot.keys("seen|") == []


@pytest.mark.parametrize("who", [SAM, NOOR, JIP], ids=lambda who: who.name)
async def test_only_the_fg_reads_it_and_only_in_the_own_chat(tmp_path: Path, who: object) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        await bot.personal(NOOR).say(f"toon {number}")
        chat = bot.personal(who)  # type: ignore[arg-type]
        for line in ("wie nam bestanden", f"wie zag {number}"):
            await chat.say(line)
            told = " ".join(post.text for post in chat.posts)
            assert "Wie opende" not in told
            assert "Wie nam bestanden" not in told
        answered = await forge(chat, "viewings", {"of": "viewings", "number": number})
        assert answered.notice is not None
        assert "alleen voor" in answered.notice
        answered = await forge(bot.channel("fg", FINN), "viewings", {"of": "viewings", "number": number})
        assert answered.notice is not None
        assert "eigen chat" in answered.notice


@pytest.mark.parametrize(("most", "told"), [(1, 1), (2, 0)])
async def test_a_large_file_is_told_to_the_fg_at_once_and_stands_in_the_overview(
    tmp_path: Path, most: int, told: int
) -> None:
    async with running_bot(tmp_path, tokens=True, oversight=Oversight(file_cases=most)) as bot:
        await report(bot.personal(SAM))
        await report(bot.personal(SAM))
        noor, finn = bot.personal(NOOR), bot.personal(FINN)
        await noor.say("hallo")
        await bot.settled()
        await forge(noor, "give", LIST)
        await noor.consent(yes=False)
        await bot.settled()
        news = [post for post in bot.channel("fg", FINN).posts if "Iemand nam een groot bestand" in post.text]
        assert news == [], "a file that was not taken is none"
        await forge(noor, "give", LIST)
        await noor.consent()
        await bot.settled()
        news = [post for post in bot.channel("fg", FINN).posts if "Iemand nam een groot bestand" in post.text]
        assert len(news) == told
        for post in news:
            assert f"{NOOR.name} nam 2 zaken mee" in post.text
            assert NOOR.name not in post.summary
        await finn.say("wie nam bestanden?")
        assert "Bestanden: 1" in finn.text
        assert NOOR.name in finn.text
        assert "(zaken: 2)" in finn.text


async def test_what_is_older_than_its_term_goes_and_the_rest_stays(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True, oversight=Oversight(access_months=1)) as bot:
        number = await report(bot.personal(SAM))
        noor, sam = bot.personal(NOOR), bot.personal(SAM)
        await noor.say(f"toon {number}")
        await forge(noor, "give", LIST)
        await noor.consent()
        await bot.settled()
        await bot.advance(days=20)
        await noor.say(f"toon {number}")
        assert len(await bot.keys("seen|")) == 2
        await bot.advance(days=11, hours=11)
        for _ in range(5):
            await sam.say("menu")  # so that Teams says what time it is
            await bot.advance(hours=1)
        (left,) = await bot.keys("seen|")
        assert "2026-12-13" in left
        assert await bot.keys("given|") == []


async def test_the_news_waits_for_a_channel_that_is_not_there_yet(tmp_path: Path) -> None:
    async with running_bot(tmp_path, linked=False, tokens=True, oversight=Oversight(file_cases=1)) as bot:
        await report(bot.personal(SAM))
        await report(bot.personal(SAM))
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        await bot.settled()
        await forge(noor, "give", LIST)
        await noor.consent()
        await bot.settled()
        office = bot.channel("fg", FINN)
        await office.say("koppel FG")
        await bot.advance(minutes=2)
        assert sum("Iemand nam een groot bestand" in post.text for post in office.posts) == 1
        assert [key for key in await bot.keys("due|") if "|taken-" in key] == []
