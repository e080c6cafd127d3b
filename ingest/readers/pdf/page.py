"""One page of a PDF as PDFium gives it: words with their boxes, and ruling lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pypdfium2 import PdfPage

from ingest.readers.pdf.characters import Drawn, drawn_words
from ingest.readers.pdf.initials import join_initials
from ingest.readers.pdf.marks import read_raised, take_struck
from ingest.readers.pdf.pieces import Piece
from ingest.readers.pdf.ruling import edges_of
from ingest.readers.pdf.unseen import unseen_words
from ingest.readers.pdf.words import Edge, Word, turned
from language.messages import Message, message
from vectorstore.document import RecognisedLine

_HIDDEN, _STRUCK, _ASLANT = message("hidden text"), message("struck or deleted text"), message("text set aslant")
TOLD = frozenset({_HIDDEN, _STRUCK})
"""The kinds of what is left out that whoever reads should know of."""


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page in the order of its content, its ruling lines, and its size in points.

    `left_out` holds the texts of the page that are not among the words, by their kind; `recognised` the lines
    that were read in its picture, and `pieces` its words as they have been joined, where they have.
    """

    number: int
    words: list[Word]
    edges: list[Edge]
    width: float
    height: float
    left_out: list[tuple[Message, str]] = field(default_factory=list)
    recognised: list[RecognisedLine] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list, repr=False)


def page_of(page: PdfPage, number: int, filled: Iterable[Word] = ()) -> Page:
    """Take from a page what its text is made of, turned so that most of it runs from left to right.

    `filled` are words that stand on it and not in its content.
    """
    text_page = page.get_textpage()
    edges = list(edges_of(page))
    drawn = drawn_words(text_page, edges)
    text_page.close()
    unseen = unseen_words(page, drawn)
    seen = [one for one in drawn if id(one.word) not in unseen] if unseen else drawn
    quarter = _quarter(seen)
    left, bottom, right, top = page.get_bbox()
    corner = {0: (left, top), 1: (right, top), 2: (right, bottom), 3: (left, bottom)}[quarter]
    words = [_placed(one.word, quarter, one.style.quarter, corner) for one in seen if one.style.quarter is not None]
    words += [_placed(word, quarter, quarter, corner) for word in filled]
    edges = [turned(edge, quarter, corner) for edge in edges]
    left_out = [(_HIDDEN, text) for text in _runs(one.word for one in (drawn if unseen else ()) if id(one.word) in unseen)]
    left_out += [(_ASLANT, text) for text in _runs(one.word for one in seen if one.style.quarter is None)]
    words, struck = take_struck(words, edges)
    left_out += [(_STRUCK, text) for text in _runs(struck)]
    words, notes = read_raised(words)
    width, height = (right - left, top - bottom) if quarter % 2 == 0 else (top - bottom, right - left)
    return Page(number, join_initials(words), edges, width, height, left_out + notes)


def _quarter(drawn: list[Drawn]) -> int:
    """Give the quarter turns of most of the text."""
    if {one.style.quarter for one in drawn} <= {0, None}:
        return 0
    turns: Counter[int | None] = Counter()
    for one in drawn:
        turns[one.style.quarter] += len(one.word.text)
    del turns[None]
    return turns.most_common(1)[0][0] or 0


def _placed(word: Word, quarter: int, own: int, corner: tuple[float, float]) -> Word:
    """Bring a word from PDF coordinates to ours, with text of `quarter` turns upright."""
    if quarter == 0:
        left, top = corner
        word.left, word.right, word.baseline = word.left - left, word.right - left, top - word.baseline
        word.top, word.bottom = top - word.top, top - word.bottom
        word.turn = own
        return word
    word.left, word.top, word.right, word.bottom = turned((word.left, word.top, word.right, word.bottom), quarter, corner)
    word.baseline = word.bottom - 0.2 * (word.bottom - word.top)
    word.turn = (own - quarter) % 4
    return word


def _runs(words: Iterable[Word]) -> list[str]:
    """Give the text of words that follow each other on a line, line by line."""
    lines: list[str] = []
    last: Word | None = None
    for word in words:
        if last is not None and not last.ends_line:
            lines[-1] += ("" if word.joined else " ") + word.text
        else:
            lines.append(word.text)
        last = word
    return lines
