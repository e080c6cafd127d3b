"""Tables of answers as files for spreadsheets."""

import csv
import io

from openpyxl import load_workbook

from assistant.answer.blocks import Table
from assistant.answer.citation import Citation
from assistant.answer.table_export import as_csv, as_xlsx
from language.span import Span

LONG = "The harbour master must report on every berth to the port office by 31 March 2031. " * 3
TABLES = (
    Table("en", ("What", "By when"), (("The harbour master must…", "2031-03-31"), ("=1+1", "")), tuple(
        Citation(number, Span(0, 9, 1), quote, "rules.md", "Harbour Rules", "Port Office", "2030", page=4)
        for number, quote in enumerate((LONG, "=1+1"), 1)
    )),
    Table("zh", ("What",), (("Berths",),), (Citation(3, Span(9, 12, 1), "Berths", "rules.md", "Harbour Rules"),)),
)  # fmt: skip


def test_a_table_is_exported_with_the_place_and_whole_quote_of_each_row() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(TABLES))))
    assert rows[0] == ["What", "By when", "Source", "Quote"]
    assert rows[1] == ["The harbour master must…", "2031-03-31", "Harbour Rules (Port Office, 2030), p. 4", LONG]
    assert rows[3] == []  # a line between the tables
    assert rows[4][0] == "What"
    assert rows[4][1:] != rows[0][2:]  # in the language of the table


def test_no_cell_of_an_exported_table_is_a_formula() -> None:
    assert [cell for row in csv.reader(io.StringIO(as_csv(TABLES))) for cell in row if cell.startswith("=")] == []
    book = load_workbook(io.BytesIO(as_xlsx(TABLES)))
    assert [sheet.max_row for sheet in book.worksheets] == [3, 2]
    cell = book.worksheets[0]["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
