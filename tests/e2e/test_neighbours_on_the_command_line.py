"""The sub-commands on a store of two organisations: each is about one, and says so when it is not told which."""

import asyncio
import json
import logging
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.commands.command_line import run
from bot.registers import REGISTERS
from cases.register.seals import read_seals
from tests.bot.test_organisation_folder import told
from tests.e2e.fake_teams import TENANT
from tests.e2e.neighbours import OTHER_TENANT, Neighbour, breach, entry, neighbours, question, request
from tests.house import organisation

KEY = f"1:{'ab' * 32}"
SEALS = read_seals(KEY)

READING = (
    ("export", "breach", "--format", "json"),
    ("export", "rights", "--format", "csv"),
    ("export", "consult", "--format", "json"),
    ("export", "processing", "--format", "json"),
    ("export", "figures", "--year", "2026", "--format", "json"),
    ("export", "paper", "DL-2026-0001"),
    ("export", "paper", "DL-2026-0001", "letter", "--format", "txt"),
    ("export", "breach", "--template", "--format", "csv"),
    ("verify", "breach"),
    ("verify", "rights"),
    ("impact", "14"),
    ("retry",),
    ("forget", "00000000-0000-4000-8000-000000000099"),
)


@dataclass(frozen=True)
class Desk:
    """An administrator's machine: the folder of the organisations, the store, and what came out of a command."""

    folder: Path
    capfd: pytest.CaptureFixture[str]

    def run(self, *arguments: object, store: str = "privacybot.db") -> tuple[int, str, str]:
        """Exit code, what was said and what was complained of."""
        self.capfd.readouterr()
        environment = {
            "PRIVACYBOT_STORE": f"sqlite:{self.folder / store}",
            "PRIVACYBOT_ORGANISATION": str(self.folder / "organisations"),
            "PRIVACYBOT_SEAL_KEY": KEY,
        }
        code = run([str(each) for each in arguments], environment)
        out, err = self.capfd.readouterr()
        return code, out, err

    async def aside(self, *arguments: object, store: str = "privacybot.db") -> tuple[int, str, str]:
        """The same beside the running bot."""
        return await asyncio.to_thread(self.run, *arguments, store=store)


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Desk:
    files = tmp_path / "organisations"
    files.mkdir()
    (files / "appel.toml").write_text(told("WIL", TENANT), "utf-8")
    (files / "peer.toml").write_text(told("PEER", OTHER_TENANT), "utf-8")
    return Desk(tmp_path, capfd)


async def lived(*both: Neighbour) -> None:
    for here in both:
        for happens in (breach, request, question, entry):
            await happens(here)


async def test_each_command_tells_of_one_organisation(tmp_path: Path, desk: Desk) -> None:
    async with neighbours(tmp_path, seals=SEALS) as (apple, pear):
        await lived(apple, pear)
        for command in READING:
            code, out, err = await desk.aside(*command)
            assert (code, out) == (2, ""), command
            assert err.count("\n") == 1
            assert "--organisation" in err
            assert "peer, wil" in err
            for name, here, other in (("wil", apple, pear), ("PEER", pear, apple)):
                code, out, err = await desk.aside(*command, "--organisation", name)
                assert code == 0, (command, err)
                assert other.secret not in out + err
                shown = command[1:2] in (("breach",), ("rights",), ("consult",), ("processing",))
                if command[0] == "export" and shown and "--template" not in command:
                    assert here.secret in out, command
            assert (await desk.aside(*command, "--organisation", "kers"))[0] == 2


async def test_a_backup_is_of_one_and_goes_back_beside_the_other(tmp_path: Path, desk: Desk) -> None:
    async with neighbours(tmp_path, seals=SEALS) as (apple, pear):
        await lived(apple, pear)
        for name, here, other in (("wil", apple, pear), ("peer", pear, apple)):
            file = tmp_path / f"{name}.jsonl"
            assert (await desk.aside("backup", file, "--organisation", name))[0] == 0
            held = file.read_text("utf-8")
            assert here.secret in held
            assert other.secret not in held
            assert f'"{other.org.key}:' not in held
        before = await apple.bot.everything(), await pear.bot.everything()
        code, _, err = await desk.aside(
            "restore", tmp_path / "wil.jsonl", "--organisation", "peer", store="new.db"
        )
        assert code == 2
        assert "another organisation" in err
        for name in ("wil", "peer"):
            restored = ("restore", tmp_path / f"{name}.jsonl", "--skip", 0, "--organisation", name)
            assert (await desk.aside(*restored, store="new.db"))[0] == 0
            assert (await desk.aside(*restored, store="new.db"))[0] == 2, "it holds that one already"
        apple.bot.store = pear.bot.store = f"sqlite:{tmp_path / 'new.db'}"
        for each in (apple.bot, pear.bot):
            await (await each._open()).close()
            each._rows = None
        assert (await apple.bot.everything(), await pear.bot.everything()) == before


async def test_one_that_was_tampered_with_says_nothing_of_the_other(tmp_path: Path, desk: Desk) -> None:
    async with neighbours(tmp_path, seals=SEALS) as (apple, pear):
        await lived(apple, pear)
        await pear.bot.damage(
            "cases", "peer:breach", "event|DL-2026-0001|", lambda value: value.replace("file", "fila")
        )
        assert (await desk.aside("verify", "breach", "--organisation", "peer"))[0] == 1
        assert (await desk.aside("verify", "breach", "--organisation", "wil"))[0] == 0


async def test_rows_of_one_prove_nothing_in_the_place_of_the_other(tmp_path: Path, desk: Desk) -> None:
    async with neighbours(tmp_path, seals=SEALS) as (apple, pear):
        await lived(apple, pear)
        rows = await pear.bot._scan(
            "cases", "peer:breach", "event|DL-2026-0001|000001", "event|DL-2026-0001|~"
        )
        moved = {row.key: row.value for row in rows}
        (key,) = [each for each in await apple.bot.keys("event|") if each in moved]
        await apple.bot.damage("cases", "wil:breach", key, lambda value: moved[key])
        assert (await desk.aside("verify", "breach", "--organisation", "wil"))[0] == 1


async def test_the_ends_that_are_told_are_compared_with_those_of_the_same_organisation(
    tmp_path: Path, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.outbox.chores")
    async with neighbours(tmp_path, seals=SEALS) as (apple, pear):
        await lived(apple, pear)
        await breach(apple)
        await apple.bot.advance(hours=16)
        lines = [each.message for each in caplog.records if each.message.startswith("anchor ")]
        assert {json.loads(each[7:])["organisation"] for each in lines} == {"wil", "peer"}
        assert len(lines) == 2 * len(REGISTERS)
        log = tmp_path / "bot.log"
        log.write_text("\n".join(lines), "utf-8")
        for name, cases in (("wil", 2), ("peer", 1)):
            code, out, _ = await desk.aside("verify", "breach", "--anchors", log, "--organisation", name)
            assert code == 0, out
            summary = json.loads(out.splitlines()[-1])
            assert (summary["cases"], summary["anchors"]) == (cases, 1)
        for here in (apple, pear):
            mails = [each for each in here.mails() if "controleregels" in each.subject]
            assert {each.to for each in mails} == {here.org.offices.fg.email}
            assert f'"organisation":"{here.org.key}"' in mails[0].text
        log.write_text("\n".join(each for each in lines if '"peer"' in each), "utf-8")
        code, _, err = await desk.aside("verify", "breach", "--anchors", log, "--organisation", "wil")
        assert code == 2
        assert "no anchor of WIL" in err


async def test_check_tells_what_is_set_of_each(desk: Desk) -> None:
    code, out, err = desk.run("check", "--local")
    assert code == 1, "it would start, and an office has no deputy"
    summary = json.loads(out)
    told_of = {line.split(": ")[1] for line in err.splitlines()}
    assert told_of == {key for key, each in summary["organisations"].items() if each["wrong"]} != set()
    assert set(summary["organisations"]) == {"wil", "peer"}
    assert summary["organisations"]["peer"]["organisation"] == "Organisatie PEER"
    assert summary["organisations"]["peer"]["offices_without_channel"] == ["po", "fg", "jz"]


async def test_what_is_taken_over_beside_the_bot_is_told_to_the_right_one(tmp_path: Path, desk: Desk) -> None:
    """A breach that still runs brings a card: nobody typed anything, so the running bot saw what the command wrote."""
    async with neighbours(tmp_path, seals=SEALS) as (apple, pear):
        await breach(apple)
        file = tmp_path / "datalekken.csv"
        exported = ("export", "breach", "--format", "csv", "--out", file, "--organisation", "wil")
        assert (await desk.aside(*exported))[0] == 0
        officer = organisation().offices.po.members[0]
        assert not pear.channel("po").posts
        taken = ("import", "breach", file, "--by", officer.id, "--organisation", "peer")
        code, out, err = await desk.aside(*taken)
        assert code == 0, out + err
        await pear.bot.advance(days=7)  # a command goes by the clock of the machine
        assert apple.secret in pear.channel("po").posts[0].text, "who takes it over wants it there"
        assert await pear.bot.numbers() == ["DL-2026-0001"]
