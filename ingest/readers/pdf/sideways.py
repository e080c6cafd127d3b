"""Text that stands turned on its page: names of columns, and what stands at a page's side."""

from collections import defaultdict

from ingest.readers.pdf.pieces import Piece, pieces_of_words, rows_of
from ingest.readers.pdf.words import Word, upright

_NEAR = 0.6  # of the font's size, within which the ends of names of columns stand at one height


def sideways(words: list[Word]) -> tuple[list[Piece], list[list[Piece]]]:
    """Give the turned names of columns as pieces that stand where they end, and the rows of what else is turned."""
    by_turn: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_turn[word.turn].append(word)
    level = by_turn.pop(0, [])
    names: list[Piece] = []
    others: list[list[Piece]] = []
    for turn, own in sorted(by_turn.items()):
        rows = rows_of(pieces_of_words([upright(word) for word in own]))
        boxes = [[_as_on_page(piece, turn) for piece in row] for row in rows]
        found = _names([piece for row in boxes for piece in row], level) if turn != 2 else []
        names += found
        taken = {piece.text for piece in found}
        others += [row for row in rows if not {piece.text for piece in row} <= taken]
    return names, others


def _as_on_page(piece: Piece, turn: int) -> Piece:
    """Give a piece of upright text with the box that it has on its page."""
    corners = Word(piece.left, piece.top, piece.right, piece.bottom, "", 0, False, turn=-turn % 4)
    box = upright(corners)
    return Piece(box.left, box.top, box.right, box.bottom, piece.text, piece.size, piece.bold, piece.order, piece.words)


def _names(pieces: list[Piece], level: list[Word]) -> list[Piece]:
    """Give the pieces that name columns: side by side, they begin or end at one height over words that stand below them."""
    found: list[Piece] = []
    for edge in ("bottom", "top", "middle"):
        for piece in pieces:
            beside = [other for other in pieces if abs(getattr(other, edge) - getattr(piece, edge)) < _NEAR * piece.size]
            if len(beside) > 1 and all(_names_a_column(other, level) for other in beside):
                found += [other for other in beside if other not in found]
    lowest = max((piece.bottom for piece in found), default=0.0)
    for piece in found:
        piece.top, piece.bottom = lowest - piece.size, lowest
    return found


def _names_a_column(name: Piece, level: list[Word]) -> bool:
    below = (word for word in level if 0 < word.centre[1] - name.bottom < 6 * name.size)
    return any(abs(word.centre[0] - name.centre[0]) < 2.5 * name.size for word in below)
