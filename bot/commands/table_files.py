"""A table that somebody hands us, read without trust: csv or xlsx in, rows of text out, each with its number."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.register_files import FORMULA_SIGNS
from cards.words import words_beside

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

say = words_beside(__file__)

MOST_BYTES, MOST_UNPACKED = 10_000_000, 60_000_000
MOST_ROWS, MOST_COLUMNS, MOST_SIGNS = 5_000, 200, 32_767
"""More than this is no register of one organisation, or a file that wants to fill our memory."""

HISTORY_TIMES = 10
"""So many times more a file may hold that tells the histories of a register."""

DELIMITERS = (";", ",", "\t")


class NoTable(Exception):
    """The file cannot be read as a table. The text is one Dutch line."""


@dataclass(frozen=True)
class TableRow:
    """One row. `number` is what Excel calls it; `cells` are by the place of their column; `wrong` are columns that
    hold something else than text, with the key of the sentence that says so."""

    number: int
    cells: Mapping[int, str]
    wrong: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """The heads by the place of their column, the rows that hold anything, and how the file was read ("" as usual)."""

    heads: Mapping[int, str]
    rows: tuple[TableRow, ...]
    read_as: str = ""


def read_table(path: Path, sheet: str, times: int = 1) -> Table:
    """What stands in the file; of a workbook the sheet of that name, else its first. Raises NoTable.

    It may hold so many times more than a register.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES * times + 1)
    except OSError as reason:
        raise NoTable(say("refused.not_there", file=path.name)) from reason
    if len(content) > MOST_BYTES * times:
        raise NoTable(say("refused.too_large", megabytes=MOST_BYTES * times // 1_000_000))
    if not content.strip():
        raise NoTable(say("refused.empty"))
    if content.startswith(b"PK"):
        return _from_workbook(content, sheet, times)
    if path.suffix.lower() in ("", ".csv", ".txt"):
        return _from_csv(content, times)
    raise NoTable(say("refused.type"))


def _table(rows: Iterator[TableRow], most: int, read_as: str = "") -> Table:
    """The first row that holds anything has the heads. Raises NoTable."""
    filled = (each for each in rows if each.wrong or any(each.cells.values()))
    first = next(filled, None)
    if first is None:
        raise NoTable(say("refused.empty"))
    heads = {place: words for place, words in first.cells.items() if words}
    found = list[TableRow]()
    for each in filled:
        if len(found) == most:
            raise NoTable(say("refused.too_many", rows=most))
        found.append(each)
    return Table(heads, tuple(found), read_as)


# --- csv --------------------------------------------------------------------------------------------------------------


def _from_csv(content: bytes, times: int) -> Table:
    text, read_as = _decoded(content)
    if "\0" in text:
        raise NoTable(say("refused.type"))
    csv.field_size_limit(MOST_SIGNS * times)
    told = _TOLD_DELIMITER.match(text)
    rest = text[told.end() :] if told else text
    first = _QUOTED.sub("", rest.lstrip().partition("\n")[0])
    delimiter = told[1] if told else max(DELIMITERS, key=first.count)
    # strict: a quote without an end swallows the rows below it, and nobody would be told.
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    return _table(_csv_rows(reader, 2 if told else 1), MOST_ROWS * times, read_as)


_TOLD_DELIMITER = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
"""The first line with which other programs tell Excel what stands between the cells."""


_QUOTED = re.compile(r'"[^"]*"')


def _csv_rows(reader: Any, first: int) -> Iterator[TableRow]:
    begins = first
    while True:
        try:
            row: Sequence[str] | None = next(reader, None)
        except csv.Error as reason:
            raise NoTable(say("refused.row", row=begins)) from reason
        if row is None:
            return
        if len(row) > MOST_COLUMNS:
            raise NoTable(say("refused.too_wide", columns=MOST_COLUMNS))
        yield TableRow(begins, {place: _as_typed(each) for place, each in enumerate(row)})
        begins += 1


def _as_typed(cell: str) -> str:
    """Without the apostrophe that a csv file of ours puts in front of what a spreadsheet would carry out."""
    cell = cell.removeprefix("'") if cell.lstrip("'").startswith(FORMULA_SIGNS) else cell
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and the key of how it was read when that is not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), "utf16"
        except UnicodeDecodeError as reason:
            raise NoTable(say("refused.type")) from reason
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "windows"


# --- xlsx -------------------------------------------------------------------------------------------------------------


def _from_workbook(content: bytes, wanted: str, times: int) -> Table:
    # Here and not above: who reads csv needs none of it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED * times:
                raise NoTable(say("refused.too_large", megabytes=MOST_UNPACKED * times // 1_000_000))
        book = load_workbook(io.BytesIO(content), keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, *_BROKEN) as reason:
        raise NoTable(say("refused.type")) from reason
    sheets: list[Worksheet] = book.worksheets
    sheet = next((each for each in sheets if each.title.casefold() == wanted.casefold()), None)
    sheet = sheet or next(iter(sheets), None)
    if sheet is None:
        raise NoTable(say("refused.empty"))
    most = MOST_ROWS * times
    if sheet.max_row > most + 1:
        raise NoTable(say("refused.too_many", rows=most))
    if sheet.max_column > MOST_COLUMNS:
        raise NoTable(say("refused.too_wide", columns=MOST_COLUMNS))
    return _table(_sheet_rows(sheet, most), most)


_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, EOFError)
"""What the library raises for a workbook that is cut off or made up; its ParseError is a SyntaxError."""


def _sheet_rows(sheet: "Worksheet", most: int) -> Iterator[TableRow]:
    merged = {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, most + 1) + 1)
        for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1)
    }
    for cells in sheet.iter_rows():
        number, texts, wrong = cells[0].row, dict[int, str](), dict[int, str]()
        for place, cell in enumerate(cells):
            if (number, place + 1) in merged:
                wrong[place] = "samengevoegd"
            elif cell.data_type == "f":
                wrong[place] = "formule"
            elif cell.data_type == "e":
                wrong[place] = "fout"
            else:
                texts[place] = _told(cell.value)
        yield TableRow(number, texts, wrong)


def _told(value: object) -> str:
    """A value of a cell as somebody would have typed it."""
    match value:
        case None:
            return ""
        case bool():
            return say("yes") if value else say("no")
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
