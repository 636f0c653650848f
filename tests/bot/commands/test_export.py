"""Export and verify on the command line: whole, for a period, harmless in a spreadsheet; tampering comes out."""

import asyncio
import csv
import io
import json
import sqlite3
import stat
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.commands.command_line import run
from bot.registers import BREACH
from cases.breach.case import BreachCase
from cases.breach.export import COLUMNS, UNDECIDED
from cases.breach.life import file_report
from cases.breach.report import Report
from cases.desks.case_desk import CaseDesk
from cases.desks.purge import Purge
from cases.desks.register_desk import RegisterDesk
from cases.people import Actor
from cases.register.export import EVENT_COLUMNS, HISTORY_WHOLE, event_titles
from cases.register.filing import Filing
from storage.sqlite_rows import SqliteRows
from tests.house import ORGANISATION_FILE, organisation

ORG = organisation()
EVERY = (*(each.name for each in COLUMNS), HISTORY_WHOLE)
SAM = Actor(aad_id="00000000-0000-4000-8000-000000000099", name="Sam Voorbeeld")
NOOR = Actor(aad_id=ORG.offices.po.members[0].id, name="Noor Voorbeeld", roles=frozenset({"po"}))
FORMULAS = ('=HYPERLINK("http://example.com")', "+31 6", "-1+1", "@SUM(A1)", "\t=1", "'=1")
STORY = '=2+5 is wat er stond; "een brief"\nen nog een regel'


async def _pause(attempt: int) -> None:
    await asyncio.sleep(0)


def moment(month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """In 2026, where the organisation is."""
    return datetime(2026, month, day, hour, minute, tzinfo=ORG.zone)


class Register:
    """A store on disk and the program that reads it."""

    def __init__(self, path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        self.path = path
        self.key = ""
        self._capsys = capsysbinary

    def fill(self, *fillings: Callable[[CaseDesk[BreachCase]], Awaitable[object]]) -> None:
        """Let something happen in the register."""

        async def filling() -> None:
            rows = await SqliteRows.open(self.path)
            await RegisterDesk(rows, ORG, BREACH).list_older()
            for each in fillings:
                await each(CaseDesk(rows, ORG, BREACH, _pause))
            await rows.close()

        asyncio.run(filling())

    def run(self, *arguments: str) -> tuple[int, bytes, str]:
        """Exit code, stdout and stderr."""
        environment = {
            "PRIVACYBOT_STORE": f"sqlite:{self.path}",
            "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE),
            **({"PRIVACYBOT_SEAL_KEY": self.key} if self.key else {}),
        }
        code = run(arguments, environment)
        out, err = self._capsys.readouterr()
        return code, out, err.decode()

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        """The JSON lines of an export."""
        code, out, _ = self.run("export", "breach", "--format", "json", *arguments)
        assert code == 0
        return [json.loads(line) for line in out.splitlines()]

    def rewrite(self, prefix: str, change: Callable[[str], str]) -> None:
        """Somebody writes in the file behind the program's back."""
        with sqlite3.connect(self.path) as file:
            rows = file.execute("SELECT key, value FROM rows WHERE key LIKE ?", (f"{prefix}%",)).fetchall()
            assert rows
            for key, value in rows:
                file.execute("UPDATE rows SET value = ? WHERE key = ?", (change(value), key))
        file.close()

    def remove(self, key: str) -> None:
        """Somebody takes a row out."""
        with sqlite3.connect(self.path) as file:
            assert file.execute("DELETE FROM rows WHERE key = ?", (key,)).rowcount == 1
        file.close()


@pytest.fixture
def register(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Register:
    return Register(tmp_path / "privacybot.db", capsysbinary)


def filed(
    draft: str, at: datetime, story: str = "Een brief lag op straat.", **told: object
) -> Callable[[CaseDesk[BreachCase]], Awaitable[object]]:
    """A report that comes in."""
    facts = {"kind": "kwijt", "discovered_at": at - timedelta(hours=2), "what_happened": story} | told

    async def file(desk: CaseDesk[BreachCase]) -> object:
        report = Report.model_validate(facts)
        return await desk.file(
            lambda number: file_report(report, Filing(number, draft, SAM, at, ORG)),
            draft_id=draft,
            reporter=SAM,
            now=at,
        )

    return file


def acted(
    number: str, event: str, who: Actor, at: datetime, **told: str
) -> Callable[[CaseDesk[BreachCase]], Awaitable[object]]:
    """Something that happens to a case."""
    return lambda desk: desk.act(number, event, who, at, told)


def lived(at: datetime) -> tuple[Callable[[CaseDesk[BreachCase]], Awaitable[object]], ...]:
    """A case with more questions and additions than the case itself keeps."""
    number = "DL-2026-0001"
    steps = [
        filed("d1", at, STORY, data_kinds=("bsn", "gezondheid"), n_people="2-10", open_fields=("systems",)),
        acted(number, "take_up", NOOR, at),
    ]
    for each in range(1, 5):
        later = at + timedelta(minutes=each)
        steps.append(acted(number, "ask_reporter", NOOR, later, question=f"Vraag nummer {each}?"))
        steps.append(answered(number, f"Antwoord nummer {each}.", later))
        steps.append(acted(number, "add_facts", SAM, later, addition=f"{FORMULAS[each]} aanvulling {each}"))
    return tuple(steps)


def answered(number: str, answer: str, at: datetime) -> Callable[[CaseDesk[BreachCase]], Awaitable[object]]:
    """The reporter answers the open question."""

    async def answering(desk: CaseDesk[BreachCase]) -> object:
        pending = (await desk.get(number)).pending[0]
        return await desk.act(number, "answer", SAM, at, {"exchange": pending.id, "answer": answer})

    return answering


def test_every_format_holds_every_column_and_the_same_words(register: Register, tmp_path: Path) -> None:
    register.fill(*lived(moment(11, 3)), filed("d2", moment(11, 4)))
    lines = register.lines()
    assert [list(each) for each in lines] == [[*EVERY, "events"]] * 2
    told = lines[0]
    assert told["what_happened"] == STORY
    assert all(f"Vraag nummer {each}?" in told["questions"] for each in range(1, 5)), "not only the newest"
    assert all(f"Antwoord nummer {each}." in told["questions"] for each in range(1, 5))
    assert all(f"aanvulling {each}" in told["additions"] for each in range(1, 5))
    assert {told[name] for name in UNDECIDED} == {"nog niet besloten"}
    assert told["history_whole"] == "ja"
    assert told["special"] == told["sensitive"] == "ja"
    assert [event["seq"] for event in told["events"]] == [str(each) for each in range(1, 15)]

    code, out, _ = register.run("export", "breach", "--format", "csv")
    assert code == 0
    assert out.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(out.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == BREACH.export.titles(ORG)
    assert len(rows) == 3
    assert [cell.removeprefix("'") for cell in rows[1]] == [told[name] for name in EVERY]

    book_file = tmp_path / "register.xlsx"
    code, out, _ = register.run("export", "breach", "--out", str(book_file))
    assert code == 0
    assert json.loads(out) == {"written": [str(book_file)], "cases": 2}
    assert STORY not in out.decode()
    assert stat.S_IMODE(book_file.stat().st_mode) == 0o600
    book = load_workbook(book_file)
    assert book.sheetnames == ["Datalekken", "Verloop"]
    sheet = [[cell or "" for cell in row] for row in book["Datalekken"].iter_rows(values_only=True)]
    assert sheet == [BREACH.export.titles(ORG), *([each[name] for name in EVERY] for each in lines)]
    events = [[cell or "" for cell in row] for row in book["Verloop"].iter_rows(values_only=True)]
    assert events[0] == event_titles()
    assert events[1:] == [[each[name] for name in EVENT_COLUMNS] for line in lines for each in line["events"]]


def test_nothing_that_was_typed_becomes_a_formula(register: Register, tmp_path: Path) -> None:
    register.fill(
        *(filed(f"d{place}", moment(11, 3 + place), story) for place, story in enumerate(FORMULAS)),
    )
    target = tmp_path / "register.xlsx"
    register.run("export", "breach", "--format", "xlsx", "--out", str(target))
    book = load_workbook(target)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row if cell.value is not None} <= {"s"}
            assert not [cell for cell in row if cell.hyperlink]
    target = tmp_path / "register.csv"
    code, out, _ = register.run("export", "breach", "--format", "csv", "--out", str(target))
    assert code == 0
    beside = tmp_path / "register-verloop.csv"
    assert json.loads(out)["written"] == [str(target), str(beside)]
    for path in (target, beside):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))
        assert len(rows) == 1 + len(FORMULAS)
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_a_period_takes_whole_days_where_the_organisation_is(register: Register) -> None:
    moments = [moment(9, 30, 23, 59), moment(10, 1, 0, 0), moment(10, 31, 23, 59), moment(11, 1, 0, 0)]
    register.fill(*(filed(f"d{place}", at) for place, at in enumerate(moments)))

    def numbers(*arguments: str) -> list[str]:
        return [line["number"][-1] for line in register.lines(*arguments)]

    assert numbers("--from", "2026-10-01", "--to", "2026-10-31") == ["2", "3"]
    assert numbers("--from", "2026-10-31") == ["3", "4"]
    assert numbers("--to", "2026-09-30") == ["1"]
    assert numbers() == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ([], "Er is geen datalek gemeld."),
        (["--from", "2026-10-01"], "Vanaf 1 oktober 2026 is er geen datalek gemeld."),
        (["--to", "2026-10-31"], "Tot en met 31 oktober 2026 is er geen datalek gemeld."),
        (
            ["--from", "2026-10-01", "--to", "2026-10-31"],
            "Van 1 oktober 2026 tot en met 31 oktober 2026 is er geen datalek gemeld.",
        ),
    ],
)
def test_a_period_without_breaches_says_so(
    register: Register, tmp_path: Path, limits: list[str], sentence: str
) -> None:
    register.fill(*([filed("d1", moment(11, 20)), filed("d2", moment(9, 1))] if len(limits) == 4 else []))
    (told,) = register.lines(*limits)
    assert told["cases"] == 0
    assert told["sentence"] == sentence
    _, out, _ = register.run("export", "breach", "--format", "csv", *limits)
    assert sentence in out.decode("utf-8-sig")
    target = tmp_path / "leeg.xlsx"
    assert register.run("export", "breach", "--out", str(target), *limits)[0] == 0
    for sheet in load_workbook(target).worksheets:
        assert sheet["A2"].value == sentence


def test_what_cannot_be_exported_is_one_line(register: Register, tmp_path: Path) -> None:
    code, out, err = register.run("export", "breach")
    assert (code, out) == (2, b"")
    assert "there is no file" in err
    assert not register.path.exists(), "looking makes no store"
    asyncio.run(_made(register.path))
    code, _, err = register.run("export", "breach")
    assert code == 2
    assert "no breach register" in err, "an empty store proves nothing"
    register.fill()
    assert register.run("export", "breach", "--from", "2026-11-02", "--to", "2026-11-01")[0] == 2
    assert register.run("export", "breach", "--out", str(tmp_path / "none" / "x.xlsx"))[0] == 2
    with pytest.raises(SystemExit):
        register.run("export", "breach", "--from", "gisteren")
    with pytest.raises(SystemExit):
        register.run("export", "cats")


def test_the_figures_of_a_year(register: Register, tmp_path: Path) -> None:
    register.fill(*lived(moment(11, 3)), filed("d2", moment(11, 4)))
    code, out, _ = register.run("export", "figures", "--year", "2026", "--format", "json")
    assert code == 0
    breach, *others = (json.loads(line) for line in out.splitlines())
    assert breach["register"] == "breach"
    assert breach["figures"][0] == {"name": "gemeld", "number": 2, "of": None, "unit": None}
    assert others[-1] == {"year": 2026, "destroyed": 0}
    assert "Voorbeeld" not in out.decode()
    target = tmp_path / "cijfers.xlsx"
    code, out, _ = register.run("export", "figures", "--year", "2026", "--out", str(target))
    assert (code, json.loads(out)) == (0, {"written": [str(target)], "year": 2026})
    sheet = load_workbook(target)["Datalekken"]
    told = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert told["gemeld"] == 2
    assert sheet["A1"].value == "Jaarcijfers 2026"
    assert sheet._charts, "the counts are drawn as well"
    code, out, _ = register.run("export", "figures", "--year", "2025", "--format", "json")
    assert json.loads(out.splitlines()[0])["figures"][0]["number"] == 0
    for year in ("26", "1999", "nu"):
        with pytest.raises(SystemExit):
            register.run("export", "figures", "--year", year)


def test_what_was_destroyed_is_exported_and_verified(register: Register, tmp_path: Path) -> None:
    at = moment(11, 3)
    register.fill(
        filed("d1", at),
        acted("DL-2026-0001", "ask_withdrawal", SAM, at, reason="Het was mijn eigen brief."),
        acted("DL-2026-0001", "accept_withdrawal", NOOR, at, reason="Klopt, nagekeken."),
        filed("d2", moment(11, 4)),
    )

    async def destroyed() -> None:
        rows = await SqliteRows.open(register.path)
        purge = Purge(rows, ORG, BREACH)
        for hours in range(25):  # announced, and a day later done
            await purge.look(at.replace(year=2032, day=2) + timedelta(hours=hours))
        await rows.close()

    asyncio.run(destroyed())
    code, out, _ = register.run("verify", "breach")
    assert code == 0, out
    assert json.loads(out)["destroyed"] == 1
    case, gone = register.lines()
    assert case["number"] == "DL-2026-0002"
    assert [each["count"] for each in gone["destroyed"]] == ["1"]
    target = tmp_path / "register.xlsx"
    register.run("export", "breach", "--out", str(target))
    assert load_workbook(target)["Vernietigd"]["B2"].value == "1"

    register.remove("destroyed|DL-2026-0001")
    code, out, _ = register.run("verify", "breach")
    assert code == 1
    faults = {(told["case"], told["fault"]) for line in out.splitlines()[:-1] if (told := json.loads(line))}
    assert faults == {("DL-2026-0001", "gone"), ("2032-11-03", "destruction")}


def test_a_whole_register_is_verified(register: Register) -> None:
    register.fill(*lived(moment(11, 3)), filed("d2", moment(11, 4)))
    code, out, _ = register.run("verify", "breach")
    assert code == 0
    assert json.loads(out) == {"register": "breach", "cases": 2, "events": 15, "destroyed": 0, "broken": 0}


@pytest.mark.parametrize(
    ("tamper", "fault", "seq"),
    [
        (
            lambda one: one.rewrite(
                "event|DL-2026-0001|000002", lambda value: value.replace("Noor Voorbeeld", "Iemand Anders")
            ),
            "chain",
            2,
        ),
        (lambda one: one.remove("event|DL-2026-0001|000003"), "chain", 3),
        (lambda one: one.remove("event|DL-2026-0001|000014"), "missing_events", 14),
        (lambda one: one.remove("case|DL-2026-0001"), "no_case", 0),
        (lambda one: one.rewrite("event|DL-2026-0001|000004", lambda value: value[:-9]), "unreadable", 0),
        (
            lambda one: one.rewrite(
                "case|DL-2026-0001",
                lambda value: value.replace('"status":"taken_up"', '"status":"withdrawn"'),
            ),
            "other_status",
            14,
        ),
    ],
    ids=["changed", "left out", "last one gone", "case gone", "cut off", "status"],
)
def test_tampering_comes_out(
    register: Register, tamper: Callable[[Register], None], fault: str, seq: int
) -> None:
    register.fill(*lived(moment(11, 3)), filed("d2", moment(11, 4)))
    tamper(register)
    code, out, _ = register.run("verify", "breach")
    assert code == 1
    broken, summary = (json.loads(line) for line in out.splitlines())
    assert broken == {"case": "DL-2026-0001", "fault": fault, "seq": seq}
    assert summary["broken"] == 1
    assert summary["cases"] == 2
    assert "Voorbeeld" not in out.decode()


async def _made(path: Path) -> None:
    rows = await SqliteRows.open(path)
    await rows.close()


@pytest.mark.parametrize("torn", ["case|DL-2026-0001", "event|DL-2026-0001|000001", "counter|2026"])
def test_a_row_that_cannot_be_read_stops_no_file(register: Register, torn: str, tmp_path: Path) -> None:
    register.fill(*lived(moment(11, 3)), filed("d2", moment(11, 4)))
    register.rewrite(
        torn, lambda value: value[: len(value) // 2] if torn[0] != "c" or "|" not in value else "x"
    )
    code, out, err = register.run("export", "breach", "--format", "json")
    lines = {each["number"]: each for each in map(json.loads, out.splitlines())}
    assert code == 0
    assert set(lines) == {"DL-2026-0001", "DL-2026-0002"}
    assert "Voorbeeld" not in err
    if torn.startswith("case|"):
        assert "Deze zaak kan ik niet lezen." in lines["DL-2026-0001"].values()
        assert err == "privacybot: cannot be read: DL-2026-0001\n"
        assert register.lines("--from", "2031-01-01")[0]["number"] == "DL-2026-0001", "in every period"
    if torn.startswith("event|"):
        assert lines["DL-2026-0001"][HISTORY_WHOLE] == "nee"
    for arguments in (
        ("export", "breach", "--format", "csv", "--out", str(tmp_path / "out.csv")),
        ("export", "breach", "--out", str(tmp_path / "out.xlsx")),
        ("export", "figures", "--year", "2026", "--format", "json"),
        ("impact", "14"),
    ):
        code, out, _ = register.run(*arguments)
        assert code == 0, arguments
    code, out, _ = register.run("export", "figures", "--year", "2026", "--format", "json")
    unread = [json.loads(line).get("unreadable") for line in out.splitlines()]
    assert (1 in unread) == torn.startswith("case|")
