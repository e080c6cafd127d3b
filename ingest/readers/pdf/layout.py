"""The reading order of a page: its columns, its lines, and tables that no lines are drawn for."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from ingest.readers.pdf.columns import columns_of, table_in
from ingest.readers.pdf.margins import note_text, parted, place_of
from ingest.readers.pdf.page import Page
from ingest.readers.pdf.pieces import Coverage, Piece, TextLine, are_of_words, cell_text, groups_of, gutters_of, line_text, pieces_of_words
from ingest.readers.pdf.ruled_tables import ruled_tables
from ingest.readers.pdf.sideways import sideways
from language.messages import message

_LINE_NUMBERS = message("numbers of lines")
_CLOSE = 2  # sizes from a line to the next of its paragraph
_ENTRY_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}")


def lines_of(page: Page) -> list[TextLine]:
    """Give the lines of a page in the order in which they are read, those that stand sideways at the end."""
    tables = ruled_tables(page, cell_text)
    turned = any(word.turn for word in page.words)
    names, turned_rows = sideways(page.words) if turned else ([], [])
    words = [word for word in page.words if not word.turn] if turned else page.words
    pieces = page.pieces[:] if are_of_words(page.pieces, words) else pieces_of_words(words)
    if numbers := _line_numbers(pieces):
        page.left_out.append((_LINE_NUMBERS, line_text(numbers)))
        ids = set(map(id, numbers))
        pieces = [piece for piece in pieces if id(piece) not in ids]
    pieces += names + [Piece(box.left, box.top, box.right, box.top + 6, "", 6, False, -1, table=rows) for box, rows in tables]
    pieces, notes = parted(pieces)
    lines = list(_read(pieces)) if pieces else []
    for note in notes:
        lines.insert(place_of(note, lines), _apart(note, note_text(note)))
    return lines + [_apart(row, line_text(row)) for row in turned_rows]


def _apart(pieces: list[Piece], text: str) -> TextLine:
    """Give a line of what stands beside the text of its page."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    return TextLine(text, left, right, pieces[0].middle, pieces[0].size, False, (left, right), tabular=True)


def _line_numbers(pieces: list[Piece]) -> list[Piece]:
    """Give the numbers of a page's lines: at least eight at its left edge that count up."""
    numbers = sorted((piece for piece in pieces if piece.text.isdecimal() and len(piece.text) <= 3), key=lambda piece: piece.middle)
    others = [piece.left for piece in pieces if not piece.text.isdecimal()]
    numbers = [piece for piece in numbers if not others or piece.right <= min(others) + 1]
    values = [int(piece.text) for piece in numbers]
    if len(values) < 8 or values[0] not in (1, 5) or any(after - before not in (1, 5) for before, after in pairwise(values)):
        return []
    return numbers


def _bands(groups: list[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Join groups that follow each other as long as they have a gutter in common, or none has one."""
    band: list[list[Piece]] = []
    together = Coverage([])
    had = False
    for group in groups:
        has = len(group) > 1 and bool(gutters_of(group))
        together.add(group)
        both = bool(together.gutters()) if band else has
        if band and ((had and not both) or (not had and has)):
            higher = [] if had else _higher(band, group)
            if len(higher) < len(band):
                yield band[: len(band) - len(higher)]
            band, together, both = higher, Coverage([piece for one in [*higher, group] for piece in one]), has
        band.append(group)
        had = both
    if band:
        yield band


def _higher(band: list[list[Piece]], group: list[Piece]) -> list[list[Piece]]:
    """Give the last lines of a band that stand right above a column of the lines below which is not the first: it begins higher."""
    edge = max(after for _, after in gutters_of(group))
    lines = reversed(list(pairwise([*band, group])))
    return [
        above
        for above, below in takewhile(
            lambda two: (
                min(piece.left for piece in two[0]) >= edge - 1 and abs(two[1][-1].middle - two[0][0].middle) < _CLOSE * two[0][0].size
            ),
            lines,
        )
    ][::-1]


def _read(pieces: list[Piece]) -> Iterator[TextLine]:
    """Give the lines of a part of the page: column by column where it has columns, else row by row."""
    column = (min(piece.left for piece in pieces), max(piece.right for piece in pieces))
    for band in _bands(groups_of(pieces)):
        together = [piece for group in band for piece in group]
        gutters = gutters_of(together)
        if gutters and (parts := columns_of(together, gutters)):
            for part in parts:
                yield from _read(part)
        elif gutters and (table := table_in(band)):
            rows, above, below = table
            yield from _flow([piece for group in above for piece in group], column)
            yield TextLine("", *column, min(piece.top for piece in band[len(above)]), 0, False, column, table=rows)
            yield from _flow([piece for group in below for piece in group], column)
        else:
            yield from _flow(together, column)


def _flow(pieces: list[Piece], column: tuple[float, float]) -> Iterator[TextLine]:
    for group in groups_of(pieces):
        texts = sorted((piece for piece in group if piece.table is None), key=lambda piece: piece.left)
        for piece in group:
            if piece.table is not None:
                yield TextLine("", piece.left, piece.right, piece.middle, 0, False, column, table=piece.table)
        if texts:
            largest = max(texts, key=lambda piece: len(piece.text))
            left, right = texts[0].left, max(piece.right for piece in texts)
            bold = all(piece.bold for piece in texts)
            widest = max((after.left - before.right for before, after in pairwise(texts)), default=0)
            wide = 2 if _ENTRY_NUMBER.fullmatch(texts[-1].text) else 4  # a table of contents ends its lines with numbers
            tabular = len(texts) > 2 or widest > wide * largest.size
            yield TextLine(line_text(texts), left, right, largest.middle, largest.size, bold, column, tabular)
