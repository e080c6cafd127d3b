"""The pieces of the lines of a page: words with no wide space between them."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.readers.paragraphs.joining import joined
from ingest.readers.pdf.words import Box, Word, upright
from ingest.readers.tables import Cell
from language.text.joining import is_unspaced

_GUTTER = 0.8  # of the font's size: the least white space between two columns
_GAP = 1.2  # of the font's size: the white space that parts two pieces of a line


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

    It is `tabular` where wide spaces part it, as in a table that no lines are drawn for, or where it stands beside the text.
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


def rows_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Give the pieces from top to bottom, those that stand beside each other together and from left to right."""
    return [sorted(group, key=lambda piece: piece.left) for group in groups_of(pieces)]


def cell_text(words: list[Word]) -> str:
    """Give the words of one cell as text, line by line."""
    if words and words[0].turn and len({word.turn for word in words}) == 1:
        words = [upright(word) for word in words]
    text = ""
    for row in rows_of(pieces_of_words(words)):
        line = " ".join(piece.text for piece in row)
        text = joined(text, line, Counter()) if text else line
    return text


def pieces_of_words(words: list[Word]) -> list[Piece]:
    """Join the words that follow each other in the page's content and on a line, and put those that stand in a gap of such a piece,
    as signs that a program draws after their line do, into it."""
    pieces: list[Piece] = []
    for order, word in enumerate(words):
        last = pieces[-1] if pieces else None
        if last is None or not _continues(last, word):
            pieces.append(Piece(word.left, word.top, word.right, word.bottom, word.text, word.size, word.bold, order, [word]))
            continue
        last.text += _between(last.words[-1], word, word.left - last.right) + word.text
        last.right = max(last.right, word.right)
        last.words.append(word)
    pieces = _with_gaps_filled(pieces)
    for piece in pieces:
        if len(piece.words) == 1:
            continue
        whole = sum(len(word.text) for word in piece.words)
        piece.bold = sum(len(word.text) for word in piece.words if word.bold) > 0.8 * whole
        piece.size = max(piece.words, key=lambda word: len(word.text)).size
    return pieces


def _with_gaps_filled(pieces: list[Piece]) -> list[Piece]:
    """Put pieces that stand in gaps of another into that."""
    with_gaps = [piece for piece in pieces if any(_is_gap(*both) for both in pairwise(piece.words))]
    taken: set[int] = set()
    for piece in with_gaps:
        beside = [one for one in pieces if piece.left < one.left and one.right < piece.right and one is not piece]
        for other in beside:
            if id(other) not in taken and abs(other.middle - piece.middle) < 0.35 * piece.size and (place := _gap_for(other, piece)):
                taken.add(id(other))
                piece.words[place:place] = other.words
        piece.text = piece.words[0].text
        for before, after in pairwise(piece.words):
            piece.text += _between(before, after, after.left - before.right) + after.text
    return [piece for piece in pieces if id(piece) not in taken] if taken else pieces


def _gap_for(other: Piece, piece: Piece) -> int:
    """Give the place among the words of a piece at which there is a gap for another one, 0 where there is none."""
    for place, (before, after) in enumerate(pairwise(piece.words), 1):
        if _is_gap(before, after) and before.right - 1 <= other.left and other.right <= after.left + 1:
            return place
    return 0


def _is_gap(before: Word, after: Word) -> bool:
    """Say whether a sign would fit between two words of a piece."""
    return after.left - before.right > 0.6 * after.size


def _between(before: Word, after: Word, gap: float) -> str:
    is_part = after.joined or (gap < 0.12 * after.size and not before.ends_line and not before.spaced)
    return "" if is_part or _is_index(before, after, gap) or _is_index(after, before, gap) else _space(before, after)


def _is_index(word: Word, figure: Word, gap: float) -> bool:
    """Say whether a figure is set small and a little lower against a word, as in H2O."""
    is_small = figure.text.isdigit() and len(figure.text) < 3 and figure.size <= 0.8 * word.size
    return is_small and word.text.isalpha() and 0 < figure.baseline - word.baseline < 0.4 * word.size and abs(gap) < 0.12 * word.size


def _space(before: Word, after: Word) -> str:
    """Give what stands between two words on a line: typesetters part Chinese from digits a little without writing a space."""
    if before.spaced or after.left - before.right > 0.35 * after.size:
        return " "
    return "" if is_unspaced(before.text[-1:]) or is_unspaced(after.text[:1]) else " "


def _continues(piece: Piece, word: Word) -> bool:
    """Say whether a word stands on a piece's line, right after it."""
    size, gap = max(piece.words[-1].size, word.size), word.left - piece.right
    level = 0.8 if word.joined and (word.raised or piece.words[-1].raised) else 0.35
    on_line = abs(piece.middle - (word.top + word.bottom) / 2) < level * size or _is_index(piece.words[-1], word, gap)
    return on_line and -0.5 * word.size < gap < _GAP * size


def line_text(pieces: list[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


def groups_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Part pieces from top to bottom wherever a horizontal line crosses none of them."""
    groups: list[list[Piece]] = []
    reached = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.middle - 0.3 * piece.size):
        if not groups or piece.middle - 0.3 * piece.size >= reached:
            groups.append([])
        groups[-1].append(piece)
        reached = max(reached, piece.middle + 0.3 * piece.size)
    return groups


def gutters_of(pieces: list[Piece]) -> list[tuple[float, float]]:
    """Give the vertical bands of white between pieces that are wide enough to part columns."""
    found: list[tuple[float, float]] = []
    spans = sorted([(piece.left, piece.right) for piece in pieces])
    reached = spans[0][1]
    for left, right in spans:
        if left > reached:
            found.append((reached, left))
        reached = max(reached, right)
    if not found:
        return found
    least = _GUTTER * median([piece.size for piece in pieces])
    return [(left, right) for left, right in found if right - left >= least]
