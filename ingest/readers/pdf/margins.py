"""Notes in the margin: beside the text, and apart from its sentences."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from ingest.readers.paragraphs.joining import joined
from ingest.readers.pdf.pieces import Piece, TextLine, line_text, rows_of
from language.text.numbering import opens_numbered_line

_SMALLER = 0.93  # times the size of the text: the most that a note's is
_WIDEST = 0.3  # of the width of the text
_LEAST_LINE = 25  # bytes; the text beside notes runs on
_NEAR = 4.0  # points within which the lines of notes begin
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？：；][\"'”’)）\]]*$")

Note = list[Piece]


def parted(pieces: list[Piece]) -> tuple[list[Piece], list[Note]]:
    """Part the pieces of a page from the notes in its margins."""
    texts = [piece for piece in pieces if piece.table is None]
    if len(texts) < 4:
        return pieces, []
    sizes: Counter[float] = Counter()
    for piece in texts:
        sizes[piece.size] += len(piece.text)
    body = sizes.most_common(1)[0][0]
    taken: list[Piece] = []
    for column in _columns(texts):
        own = set(map(id, column))
        others = [piece for piece in texts if piece.size > _SMALLER * body and id(piece) not in own]
        small = [piece for piece in texts if piece.size <= _SMALLER * body and id(piece) not in own]
        in_row = any(abs(piece.middle - other.middle) < 0.5 * piece.size for piece in column for other in small)
        if not in_row and _is_margin(column, others, body):
            taken += column
    ids = set(map(id, taken))
    return [piece for piece in pieces if id(piece) not in ids], list(_notes(taken))


def _columns(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Give the pieces that begin at one place from left to right, those at either side of the text."""
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    for begin in (min(piece.left for piece in pieces), max(piece.left for piece in pieces)):
        column = [piece for piece in pieces if abs(piece.left - begin) < _NEAR]
        if max(piece.right for piece in column) - begin < _WIDEST * width:
            yield column


def _is_margin(column: list[Piece], others: list[Piece], body: float) -> bool:
    """Say whether pieces stand beside running text and off its lines, or in smaller letters."""
    left, right = min(piece.left for piece in column), max(piece.right for piece in column)
    top, bottom = min(piece.top for piece in column), max(piece.bottom for piece in column)
    beside = [piece for piece in others if piece.bottom > top and piece.top < bottom]
    if len(beside) < 2 or any(piece.left < right + 0.8 * body and piece.right > left - 0.8 * body for piece in beside):
        return False
    if len({piece.left < left for piece in beside}) > 1 or median(len(piece.text.encode()) for piece in beside) < _LEAST_LINE:
        return False
    if all(piece.size <= _SMALLER * body for piece in column):
        return any(character.isalpha() for piece in column for character in piece.text)
    off = sum(min(abs(piece.middle - other.middle) for other in beside) > 0.2 * body for piece in column)
    return len(column) > 1 and off > 0.6 * len(column) and len(beside) > 1.3 * len(column)


def _notes(pieces: list[Piece]) -> Iterator[Note]:
    by_side: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_side[round(piece.left / 20)].append(piece)
    for side in by_side.values():
        note: Note = []
        for piece in sorted(side, key=lambda piece: piece.middle):
            if note and piece.middle - note[-1].middle > 1.6 * piece.size:
                yield note
                note = []
            note.append(piece)
        if note:
            yield note


def note_text(note: Note) -> str:
    text = ""
    for row in rows_of(note):
        text = joined(text, line_text(row), Counter()) if text else line_text(row)
    return text


def place_of(note: Note, lines: Sequence[TextLine]) -> int:
    """Give the line before which a note is read: the nearest start of a paragraph to where it stands."""
    first, left, right = note[0], min(piece.left for piece in note), max(piece.right for piece in note)
    beside = [index for index, line in enumerate(lines) if abs(line.middle - first.middle) < 1.5 * first.size]
    apart = {index: max(lines[index].left - right, left - lines[index].right) for index in beside}
    nearest = min(beside, key=lambda index: (round(apart[index]), abs(lines[index].middle - first.middle)), default=0)
    starts = [index for index in range(len(lines)) if _is_start(index, lines)]
    return min(starts, key=lambda index: (abs(index - nearest), index), default=len(lines))


def _is_start(index: int, lines: Sequence[TextLine]) -> bool:
    """Say whether a line begins a paragraph for sure."""
    line = lines[index]
    if index == 0 or opens_numbered_line(line.text):
        return not line.text[:1].islower()
    before = lines[index - 1]
    return before.tabular or before.size > 1.1 * line.size or (bool(_ENDS_SENTENCE.search(before.text)) and line.text[:1].isupper())
