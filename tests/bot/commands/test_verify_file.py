"""`verify --file`: a file that was handed out proves what it told; whatever was changed in it comes out."""

import asyncio
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.registers import BREACH
from cases.desks.purge import Purge
from cases.desks.register_desk import RegisterDesk
from cases.register.export import EVENT_COLUMNS, event_titles, events_sheet
from cases.register.history import Event
from storage.sqlite_rows import SqliteRows
from tests.bot.commands.test_export import NOOR, ORG, SAM, STORY, Register, acted, filed, lived, moment

FIRST, SECOND = f"1:{'0a' * 32}", f"2:{'0b' * 32}"
Lines = list[list[str]]


@pytest.fixture
def register(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Register:
    found = Register(tmp_path / "privacybot.db", capsysbinary)
    found.fill(*lived(moment(11, 3)), filed("d2", moment(11, 4), STORY))
    return found


def handed_out(register: Register, key: str, form: str = "csv", name: str = "uit") -> Path:
    """The file with the histories."""
    register.key = key
    path = register.path.with_name(f"{name}.{form}")
    assert register.run("export", "breach", "--format", form, "--out", str(path))[0] == 0
    return path if form == "xlsx" else path.with_name(f"{name}-{events_sheet().lower()}.csv")


def looked_at(register: Register, path: Path, key: str | None = None) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the lines of `verify --file`."""
    register.key = register.key if key is None else key
    code, out, _ = register.run("verify", "breach", "--file", str(path))
    return code, [json.loads(line) for line in out.splitlines()]


def changed(path: Path, change: Callable[[Lines], None]) -> Path:
    """The same file, in which somebody changed something and saved it; the heads stay."""
    heads, *lines = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";")
    change(lines)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows([heads, *lines])
    other = path.with_name("anders.csv")
    other.write_text(text.getvalue(), "utf-8-sig", newline="")
    return other


def faults(found: list[dict[str, Any]]) -> set[tuple[str, int]]:
    return {(each["fault"], each.get("seq", 0)) for each in found[:-1]}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("key", ["", FIRST], ids=["no key", "a key"])
def test_a_file_that_nobody_changed_is_as_it_was(register: Register, form: str, key: str) -> None:
    code, (told,) = looked_at(register, handed_out(register, key, form))
    assert (code, told["lines"], told["broken"]) == (0, 15, 0)
    assert told["compared"] == (0 if key else 15)
    assert ("controls" in told) == (not key)


def test_a_file_says_where_there_is_no_key(register: Register) -> None:
    assert handed_out(register, "").read_text("utf-8-sig").count("er is geen sleutel") == 15
    sheet = load_workbook(handed_out(register, "", "xlsx"))[events_sheet()]
    assert [row[-1].value for row in sheet.iter_rows(min_row=2)].count(sheet["K2"].value) == 15


@pytest.mark.parametrize("key", ["", FIRST], ids=["no key", "a key"])
@pytest.mark.parametrize("column", range(len(EVENT_COLUMNS)), ids=EVENT_COLUMNS)
def test_one_cell_that_was_changed_comes_out(register: Register, column: int, key: str) -> None:
    """Without a key the column of the control number holds nothing that could be wrong."""

    def change(lines: Lines) -> None:
        lines[3][column] = {"number": "DL-2026-0009", "seq": "9", "hash": f"1:{'ab' * 32}"}.get(
            EVENT_COLUMNS[column], "iets anders"
        )

    code, _ = looked_at(register, changed(handed_out(register, key), change))
    assert code == (0 if EVENT_COLUMNS[column] == "hash" and not key else 1)


def test_white_space_that_another_program_changed_is_no_change(register: Register) -> None:
    def change(lines: Lines) -> None:
        for line in lines:
            line[:] = [f" {each} ".replace("\n", "\r\n") for each in line]

    assert looked_at(register, changed(handed_out(register, FIRST), change))[0] == 0


@pytest.mark.parametrize("key", ["", FIRST], ids=["no key", "a key"])
def test_a_line_that_was_taken_out_or_is_told_twice_comes_out(register: Register, key: str) -> None:
    path = handed_out(register, key)
    _, found = looked_at(register, changed(path, lambda lines: lines.remove(lines[4])))
    assert faults(found) == {("left_out", 5)}
    _, found = looked_at(register, changed(path, lambda lines: lines.insert(2, lines[1])))
    assert faults(found) == {("twice", 2)}


def test_a_line_cannot_take_the_control_number_of_another(register: Register) -> None:
    def change(lines: Lines) -> None:
        lines[1][-1], lines[2][-1] = lines[2][-1], lines[1][-1]

    _, found = looked_at(register, changed(handed_out(register, FIRST), change))
    assert faults(found) == {("forged", 2), ("forged", 3)}


def test_a_key_that_was_replaced_still_proves_an_old_file(register: Register) -> None:
    path = handed_out(register, FIRST)
    assert looked_at(register, path, f"{SECOND},{FIRST}")[0] == 0
    newer = handed_out(register, f"{SECOND},{FIRST}", name="nieuw")
    assert ';"2:' in newer.read_text("utf-8-sig")
    _, found = looked_at(register, path, SECOND)
    assert {each["fault"] for each in found[:-1]} == {"unknown_key"}


def of_before(register: Register, path: Path) -> Path:
    """The file as it was before there were control numbers: with the hash of each event."""

    async def hashes() -> dict[tuple[str, str], str]:
        rows = await SqliteRows.open(register.path)
        desk = RegisterDesk(rows, ORG, BREACH)
        found = [Event.model_validate_json(row.value) async for row in desk.event_rows()]
        await rows.close()
        return {(each.number, str(each.seq)): each.hash for each in found}

    known = asyncio.run(hashes())

    def change(lines: Lines) -> None:
        for line in lines:
            line[-1] = known[line[0], line[1]]

    return changed(path, change).rename(path.with_name("vroeger.csv"))


@pytest.mark.parametrize("key", ["", FIRST], ids=["no key", "a key"])
def test_a_file_of_before_there_were_control_numbers_is_compared(register: Register, key: str) -> None:
    path = of_before(register, handed_out(register, key))
    code, (told,) = looked_at(register, path)
    assert (code, told["compared"]) == (0, 15)

    def another_why(lines: Lines) -> None:
        lines[3][EVENT_COLUMNS.index("why")] = "Dat stond er niet."

    code, found = looked_at(register, changed(path, another_why))
    assert (code, found[0]["fault"], found[0]["columns"]) == (1, "differs", ["why"])

    def another_hash(lines: Lines) -> None:
        lines[3][-1] = "ab" * 32

    _, found = looked_at(register, changed(path, another_hash))
    assert faults(found) == {("other_history", 4)}


def test_of_a_case_that_was_destroyed_a_file_with_control_numbers_still_proves_itself(
    register: Register,
) -> None:
    at = moment(11, 5)
    register.fill(
        acted("DL-2026-0002", "ask_withdrawal", SAM, at, reason="Het was mijn eigen brief."),
        acted("DL-2026-0002", "accept_withdrawal", NOOR, at, reason="Klopt, nagekeken."),
    )
    proved, compared = handed_out(register, FIRST), handed_out(register, "", name="zonder")

    async def destroyed() -> None:
        rows = await SqliteRows.open(register.path)
        purge = Purge(rows, ORG, BREACH)
        for hours in range(25):
            await purge.look(at.replace(year=2032, day=2 + hours // 24, hour=hours % 24))
        await rows.close()

    asyncio.run(destroyed())
    assert looked_at(register, proved, FIRST)[0] == 0
    code, found = looked_at(register, compared, FIRST)
    assert code == 1
    assert {(each["case"], each["fault"]) for each in found[:-1]} == {("DL-2026-0002", "not_in_register")}


def test_a_file_of_something_else_is_refused_in_one_line(register: Register) -> None:
    book = Workbook()
    book.active.append(["Naam", "Kleur"])
    book.active.append(["a", "b"])
    strange = register.path.with_name("vreemd.xlsx")
    book.save(strange)
    other = register.path.with_name("verzoek.csv")
    other.write_text(";".join(event_titles()) + "\n" + ";".join(["RV-2026-0001", "1", *"a" * 9]) + "\n")
    twice = register.path.with_name("dubbel.csv")
    twice.write_text(";".join([*event_titles(), event_titles()[0]]) + "\nx\n")
    for path in (strange, other, twice, register.path, register.path.with_name("weg.csv")):
        code, out, said = register.run("verify", "breach", "--file", str(path))
        assert (code, out, len(said.splitlines())) == (2, b"", 1), path.name


def test_a_period_without_anything_has_nothing_to_prove(register: Register) -> None:
    register.key = FIRST
    path = register.path.with_name("leeg.xlsx")
    arguments = ("export", "breach", "--from", "2030-01-01", "--out", str(path))
    assert register.run(*arguments)[0] == 0
    code, (told,) = looked_at(register, path)
    assert (code, told["lines"]) == (0, 0)
