"""A register as a file: xlsx for people, csv for other programs of people, JSON lines for scripts."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from cases.desks.destruction import destruction_sheet, destruction_titles
from cases.organisation import Organisation
from cases.register.control import Line, cut
from cases.register.export import Export, Exported, Span, event_titles, events_sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FileFormat = Literal["xlsx", "csv", "json"]

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A csv cell that begins so would be carried out by a spreadsheet: it gets an apostrophe in front.

So does one that has an apostrophe there already: whoever reads the file back takes off exactly one."""

_WIDTH, _WIDE, _LONG = 18, 48, 60


def xlsx_of(
    export: Export[Any],
    cases: Sequence[Exported],
    destroyed: Sequence[Line],
    span: Span,
    org: Organisation,
) -> bytes:
    """A workbook with a sheet of cases, one of events, and when anything was destroyed one of that.

    Every cell is text: nothing in it is carried out.
    """
    # Here and not above: whoever reads csv or JSON, or verifies, needs none of it.
    from xlsxwriter import Workbook

    target = io.BytesIO()
    # in_memory: else the rows would pass through files in the folder for temporary ones.
    with Workbook(target, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        nothing = [[export.nothing_reported(span)]]
        rows = [list(each.line.values()) for each in cases]
        _fill(book.add_worksheet(export.sheet), export.titles(org), rows or nothing, head, body)
        events = [list(event.values()) for each in cases for event in each.events]
        _fill(book.add_worksheet(events_sheet()), event_titles(), events or nothing, head, body)
        if destroyed:
            gone = [list(each.values()) for each in destroyed]
            _fill(book.add_worksheet(destruction_sheet()), destruction_titles(), gone, head, body)
    return target.getvalue()


def lists_xlsx_of(
    parts: Sequence[tuple[Export[Any], Sequence[Exported]]], org: Organisation, left_out: str = ""
) -> bytes:
    """A workbook with a sheet of cases for each register; every cell is text. What it does not hold stands below the
    cases (`left_out`; "": it holds all)."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for export, cases in parts:
            rows = [list(each.line.values()) for each in cases]
            rows += [[left_out]] if left_out else []
            _fill(book.add_worksheet(export.sheet), export.titles(org), rows, head, body)
    return target.getvalue()


def heads_xlsx_of(sheet: str, heads: Sequence[str]) -> bytes:
    """A workbook with nothing but the heads of columns."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _fill(book.add_worksheet(sheet), heads, [], head, head)
    return target.getvalue()


def heads_csv_of(heads: Sequence[str]) -> bytes:
    """The heads of columns, in the form of every csv file of ours."""
    return _csv(heads, [])


def csv_of(export: Export[Any], cases: Sequence[Exported], span: Span, org: Organisation) -> bytes:
    """One row a case, the way a Dutch Excel opens it: UTF-8 with a mark in front, semicolons between."""
    rows = [list(each.line.values()) for each in cases] or [[export.nothing_reported(span)]]
    return _csv(export.titles(org), rows)


def events_csv_of(export: Export[Any], cases: Sequence[Exported], span: Span) -> bytes:
    """One row an event, in the same form."""
    rows = [list(event.values()) for each in cases for event in each.events]
    return _csv(event_titles(), rows or [[export.nothing_reported(span)]])


def json_of(export: Export[Any], cases: Sequence[Exported], destroyed: Sequence[Line], span: Span) -> bytes:
    """One object a line: the columns by their English names, and the events in `events`.

    What was destroyed stands in a last line by itself, when there is anything.
    """
    lines: Iterator[object] = iter([{**each.line, "events": list(each.events)} for each in cases])
    if not cases:
        limits = {
            "from": span.first.isoformat() if span.first else None,
            "to": span.last.isoformat() if span.last else None,
        }
        lines = iter([{"cases": 0, **limits, "sentence": export.nothing_reported(span)}])
    rows = [*lines, *([{"destroyed": list(destroyed)}] if destroyed else [])]
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in rows).encode()


def _fill(
    sheet: "Worksheet", heads: Sequence[str], rows: Iterable[Sequence[str]], head: "Format", body: "Format"
) -> None:
    longest = [len(each) for each in heads]
    for column, each in enumerate(heads):
        sheet.write_string(0, column, each, head)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            sheet.write_string(place, column, cut(value), body)
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
    return f"'{value}" if value.lstrip("'").startswith(FORMULA_SIGNS) else value
