"""Tables as HTML: those that a reader read, with their merged cells, and those that lines of a text tell of."""

from collections.abc import Iterator, Sequence
from html import escape

from ingest.readers.tables import Cell, Grid

_ROWS = 200  # of a long table; the names of its columns stand again above the next ones
_LONGEST_NAME = 80
_BAR = " | "


def table_html(names: Grid, rows: Grid) -> str:
    """Give a table with its merged cells; a long one in parts, so that part of it can be shown."""
    parts = [rows[first : first + _ROWS] for first in range(0, len(rows), _ROWS)]
    return "".join(f"<table>{_section('thead', names)}{_section('tbody', part)}</table>" for part in parts)


def _section(tag: str, grid: Grid) -> str:
    rows = "".join(f"<tr>{''.join(_cells(grid, number, tag))}</tr>" for number in range(len(grid)))
    return f"<{tag}>{rows}</{tag}>" if rows else ""


def _cells(grid: Grid, number: int, section: str) -> Iterator[str]:
    row = grid[number]
    for column, cell in enumerate(row):
        if _is_covered(grid, number, column):
            continue
        across = _run(cell, row[column:])
        down = _run(cell, [below[column] for below in grid[number:] if column < len(below)])
        tag = "th" if section == "thead" or cell.names else "td"
        spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
        yield f"<{tag}{spans}>{escape(cell.noted)}</{tag}>"


def _is_covered(grid: Grid, number: int, column: int) -> bool:
    """Say whether the cell at a position reaches there from the left or from above."""
    cell = grid[number][column]
    if not cell.noted:
        return False
    above = grid[number - 1] if number else []
    return (column > 0 and grid[number][column - 1] is cell) or (column < len(above) and above[column] is cell)


def _run(cell: Cell, cells: Sequence[Cell]) -> int:
    if not cell.noted:
        return 1
    return next((place for place, other in enumerate(cells) if other is not cell), len(cells))


def parts_of_row(line: str) -> list[tuple[str, str]]:
    """Give the names and values in a line that tells of a row, “Name: value | Name: value”; nothing where it is none."""
    parts = [part.partition(": ") for part in line.split(_BAR)]
    if len(parts) < 2 or not all(0 < len(name) <= _LONGEST_NAME and colon for name, colon, _ in parts):
        return []
    return [(name, value) for name, _, value in parts]


def told_rows(rows: Sequence[list[tuple[str, str]]]) -> str:
    """Give the table of which rows tell, each by the names of its columns and their values."""
    names = list(dict.fromkeys(name for row in rows for name, _ in row))
    head = [[Cell(name, names=True) for name in names]]
    return table_html(head, [[Cell(dict(row).get(name, "")) for name in names] for row in rows])
