"""Columns of running text side by side, and tables that only white space draws."""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.pieces import Piece, groups_of, gutters_of, line_text
from ingest.readers.shared.cell_texts import ends_sentence
from ingest.readers.tables import Cell
from language.text.joining import is_unspaced

_LEAST_COLUMN = 0.18  # of the width of the text
_LEAST_CELLS = 3  # of a row of a table that only white space draws
_LEAST_RUNNING = 20  # bytes of the lines of columns most of which go on with a sentence


def columns_of(pieces: list[Piece], gutters: list[tuple[float, float]]) -> list[list[Piece]]:
    """Cut pieces at all gutters, or at one of them, where that leaves columns of running text; nothing where it does not.

    Columns with short lines are taken for such only where the page's content gives them one after the other.
    """
    widest_first = sorted(gutters, key=lambda gutter: gutter[0] - gutter[1])
    ways = [gutters] * (len(gutters) > 1) + [[gutter] for gutter in widest_first[:4]]
    cut = [cut_at(pieces, way) for way in ways]
    for parts in cut:
        is_table = _are_aligned(parts) and any(gutters_of(part) for part in parts)
        if not is_table and _are_columns(parts, least=30 if _are_aligned(parts) else 15):
            return parts
    return next(
        (parts for parts in cut if _come_in_turn(parts) and not _are_aligned(parts) and _are_columns(parts, least=10, sparse=True)), []
    )


def _are_aligned(parts: list[list[Piece]]) -> bool:
    """Say whether most lines of the shorter parts stand beside a line of the longest, as the cells of a table do."""
    longest = max(parts, key=len)
    middles = sorted(piece.middle for piece in longest)
    others = [piece for part in parts if part is not longest for piece in part]
    beside = 0
    for piece in others:
        after = bisect_left(middles, piece.middle)
        beside += min(abs(middle - piece.middle) for middle in middles[max(0, after - 1) : after + 1]) < 0.2 * piece.size
    return len(parts) > 3 or beside > 0.6 * len(others)


def _come_in_turn(parts: list[list[Piece]]) -> bool:
    spans = sorted((min(piece.order for piece in part), max(piece.order for piece in part)) for part in parts)
    return all(before[1] < after[0] for before, after in pairwise(spans))


def cut_at(pieces: list[Piece], gutters: list[tuple[float, float]]) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    ends = sorted(end for _, end in gutters)
    for piece in pieces:
        parts[bisect_right(ends, piece.left)].append(piece)
    return parts


def _are_columns(parts: list[list[Piece]], least: int, sparse: bool = False) -> bool:
    """Say whether parts hold running text: lines of `least` bytes that fill their column, unless `sparse` ones will do too."""
    width = max(piece.right for part in parts for piece in part) - min(piece.left for part in parts for piece in part)
    for part in parts:
        left, right = min(piece.left for piece in part), max(piece.right for piece in part)
        lines = groups_of(part)
        texts = [line_text(line) for line in lines]
        lengths = [len(text.encode()) for text in texts]
        go_on = sum(text[:1].islower() for text in texts) >= 0.5 * len(texts)  # as the cells of a table do not
        full = sum(max(piece.right for piece in line) >= left + 0.75 * (right - left) for line in lines)
        if (
            right - left < _LEAST_COLUMN * width
            or len(lines) < (2 if sparse else 3)
            or median(lengths) < (min(least, _LEAST_RUNNING) if go_on else least)
        ):
            return False
        if not sparse and full < 0.5 * len(lines):
            return False
    return True


def table_in(band: list[list[Piece]]) -> tuple[list[list[Cell]], list[list[Piece]], list[list[Piece]]] | None:
    """Give the rows of a table that only white space draws, and the lines above and below it in a band; None where it holds none.

    Lines above may have white of their own in one of its gutters; those below stand under the first column alone.
    """
    full = next((place for place, group in enumerate(band) if len(group) >= _LEAST_CELLS), 0)
    for first in (0, full):
        last = len(band) - _lines_below(band[first:])
        gutters = gutters_of([piece for group in band[first:last] for piece in group])
        if len(gutters) >= 2 and (rows := _aligned_rows(band[first:last], gutters)):
            return rows, band[:first], band[last:]
    return None


def _lines_below(band: list[list[Piece]]) -> int:
    """Count the last lines of a band that stand under the first column of a table and go on with none of its cells: their first word
    would have fitted into the cell above them."""
    rows = [sorted(group, key=lambda piece: piece.left) for group in band if len(group) >= _LEAST_CELLS]
    if not rows:
        return 0
    first, second, *_ = rows[-1]
    edge = min(row[1].left for row in rows)
    below = [group for group in band if group[0].middle > first.middle and len(group) < _LEAST_CELLS]
    if not below or not all(len(group) == 1 and group[0].left < second.left for group in below):
        return 0
    next_line = below[0][0]
    word = next_line.text[:1] if is_unspaced(next_line.text[:1]) else next_line.text.split()[0]
    fits = first.right + (next_line.right - next_line.left) * (len(word) + 1) / len(next_line.text) < edge - 2 * first.size
    is_near = next_line.middle - first.middle < 2 * first.size
    return 0 if is_near and not fits else len(below)


def _aligned_rows(band: list[list[Piece]], gutters: list[tuple[float, float]]) -> list[list[Cell]]:
    """Give the rows of a table that only white space draws, at least three of three columns; nothing where it is none."""
    rows: list[list[Cell]] = []
    for group in band:
        parts = cut_at(group, gutters)
        texts = [" ".join(piece.text for piece in sorted(part, key=lambda piece: piece.left)) for part in parts]
        bold = [bool(part) and all(piece.bold for piece in part) for part in parts]
        if rows and _goes_on(rows[-1], texts):
            rows[-1] = [replace(cell, text=f"{cell.text} {text}".rstrip()) for cell, text in zip(rows[-1], texts, strict=True)]
        else:
            rows.append([Cell(text, names=marked) for text, marked in zip(texts, bold, strict=True)])
    filled = [sum(bool(cell.text) for cell in row) for row in rows]
    texts = [cell.text for row in rows for cell in row if cell.text]
    regular = len(rows) >= 3 and sum(count >= _LEAST_CELLS for count in filled) >= 0.6 * len(rows)
    return rows if regular and median(map(len, texts)) <= 40 else []


def _goes_on(row: list[Cell], texts: list[str]) -> bool:
    """Say whether a line without a first cell goes on the cells of the row above it: in small letters, each after an open sentence."""
    filled = [(cell.text, text) for cell, text in zip(row, texts, strict=True) if text]
    return (
        not texts[0]
        and len(filled) < _LEAST_CELLS
        and all(above and text[0].islower() and not ends_sentence(above) for above, text in filled)
    )
