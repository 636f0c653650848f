"""The start and the sub-commands: JSON out; what is wrong is one clear line and code 2, never a trace."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.commands.assess import FACTS_LIMIT
from bot.commands.command_line import run
from bot.commands.understand import LINE_LIMIT
from tests.azurite import connection_string, free_port
from tests.bot.commands.running import run_python

ROOT = Path(__file__).parents[3]
TENANT = "00000000-0000-4000-8000-000000000001"
ORGANISATION = f"""
name = "Voorbeeldorganisatie"
short_name = "VBO"
tenants = ["{TENANT}"]
[offices]
po = {{ name = "Privacy Officer", email = "po@example.com" }}
fg = {{ name = "FG", email = "fg@example.com" }}
jz = {{ name = "JZ", email = "jz@example.com" }}
"""


class Ran:
    """What a run of the program left: exit code, the JSON lines on stdout, stderr as it is."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.err = code, err
        self.told: list[Any] = [json.loads(line) for line in out.splitlines()]


class Program:
    """Runs the command line in this process, with text on stdin."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str, typed: str = "", **environment: str) -> Ran:
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run(arguments, environment)
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(monkeypatch, capsys)


@pytest.fixture
def organisation(tmp_path: Path) -> str:
    path = tmp_path / "organisation.toml"
    path.write_text(ORGANISATION, "utf-8")
    return str(path)


def one_line(err: str) -> str:
    assert err.startswith("privacybot: ")
    assert err.count("\n") == 1
    return err


def test_understand_answers_each_line(program: Program) -> None:
    ran = program("understand", typed="ik wil een datalek melden\n\nqwrtpsdf\n")
    assert ran.code == 0
    assert [each["text"] for each in ran.told] == ["ik wil een datalek melden", "", "qwrtpsdf"]
    assert ran.told[0]["intent"] == "breach"
    assert all(list(each) == ["text", "intent", "confidence", "offered"] for each in ran.told)


def test_understand_cuts_a_line_without_end(program: Program) -> None:
    ran = program("understand", typed="a" * (LINE_LIMIT + 5) + "\n")
    assert len(ran.told[0]["text"]) == LINE_LIMIT


def test_flows_writes_its_pages(program: Program, tmp_path: Path) -> None:
    ran = program("flows", "--folder", str(tmp_path / "flows"))
    assert ran.code == 0
    written = {Path(each["written"]) for each in ran.told}
    assert written
    assert written == set((tmp_path / "flows").rglob("*.md"))


def test_check_tells_what_is_set(program: Program, organisation: str) -> None:
    ran = program("check", "--local", PRIVACYBOT_ORGANISATION=organisation, PRIVACYBOT_PORT="4000")
    assert ran.code == 1, "it would start, and nobody works at its offices"
    assert ran.told[0]["wrong"] == ["empty"] * 3
    assert ran.err.count("privacybot: empty: ") == ran.err.count("\n") == 3
    assert ran.told[0]["organisation"] == "Voorbeeldorganisatie"
    assert (ran.told[0]["port"], ran.told[0]["local"], ran.told[0]["mail"]) == (4000, True, None)
    assert ran.told[0]["offices_without_channel"] == ["po", "fg", "jz"]
    assert (ran.told[0]["sealed"], ran.told[0]["missing_for_trust"]) == (False, ["PRIVACYBOT_SEAL_KEY"])
    assert {"facts.kvk", "mandate.body", "offices.fg.contact"} <= set(ran.told[0]["missing_for_papers"])


def test_check_shows_no_key(program: Program, organisation: str) -> None:
    key = "ab" * 32
    ran = program("check", "--local", PRIVACYBOT_ORGANISATION=organisation, PRIVACYBOT_SEAL_KEY=f"1:{key}")
    assert (ran.told[0]["sealed"], ran.told[0]["missing_for_trust"]) == (True, [])
    assert key not in json.dumps(ran.told) + ran.err


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"PRIVACYBOT_PORT": "eighty"}, "PRIVACYBOT_PORT"),
        ({"PRIVACYBOT_HOST": "0.0.0.0"}, "PRIVACYBOT_HOST"),
        ({"PRIVACYBOT_PROT": "80"}, "PRIVACYBOT_PROT is no setting"),
        ({"PRIVACYBOT_SMTP": "http://mail.example.com"}, "PRIVACYBOT_SMTP"),
        ({"PRIVACYBOT_ORGANISATION": "nowhere.toml"}, "nowhere.toml"),
    ],
)
def test_check_says_which_setting_is_wrong(
    program: Program, organisation: str, settings: dict[str, str], words: str
) -> None:
    ran = program("check", "--local", **{"PRIVACYBOT_ORGANISATION": organisation, **settings})
    assert ran.code == 2
    assert ran.told == []
    settings_told = "".join(
        line for line in ran.err.splitlines(keepends=True) if not line.startswith("privacybot: empty")
    )
    assert words in one_line(settings_told)


def test_nothing_is_served_without_a_registration(program: Program, organisation: str) -> None:
    ran = program(PRIVACYBOT_ORGANISATION=organisation)
    assert ran.code == 2
    lines = ran.err.splitlines()
    assert all(line.startswith("privacybot: PRIVACYBOT_APP_") for line in lines)
    assert "PRIVACYBOT_APP_ID" in lines[0]


def test_a_store_that_cannot_be_reached_is_one_line() -> None:
    environment = {
        "PRIVACYBOT_ORGANISATION": str(ROOT / "playground" / "organisation.toml"),
        "PRIVACYBOT_STORE": connection_string(free_port()),
    }
    ended = run_python(str(ROOT / "app.py"), "--local", typed=b"", environment=environment)
    assert ended.returncode == 2
    assert "PRIVACYBOT_STORE: " in one_line(ended.stderr.decode())


def test_deadlines_go_on_after_a_bad_line(program: Program) -> None:
    lines = [
        '{"kind": "breach72", "start": "2026-11-23T14:05:00+01:00"}',
        "not json",
        "",
        '{"kind": "request_month", "start": "2026-03-05"}',
        '{"kind": "other", "start": "2026-03-05"}',
        "[" * 50_000,
        '{"kind": "request_extended", "start": "2026-03-05"}',
    ]
    ran = program("deadlines", typed="\n".join(lines))
    assert ran.code == 0
    assert [each.get("due") for each in ran.told] == [
        "2026-11-26T14:05:00+01:00",
        None,
        "2026-04-05T23:59:59+02:00",
        None,
        None,
        "2026-06-05T23:59:59+02:00",
    ]
    assert all(("error" in each) == ("due" not in each) for each in ran.told)
    assert ran.told[2]["legal_latest"] == "2026-04-07T23:59:59+02:00"


def test_assess_one_object_over_several_lines(program: Program) -> None:
    ran = program("assess", typed='{\n  "kind": ["vertrouwelijkheid"],\n  "data_kinds": ["diagnose"]\n}\n')
    assert ran.code == 0
    (advice,) = ran.told
    assert list(advice) == ["register", "notify_ap", "notify_people", "doubt", "severity", "reasons"]
    assert advice["notify_ap"] is True
    assert set(advice["severity"]) == {"score", "dpc", "ei", "cb", "band", "flags"}
    assert all(set(each) == {"text", "source", "for"} and each["source"] for each in advice["reasons"])


def test_assess_one_object_a_line(program: Program) -> None:
    ran = program("assess", typed='{"n_people": 0}\n\n{"special": true}\n')
    assert [each["register"] for each in ran.told] == [False, True]


def test_assess_weighs_by_the_measures_of_an_organisation(program: Program, tmp_path: Path) -> None:
    told = (
        '{"kind": ["vertrouwelijkheid"], "data_kinds": ["naam"], "n_people": 20, "n_recipients": 1,'
        ' "disclosed_or_exfiltrated": "ja", "recipient_trusted_and_confirmed_deletion": false,'
        ' "encrypted_or_otherwise_unintelligible": false}\n'
    )
    path = tmp_path / "organisation.toml"
    path.write_text(f"{ORGANISATION}\n[assessment]\nfew_people = 10\n", "utf-8")
    assert [each["notify_ap"] for each in program("assess", typed=told).told] == [False]
    strict = program("assess", "--organisation", str(path), typed=told)
    assert [each["notify_ap"] for each in strict.told] == [True]
    path.write_text(f"{ORGANISATION}\n[assessment]\nfew_people = 0\ncare_hours = -1\n", "utf-8")
    wrong = program("assess", "--organisation", str(path), typed=told)
    assert (wrong.code, wrong.told) == (2, [])
    few, care = wrong.err.splitlines()
    assert "assessment.few_people" in few
    assert "assessment.care_hours" in care


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('{"n_persons": 3}', "unknown key 'n_persons'"),
        ('{"n_people": -3}', "n_people"),
        ('{"hours_unavailable": NaN}', "hours_unavailable"),
        ('{"n_people": 1}\n{"n_people": "x"}', "n_people"),
        ("[]", "one JSON object"),
        ("3", "one JSON object"),
        ("{", "line 1 is no JSON"),
        ('{"n_people": 1}\nnot json', "line 2 is no JSON"),
        ("", "no facts on stdin"),
        (" \n", "no facts on stdin"),
        ("[" * 50_000, "nested too deeply"),
        (" " * FACTS_LIMIT + "{}", "more than"),
    ],
)
def test_assess_says_in_one_line_what_is_wrong(program: Program, typed: str, words: str) -> None:
    ran = program("assess", typed=typed)
    assert ran.code == 2
    assert ran.told == []
    assert words in one_line(ran.err)


def test_the_front_door_speaks_utf8_whatever_the_machine_is_set_to() -> None:
    environment = {"PATH": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}

    def app(command: str, typed: bytes) -> subprocess.CompletedProcess[bytes]:
        return run_python(str(ROOT / "app.py"), command, typed=typed, environment=environment)

    ran = app("assess", '{"data_kinds": ["financiële gegevens"]}'.encode())
    assert ran.returncode == 0, ran.stderr
    advice = json.loads(ran.stdout.decode("utf-8"))
    assert "gevoelige gegevens" in " ".join(each["text"] for each in advice["reasons"])
    ran = app("understand", "één datalek".encode())
    assert json.loads(ran.stdout.decode("utf-8"))["text"] == "één datalek"
    ran = app("deadlines", b"\xff\xfe\n")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "error" in json.loads(ran.stdout)
    ran = app("assess", b'{"onbekend": 1}')
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"unknown key" in ran.stderr
