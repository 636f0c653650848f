"""`forget`: of who left, the address of the chat and the conversation go, and nothing of anybody else."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.commands.command_line import run
from bot.turns.links import person_row
from bot.turns.talks import TABLE, partition, talk_row
from cases.ports import Insert
from storage.sqlite_rows import SqliteRows
from tests.bot.commands.test_export import ORG
from tests.cases.breach.by_chance import ALEX, SAM
from tests.house import ORGANISATION_FILE


async def _met(path: Path) -> None:
    """Two people who once wrote to the bot."""
    rows = await SqliteRows.open(path)
    for each in (SAM, ALEX):
        await rows.commit("links", ORG.key, [Insert(person_row(each.aad_id), "{}")])
        await rows.commit(TABLE, partition(ORG), [Insert(talk_row(each.aad_id), "{}")])
    await rows.close()


async def _known(path: Path, aad_id: str) -> list[bool]:
    rows = await SqliteRows.open(path)
    found = [
        await rows.get("links", ORG.key, person_row(aad_id)),
        await rows.get(TABLE, partition(ORG), talk_row(aad_id)),
    ]
    await rows.close()
    return [each is not None for each in found]


def test_who_left_is_forgotten_and_nobody_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "privacybot.db"
    asyncio.run(_met(path))
    told = {"PRIVACYBOT_STORE": f"sqlite:{path}", "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE)}
    assert run(["forget", SAM.aad_id.upper()], told) == 0
    assert json.loads(capsys.readouterr().out) == {"forgotten": ["chat", "conversation"]}
    assert asyncio.run(_known(path, SAM.aad_id)) == [False, False]
    assert asyncio.run(_known(path, ALEX.aad_id)) == [True, True]
    assert run(["forget", SAM.aad_id], told) == 0
    assert json.loads(capsys.readouterr().out) == {"forgotten": []}


def test_a_store_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {
        "PRIVACYBOT_STORE": f"sqlite:{tmp_path / 'nowhere.db'}",
        "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE),
    }
    assert run(["forget", SAM.aad_id], told) == 2
    assert "nowhere.db" in capsys.readouterr().err
