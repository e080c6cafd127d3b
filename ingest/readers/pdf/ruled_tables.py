"""Tables on a page of a PDF, by the lines that the page draws."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy

from ingest.readers.pdf.page import Page
from ingest.readers.pdf.quick import Numbers
from ingest.readers.pdf.words import Box, Edge, Word
from ingest.readers.tables import Cell

Point = tuple[float, float]

_NEAR = 3.0  # points within which two lines are one
_LONGEST_CELL = 1_000  # characters; what has longer ones frames a page
_MOST_EDGES = 4_000
_MOST_CELLS = 10_000


def ruled_tables(page: Page, text_of: Callable[[list[Word]], str]) -> list[tuple[Box, list[list[Cell]]]]:
    """Give the tables of at least two rows and two columns that ruling lines draw, with where they stand.

    Their words are taken out of `page.words`; `text_of` makes text of the words in one cell.
    """
    if not 4 <= len(page.edges) <= _MOST_EDGES:
        return []
    tables = []
    for cells in _cell_groups(page):
        box = Box(*(pick(side) for pick, side in zip((min, min, max, max), zip(*cells, strict=True), strict=True)))
        xs, ys = _ends([(cell[0], cell[2]) for cell in cells]), _ends([(cell[1], cell[3]) for cell in cells])
        centres = numpy.array([word.centre for word in page.words]).reshape(-1, 2).T
        inside = [page.words[place] for place in _held((box.left, box.top, box.right, box.bottom), centres)]
        if len(xs) < 3 or len(ys) < 3 or not inside:
            continue
        rows = _rows(cells, xs, ys, inside, text_of)
        if max(len(cell.text) for row in rows for cell in row) > _LONGEST_CELL:
            continue
        tables.append((box, rows))
        taken = set(map(id, inside))
        page.words[:] = [word for word in page.words if id(word) not in taken]
    return tables


def _cell_groups(page: Page) -> list[list[Edge]]:
    """Give the boxes of the cells of each table, largest table last, so that one within another is read first."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

    edges = [
        {
            "x0": left, "x1": right, "top": top, "bottom": bottom, "width": right - left, "height": bottom - top,
            "orientation": "h" if right - left >= bottom - top else "v", "object_type": "line",
        }
        for left, top, right, bottom in page.edges
    ]  # fmt: skip
    merged = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    across, along = (sum(edge["orientation"] == kind for edge in merged) for kind in "hv")
    if across * along > _MOST_CELLS:
        return []
    cells = list(_cells(edges_to_intersections(merged, _NEAR, _NEAR)))
    return sorted(cells_to_tables(cells), key=len)


def _cells(crossings: Mapping[Point, Mapping[str, Sequence[object]]]) -> Iterator[Edge]:
    """Give the smallest box that lines draw to the right of and below each of their crossings."""
    along, across = ({point: frozenset(map(id, found[kind])) for point, found in crossings.items()} for kind in "vh")
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    for point in sorted(crossings):
        columns[point[0]].append(point)
        rows[point[1]].append(point)
    for point in sorted(crossings):
        below = [other for other in columns[point[0]] if other > point and along[point] & along[other]]
        right = [other for other in rows[point[1]] if other > point and across[point] & across[other]]
        corners = ((low, far, (far[0], low[1])) for low in below for far in right)
        for low, far, corner in corners:
            if corner in along and across[low] & across[corner] and along[far] & along[corner]:
                yield (*point, *corner)
                break


def _ends(spans: list[tuple[float, float]]) -> list[float]:
    """Give the distinct places at which spans begin or end, in order."""
    places: list[float] = []
    for place in sorted(place for span in spans for place in span):
        if not places or place - places[-1] > _NEAR:
            places.append(place)
    return places


def _rows(
    cells: list[Edge], xs: list[float], ys: list[float], words: list[Word], text_of: Callable[[list[Word]], str]
) -> list[list[Cell]]:  # fmt: skip
    """Give the rows of cells, merged ones in the row and column in which they begin."""
    rows: list[dict[int, Cell]] = [{} for _ in ys[1:]]
    covered: set[tuple[int, int]] = set()
    centres = numpy.array([word.centre for word in words]).T
    for left, top, right, bottom in cells:
        first, last = _index(ys, top), _index(ys, bottom)
        begin, end = _index(xs, left), _index(xs, right)
        own = [words[place] for place in _held((left, top, right, bottom), centres)]
        if first >= last or begin >= end:
            continue
        rows[first][begin] = Cell(text_of(own), end - begin, last - first, bool(own) and all(word.bold for word in own))
        covered |= {(row, column) for row in range(first, last) for column in range(begin, end)}
    for row, found in enumerate(rows):
        found.update({column: Cell("") for column in range(len(xs) - 1) if (row, column) not in covered})
    return [[found[column] for column in sorted(found)] for found in rows]


def _index(places: list[float], place: float) -> int:
    return min(bisect_left(places, place - _NEAR), len(places) - 1)


def _held(box: Edge, centres: Numbers) -> list[int]:
    """Give the places of the centres that lie within a box."""
    x, y = centres
    held: list[int] = numpy.flatnonzero((box[0] <= x) & (x <= box[2]) & (box[1] <= y) & (y <= box[3])).tolist()
    return held
