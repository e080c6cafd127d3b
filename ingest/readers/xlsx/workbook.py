"""Workbooks: each row a line that names its columns."""

import re
import zipfile
from collections import defaultdict
from datetime import date, time, timedelta

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from ingest.files.packages import checked_package, damage_told
from ingest.readers.draft import Draft, Line
from ingest.readers.formats.shown import shown
from ingest.readers.shared.sheets import MOST_COLUMNS, Seen, SheetText, heading_of, read_sheet
from ingest.readers.tables import Cell
from ingest.readers.xlsx.formulas import Formulas
from ingest.readers.xlsx.looks import HIDDEN, Looks, margins, plain_texts
from ingest.readers.xlsx.package import count_charts, drawn_texts, notes, open_formulas, opened
from language.messages import Message, message


def _text(value: object, code: str) -> str:
    if value is None:
        return ""
    return shown(value, code) if isinstance(value, str | int | float | date | time | timedelta) else str(value)


def read_xlsx(content: bytes) -> Draft:
    """Read a workbook as it was last calculated, sheet by sheet, with what cells show and their notes."""
    package = checked_package(content)
    with damage_told(message("The file is damaged or no workbook.")):
        workbook = opened(content)
    draft, said = Draft(), set[str]()
    if not workbook.formatted:
        draft.warnings.append(message("The formats of the cells could not be read: dates and numbers stand as they are stored."))
    for name in workbook.parts.keys() - set(workbook.book.sheetnames):
        draft.warnings.append(message("The sheet “{name}” could not be read.", name=name))
    for sheet in workbook.book.worksheets:
        part = workbook.parts.get(sheet.title, "")
        with damage_told(message("The file is damaged or no workbook.")):
            plain_texts(sheet, draft)
            unknown = _calculate(sheet, open_formulas(package, part))
            text, hidden = _read(sheet, _references(notes(package, part)))
            if text.lines and sheet.sheet_state != "visible":
                draft.warnings.append(message("The sheet “{name}” is hidden and was not read.", name=sheet.title))
                draft.leave_out(HIDDEN, "\n".join(text.lines))
                continue
            _account(draft, package, part, hidden, unknown)
        if text.lines:
            draft.properties.setdefault("title", text.title)
            draft.lines += [Line(""), *heading_of(sheet.title), *map(Line, text.lines)]
        draft.lines += [line for margin in margins(sheet) if margin not in said for line in (Line(""), Line(margin))]
        said |= {*margins(sheet)}
        if text.unnamed:
            draft.warnings.append(message("The sheet “{name}” has a table without names of columns.", name=sheet.title))
    return draft


def _calculate(sheet: Worksheet, formulas: dict[str, str]) -> list[str]:
    """Put the results of formulas into their cells where none is stored, and give the formulas that cannot be calculated here."""
    reckoned, unknown = Formulas(sheet, formulas), []
    results = {reference: reckoned.result(reference) for reference in formulas}
    for reference, result in results.items():
        if result is None:
            unknown.append(f"{reference} ={formulas[reference]}")
        else:
            sheet[reference].value = result
    return unknown


def _account(draft: Draft, package: zipfile.ZipFile, part: str, hidden: list[tuple[Message, str]], unknown: list[str]) -> None:
    """Tell what a sheet has and its lines have not."""
    for kind, text in hidden:
        draft.leave_out(kind, text, tell=True)
    for formula in unknown:
        draft.leave_out(message("formulas without stored values"), formula, tell=True)
    for text in drawn_texts(package, part):
        draft.leave_out(message("text in drawings"), text, tell=True)
    for _ in range(count_charts(package, part)):
        draft.leave_out(message("a diagram that is not read"), tell=True)


def _references(notes: dict[str, str]) -> dict[tuple[int, int], str]:
    return {coordinate_to_tuple(reference): text for reference, text in notes.items() if re.fullmatch(r"[A-Z]{1,3}\d+", reference)}


def _read(sheet: Worksheet, notes: dict[tuple[int, int], str]) -> tuple[SheetText, list[tuple[Message, str]]]:
    """Give what a sheet says, and the texts that it hides."""
    seen = _seen(sheet, notes)
    return read_sheet(seen), seen.hidden


def _seen(sheet: Worksheet, notes: dict[tuple[int, int], str]) -> Seen:
    rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    dimensions = [column for column in sheet.column_dimensions.values() if column.hidden]
    columns = {number for one in dimensions for number in range(one.min or 1, min(one.max or 1, MOST_COLUMNS) + 1)}
    spans = {
        (one.min_row, one.min_col): (one.max_col - one.min_col + 1, one.max_row - one.min_row + 1) for one in sheet.merged_cells.ranges
    }
    cells: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
    seen, looks = Seen(cells, spans), Looks(sheet)
    for place, cell in sheet._cells.items():  # what holds something; iter_rows would make every cell up to the last
        value = cell.value
        note = notes.pop(place, "") if notes else ""
        if (value in (None, "") and not note) or place[1] > MOST_COLUMNS:
            continue
        look = looks.of(cell)
        read = Cell(look.text(_text(value, look.format)), names=look.bold, note=note)
        if place[0] in rows or place[1] in columns or not read.noted:
            seen.hidden.append((HIDDEN, read.noted or str(value)))
        elif look.unseen:
            seen.hidden.append((look.unseen, read.noted))
        else:
            cells[place[0]][place[1]] = read
    for (row, column), note in notes.items():  # of cells that hold nothing
        cells[row][column] = Cell("", note=note)
    return seen
