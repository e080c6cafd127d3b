"""How cells look: struck, white, raised, in a font of signs; and the margins of sheets."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from ingest.document import read
from vectorstore.document import Document


def read_of(book: Workbook) -> Document:
    out = BytesIO()
    book.save(out)
    return read("a.xlsx", out.getvalue())


def lines_of(found: Document) -> list[str]:
    return [line for line in found.text.split("\n") if line]


def test_words_within_a_cell_are_read_as_they_are_seen() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Wood", "Fee", "Boards"], ["Oak", "", 1], ["Elm", "", 2]):
        sheet.append(row)
    sheet["B2"].value = CellRichText(TextBlock(InlineFont(strike=True), "50 "), "60 yuan")
    sheet["B3"].value = CellRichText("40", TextBlock(InlineFont(vertAlign="superscript"), "3"), " yuan")
    found = read_of(book)
    assert lines_of(found) == ["Wood: Oak | Fee: 60 yuan | Boards: 1", "Wood: Elm | Fee: 40 yuan | Boards: 2"]
    assert {str(one.kind): one.sample for one in found.left_out} == {"struck or deleted text": "50", "marks of notes": "3"}


def test_struck_and_white_cells_are_left_out_and_told_and_signs_are_drawn() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Wood", "Dry", "Boards"], ["Oak", "R", 1], ["Elm", "\u00a3", 2], ["Ash", "", 3], ["Nobody pays.", "", 4]):
        sheet.append(row)
    for place in ("B2", "B3"):
        sheet[place].font = Font(name="Wingdings 2")
    for place in ("A4", "C4"):
        sheet[place].font = Font(strike=True)
    for place in ("A5", "C5"):
        sheet[place].font = Font(color="FFFFFFFF")
    for place in ("A1", "B1", "C1"):
        sheet[place].font, sheet[place].fill = Font(color="FFFFFFFF", bold=True), PatternFill("solid", fgColor="FF003366")
    found = read_of(book)
    assert lines_of(found) == ["Wood: Oak | Dry: ☑ | Boards: 1", "Wood: Elm | Dry: ☐ | Boards: 2"]
    assert len(found.warnings) == 2


def test_the_margins_of_sheets_are_read_once() -> None:
    book = Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("Second")):
        sheet.append(["Wood", "Boards"])
        sheet.append(["Oak", 1])
        sheet.oddHeader.center.text = '&"Arial,Bold"Form 9 of the Saw Mill'
        sheet.oddFooter.center.text = "Page &P of &N"
    assert [line for line in lines_of(read_of(book)) if "Oak" not in line] == ["Form 9 of the Saw Mill", "Second"]
