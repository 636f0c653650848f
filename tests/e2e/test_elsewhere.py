"""What is typed in a channel or group is answered in the own chat of whoever typed it."""

import asyncio
from pathlib import Path

import pytest

from bot.registers import first_aid
from tests.e2e.fake_teams import BLOCKED, NOOR, SAM, Chat
from tests.e2e.filing import SEND
from tests.e2e.running_bot import RunningBot, running_bot
from tests.house import organisation

AID = first_aid(organisation())[0].replace("**", "")
TOLD = "Ik stuurde per ongeluk een mail met dossiers naar een verkeerd adres"


def elsewhere(bot: RunningBot, scope: str) -> Chat:
    return bot.teams.group("collega's", SAM) if scope == "group" else bot.channel("overleg", SAM)


@pytest.mark.parametrize("scope", ["channel", "group"])
async def test_a_breach_told_in_public_is_reported_from_the_own_chat(tmp_path: Path, scope: str) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        there, own = elsewhere(bot, scope), bot.personal(SAM)
        await there.say(TOLD)
        assert TOLD not in there.text
        assert "Haal het dan weg" in there.text
        assert "koppel" not in there.text
        assert "Open je eigen chat" in there.titles
        assert "Datalek melden" in own.text
        await own.press("Volgende")
        assert TOLD in own.text, "what was told is the story"
        await own.press("Volgende")
        await own.press("Volgende", {"data_kinds": ["contact"]})
        await own.press("Volgende", {"groups": ["client"]})
        await own.press("Volgende")
        await own.press(SEND)
        assert await bot.numbers() == ["DL-2026-0001"]


@pytest.mark.parametrize("scope", ["channel", "group"])
async def test_only_who_told_it_sees_the_first_aid_and_the_way(tmp_path: Path, scope: str) -> None:
    async with running_bot(tmp_path, tokens=True) as bot:
        there = elsewhere(bot, scope)
        others = bot.teams.group("collega's", NOOR) if scope == "group" else bot.channel("overleg", NOOR)
        await there.say(TOLD)
        assert [post.only_for for post in there.posts] == [SAM.teams_id]
        assert others.posts == []
        assert TOLD not in there.text
        assert AID in there.text
        assert "Open je eigen chat" in there.titles
        await there.say("hoe laat begint het overleg")
        assert AID not in there.text


async def test_what_teams_does_not_show_to_one_person_stands_there_for_all_without_first_aid(
    tmp_path: Path,
) -> None:
    async with running_bot(tmp_path) as bot:
        bot.teams.shows_alone = False
        there = elsewhere(bot, "channel")
        await there.say(TOLD)
        assert [post.only_for for post in there.posts] == [""]
        assert "Hier leest iedereen mee" in there.text
        assert AID not in there.text


async def test_a_slash_command_is_answered_unseen_and_asks_to_take_nothing_away(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        there, own = elsewhere(bot, "channel"), bot.personal(SAM)
        await there.slash("Datalek melden")
        assert [post.only_for for post in there.posts] == [SAM.teams_id]
        assert AID in there.text
        assert "Haal het dan weg" not in there.text
        assert "Datalek melden" in own.text


async def test_the_same_public_message_three_times_at_once_is_answered_once(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        there, own = elsewhere(bot, "channel"), bot.personal(SAM)
        await there.say("hallo")
        again = there.last_activity | {"id": bot.teams.new_id(), "text": TOLD}
        before = len(own.posts), len(there.posts)
        await asyncio.gather(*(there.send(again) for _ in range(3)))
        assert (len(own.posts), len(there.posts)) == (before[0] + 1, before[1] + 1)


async def test_who_blocked_the_bot_is_shown_the_way(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        there = elsewhere(bot, "channel")
        bot.teams.fail(BLOCKED)
        await there.say(TOLD)
        assert "Open je eigen chat met mij" in there.text
        assert not bot.personal(SAM).posts


async def test_an_officer_still_links_and_opens_registers_in_the_channel(tmp_path: Path) -> None:
    async with running_bot(tmp_path, linked=False) as bot:
        office = bot.channel("privacy", NOOR)
        await office.say("wat moet ik hier doen")
        assert "koppel po" in office.text
        await office.say("koppel PO")
        assert "Gekoppeld" in office.posts[-1].text
        seen = len(bot.personal(NOOR).posts)
        await office.say("toon open datalekken")
        assert len(bot.personal(NOOR).posts) == seen
