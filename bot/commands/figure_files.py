"""The figures of a year as a file: a sheet a register with its numbers and charts, or JSON lines for scripts."""

import io
import json
from typing import TYPE_CHECKING

from cases.desks.year import YearFigures, year_notes, year_summary
from cases.register.figures import RegisterFigures

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LABEL_WIDTH, _NUMBER_WIDTH, _CHART_ROWS = 36, 14, 16


def figures_xlsx_of(figures: YearFigures) -> bytes:
    """A workbook. Numbers are numbers, so that one can count on with them."""
    # Here and not above: JSON needs none of it.
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        for each in figures.parts:
            _sheet(book, figures, each)
    return target.getvalue()


def figures_json_of(figures: YearFigures) -> bytes:
    """One object a line for each register."""
    lines = [
        {
            "year": figures.year,
            "register": each.key,
            "figures": [
                {"name": one.label, "number": one.number, "of": one.of, "unit": one.unit or None}
                for one in each.figures
            ],
            "charts": [
                {"name": chart.title, "counts": {count.label: count.number for count in chart.counts}}
                for chart in each.charts
            ],
        }
        for each in figures.parts
    ]
    lines.append({"year": figures.year, "destroyed": figures.destroyed})
    if figures.unread:
        lines.append({"year": figures.year, "unreadable": figures.unread})
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines).encode()


def _sheet(book: "Workbook", figures: YearFigures, part: RegisterFigures) -> None:
    """The numbers on top; each chart beside the counts that it draws."""
    bold, plain = book.add_format({"bold": True}), book.add_format({"num_format": "0.#"})
    sheet = book.add_worksheet(part.title)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 3, _NUMBER_WIDTH)
    sheet.write_string(0, 0, year_summary(figures), bold)
    row = 1
    for words in year_notes(figures):
        sheet.write_string(row, 0, words)
        row += 1
    row += 1
    for one in part.figures:
        sheet.write_string(row, 0, one.label)
        if one.number is not None:
            sheet.write_number(row, 1, one.number, plain)
        if one.of is not None or one.unit:
            sheet.write_string(row, 2, one.told() if one.of is not None else one.unit)
        row += 1
    for drawn in part.charts:
        row += 1
        sheet.write_string(row, 0, drawn.title, bold)
        first = row + 1
        for place, count in enumerate(drawn.counts):
            sheet.write_string(first + place, 0, count.label)
            sheet.write_number(first + place, 1, count.number)
        last = first + len(drawn.counts) - 1
        bars = book.add_chart({"type": "bar"})
        bars.add_series(
            {
                "categories": [part.title, first, 0, last, 0],
                "values": [part.title, first, 1, last, 1],
                "data_labels": {"value": True},
            }
        )
        bars.set_title({"name": drawn.title})
        bars.set_legend({"none": True})
        bars.set_y_axis({"reverse": True})
        sheet.insert_chart(row, 4, bars)
        row = max(last + 1, row + _CHART_ROWS)
