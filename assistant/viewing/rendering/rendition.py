"""What a document's file shows, in parts, with the words that are cited marked."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup, escape

from assistant.viewing.outline import MOST_HEADINGS, Heading, levelled
from assistant.viewing.rendering.blocks import Block, Piece
from assistant.viewing.rendering.matching import Matching
from language.span import Span

_PART = 30_000
"""Characters that a part has at least, unless it is the last."""
_BEGINS_HEADING = re.compile("<h([1-6])>")
_BREAK = "\n"  # between the texts that markup parts


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a rendition: its number from 0, its HTML, and how many parts there are."""

    number: int
    html: Markup
    count: int


class Rendition:
    """What the file of one document shows, and where in it the words of the document's text stand."""

    def __init__(self, blocks: Sequence[Block], text: str) -> None:
        self._parts = list(_parts(blocks))
        self._texts = [_text(part) for part in self._parts]
        self._starts = [0, *accumulate(map(len, self._texts))]
        self._matching = Matching(text, "".join(self._texts))

    @property
    def lengths(self) -> list[int]:
        """How many characters each part shows."""
        return [len(text) for text in self._texts]

    def headings(self) -> list[Heading]:
        """Give the headings that it shows, the first 2,000, each with the number of its part from 0."""
        found = [one for number, part in enumerate(self._parts) for one in _headings(part, number)]
        return levelled([one for one in found if one.title.strip()][:MOST_HEADINGS])

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self._parts)

    def find(self, cited: Span) -> list[Span]:
        """Give where the cited words stand in what is shown; nothing where they cannot be found."""
        return self._matching.find(cited) or []

    def part_of(self, marks: Sequence[Span]) -> int:
        """Give the number of the part in which the first mark stands."""
        return max(0, bisect_right(self._starts, marks[0].start) - 1) if marks else 0

    def part(self, number: int, marks: Sequence[Span]) -> Part:
        """Give a part with its marks."""
        return Part(number, Markup("").join(_marked(self._parts[number], self._starts[number], marks)), self.count)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Piece]]:
    part: list[Piece] = []
    length = 0
    for block in blocks:
        part += block.pieces
        length += block.length
        if length >= _PART:
            yield part
            part, length = [], 0
    if part:
        yield part


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text or (_BREAK if piece.parts else "") for piece in pieces)


def _headings(pieces: Sequence[Piece], number: int) -> Iterator[Heading]:
    place, level, title = 0, 0, ""
    for piece in pieces:
        if not level and (begin := _BEGINS_HEADING.fullmatch(piece.markup)):
            level, title = int(begin[1]), ""
        elif level and piece.markup == f"</h{level}>":
            yield Heading(level, title, number, place)
            place, level = place + 1, 0
        else:
            title += piece.text or (" " if piece.parts else "")


def _marked(pieces: Sequence[Piece], start: int, marks: Sequence[Span]) -> Iterator[Markup]:
    """Give the HTML of pieces that begin at an offset, with the marks that lie in them."""
    for piece in pieces:
        if piece.markup:
            yield Markup(piece.markup)  # written by `blocks_of`, from an allow-list
            start += len(_BREAK) if piece.parts else 0
            continue
        end, place = start + len(piece.text), start
        for mark in marks:
            first, last = max(mark.start, start), min(mark.end, end)
            if first < last and piece.text[first - start : last - start].strip():
                yield escape(piece.text[place - start : first - start])
                yield Markup("<mark>") + escape(piece.text[first - start : last - start]) + Markup("</mark>")
                place = last
        yield escape(piece.text[place - start :])
        start = end
