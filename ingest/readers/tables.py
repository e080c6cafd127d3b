"""Tables as lines of text: one line a row, every value with the name of its column."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import groupby, takewhile

from ingest.readers.shared.cell_texts import ends_sentence, is_date, is_kind_of_column, is_label, is_labelled, is_name, is_year, shape_of
from language.lexicon import any_of

_LONGEST_CELL = 1_200  # characters of a table without names of columns; one with longer cells is the layout of a page
_MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell, the columns and rows over which it is merged, and its note.

    `names` says that the file marks it as a heading.
    """

    text: str
    across: int = 1
    down: int = 1
    names: bool = False
    note: str = ""

    @property
    def noted(self) -> str:
        """The text, its note in brackets behind it."""
        return f"{self.text} [{self.note}]".lstrip() if self.note else self.text


@dataclass(frozen=True, slots=True)
class TableText:
    """The lines of a table, the first of which stand `above` it. `unnamed` says that it has columns whose names are nowhere."""

    lines: list[str]
    unnamed: bool = False
    above: int = 0


_BLANK = Cell("")
Grid = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it was read: the rows that name its columns, and the others, each with the line that it became."""

    names: Grid
    rows: list[tuple[str, list[Cell]]]


listener: ContextVar[Callable[[ReadTable], None] | None] = ContextVar("listener", default=None)
"""Told of every table that is read, by whoever shows tables as tables."""


@cache
def _key() -> re.Pattern[str]:
    return re.compile(rf"[:：]\s*$|^{any_of('layout', 'document_fields')}$", re.IGNORECASE)


def table_lines(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """Give the lines of a table, as `read_table` does."""
    return read_table(rows).lines


def read_table(rows: Iterable[Sequence[Cell]]) -> TableText:
    """Give a line for each row, “Name: value | Name: value”; blank cells are left out, merged ones count for each of their rows.

    The names stand in the leading rows that the file marks as headings, else in the first row where it can be one; these rows are lines
    too where a column has nothing below its name. A row of one cell over the whole width is a line of its own, and so is each label with
    its value that stands above the names. A note stands in brackets behind its cell, that of a name above.
    """
    lines, grid = _titled(_grid(_stripped(rows)))
    above = len(lines)
    if pairs := _pairs(grid):
        _tell([], [(line, [Cell(key.noted, names=True), value]) for line, key, value in pairs])
        return TableText(lines + [line for line, _, _ in pairs], above=above)
    grid, heading = _headed(grid)
    if heading == len(grid):
        joined = [(line, row) for row in grid if (line := _joined(row, " | "))]
        _tell([], joined)
        return TableText(lines + [line for line, _ in joined], above=above)
    names = [" › ".join(cell.text for cell in _distinct(row[column] for row in grid[:heading])) for column in range(len(grid[0]))]
    if _names_nothing(grid, heading):
        lines += [_joined(row, " | ") for row in grid[:heading]]
    else:
        lines += [cell.noted for row in grid[:heading] for cell in _distinct(row) if cell.note]
    rows = grid[heading:]
    remarks = len(list(takewhile(lambda row: _is_remark(row, rows), reversed(rows)))) if heading else 0
    below = [(line, row) for row in rows[: len(rows) - remarks] if (line := _line(row, names))]
    below += [(_joined(row, " | "), row) for row in rows[len(rows) - remarks :]]
    _tell(grid[:heading], below)
    return TableText(lines + [line for line, _ in below], not heading and len(grid) > 1 and len(grid[0]) > 2, above)


def _tell(names: Grid, rows: list[tuple[str, list[Cell]]]) -> None:
    if (told := listener.get()) is not None:
        told(ReadTable(names, rows))


def headed(rows: Iterable[Sequence[Cell]]) -> tuple[Grid, Grid]:
    """Give the rows that name the columns of a table and those below them, each position with its cell; no rows of titles."""
    _, grid = _titled([row for row in placed(_stripped(rows)) if any(cell.text for cell in row)])
    kept = _with_columns(grid)
    if _pairs(kept):
        return [], grid
    _, heading = _headed(kept)
    return grid[:heading], grid[heading:]


def _stripped(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    return [[Cell(" ".join(cell.text.split()), cell.across, cell.down, cell.names, cell.note) for cell in row] for row in rows]


def _titled(grid: Grid) -> tuple[list[str], Grid]:
    """Give the lines that stand above a table, and its rows: cells that stand alone, and labels with their values above its names."""
    above = len(list(takewhile(_alone, grid)))
    said = len(list(takewhile(lambda row: _alone(row) or _is_said_above(row), grid)))
    if said > above and _names_columns(_with_columns(grid[said:])):
        above = said
    return [line for row in grid[:above] for line in _labelled(row)], grid[above:]


def _names_columns(grid: Grid) -> bool:
    """Say whether the first row of a table names its columns, and none of its cells is a label with a value."""
    return len(grid) > 1 and not any(is_labelled(cell.text) for cell in grid[0]) and 0 < _headed(grid)[1] < len(grid)


def _is_said_above(row: list[Cell]) -> bool:
    """Say whether a row with blank cells holds nothing but labels and their values."""
    texts = _labelled(row)
    return bool(texts) and not all(cell.text for cell in row) and all(is_labelled(text) or is_label(text) for text in texts)


def _labelled(row: list[Cell]) -> list[str]:
    """Give the texts of a row, that of a cell behind a label together with it."""
    texts: list[str] = []
    for cell in _distinct(row):
        if texts and is_label(texts[-1]) and not (is_labelled(cell.text) or is_label(cell.text)):
            texts[-1] += f" {cell.noted}"
        else:
            texts.append(cell.noted)
    return texts


def _headed(grid: Grid) -> tuple[Grid, int]:
    """Give a table and how many of its rows name its columns; a name stands over the blank ones beside it where a second row has more."""
    spread = _spread(grid)
    heading = _marked_rows(spread) or _likely_rows(spread)
    if heading == 1 and _has_second_row(spread):
        return spread, 2
    return grid, _marked_rows(grid) or _likely_rows(grid)


def _spread(grid: Grid) -> Grid:
    """Let each name of the first row stand over the blank cells to its right below which a second row has names."""
    if len(grid) < 3 or not grid[0][0].text or all(cell.text for cell in grid[0]):
        return grid
    first = list(grid[0])
    for column in range(1, len(first)):
        if not first[column].text and grid[1][column].text:
            first[column] = first[column - 1]
    return [first, *grid[1:]]


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a table only lays out a page: it has one column, or whole texts in cells below no names of columns."""
    filled = [[text for text in row if text] for row in rows]
    if max(map(len, rows), default=0) <= 1 or not any(filled):
        return True
    if max(len(text) for row in filled for text in row) <= _LONGEST_CELL:
        return False
    first = next(row for row in filled if row)
    return len(rows) < 2 or len(first) < 2 or not all(map(is_name, first))


def _grid(rows: list[list[Cell]]) -> Grid:
    """Give every position its cell; blank rows and columns are left out."""
    return _with_columns([row for row in placed(rows) if any(cell.noted for cell in row)])


def placed(rows: Iterable[Sequence[Cell]]) -> Grid:
    """Give every position its cell, merged ones at each position that they cover."""
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
    return [row + [_BLANK] * (width - len(row)) for row in grid]


def _with_columns(grid: Grid) -> Grid:
    kept = [column for column in range(len(grid[0]) if grid else 0) if any(row[column].noted for row in grid)]
    return [[row[column] for column in kept] for row in grid]


def _distinct(cells: Iterable[Cell]) -> list[Cell]:
    """Give the cells that hold text, each once: two cells with the same text are two."""
    return [cell for cell in dict.fromkeys(cells) if cell.noted]


def _joined(cells: Iterable[Cell], mark: str) -> str:
    return mark.join(cell.noted for cell in _distinct(cells))


def _alone(row: list[Cell]) -> Cell | None:
    """Give the only cell of a row where it stands for the whole width: merged over it, or long, or with nothing beside it."""
    cells = _distinct(row)
    if len(cells) != 1 or (len(row) > 1 and row[0] is not cells[0]):
        return None
    return cells[0]


def _is_remark(row: list[Cell], rows: Grid) -> bool:
    """Say whether a row under a table says something beside it: each of its cells is a label with a value, or a sentence that stands
    alone, and none above it in their columns is."""
    return any(cell.text for cell in row) and all(
        (is_labelled(cell.text) or (_alone(row) is not None and ends_sentence(cell.text)))
        and not any(is_labelled(other[column].text) for other in rows if other[column] is not cell and not _alone(other))
        for column, cell in enumerate(row)
        if cell.text
    )


def _names_nothing(grid: Grid, heading: int) -> bool:
    """Say whether a column has a name and no cell below it, or only what stands for the whole width."""
    return any(
        any(row[column].text for row in grid[:heading])
        and not any(
            row[column].noted and (not column or not (len(row) > 1 and row.count(row[column]) == len(row))) for row in grid[heading:]
        )
        for column in range(len(grid[0]))
    )


def _marked_rows(grid: Grid) -> int:
    """Count the leading rows in which every cell is marked as a heading."""
    return len(list(takewhile(lambda row: any(cell.names for cell in row) and all(cell.names or not cell.text for cell in row), grid)))


def _likely_rows(grid: Grid) -> int:
    """Count the leading rows that look like names of columns, where the file marks none."""
    if len(grid) < 2 or len(grid[0]) < 2 or any(row[0].names for row in grid):
        return 0
    first = grid[0]
    if any(not is_name(cell.text) for cell in _distinct(first)) or sum(not cell.text for cell in first) > 1:
        return 0
    if len(first) == 2 and not _second_differs(grid):
        return 0
    return 0 if _is_written_as_below(grid) else 1


def _is_written_as_below(grid: Grid) -> bool:
    """Say whether a date stands in the first row as in all others of its column, or what differs from those in its digits alone, such as
    “B-101” above “B-102”: it is a value there, not a name."""
    for cell, *others in zip(*grid, strict=True):
        below = [other.text for other in others if other.text and other is not cell]
        if is_date(cell.text) and all(map(is_date, below)):
            return True
        if (
            len(below) > 1
            and re.search(r"\d", cell.text)
            and not is_year(cell.text)
            and {shape_of(text) for text in below} == {shape_of(cell.text)}
        ):
            return True
    return False


def _pairs(grid: Grid) -> list[tuple[str, Cell, Cell]]:
    """Give a line for each key and its value where a table holds nothing else, side by side or not, as the head of a document does."""
    rows = [[cell for cell, _ in groupby(row)] for row in grid]
    if not rows or any(len(row) % 2 or any(key.text and not _key().search(key.text) for key in row[::2]) for row in rows):
        return []
    pairs = [(key, value) for row in rows for key, value in zip(row[::2], row[1::2], strict=True) if key.noted or value.noted]
    return [(f"{key.noted.rstrip(':： ')}: {value.noted}".rstrip() if key.noted else value.noted, key, value) for key, value in pairs]


def _has_second_row(grid: Grid) -> bool:
    """Say whether a second row names the columns that a merged cell in the first joins.

    Its first cell is blank or that of the first row; or it is a name too, and what stands below the merged cells shows it: each
    column has a name, and figures only below that, or the same names stand below every merged cell.
    """
    merged = [column for column, cell in enumerate(grid[0]) if cell.text and grid[0].count(cell) > 1] if len(grid) > 2 else []
    second = grid[1] if merged else []
    if not merged or not all(is_name(cell.text) for cell in _distinct(second)):
        return False
    if not second[0].text or second[0] is grid[0][0]:
        return True
    names = [second[column].text for column in merged]
    if not all(names) or any(re.search(r"\d", name) and not is_year(name) for name in names):
        return False
    groups = [
        [cell.text for cell, top in zip(second, grid[0], strict=True) if top is joint] for joint in _distinct(grid[0][at] for at in merged)
    ]
    same = len(groups) > 1 and all(group == groups[0] for group in groups) and len(set(groups[0])) == len(groups[0])
    return same or all(re.search(r"\d", row[column].text) for row in grid[2:] if not _alone(row) for column in merged if row[column].text)


def _second_differs(grid: Grid) -> bool:
    """Say whether in a table of two columns the first row names them: no key with its value, but values only below it, or what columns
    of tables are called."""
    key, value = grid[0][0].text, grid[0][1].text
    below = [row[1].text for row in grid[1:]]
    if is_kind_of_column(key) and is_kind_of_column(value) and not any(is_kind_of_column(row[0].text) for row in grid[1:]):
        return True
    if key.endswith((":", "：")) or (re.search(r"\d", value) and not re.search(r"\d", key)):
        return False
    return all(re.search(r"\d", text) for text in below) or (len(below) > 1 and min(map(len, below)) > 1.5 * len(value))


def _line(row: list[Cell], names: list[str]) -> str:
    if alone := _alone(row) if len(row) > 1 else None:
        return alone.noted if not names[0] or row.count(alone) == len(row) else f"{names[0]}: {alone.noted}"
    cells = _distinct(row)
    if not any(names):
        return _keyed(row, cells)
    return " | ".join(_named(cell, [name for name, own in zip(names, row, strict=True) if own is cell]) for cell in cells)


def _named(cell: Cell, names: list[str]) -> str:
    name = " / ".join(name for name in dict.fromkeys(names) if name)
    return f"{name.rstrip(':：')}: {cell.noted}" if name else cell.noted


def _keyed(row: list[Cell], cells: list[Cell]) -> str:
    """Give a row without names of columns: “key: value” where its first cell can name the others."""
    key = row[0].text
    if key and len(cells) > 1 and is_name(key) and (len(row) == 2 or row[0].names):
        return f"{key.rstrip(':：')}: {' | '.join(cell.noted for cell in cells[1:])}"
    return " | ".join(cell.noted for cell in cells)
