"""Flaws beside the cells stop no reading, and what is not read is told."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import read
from ingest.errors import ReadingError
from tests.ingest.test_sheets import JOBS, LINES, NAMES, book, edited, lines, told

FLAWS: dict[str, dict[str, Callable[[bytes], bytes]]] = {
    "a style without a name": {"styles.xml": lambda part: part.replace(b' name="Normal"', b"")},
    "an unknown fill": {"styles.xml": lambda part: part.replace(b"gray125", b"spotty")},
    "a format that there is not": {"sheet1.xml": lambda part: part.replace(b'r="B2"', b'r="B2" s="99"')},
    "a print area of nothing": {
        "workbook.xml": lambda part: part.replace(
            b"<definedNames/>", b'<definedNames><definedName name="_xlnm.Print_Area" localSheetId="9">#REF!</definedName></definedNames>'
        ),
    },
    "an unknown view": {"workbook.xml": lambda part: part.replace(b'visibility="visible"', b'visibility="dim"')},
    "a filter of nothing": {"sheet1.xml": lambda part: part.replace(b"</sheetData>", b'</sheetData><autoFilter ref="#REF!"/>')},
    "a link to nowhere": {
        "workbook.xml": lambda part: part.replace(
            b"<definedNames", b'<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/></externalReferences><definedNames'
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize("flaw", FLAWS.values(), ids=FLAWS)
def test_a_flaw_beside_the_cells_stops_no_reading(flaw: dict[str, Callable[[bytes], bytes]]) -> None:
    sound = book([NAMES, *JOBS])
    content = edited(sound, flaw)
    assert content != edited(sound, {})
    assert (lines(content), told(content)) == (LINES, [])


def test_a_broken_drawing_stops_no_reading() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.add_chart(BarChart())

    assert lines(edited(book([NAMES, *JOBS], draw), {"drawing1.xml": lambda part: b"<broken"})) == LINES


def test_broken_styles_are_told_and_broken_cells_are_damage() -> None:
    content = edited(book([NAMES, *JOBS]), {"styles.xml": lambda part: part[:150]})
    assert lines(content)[0].startswith("No.: 1 | Job: Oil the crane | Office: Docks | Due: 4")
    assert told(content) == ["The formats of the cells could not be read: dates and numbers stand as they are stored."]
    with pytest.raises(ReadingError):
        read("t.xlsx", edited(book([NAMES, *JOBS]), {"sheet1.xml": lambda part: part[:-300]}))


def test_strict_workbooks_are_read() -> None:
    def strict(part: bytes) -> bytes:
        part = part.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        part = part.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")
        return part.replace(b't="n"><v>47880</v>', b't="d"><v>2031-02-01</v>')

    assert lines(edited(book([NAMES, *JOBS]), {".xml": strict, ".rels": strict})) == LINES


def test_sheets_whose_parts_are_damaged_are_told_and_the_others_read() -> None:
    workbook = Workbook()
    for name in ("Piers", "Quays"):
        sheet = workbook.create_sheet(name)
        for row in [NAMES, *JOBS]:
            sheet.append(row)
    out = BytesIO()
    workbook.save(out)
    stored = edited(out.getvalue(), {"sheet3.xml": lambda part: part.replace(b"<sheetData>", b"<sheetData><!--mark-->")})
    damaged = stored.replace(b"<!--mark-->", b"<!--bark-->")
    assert lines(damaged) == ["Piers", *LINES]
    assert told(damaged) == ["The sheet “Quays” could not be read."]
