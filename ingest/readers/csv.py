"""Files of values."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from itertools import groupby

from ingest.errors import ReadingError
from ingest.files.encoding import decode
from ingest.readers.blocks import tables_of
from ingest.readers.draft import Draft, Line
from ingest.readers.reader import Reader
from ingest.readers.tables import Cell, Grid, read_table
from language.messages import message

_MOST_COLUMNS = 500
_DELIMITERS = ",;\t|"
_NOTHING = "\x1f"  # where nothing parts the values: each row is one
_MOST_ROWS = 0.5  # the share of the rows that agree on a mark which the first of them lacks
_ESCAPED = re.compile(r'\\"(?![,;\t|\r\n]|$)')
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SAID = re.compile(r'"?sep=(?P<mark>[,;\t|])"?\r?\n', re.IGNORECASE)


def _read(content: bytes) -> Draft:
    """Read a file of values that commas, semicolons, tabs or bars part, tables that blank lines part each as one of its own."""
    text = decode(content).removeprefix("\ufeff")
    if said := _SAID.match(text):
        text = text[said.end() :]
    rows = _rows(text, said["mark"] if said else _delimiter(text[:20_000]))
    draft = Draft()
    for table_rows in tables_of(_blocks(rows)):
        if len(table_rows) > 1 and not any(re.search(r"\d", cell.text) for cell in table_rows[0]):
            table_rows[0] = [replace(cell, names=True) for cell in table_rows[0]]
        table = read_table(table_rows)
        draft.lines += [*([Line("")] if draft.lines else []), *map(Line, table.lines)]
        if table.unnamed and not draft.warnings:
            draft.warnings.append(message("The file has a table without names of columns."))
    return draft


def _rows(text: str, delimiter: str) -> Grid:
    """Give the values row by row; quotes within quotes are doubled, or escaped by a backslash where no doubled one is."""
    escape = "\\" if _ESCAPED.search(text) and '""' not in text else None
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, escapechar=escape, skipinitialspace=True)
        return [[Cell(value) for value in row[:_MOST_COLUMNS]] for row in reader]
    except csv.Error as error:
        raise ReadingError("The file is no table of values: {reason}.", reason=str(error)) from error


def _delimiter(sample: str) -> str:
    """Give the mark that parts values: that which stands most often, and in each row alike, outside quotes."""
    lines = [line for line in _QUOTED.sub("", sample).splitlines() if line.strip()]
    counts = {mark: [line.count(mark) for line in lines] for mark in _DELIMITERS}
    found = [mark for mark in _DELIMITERS if any(counts[mark]) and (counts[mark][0] or _agreeing(counts[mark]) >= _MOST_ROWS)]
    return max(found, key=lambda mark: (_agreeing(counts[mark]), sum(counts[mark])), default=_NOTHING)


def _agreeing(counts: list[int]) -> float:
    """Give the share of the rows with the most frequent number of marks, if that is not none."""
    number = max(set(counts) - {0}, key=counts.count)
    return counts.count(number) / len(counts)


def _blocks(rows: Grid) -> Iterator[Grid]:
    for filled, block in groupby(rows, key=lambda row: any(cell.text.strip() for cell in row)):
        if filled:
            yield list(block)


READER = Reader((".csv", ".tsv"), _read, of_sites=False)
