"""Quotes, and documents around them, in parts: text, and lines that tell of rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.rendition.tables import parts_of_row
from language.span import Span

Row = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class QuotePart:
    """Lines of a quote as they stand; where they tell of rows of one table, the names of its columns and the cells below them."""

    text: str
    names: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def quote_parts(quote: str) -> Iterator[QuotePart]:
    """Give a quote in parts; rows stand together that name the same first column."""
    lines = [(line, parts_of_row(line)) for line in quote.split("\n")]
    for column, group in groupby(lines, lambda one: one[1][0][0] if one[1] else ""):
        told = list(group)
        text = "\n".join(line for line, _ in told)
        yield _table(text, [row for _, row in told]) if column else QuotePart(text)


def _table(text: str, rows: Sequence[Row]) -> QuotePart:
    names = list(dict.fromkeys(name for row in rows for name, _ in row))
    return QuotePart(text, names, [[dict(row).get(name, "") for name in names] for row in rows])


Segment = tuple[str, bool]
"""A text, and whether it is cited."""


@dataclass(frozen=True, slots=True)
class SourcePart:
    """Lines of a document as they stand, in segments; where they tell of rows of one table, the names of its columns and its cells."""

    segments: Sequence[Segment]
    names: Sequence[str] = ()
    rows: Sequence[Sequence[Sequence[Segment]]] = ()


def source_parts(text: str, cited: Span) -> Iterator[SourcePart]:
    """Give a text in parts, with what of it is cited; rows stand together that name the same first column."""
    place = 0
    for part in quote_parts(text):
        if part.rows:
            yield SourcePart((), part.names, list(_cells(part, place, cited)))
        else:
            yield SourcePart(_segments(part.text, place, cited))
        place += len(part.text) + 1


def _cells(part: QuotePart, place: int, cited: Span) -> Iterator[list[list[Segment]]]:
    """Give the cells of a table row by row; of a row in which only names of columns are cited all are."""
    for line in part.text.split("\n"):
        found: dict[str, list[Segment]] = {}
        at = 0
        for name, value in parts_of_row(line):
            at = line.index(f"{name}: ", at) + len(name) + 2
            found[name] = _segments(value, place + at, cited)
            at += len(value)
        if Span(place, place + len(line)).overlaps(cited) and not any(is_cited for cell in found.values() for _, is_cited in cell):
            found = {name: [(text, True) for text, _ in cell] for name, cell in found.items()}
        yield [found.get(name, []) for name in part.names]
        place += len(line) + 1


def _segments(text: str, place: int, cited: Span) -> list[Segment]:
    """Give a text that begins at a place before, within and after what is cited."""
    first, last = (min(len(text), max(0, end - place)) for end in (cited.start, cited.end))
    cut = ((text[:first], False), (text[first:last], True), (text[last:], False))
    return [one for one in cut if one[0]]
