"""The register as a file: xlsx for people, csv for other programs of people, JSON lines for scripts."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cases.register_export import (
    ExportedBreach,
    Span,
    event_titles,
    nothing_reported,
    sheet_titles,
    titles,
)

FileFormat = Literal["xlsx", "csv", "json"]

CELL_LIMIT = 32_000
"""Most characters of a cell (Excel holds 32,767); the sheet of events has the rest."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A csv cell that begins so would be carried out by a spreadsheet: it gets an apostrophe in front."""

_WIDTH, _WIDE, _LONG = 18, 48, 60


def xlsx_of(breaches: Sequence[ExportedBreach], span: Span) -> bytes:
    """A workbook with a sheet of breaches and one of events. Every cell is text: nothing in it is carried out."""
    target = io.BytesIO()
    # in_memory: else the rows would pass through files in the folder for temporary ones.
    with Workbook(target, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        names = sheet_titles()
        told = [list(each.line.values()) for each in breaches] or [[nothing_reported(span)]]
        _fill(book.add_worksheet(names[0]), titles(), told, head, body)
        events = [list(event.values()) for each in breaches for event in each.events]
        _fill(book.add_worksheet(names[1]), event_titles(), events or [[nothing_reported(span)]], head, body)
    return target.getvalue()


def csv_of(breaches: Sequence[ExportedBreach], span: Span) -> bytes:
    """One row a breach, the way a Dutch Excel opens it: UTF-8 with a mark in front, semicolons between."""
    rows = [list(each.line.values()) for each in breaches] or [[nothing_reported(span)]]
    return _csv(titles(), rows)


def events_csv_of(breaches: Sequence[ExportedBreach], span: Span) -> bytes:
    """One row an event, in the same form."""
    rows = [list(event.values()) for each in breaches for event in each.events]
    return _csv(event_titles(), rows or [[nothing_reported(span)]])


def json_of(breaches: Sequence[ExportedBreach], span: Span) -> bytes:
    """One object a line: the columns by their English names, and the events in `events`."""
    lines: Iterator[object] = iter([{**each.line, "events": list(each.events)} for each in breaches])
    if not breaches:
        limits = {
            "from": span.first.isoformat() if span.first else None,
            "to": span.last.isoformat() if span.last else None,
        }
        lines = iter([{"breaches": 0, **limits, "sentence": nothing_reported(span)}])
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines).encode()


def _fill(
    sheet: Worksheet, heads: Sequence[str], rows: Iterable[Sequence[str]], head: Format, body: Format
) -> None:
    longest = [len(each) for each in heads]
    for column, each in enumerate(heads):
        sheet.write_string(0, column, each, head)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            sheet.write_string(place, column, _cut(value), body)
            longest[column] = max(longest[column], len(value))
    for column, most in enumerate(longest):
        sheet.set_column(column, column, _WIDE if most > _LONG else _WIDTH)
    sheet.freeze_panes(1, 1)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([_harmless(each) for each in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value


def _cut(value: str) -> str:
    return value if len(value) <= CELL_LIMIT else value[: CELL_LIMIT - 1] + "…"
