"""A row that cannot be read, of any kind: the other cases go on, it is set aside and counted, and no word is told."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.outbox.loop import FAULT_TRIES
from cards.words import words_beside
from cases.desks import own_cases
from cases.people import person_key
from cases.register.plans import Mail
from tests.e2e.fake_teams import NOOR, SAM, Chat, Post
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import RunningBot, running_bot
from tests.e2e.test_case import living
from tests.e2e.test_chores import digests, until
from tests.e2e.test_reminders import stages_of

OWN_CASES = words_beside(own_cases.__file__)


def torn(value: str) -> str:
    """The first half."""
    return value[: len(value) // 2]


def newer(value: str) -> str:
    """With a field that this program does not know."""
    return '{"a_field_of_tomorrow": 1, ' + value.removeprefix("{")


def mistyped(value: str) -> str:
    """JSON, but of something else."""
    return f"[{len(value)}]"


async def damaged(bot: RunningBot, kind: str, number: str, how: Callable[[str], str]) -> list[str]:
    """Damage the rows of this kind that are of this case."""
    breach = bot.org.partition("breach")
    if kind == "links":
        return await bot.damage("links", bot.org.key, f"person|{person_key(SAM.aad_id)}", how)
    prefixes = {"case": f"case|{number}", "post": f"post|{number}|"}
    if kind in prefixes:
        return await bot.damage("cases", breach, prefixes[kind], how)
    keys = [key for key in await bot.keys(f"{kind}|") if number in key]
    return [each for key in keys for each in await bot.damage("cases", breach, key, how)]


def card_of(office: Chat, number: str) -> Post:
    """The living card of this case."""
    return next(post for post in office.posts if number in post.text and post.thread is None)


@pytest.mark.parametrize(
    ("kind", "how", "aside"),
    [
        ("due", torn, True),
        ("due", mistyped, True),
        ("case", torn, True),
        ("case", newer, True),
        ("post", torn, True),
        ("open", torn, False),
        ("all", mistyped, False),
        ("links", torn, True),
    ],
)
async def test_the_healthy_case_is_reminded_of_and_the_rest_is_counted(
    tmp_path: Path, kind: str, how: Callable[[str], str], aside: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("po", NOOR)
        sick = await report(sam)
        healthy = await report(sam)
        await bot.settled()
        assert await damaged(bot, kind, sick, how)
        await office.press("Ik pak dit op", on=card_of(office, healthy))
        for hours in (1, 1, 22, 1, 24):
            await bot.advance(hours=hours)
            for _ in range(4):
                await bot.advance(minutes=2)  # time for the next tries
        assert await stages_of(bot, healthy) == ["ap-48h", "ap-24h"]
        late = digests(office)[-1]
        assert healthy in late.text, "the digest survives it"
        status, parts = await bot.get("/health/ready")
        assert status == 200
        assert (parts["set_aside"] > 0) == aside
        await sam.say("hoe staat het met mijn melding")
        assert healthy in sam.text
        assert OWN_CASES("title") in sam.text
        assert "a_field_of_tomorrow" not in caplog.text
        for word in STORY.split()[1:3]:
            assert f" {word} " not in caplog.text


async def test_a_repaired_row_goes_after_a_restart(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        office = bot.channel("po", NOOR)
        number = await report(bot.personal(SAM))
        await bot.settled()
        where = bot.org.partition("breach")
        whole = (await bot.kept(number)).model_dump_json(exclude_defaults=True)
        await bot.damage("cases", where, f"case|{number}", torn)
        for minutes in (24 * 60, 2, 2, 2, 2):
            await bot.advance(minutes=minutes)
        broken = await bot.keys("broken|")
        assert broken, "tried a few times, then set aside"
        assert all("|case|due|" in key for key in broken)
        assert (await bot.get("/health/ready"))[1]["set_aside"] == len(broken)
        await bot.damage("cases", where, f"case|{number}", lambda _: whole)
        await bot.restart()
        await bot.settled()
        assert await bot.keys("broken|") == []
        assert await stages_of(bot, number) == ["ap-48h"]
        assert (await bot.get("/health/ready"))[1]["set_aside"] == 0
        assert number in living(office).text


class OddMailer:
    """A relay whose library fails of what nobody foresaw, for as long as it is `odd`."""

    relays = True

    def __init__(self) -> None:
        self.odd, self.tries = True, 0

    async def send(self, mail: Mail) -> None:
        self.tries += 1
        if self.odd:
            raise ZeroDivisionError(mail.text)


async def test_a_fault_in_one_message_holds_up_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mailer = OddMailer()
    async with running_bot(tmp_path, mailer=mailer) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        assert number in living(bot.channel("po", NOOR)).text
        for _ in range(8):
            await bot.advance(minutes=2)
        assert mailer.tries == FAULT_TRIES, "not for ever"
        assert (await bot.get("/health/ready")) == (
            200,
            {"store": True, "keys": True, "outbox": True, "set_aside": 1, "refused": 0},
        )
        failed = [
            line for line in caplog.messages if "failed: ZeroDivisionError at test_damaged_rows.py" in line
        ]
        assert len(failed) == FAULT_TRIES
        mailer.odd = False
        await bot.restart()
        await bot.settled()
        assert mailer.tries == FAULT_TRIES + 1
        assert await bot.keys("broken|") == []


async def test_who_loses_a_conversation_begins_anew(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("ik denk dat ik een datalek heb")
        where = f"{bot.org.key}:talks"
        await bot.damage("conversations", where, "talk|", torn)
        await sam.say("hoe staat het met mijn melding")
        assert "Ik kan niet meer lezen waar we waren gebleven" in sam.text
        number = await report(sam)
        await bot.damage("conversations", where, "talk|", mistyped)
        await sam.say("menu")
        assert "We beginnen opnieuw" in sam.text
        await sam.say("hoe staat het met mijn melding")
        assert number in sam.text, "told once; what was sent is there"
        assert await bot.numbers() == [number]
        aside = [key for key in (await bot.everything()).splitlines() if key.startswith("broken|")]
        assert len(aside) == 2, "kept as they were"
        await bot.advance(days=bot.org.terms.draft_days, hours=2)
        assert "broken|" not in await bot.everything(), "what was typed is kept as long as a draft is"


async def test_an_office_whose_link_is_torn_links_again(tmp_path: Path) -> None:
    async with running_bot(tmp_path, linked=False) as bot:
        office = bot.channel("privacy", NOOR)
        await office.say("koppel PO")
        await bot.damage("links", bot.org.key, "office|", torn)
        number = await report(bot.personal(SAM))
        await bot.settled()
        await bot.advance(minutes=1)
        await office.say("koppel PO")
        await bot.advance(minutes=1)
        assert any(number in post.text for post in office.posts)


async def test_a_row_of_a_list_comes_back_with_the_next_change(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sick = await report(bot.personal(SAM))
        healthy = await report(bot.personal(SAM))
        await bot.settled()
        await damaged(bot, "open", sick, torn)
        await until(bot, 11, 24, 8, 31)
        office = bot.channel("po", NOOR)
        (post,) = digests(office)
        assert healthy in post.text
        assert sick not in post.text
        await office.press("Ik pak dit op", on=card_of(office, sick))
        await until(bot, 11, 25, 8, 31)
        assert sick in digests(office)[-1].text, "the next change writes its row anew"
