"""A confidential case: the channel sees number and clock, the facts go to the chats of those who may see them."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Chat, Failure, channel_id
from tests.e2e.filing import STORY, report
from tests.e2e.running_bot import JIP, LOU, RunningBot, running_bot
from tests.e2e.test_case import QUESTION, filed, living
from tests.e2e.test_rights import pass_on, step


def number_of(prefix: str, text: str) -> str:
    found = re.search(rf"{prefix}-\d{{4}}-\d{{4}}", text)
    assert found, text
    return found[0]


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


SECRET = "verzonnengeheim"
"""What is typed in the cases below; nothing of it may stay in a channel."""


async def breach_talked_about(bot: RunningBot, sam: Chat) -> tuple[str, str]:
    number = await report(sam, story=f"De {SECRET} brief kwam bij de buurman.")
    await bot.settled()
    office = bot.channel("po", NOOR)
    await office.press("Stuur de vraag", {"question": f"Wie las de {SECRET} brief?"})
    await bot.settled()
    return number, "po"


async def request_talked_about(bot: RunningBot, sam: Chat) -> tuple[str, str]:
    number = await pass_on(sam, wish=f"Wil de {SECRET} brief zien.")
    await bot.settled()
    office = bot.channel("jz", JIP)
    asked = {"to": "po", "what": f"Zoek de {SECRET} brief.", "until": "2026-11-25"}
    await step(bot, office, "ask_search", "Geef de opdracht", **asked)
    await step(bot, office, "ask_reporter", "Stuur de vraag", question=f"Waar is de {SECRET} brief?")
    return number, "jz"


async def question_talked_about(bot: RunningBot, sam: Chat) -> tuple[str, str]:
    await sam.say("ik wil de PO iets vragen over de kast")
    await sam.press(
        "Stuur naar de Privacy Officer", {"question": f"Mag de {SECRET} brief op de kast liggen?"}
    )
    await bot.settled()
    number = number_of("AD", sam.text)
    office = bot.channel("po", NOOR)
    await office.press("Stuur als vraag terug", {"words": f"Welke {SECRET} brief?"})
    await bot.settled()
    return number, "po"


@pytest.mark.parametrize(
    "talked_about", [breach_talked_about, request_talked_about, question_talked_about], ids=["DL", "RV", "AD"]
)
async def test_what_was_said_in_channels_goes_when_a_case_becomes_confidential(
    tmp_path: Path, talked_about: Callable[[RunningBot, Chat], Awaitable[tuple[str, str]]]
) -> None:
    async with running_bot(tmp_path) as bot:
        who = {"po": NOOR, "jz": JIP}
        sam = bot.personal(SAM)
        number, home = await talked_about(bot, sam)
        await sam.press("Stuur mijn antwoord", {"answer": f"Dat was de {SECRET} collega van de balie."})
        await bot.settled()
        office, officer = bot.channel(home, who[home]), bot.personal(who[home])
        await officer.say("hallo")
        # Pages that somebody called up stand in the channel as messages too.
        await office.say(f"toon {number}")
        await office.press("Toon verloop", fallback=True)
        await office.say(f"zoek {SECRET}")
        before = [post for post in bot.teams.posts if post.conversation != sam.conversation]
        told = [post for post in before if SECRET in post.text]
        assert len([post for post in told if post.conversation == office.conversation]) >= 4
        await officer.say(f"toon {number}")
        if "Maak vertrouwelijk" not in officer.titles:
            await officer.press("Ga verder", {"step": "make_confidential"})
        else:
            await officer.press("Maak vertrouwelijk")
        await bot.settled()
        assert (await bot.kept(number)).confidential
        channels = [channel_id(each) for each in ("po", "fg", "jz")]
        for post in bot.teams.posts:
            if post.conversation in channels:
                assert SECRET not in post.text
                assert SECRET not in post.summary
                assert SAM.name not in post.text
        assert any("Wat hier stond, is weg" in post.text for post in office.posts)
        assert SECRET in officer.text, "who may see it still does"
        updates = [call for call in bot.teams.calls if call.method == "PUT"]
        assert any(call.body.get("summary") == f"{number}: vertrouwelijk" for call in updates)
        count = len(office.posts)
        await bot.advance(minutes=6)
        assert len(office.posts) == count, "once more changes nothing that can be seen"


async def test_what_cannot_be_changed_just_now_is_taken_away_later(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number, _ = await breach_talked_about(bot, bot.personal(SAM))
        office = bot.channel("po", NOOR)
        bot.teams.fail(*[Failure(503)] * 6)
        await office.press("Maak vertrouwelijk", on=living(office))
        await bot.advance(minutes=1)
        await bot.advance(minutes=20)
        assert SECRET not in office.text
        assert (await bot.kept(number)).confidential


async def test_a_note_that_somebody_removed_holds_nothing_up(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        await breach_talked_about(bot, bot.personal(SAM))
        office = bot.channel("po", NOOR)
        note = next(post for post in office.posts if post.thread is not None)
        bot.teams.posts.remove(note)
        await office.press("Maak vertrouwelijk", on=living(office))
        await bot.settled()
        assert SECRET not in office.text


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
