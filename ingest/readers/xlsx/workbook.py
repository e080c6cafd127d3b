"""Workbooks: each row a line that names its columns."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from ingest.files.packages import checked_package, damage_told
from ingest.readers.draft import Draft, Line
from ingest.readers.tables import Cell, table_lines
from language.lexicon import any_of
from language.messages import message

_DEFAULT_NAME = re.compile(rf"^{any_of('layout', 'sheet_names')}\s*\d*$", re.IGNORECASE)
_PERCENT = re.compile(r"0(\.(?P<places>0+))?%")
_MOST_COLUMNS = 500


def read_xlsx(content: bytes) -> Draft:
    """Read a workbook as it was last calculated, sheet by sheet; blocks of rows that blank rows part are tables of their own."""
    checked_package(content)
    with damage_told(message("The file is damaged or no workbook.")):
        book = load_workbook(BytesIO(content), data_only=True)
    draft = Draft()
    for sheet in book.worksheets:
        lines = [line for block in _blocks(sheet) for line in ("", *table_lines(block))]
        if lines and sheet.sheet_state != "visible":
            draft.warnings.append(message("The sheet “{name}” is hidden and was not read.", name=sheet.title))
        elif lines:
            named = [] if _DEFAULT_NAME.match(sheet.title) else [Line(sheet.title, 1)]
            draft.lines += [Line(""), *named, *map(Line, lines)]
    return draft


def _blocks(sheet: Worksheet) -> Iterator[list[list[Cell]]]:
    """Give the tables of a sheet, merged cells as such."""
    spans = {(merged.min_row, merged.min_col): merged for merged in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for merged in spans.values()
        for row in range(merged.min_row, min(merged.max_row, merged.min_row + 10_000) + 1)
        for column in range(merged.min_col, min(merged.max_col, merged.min_col + _MOST_COLUMNS) + 1)
    } - spans.keys()
    by_row: dict[int, dict[int, SheetCell]] = defaultdict(dict)
    for (row, column), cell in sheet._cells.items():  # what holds something; iter_rows would make every cell up to the last
        if cell.value not in (None, "") and (row, column) not in covered and column <= _MOST_COLUMNS:
            by_row[row][column] = cell
    block: list[list[Cell]] = []
    last = 0
    reached = 0  # the last row over which a merged cell goes on
    for row in sorted(by_row):
        if block and row > max(last, reached) + 1:
            yield block
            block = []
        cells = by_row[row]
        left = 1 + max(column for column in cells)
        line: list[Cell] = []
        for column in (column for column in range(1, left) if (row, column) not in covered):
            merged = spans.get((row, column))
            across, down = (merged.max_col - column + 1, merged.max_row - row + 1) if merged else (1, 1)
            reached = max(reached, row + down - 1) if column in cells else reached
            line.append(
                Cell(_shown(cells[column]) if column in cells else "", across, down, column in cells and bool(cells[column].font.b))
            )
        block.append(line)
        last = row
    if block:
        yield block


def _shown(cell: SheetCell) -> str:
    """Give a cell's value as the sheet shows it, dates as ISO dates."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        percent = _PERCENT.search(cell.number_format or "")
        if percent:
            places = max(len(percent["places"] or ""), 0 if abs(value * 100 - round(value * 100)) < 1e-9 else 1)
            return f"{value * 100:.{places}f}%"
        return str(value) if isinstance(value, int) else f"{value:.12g}" if "e" not in f"{value:.12g}" else f"{value:.2f}"
    return str(value)
