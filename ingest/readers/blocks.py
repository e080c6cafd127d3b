"""Rows of sheets and files of values parted into tables: a blank row is a gap unless a new table begins behind it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.readers.shared.cell_texts import is_name, is_year
from ingest.readers.tables import Cell, Grid, headed, placed

_FIGURE = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


def tables_of(blocks: Iterable[Grid]) -> Iterator[Grid]:
    """Join each block of rows to the table before it that it goes on."""
    table: Grid = []
    for block in blocks:
        if table and _goes_on(table, block):
            table = [*table, *_sections_over(table, block)]
        else:
            if table:
                yield table
            table = block
    if table:
        yield table


def _goes_on(table: Grid, block: Grid) -> bool:
    """Say whether a block goes on a table: its first row fits below the names of the columns and is no row of names itself."""
    names, body = headed(table)
    rows = placed(block)
    first = rows[0]
    columns = _filled(first)
    if len(columns) < 2 or len({id(first[column]) for column in columns}) < 2:  # what heads a new table, or a part of this one
        return len(block) > 1 and bool(names) and len(body) > 0 and _goes_on(table, block[1:])
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


def _sections_over(table: Grid, block: Grid) -> Grid:
    """Let the only cell of a block's first row, which heads the rows below it, stand over the whole width of the table."""
    filled = [cell for cell in block[0] if cell.text]
    if len(filled) != 1:
        return block
    width = max(map(len, placed(table)))
    return [[replace(filled[0], across=width, down=1)], *block[1:]]
