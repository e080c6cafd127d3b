"""The pieces of the lines of a page: words with no wide space between them."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from operator import is_
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
    with_gaps: list[Piece] = []
    parts: list[str] = []  # of the text of the last piece
    before: Word | None = None
    right = middle = 0.0
    for order, word in enumerate(words):
        gap, size = word.left - right, word.size
        is_next = -0.5 * size < gap < size and abs(middle - (word.top + word.bottom) / 2) < 0.35 * size
        if before is None or not (is_next or _continues(middle, before, word, gap)):
            if pieces:
                _complete(pieces[-1], "".join(parts))
            pieces.append(Piece(word.left, word.top, word.right, word.bottom, word.text, word.size, word.bold, order, [word]))
            parts, right, middle = [word.text], word.right, (word.top + word.bottom) / 2
        else:
            piece = pieces[-1]
            parts += _between(before, word, gap), word.text
            right = piece.right = max(right, word.right)
            piece.words.append(word)
            if _is_gap(before, word) and (not with_gaps or with_gaps[-1] is not piece):
                with_gaps.append(piece)
        before = word
    if pieces:
        _complete(pieces[-1], "".join(parts))
    return _with_gaps_filled(pieces, with_gaps) if with_gaps else pieces


def _complete(piece: Piece, text: str) -> None:
    """Set the text of a piece, and the size and the weight of most of it."""
    piece.text = text
    if len(piece.words) > 1:
        if len({word.bold for word in piece.words}) > 1:
            whole = sum(len(word.text) for word in piece.words)
            piece.bold = sum(len(word.text) for word in piece.words if word.bold) > 0.8 * whole
        piece.size = max(piece.words, key=_length).size


def _length(word: Word) -> int:
    return len(word.text)


def _with_gaps_filled(pieces: list[Piece], with_gaps: list[Piece]) -> list[Piece]:
    """Put pieces that stand in gaps of others into those."""
    taken: set[int] = set()
    for piece in with_gaps:
        size = piece.words[0].size
        beside = [one for one in pieces if piece.left < one.left and one.right < piece.right and one is not piece]
        for other in beside:
            if id(other) not in taken and abs(other.middle - piece.middle) < 0.35 * size and (place := _gap_for(other, piece)):
                taken.add(id(other))
                piece.words[place:place] = other.words
        text = piece.words[0].text
        for before, after in pairwise(piece.words):
            text += _between(before, after, after.left - before.right) + after.text
        _complete(piece, text)
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
    if after.joined or (gap < 0.12 * after.size and not before.ends_line and not before.spaced):
        return ""
    if before.size != after.size and (_is_index(before, after, gap) or _is_index(after, before, gap)):
        return ""
    return _space(before, after)


def _is_index(word: Word, figure: Word, gap: float) -> bool:
    """Say whether a figure is set small and a little lower against a word, as in H2O."""
    is_small = figure.text.isdigit() and len(figure.text) < 3 and figure.size <= 0.8 * word.size
    return is_small and word.text.isalpha() and 0 < figure.baseline - word.baseline < 0.4 * word.size and abs(gap) < 0.12 * word.size


def _space(before: Word, after: Word) -> str:
    """Give what stands between two words on a line: typesetters part Chinese from digits a little without writing a space."""
    if before.spaced or after.left - before.right > 0.35 * after.size:
        return " "
    last, first = before.text[-1:], after.text[:1]
    return "" if (last > "~" and is_unspaced(last)) or (first > "~" and is_unspaced(first)) else " "


def _continues(middle: float, before: Word, word: Word, gap: float) -> bool:
    """Say whether a word stands on the line of a piece, by its `middle` and the last of its words, and right after it."""
    size = max(before.size, word.size)
    if not -0.5 * word.size < gap < _GAP * size:
        return False
    level = 0.8 if word.joined and (word.raised or before.raised) else 0.35
    return abs(middle - (word.top + word.bottom) / 2) < level * size or _is_index(before, word, gap)


def kept_pieces(pieces: list[Piece], taken: set[int]) -> list[Piece]:
    """Give pieces without those of words whose ids are in `taken`; none where the ones around them may be joined then."""
    kept: list[Piece] = []
    is_cut = False
    for piece in pieces:
        if id(piece.words[0]) in taken:
            is_cut = True
            continue
        if is_cut and kept and _continues(kept[-1].middle, kept[-1].words[-1], piece.words[0], piece.left - kept[-1].right):
            return []
        kept.append(piece)
        is_cut = False
    return kept


def are_of_words(pieces: list[Piece], words: list[Word]) -> bool:
    """Say whether pieces have been joined of just these words, in their order."""
    own = [word for piece in pieces for word in piece.words]
    return len(own) == len(words) and all(map(is_, own, words))


def line_text(pieces: list[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


def groups_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Part pieces from top to bottom wherever a horizontal line crosses none of them."""
    groups: list[list[Piece]] = []
    reached = float("-inf")
    middles = [(piece.top + piece.bottom) / 2 for piece in pieces]
    tops = [middle - 0.3 * piece.size for middle, piece in zip(middles, pieces, strict=True)]
    for place in sorted(range(len(pieces)), key=tops.__getitem__):
        if not groups or tops[place] >= reached:
            groups.append([])
        groups[-1].append(pieces[place])
        reached = max(reached, middles[place] + 0.3 * pieces[place].size)
    return groups


def gutters_of(pieces: list[Piece]) -> list[tuple[float, float]]:
    """Give the vertical bands of white between pieces that are wide enough to part columns."""
    return Coverage(pieces).gutters()


class Coverage:
    """What pieces cover of the width of a page."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._sizes: list[float] = []
        self._spans: list[tuple[float, float]] = []
        self.add(pieces)

    def add(self, pieces: list[Piece]) -> None:
        self._sizes += [piece.size for piece in pieces]
        spans: list[tuple[float, float]] = []
        begin = reached = None
        for left, right in sorted(self._spans + [(piece.left, piece.right) for piece in pieces]):
            if reached is None or left > reached:
                if begin is not None and reached is not None:
                    spans.append((begin, reached))
                begin = left
            reached = right if reached is None else max(reached, right)
        if begin is not None and reached is not None:
            spans.append((begin, reached))
        self._spans = spans

    def gutters(self) -> list[tuple[float, float]]:
        """Give the vertical bands of white that are wide enough to part columns."""
        if len(self._spans) < 2:
            return []
        least = _GUTTER * median(self._sizes)
        return [(before[1], after[0]) for before, after in pairwise(self._spans) if after[0] - before[1] >= least]
