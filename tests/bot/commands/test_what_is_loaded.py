"""A sub-command loads what it needs: nothing of the web, Teams, Azure or files where none of that is asked for."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from bot.commands.command_line import COMMANDS, SERVE
from bot.register_places import PLACES, register_named, register_of
from bot.registers import BREACH
from bot.registers import REGISTERS as GATHERED
from tests.bot.commands.running import run_python
from tests.bot.commands.test_export import Register, filed, moment
from tests.house import ORGANISATION_FILE, organisation

ROOT = Path(__file__).parents[3]

WIRE = {"aiohttp", "aiosmtplib", "azure", "botbuilder", "botframework", "jwt", "msal", "msrest", "requests"}
FILES = {"docx", "lxml", "openpyxl", "xlsxwriter"}
QUESTIONS = {"bot.registers", "dialogs.assessing", "dialogs.flows", "dialogs.talk"}
OTHERS = {each.module for name, each in PLACES.items() if name != "breach"}
REGISTERS = {"cases.breach.register"} | OTHERS | QUESTIONS
STORES = {"sqlite3", "storage"}

LOOK = """
import json, os, sys
from bot.commands.command_line import run
code = run(sys.argv[1:], os.environ)
print("loaded", json.dumps([code, sorted(sys.modules)]))
"""


@pytest.fixture
def register(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Register:
    return Register(tmp_path / "privacybot.db", capsysbinary)


def loaded_by(*arguments: str, typed: str = "", **environment: str) -> tuple[int, set[str]]:
    """The exit code and the names of all modules that a run of the program loaded."""
    done = run_python("-c", LOOK, *arguments, typed=typed.encode(), environment=environment)
    assert done.returncode == 0, done.stderr
    code, modules = json.loads(done.stdout.rpartition(b"loaded ")[2])
    return code, set(modules)


@pytest.mark.parametrize(
    ("arguments", "typed", "needless"),
    [
        (["understand"], "ik wil een datalek melden\n", WIRE | FILES | REGISTERS | STORES | {"asyncio"}),
        (
            ["deadlines"],
            '{"kind": "breach", "start": "2026-03-02T09:00:00+01:00"}\n',
            WIRE | FILES | REGISTERS,
        ),
        (["assess"], '{"data_kinds": ["diagnose"]}\n', WIRE | FILES | REGISTERS | STORES | {"asyncio"}),
        (["check", "--local"], "", WIRE | FILES | REGISTERS | {"asyncio"}),
        (["flows", "--folder", "FOLDER"], "", WIRE | FILES | STORES),
        (["settings", "--out", "FOLDER/page.md"], "", WIRE | FILES | REGISTERS | {"asyncio"}),
        (["impact", "8"], "", WIRE | FILES | QUESTIONS),
        (["verify", "breach"], "", WIRE | FILES | QUESTIONS | OTHERS),
        (["retry"], "", WIRE | FILES | REGISTERS),
        (["backup", "FOLDER/rows.jsonl"], "", WIRE | FILES | REGISTERS),
        (["forget", "00000000-0000-4000-8000-000000000009"], "", FILES | OTHERS),
        (["export", "breach", "--format", "csv"], "", WIRE | FILES | QUESTIONS | OTHERS),
        (
            ["import", "breach", "FOLDER/rows.csv", "--dry-run"],
            "",
            WIRE | FILES | QUESTIONS | OTHERS,
        ),
        (["export", "figures", "--year", "2026", "--format", "json"], "", WIRE | FILES | QUESTIONS),
        (["export", "paper", "DL-2026-0001"], "", WIRE | FILES | QUESTIONS | OTHERS),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_a_command_loads_nothing_that_it_does_not_need(
    register: Register, arguments: list[str], typed: str, needless: set[str], tmp_path: Path
) -> None:
    register.fill(filed("d" * 32, moment(3, 2)))
    heads = BREACH.export.titles(organisation())
    (tmp_path / "rows.csv").write_text(";".join(heads) + "\n")
    code, modules = loaded_by(
        *(each.replace("FOLDER", str(tmp_path)) for each in arguments),
        typed=typed,
        PRIVACYBOT_ORGANISATION=str(ORGANISATION_FILE),
        PRIVACYBOT_STORE=f"sqlite:{register.path}",
    )
    assert code == (1 if arguments[0] == "check" else 0), "nobody stands in for the FG there"
    assert sorted(needless & modules) == []
    assert {each.module for each in COMMANDS.values()} & modules == {COMMANDS[arguments[0]].module}


LATER = {"numpy", "dialogs.dutch.encoder"}
"""What only a line needs of which the first ear is not certain."""


def test_the_bot_itself_loads_no_files_no_azure_and_not_the_second_ear() -> None:
    code, modules = loaded_by()
    assert code == 2, "nothing is set, so it does not start"
    assert SERVE in modules
    assert sorted((FILES | LATER | {"storage.azure_rows"}) & modules) == []


def test_restore_loads_the_registers_and_nothing_of_the_wire(register: Register, tmp_path: Path) -> None:
    register.fill(filed("d" * 32, moment(3, 2)))
    settings = {"PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE)}
    kept = str(tmp_path / "rows.jsonl")
    loaded_by("backup", kept, PRIVACYBOT_STORE=f"sqlite:{register.path}", **settings)
    code, modules = loaded_by("restore", kept, PRIVACYBOT_STORE=f"sqlite:{tmp_path / 'back.db'}", **settings)
    assert code == 0
    assert sorted((WIRE | FILES | QUESTIONS) & modules) == []


@pytest.mark.parametrize("module", [each.module for each in COMMANDS.values()])
def test_every_command_can_be_loaded(module: str) -> None:
    command = import_module(module)
    assert callable(command.add_arguments)
    assert callable(command.carry_out)


def test_a_command_finds_the_registers_that_the_bot_has() -> None:
    assert [each.name for each in GATHERED] == list(PLACES)
    for each in GATHERED:
        found = register_named(each.name)
        assert (found.name, found.prefix, found.life) == (each.name, each.prefix, each.life)
        assert register_of(each.prefix) is found
    assert register_of("XX") is None
