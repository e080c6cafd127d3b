"""Tables as lines of text: one line a row, every value with the name of its column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from language.lexicon import any_of

_LONGEST_NAME = 80
_LONGEST_SHORT = 16  # a name such as “No.” may end as a sentence does
_LONGEST_CELL = 1_200  # characters of a table without names of columns; one with longer cells is the layout of a page
_MOST_COLUMNS = 1_000
_ENDS_SENTENCE = re.compile(r"[.。！!?？;；]$")


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell and the columns and rows over which it is merged. `names` says that the file marks it as a heading."""

    text: str
    across: int = 1
    down: int = 1
    names: bool = False


_BLANK = Cell("")
Grid = list[list[Cell]]


@cache
def _value() -> re.Pattern[str]:
    unit = any_of("layout", "figure_units")
    return re.compile(rf"^[^\w]*[-+(]?[$€£¥￥]?\s?\d[\d,.\s]*\s?(%|％|{unit})[)\W]*$", re.IGNORECASE)


@cache
def _year() -> re.Pattern[str]:
    return re.compile(rf"^(FY\s?)?(19|20)\d\d(\s?[-–/]\s?(19|20)?\d\d)?\s?{any_of('layout', 'year_marks')}?$", re.IGNORECASE)


@cache
def _key() -> re.Pattern[str]:
    return re.compile(rf"[:：]\s*$|^{any_of('layout', 'document_fields')}$", re.IGNORECASE)


def table_lines(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """Give a line for each row, “Name: value | Name: value”; blank cells are left out, merged ones count for each of their rows.

    The names stand in the leading rows that the file marks as headings, else in the first row where it can be one.
    A row of one cell over the whole width is a line of its own.
    """
    grid = _grid([[replace(cell, text=" ".join(cell.text.split())) for cell in row] for row in rows])
    lines: list[str] = []
    while grid and (alone := _alone(grid[0])):
        lines.append(alone.text)
        del grid[0]
    if pairs := _pairs(grid):
        return lines + pairs
    heading = _marked_rows(grid) or _likely_rows(grid)
    if heading == 1 and _has_second_row(grid):
        heading = 2
    names = [_joined(row[column] for row in grid[:heading]) for column in range(len(grid[0]))] if grid else []
    if heading == len(grid):
        return lines + [line for row in grid if (line := _joined(row, " | "))]
    return lines + [line for row in grid[heading:] if (line := _line(row, names))]


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a table only lays out a page: it has one column, or whole texts in cells below no names of columns."""
    filled = [[text for text in row if text] for row in rows]
    if max(map(len, rows), default=0) <= 1 or not any(filled):
        return True
    if max(len(text) for row in filled for text in row) <= _LONGEST_CELL:
        return False
    first = next(row for row in filled if row)
    return len(rows) < 2 or len(first) < 2 or not all(map(_is_name, first))


def _grid(rows: list[list[Cell]]) -> Grid:
    """Give every position its cell, merged ones at each position that they cover; blank rows and columns are left out."""
    grid: Grid = []
    open_cells: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        placed: dict[int, Cell] = {column: cell for column, (cell, _) in open_cells.items()}
        open_cells = {column: (cell, left - 1) for column, (cell, left) in open_cells.items() if left > 1}
        column = 0
        for cell in row:
            while column in placed:
                column += 1
            for _ in range(min(max(1, cell.across), _MOST_COLUMNS)):
                placed[column] = cell
                if cell.down > 1:
                    open_cells[column] = (cell, cell.down - 1)
                column += 1
        grid.append([placed.get(column, _BLANK) for column in range(max(placed, default=-1) + 1)])
    width = max(map(len, grid), default=0)
    grid = [row + [_BLANK] * (width - len(row)) for row in grid if any(cell.text for cell in row)]
    kept = [column for column in range(width) if any(row[column].text for row in grid)]
    return [[row[column] for column in kept] for row in grid]


def _distinct(cells: Iterable[Cell]) -> list[Cell]:
    """Give the cells that hold text, each once: two cells with the same text are two."""
    return [cell for cell in dict.fromkeys(cells) if cell.text]


def _joined(cells: Iterable[Cell], mark: str = " › ") -> str:
    return mark.join(cell.text for cell in _distinct(cells))


def _alone(row: list[Cell]) -> Cell | None:
    """Give the only cell of a row where it stands for the whole width: merged over it, or long, or with nothing beside it."""
    cells = _distinct(row)
    if len(cells) != 1 or (len(row) > 1 and row[0] is not cells[0]):
        return None
    return cells[0]


def _marked_rows(grid: Grid) -> int:
    """Count the leading rows in which every cell is marked as a heading."""
    count = 0
    while count < len(grid) and any(cell.names for cell in grid[count]) and all(cell.names or not cell.text for cell in grid[count]):
        count += 1
    return count


def _likely_rows(grid: Grid) -> int:
    """Count the leading rows that look like names of columns, where the file marks none."""
    if len(grid) < 2 or len(grid[0]) < 2 or any(row[0].names for row in grid):
        return 0
    first = grid[0]
    if any(not _is_name(cell.text) for cell in _distinct(first)) or sum(not cell.text for cell in first) > 1:
        return 0
    if len(first) == 2 and not _second_differs(grid):
        return 0
    return 1


def _pairs(grid: Grid) -> list[str]:
    """Give a line for each key and its value where a table holds nothing else, side by side or not, as the head of a document does."""
    rows = [[cell for cell, _ in groupby(row)] for row in grid]
    if not rows or any(len(row) % 2 or any(key.text and not _key().search(key.text) for key in row[::2]) for row in rows):
        return []
    pairs = [(key.text, value.text) for row in rows for key, value in zip(row[::2], row[1::2], strict=True)]
    return [f"{key.rstrip(':： ')}: {value}" if key else value for key, value in pairs if value]


def _has_second_row(grid: Grid) -> bool:
    """Say whether a second row names the columns that a merged cell in the first joins: it has no name of its own."""
    if len(grid) < 3 or not any(grid[0].count(cell) > 1 for cell in _distinct(grid[0])):
        return False
    has_no_name = not grid[1][0].text or grid[1][0] is grid[0][0]
    return has_no_name and all(_is_name(cell.text) for cell in _distinct(grid[1]))


def _is_name(text: str) -> bool:
    if len(text) > _LONGEST_NAME or (len(text) > _LONGEST_SHORT and _ENDS_SENTENCE.search(text)):
        return False
    return bool(_year().match(text)) or not _value().match(text)


def _second_differs(grid: Grid) -> bool:
    """Say whether in a table of two columns the first row names them: no key with its value, but values only below it."""
    key, value = grid[0][0].text, grid[0][1].text
    below = [row[1].text for row in grid[1:]]
    if key.endswith((":", "：")) or (re.search(r"\d", value) and not re.search(r"\d", key)):
        return False
    return all(re.search(r"\d", text) for text in below) or (len(below) > 1 and min(map(len, below)) > 1.5 * len(value))


def _line(row: list[Cell], names: list[str]) -> str:
    if alone := _alone(row) if len(row) > 1 else None:
        return alone.text if not names[0] or row.count(alone) == len(row) else f"{names[0]}: {alone.text}"
    cells = _distinct(row)
    if not any(names):
        return _keyed(row, cells)
    return " | ".join(_named(cell, [name for name, own in zip(names, row, strict=True) if own is cell]) for cell in cells)


def _named(cell: Cell, names: list[str]) -> str:
    name = " / ".join(name for name in dict.fromkeys(names) if name)
    return f"{name.rstrip(':：')}: {cell.text}" if name else cell.text


def _keyed(row: list[Cell], cells: list[Cell]) -> str:
    """Give a row without names of columns: “key: value” where its first cell can name the others."""
    key = row[0].text
    if key and len(cells) > 1 and _is_name(key) and (len(row) == 2 or row[0].names):
        return f"{key.rstrip(':：')}: {' | '.join(cell.text for cell in cells[1:])}"
    return " | ".join(cell.text for cell in cells)
