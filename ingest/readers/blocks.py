"""Rows of sheets and files of values parted into tables: a blank row is a gap unless a new table begins behind it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.readers.shared.cell_texts import is_name, is_year
from ingest.readers.tables import Cell, Grid, headed, placed

_FIGURE = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_SMALL = 100  # rows of a table that is looked at whole whenever a block may go on it


def tables_of(blocks: Iterable[Grid]) -> Iterator[Grid]:
    """Join each block of rows to the table before it that it goes on."""
    table: Grid = []
    known: _Known | None = None
    for block in blocks:
        if table:
            known = known or _known(table)
            if _goes_on(known, block):
                added = _sections_over(known.width, block)
                table = [*table, *added]
                known = None if len(table) <= _SMALL or not known.names else known.with_rows(added)
                continue
            yield table
        table, known = block, None
    if table:
        yield table


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a table: the rows that name its columns, those below as far as they tell of what kind these are, and its width."""

    names: Grid
    body: Grid
    width: int

    def with_rows(self, rows: Grid) -> "_Known":
        """Give what is known of the table with rows below it, each looked at once."""
        own = placed(rows)
        return _Known(self.names, _telling([*self.body, *own]), max(self.width, *map(len, own)))


def _known(table: Grid) -> _Known:
    names, body = headed(table)
    return _Known(names, body, max(map(len, placed(table))))


def _telling(rows: Grid) -> Grid:
    """Give those of a table's rows that show of each column that it holds something, what is no figure, what is no year, and what is no
    name: of all rows they tell as much."""
    told: set[tuple[int, str]] = set()
    kept: Grid = []
    for row in rows:
        own = {(column, kind) for column in _filled(row) for kind in _shows(row[column])} - told
        if own:
            told |= own
            kept.append(row)
    return kept


def _shows(cell: Cell) -> Iterator[str]:
    yield "something"
    if not _has_figure(cell):
        yield "no figure"
    if not is_year(cell.text):
        yield "no year"
    if not cell.names:
        yield "no name"


def _goes_on(known: _Known, block: Grid) -> bool:
    """Say whether a block goes on a table: its first row fits below the names of the columns and is no row of names itself."""
    names, body = known.names, known.body
    rows = placed(block)
    heads = next((number for number, row in enumerate(rows) if len({id(row[column]) for column in _filled(row)}) > 1), None)
    if heads is None or (heads and not (names and body)):  # above are what heads a new table, or a part of this one
        return False
    first, rows = rows[heads], rows[heads:]
    columns = _filled(first)
    if not names and not (len(body) == 1 and _could_name(body[0])):
        return False
    top = names or body
    if not columns <= {column for row in (*top, *body) for column in _filled(row)}:
        return False
    if not names:
        return any(_has_figure(first[column]) for column in columns)
    return not _is_marked(first, body) and [cell.text for cell in first] != [cell.text for cell in top[-1]] and _fits(first, body, rows[1:])


def _fits(first: list[Cell], body: Grid, below: Grid) -> bool:
    """Say whether a row goes on a table by the figures in its columns and in those of the rows below it."""
    kinds = [(first[column], _kind(body, column)) for column in _filled(first)]
    if any(kind and _has_figure(cell) and (not is_year(cell.text) or kind == "year") for cell, kind in kinds):
        return True
    texts = [cell.text for cell in dict.fromkeys(cell for cell, _ in kinds)]
    if len(set(texts)) < len(texts) or not all(_LETTER.search(text) for text in texts if not is_year(text)):  # no two columns have one name
        return True
    if any(kind and not _FIGURE.search(cell.text) and len(cell.text) > 1 for cell, kind in kinds):
        return False
    if any(_has_figure(cell) and not is_year(cell.text) for cell, _ in kinds):
        return True
    return not any(_kind(below, column) for column in _filled(first))


def _kind(rows: Grid, column: int) -> str:
    """Say whether all that a column holds has figures, or is years."""
    texts = [row[column].text for row in rows if column < len(row) and row[column].text]
    if not texts or not all(_FIGURE.search(text) for text in texts):
        return ""
    return "year" if all(map(is_year, texts)) else "figure"


def _is_marked(first: list[Cell], body: Grid) -> bool:
    """Say whether a row is marked as names of columns, which those of the table's body are not."""
    return all(first[column].names for column in _filled(first)) and not all(cell.names for row in body for cell in row if cell.text)


def _could_name(row: list[Cell]) -> bool:
    texts = [row[column].text for column in _filled(row)]
    return len(texts) > 1 and all(is_name(text) and not _FIGURE.search(text) for text in texts)


def _has_figure(cell: Cell) -> bool:
    return bool(_FIGURE.search(cell.text))


def _filled(row: list[Cell]) -> set[int]:
    return {column for column, cell in enumerate(row) if cell.text}


def _sections_over(width: int, block: Grid) -> Grid:
    """Let the only cell of a block's first row, which heads the rows below it, stand over the whole width of the table."""
    filled = [cell for cell in block[0] if cell.text]
    if len(filled) != 1:
        return block
    return [[replace(filled[0], across=width, down=1)], *block[1:]]
