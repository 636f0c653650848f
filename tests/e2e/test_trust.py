"""The FG can trust the register: it is sealed, its ends are told outside the store each day, and it can be checked."""

import asyncio
import json
import logging
import sqlite3
from pathlib import Path

import pytest

from bot.commands.command_line import run
from cases.register.seals import read_seals
from tests.e2e.fake_teams import FINN, NOOR, SAM
from tests.e2e.filing import report
from tests.e2e.running_bot import RunningBot, running_bot
from tests.house import ORGANISATION_FILE

KEY = "1:" + "5e" * 32
SEALS = read_seals(KEY)
ASKED = "Controleer het register."


def rewrite(folder: Path, key: str, old: str, new: str) -> None:
    """Somebody writes in the file behind the bot's back."""
    with sqlite3.connect(folder / "privacybot.db") as file:
        (value,) = file.execute("SELECT value FROM rows WHERE key = ?", (key,)).fetchone()
        assert old in value
        file.execute("UPDATE rows SET value = ? WHERE key = ?", (value.replace(old, new), key))
    file.close()


def verify(folder: Path, *arguments: str, key: str = KEY) -> int:
    """The exit code of `verify`, as a program beside the bot."""
    environment = {
        "PRIVACYBOT_STORE": f"sqlite:{folder / 'privacybot.db'}",
        "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE),
        "PRIVACYBOT_SEAL_KEY": key,
    }
    return run(["verify", "breach", *arguments], environment)


async def a_night(bot: RunningBot) -> None:
    """Until after the ends were told."""
    await bot.advance(hours=16)
    await bot.settled()


async def test_the_ends_are_told_each_night_in_the_log_and_in_one_mail(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.outbox.chores")
    async with running_bot(tmp_path, seals=SEALS) as bot:
        numbers = [await report(bot.personal(SAM)) for _ in range(2)]
        await a_night(bot)
        told = [each for each in bot.mails if "controleregels" in each.subject]
        assert [each.to for each in told] == [bot.org.offices.fg.email]
        lines = [each.message for each in caplog.records if each.message.startswith("anchor ")]
        assert len(lines) == len({json.loads(each[7:])["register_name"] for each in lines}) == 8
        for number in numbers:
            assert number in told[0].text
            assert any(number in each for each in lines)
        assert SAM.name not in told[0].text + "".join(lines)
        await bot.advance(hours=24)
        await bot.settled()
        assert len([each for each in bot.mails if "controleregels" in each.subject]) == 2


async def test_without_a_key_nothing_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with running_bot(tmp_path) as bot:
        await report(bot.personal(SAM))
        await a_night(bot)
        assert not any("controleregels" in each.subject for each in bot.mails)
        assert not any(each.getMessage().startswith("anchor ") for each in caplog.records)
        finn = bot.personal(FINN)
        await finn.say(ASKED)
        assert "Datalekken: 1 zaak. Alles klopt." in finn.text
        assert "De zegels kan ik niet controleren." in finn.text


async def test_the_fg_has_the_register_looked_through(tmp_path: Path) -> None:
    async with running_bot(tmp_path, seals=SEALS) as bot:
        number = await report(bot.personal(SAM))
        await bot.settled()
        finn = bot.personal(FINN)
        await finn.say(ASKED)
        assert "Datalekken: 1 zaak. Alles klopt." in finn.text
        assert "Vraag je beheerder" not in finn.text
        rewrite(tmp_path, f"case|{number}", SAM.name, "Iemand Anders")
        await finn.say(ASKED)
        assert f"Datalekken: 1 zaak. Klopt niet: {number}." in finn.text
        assert "Vraag je beheerder" in finn.text


async def test_only_the_fg_gets_it_and_only_where_the_fg_reads(tmp_path: Path) -> None:
    async with running_bot(tmp_path, seals=SEALS) as bot:
        for who in (SAM, NOOR):
            chat = bot.personal(who)
            await chat.say(ASKED)
            assert all("Alles klopt" not in post.text for post in chat.posts)
        await bot.channel("po", FINN).say(ASKED)
        assert all("Alles klopt" not in post.text for post in bot.channel("po", FINN).posts)
        await bot.channel("fg", FINN).say(ASKED)
        assert any("Alles klopt" in post.text for post in bot.channel("fg", FINN).posts)


async def test_the_program_compares_with_a_mail_that_was_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running_bot(tmp_path, seals=SEALS) as bot:
        number = await report(bot.personal(SAM))
        await a_night(bot)
        mail = next(each.text for each in bot.mails if "controleregels" in each.subject)
    kept = tmp_path / "mail.txt"
    kept.write_text(mail, "utf-8")
    assert await asyncio.to_thread(verify, tmp_path, "--anchors", str(kept)) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["sealed"], summary["anchors"], summary["anchors_refused"]) == (1, 1, 0)
    kept.write_text(mail.replace('"cases":1', '"cases":2'), "utf-8")
    assert await asyncio.to_thread(verify, tmp_path, "--anchors", str(kept)) == 1
    assert json.loads(capsys.readouterr().out)["anchors_refused"] == 1
    kept.write_text("niets", "utf-8")
    assert await asyncio.to_thread(verify, tmp_path, "--anchors", str(kept)) == 2
    assert "there is no anchor" in capsys.readouterr().err
    assert await asyncio.to_thread(verify, tmp_path, "--anchors", str(kept), key="") == 2
    assert "PRIVACYBOT_SEAL_KEY" in capsys.readouterr().err
    assert await asyncio.to_thread(verify, tmp_path, key="") == 0
    assert "not checked" in json.loads(capsys.readouterr().out)["seals"]
    kept.write_text(mail, "utf-8")
    with sqlite3.connect(tmp_path / "privacybot.db") as file:
        file.execute("DELETE FROM rows WHERE key LIKE ? OR key LIKE 'counter|%'", (f"%{number}%",))
    file.close()
    assert await asyncio.to_thread(verify, tmp_path) == 0, (
        "of the last case nothing in the store tells that it was there"
    )
    capsys.readouterr()
    assert await asyncio.to_thread(verify, tmp_path, "--anchors", str(kept)) == 1
    faults = {json.loads(line).get("fault") for line in capsys.readouterr().out.splitlines()[:-1]}
    assert faults == {"gone", "counter"}


async def test_who_opens_a_case_that_cannot_be_read_is_told_so(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        number = await report(bot.personal(SAM))
        other = await report(bot.personal(SAM))
        await bot.settled()
        rewrite(tmp_path, f"case|{number}", '"number"', '"numb')
        noor = bot.personal(NOOR)
        await noor.say("menu")
        said = await noor.say(number)
        assert "Deze zaak kan ik niet lezen." in str(said) + noor.text + str(bot.teams.calls[-1])
        await noor.say(other)
        assert other in noor.text
