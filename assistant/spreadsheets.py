"""Rows as files for spreadsheets: whatever a cell holds is never taken for a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Rows = Iterable[Sequence[Any]]
"""The first has the names of the columns. Cells are text, numbers, days, or None."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_TEXT = "'"  # the mark by which spreadsheets know that a cell is text
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_000  # characters; Excel takes 32,767
_WRAPPED = 80
_WIDTH = 14


def csv_of(rows: Rows) -> str:
    """Give rows as CSV. Before what a spreadsheet would take for a formula stands an apostrophe."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([escape_formula(value) for value in row] for row in rows)
    return out.getvalue()


def workbook_of(sheets: Mapping[str, Rows], widths: Mapping[str, float]) -> bytes:
    """Give a workbook with a sheet for each name: dates are dates, figures are numbers, text is never a formula, filters are on.

    `widths` are those of columns by their names, in characters.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        _fill(book.create_sheet(name), list(rows), widths)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def escape_formula(value: Any) -> Any:
    """Give the value of a cell so that no spreadsheet takes it for a formula."""
    if not isinstance(value, str):
        return "" if value is None else value
    value = without_controls(value)
    shown = next((place for place, one in enumerate(value) if unicodedata.category(one)[0] not in "ZC"), 0)
    return f"{_TEXT}{value[shown:]}" if value[shown:].startswith(_FORMULA) or value.startswith(_FORMULA) else value


def without_controls(text: str) -> str:
    """Give `text` without the characters that no XML may hold."""
    return _CONTROL.sub("", text)


def _fill(sheet: "Worksheet", rows: Sequence[Sequence[Any]], widths: Mapping[str, float]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            _write(sheet, line, place, value)
    for place, name in enumerate(rows[0], 1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = widths.get(name, _WIDTH)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{max(2, len(rows))}"


def _write(sheet: "Worksheet", line: int, place: int, value: Any) -> None:
    from openpyxl.styles import Alignment

    cell, is_long = sheet.cell(line, place), False
    if isinstance(value, str):
        cell.value = without_controls(value)[:_LONGEST_CELL]
        cell.data_type = "s"
        is_long = len(value) > _WRAPPED
    else:
        cell.value = value
        cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else cell.number_format
    if line > 1:
        cell.alignment = Alignment(wrap_text=is_long, vertical="top")
