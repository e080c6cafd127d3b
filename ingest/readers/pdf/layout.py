"""The reading order of a page: its columns, its lines, and tables that no lines are drawn for."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.page import Box, Page, Word
from ingest.readers.pdf.ruled_tables import ruled_tables
from ingest.readers.tables import Cell
from language.text.joining import is_unspaced, seam

_GUTTER = 0.8  # of the font's size: the least white space between two columns
_GAP = 1.2  # of the font's size: the white space that parts two pieces of a line
_LEAST_COLUMN = 0.18  # of the width of the text
_HYPHENATED = re.compile(r"(?P<chain>-?)(?P<head>[^\W\d_]+)[-\u00ad\u2010]$")
_WORD_AT_START = re.compile(r"[^\W\d_]+")
_ENTRY_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}")


@dataclass(slots=True)
class Piece(Box):
    """Words of one line with no wide space between them; `order` is the place of the first in the page's content."""

    text: str
    size: float
    bold: bool
    order: int
    words: list[Word] = field(default_factory=list)
    table: list[list[Cell]] | None = None

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a column, or a table that stands there; `left` and `right` are the line's, `column` those of its column.

    It is `tabular` where wide spaces part it, as in a table that no lines are drawn for.
    """

    text: str
    left: float
    right: float
    middle: float
    size: float
    bold: bool
    column: tuple[float, float]
    tabular: bool = False
    table: list[list[Cell]] | None = None


def pieces_of(page: Page) -> list[Piece]:
    """Give the pieces of a page's text, and a piece for each table that lines draw."""
    tables = ruled_tables(page, cell_text)
    pieces = _without_line_numbers(pieces_of_words(page.words))
    return pieces + [Piece(box.left, box.top, box.right, box.top + 6, "", 6, False, -1, table=rows) for box, rows in tables]


def rows_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Give the pieces from top to bottom, those that stand beside each other together and from left to right."""
    return [sorted(group, key=lambda piece: piece.left) for group in _groups(pieces)]


def lines_of(pieces: list[Piece]) -> list[TextLine]:
    """Give the lines of a page in the order in which they are read."""
    return list(_read(pieces)) if pieces else []


def cell_text(words: list[Word]) -> str:
    """Give the words of one cell as text, line by line."""
    text = ""
    for row in rows_of(pieces_of_words(words)):
        line = " ".join(piece.text for piece in row)
        text = joined(text, line, Counter()) if text else line
    return text


def joined(before: str, after: str, vocabulary: Mapping[str, int], turns: str = "") -> str:
    """Join two parts of a text over a line's end, and over a page's where `turns` holds its mark.

    A hyphen there is dropped, unless both parts are words of the `vocabulary`, by their frequency, and the whole is none.
    """
    if (before.endswith("\u00ad") or (before.endswith(("-", "–")) and before[-2:-1].isdigit())) and after[:1].isdigit():
        return before.replace("\u00ad", "-") + turns + after
    hyphenated, following = _HYPHENATED.search(before), _WORD_AT_START.match(after)
    if not hyphenated or not following:
        return before + seam(before, after) + turns + after
    head, tail = hyphenated["head"], following[0]
    are_words = vocabulary.get(tail.lower(), 0) > 1 and vocabulary.get(head.lower(), 0) > 1 and not vocabulary.get((head + tail).lower())
    is_compound = are_words or not tail[0].islower() or head.isupper() or bool(hyphenated["chain"])
    return before[:-1] + ("-" if is_compound else "") + turns + after


def pieces_of_words(words: list[Word]) -> list[Piece]:
    """Join the words that follow each other in the page's content and on a line."""
    pieces: list[Piece] = []
    for order, word in enumerate(words):
        last = pieces[-1] if pieces else None
        if last is None or not _continues(last, word):
            pieces.append(Piece(word.left, word.top, word.right, word.bottom, word.text, word.size, word.bold, order, [word]))
            continue
        before, gap = last.words[-1], word.left - last.right
        is_part = gap < 0.12 * word.size and not before.ends_line and not before.spaced
        last.text += ("" if is_part else _space(before, word)) + word.text
        last.right = max(last.right, word.right)
        last.words.append(word)
    for piece in pieces:
        whole = sum(len(word.text) for word in piece.words)
        piece.bold = sum(len(word.text) for word in piece.words if word.bold) > 0.8 * whole
        piece.size = max(piece.words, key=lambda word: len(word.text)).size
    return pieces


def _space(before: Word, after: Word) -> str:
    """Give what stands between two words on a line: typesetters part Chinese from digits a little without writing a space."""
    if before.spaced or after.left - before.right > 0.35 * after.size:
        return " "
    return "" if is_unspaced(before.text[-1:]) or is_unspaced(after.text[:1]) else " "


def _continues(piece: Piece, word: Word) -> bool:
    """Say whether a word stands on a piece's line, right after it."""
    size, gap = max(piece.words[-1].size, word.size), word.left - piece.right
    on_line = abs(piece.middle - (word.top + word.bottom) / 2) < 0.35 * size
    return on_line and -0.5 * word.size < gap < _GAP * size


def _without_line_numbers(pieces: list[Piece]) -> list[Piece]:
    """Leave out the numbers of a page's lines: at least eight at its left edge that count up."""
    numbers = sorted((piece for piece in pieces if piece.text.isdecimal() and len(piece.text) <= 3), key=lambda piece: piece.middle)
    others = [piece.left for piece in pieces if not piece.text.isdecimal()]
    numbers = [piece for piece in numbers if not others or piece.right <= min(others) + 1]
    values = [int(piece.text) for piece in numbers]
    if len(values) < 8 or values[0] not in (1, 5) or any(after - before not in (1, 5) for before, after in pairwise(values)):
        return pieces
    dropped = set(map(id, numbers))
    return [piece for piece in pieces if id(piece) not in dropped]


def _joined(pieces: list[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


def _groups(pieces: list[Piece]) -> list[list[Piece]]:
    """Part pieces from top to bottom wherever a horizontal line crosses none of them."""
    groups: list[list[Piece]] = []
    reached = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.middle - 0.3 * piece.size):
        if not groups or piece.middle - 0.3 * piece.size >= reached:
            groups.append([])
        groups[-1].append(piece)
        reached = max(reached, piece.middle + 0.3 * piece.size)
    return groups


def _gutters(pieces: list[Piece]) -> list[tuple[float, float]]:
    """Give the vertical bands of white between pieces that are wide enough to part columns."""
    least = _GUTTER * median(piece.size for piece in pieces)
    found: list[tuple[float, float]] = []
    reached: float | None = None
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if reached is not None and piece.left - reached >= least:
            found.append((reached, piece.left))
        reached = piece.right if reached is None else max(reached, piece.right)
    return found


def _bands(groups: list[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Join groups that follow each other as long as they have a gutter in common, or none has one."""
    band: list[list[Piece]] = []
    together: list[Piece] = []
    for group in groups:
        had, has = bool(together and _gutters(together)), bool(_gutters(group))
        if band and ((had and not _gutters(together + group)) or (not had and has)):
            yield band
            band, together = [], []
        band.append(group)
        together = together + group
    if band:
        yield band


def _read(pieces: list[Piece]) -> Iterator[TextLine]:
    """Give the lines of a part of the page: column by column where it has columns, else row by row."""
    column = (min(piece.left for piece in pieces), max(piece.right for piece in pieces))
    for band in _bands(_groups(pieces)):
        together = [piece for group in band for piece in group]
        gutters = _gutters(together)
        if gutters and (parts := _columns(together, gutters)):
            for part in parts:
                yield from _read(part)
        elif len(gutters) >= 2 and (rows := _aligned_rows(band, gutters)):
            top = min(piece.top for piece in together)
            yield TextLine("", *column, top, 0, False, column, table=rows)
        else:
            yield from _flow(together, column)


def _columns(pieces: list[Piece], gutters: list[tuple[float, float]]) -> list[list[Piece]]:
    """Cut pieces at all gutters, or at one of them, where that leaves columns of running text; nothing where it does not.

    Columns with short lines are taken for such only where the page's content gives them one after the other.
    """
    widest_first = sorted(gutters, key=lambda gutter: gutter[0] - gutter[1])
    ways = [gutters] * (len(gutters) > 1) + [[gutter] for gutter in widest_first[:4]]
    cut = [_cut(pieces, way) for way in ways]
    for parts in cut:
        is_table = _are_aligned(parts) and any(_gutters(part) for part in parts)
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
    beside = sum(min(abs(middle - piece.middle) for middle in middles) < 0.2 * piece.size for piece in others)
    return len(parts) > 3 or beside > 0.6 * len(others)


def _come_in_turn(parts: list[list[Piece]]) -> bool:
    spans = sorted((min(piece.order for piece in part), max(piece.order for piece in part)) for part in parts)
    return all(before[1] < after[0] for before, after in pairwise(spans))


def _cut(pieces: list[Piece], gutters: list[tuple[float, float]]) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for piece in pieces:
        parts[sum(piece.left >= end for _, end in gutters)].append(piece)
    return parts


def _are_columns(parts: list[list[Piece]], least: int, sparse: bool = False) -> bool:
    """Say whether parts hold running text: lines of `least` bytes that fill their column, unless `sparse` ones will do too."""
    width = max(piece.right for part in parts for piece in part) - min(piece.left for part in parts for piece in part)
    for part in parts:
        left, right = min(piece.left for piece in part), max(piece.right for piece in part)
        lines = _groups(part)
        lengths = [len(_joined(line).encode()) for line in lines]
        full = sum(max(piece.right for piece in line) >= left + 0.75 * (right - left) for line in lines)
        if right - left < _LEAST_COLUMN * width or len(lines) < (2 if sparse else 3) or median(lengths) < least:
            return False
        if not sparse and full < 0.5 * len(lines):
            return False
    return True


def _aligned_rows(band: list[list[Piece]], gutters: list[tuple[float, float]]) -> list[list[Cell]]:
    """Give the rows of a table that only white space draws, at least three of three columns; nothing where it is none."""
    rows: list[list[Cell]] = []
    for group in band:
        parts = _cut(group, gutters)
        texts = [" ".join(piece.text for piece in sorted(part, key=lambda piece: piece.left)) for part in parts]
        bold = [bool(part) and all(piece.bold for piece in part) for part in parts]
        rows.append([Cell(text, names=marked) for text, marked in zip(texts, bold, strict=True)])
    filled = [sum(bool(cell.text) for cell in row) for row in rows]
    texts = [cell.text for row in rows for cell in row if cell.text]
    regular = len(rows) >= 3 and sum(count >= 3 for count in filled) >= 0.6 * len(rows)
    return rows if regular and median(map(len, texts)) <= 40 else []


def _flow(pieces: list[Piece], column: tuple[float, float]) -> Iterator[TextLine]:
    for group in _groups(pieces):
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
            yield TextLine(_joined(texts), left, right, largest.middle, largest.size, bold, column, tabular)
