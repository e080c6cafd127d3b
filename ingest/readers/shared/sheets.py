"""The sheets of workbooks: from cells by row and column to lines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile

from ingest.metadata.titles import found_title
from ingest.readers.blocks import tables_of
from ingest.readers.draft import Line
from ingest.readers.shared.cell_texts import is_label, is_labelled
from ingest.readers.tables import Cell, Grid, TableText, read_table
from language.lexicon import any_of
from language.messages import Message

MOST_COLUMNS = 500
_MOST_ROWS = 10_000  # over which a cell is merged
_MOST_ABOVE = 6  # lines above the first table of a sheet, where one of them is its title
_BLANK = Cell("")

Place = tuple[int, int]
"""The row and the column of a cell, from 1."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sheet shows: its cells by row and column, over how many columns and rows some are merged, and the texts that nobody sees,
    each with its kind."""

    rows: Mapping[int, Mapping[int, Cell]]
    spans: Mapping[Place, tuple[int, int]]
    hidden: list[tuple[Message, str]] = field(default_factory=list)


@cache
def _default_name() -> re.Pattern[str]:
    return re.compile(rf"^{any_of('layout', 'sheet_names')}\s*\d*$", re.IGNORECASE)


def heading_of(title: str) -> list[Line]:
    """Give the heading of a sheet; none where it is called as programs call sheets that nobody named."""
    return [] if _default_name().match(title) else [Line(title, 1)]


@dataclass(frozen=True, slots=True)
class SheetText:
    """The lines of a sheet, whether one of its tables names no columns, and the title above the first, empty where none is."""

    lines: list[str]
    unnamed: bool
    title: str


def read_sheet(seen: Seen) -> SheetText:
    """Give what a sheet says."""
    tables = [read_table(rows) for rows in tables_of(_blocks(seen))]
    lines = [line for table in tables for line in ("", *table.lines)]
    return SheetText(lines, any(table.unnamed for table in tables), _title_over(tables))


def _title_over(tables: list[TableText]) -> str:
    """Give the title among the few lines above the first table, none of those that are labels with their values."""
    alone = list(takewhile(lambda table: table.above == len(table.lines), tables))
    if len(alone) == len(tables):
        return ""
    first = tables[len(alone)]
    above = [line for table in alone for line in table.lines] + first.lines[: first.above]
    named = [Line(line) for line in above if not is_labelled(line) and not is_label(line)]
    return found_title(named, "") if len(above) <= _MOST_ABOVE else ""


def _blocks(seen: Seen) -> Iterator[Grid]:
    """Give the rows of a sheet that no blank row parts, merged cells as such."""
    last_row, last_column = max(seen.rows, default=0), max((max(cells, default=0) for cells in seen.rows.values()), default=0)
    covered = {
        (row, column)
        for (top, left), (across, down) in seen.spans.items()
        for row in range(top, min(top + min(down, _MOST_ROWS + 1), last_row + 1))
        for column in range(left, min(left + min(across, MOST_COLUMNS + 1), last_column + 1))
    } - seen.spans.keys()
    block: Grid = []
    last = 0
    reached = 0  # the last row over which a merged cell goes on
    for row in sorted(seen.rows):
        cells = {column: cell for column, cell in seen.rows[row].items() if (row, column) not in covered} if covered else seen.rows[row]
        if not cells:
            continue
        if block and row > max(last, reached) + 1:
            yield block
            block = []
        line: list[Cell] = []
        for column in range(1, 1 + max(cells)):
            place = (row, column)
            cell = cells.get(column, _BLANK)
            if merged := seen.spans.get(place):
                across, down = min(merged[0], last_column - column + 1), min(merged[1], last_row - row + 1)  # beyond that nothing stands
                cell = replace(cell, across=across, down=down)
                reached = max(reached, row + down - 1) if column in cells else reached
            if place not in covered:
                line.append(cell)
        block.append(line)
        last = row
    if block:
        yield block
