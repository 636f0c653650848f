"""A backup on the command line: made while the bot writes, brought back into an empty store of either engine, and no
number that was given out since is given out again."""

import asyncio
import json
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.commands.command_line import run
from bot.register_places import places_of
from bot.registers import BREACH, REGISTERS
from bot.turns.talks import TABLE as TALKS_TABLE
from bot.turns.talks import partition as talks_partition
from cases.desks.anchors import LOGGED_KEY
from cases.desks.case_desk import CaseDesk
from cases.desks.desks import Desks
from cases.desks.register_desk import RegisterDesk
from cases.desks.whole_register import ends
from cases.ports import ANY_ETAG, Delete, Insert, Replace, Row, RowStore
from cases.register.seals import NO_SEALS, Seals, read_seals
from storage.open_store import open_rows
from storage.sqlite_rows import SqliteRows
from tests.azurite import connection_string, running_azurite
from tests.bot.commands.test_export import ORG, SAM, _pause, filed
from tests.house import ORGANISATION_FILE

KEY = "1:" + "4b" * 32
NOW = datetime.now(UTC)


class Program:
    """The program on a store, and what it says."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, store: str, *arguments: str, key: str = "") -> tuple[int, list[dict[str, Any]], str]:
        """Exit code, lines of JSON and stderr."""
        environment = {
            "PRIVACYBOT_STORE": store,
            "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE),
            "PRIVACYBOT_SEAL_KEY": key,
        }
        code = run(arguments, environment)
        out, err = self._capsys.readouterr()
        assert err.count("\n") <= 1
        return code, [json.loads(line) for line in out.splitlines()], err

    def sqlite(self, name: str) -> str:
        """A store of this name."""
        return f"sqlite:{self.folder / name}"

    def file(self, name: str = "backup.jsonl") -> str:
        """A file of this name."""
        return str(self.folder / name)


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(tmp_path, capsys)


@pytest.fixture(scope="module")
def azurite() -> Iterator[int]:
    with running_azurite() as port:
        yield port


async def _file(rows: RowStore, count: int, seals: Seals = NO_SEALS, first: int = 1) -> list[str]:
    desk = CaseDesk(rows, ORG, BREACH, _pause, seals)
    for number in range(first, first + count):
        await filed(f"d{number}", NOW)(desk)
    return [case.number for case in await desk.own(SAM.aad_id, 100)]


async def _filled(store: str, count: int, seals: Seals = NO_SEALS, first: int = 1) -> list[str]:
    rows = await open_rows(store)
    try:
        return await _file(rows, count, seals, first)
    finally:
        await rows.close()


async def _rows_of(store: str) -> dict[tuple[str, str, str], str]:
    rows = await open_rows(store)
    try:
        return {
            (table, where, row.key): row.value
            for table, where in places_of(ORG)
            for row in await rows.scan(table, where, "", "~", 10_000)
        }
    finally:
        await rows.close()


def test_a_backup_holds_every_partition_of_the_organisation(tmp_path: Path) -> None:
    async def desks() -> Desks:
        rows = await SqliteRows.open(tmp_path / "rows.db")
        await rows.close()
        return Desks(rows, ORG, _pause, REGISTERS)

    cases = [("cases", desk.partition) for desk in asyncio.run(desks())]
    assert places_of(ORG) == [
        *cases,
        ("cases", ORG.partition("organisation")),
        (TALKS_TABLE, talks_partition(ORG)),
        ("links", ORG.key),
    ]


def test_the_drill_on_sqlite(program: Program) -> None:
    first, second = program.sqlite("first.db"), program.sqlite("second.db")
    asyncio.run(_filled(first, 5))

    async def while_it_runs() -> int:
        """The bot has the file open and writes in it."""
        rows = await open_rows(first)
        try:
            copying = asyncio.create_task(
                asyncio.to_thread(run, ["backup", program.file()], _environment(first))
            )
            more = 0
            while not copying.done():
                more += 1
                await rows.commit("links", ORG.key, [Insert(f"other|{more}", "{}")])
            assert await copying == 0
            return more
        finally:
            await rows.close()

    assert asyncio.run(while_it_runs()) > 0
    assert stat.S_IMODE(Path(program.file()).stat().st_mode) == 0o600
    assert sorted(each.name for each in program.folder.iterdir() if each.name.startswith(".")) == []
    program(first, "verify", "breach")
    code, (told,), _ = program(second, "restore", program.file(), "--skip", "0")
    assert (code, told["passed_over"]) == (0, {})
    kept, back = asyncio.run(_rows_of(first)), asyncio.run(_rows_of(second))
    links = {place for place in kept if place[2].startswith("other|")}
    assert {place: value for place, value in back.items() if place not in links} == {
        place: value for place, value in kept.items() if place not in links
    }
    code, told_of, _ = program(second, "verify", "breach")
    assert (code, told_of[-1]["cases"], told_of[-1]["broken"]) == (0, 5, 0)


def _environment(store: str, key: str = "") -> dict[str, str]:
    return {
        "PRIVACYBOT_STORE": store,
        "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE),
        "PRIVACYBOT_SEAL_KEY": key,
    }


def test_the_drill_from_azure_to_sqlite_and_back(program: Program, azurite: int) -> None:
    azure = connection_string(azurite)
    asyncio.run(_filled(azure, 4, read_seals(KEY)))
    before = asyncio.run(_rows_of(azure))
    code, (told,), _ = program(azure, "backup", program.file())
    assert (code, told["rows"]) == (0, len(before))
    code, _, err = program(azure, "restore", program.file())
    assert code == 2
    assert "not empty" in err
    assert asyncio.run(_rows_of(azure)) == before
    code, _, _ = program(program.sqlite("other.db"), "restore", program.file(), "--skip", "0", key=KEY)
    assert code == 0
    assert asyncio.run(_rows_of(program.sqlite("other.db"))) == before
    code, told_of, _ = program(program.sqlite("other.db"), "verify", "breach", key=KEY)
    assert (code, told_of[-1]["sealed"]) == (0, 4)

    async def emptied() -> None:
        rows = await open_rows(azure)
        for table, where in places_of(ORG):
            for row in await rows.scan(table, where, "", "~", 10_000):
                await rows.commit(table, where, [Delete(row.key, ANY_ETAG)])
        await rows.close()

    asyncio.run(emptied())
    again = program.file("again.jsonl")
    assert program(program.sqlite("other.db"), "backup", again)[0] == 0
    assert program(azure, "restore", again, "--skip", "0")[0] == 0
    assert asyncio.run(_rows_of(azure)) == before


def test_no_number_that_was_given_out_after_the_backup_is_given_out_again(program: Program) -> None:
    lived, back, seals = program.sqlite("lived.db"), program.sqlite("back.db"), read_seals(KEY)
    asyncio.run(_filled(lived, 3, seals))
    assert program(lived, "backup", program.file(), key=KEY)[0] == 0
    known = asyncio.run(_filled(lived, 40, seals, first=4))
    assert program(back, "restore", program.file(), key=KEY)[0] == 0
    after = asyncio.run(_filled(back, 2, seals, first=100))
    new = set(after) - {f"DL-{NOW.year}-{count:04d}" for count in (1, 2, 3)}
    assert len(new) == 2
    assert not new & set(known)
    code, told, _ = program(back, "verify", "breach", key=KEY)
    assert code == 0, "what was passed over is not taken for what somebody took out"
    assert (told[-1]["cases"], told[-1]["lost"]) == (5, 100)

    async def taken_out() -> None:
        rows = await open_rows(back)
        lost = (await rows.scan("cases", ORG.partition("breach"), "lost|", "lost|~", 10))[0]
        await _rewritten(rows, lost, lost.value.replace('"first":4', '"first":2'))
        await rows.close()

    asyncio.run(taken_out())
    code, told, _ = program(back, "verify", "breach", key=KEY)
    assert code == 1
    assert {"case": str(NOW.year), "fault": "forged", "seq": 0} in told


async def _rewritten(rows: RowStore, row: Row, value: str) -> None:
    await rows.commit("cases", row.partition, [Replace(row.key, value, row.etag)])


def test_what_was_told_outside_moves_the_numbers_on(program: Program) -> None:
    lived, back, seals = program.sqlite("lived.db"), program.sqlite("back.db"), read_seals(KEY)
    asyncio.run(_filled(lived, 2, seals))
    assert program(lived, "backup", program.file(), key=KEY)[0] == 0
    asyncio.run(_filled(lived, 5, seals, first=3))

    async def told() -> list[str]:
        rows = await open_rows(lived)
        anchor = await ends(RegisterDesk(rows, ORG, BREACH, seals), LOGGED_KEY, NOW)
        await rows.close()
        return anchor.lines(seals)

    Path(program.file("log.txt")).write_text("\n".join(asyncio.run(told())), "utf-8")
    arguments = ("--anchors", program.file("log.txt"), "--skip", "0")
    code, (summary,), _ = program(back, "restore", program.file(), *arguments, key=KEY)
    assert (code, summary["passed_over"]) == (0, {f"DL-{NOW.year}": "0003-0007"})
    assert f"DL-{NOW.year}-0008" in asyncio.run(_filled(back, 1, seals, first=100))


@pytest.mark.parametrize("damage", ["cut", "changed", "other", "missing"])
def test_what_is_no_whole_backup_changes_nothing(program: Program, damage: str) -> None:
    store, back = program.sqlite("first.db"), program.sqlite("back.db")
    asyncio.run(_filled(store, 2))
    assert program(store, "backup", program.file())[0] == 0
    path = Path(program.file())
    text = path.read_text("utf-8")
    if damage == "missing":
        path.unlink()
    else:
        other = {
            "cut": text[:-20],
            "changed": text.replace("Een brief", "Een boek"),
            "other": "".join(text.splitlines(True)[:1]),
        }[damage]
        path.write_text(other, "utf-8")
    code, told, err = program(back, "restore", program.file())
    assert (code, told) == (2, [])
    assert err.startswith("privacybot: ")
    assert not Path(back.removeprefix("sqlite:")).exists()


def test_a_backup_is_on_disk_before_it_has_its_name(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power that goes away leaves a whole file or none: a name that is on disk before its rows promises too much."""
    store, named = program.sqlite("first.db"), Path(program.file())
    asyncio.run(_filled(store, 2))
    synced = list[tuple[int, bool]]()

    def fsync(file: int) -> None:
        synced.append((os.fstat(file).st_size, named.exists()))

    monkeypatch.setattr(os, "fsync", fsync)
    assert program(store, "backup", str(named))[0] == 0
    assert (named.stat().st_size, False) in synced


def test_nothing_is_written_over_and_nothing_is_made_of_nothing(program: Program) -> None:
    store = program.sqlite("first.db")
    code, _, err = program(store, "backup", program.file())
    assert (code, Path(store.removeprefix("sqlite:")).exists()) == (2, False)
    assert "there is no file" in err
    asyncio.run(_filled(store, 1))
    assert program(store, "backup", program.file())[0] == 0
    assert program(store, "backup", program.file())[0] == 2
    assert program(store, "restore", program.file("x"), "--skip", "-1")[0] == 2
    assert program(store, "backup", "/nowhere/x")[0] == 2
