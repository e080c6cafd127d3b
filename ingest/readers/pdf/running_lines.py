"""Running headers and footers: what stands at the edge of several pages, and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.page import Page
from ingest.readers.pdf.pieces import Piece, kept_pieces, pieces_of_words, rows_of
from language.lexicon import any_of
from language.messages import message

_EDGE = 3  # rows at either end of a page that can be a running header or footer
_PAGE_NUMBER = re.compile(
    r"^\W*((page|seite|p\.)\s*)?(\d{1,4}|[ivxlc]{1,6})(\s*(of|/|\|)\s*\d{1,4})?\W*$"
    rf"|^\W*{any_of('layout', 'page_numbers')}\W*$",
    re.IGNORECASE,
)
_SPEAKS_OF_PAGES = re.compile(
    r"\b(page|seite|p\.)\s*\d|\d\s*(of|/|\|)\s*\d|[-–—·]\s*\d+\s*[-–—·]|[|｜]\s*\d+\s*$|^\s*\d+\s*[|｜]"
    rf"|{any_of('layout', 'page_mentions')}",
    re.IGNORECASE,
)
_REPEATED = message("repeated headers, footers and page numbers")
_LEAST_EDGES = 4  # of a table
_WIDE = 1.3  # times the usual step from row to row: the least that parts a running line from the text
_WIDE_FOR_LETTERS = 2.5  # times the size of its letters: what parts a line on a page of few rows
_SMALLER = 0.92  # times the size of the text: the most that the letters of a running line have where no white parts it
_LEAST_APART = 1 / 3  # of the pages on which a line stands: those on which it is apart from the text
_DIGITS = re.compile(r"\d+")

Row = list[Piece]


def drop_running_lines(pages: list[Page]) -> list[str]:
    """Take running headers and footers, and page numbers, out of the words of `pages`; give the former, each once.

    A running line stands alike and at the same height at the edges of at least two pages and of a third of them, and apart
    from their text; of its numbers only those change that do as the number of the page does, and only where it speaks of pages.
    """
    pieces = {page.number: pieces_of_words([word for word in page.words if not word.turn]) for page in pages}
    rows = {number: rows_of(own) for number, own in pieces.items()}
    edges = {number: _edges(own) for number, own in rows.items()}
    apart = {id(row) for own in rows.values() for row in _apart(own)}
    running = {id(row) for row in _running(edges, apart, max(2, min(len(pages) // 3, 5)))}
    told: dict[str, None] = {}
    for page in pages:
        dropped = [row for row in edges[page.number] if id(row) in running]
        new = [_text(row) for row in dropped if not _PAGE_NUMBER.match(_text(row)) and _text(row) not in told]
        told |= dict.fromkeys(new)
        left = [row for row in edges[page.number] if id(row) not in running]
        dropped += [row for row in left if len(left) > 1 and _PAGE_NUMBER.match(_text(row)) and _SPEAKS_OF_PAGES.search(_text(row))]
        words = {id(word) for row in dropped for piece in row for word in piece.words}
        page.words[:] = [word for word in page.words if id(word) not in words]
        page.pieces[:] = kept_pieces(pieces[page.number], words)
        kept = [text for text in new if not _SPEAKS_OF_PAGES.search(text)]
        page.left_out.extend((_REPEATED, text) for row in dropped if (text := _text(row)) not in kept)
    _drop_repeated_sides(pages)
    return [line for line in told if not _SPEAKS_OF_PAGES.search(line)]


def _drop_repeated_sides(pages: list[Page]) -> None:
    """Take out what stands turned at the side of a page as it does on one before, where no lines draw a table around it."""
    seen: set[str] = set()
    for page in pages:
        turned = [word for word in page.words if word.turn]
        text = " ".join(word.text for word in turned)
        pattern = _DIGITS.sub("#", text)
        if turned and pattern in seen and len(page.edges) < _LEAST_EDGES:
            page.words[:] = [word for word in page.words if not word.turn]
            page.left_out.append((_REPEATED, text))
        seen.add(pattern)


def _running(edges: dict[int, list[Row]], apart: set[int], least: int) -> Iterator[Row]:
    alike: dict[tuple[str, int], list[tuple[int, Row]]] = defaultdict(list)
    for number, rows in edges.items():
        for row in rows:
            alike[_DIGITS.sub("#", _text(row).casefold()), round(row[0].top / 6)].append((number, row))
    for found in alike.values():
        is_apart = sum(id(row) in apart for _, row in found) >= _LEAST_APART * len(found)
        if is_apart and len({number for number, _ in found}) >= least and _changes_as_pages_do(found):
            yield from (row for _, row in found)


def _changes_as_pages_do(found: list[tuple[int, Row]]) -> bool:
    """Say whether all numbers in rows stay the same or grow as the page’s number does."""
    numbers = [[int(digits[:9]) for digits in _DIGITS.findall(_text(row))] for _, row in found]
    changing = [place for place in range(len(numbers[0])) if len({own[place] for own in numbers}) > 1]
    return not changing or all(len({own[place] - page for own, (page, _) in zip(numbers, found, strict=True)}) == 1 for place in changing)


def _edges(rows: list[Row]) -> list[Row]:
    return rows if len(rows) <= 2 * _EDGE else rows[:_EDGE] + rows[-_EDGE:]


def _apart(rows: list[Row]) -> Iterator[Row]:
    """Give the rows at the edges of a page that are no part of its text: white parts them from it, or they are set smaller."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row[0].size] += len(_text(row))
    steps = [after[0].middle - before[0].middle for before, after in pairwise(rows)]
    for inwards, gaps in ((rows, steps), (rows[::-1], steps[::-1])):
        outer = inwards[:_EDGE]
        yield from outer[: _parted(outer, gaps, _WIDE * median(steps)) if steps else _EDGE]
        yield from (row for row in outer if row[0].size <= _SMALLER * sizes.most_common(1)[0][0] or _SPEAKS_OF_PAGES.search(_text(row)))


def _parted(outer: list[Row], gaps: list[float], wide: float) -> int:
    """Count the rows from the edge to the last gap that parts them from the text: a wide one, at least half of the widest."""
    own = gaps[: len(outer)]
    parting = [place for place, gap in enumerate(own, 1) if gap > min(wide, _WIDE_FOR_LETTERS * outer[place - 1][0].size)]
    return max((place for place in parting if own[place - 1] >= max(own) / 2), default=0)


def _text(row: Row) -> str:
    return " ".join(piece.text for piece in row)
