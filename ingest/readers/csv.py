"""Files of values."""

import csv
import re
from io import StringIO

from ingest.errors import ReadingError
from ingest.files.encoding import decode
from ingest.readers.draft import Draft, Line
from ingest.readers.reader import Reader
from ingest.readers.tables import Cell, table_lines

_MOST_COLUMNS = 500


def _read(content: bytes) -> Draft:
    """Read a file of values that commas, semicolons, tabs or bars part."""
    text = decode(content)
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:20_000], ",;\t|")
    except csv.Error:
        dialect = "excel-tab" if "\t" in text[:20_000] else "excel"
    try:
        rows = [[Cell(value) for value in row[:_MOST_COLUMNS]] for row in csv.reader(StringIO(text, newline=""), dialect)]
    except csv.Error as error:
        raise ReadingError("The file is no table of values: {reason}.", reason=str(error)) from error
    if rows and len(rows) > 1 and not any(re.search(r"\d", cell.text) for cell in rows[0]):
        rows[0] = [Cell(cell.text, names=True) for cell in rows[0]]
    return Draft([Line(line) for line in table_lines(rows)])


READER = Reader((".csv", ".tsv"), _read)
